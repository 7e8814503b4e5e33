#ifndef PLAINPLAN_VALE_WALKER_H
#define PLAINPLAN_VALE_WALKER_H

/* Private to src/vale: joins the texts between the tags of a document to blocks, as Vale does with the HTML that it makes of
 * a file: what separates inline elements, which element a block belongs to, what is masked. */

#include "vale/document.h"

enum { MOST_TAGS = 128, MOST_INLINES = 32 };

/* An inline element whose text is to be a passage of its own. */
typedef struct Inline {
  const char *tag, *section;
  Mapped text;
  bool closed;
} Inline;

typedef struct Walker {
  const DocumentVisit *visit;
  DocumentCounts *counts;
  bool inlines;
  Mapped block;   /* what was joined so far */
  Mapped pending; /* text since the last tag */
  Mapped scratch;
  const char *tags[MOST_TAGS]; /* since the block began */
  size_t tag_count;
  const char *href; /* of the tag just opened, or NULL */
  bool skipping;    /* in an element that is not looked at */
  bool silent;      /* a comment says that nothing is to be told */
  bool is_inline, skip, closed_inline, trailing;
  Inline captured[MOST_INLINES];
  size_t capture_count;
} Walker;

/* A tag opens or closes; href: of a link, its address. */
void walker_open(Walker *walker, const char *tag, const char *href);
void walker_close(Walker *walker, const char *tag);

/* Text that stands at a place of the file; source_length 0: nowhere. */
void walker_text(Walker *walker, const char *text, size_t length, uint32_t source,
                 uint32_t source_length);

/* A comment. */
void walker_comment(Walker *walker, const char *text, size_t length);

/* The description of a picture. */
void walker_description(Walker *walker, const char *text, size_t length, uint32_t source,
                        uint32_t source_length);

/* Ends the document and releases the memory. */
void walker_end(Walker *walker);

/* html.c: takes the tags, texts and comments of raw HTML that stands at a place of the file. */
void html_read(Walker *walker, const char *html, size_t length, uint32_t source);

/* html.c: the name of a tag that the walker knows, which lives on; "" for another one. */
const char *html_tag(const char *name, size_t length);

#endif
