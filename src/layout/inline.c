/* Makes a paragraph of inline content: collects, itemises, breaks, composes; its lines become boxes of
 * the galley. */
#include "layout/inline.h"

#include <string.h>

/* Ids and markers of a paragraph that has no words. */
static void queue_marks(Builder *builder, const Paragraph *paragraph) {
  for (size_t i = 0; i < paragraph->segment_count; i++) {
    const Object *object = paragraph->segments[i].object;
    if (object && object->pieces)
      builder_queue(builder, (Item){.type = ITEM_MARK, .as.pieces = object->pieces});
  }
}

static int32_t strength_after(const FoText *text, size_t line, size_t count, int32_t keep) {
  bool few = line < (size_t)(text->orphans > 0 ? text->orphans : 0) ||
             count - line < (size_t)(text->widows > 0 ? text->widows : 0);
  return few && keep < STRENGTH_LINES ? STRENGTH_LINES : keep;
}

/* The gaps between the lines just added, now that their number is known. */
static void set_strengths(Builder *builder, const FoNode *node, size_t first, size_t count) {
  size_t line = 0;
  for (size_t i = first; i < builder->galley->count; i++) {
    Item *item = &builder->galley->items[i];
    if (item->type == ITEM_GAP)
      item->strength = strength_after(node->text, ++line, count, builder->keep);
  }
}

/* A paragraph that goes on from a page of another width breaks where that page ended. */
static void resume_line(const Layout *layout, const Paragraph *paragraph, Line *line) {
  uint32_t offset = layout->resume_offset;
  if (paragraph->units[line->first].start >= offset) return;
  for (size_t i = line->first + 1; i < line->last; i++)
    if (paragraph->units[i].start >= offset) {
      line_cut(paragraph, line, i);
      return;
    }
}

static void add_lines(Builder *builder, Paragraph *paragraph) {
  const FoText *text = paragraph->block->text;
  Length indent = fo_length(text->text_indent, builder->galley->width);
  size_t at = 1, count = 0, first_item = 0;
  while (at < paragraph->unit_count) {
    Length room = paragraph->width - indent;
    Line line = line_break(paragraph, at, room);
    if (paragraph->resumed) resume_line(builder->layout, paragraph, &line);
    Length x = paragraph->x + (paragraph->right_to_left ? 0 : indent);
    Item item = {.type = ITEM_BOX, .place = paragraph->block->place};
    const Segment *segment = paragraph->units[line.first].segment;
    if (segment->source) item.place = segment->source->place;
    item.line_of = paragraph->first;
    item.line_offset = paragraph->units[line.first].start;
    item.as.pieces = line_compose(paragraph, &line, x, room, &item.height);
    if (count) {
      builder_push(builder, (Item){.type = ITEM_GAP});
      builder_push(builder, item);
    } else {
      first_item = builder_add(builder, item);
    }
    count++;
    at = line.last;
    indent = 0;
  }
  set_strengths(builder, paragraph->block, first_item, count);
}

/* The body of a list item that is nothing but this text holds it itself, as a label does: a paragraph around it would say
 * nothing more. */
static bool is_whole_body(const Builder *builder, const FoNode *node, const FoNode *first,
                          const FoNode *stop) {
  const FoNode *body = node->parent;
  return body && body->type == FO_LIST_ITEM_BODY && body->first == node && !node->next &&
         first == node->first && !stop && strcmp(builder->structure->role, "LBody") == 0;
}

static Structure *paragraph_owner(Builder *builder, const FoNode *node, const FoNode *first,
                                  const FoNode *stop) {
  if (!builder->structure || structure_holds_text(builder->structure)) return builder->structure;
  if (is_whole_body(builder, node, first, stop)) return builder->structure;
  /* The node's own role, when it has one, is the builder's structure already. */
  if (node->type == FO_BLOCK && node->box->role && strcmp(builder->structure->role, "Div") != 0 &&
      builder->structure->role == node->box->role)
    return builder->structure;
  Structure *owner = structure_new(builder->layout, builder->structure, "P", node);
  owner->id = NULL;
  owner->alternative = NULL;
  return owner;
}

void build_paragraph(Builder *builder, const FoNode *node, const FoNode *first,
                     const FoNode *stop) {
  const FoText *text = node->text;
  Length reference = builder->galley->width;
  Length start = fo_length(text->start_indent, reference);
  Length end = fo_length(text->end_indent, reference);
  Paragraph paragraph = {.layout = builder->layout, .block = node, .first = first};
  paragraph.resumed = builder->layout->resume == first;
  paragraph.right_to_left = text->writing_mode == FO_RL_TB;
  paragraph.x = paragraph.right_to_left ? end : start;
  paragraph.width = reference - start - end;
  paragraph.owner = paragraph_owner(builder, node, first, stop);
  if (!paragraph_collect(&paragraph, first, stop)) {
    queue_marks(builder, &paragraph);
    return;
  }
  if (builder->started) builder_keep(builder, builder->keep);
  paragraph_itemise(&paragraph);
  add_lines(builder, &paragraph);
}
