#ifndef PLAINPLAN_CASE_CASE_H
#define PLAINPLAN_CASE_CASE_H

#include "base/arena.h"
#include "case/templates.h"
#include "diag/diag.h"
#include "source/source.h"

#include <libxml/tree.h>
#include <stdbool.h>

/* The case model: front matter and body of one case file in one libxml2 tree, the case XML, without
 * namespaces, so that XPath reaches everything:
 *
 *   case        @kind @language @practice @draft? @reader?
 *     practice  @id @paper; limit* (@name, text) …       from templates/practice/ID.yml
 *     words     say* (@id, text)                          from templates/wording/, for pp:say()
 *     facts     one element per key of the front matter, named by the key: written, start, review
 * …; a list gives the element several times, a mapping gives it children people    person* (@id,
 * @role child|parent|network|agency|other, @pronoun? she|he): one element per key, as facts: name, is, born, phone,
 * of, agreed, language, needs … body      section* (@name: as the kind names it, absent when
 * unknown; @level), and blocks before the first heading section     heading, then blocks and deeper
 * sections blocks      p, heading, list (@type bullet|ordered, @start) of item*, records of record*
 * of field* (@name,
 *               @label), voice (@ref, @name, @date, @said) of blocks, code-block, rule
 *   inlines     text, emphasis, strong, code, link (@href), image (@src), break, name (@ref: a
 * person's id), date (@value: ISO, or @impossible), phone allow       (@rule, @reason) an empty
 * element before the block that it speaks of
 *
 * A soft line break is one space of text. The content of a voice (a block quote) is somebody's own
 * words. Every element and text node has a NodeOrigin in _private. */

/* From this offset in a text node's content on, text and source run byte for byte until the next
 * piece; or, when source_end is not 0, the whole piece stands for the source bytes [source,
 * source_end): an entity, an escape or a soft line break. */
typedef struct TextPiece {
  uint32_t text, source, source_end;
} TextPiece;

/* Where a node comes from: node->_private. */
typedef struct NodeOrigin {
  Source *source;
  Span span;
  const TextPiece
      *pieces; /* of a text node, in order, the first with text 0; NULL: byte for byte */
  size_t piece_count;
} NodeOrigin;

typedef struct Case {
  Arena *arena;
  Source *source; /* the case file */
  Source *shared; /* the case.yml beside it, or NULL */
  xmlDoc *xml;
  const char *kind;       /* a folder of templates/, "case-note" when the file names none */
  const char *language;   /* BCP 47 */
  const char *practice;   /* as declared, NULL when the file names none */
  bool restricted;        /* something in it is limited to some readers */
  const xmlNode **allows; /* its `allow` elements, in document order */
  size_t allow_count, allow_capacity;
} Case;

/* Reads a case file ("-": standard input) and the case.yml beside it into a case. Problems that a
 * reader of the case file can mend are diagnostics and the case is still returned; NULL when
 * nothing can be made of it. The case lives in the arena, but its xml is released by case_free. */
Case *case_read(const char *path, Templates *templates, Arena *arena, Diags *diags);

/* The same over a text that was read from the path, or made of what was. */
Case *case_read_source(Source *source, const char *path, Templates *templates, Arena *arena,
                       Diags *diags);

/* The same over texts already read; shared may be NULL. */
Case *case_from_sources(Source *source, Source *shared, Templates *templates, Arena *arena,
                        Diags *diags);

/* Releases the case XML, which nothing may use any more. NULL is allowed, and so is a second call. */
void case_free(Case *document);

/* Makes the case the copy for one reader: a declared person or a group of templates/case.yml. All
 * that this reader may not see is taken out of the tree. Returns false after a diagnostic when the
 * reader is unknown or when what is left still says what is withheld. */
bool case_restrict(Case *document, const char *reader, Templates *templates, Diags *diags);

/* Adds the `words` of the document's language and kind, which pp:say() and pp:date() use. */
/* Whether there is wording for the language of the document; without it no page can be made. */
bool case_has_words(const Case *document, Templates *templates, Diags *diags);

void case_add_words(Case *document, Templates *templates, Diags *diags);

/* Lists the `allow` elements anew, after something was taken out of the tree. */
void case_find_allows(Case *document);

/* An element's span as text, "START-END", or "1:START-END" in the shared file; "" when it came from neither. It lies in
 * `text`. */
enum { CASE_SPAN_SIZE = 32 };
const char *case_span(const Case *document, const xmlNode *node, char text[CASE_SPAN_SIZE]);

/* Writes every element's span as its attribute `at`, for whoever reads the case as a file. */
void case_add_spans(Case *document);

/* The place of any node of the case XML: its own origin, or that of the nearest ancestor that has
 * one. */
Place case_place(const xmlNode *node);

/* The place of bytes [start, end) of a text node's content, exact to the source byte even across
 * escapes, entities and soft breaks: from the source byte of the first to just after that of the
 * last. */
Place case_text_place(const xmlNode *text, uint32_t start, uint32_t end);

#endif
