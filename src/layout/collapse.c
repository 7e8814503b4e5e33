/* Borders of cells: their own when borders are separate; when they collapse, the strongest of those that
 * meet at each edge. */
#include "layout/grid.h"

static int style_rank(LineStyle style) {
  static const int ranks[] = {
      [LINE_NONE] = 0, [LINE_DOTTED] = 1, [LINE_DASHED] = 2, [LINE_SOLID] = 3, [LINE_DOUBLE] = 4};
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

static void collapse_before(const Grid *grid, const GridPart *part, const GridCell *cell,
                            Edge *edge) {
  for (unsigned i = 0; cell->row && i < cell->columns; i++)
    meet(edge, node_at(grid, part, cell->row - 1, cell->column + i), FO_AFTER);
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
  for (unsigned i = 0; below < part->row_count && i < cell->columns; i++)
    meet(edge, node_at(grid, part, below, cell->column + i), FO_BEFORE);
  meet(edge, part->rows[below - 1].node, FO_AFTER);
  if (below < part->row_count)
    meet(edge, part->rows[below].node, FO_BEFORE);
  else
    meet(edge, part->node, FO_AFTER);
  if (below == part->row_count && part->last) meet(edge, grid->table, FO_AFTER);
}

static void collapse_start(const Grid *grid, const GridPart *part, const GridCell *cell,
                           Edge *edge) {
  for (unsigned i = 0; cell->column && i < cell->rows; i++)
    meet(edge, node_at(grid, part, cell->row + i, cell->column - 1), FO_END);
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
  for (unsigned i = 0; next < grid->column_count && i < cell->rows; i++)
    meet(edge, node_at(grid, part, cell->row + i, next), FO_START);
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
