#ifndef PLAINPLAN_VALE_DOCUMENT_H
#define PLAINPLAN_VALE_DOCUMENT_H

/* Private to src/vale: the text of a Markdown file as Vale sees it, block by block. */

#include "base/buf.h"
#include "source/source.h"

#include <stdbool.h>
#include <stdint.h>

/* Bytes [at, at + length) of a text stand for bytes [source, source + source_length) of the file: one for one when both are
 * of the same length, else as a whole. */
typedef struct Stretch {
  uint32_t at, length, source, source_length;
} Stretch;

/* A text, with where each part of it is from. */
typedef struct Mapped {
  Buf text;
  Stretch *stretches;
  size_t count, capacity;
} Mapped;

enum { MOST_SECTIONS = 8 };

/* A block: a text, or a part of one, with its scope ("text", "list"). */
typedef struct Passage {
  const Mapped *whole;
  uint32_t from, length; /* in the whole */
  const char *sections[MOST_SECTIONS];
  size_t section_count;
  bool prose;     /* it is made of sentences */
  bool paragraph; /* of which it is a paragraph, so the scope "paragraph" has it too */
} Passage;

/* What there is of each kind of block, by name. */
typedef enum Counted {
  COUNT_PARAGRAPHS,
  COUNT_LIST,
  COUNT_BLOCKQUOTE,
  COUNT_PRE,
  COUNT_H1,
  COUNT_H2,
  COUNT_H3,
  COUNT_H4,
  COUNT_H5,
  COUNT_H6,
  COUNT_KINDS
} Counted;

/* What is told of a document. */
typedef struct DocumentVisit {
  void (*passage)(void *state, const Passage *passage);
  bool (*comment)(void *state, const char *text,
                  size_t length); /* whether what follows is not to be told */
  void *state;
} DocumentVisit;

/* What is known when it has been read: its running text (paragraphs, list items and quotations, an empty line between),
 * and how many blocks of each kind there are. */
typedef struct DocumentCounts {
  Mapped summary;
  uint32_t kinds[COUNT_KINDS];
} DocumentCounts;

/* Reads the Markdown of a source, in its order; inlines: also the text of each link and the like as a passage of its own.
 * counts is zero before, and counts->summary is the caller's to release. */
void document_read(const Source *source, bool inlines, const DocumentVisit *visit,
                   DocumentCounts *counts);

/* The whole source, line endings made one byte, as a passage with the scope "raw". mapped is the caller's to release. */
Passage document_raw(const Source *source, Mapped *mapped);

/* Where bytes [start, end) of a mapped text are in the file. */
Span mapped_span(const Mapped *mapped, uint32_t start, uint32_t end);

/* Adds text that stands at a place of the file; source_length 0: nowhere. */
void mapped_add(Mapped *mapped, const char *text, uint32_t length, uint32_t source,
                uint32_t source_length);

/* Adds bytes [from, to) of another mapped text. */
void mapped_add_part(Mapped *mapped, const Mapped *other, uint32_t from, uint32_t to);

void mapped_clear(Mapped *mapped);
void mapped_free(Mapped *mapped);

/* Where the front matter ends and the Markdown begins; *first and *last get the span of its YAML when there is one. */
uint32_t document_body(const Source *source, uint32_t *first, uint32_t *last);

#endif
