/* Blocks and what holds them: each becomes boxes, gaps and marks of the galley. */
#include "layout/builder.h"

#include <string.h>

enum { DEEPEST_BLOCK = 220 };

static const int physical_sides[2][4] = {{FO_BEFORE, FO_END, FO_AFTER, FO_START},
                                         {FO_BEFORE, FO_START, FO_AFTER, FO_END}};

int side_of(const FoNode *node, int physical) {
  return physical_sides[node->text->writing_mode == FO_RL_TB][physical];
}

Edge edge_of(const FoNode *node, int physical) {
  const FoEdge *edge = &node->box->border[side_of(node, physical)];
  return (Edge){.width = edge->width, .style = edge->style, .color = edge->color};
}

Length edge_size(const FoNode *node, int side, Length reference) {
  return node->box->border[side].width + fo_length(node->box->padding[side], reference);
}

Length range_length(const FoRange *range, Length base, Length otherwise) {
  Length length = range->optimum.automatic ? otherwise : fo_length(range->optimum, base);
  if (!range->maximum.automatic && length > fo_length(range->maximum, base))
    length = fo_length(range->maximum, base);
  Length minimum = fo_length(range->minimum, base);
  return length < minimum ? minimum : length;
}

void report_wide(Layout *layout, const FoNode *node, Length by) {
  diag_add(layout->diags, DIAG_FO_WIDE, fo_place(layout->fo, node), fo_type_name(node->type),
           (int)(by / 1000), (int)(by % 1000 / 100));
}

static Radius radius_of(const FoRadius *radius, Length width) {
  return (Radius){.x = fo_length(radius->across, width), .y = fo_length(radius->down, width)};
}

/* Whether anything of a box shows: its ground or an edge. */
static bool is_visible(const FoNode *node) {
  bool visible = !node->box->background.none;
  for (int side = 0; side < 4; side++)
    if (node->box->border[side].width > 0) visible = true;
  return visible && node->text->visible;
}

Decoration *decoration_new(Layout *layout, const FoNode *node, Length x, Length width) {
  Decoration *decoration = arena_alloc(layout->arena, sizeof *decoration);
  *decoration =
      (Decoration){.node = node, .x = x, .width = width, .background = node->box->background};
  decoration->visible = is_visible(node);
  for (int i = 0; i < 4; i++)
    decoration->edges[i] = edge_of(node, i);
  /* corners: top-left, top-right, bottom-right, bottom-left */
  static const int mirrored[4] = {1, 0, 3, 2};
  bool right_to_left = node->text->writing_mode == FO_RL_TB;
  for (int i = 0; i < 4; i++)
    decoration->radius[i] = radius_of(&node->box->radius[right_to_left ? mirrored[i] : i], width);
  return decoration;
}

Piece *marks_of(Layout *layout, const FoNode *node, bool ending) {
  Piece *first = NULL, **next = &first;
  if (node->box->id && !ending) {
    *next = piece_new(layout, PIECE_ID);
    (*next)->id = node->box->id;
    next = &(*next)->next;
  }
  for (const FoNode *child = node->first; child; child = child->next) {
    if (child->type != FO_MARKER) continue;
    *next = piece_new(layout, PIECE_MARKER);
    (*next)->node = child;
    (*next)->id = ending ? "end" : NULL;
    next = &(*next)->next;
  }
  if (node->box->id && ending) {
    *next = piece_new(layout, PIECE_ID);
    (*next)->id = node->box->id;
  }
  return first;
}

void build_start_marks(Builder *builder, const FoNode *node) {
  Piece *marks = marks_of(builder->layout, node, false);
  if (marks) builder_queue(builder, (Item){.type = ITEM_MARK, .as.pieces = marks});
}

/* Marks of an end belong to the box before; they are put down at once when there is one. */
void build_end_marks(Builder *builder, const FoNode *node) {
  Piece *marks = marks_of(builder->layout, node, true);
  if (!marks) return;
  Item item = {.type = ITEM_MARK, .as.pieces = marks};
  if (builder->queued || builder->reference)
    builder_queue(builder, item);
  else
    builder_push(builder, item);
}

/* Opens the visible box of a block. True when it has one. */
static bool open_box(Builder *builder, const FoNode *node) {
  const FoText *text = node->text;
  Length reference = builder->galley->width;
  Length before = edge_size(node, FO_BEFORE, reference);
  Length after = edge_size(node, FO_AFTER, reference);
  if (!is_visible(node) && !before && !after) return false;
  Length start = fo_length(text->start_indent, reference) - edge_size(node, FO_START, reference);
  Length end = fo_length(text->end_indent, reference) - edge_size(node, FO_END, reference);
  bool right_to_left = text->writing_mode == FO_RL_TB;
  Decoration *decoration =
      decoration_new(builder->layout, node, right_to_left ? end : start, reference - start - end);
  const FoBox *box = node->box;
  Item item = {
      .type = ITEM_OPEN, .height = before, .as.decoration = decoration, .place = node->place};
  if (box->padding_retain[FO_BEFORE])
    item.retained += fo_length(box->padding[FO_BEFORE], reference);
  if (box->border[FO_BEFORE].retain) item.retained += box->border[FO_BEFORE].width;
  if (box->padding_retain[FO_AFTER])
    item.retained_after += fo_length(box->padding[FO_AFTER], reference);
  if (box->border[FO_AFTER].retain) item.retained_after += box->border[FO_AFTER].width;
  if (before || node->box->border[FO_BEFORE].width)
    builder_add(builder, item);
  else
    builder_queue(builder, item);
  return true;
}

/* Whether the OPEN of a block still waits: then the block holds nothing. */
static bool still_queued(const Builder *builder, const FoNode *node, size_t *index) {
  for (size_t i = builder->queued; i-- > 0;)
    if (builder->queue[i].type == ITEM_OPEN && builder->queue[i].as.decoration->node == node) {
      *index = i;
      return true;
    }
  return false;
}

static void close_box(Builder *builder, const FoNode *node) {
  Length after = edge_size(node, FO_AFTER, builder->galley->width);
  size_t index;
  if (still_queued(builder, node, &index)) {
    if (!after) {
      memmove(&builder->queue[index], &builder->queue[index + 1],
              (builder->queued - index - 1) * sizeof *builder->queue);
      builder->queued--;
      return;
    }
    builder_add(builder, (Item){.type = ITEM_MARK});
    builder_close(builder, after);
    return;
  }
  if (after) {
    builder->pending.retain = true;
    builder_flush_fixed(builder);
  }
  builder_close(builder, after);
}

static bool has_inline(const FoNode *node) {
  for (const FoNode *child = node->first; child; child = child->next)
    if (child->type != FO_MARKER && fo_class(child) == FO_CLASS_INLINE) return true;
  return false;
}

void block_begin(Builder *builder, const FoNode *node, const char *role, BlockScope *scope) {
  *scope = (BlockScope){
      .structure = builder->structure, .keep = builder->keep, .started = builder->started};
  builder_before(builder, node);
  builder->structure = builder_structure(builder, node, role);
  scope->boxed = open_box(builder, node);
  build_start_marks(builder, node);
  scope->before = builder->galley->count;
  builder->started = false;
  builder->keep = keep_strength_of(&node->text->keep_together);
}

void block_end(Builder *builder, const FoNode *node, const BlockScope *scope) {
  build_end_marks(builder, node);
  if (scope->boxed) close_box(builder, node);
  bool added = builder->galley->count != scope->before;
  builder->structure = scope->structure;
  builder->keep = scope->keep;
  builder->started = scope->started || added;
  builder_after(builder, node);
}

static void build_block(Builder *builder, const FoNode *node) {
  BlockScope scope;
  block_begin(builder, node, NULL, &scope);
  build_children(builder, node);
  block_end(builder, node, &scope);
}

static void build_wrapper(Builder *builder, const FoNode *node) {
  Structure *outer = builder->structure;
  builder->structure = builder_structure(builder, node, NULL);
  build_start_marks(builder, node);
  build_children(builder, node);
  builder->structure = outer;
}

/* The marker that fills a retrieve-marker of the page whose regions are built (markers.c). */
const FoNode *marker_find(const Layout *layout, const FoNode *retrieve);

static void build_retrieved(Builder *builder, const FoNode *node) {
  const FoNode *marker = marker_find(builder->layout, node);
  if (marker) build_children(builder, marker);
}

void build_node(Builder *builder, const FoNode *node) {
  if (++builder->layout->depth > DEEPEST_BLOCK) {
    diag_add(builder->layout->diags, DIAG_FO_DEEP, fo_place(builder->layout->fo, node),
             DEEPEST_BLOCK);
    builder->layout->depth--;
    return;
  }
  switch (node->type) {
  case FO_BLOCK:
  case FO_INLINE:
  case FO_BASIC_LINK:
    build_block(builder, node);
    break;
  case FO_BLOCK_CONTAINER:
    build_container(builder, node);
    break;
  case FO_LIST_BLOCK:
    build_list(builder, node);
    break;
  case FO_TABLE:
    build_table(builder, node);
    break;
  case FO_TABLE_AND_CAPTION:
    build_table_and_caption(builder, node);
    break;
  case FO_WRAPPER:
    build_wrapper(builder, node);
    break;
  case FO_RETRIEVE_MARKER:
    build_retrieved(builder, node);
    break;
  default:
    break;
  }
  builder->layout->depth--;
}

/* Whether an inline holds a block somewhere inside: then it is laid out among blocks. */
static bool holds_block(const FoNode *node) {
  for (const FoNode *child = node->first; child; child = child->next) {
    if (child->type == FO_MARKER) continue;
    if (fo_class(child) == FO_CLASS_BLOCK) return true;
    if ((child->type == FO_INLINE || child->type == FO_BASIC_LINK || child->type == FO_WRAPPER) &&
        holds_block(child))
      return true;
  }
  return false;
}

static bool among_blocks(const FoNode *node) {
  if (node->type == FO_INLINE || node->type == FO_BASIC_LINK || node->type == FO_WRAPPER)
    return holds_block(node);
  return fo_class(node) == FO_CLASS_BLOCK;
}

/* A retrieve-marker among blocks: its marker's blocks are blocks, its words a paragraph. */
static bool retrieved_blocks(const Builder *builder, const FoNode *node) {
  if (node->type != FO_RETRIEVE_MARKER) return false;
  const FoNode *marker = marker_find(builder->layout, node);
  return marker && !has_inline(marker);
}

const FoNode *build_next(Builder *builder, const FoNode *node, const FoNode *child) {
  while (child && child->type == FO_MARKER)
    child = child->next;
  if (!child) return NULL;
  if (among_blocks(child) || retrieved_blocks(builder, child)) {
    build_node(builder, child);
    return child->next;
  }
  const FoNode *first = child;
  while (child &&
         (child->type == FO_MARKER || (!among_blocks(child) && !retrieved_blocks(builder, child))))
    child = child->next;
  build_paragraph(builder, node, first, child);
  return child;
}

void build_children(Builder *builder, const FoNode *node) {
  for (const FoNode *child = node->first; child;)
    child = build_next(builder, node, child);
}

static Structure *container_structure(Builder *builder, const FoNode *node) {
  return builder_structure(builder, node, NULL);
}

static void set_out_of_flow(Builder *builder, const FoNode *node, Galley *galley) {
  Piece *piece = piece_new(builder->layout, PIECE_GALLEY);
  piece->node = node;
  piece->galley = galley;
  builder_queue(builder, (Item){.type = ITEM_MARK, .as.pieces = piece});
}

/* The one cell of a block-container: a reference area of its own. */
static Item container_item(Builder *builder, const FoNode *node) {
  Layout *layout = builder->layout;
  Length reference = builder->galley->width;
  Length edges = edge_size(node, FO_START, reference) + edge_size(node, FO_END, reference);
  bool out = node->box->position != FO_POSITION_AUTO;
  Length start = out ? 0 : fo_length(node->text->start_indent, reference);
  Length end = out ? 0 : fo_length(node->text->end_indent, reference);
  Length room = reference - start - end - (out ? edges : 0);
  Length width = range_length(&node->box->inline_dimension, reference, room);
  if (width > room && !out) report_wide(layout, node, width - room);
  Length before = edge_size(node, FO_BEFORE, reference),
         after = edge_size(node, FO_AFTER, reference);
  Length x = start - edge_size(node, FO_START, reference);
  if (node->text->writing_mode == FO_RL_TB)
    x = reference - start - width - edge_size(node, FO_END, reference);
  Cell *cell = arena_alloc(layout->arena, sizeof *cell);
  Decoration *decoration = decoration_new(layout, node, out ? 0 : x, width + edges);
  decoration->container = true;
  *cell =
      (Cell){.decoration = *decoration,
             .before = before,
             .after = after,
             .row_span = 1,
             .inset = node->text->writing_mode == FO_RL_TB ? edge_size(node, FO_END, reference)
                                                           : edge_size(node, FO_START, reference),
             .align = (FoDisplayAlign)node->text->display_align,
             .under = {{.none = true}, {.none = true}, {.none = true}}};
  cell->galley = galley_of_children(layout, node, width, container_structure(builder, node));
  cell->natural = galley_height(cell->galley, NULL, NULL);
  Rows *rows = arena_alloc(layout->arena, sizeof *rows);
  *rows = (Rows){.cells = cell, .cell_count = 1, .row_count = 1};
  rows->minimum = arena_alloc(layout->arena, sizeof *rows->minimum);
  rows->scratch = arena_alloc(layout->arena, sizeof *rows->scratch);
  rows->strength = arena_alloc(layout->arena, sizeof *rows->strength);
  Item item = {.type = ITEM_ROWS,
               .as.rows = rows,
               .place = node->place,
               .strength = keep_strength_of(&node->text->keep_together)};
  const FoRange *height = &node->box->block_dimension;
  if (!height->optimum.automatic && !height->optimum.percent) {
    cell->natural = range_length(height, 0, 0);
    item.strength = FO_ALWAYS;
  } else {
    rows->minimum[0] = fo_length(height->minimum, 0) + before + after;
  }
  item.height = rows_heights(rows, NULL, NULL);
  return item;
}

bool galley_has_forced(const Galley *galley) {
  for (size_t i = 0; i < galley->count; i++)
    if (galley->items[i].forced || galley->items[i].has_forced) return true;
  return false;
}

void build_container(Builder *builder, const FoNode *node) {
  Item item = container_item(builder, node);
  if (node->box->position != FO_POSITION_AUTO) {
    Galley *galley = galley_new(builder->layout, builder->galley->width);
    item.parent = -1;
    ARENA_PUSH(builder->layout->arena, galley->items, galley->count, galley->capacity, item);
    set_out_of_flow(builder, node, galley);
    return;
  }
  item.has_forced = galley_has_forced(item.as.rows->cells[0].galley);
  builder_before(builder, node);
  build_start_marks(builder, node);
  const Galley *content = item.as.rows->cells[0].galley;
  builder_lead(builder, content);
  builder_add(builder, item);
  builder_trail(builder, content);
  build_end_marks(builder, node);
  builder_after(builder, node);
}
