/* Gathers the text of each block of a case, with a map back to its text nodes. */
#include "check/blocks.h"

#include "check/style.h"

#include <stdlib.h>
#include <string.h>

/* Stands for something that is no text, such as code: no phrase goes across it. */
enum { GAP = 0x1F };

typedef struct Walk {
  Block block;
  const Vocabulary *vocabulary;
  const Sentences *sentences;
  void (*visit)(void *state, const Block *block);
  void *state;
} Walk;

static bool is(const xmlNode *node, const char *name) {
  return node->name[0] == (unsigned char)name[0] && strcmp((const char *)node->name, name) == 0;
}

/* What an element is to the walk. */
typedef enum Sort { INLINE, CONTAINER, SKIPPED } Sort;

static Sort sort_of(const xmlNode *node) {
  static const struct {
    const char *name;
    Sort sort;
  } sorts[] = {{"p", CONTAINER},       {"item", CONTAINER},    {"list", CONTAINER},
               {"section", CONTAINER}, {"heading", CONTAINER}, {"title", CONTAINER},
               {"field", CONTAINER},   {"record", CONTAINER},  {"records", CONTAINER},
               {"body", CONTAINER},    {"table", CONTAINER},   {"row", CONTAINER},
               {"cell", CONTAINER},    {"voice", SKIPPED},     {"code-block", SKIPPED},
               {"rule", SKIPPED},      {"allow", SKIPPED}};
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
    if (is(node, sorts[i].name)) return sorts[i].sort;
  return INLINE;
}

static bool is_inline(const xmlNode *node) {
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) return true;
  return node->type == XML_ELEMENT_NODE && sort_of(node) == INLINE;
}

static void add_text(Block *block, const xmlNode *node, bool name) {
  if (block->segment_count == block->segment_capacity) {
    block->segment_capacity = block->segment_capacity ? block->segment_capacity * 2 : 32;
    block->segments =
        memory_grow(block->segments, block->segment_capacity * sizeof *block->segments);
  }
  size_t length = strlen((const char *)node->content);
  block->segments[block->segment_count++] =
      (Segment){(uint32_t)block->text.length, (uint32_t)length, name, node};
  buf_add(&block->text, node->content, length);
}

static void gather(Block *block, const xmlNode *node, bool name) {
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
    add_text(block, node, name);
  } else if (node->type == XML_ELEMENT_NODE && (is(node, "code") || is(node, "image"))) {
    buf_putc(&block->text, GAP);
  } else if (node->type == XML_ELEMENT_NODE && is(node, "break")) {
    buf_putc(&block->text, '\n');
  } else if (node->type == XML_ELEMENT_NODE) {
    bool named = name || is(node, "name");
    for (const xmlNode *child = node->children; child; child = child->next)
      gather(block, child, named);
  }
}

/* Flags the words of declared names. */
static void mark_names(Block *block) {
  size_t word = 0;
  for (size_t i = 0; i < block->segment_count; i++) {
    if (!block->segments[i].name) continue;
    uint32_t start = block->segments[i].at;
    uint32_t end =
        i + 1 < block->segment_count ? block->segments[i + 1].at : (uint32_t)block->text.length;
    while (word < block->words.count && block->words.items[word].end <= start)
      word++;
    for (; word < block->words.count && block->words.items[word].start < end; word++)
      block->words.items[word].flags |= WORD_NAME;
  }
}

/* Takes a run of inline siblings as one block; returns the node after it. */
static const xmlNode *take_block(Walk *walk, const xmlNode *node) {
  Block *block = &walk->block;
  buf_clear(&block->text);
  block->segment_count = 0;
  block->container = node->parent;
  for (; node && (is_inline(node) || node->type == XML_COMMENT_NODE); node = node->next)
    gather(block, node, false);
  const char *text = block->text.bytes;
  if (!text || !text[strspn(text, " \t\r\n")]) return node;
  words_split(&block->words, walk->vocabulary, text, block->text.length);
  mark_names(block);
  sentences_find(walk->sentences, &block->words, text, &block->sentences);
  walk->visit(walk->state, block);
  return node;
}

/* A heading that the kind of document gives is not the writer's. */
static bool is_given_heading(const xmlNode *node) {
  return is(node, "heading") && node->parent &&
         xmlHasProp((xmlNode *)node->parent, (const xmlChar *)"name");
}

static void walk_container(Walk *walk, const xmlNode *container) {
  Block *block = &walk->block;
  const xmlNode *section = block->section, *field = block->field;
  uint32_t where = block->where;
  if (is(container, "section")) block->section = container;
  if (is(container, "field")) block->field = container;
  if (is(container, "heading") || is(container, "title"))
    block->where = IN_HEADING;
  else if (is(container, "field"))
    block->where = IN_FIELD;
  else if (is(container, "item"))
    block->where = IN_LIST;
  for (const xmlNode *child = container->children; child;) {
    if (is_inline(child)) {
      child = take_block(walk, child);
      continue;
    }
    if (child->type == XML_ELEMENT_NODE && sort_of(child) == CONTAINER && !is_given_heading(child))
      walk_container(walk, child);
    child = child->next;
  }
  block->section = section;
  block->field = field;
  block->where = where;
}

void blocks_each(const Case *document, const Vocabulary *vocabulary, const Sentences *sentences,
                 void (*visit)(void *state, const Block *block), void *state) {
  Walk walk = {.vocabulary = vocabulary, .sentences = sentences, .visit = visit, .state = state};
  walk.block.where = IN_PARAGRAPH;
  const xmlNode *root = xmlDocGetRootElement(document->xml);
  for (const xmlNode *child = root ? root->children : NULL; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE && is(child, "body")) walk_container(&walk, child);
  buf_free(&walk.block.text);
  free(walk.block.segments);
  free(walk.block.sentences.items);
  words_free(&walk.block.words);
}

size_t block_sentence(const Block *block, uint32_t word) {
  size_t low = 0, high = block->sentences.count;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (block->sentences.items[middle].first <= word)
      low = middle;
    else
      high = middle;
  }
  return low;
}

const Segment *block_segment(const Block *block, uint32_t at) {
  size_t low = 0, high = block->segment_count;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (block->segments[middle].at <= at)
      low = middle;
    else
      high = middle;
  }
  return &block->segments[low];
}

static Place segment_place(const Segment *segment, uint32_t start, uint32_t end) {
  uint32_t length = segment->length;
  start = start < segment->at ? 0 : start - segment->at;
  end -= segment->at;
  return case_text_place(segment->node, start, end > length ? length : end);
}

Place block_place(const Block *block, uint32_t start, uint32_t end) {
  if (!block->segment_count || end <= start) return case_place(block->container);
  const Segment *first = block_segment(block, start), *last = block_segment(block, end - 1);
  if (first == last) return segment_place(first, start, end);
  Place from = segment_place(first, start, start + 1), to = segment_place(last, end - 1, end);
  return (Place){from.source, {from.span.start, to.span.end}};
}

bool block_is_sign(const Block *block, uint32_t word, char sign) {
  if (word >= block->words.count) return false;
  const Word *at = &block->words.items[word];
  return at->flags & WORD_IS_SIGN && block->text.bytes[at->start] == sign;
}
