#ifndef PLAINPLAN_CHECK_BLOCKS_H
#define PLAINPLAN_CHECK_BLOCKS_H

#include "base/buf.h"
#include "case/case.h"
#include "check/sentences.h"
#include "check/words.h"

/* A piece of a block's text: from byte `at` on it is the content of that text node. */
typedef struct Segment {
  uint32_t at, length;
  bool name; /* of a declared person */
  const xmlNode *node;
} Segment;

/* The text of one paragraph, heading, list item or field, gathered over its inline elements. */
typedef struct Block {
  const xmlNode *container;       /* the element that the text is in */
  const xmlNode *section, *field; /* around it; or NULL */
  uint32_t where;                 /* IN_… (style.h) */
  Buf text;
  Segment *segments;
  size_t segment_count, segment_capacity;
  Words words;
  SentenceList sentences;
} Block;

/* Calls visit for every block of the case's body that the writer's own words are in: not for a voice,
 * code, or a heading that the kind of document gives. */
void blocks_each(const Case *document, const Vocabulary *vocabulary, const Sentences *sentences,
                 void (*visit)(void *state, const Block *block), void *state);

/* The number of the sentence that a word is in; the block has at least one. */
size_t block_sentence(const Block *block, uint32_t word);

/* The last segment that begins at or before a byte of the text; the block has at least one. */
const Segment *block_segment(const Block *block, uint32_t at);

/* Whether the word at an index is that sign; false behind the last word. */
bool block_is_sign(const Block *block, uint32_t word, char sign);

/* Where bytes [start, end) of a block's text are in the case file. */
Place block_place(const Block *block, uint32_t start, uint32_t end);

#endif
