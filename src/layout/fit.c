/* Chooses where a page ends in a galley: the last place that fits among those that break the weakest
 * keep. Each call looks at no more than the items of one page, so the whole is linear. */
#include "layout/galley.h"

#include "layout/context.h"

typedef struct Search {
  Layout *layout;
  const Galley *galley;
  const Break *start;
  Length available, y;
  bool fresh;     /* something must be taken */
  bool filled;    /* something with height was passed */
  bool forced_on; /* past the page's end, to the first place that allows a break */
  bool found;
  Fit best;
} Search;

/* What the blocks around an item keep of their borders and padding at a break. */
static Length retained(const Galley *galley, int32_t parent, bool after) {
  Length sum = 0;
  for (; parent >= 0; parent = galley->items[parent].parent)
    sum += after ? galley->items[parent].retained_after : galley->items[parent].retained;
  return sum;
}

static bool too_high(const Search *search, const Item *item, Length more) {
  return search->y + more + retained(search->galley, item->parent, true) > search->available;
}

static void remember(Search *search, const Fit *fit) {
  if (search->found && fit->strength > search->best.strength) return;
  search->best = *fit;
  search->found = true;
}

/* A page may end at this gap: the next one starts after it, or with it when its space stays. */
static Fit fit_at_gap(const Search *search, size_t index) {
  const Item *item = &search->galley->items[index];
  return (Fit){.end = {.item = item->retain ? index : index + 1},
               .height = search->y + retained(search->galley, item->parent, true),
               .forced = item->forced,
               .strength = item->strength,
               .progress = true};
}

/* True when the search ends here. */
static bool pass_gap(Search *search, size_t index) {
  const Item *item = &search->galley->items[index];
  bool at_start = index == search->start->item;
  if (!at_start && item->strength != STRENGTH_NEVER) {
    Fit fit = fit_at_gap(search, index);
    if (item->forced || search->forced_on) {
      search->best = fit;
      search->found = true;
      return true;
    }
    if (fit.height <= search->available) {
      remember(search, &fit);
    } else if (!search->found && search->fresh) {
      remember(search, &fit);
      return true;
    }
  }
  search->y += item->height;
  return false;
}

static bool pass_box(Search *search, const Item *item) {
  if (!search->forced_on && too_high(search, item, item->height)) {
    if (search->found || !search->fresh) return true;
    search->forced_on = true;
  }
  search->y += item->height;
  if (item->height > 0) search->filled = true;
  return false;
}

static void fit_table(Layout *layout, const Item *item, const Break *start, Length available,
                      bool fresh, Fit *fit) {
  const TableBox *table = item->as.table;
  Length around = table->omit_header && start ? 0 : table->header_height;
  if (!table->omit_footer) around += table->footer_height;
  const Break first = {0};
  galley_fit(layout, table->body, start ? start : &first, available - around, fresh, fit);
  Length end = table->omit_footer ? table->footer_height : 0;
  if (fit->finished && fit->height + around + end > available && !fresh) fit->progress = false;
  fit->height += around + (fit->finished ? end : 0);
}

/* Splits rows or a table; leaves in *fit a place inside it. */
static void fit_inside(Search *search, size_t index, Fit *fit) {
  const Item *item = &search->galley->items[index];
  bool continued = index == search->start->item;
  Length room = search->available - search->y - retained(search->galley, item->parent, true);
  bool fresh = search->fresh && !search->filled;
  Break end = {.item = index};
  if (item->type == ITEM_ROWS) {
    rows_fit(search->layout, item, continued ? search->start->rows : NULL, room, fresh, fit,
             &end.rows);
  } else {
    fit_table(search->layout, item, continued ? search->start->inner : NULL, room, fresh, fit);
    end.inner = arena_alloc(search->layout->arena, sizeof *end.inner);
    *end.inner = fit->end;
  }
  fit->end = end;
  if (item->strength > fit->strength && fit->forced == FO_BREAK_AUTO)
    fit->strength = item->strength;
}

static Length whole_height(const Search *search, size_t index) {
  const Item *item = &search->galley->items[index];
  if (index != search->start->item) return item->height;
  if (item->type == ITEM_ROWS && search->start->rows)
    return rows_heights(item->as.rows, search->start->rows, NULL);
  if (item->type == ITEM_TABLE && search->start->inner) {
    const TableBox *table = item->as.table;
    return galley_height(table->body, search->start->inner, NULL) +
           (table->omit_header ? 0 : table->header_height) + table->footer_height;
  }
  return item->height;
}

/* What cannot be taken ends the page; when nothing was taken yet it has to be, and runs over. */
static bool stop_or_force(Search *search, Length height) {
  if (search->found || !search->fresh) return true;
  search->forced_on = true;
  search->y += height;
  search->filled = true;
  return false;
}

/* Notes a page end inside rows or a table. True when the search ends here. */
static bool remember_inside(Search *search, const Item *item, Fit inside) {
  inside.height += search->y + retained(search->galley, item->parent, true);
  if (!inside.forced) {
    remember(search, &inside);
  } else {
    search->best = inside;
    search->found = true;
  }
  return true;
}

static bool pass_composite(Search *search, size_t index) {
  const Item *item = &search->galley->items[index];
  Length height = whole_height(search, index);
  bool whole = !item->has_forced && !too_high(search, item, height);
  if (whole || search->forced_on) {
    search->y += height;
    search->filled = true;
    return false;
  }
  Fit inside = {0};
  fit_inside(search, index, &inside);
  if (!inside.progress) return stop_or_force(search, height);
  if (!inside.finished) return remember_inside(search, item, inside);
  if (too_high(search, item, inside.height)) return stop_or_force(search, inside.height);
  search->y += inside.height;
  search->filled = true;
  return false;
}

/* True when the page ends at or before this item. */
static bool pass(Search *search, size_t index) {
  const Item *item = &search->galley->items[index];
  switch (item->type) {
  case ITEM_GAP:
    return pass_gap(search, index);
  case ITEM_ROWS:
  case ITEM_TABLE:
    return pass_composite(search, index);
  case ITEM_OPEN:
    search->y += item->height;
    return false;
  case ITEM_MARK:
    return false;
  default:
    return pass_box(search, item);
  }
}

static Place place_near(const Galley *galley, size_t index) {
  for (; index < galley->count; index++)
    if (galley->items[index].place.source) return galley->items[index].place;
  return (Place){0};
}

static void report_keep(const Search *search) {
  Item *item = &search->galley->items[search->start->item];
  if (!search->fresh || search->best.strength != FO_ALWAYS || item->reported) return;
  item->reported = true;
  diag_add(search->layout->diags, DIAG_FO_KEEP, place_near(search->galley, search->start->item));
}

static void report_high(const Search *search) {
  if (!search->forced_on) return;
  diag_add(search->layout->diags, DIAG_FO_HIGH, place_near(search->galley, search->start->item));
}

void galley_fit(Layout *layout, const Galley *galley, const Break *start, Length available,
                bool fresh, Fit *fit) {
  Search search = {
      .layout = layout, .galley = galley, .start = start, .available = available, .fresh = fresh};
  if (start->item < galley->count)
    search.y = retained(galley, galley->items[start->item].parent, false);
  for (size_t index = start->item; index < galley->count; index++) {
    if (!pass(&search, index)) continue;
    *fit = search.best;
    fit->finished = false;
    if (search.found) report_keep(&search);
    if (search.found && fresh) report_high(&search);
    if (!search.found) *fit = (Fit){.end = *start, .progress = false};
    return;
  }
  if (fresh) report_high(&search);
  *fit =
      (Fit){.end = {.item = galley->count}, .height = search.y, .finished = true, .progress = true};
}

Length galley_height(const Galley *galley, const Break *start, const Break *end) {
  size_t first = start ? start->item : 0, last = end ? end->item : galley->count;
  if (first >= galley->count) return 0;
  Length y = retained(galley, galley->items[first].parent, false);
  bool ends_inside = end && last < galley->count && (end->rows || end->inner);
  for (size_t index = first; index < last || (ends_inside && index == last); index++) {
    const Item *item = &galley->items[index];
    const Break *from = start && index == first ? start : NULL;
    const Break *to = ends_inside && index == last ? end : NULL;
    bool last_gap =
        last < galley->count && !ends_inside && index + 1 == last && item->type == ITEM_GAP;
    if (last_gap || item->type == ITEM_MARK) continue;
    if (item->type == ITEM_ROWS && (from || to)) {
      y += rows_heights(item->as.rows, from ? from->rows : NULL, to ? to->rows : NULL);
    } else if (item->type == ITEM_TABLE && ((from && from->inner) || to)) {
      const TableBox *table = item->as.table;
      bool continued = from && from->inner;
      y += galley_height(table->body, continued ? from->inner : NULL, to ? to->inner : NULL);
      y += continued && table->omit_header ? 0 : table->header_height;
      y += to && table->omit_footer ? 0 : table->footer_height;
    } else {
      y += item->height;
    }
  }
  if (end && last > 0 && last <= galley->count)
    y += retained(galley, last < galley->count ? galley->items[last].parent : -1, true);
  return y;
}
