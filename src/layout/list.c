/* Lists: an item is one row of two cells, its label and its body, side by side. */
#include "layout/builder.h"

#include <string.h>

static const FoNode *part(const FoNode *item, FoType type) {
  for (const FoNode *child = item->first; child; child = child->next)
    if (child->type == type) return child;
  return NULL;
}

/* Label and body are no reference areas: their blocks find their room by their indents. */
static void fill(Builder *builder, Cell *cell, const FoNode *node, Structure *structure) {
  Layout *layout = builder->layout;
  *cell = (Cell){.row_span = 1, .under = {{.none = true}, {.none = true}, {.none = true}}};
  cell->decoration = (Decoration){.node = node, .width = builder->galley->width};
  cell->galley = galley_of_children(layout, node, builder->galley->width, structure);
  cell->natural = galley_height(cell->galley, NULL, NULL);
}

static Structure *part_structure(Builder *builder, const FoNode *node, const char *role) {
  return node ? builder_structure(builder, node, role) : NULL;
}

/* The label's and the body's first lines stand on one baseline when both have the same type. */
static void build_item(Builder *builder, const FoNode *node) {
  Layout *layout = builder->layout;
  BlockScope scope;
  block_begin(builder, node, "LI", &scope);
  const FoNode *parts[2] = {part(node, FO_LIST_ITEM_LABEL), part(node, FO_LIST_ITEM_BODY)};
  static const char *const roles[2] = {"Lbl", "LBody"};
  Rows *rows = arena_alloc(layout->arena, sizeof *rows);
  rows->cells = arena_alloc(layout->arena, 2 * sizeof *rows->cells);
  rows->row_count = 1;
  for (int i = 0; i < 2; i++)
    if (parts[i])
      fill(builder, &rows->cells[rows->cell_count++], parts[i],
           part_structure(builder, parts[i], roles[i]));
  rows->minimum = arena_alloc(layout->arena, sizeof *rows->minimum);
  rows->scratch = arena_alloc(layout->arena, sizeof *rows->scratch);
  rows->strength = arena_alloc(layout->arena, sizeof *rows->strength);
  Item item = {.type = ITEM_ROWS,
               .as.rows = rows,
               .place = node->place,
               .strength = keep_strength_of(&node->text->keep_together)};
  for (size_t i = 0; i < rows->cell_count; i++)
    if (galley_has_forced(rows->cells[i].galley)) item.has_forced = true;
  item.height = rows_heights(rows, NULL, NULL);
  for (int i = 0; i < 2; i++)
    if (parts[i]) build_start_marks(builder, parts[i]);
  for (size_t i = 0; i < rows->cell_count; i++)
    builder_lead(builder, rows->cells[i].galley);
  builder_add(builder, item);
  for (size_t i = 0; i < rows->cell_count; i++)
    builder_trail(builder, rows->cells[i].galley);
  block_end(builder, node, &scope);
}

static bool decimal(const char *text) {
  text += strspn(text, " \t\r\n(");
  return *text >= '0' && *text <= '9';
}

/* The numbering of a list, from its first label: a number, or a bullet. */
static ListNumbering numbering(const FoNode *list) {
  const FoNode *node = part(list, FO_LIST_ITEM);
  if (node) node = part(node, FO_LIST_ITEM_LABEL);
  while (node && node->type != FO_TEXT) {
    const FoNode *child = node->first;
    while (child && child->type == FO_TEXT && !child->string[strspn(child->string, " \t\r\n")])
      child = child->next;
    node = child;
  }
  if (!node) return LIST_NONE;
  return decimal(node->string) ? LIST_DECIMAL : LIST_DISC;
}

static void build_items(Builder *builder, const FoNode *node) {
  for (const FoNode *child = node->first; child; child = child->next)
    if (child->type == FO_LIST_ITEM) build_item(builder, child);
}

void build_list(Builder *builder, const FoNode *node) {
  BlockScope scope;
  block_begin(builder, node, "L", &scope);
  if (builder->structure && !strcmp(builder->structure->role, "L"))
    builder->structure->numbering = numbering(node);
  build_items(builder, node);
  block_end(builder, node, &scope);
}
