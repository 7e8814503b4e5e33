/* Which column a table cell stands in while the table is still being read, for from-table-column(). */
#include "fo/property.h"

#include <string.h>

enum { MOST_COLUMNS = 1000 };

/* How far a part of a table was followed: the cells are asked for in the order in which they stand. */
typedef struct ColumnCursor {
  const FoNode *part, *row, *last; /* the row, and the last cell placed in it */
  const FoNode *begun;             /* the loose cell that the last row was started for */
  bool ended;                      /* a loose cell ended its row */
  unsigned column, used;
  int32_t taken[MOST_COLUMNS]; /* rows that a cell above still takes */
} ColumnCursor;

void *column_cursor_new(Arena *arena) {
  return arena_alloc(arena, sizeof(ColumnCursor));
}

static void start_row(ColumnCursor *cursor, const FoNode *row) {
  for (unsigned i = 0; i < cursor->used; i++)
    if (cursor->taken[i] > 0) cursor->taken[i]--;
  cursor->row = row;
  if (row) cursor->last = NULL;
  cursor->column = 0;
}

/* The column, from 0, of the cell that comes next. */
static unsigned column_for(const ColumnCursor *cursor, const FoTable *table) {
  unsigned column = cursor->column;
  if (table->column_number > 0) column = (unsigned)table->column_number - 1;
  while (column < MOST_COLUMNS && cursor->taken[column] > 0)
    column++;
  return column;
}

static void place(ColumnCursor *cursor, const FoNode *cell) {
  const FoTable *table = cell->table;
  unsigned column = column_for(cursor, table);
  cursor->last = cell;
  for (int32_t i = 0; i < (table->columns_spanned > 1 ? table->columns_spanned : 1); i++, column++)
    if (column < MOST_COLUMNS)
      cursor->taken[column] = table->rows_spanned > 1 ? table->rows_spanned : 1;
  cursor->column = column;
  if (column > cursor->used) cursor->used = column < MOST_COLUMNS ? column : MOST_COLUMNS;
}

/* Starts a row before a cell that stands in a part itself, where it is to start one. */
static void begin(ColumnCursor *cursor, const FoNode *cell, const FoTable *table) {
  if (cell->parent != cursor->part || cell == cursor->begun) return;
  if (!cursor->ended && !table->starts_row) return;
  start_row(cursor, NULL);
  cursor->begun = cell;
}

/* Places the cells after the last one, up to one of them or to the end of what is read. */
static void place_up_to(ColumnCursor *cursor, const FoNode *first, const FoNode *target) {
  const FoNode *cell = cursor->last ? cursor->last->next : first;
  for (; cell && cell != target; cell = cell->next) {
    if (cell->type != FO_TABLE_CELL) continue;
    begin(cursor, cell, cell->table);
    place(cursor, cell);
    cursor->ended = cell->table->ends_row;
  }
}

static const FoNode *next_row(const ColumnCursor *cursor) {
  const FoNode *row = cursor->row ? cursor->row->next : cursor->part->first;
  while (row && row->type != FO_TABLE_ROW)
    row = row->next;
  return row;
}

static void follow(ColumnCursor *cursor, const FoNode *cell) {
  const FoNode *row = cell->parent;
  if (row == cursor->part) {
    place_up_to(cursor, row->first, cell);
    return;
  }
  while (cursor->row != row) {
    if (cursor->row) place_up_to(cursor, cursor->row->first, NULL);
    const FoNode *next = next_row(cursor);
    if (!next) return;
    start_row(cursor, next);
  }
  place_up_to(cursor, row->first, cell);
}

/* The column specified for a column number and a span. */
static const FoNode *find(const FoNode *table, int32_t number, int32_t span) {
  int32_t next = 1;
  for (const FoNode *child = table->first; child; child = child->next) {
    if (child->type != FO_TABLE_COLUMN) continue;
    const FoTable *column = child->table;
    int32_t first = column->column_number > 0 ? column->column_number : next;
    next = first + (column->columns_repeated > 1 ? column->columns_repeated : 1);
    if (number >= first && number < next && column->columns_spanned == span) return child;
  }
  return NULL;
}

const FoNode *column_of(const Resolver *resolver) {
  ColumnCursor *cursor = resolver->document->columns;
  const FoNode *cell = resolver->node;
  while (cell && cell->type != FO_TABLE_CELL)
    cell = cell->parent;
  if (!cell || !cell->parent) return NULL;
  const FoNode *part = cell->parent->type == FO_TABLE_ROW ? cell->parent->parent : cell->parent;
  if (!part || !part->parent || part->parent->type != FO_TABLE) return NULL;
  if (cursor->part != part) {
    memset(cursor, 0, sizeof *cursor);
    cursor->part = part;
    cursor->ended = true;
  }
  follow(cursor, cell);
  const FoTable *own = cell == resolver->node ? &resolver->table : cell->table;
  begin(cursor, cell, own);
  int32_t number = (int32_t)column_for(cursor, own) + 1;
  const FoNode *column = find(part->parent, number, own->columns_spanned);
  return column ? column : find(part->parent, number, 1);
}
