#ifndef PLAINPLAN_LAYOUT_GRID_H
#define PLAINPLAN_LAYOUT_GRID_H

#include "layout/builder.h"

/* A table as a grid: its columns, and for each of its parts the rows and cells with the columns
 * and rows that they span. Private to src/layout. */

typedef struct GridCell {
  const FoNode *node;
  unsigned row, column, rows, columns;
  Edge edges[4]; /* before, after, start, end: resolved */
} GridCell;

typedef struct GridRow {
  const FoNode *node;  /* table-row, or NULL */
  size_t first, count; /* its cells */
} GridRow;

/* A header, footer or body. */
typedef struct GridPart {
  const FoNode *node;
  GridRow *rows;
  size_t row_count, row_capacity;
  GridCell *cells;
  size_t cell_count, cell_capacity;
  uint32_t *owner;  /* row × column: the cell's index plus one, 0 for none */
  bool first, last; /* of the table's parts: its edges are the table's */
} GridPart;

typedef struct GridColumn {
  const FoNode *node; /* table-column, or NULL */
  FoLength wanted;
  Length width, x; /* x from the table's start edge */
} GridColumn;

typedef struct Grid {
  const FoNode *table;
  GridColumn *columns;
  size_t column_count, column_capacity;
  GridPart header, footer;
  GridPart *bodies;
  size_t body_count, body_capacity;
  Length width;
  bool collapse;
} Grid;

/* Reads the rows and cells of a table. */
void grid_read(Layout *layout, const FoNode *table, Grid *grid);

/* Gives the columns their widths for a table of that width; returns the width they take. */
Length grid_columns(Grid *grid, Length width);

/* Resolves the borders of all cells. */
void grid_borders(Grid *grid);

#endif
