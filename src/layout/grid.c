/* Reads a table into a grid: which cell stands in which rows and columns, and how wide columns are. */
#include "layout/grid.h"

#include <string.h>

enum { MOST_COLUMNS = 1000, MOST_ROWS_SPANNED = 10000 };

/* While a part is read: for how many further rows each column is taken by a cell above. */
typedef struct Placing {
  Layout *layout;
  Grid *grid;
  GridPart *part;
  unsigned taken[MOST_COLUMNS];
  unsigned column;
} Placing;

static void need_columns(Layout *layout, Grid *grid, size_t count) {
  while (grid->column_count < count) {
    GridColumn column = {.wanted = {.automatic = true}};
    ARENA_PUSH(layout->arena, grid->columns, grid->column_count, grid->column_capacity, column);
  }
}

static void read_column(Layout *layout, Grid *grid, const FoNode *node, size_t *next) {
  const FoTable *table = node->table;
  size_t at = table->column_number > 0 ? (size_t)table->column_number - 1 : *next;
  int32_t repeated = table->columns_repeated > 0 ? table->columns_repeated : 1;
  for (int32_t i = 0; i < repeated && at < MOST_COLUMNS; i++, at++) {
    need_columns(layout, grid, at + 1);
    grid->columns[at].node = node;
    grid->columns[at].wanted = node->table->column_width;
  }
  *next = at;
}

static unsigned span(int32_t asked, unsigned most) {
  return asked < 1 ? 1 : (unsigned)asked > most ? most : (unsigned)asked;
}

static void start_row(Placing *placing, const FoNode *node) {
  GridPart *part = placing->part;
  if (part->row_count)
    for (size_t i = 0; i < MOST_COLUMNS; i++)
      if (placing->taken[i]) placing->taken[i]--;
  placing->column = 0;
  GridRow row = {.node = node, .first = part->cell_count};
  ARENA_PUSH(placing->layout->arena, part->rows, part->row_count, part->row_capacity, row);
}

static void place_cell(Placing *placing, const FoNode *node) {
  GridPart *part = placing->part;
  const FoTable *table = node->table;
  unsigned column = placing->column;
  if (table->column_number > 0) column = (unsigned)table->column_number - 1;
  while (column < MOST_COLUMNS && placing->taken[column])
    column++;
  if (column >= MOST_COLUMNS) return;
  GridCell cell = {.node = node,
                   .row = (unsigned)part->row_count - 1,
                   .column = column,
                   .columns = span(table->columns_spanned, MOST_COLUMNS - column),
                   .rows = span(table->rows_spanned, MOST_ROWS_SPANNED)};
  for (unsigned i = 0; i < cell.columns; i++)
    placing->taken[column + i] = cell.rows;
  placing->column = column + cell.columns;
  need_columns(placing->layout, placing->grid, placing->column);
  ARENA_PUSH(placing->layout->arena, part->cells, part->cell_count, part->cell_capacity, cell);
  part->rows[part->row_count - 1].count++;
}

/* Cells that stand in a part without rows: starts-row and ends-row tell the rows. */
static void read_loose_cell(Placing *placing, const FoNode *node, bool *ended) {
  if (*ended || node->table->starts_row) start_row(placing, NULL);
  place_cell(placing, node);
  *ended = node->table->ends_row;
}

static void read_part(Layout *layout, Grid *grid, const FoNode *node, GridPart *part) {
  Placing *placing = arena_alloc(layout->arena, sizeof *placing);
  placing->layout = layout;
  placing->grid = grid;
  placing->part = part;
  part->node = node;
  bool ended = true;
  for (const FoNode *child = node->first; child; child = child->next) {
    if (child->type == FO_TABLE_ROW) {
      start_row(placing, child);
      for (const FoNode *cell = child->first; cell; cell = cell->next)
        if (cell->type == FO_TABLE_CELL) place_cell(placing, cell);
      ended = true;
    } else if (child->type == FO_TABLE_CELL) {
      read_loose_cell(placing, child, &ended);
    }
  }
}

static void settle_part(Layout *layout, const Grid *grid, GridPart *part) {
  if (!part->row_count) return;
  part->owner = arena_alloc(layout->arena, part->row_count * grid->column_count * sizeof(uint32_t));
  for (size_t i = 0; i < part->cell_count; i++) {
    GridCell *cell = &part->cells[i];
    if (cell->row + cell->rows > part->row_count)
      cell->rows = (unsigned)part->row_count - cell->row;
    for (unsigned row = cell->row; row < cell->row + cell->rows; row++)
      for (unsigned column = cell->column; column < cell->column + cell->columns; column++)
        part->owner[row * grid->column_count + column] = (uint32_t)i + 1;
  }
}

static void settle_parts(Layout *layout, Grid *grid) {
  settle_part(layout, grid, &grid->header);
  settle_part(layout, grid, &grid->footer);
  for (size_t i = 0; i < grid->body_count; i++)
    settle_part(layout, grid, &grid->bodies[i]);
  grid->header.first = grid->header.row_count > 0;
  grid->footer.last = grid->footer.row_count > 0;
  if (grid->body_count) {
    grid->bodies[0].first = !grid->header.first;
    grid->bodies[grid->body_count - 1].last = !grid->footer.last;
  }
}

void grid_read(Layout *layout, const FoNode *table, Grid *grid) {
  *grid = (Grid){.table = table, .collapse = table->text->border_collapse != 0};
  size_t next = 0;
  for (const FoNode *child = table->first; child; child = child->next) {
    if (child->type == FO_TABLE_COLUMN) read_column(layout, grid, child, &next);
    if (child->type == FO_TABLE_HEADER) read_part(layout, grid, child, &grid->header);
    if (child->type == FO_TABLE_FOOTER) read_part(layout, grid, child, &grid->footer);
    if (child->type != FO_TABLE_BODY) continue;
    GridPart part = {0};
    read_part(layout, grid, child, &part);
    ARENA_PUSH(layout->arena, grid->bodies, grid->body_count, grid->body_capacity, part);
  }
  settle_parts(layout, grid);
}

static bool shares(const FoLength *wanted) {
  return wanted->automatic || wanted->proportional > 0;
}

static int64_t factor(const FoLength *wanted) {
  return wanted->automatic ? 1000 : wanted->proportional;
}

Length grid_columns(Grid *grid, Length width) {
  int64_t factors = 0, rest = width;
  for (size_t i = 0; i < grid->column_count; i++) {
    GridColumn *column = &grid->columns[i];
    column->width = fo_length(column->wanted, width);
    if (column->width < 0) column->width = 0;
    rest -= column->width;
    if (shares(&column->wanted)) factors += factor(&column->wanted);
  }
  if (rest < 0) rest = 0;
  Length x = 0;
  for (size_t i = 0; i < grid->column_count; i++) {
    GridColumn *column = &grid->columns[i];
    if (factors > 0 && shares(&column->wanted)) {
      int64_t share = rest * factor(&column->wanted) / factors;
      rest -= share;
      factors -= factor(&column->wanted);
      column->width += (Length)share;
    }
    column->x = x;
    x += column->width;
  }
  return grid->width = x;
}
