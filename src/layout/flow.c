/* Builds the galley of a flow, at the width of the pages that it will stand on. */
#include "layout/flow.h"

#include <string.h>

static Builder snapshot(const Flow *flow) {
  Builder copy = flow->builder;
  size_t size = copy.queued * sizeof *copy.queue;
  copy.queue = arena_alloc(flow->layout->arena, size);
  copy.queue_capacity = copy.queued;
  if (size) memcpy(copy.queue, flow->builder.queue, size);
  return copy;
}

static void build_one(Flow *flow) {
  if (flow->varying) {
    FlowChild child = {.node = flow->next, .item = flow->galley->count, .builder = snapshot(flow)};
    ARENA_PUSH(flow->layout->arena, flow->children, flow->child_count, flow->child_capacity, child);
  }
  flow->next = build_next(&flow->builder, flow->node, flow->next);
  if (!flow->next) builder_finish(&flow->builder);
}

void flow_start(Flow *flow, Layout *layout, const FoNode *node, Structure *structure, Length width,
                bool varying) {
  *flow = (Flow){.layout = layout, .node = node, .next = node->first, .varying = varying};
  flow->galley = galley_new(layout, width);
  builder_start(&flow->builder, layout, flow->galley, structure);
  layout->structures = varying ? map_new(layout->arena) : NULL;
  do
    build_one(flow);
  while (flow->next && !varying);
}

/* The child that an item belongs to. */
static size_t child_of(const Flow *flow, size_t item) {
  size_t child = flow->child_count - 1;
  while (child > 0 && flow->children[child].item > item)
    child--;
  return child;
}

/* Takes the galley back to the start of a child. */
static void rewind_to(Flow *flow, size_t child, Length width) {
  const FlowChild *to = &flow->children[child];
  flow->galley->count = to->item;
  flow->galley->width = width;
  flow->builder = to->builder;
  flow->next = to->node;
  flow->child_count = child;
}

/* Whether nothing of the child stands before the item but the gap above it. */
static bool at_start(const Flow *flow, size_t child, size_t item) {
  for (size_t i = flow->children[child].item; i < item; i++)
    if (flow->galley->items[i].type != ITEM_GAP) return false;
  return true;
}

static size_t skip_gap(const Flow *flow, size_t item) {
  const Galley *galley = flow->galley;
  bool gap =
      item < galley->count && galley->items[item].type == ITEM_GAP && !galley->items[item].retain;
  return gap ? item + 1 : item;
}

/* Builds the child that the page ended in again, and finds the line to go on with. */
static void resume(Flow *flow, size_t child, Break *at, Length width) {
  const Item line = flow->galley->items[at->item];
  Layout *layout = flow->layout;
  rewind_to(flow, child, width);
  layout->resume = line.line_of;
  layout->resume_offset = line.line_offset;
  size_t first = flow->galley->count;
  build_one(flow);
  layout->resume = NULL;
  for (at->item = first; at->item < flow->galley->count; at->item++) {
    const Item *item = &flow->galley->items[at->item];
    if (item->line_of == line.line_of && item->line_offset >= line.line_offset) return;
  }
}

static void change_width(Flow *flow, Break *at, Length width) {
  size_t child = child_of(flow, at->item);
  bool whole = !at->rows && !at->inner;
  if (whole && at_start(flow, child, at->item)) {
    rewind_to(flow, child, width);
    size_t first = flow->galley->count;
    build_one(flow);
    at->item = skip_gap(flow, first);
  } else if (whole && flow->galley->items[at->item].line_of) {
    resume(flow, child, at, width);
  } else if (child + 1 < flow->child_count) {
    rewind_to(flow, child + 1, width);
  } else {
    flow->galley->width = width;
  }
}

/* What is built from the place on. */
static Length ahead(const Flow *flow, size_t item) {
  Length height = 0;
  for (; item < flow->galley->count; item++)
    height += flow->galley->items[item].height;
  return height;
}

void flow_prepare(Flow *flow, Break *at, Length width, Length height) {
  if (!flow->varying) return;
  if (flow->galley->width != width && at->item < flow->galley->count)
    change_width(flow, at, width);
  else
    flow->galley->width = width;
  while (flow->next && ahead(flow, at->item) <= height * 2)
    build_one(flow);
}
