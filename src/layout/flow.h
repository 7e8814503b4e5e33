#ifndef PLAINPLAN_LAYOUT_FLOW_H
#define PLAINPLAN_LAYOUT_FLOW_H

#include "layout/builder.h"

/* The galley of a flow. Where the bodies of its pages differ in width it is made piece by piece, a
 * little ahead of the pages, and what is left is made again when the width changes. Private to
 * src/layout. */

/* Where a child of the flow starts in the galley, and how the builder stood. */
typedef struct FlowChild {
  const FoNode *node;
  size_t item;
  Builder builder;
} FlowChild;

typedef struct Flow {
  Layout *layout;
  const FoNode *node;
  const FoNode *next; /* the child to be built next, NULL: all are */
  Galley *galley;
  Builder builder;
  bool varying; /* pages differ in width */
  FlowChild *children;
  size_t child_count, child_capacity;
} Flow;

/* Starts a flow at a width; all of it is built at once unless widths vary. */
void flow_start(Flow *flow, Layout *layout, const FoNode *node, Structure *structure, Length width,
                bool varying);

/* Sees to it that what follows `at` is built for a page of that width and height, and moves `at` to
 * the same place in what was built again. */
void flow_prepare(Flow *flow, Break *at, Length width, Length height);

#endif
