/* Gathers what stands between boxes and puts boxes into a galley: space resolution, keeps, breaks. */
#include "layout/builder.h"

#include <string.h>

Galley *galley_new(Layout *layout, Length width) {
  Galley *galley = arena_alloc(layout->arena, sizeof *galley);
  galley->width = width;
  return galley;
}

void builder_start(Builder *builder, Layout *layout, Galley *galley, Structure *structure) {
  *builder = (Builder){
      .layout = layout, .galley = galley, .structure = structure, .open = -1, .reference = true};
}

int32_t keep_strength_of(const FoKeep *keep) {
  int32_t strength =
      keep->within_page > keep->within_column ? keep->within_page : keep->within_column;
  return strength < 0 ? 0 : strength;
}

/* XSL 1.1, 4.3.1: forcing specifiers add up and silence the others; else the higher precedence
 * wins, then the larger space. */
static void gather_space(Builder *builder, const FoSpace *space) {
  Pending *pending = &builder->pending;
  Length optimum = fo_length(space->optimum, builder->galley->width);
  Length minimum = fo_length(space->minimum, builder->galley->width);
  if (optimum < minimum) optimum = minimum;
  if (space->precedence == FO_ALWAYS) {
    pending->space = optimum + (pending->precedence == FO_ALWAYS ? pending->space : 0);
    pending->precedence = FO_ALWAYS;
  } else if (pending->precedence != FO_ALWAYS) {
    bool larger = space->precedence == pending->precedence && optimum > pending->space;
    if (space->precedence > pending->precedence || larger) pending->space = optimum;
    if (space->precedence > pending->precedence) pending->precedence = space->precedence;
  }
  if (space->retain && optimum > 0) pending->retain = true;
}

void builder_keep(Builder *builder, int32_t strength) {
  if (strength > builder->pending.strength) builder->pending.strength = strength;
}

static void gather_break(Builder *builder, int forced) {
  if (forced > (int)builder->pending.forced) builder->pending.forced = (FoBreak)forced;
}

void builder_before(Builder *builder, const FoNode *node) {
  const FoBox *box = node->box;
  gather_break(builder, box->break_before);
  gather_space(builder, &box->space_before);
  if (builder->started) builder_keep(builder, builder->keep);
  builder_keep(builder, keep_strength_of(&box->keep_with_previous));
}

void builder_after(Builder *builder, const FoNode *node) {
  const FoBox *box = node->box;
  gather_space(builder, &box->space_after);
  builder_keep(builder, keep_strength_of(&box->keep_with_next));
  gather_break(builder, box->break_after);
}

void builder_lead(Builder *builder, const Galley *galley) {
  gather_break(builder, (int)galley->leading);
  builder_keep(builder, galley->leading_keep);
}

void builder_trail(Builder *builder, const Galley *galley) {
  gather_break(builder, (int)galley->trailing);
  builder_keep(builder, galley->trailing_keep);
}

/* Makes room for one more item. Most galleys are a label or an answer of one or two items. */
static void make_room(Arena *arena, Galley *galley) {
  if (galley->count < galley->capacity) return;
  size_t capacity = galley->capacity ? galley->capacity * 2 : 2;
  galley->items = arena_grow(arena, galley->items, galley->capacity * sizeof *galley->items,
                             capacity * sizeof *galley->items);
  galley->capacity = capacity;
}

size_t builder_push(Builder *builder, Item item) {
  Galley *galley = builder->galley;
  item.parent = builder->open;
  make_room(builder->layout->arena, galley);
  galley->items[galley->count++] = item;
  if (item.type == ITEM_OPEN) builder->open = (int32_t)galley->count - 1;
  if (item.type == ITEM_CLOSE && builder->open >= 0)
    builder->open = galley->items[builder->open].parent;
  return galley->count - 1;
}

static void put_gap(Builder *builder, bool breakable) {
  Pending *pending = &builder->pending;
  Item gap = {.type = ITEM_GAP,
              .height = pending->space,
              .strength = STRENGTH_NEVER,
              .retain = pending->retain};
  if (breakable) {
    gap.strength = pending->strength;
    gap.forced = pending->forced;
  }
  if (breakable || gap.height) builder_push(builder, gap);
  *pending = (Pending){0};
}

static bool after_open(const Builder *builder) {
  const Galley *galley = builder->galley;
  for (size_t i = galley->count; i-- > 0;) {
    if (galley->items[i].type == ITEM_OPEN) return true;
    if (galley->items[i].type != ITEM_MARK) return false;
  }
  return false;
}

/* The gap before the next box: dropped at the start of a reference area, fixed after a block's
 * border. */
static void flush(Builder *builder) {
  Pending *pending = &builder->pending;
  if (builder->reference) {
    builder->galley->leading = pending->forced;
    builder->galley->leading_keep = pending->strength;
    if (!pending->retain) pending->space = 0;
    put_gap(builder, false);
  } else {
    put_gap(builder, !after_open(builder) || pending->forced != FO_BREAK_AUTO);
  }
  builder->reference = false;
  builder->started = true;
  for (size_t i = 0; i < builder->queued; i++)
    builder_push(builder, builder->queue[i]);
  builder->queued = 0;
}

size_t builder_add(Builder *builder, Item item) {
  flush(builder);
  return builder_push(builder, item);
}

void builder_close(Builder *builder, Length after) {
  builder_push(builder, (Item){.type = ITEM_CLOSE, .height = after});
}

void builder_queue(Builder *builder, Item item) {
  ARENA_PUSH(builder->layout->arena, builder->queue, builder->queued, builder->queue_capacity,
             item);
}

void builder_flush_fixed(Builder *builder) {
  put_gap(builder, false);
}

void builder_finish(Builder *builder) {
  builder->galley->trailing = builder->pending.forced;
  builder->galley->trailing_keep = builder->pending.strength;
  if (builder->pending.retain && !builder->reference)
    put_gap(builder, false);
  else
    builder->pending.space = 0;
  for (size_t i = 0; i < builder->queued; i++)
    builder_push(builder, builder->queue[i]);
  builder->queued = 0;
}

Galley *galley_of_children(Layout *layout, const FoNode *node, Length width, Structure *structure) {
  Galley *galley = galley_new(layout, width);
  Builder builder;
  builder_start(&builder, layout, galley, structure);
  builder.keep = keep_strength_of(&node->text->keep_together);
  build_children(&builder, node);
  builder_finish(&builder);
  return galley;
}

Structure *builder_structure(Builder *builder, const FoNode *node, const char *role) {
  if (!builder->structure) return structure_static(builder->layout, node);
  if (node->box->role) role = node->box->role;
  if (role && (!strcmp(role, "artifact") || !strcmp(role, "Artifact"))) return NULL;
  if (!role) return builder->structure;
  return structure_new(builder->layout, builder->structure, role, node);
}
