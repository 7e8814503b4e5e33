/* Tables: rows become items of a galley, those that a row-spanning cell ties together one item; header and
 * footer are galleys of their own, which come again on each page. */
#include "layout/grid.h"

#include <string.h>

typedef struct TableBuild {
  Builder *builder; /* of what the table stands in */
  Grid grid;
  Structure *structure; /* Table, or what takes its place; NULL: artifact */
  bool tagged;          /* rows and cells make elements */
  Length x;             /* of the table's start edge's physical left, in the reference area */
} TableBuild;

static Structure *element(TableBuild *build, Structure *parent, const FoNode *node,
                          const char *role) {
  if (!parent) return NULL;
  Builder around = {.layout = build->builder->layout, .structure = parent};
  if (!node)
    return build->tagged ? structure_new(around.layout, parent, role, build->grid.table) : parent;
  return builder_structure(&around, node, build->tagged ? role : NULL);
}

static Structure *cell_element(TableBuild *build, Structure *row, const GridCell *cell,
                               bool header) {
  Structure *structure = element(build, row, cell->node, header ? "TH" : "TD");
  if (!structure || structure == row) return structure;
  if (!strcmp(structure->role, "TH")) structure->scope = header ? SCOPE_COLUMN : SCOPE_ROW;
  structure->column_span = cell->columns;
  structure->row_span = cell->rows;
  return structure;
}

static Galley *cell_galley(Layout *layout, const FoNode *node, Length width, Structure *structure) {
  Galley *galley = galley_new(layout, width > 0 ? width : 0);
  Builder builder;
  builder_start(&builder, layout, galley, structure);
  builder.keep = keep_strength_of(&node->text->keep_together);
  build_start_marks(&builder, node);
  build_children(&builder, node);
  build_end_marks(&builder, node);
  builder_finish(&builder);
  return galley;
}

typedef struct Shares {
  Length in[4], out[4]; /* of each edge's width: inside the cell's area, outside (negative: gap) */
} Shares;

/* Collapsed borders lie half in each of the cells that meet; separate ones inside their cell, with
 * half of the separation around. An edge that others paint is kept clear of the cell's background where
 * they are painted before it. */
static Shares share_edges(const TableBuild *build, const GridCell *cell) {
  Shares shares;
  const FoText *text = build->grid.table->text;
  for (int side = 0; side < 4; side++) {
    Length width = cell->edges[side].width;
    Length gap = side == FO_BEFORE || side == FO_AFTER ? text->separation_block.fixed
                                                       : text->separation_inline.fixed;
    shares.out[side] = build->grid.collapse ? width / 2 : -gap / 2;
    shares.in[side] = build->grid.collapse ? width - width / 2 : width + gap / 2;
    if (build->grid.collapse && width && cell->edges[side].style == LINE_NONE)
      shares.out[side] = side == FO_BEFORE || side == FO_START ? -(width / 2) : 0;
  }
  return shares;
}

static Length span_width(const Grid *grid, const GridCell *cell) {
  Length width = 0;
  for (unsigned i = 0; i < cell->columns; i++)
    width += grid->columns[cell->column + i].width;
  return width;
}

static void decorate(TableBuild *build, const GridCell *from, const Shares *shares, Cell *cell) {
  const FoNode *node = from->node;
  const Grid *grid = &build->grid;
  Length width = span_width(grid, from), start = grid->columns[from->column].x;
  bool right_to_left = node->text->writing_mode == FO_RL_TB;
  int left = right_to_left ? FO_END : FO_START, right = right_to_left ? FO_START : FO_END;
  Length x = build->x + (right_to_left ? grid->width - start - width : start);
  Decoration *decoration = decoration_new(build->builder->layout, node, x - shares->out[left],
                                          width + shares->out[left] + shares->out[right]);
  static const int sides[2][4] = {{FO_BEFORE, FO_END, FO_AFTER, FO_START},
                                  {FO_BEFORE, FO_START, FO_AFTER, FO_END}};
  for (int i = 0; i < 4; i++) {
    decoration->edges[i] = from->edges[sides[right_to_left][i]];
    if (decoration->edges[i].width) decoration->visible = true;
  }
  cell->decoration = *decoration;
  cell->inset = shares->out[left] + shares->in[left] + fo_length(node->box->padding[left], width);
  cell->before = shares->in[FO_BEFORE] + fo_length(node->box->padding[FO_BEFORE], width);
  cell->after = shares->in[FO_AFTER] + fo_length(node->box->padding[FO_AFTER], width);
  cell->outset[0] = shares->out[FO_BEFORE];
  cell->outset[1] = shares->out[FO_AFTER];
}

static Color background(const FoNode *node) {
  return node ? node->box->background : (Color){.none = true};
}

static void build_cell(TableBuild *build, const GridPart *part, const GridCell *from,
                       unsigned first_row, Structure *row, Cell *cell) {
  Layout *layout = build->builder->layout;
  const FoNode *node = from->node;
  Shares shares = share_edges(build, from);
  decorate(build, from, &shares, cell);
  bool header = part->node->type == FO_TABLE_HEADER;
  cell->structure = cell_element(build, row, from, header);
  cell->row = from->row - first_row;
  cell->row_span = from->rows;
  cell->align = (FoDisplayAlign)node->text->display_align;
  cell->under[0] = background(build->grid.columns[from->column].node);
  cell->under[1] = background(part->node);
  cell->under[2] = background(part->rows[from->row].node);
  Length width = span_width(&build->grid, from);
  Length content = width - shares.in[FO_START] - shares.in[FO_END] -
                   fo_length(node->box->padding[FO_START], width) -
                   fo_length(node->box->padding[FO_END], width);
  cell->galley = cell_galley(layout, node, content, cell->structure);
  cell->natural = galley_height(cell->galley, NULL, NULL);
  if (cell->structure == row) cell->structure = NULL;
}

/* A place of the grid that no cell takes: an empty cell, so that every row has all columns. */
static void build_filler(TableBuild *build, const GridPart *part, unsigned column, unsigned row,
                         Structure *parent, Cell *cell) {
  Layout *layout = build->builder->layout;
  const GridColumn *at = &build->grid.columns[column];
  *cell = (Cell){.galley = galley_new(layout, at->width),
                 .row = row,
                 .row_span = 1,
                 .under = {{.none = true}, {.none = true}, {.none = true}}};
  cell->decoration = (Decoration){.node = part->node, .x = build->x + at->x, .width = at->width};
  if (!build->tagged || !parent) return;
  bool header = part->node->type == FO_TABLE_HEADER;
  cell->structure = structure_new(layout, parent, header ? "TH" : "TD", part->node);
  cell->structure->id = NULL;
  if (header) cell->structure->scope = SCOPE_COLUMN;
}

/* The row after the last of those that spanning cells tie to `first`. */
static unsigned group_end(const GridPart *part, unsigned first) {
  unsigned end = first + 1;
  for (unsigned row = first; row < end; row++)
    for (size_t i = 0; i < part->rows[row].count; i++) {
      const GridCell *cell = &part->cells[part->rows[row].first + i];
      if (cell->row + cell->rows > end) end = cell->row + cell->rows;
    }
  return end;
}

static Length row_minimum(const GridPart *part, const GridRow *row) {
  Length height = row->node ? range_length(&row->node->box->block_dimension, 0, 0) : 0;
  for (size_t i = 0; i < row->count; i++) {
    const GridCell *cell = &part->cells[row->first + i];
    if (cell->rows > 1) continue;
    Length own = range_length(&cell->node->box->block_dimension, 0, 0);
    if (own) own += edge_size(cell->node, FO_BEFORE, 0) + edge_size(cell->node, FO_AFTER, 0);
    if (own > height) height = own;
  }
  return height;
}

static int32_t stronger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

static void describe_row(Rows *rows, const GridPart *part, unsigned first, unsigned row) {
  const FoNode *node = part->rows[first + row].node;
  rows->minimum[row] = row_minimum(part, &part->rows[first + row]);
  if (!node) return;
  rows->inside[row] = keep_strength_of(&node->text->keep_together);
  int32_t next = keep_strength_of(&node->box->keep_with_next);
  const FoNode *below = row + 1 < rows->row_count ? part->rows[first + row + 1].node : NULL;
  if (below) next = stronger(next, keep_strength_of(&below->box->keep_with_previous));
  rows->strength[row] = stronger(next, keep_strength_of(&part->node->text->keep_together));
}

static Rows *rows_new(Layout *layout, unsigned count, size_t cells) {
  Rows *rows = arena_alloc(layout->arena, sizeof *rows);
  rows->row_count = count;
  rows->cells = arena_alloc(layout->arena, cells * sizeof *rows->cells);
  rows->minimum = arena_alloc(layout->arena, count * sizeof *rows->minimum);
  rows->strength = arena_alloc(layout->arena, count * sizeof *rows->strength);
  rows->inside = arena_alloc(layout->arena, count * sizeof *rows->inside);
  rows->structure = arena_alloc(layout->arena, count * sizeof(Structure *));
  rows->scratch = arena_alloc(layout->arena, count * sizeof *rows->scratch);
  return rows;
}

typedef struct GridSpot {
  unsigned first, row, column; /* first: the row that the group starts with */
} GridSpot;

/* What stands at a place of the grid: the cell that starts there, or an empty one. */
static void build_at(TableBuild *build, const GridPart *part, GridSpot spot, Structure *structure,
                     Item *item) {
  Rows *rows = item->as.rows;
  uint32_t owner = part->owner[spot.row * build->grid.column_count + spot.column];
  const GridCell *cell = owner ? &part->cells[owner - 1] : NULL;
  if (cell && (cell->row != spot.row || cell->column != spot.column)) return;
  Cell *made = &rows->cells[rows->cell_count++];
  if (!cell) {
    build_filler(build, part, spot.column, spot.row - spot.first, structure, made);
    return;
  }
  build_cell(build, part, cell, spot.first, structure, made);
  if (galley_has_forced(made->galley)) item->has_forced = true;
  if (!item->place.source) item->place = cell->node->place;
}

static FoBreak later(FoBreak a, int b) {
  return b > (int)a ? (FoBreak)b : a;
}

/* The break that rows and cells ask for between two rows; keeps of cells count as their row's. */
static FoBreak between(const GridPart *part, unsigned first, Rows *rows, unsigned row) {
  FoBreak forced = FO_BREAK_AUTO;
  const FoNode *above = part->rows[first + row].node, *below = part->rows[first + row + 1].node;
  if (above) forced = later(forced, above->box->break_after);
  if (below) forced = later(forced, below->box->break_before);
  for (size_t i = 0; i < rows->cell_count; i++) {
    const Cell *cell = &rows->cells[i];
    if (cell->row + cell->row_span == row + 1) {
      forced = later(forced, (int)cell->galley->trailing);
      rows->strength[row] = stronger(rows->strength[row], cell->galley->trailing_keep);
    } else if (cell->row == row + 1) {
      forced = later(forced, (int)cell->galley->leading);
      rows->strength[row] = stronger(rows->strength[row], cell->galley->leading_keep);
    }
  }
  return forced;
}

static void join_rows(TableBuild *build, const GridPart *part, unsigned first, Rows *rows) {
  for (unsigned row = 0; row + 1 < rows->row_count; row++) {
    FoBreak forced = between(part, first, rows, row);
    if (forced == FO_BREAK_AUTO) continue;
    if (!rows->forced)
      rows->forced =
          arena_alloc(build->builder->layout->arena, rows->row_count * sizeof *rows->forced);
    rows->forced[row] = forced;
  }
}

static Item build_group(TableBuild *build, const GridPart *part, unsigned first, unsigned end,
                        Structure *parent) {
  Layout *layout = build->builder->layout;
  Rows *rows = rows_new(layout, end - first, (end - first) * build->grid.column_count);
  Item item = {.type = ITEM_ROWS, .as.rows = rows};
  for (unsigned row = first; row < end; row++) {
    const GridRow *from = &part->rows[row];
    Structure *structure = element(build, parent, from->node, "TR");
    rows->structure[row - first] = structure == parent ? NULL : structure;
    describe_row(rows, part, first, row - first);
    for (unsigned column = 0; column < build->grid.column_count; column++)
      build_at(build, part, (GridSpot){first, row, column}, structure, &item);
  }
  join_rows(build, part, first, rows);
  item.has_forced |= rows->forced != NULL;
  item.height = rows_heights(rows, NULL, NULL);
  return item;
}

/* What cells ask for above the first of these rows, and below the last. */
static void lead_rows(Builder *body, const Rows *rows) {
  for (size_t i = 0; i < rows->cell_count; i++)
    if (!rows->cells[i].row) builder_lead(body, rows->cells[i].galley);
}

static void trail_rows(Builder *body, const Rows *rows) {
  for (size_t i = 0; i < rows->cell_count; i++)
    if (rows->cells[i].row + rows->cells[i].row_span == rows->row_count)
      builder_trail(body, rows->cells[i].galley);
}

static void build_rows(TableBuild *build, Builder *body, const GridPart *part,
                       Structure *structure) {
  static const FoBox plain_box = {.background = {.none = true}};
  FoNode loose = *part->node;
  loose.box = &plain_box;
  for (unsigned row = 0; row < part->row_count;) {
    unsigned end = group_end(part, row);
    const FoNode *first = part->rows[row].node ? part->rows[row].node : &loose;
    const FoNode *last = part->rows[end - 1].node ? part->rows[end - 1].node : &loose;
    Item item = build_group(build, part, row, end, structure);
    builder_before(body, first);
    if (part->rows[row].node) build_start_marks(body, first);
    lead_rows(body, item.as.rows);
    builder_add(body, item);
    trail_rows(body, item.as.rows);
    if (part->rows[row].node) build_end_marks(body, first);
    builder_after(body, last);
    row = end;
  }
}

static Galley *build_part(TableBuild *build, const GridPart *part, const char *role) {
  Layout *layout = build->builder->layout;
  if (!part->row_count) return NULL;
  Galley *galley = galley_new(layout, build->builder->galley->width);
  Builder body;
  builder_start(&body, layout, galley, NULL);
  build_rows(build, &body, part, element(build, build->structure, part->node, role));
  builder_finish(&body);
  return galley;
}

static Galley *build_bodies(TableBuild *build) {
  Layout *layout = build->builder->layout;
  Galley *galley = galley_new(layout, build->builder->galley->width);
  Builder body;
  builder_start(&body, layout, galley, NULL);
  body.keep = keep_strength_of(&build->grid.table->text->keep_together);
  for (size_t i = 0; i < build->grid.body_count; i++) {
    const GridPart *part = &build->grid.bodies[i];
    build_start_marks(&body, part->node);
    build_rows(build, &body, part, element(build, build->structure, part->node, "TBody"));
    build_end_marks(&body, part->node);
  }
  builder_finish(&body);
  return galley;
}

static bool columns_known(const Grid *grid) {
  for (size_t i = 0; i < grid->column_count; i++)
    if (grid->columns[i].wanted.automatic || grid->columns[i].wanted.proportional ||
        grid->columns[i].wanted.percent)
      return false;
  return grid->column_count > 0;
}

/* The table's width and its place between its indents. */
static void place_table(TableBuild *build, const FoNode *node) {
  Length reference = build->builder->galley->width;
  Length start = fo_length(node->text->start_indent, reference);
  Length end = fo_length(node->text->end_indent, reference);
  Length room = reference - start - end, width = room;
  bool given = !node->box->inline_dimension.optimum.automatic;
  if (given) width = range_length(&node->box->inline_dimension, room, room);
  Length used = grid_columns(&build->grid, width);
  if (!given && !columns_known(&build->grid) && used < room) build->grid.width = used;
  if (used > room) report_wide(build->builder->layout, node, used - room);
  build->x = node->text->writing_mode == FO_RL_TB ? reference - start - used : start;
}

/* The table's own box: its border (when borders are separate) and its background. */
static Item table_box(TableBuild *build, const FoNode *node, Length *after) {
  Length width = build->grid.width;
  bool collapse = build->grid.collapse;
  Length left = collapse ? 0 : node->box->border[side_of(node, 3)].width;
  Length right = collapse ? 0 : node->box->border[side_of(node, 1)].width;
  Decoration *decoration =
      decoration_new(build->builder->layout, node, build->x - left, width + left + right);
  if (collapse) {
    memset(decoration->edges, 0, sizeof decoration->edges);
    decoration->visible = !decoration->background.none;
  }
  *after = collapse ? 0 : node->box->border[FO_AFTER].width;
  return (Item){.type = ITEM_OPEN,
                .as.decoration = decoration,
                .place = node->place,
                .height = collapse ? 0 : node->box->border[FO_BEFORE].width};
}

static void add_table(TableBuild *build, const FoNode *node) {
  Builder *builder = build->builder;
  TableBox *table = arena_alloc(builder->layout->arena, sizeof *table);
  table->header = build_part(build, &build->grid.header, "THead");
  table->body = build_bodies(build);
  table->footer = build_part(build, &build->grid.footer, "TFoot");
  table->omit_header = node->table->omit_header;
  table->omit_footer = node->table->omit_footer;
  table->header_height = table->header ? galley_height(table->header, NULL, NULL) : 0;
  table->footer_height = table->footer ? galley_height(table->footer, NULL, NULL) : 0;
  Item item = {.type = ITEM_TABLE,
               .as.table = table,
               .place = node->place,
               .strength = keep_strength_of(&node->text->keep_together),
               .has_forced = galley_has_forced(table->body)};
  item.height =
      galley_height(table->body, NULL, NULL) + table->header_height + table->footer_height;
  Length after;
  Item box = table_box(build, node, &after);
  bool boxed = box.as.decoration->visible || box.height || after;
  builder_lead(builder, table->body);
  if (boxed) builder_add(builder, box);
  builder_add(builder, item);
  if (boxed) builder_close(builder, after);
  builder_trail(builder, table->body);
}

static void build_caption(Builder *builder, Structure *table, const FoNode *node) {
  BlockScope scope;
  Structure *outer = builder->structure;
  builder->structure = table;
  block_begin(builder, node, "Caption", &scope);
  build_children(builder, node);
  block_end(builder, node, &scope);
  builder->structure = outer;
}

/* The table, with its caption before or after it and never parted from it. */
static void build_captioned(Builder *builder, const FoNode *node, const FoNode *caption) {
  TableBuild build = {.builder = builder};
  bool after = caption && caption->text->caption_after;
  if (!caption) builder_before(builder, node);
  build.structure = builder_structure(builder, node, "Table");
  build.tagged = build.structure && !strcmp(build.structure->role, "Table");
  if (caption && !after) {
    build_caption(builder, build.structure, caption);
    builder_keep(builder, FO_ALWAYS);
  }
  if (caption) builder_before(builder, node);
  grid_read(builder->layout, node, &build.grid);
  place_table(&build, node);
  grid_borders(&build.grid);
  build_start_marks(builder, node);
  if (build.grid.body_count || build.grid.header.row_count) add_table(&build, node);
  build_end_marks(builder, node);
  builder_after(builder, node);
  if (after) {
    builder_keep(builder, FO_ALWAYS);
    build_caption(builder, build.structure, caption);
  }
}

void build_table(Builder *builder, const FoNode *node) {
  build_captioned(builder, node, NULL);
}

void build_table_and_caption(Builder *builder, const FoNode *node) {
  BlockScope scope;
  block_begin(builder, node, NULL, &scope);
  const FoNode *caption = node->first, *table = node->first;
  while (caption && caption->type != FO_TABLE_CAPTION)
    caption = caption->next;
  while (table && table->type != FO_TABLE)
    table = table->next;
  if (table) build_captioned(builder, table, caption);
  block_end(builder, node, &scope);
}
