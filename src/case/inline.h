#ifndef PLAINPLAN_CASE_INLINE_H
#define PLAINPLAN_CASE_INLINE_H

/* Private to src/case: inline content of one paragraph or heading, aligned with its source bytes.
 */

#include "case/build.h"

#include <cmark.h>

/* The inline content being read. Zero-initialise once per document; inline_free at its end. */
typedef struct Inlines {
  Builder *builder;
  uint32_t at, end;    /* the forward cursor over the block's source bytes */
  unsigned depth;      /* of open emphasis and links */
  unsigned quotes;     /* how many > a continued line may begin with */
  xmlNode *block;      /* the element that holds the content; a new field moves it */
  xmlNode *parent;     /* where the next node goes */
  uint32_t skip;       /* bytes of a key that are still to be passed over */
  bool record;         /* lines of this block may begin with a key */
  bool owners, starts; /* for mark_text */
  Buf text;            /* the run of text not yet added */
  TextPiece *pieces;
  size_t piece_count, piece_capacity;
} Inlines;

/* Begins a block whose content lies in [start, end) of the source. */
void inline_begin(Inlines *inlines, xmlNode *block, uint32_t start, uint32_t end, unsigned quotes);

/* Takes one event of a cmark iterator over the block's inline nodes. */
void inline_event(Inlines *inlines, cmark_node *node, bool entering);

/* Adds what is left of the text. */
void inline_end(Inlines *inlines);

/* Releases the buffers. */
void inline_free(Inlines *inlines);

/* record.c: whether a line of a record starts at the offset: "Key: value". Returns the offset after
 * the colon and its spaces and the field, or 0. A line that only looks like one is reported when
 * `report`. */
uint32_t record_key(Builder *builder, uint32_t at, uint32_t end, const Yaml **field, bool report);

/* record.c: a new field element for the key that record_key found at [at, value). */
xmlNode *record_field(Builder *builder, xmlNode *record, const Yaml *field, uint32_t at,
                      uint32_t value);

/* record.c: whether the field names who does something (holds: people). */
bool record_owners(const Yaml *field);

#endif
