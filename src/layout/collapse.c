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

/* Keeps the stronger: the wider, then the one whose style counts more; the earlier of equals. */
static void meet(Edge *edge, const FoNode *node, int side) {
  if (!node) return;
  Edge other = own_edge(node, side);
  if (other.width > edge->width ||
      (other.width == edge->width && style_rank(other.style) > style_rank(edge->style)))
    *edge = other;
}

static const GridCell *cell_at(const Grid *grid, const GridPart *part, unsigned row,
                               unsigned column) {
  if (row >= part->row_count || column >= grid->column_count) return NULL;
  uint32_t owner = part->owner[row * grid->column_count + column];
  return owner ? &part->cells[owner - 1] : NULL;
}

static const FoNode *node_at(const Grid *grid, const GridPart *part, unsigned row,
                             unsigned column) {
  const GridCell *cell = cell_at(grid, part, row, column);
  return cell ? cell->node : NULL;
}

/* A cell that spans has several neighbours on a side: it paints the weakest edge that any of them
 * leaves, and each of them paints its own where that is stronger. */
static void meet_all(const Grid *grid, const GridPart *part, const GridCell *cell, int side,
                     Edge *edge) {
  bool across = side == FO_BEFORE || side == FO_AFTER;
  unsigned count = across ? cell->columns : cell->rows;
  Edge weakest = *edge;
  for (unsigned i = 0; i < count; i++) {
    unsigned row =
        across ? (side == FO_BEFORE ? cell->row - 1 : cell->row + cell->rows) : cell->row + i;
    unsigned column = across ? cell->column + i
                             : (side == FO_START ? cell->column - 1 : cell->column + cell->columns);
    static const int opposite[] = {FO_AFTER, FO_BEFORE, FO_END, FO_START};
    Edge met = *edge;
    meet(&met, node_at(grid, part, row, column), opposite[side]);
    if (!i || met.width < weakest.width) weakest = met;
  }
  *edge = weakest;
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
