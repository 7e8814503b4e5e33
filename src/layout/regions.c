/* Fills the regions around the bodies: when all pages are made, so that numbers, citations and markers
 * are known. What stands there is pagination, an artifact, unless an FO in it has a role. */
#include "layout/pages.h"

#include <string.h>

typedef struct Filling {
  Layout *layout;
  PageRecord *record;
  unsigned page;
  Area *first, *last; /* of the page so far */
} Filling;

static void append(Filling *filling, Area *first, Area *last) {
  if (!first) return;
  if (filling->last)
    filling->last->next = first;
  else
    filling->first = first;
  filling->last = last;
}

static const FoNode *static_content(const FoNode *sequence, const char *name) {
  for (const FoNode *node = sequence->first; node; node = node->next)
    if (node->type == FO_STATIC_CONTENT && node->page->flow_name &&
        !strcmp(node->page->flow_name, name))
      return node;
  return NULL;
}

static void paint(Filling *filling, const RegionBox *region) {
  Emitter emitter = {
      .layout = filling->layout, .page = filling->page, .artifact = ARTIFACT_BACKGROUND};
  Decoration *decoration = decoration_new(filling->layout, region->node, 0, region->border.width);
  decoration_emit(&emitter, decoration, region->border, true, true);
  append(filling, emitter.first, emitter.last);
}

static Length aligned(const FoNode *region, Length room) {
  if (room <= 0) return 0;
  int how = region->text->display_align;
  return how == FO_DISPLAY_CENTER ? room / 2 : how == FO_DISPLAY_AFTER ? room : 0;
}

static void fill(Filling *filling, const RegionBox *region, FoType type) {
  Layout *layout = filling->layout;
  const FoNode *content = static_content(filling->record->sequence, region_name(region->node));
  if (!content) return;
  Structure *root = layout->document->structure;
  bool before = type == FO_REGION_BEFORE || type == FO_REGION_START;
  structure_insert_after(root, before ? filling->record->before : filling->record->after, true);
  layout->static_root = root;
  Galley *galley = galley_of_children(layout, content, region->content.width, NULL);
  Emitter emitter = {.layout = layout, .page = filling->page, .container = region->content};
  emitter.artifact =
      type == FO_REGION_AFTER ? ARTIFACT_PAGINATION_FOOTER : ARTIFACT_PAGINATION_HEADER;
  Length y = region->content.y +
             aligned(region->node, region->content.height - galley_height(galley, NULL, NULL));
  galley_emit(&emitter, galley, NULL, NULL, region->content.x, y);
  layout->static_root = NULL;
  structure_insert_after(root, NULL, false);
  append(filling, emitter.first, emitter.last);
}

static void fill_page(Layout *layout, size_t index) {
  static const FoType types[] = {FO_REGION_BODY, FO_REGION_BEFORE, FO_REGION_START, FO_REGION_END,
                                 FO_REGION_AFTER};
  PageRecord *record = &layout->records[index];
  Filling filling = {.layout = layout, .record = record, .page = (unsigned)index};
  layout->current = record;
  for (size_t i = 0; i < 5; i++) {
    RegionBox region = master_region(record->master, types[i]);
    if (region.node) paint(&filling, &region);
  }
  for (size_t i = 0; i < 5; i++) {
    RegionBox region = master_region(record->master, types[i]);
    if (i == 0)
      append(&filling, record->first, record->last);
    else if (region.node)
      fill(&filling, &region, types[i]);
  }
  layout->current = NULL;
  Rect size = master_page(record->master);
  layout->document->pages[index] =
      (Page){.width = size.width,
             .height = size.height,
             .first = filling.first,
             .last = filling.last,
             .label = page_label(layout->arena, record->number, record->sequence->page->format)};
}

/* Whether a page master has a region of that name. */
static bool master_has(const FoNode *master, const char *name) {
  static const FoType types[] = {FO_REGION_BODY, FO_REGION_BEFORE, FO_REGION_START, FO_REGION_END,
                                 FO_REGION_AFTER};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    RegionBox region = master_region(master, types[i]);
    if (region.node && !strcmp(region_name(region.node), name)) return true;
  }
  return false;
}

static bool any_master_has(const Layout *layout, const char *name) {
  for (const FoNode *set = layout->fo->root->first; set; set = set->next)
    for (const FoNode *master = set->type == FO_LAYOUT_MASTER_SET ? set->first : NULL; master;
         master = master->next)
      if (master->type == FO_SIMPLE_PAGE_MASTER && master_has(master, name)) return true;
  return false;
}

/* Flows and static content whose region no page has. A region that only some masters leave out, by its
 * standard name, is no mistake. */
static void report_unused(Layout *layout, const FoNode *sequence) {
  for (const FoNode *node = sequence->first; node; node = node->next) {
    if (node->type != FO_STATIC_CONTENT && node->type != FO_FLOW) continue;
    const char *name = node->page->flow_name ? node->page->flow_name : "";
    bool standard = !strncmp(name, "xsl-region-", 11) || !strcmp(name, "xsl-footnote-separator");
    if (!standard && !any_master_has(layout, name))
      diag_add(layout->diags, DIAG_FO_REGION, fo_place(layout->fo, node), name);
  }
}

void fill_regions(Layout *layout) {
  AreaDocument *document = layout->document;
  document->page_count = layout->record_count;
  document->pages = arena_alloc(layout->arena, document->page_count * sizeof *document->pages);
  /* From the last page to the first: what goes into the structure tree keeps the places noted. */
  for (size_t i = document->page_count; i-- > 0;)
    fill_page(layout, i);
  for (const FoNode *node = layout->fo->root->first; node; node = node->next)
    if (node->type == FO_PAGE_SEQUENCE) report_unused(layout, node);
}
