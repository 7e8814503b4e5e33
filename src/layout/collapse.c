/* Borders of cells: their own when borders are separate; when they collapse, the strongest of those that
 * meet at each edge. */
#include "layout/grid.h"

static int style_rank(LineStyle style) {
  static const int ranks[] = {
      [LINE_NONE] = 0,   [LINE_INSET] = 1,  [LINE_GROOVE] = 2, [LINE_OUTSET] = 3, [LINE_RIDGE] = 4,
      [LINE_DOTTED] = 5, [LINE_DASHED] = 6, [LINE_SOLID] = 7,  [LINE_DOUBLE] = 8};
  return ranks[style];
}

static Edge own_edge(const FoNode *node, int side) {
  const FoEdge *edge = &node->box->border[side];
  return (Edge){.width = edge->width, .style = edge->style, .color = edge->color};
}

/* Whether the first wins over the other: the wider, then the one whose style counts more. */
static bool stronger(const Edge *one, const Edge *other) {
  return one->width > other->width ||
         (one->width == other->width && style_rank(one->style) > style_rank(other->style));
}

/* Keeps the stronger; the earlier of equals. */
static void meet(Edge *edge, const FoNode *node, int side) {
  if (!node) return;
  Edge other = own_edge(node, side);
  if (stronger(&other, edge)) *edge = other;
}

static const GridCell *cell_at(const Grid *grid, const GridPart *part, unsigned row,
                               unsigned column) {
  if (row >= part->row_count || column >= grid->column_count) return NULL;
  uint32_t owner = part->owner[row * grid->column_count + column];
  return owner ? &part->cells[owner - 1] : NULL;
}

static bool alike(const Edge *one, const Edge *other) {
  return one->width == other->width && one->style == other->style &&
         one->color.red == other->color.red && one->color.green == other->color.green &&
         one->color.blue == other->color.blue;
}

/* A cell that spans meets several others on a side. Where they leave it different edges, each of them
 * paints its own part and the cell keeps no more than the room; but where one of them spans too, or
 * no cell stands there, the cell paints the weakest of the edges, under theirs. */
static void meet_all(const Grid *grid, const GridPart *part, const GridCell *cell, int side,
                     Edge *edge) {
  static const int opposite[] = {FO_AFTER, FO_BEFORE, FO_END, FO_START};
  bool across = side == FO_BEFORE || side == FO_AFTER, same = true, single = true;
  unsigned count = across ? cell->columns : cell->rows;
  unsigned row =
      side == FO_BEFORE ? cell->row - 1 : cell->row + (side == FO_AFTER ? cell->rows : 0);
  unsigned column =
      side == FO_START ? cell->column - 1 : cell->column + (side == FO_END ? cell->columns : 0);
  Edge weakest = *edge, widest = *edge;
  for (unsigned i = 0; i < count; i++) {
    const GridCell *other =
        across ? cell_at(grid, part, row, column + i) : cell_at(grid, part, row + i, column);
    Edge met = *edge;
    if (other) meet(&met, other->node, opposite[side]);
    if (!other || (across ? other->columns : other->rows) > 1) single = false;
    if (i && !alike(&met, &weakest)) same = false;
    if (!i || stronger(&weakest, &met)) weakest = met;
    if (met.width > widest.width) widest = met;
  }
  *edge = weakest;
  if (same || !single) return;
  edge->width = widest.width;
  edge->style = LINE_NONE;
}

static void collapse_before(const Grid *grid, const GridPart *part, const GridCell *cell,
                            Edge *edge) {
  if (cell->row) meet_all(grid, part, cell, FO_BEFORE, edge);
  meet(edge, part->rows[cell->row].node, FO_BEFORE);
  if (cell->row)
    meet(edge, part->rows[cell->row - 1].node, FO_AFTER);
  else
    meet(edge, part->node, FO_BEFORE);
  if (!cell->row && part->first) meet(edge, grid->table, FO_BEFORE);
}

static void collapse_after(const Grid *grid, const GridPart *part, const GridCell *cell,
                           Edge *edge) {
  unsigned below = cell->row + cell->rows;
  if (below < part->row_count) meet_all(grid, part, cell, FO_AFTER, edge);
  meet(edge, part->rows[below - 1].node, FO_AFTER);
  if (below < part->row_count)
    meet(edge, part->rows[below].node, FO_BEFORE);
  else
    meet(edge, part->node, FO_AFTER);
  if (below == part->row_count && part->last) meet(edge, grid->table, FO_AFTER);
}

static void collapse_start(const Grid *grid, const GridPart *part, const GridCell *cell,
                           Edge *edge) {
  if (cell->column) meet_all(grid, part, cell, FO_START, edge);
  meet(edge, grid->columns[cell->column].node, FO_START);
  if (cell->column) {
    meet(edge, grid->columns[cell->column - 1].node, FO_END);
    return;
  }
  meet(edge, part->rows[cell->row].node, FO_START);
  meet(edge, part->node, FO_START);
  meet(edge, grid->table, FO_START);
}

static void collapse_end(const Grid *grid, const GridPart *part, const GridCell *cell, Edge *edge) {
  unsigned next = cell->column + cell->columns;
  if (next < grid->column_count) meet_all(grid, part, cell, FO_END, edge);
  meet(edge, grid->columns[next - 1].node, FO_END);
  if (next < grid->column_count) {
    meet(edge, grid->columns[next].node, FO_START);
    return;
  }
  meet(edge, part->rows[cell->row].node, FO_END);
  meet(edge, part->node, FO_END);
  meet(edge, grid->table, FO_END);
}

static void part_borders(const Grid *grid, GridPart *part) {
  for (size_t i = 0; i < part->cell_count; i++) {
    GridCell *cell = &part->cells[i];
    for (int side = 0; side < 4; side++)
      cell->edges[side] = own_edge(cell->node, side);
    if (!grid->collapse) continue;
    collapse_before(grid, part, cell, &cell->edges[FO_BEFORE]);
    collapse_after(grid, part, cell, &cell->edges[FO_AFTER]);
    collapse_start(grid, part, cell, &cell->edges[FO_START]);
    collapse_end(grid, part, cell, &cell->edges[FO_END]);
  }
}

void grid_borders(Grid *grid) {
  part_borders(grid, &grid->header);
  part_borders(grid, &grid->footer);
  for (size_t i = 0; i < grid->body_count; i++)
    part_borders(grid, &grid->bodies[i]);
}
