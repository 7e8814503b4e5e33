/* Page masters: which one a page uses, and where its regions are. */
#include "layout/pages.h"

#include "base/near.h"

#include <string.h>

enum { A4_WIDTH = 595276, A4_HEIGHT = 841890 };

static const FoNode *named(const FoNode *set, const char *name) {
  for (const FoNode *node = set ? set->first : NULL; node && name; node = node->next)
    if (node->page->master_name && !strcmp(node->page->master_name, name)) return node;
  return NULL;
}

static const FoNode *master_set(const Layout *layout) {
  const FoNode *node = layout->fo->root->first;
  while (node && node->type != FO_LAYOUT_MASTER_SET)
    node = node->next;
  return node;
}

static void report(Layout *layout, const FoNode *node, const char *name) {
  const char *names[64];
  size_t count = 0;
  const FoNode *set = master_set(layout);
  for (const FoNode *master = set ? set->first : NULL; master && count < 64; master = master->next)
    if (master->page->master_name) names[count++] = master->page->master_name;
  diag_add(layout->diags, DIAG_FO_MASTER, fo_place(layout->fo, node), name ? name : "");
  const char *best = name ? near_best(name, names, count) : NULL;
  if (best) diag_hint(layout->diags, "did you mean \"%s\"?", best);
}

const FoNode *master_find(Layout *layout, const FoNode *sequence) {
  const char *name = sequence->page->master_reference;
  const FoNode *master = named(master_set(layout), name);
  if (!master) report(layout, sequence, name);
  return master;
}

static bool matches(const FoPage *page, PageTraits traits) {
  if (page->odd_or_even && (page->odd_or_even == FO_ODD) != traits.odd) return false;
  if (page->blank && (page->blank == FO_BLANK) != traits.blank) return false;
  switch (page->page_position) {
  case FO_FIRST:
    return traits.first;
  case FO_LAST:
    return traits.last;
  case FO_REST:
    return !traits.first && !traits.last;
  case FO_ONLY:
    return traits.first && traits.last;
  default:
    return true;
  }
}

static const FoNode *simple(Layout *layout, const FoNode *reference) {
  const FoNode *master = named(master_set(layout), reference->page->master_reference);
  if (master && master->type == FO_SIMPLE_PAGE_MASTER) return master;
  report(layout, reference, reference->page->master_reference);
  return NULL;
}

static const FoNode *alternative(Layout *layout, const FoNode *alternatives, PageTraits traits) {
  for (const FoNode *node = alternatives->first; node; node = node->next)
    if (matches(node->page, traits)) return simple(layout, node);
  return NULL;
}

static bool exhausted(const MasterCursor *cursor) {
  if (cursor->specifier->type == FO_SINGLE_REFERENCE) return cursor->used >= 1;
  int32_t most = cursor->specifier->page->maximum_repeats;
  return most >= 0 && cursor->used >= most;
}

const FoNode *master_select(Layout *layout, MasterCursor *cursor, PageTraits traits) {
  if (cursor->master->type == FO_SIMPLE_PAGE_MASTER) return cursor->master;
  if (!cursor->specifier) cursor->specifier = cursor->master->first;
  /* The last specifier goes on past its maximum: pages have to go somewhere. */
  while (cursor->specifier && exhausted(cursor) && cursor->specifier->next) {
    cursor->specifier = cursor->specifier->next;
    cursor->used = 0;
  }
  const FoNode *specifier = cursor->specifier;
  if (!specifier) return NULL;
  cursor->used++;
  if (specifier->type == FO_ALTERNATIVES) return alternative(layout, specifier, traits);
  return simple(layout, specifier);
}

static Length at_least(Length length, Length least) {
  return length < least ? least : length;
}

Rect master_page(const FoNode *master) {
  const FoPage *page = master->page;
  Rect rect = {0, 0, page->width.automatic ? A4_WIDTH : fo_length(page->width, A4_WIDTH),
               page->height.automatic ? A4_HEIGHT : fo_length(page->height, A4_HEIGHT)};
  rect.width = at_least(rect.width, 1000);
  rect.height = at_least(rect.height, 1000);
  return rect;
}

/* A rectangle within another, by four margins (top, right, bottom, left of the node). */
static Rect inset(Rect rect, Length top, Length right, Length bottom, Length left) {
  return (Rect){rect.x + left, rect.y + top, at_least(rect.width - left - right, 0),
                at_least(rect.height - top - bottom, 0)};
}

static Rect by_margins(const FoNode *node, Rect rect) {
  const FoBox *box = node->box;
  return inset(rect, fo_length(box->margin[FO_BEFORE], rect.width),
               fo_length(box->margin[side_of(node, 1)], rect.width),
               fo_length(box->margin[FO_AFTER], rect.width),
               fo_length(box->margin[side_of(node, 3)], rect.width));
}

static const FoNode *region_node(const FoNode *master, FoType type) {
  const FoNode *node = master->first;
  while (node && node->type != type)
    node = node->next;
  return node;
}

static Length extent(const FoNode *master, FoType type, Length base) {
  const FoNode *node = region_node(master, type);
  return node ? fo_length(node->page->extent, base) : 0;
}

static bool precedes(const FoNode *master, FoType type) {
  const FoNode *node = region_node(master, type);
  return node && node->page->precedence;
}

/* The part of the page's content rectangle that a region at an edge takes. */
static Rect edge_region(const FoNode *master, const FoNode *node, Rect page) {
  bool right_to_left = master->text->writing_mode == FO_RL_TB;
  Length start = extent(master, FO_REGION_START, page.width);
  Length end = extent(master, FO_REGION_END, page.width);
  Length left = right_to_left ? end : start, right = right_to_left ? start : end;
  Length before =
      precedes(master, FO_REGION_BEFORE) ? extent(master, FO_REGION_BEFORE, page.height) : 0;
  Length after =
      precedes(master, FO_REGION_AFTER) ? extent(master, FO_REGION_AFTER, page.height) : 0;
  Length own = fo_length(
      node->page->extent,
      node->type == FO_REGION_BEFORE || node->type == FO_REGION_AFTER ? page.height : page.width);
  if (node->page->precedence) left = right = 0;
  switch (node->type) {
  case FO_REGION_BEFORE:
    return inset(page, 0, right, page.height - own, left);
  case FO_REGION_AFTER:
    return inset(page, page.height - own, right, 0, left);
  default: {
    bool at_left = (node->type == FO_REGION_START) != right_to_left;
    return at_left ? inset(page, before, page.width - own, after, 0)
                   : inset(page, before, 0, after, page.width - own);
  }
  }
}

RegionBox master_region(const FoNode *master, FoType type) {
  RegionBox region = {.node = region_node(master, type)};
  if (!region.node) return region;
  Rect page = by_margins(master, master_page(master));
  region.border = type == FO_REGION_BODY ? by_margins(region.node, page)
                                         : edge_region(master, region.node, page);
  Length width = region.border.width;
  region.content = inset(region.border, edge_size(region.node, FO_BEFORE, width),
                         edge_size(region.node, side_of(region.node, 1), width),
                         edge_size(region.node, FO_AFTER, width),
                         edge_size(region.node, side_of(region.node, 3), width));
  return region;
}

const char *region_name(const FoNode *region) {
  if (region->page->region_name) return region->page->region_name;
  switch (region->type) {
  case FO_REGION_BODY:
    return "xsl-region-body";
  case FO_REGION_BEFORE:
    return "xsl-region-before";
  case FO_REGION_AFTER:
    return "xsl-region-after";
  case FO_REGION_START:
    return "xsl-region-start";
  default:
    return "xsl-region-end";
  }
}
