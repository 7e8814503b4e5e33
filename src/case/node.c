/* Nodes of the case XML and where they come from. */
#include "case/build.h"

#include <string.h>

static NodeOrigin *new_origin(Builder *builder, Place place) {
  NodeOrigin *origin = arena_alloc(builder->arena, sizeof *origin);
  origin->source = place.source;
  origin->span = place.span;
  return origin;
}

xmlNode *build_element(Builder *builder, xmlNode *parent, const char *name, Place place) {
  const xmlChar *kept = xmlDictLookup(builder->doc->dict, (const xmlChar *)name, -1);
  xmlNode *node = xmlNewDocNodeEatName(builder->doc, NULL, (xmlChar *)kept, NULL);
  node->_private = new_origin(builder, place);
  if (parent) xmlAddChild(parent, node);
  return node;
}

void build_attribute(xmlNode *node, const char *name, const char *value) {
  if (value) xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

/* Links a text node as the last child without merging it into a text node before it. */
static void append_text(xmlNode *parent, xmlNode *text) {
  text->parent = parent;
  text->prev = parent->last;
  if (parent->last)
    parent->last->next = text;
  else
    parent->children = text;
  parent->last = text;
}

xmlNode *build_plain_text(Builder *builder, xmlNode *parent, const char *text, Place place) {
  xmlNode *node = xmlNewDocText(builder->doc, (const xmlChar *)text);
  node->_private = new_origin(builder, place);
  append_text(parent, node);
  return node;
}

/* The index of the piece that holds the byte at an offset. */
static size_t piece_at(const TextPiece *pieces, size_t count, uint32_t offset) {
  size_t low = 0, high = count;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (pieces[middle].text <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static uint32_t piece_source(const TextPiece *piece, uint32_t offset) {
  return piece->source_end ? piece->source : piece->source + (offset - piece->text);
}

static uint32_t piece_source_end(const TextPiece *piece, uint32_t last) {
  return piece->source_end ? piece->source_end : piece->source + (last - piece->text) + 1;
}

xmlNode *build_text(Builder *builder, xmlNode *parent, const char *text, uint32_t start,
                    uint32_t end, const TextPiece *pieces, size_t piece_count) {
  xmlNode *node = xmlNewDocTextLen(builder->doc, (const xmlChar *)text + start, (int)(end - start));
  size_t first = piece_at(pieces, piece_count, start);
  size_t last = piece_at(pieces, piece_count, end - 1);
  Span span = {piece_source(&pieces[first], start), piece_source_end(&pieces[last], end - 1)};
  NodeOrigin *origin = new_origin(builder, (Place){builder->source, span});
  if (first != last || pieces[first].source_end) {
    TextPiece *own = arena_alloc(builder->arena, (last - first + 1) * sizeof *own);
    for (size_t i = first; i <= last; i++)
      own[i - first] = (TextPiece){pieces[i].text - start, pieces[i].source, pieces[i].source_end};
    own[0].text = 0;
    own[0].source = span.start;
    origin->pieces = own;
    origin->piece_count = last - first + 1;
  }
  node->_private = origin;
  append_text(parent, node);
  return node;
}

Place case_place(const xmlNode *node) {
  for (; node; node = node->parent) {
    if (node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE) continue;
    const NodeOrigin *origin = node->_private;
    if (origin && origin->source) return (Place){origin->source, origin->span};
  }
  return (Place){0};
}

Place case_text_place(const xmlNode *text, uint32_t start, uint32_t end) {
  const NodeOrigin *origin = text->_private;
  if (!origin || end <= start) return case_place(text);
  TextPiece whole = {0, origin->span.start, 0};
  const TextPiece *pieces = origin->pieces ? origin->pieces : &whole;
  size_t count = origin->pieces ? origin->piece_count : 1;
  Span span = {piece_source(&pieces[piece_at(pieces, count, start)], start),
               piece_source_end(&pieces[piece_at(pieces, count, end - 1)], end - 1)};
  return (Place){origin->source, span};
}
