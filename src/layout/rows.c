/* Rows of cells side by side: their heights, and how much of them goes on a page when they are split. */
#include "layout/context.h"
#include "layout/galley.h"

#include <string.h>

static const Break *cell_start(const RowsBreak *start, size_t cell) {
  return start ? &start->cells[cell] : NULL;
}

bool cell_started(const Rows *rows, size_t cell, const RowsBreak *start) {
  if (!start) return false;
  const Break *at = &start->cells[cell];
  return at->item > 0 || at->rows || at->inner || rows->cells[cell].row < start->first_row;
}

bool cell_finished(const Rows *rows, size_t cell, const RowsBreak *end) {
  if (!end) return true;
  const Cell *box = &rows->cells[cell];
  return end->cells[cell].item >= box->galley->count && box->row + box->row_span <= end->first_row;
}

unsigned rows_last(const Rows *rows, const RowsBreak *end) {
  return end ? end->first_row : rows->row_count;
}

Length cell_height(const Rows *rows, size_t cell, const RowsBreak *start, const RowsBreak *end) {
  const Cell *box = &rows->cells[cell];
  Length height;
  if (!start && !end)
    height = box->natural;
  else
    height = galley_height(box->galley, cell_start(start, cell), end ? &end->cells[cell] : NULL);
  if (!cell_started(rows, cell, start)) height += box->before;
  if (cell_finished(rows, cell, end)) height += box->after;
  return height;
}

/* Whether a row is one of those that a range shows: a row that is split is in both its pages. */
static bool in_range(const Cell *cell, unsigned first, unsigned last) {
  return cell->row < last && cell->row + cell->row_span > first;
}

/* Whether a break is inside its first row; kept behind the last cell. */
static bool inside_row(const Rows *rows, const RowsBreak *at) {
  return at && at->cells[rows->cell_count].item;
}

Length rows_heights(const Rows *rows, const RowsBreak *start, const RowsBreak *end) {
  unsigned first = start ? start->first_row : 0, last = rows_last(rows, end);
  bool split = end && last < rows->row_count && inside_row(rows, end);
  if (split) last++;
  Length *heights = rows->scratch;
  for (unsigned row = first; row < last; row++)
    heights[row] = (row == first && inside_row(rows, start)) || (split && row + 1 == last)
                       ? 0
                       : rows->minimum[row];
  for (int spanning = 0; spanning < 2; spanning++)
    for (size_t i = 0; i < rows->cell_count; i++) {
      const Cell *cell = &rows->cells[i];
      if (!in_range(cell, first, last) || (cell->row_span > 1) != (spanning == 1)) continue;
      unsigned from = cell->row < first ? first : cell->row;
      unsigned to = cell->row + cell->row_span > last ? last : cell->row + cell->row_span;
      Length room = (Length)(to - from - 1) * rows->gap;
      for (unsigned row = from; row < to; row++)
        room += heights[row];
      Length needed = cell_height(rows, i, start, end);
      if (needed > room) heights[to - 1] += needed - room;
    }
  Length sum = 0;
  for (unsigned row = first; row < last; row++)
    sum += heights[row] + (row > first ? rows->gap : 0);
  return sum;
}

static RowsBreak *break_new(Layout *layout, const Rows *rows, const RowsBreak *start) {
  size_t size = sizeof(RowsBreak) + (rows->cell_count + 1) * sizeof(Break);
  RowsBreak *end = arena_alloc(layout->arena, size);
  if (start) memcpy(end, start, size);
  end->cells[rows->cell_count] = (Break){0};
  return end;
}

/* Rows that fit whole, when the page ends between two rows that a spanning cell ties together. */
static unsigned whole_rows(const Rows *rows, const RowsBreak *start, Length available) {
  unsigned row = start ? start->first_row : 0;
  Length sum = 0;
  rows_heights(rows, start, NULL);
  while (row < rows->row_count && sum + rows->scratch[row] <= available)
    sum += rows->scratch[row++] + rows->gap;
  return row;
}

/* The row before which a break is forced, among those that would be on the page; `last` when there is
 * none. */
static unsigned forced_row(const Rows *rows, unsigned first, unsigned last) {
  for (unsigned row = first; rows->forced && row + 1 < rows->row_count && row < last; row++)
    if (rows->forced[row]) return row + 1;
  return last;
}

/* Takes from one cell what fits into the room; false when nothing does though something is left. */
static bool take(Layout *layout, const Rows *rows, size_t index, Length room, bool fresh,
                 const RowsBreak *start, RowsBreak *end, Fit *whole) {
  const Cell *cell = &rows->cells[index];
  Break from = start ? start->cells[index] : (Break){0};
  if (from.item >= cell->galley->count) {
    end->cells[index] = from;
    return true;
  }
  Length before = cell_started(rows, index, start) ? 0 : cell->before;
  Fit fit;
  galley_fit(layout, cell->galley, &from, room - before - cell->after, fresh, &fit);
  if (!fit.progress) return false;
  end->cells[index] = fit.end;
  if (fit.strength > whole->strength) whole->strength = fit.strength;
  if (fit.forced > whole->forced) whole->forced = fit.forced;
  if (!fit.finished) whole->finished = false;
  return true;
}

/* How far below the start the cell's first row on this page is. */
static Length room_above(const Rows *rows, const Cell *cell, unsigned first) {
  Length sum = 0;
  for (unsigned row = first; row < cell->row; row++)
    sum += rows->scratch[row] + rows->gap;
  return sum;
}

/* Ends the page after row `last` - 1, or inside row `last` when that is the first. Between rows, a
 * spanning cell may take nothing; inside one, every cell must take something. */
static bool split_at(Layout *layout, const Rows *rows, const RowsBreak *start, unsigned last,
                     Length available, bool fresh, RowsBreak *end, Fit *fit) {
  unsigned first = start ? start->first_row : 0;
  bool inside = last == first;
  unsigned shown = inside ? last + 1 : last;
  for (size_t i = 0; i < rows->cell_count; i++) {
    const Cell *cell = &rows->cells[i];
    if (!in_range(cell, first, shown)) continue;
    if (cell->row + cell->row_span <= last) {
      end->cells[i] = (Break){.item = cell->galley->count};
      continue;
    }
    Length room = available - room_above(rows, cell, first);
    if (!take(layout, rows, i, room, fresh && inside, start, end, fit) && inside) return false;
  }
  return true;
}

/* After a split inside a row: the row is done when all its cells are. */
static void settle_row(const Rows *rows, unsigned row, RowsBreak *end) {
  for (size_t i = 0; i < rows->cell_count; i++)
    if (rows->cells[i].row <= row && rows->cells[i].row + rows->cells[i].row_span == row + 1 &&
        end->cells[i].item < rows->cells[i].galley->count) {
      end->cells[rows->cell_count].item = 1;
      return;
    }
  end->first_row = row + 1;
}

void rows_fit(Layout *layout, const Item *item, const RowsBreak *start, Length available,
              bool fresh, Fit *fit, RowsBreak **end) {
  const Rows *rows = item->as.rows;
  unsigned first = start ? start->first_row : 0;
  *fit = (Fit){.finished = true, .progress = true};
  *end = break_new(layout, rows, start);
  bool forced = item->has_forced && rows->row_count == 1;
  unsigned last = forced ? first : whole_rows(rows, start, available);
  last = forced_row(rows, first, last);
  if (last >= rows->row_count && !forced) {
    fit->height = rows_heights(rows, start, NULL);
    return;
  }
  (*end)->first_row = last;
  fit->finished = false;
  if (last > first) {
    fit->strength = rows->strength[last - 1];
    if (rows->forced) fit->forced = rows->forced[last - 1];
  }
  if (last == first && rows->inside) fit->strength = rows->inside[first];
  if (!split_at(layout, rows, start, last, available, fresh, *end, fit)) {
    *fit = (Fit){.progress = false};
    return;
  }
  if (last == first) settle_row(rows, first, *end);
  fit->height = rows_heights(rows, start, *end);
  fit->finished = (*end)->first_row >= rows->row_count;
  if (fit->finished) fit->height = rows_heights(rows, start, NULL);
}
