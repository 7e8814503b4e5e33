#ifndef PLAINPLAN_LAYOUT_BUILDER_H
#define PLAINPLAN_LAYOUT_BUILDER_H

#include "layout/context.h"

/* Builds a galley from formatting objects, one after the other. Spaces, keeps and breaks between
 * two blocks are gathered until the second has its first box, then become one gap (XSL 1.1, 4.3,
 * 4.8). Private to src/layout. */

/* What was gathered since the last box. */
typedef struct Pending {
  Length space;
  int32_t precedence;
  bool retain;
  int32_t strength;
  FoBreak forced;
} Pending;

typedef struct Builder {
  Layout *layout;
  Galley *galley;
  Structure *structure; /* whose content is built; NULL: artifacts */
  Pending pending;
  Item *queue; /* items that wait for the gap before them */
  size_t queued, queue_capacity;
  int32_t open;   /* index of the innermost OPEN, -1 */
  int32_t keep;   /* the keep-together around what is built */
  bool started;   /* something stands before, inside the same parent */
  bool reference; /* nothing stands before in the reference area */
  Length height;  /* so far, for percentages of nothing: the natural height */
} Builder;

void builder_start(Builder *builder, Layout *layout, Galley *galley, Structure *structure);

/* A galley of a node's children, width wide, as a reference area. */
Galley *galley_new(Layout *layout, Length width);
Galley *galley_of_children(Layout *layout, const FoNode *node, Length width, Structure *structure);

/* Gathers what stands before and after a block. */
void builder_before(Builder *builder, const FoNode *node);
void builder_after(Builder *builder, const FoNode *node);
void builder_keep(Builder *builder, int32_t strength);

/* Gathers what a galley that is set down whole asks for before its first box and after its last: a break
 * or keep belongs to whatever starts or ends together with the block (XSL 1.1, 4.8). */
void builder_lead(Builder *builder, const Galley *galley);
void builder_trail(Builder *builder, const Galley *galley);

/* Adds an item after the gap that is due; returns its index. */
size_t builder_add(Builder *builder, Item item);
/* Adds an item that has no height of its own: it waits for the next box. */
void builder_queue(Builder *builder, Item item);
/* Adds an item directly after the last one. */
size_t builder_push(Builder *builder, Item item);
/* Ends the innermost OPEN, directly after its last box. */
void builder_close(Builder *builder, Length after);
/* Puts the gathered space down as space that no page breaks at. */
void builder_flush_fixed(Builder *builder);
/* Ends the galley: marks that still wait are put down, retained space too. */
void builder_finish(Builder *builder);

/* The strength of a keep for the breaking of pages. */
int32_t keep_strength_of(const FoKeep *keep);

/* Any formatting object that stands among blocks (block.c), and the kinds of it. */
void build_node(Builder *builder, const FoNode *node);
void build_children(Builder *builder, const FoNode *node);
/* One child, or a run of inline ones; returns the child to go on with. */
const FoNode *build_next(Builder *builder, const FoNode *node, const FoNode *child);
void build_list(Builder *builder, const FoNode *node);
void build_table(Builder *builder, const FoNode *node);
void build_table_and_caption(Builder *builder, const FoNode *node);
void build_container(Builder *builder, const FoNode *node);
/* Inline content, from the node's child `first` up to `stop`, as one paragraph (inline.c). */
void build_paragraph(Builder *builder, const FoNode *node, const FoNode *first, const FoNode *stop);

/* What a block that holds others does around its children: spaces, keeps, its structure element,
 * its visible box, its marks. */
typedef struct BlockScope {
  Structure *structure;
  int32_t keep;
  bool started, boxed;
  size_t before;
} BlockScope;

void block_begin(Builder *builder, const FoNode *node, const char *role, BlockScope *scope);
void block_end(Builder *builder, const FoNode *node, const BlockScope *scope);

/* Whether a page break is forced somewhere in the galley. */
bool galley_has_forced(const Galley *galley);

/* The structure element for a node: by its role, or `role` when it has none; the builder's own
 * when both are NULL; NULL for an artifact. */
Structure *builder_structure(Builder *builder, const FoNode *node, const char *role);

/* Ids and markers of a node, as marks at its start and its end. */
void build_start_marks(Builder *builder, const FoNode *node);
void build_end_marks(Builder *builder, const FoNode *node);
Piece *marks_of(Layout *layout, const FoNode *node, bool ending);

/* The border rectangle of a block in a reference area of that width; percentages of paddings are
 * of it. */
Decoration *decoration_new(Layout *layout, const FoNode *node, Length x, Length width);
/* Border and padding of one side (FO_BEFORE …). */
Length edge_size(const FoNode *node, int side, Length reference);
/* Edge of the physical side (0 top, 1 right, 2 bottom, 3 left). */
Edge edge_of(const FoNode *node, int physical);
/* The side (FO_BEFORE …) of a physical side in the node's writing mode. */
int side_of(const FoNode *node, int physical);

/* A length of a dimension within its limits; `otherwise` when it is automatic. */
Length range_length(const FoRange *range, Length base, Length otherwise);

/* Reports something wider than its room. */
void report_wide(Layout *layout, const FoNode *node, Length by);

#endif
