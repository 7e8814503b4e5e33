/* Lays out a document: reads the FO tree, makes pages, and does so again while page numbers that are
 * cited in the text turn out wider than was assumed. */
#include "layout/inline.h"
#include "layout/pages.h"
#include "source/xml_memory.h"

#include <string.h>

enum { MOST_PASSES = 4 };

static void gather_ids(Layout *layout, const FoNode *node) {
  const char *id = node->type == FO_TEXT ? NULL : node->box->id;
  if (id && map_get(layout->ids, id, strlen(id)))
    diag_add(layout->diags, DIAG_FO_ID_TWICE, fo_place(layout->fo, node), id);
  else if (id)
    map_set(layout->ids, id, strlen(id), (void *)node);
  for (const FoNode *child = node->first; child; child = child->next)
    gather_ids(layout, child);
}

static void gather_text(Layout *layout, const FoNode *node, const char **text) {
  for (const FoNode *child = node->first; child; child = child->next) {
    if (child->type == FO_TEXT)
      *text = *text ? arena_printf(layout->arena, "%s%s", *text, child->string) : child->string;
    else
      gather_text(layout, child, text);
  }
}

/* The words in a node, white space collapsed. */
static const char *words_of(Layout *layout, const FoNode *node) {
  const char *text = NULL;
  gather_text(layout, node, &text);
  if (!text) return NULL;
  char *clean = arena_strdup(layout->arena, text), *to = clean;
  for (const char *at = text; *at; at++) {
    bool space = strchr(" \t\r\n", *at) != NULL;
    if (!space)
      *to++ = *at;
    else if (to > clean && to[-1] != ' ')
      *to++ = ' ';
  }
  while (to > clean && to[-1] == ' ')
    to--;
  *to = '\0';
  return *clean ? clean : NULL;
}

static Bookmark *read_bookmarks(Layout *layout, const FoNode *node, int depth) {
  Bookmark *first = NULL, **next = &first;
  for (const FoNode *child = node->first; child && depth < 64; child = child->next) {
    if (child->type != FO_BOOKMARK) continue;
    const char *id = child->object->internal_destination;
    Bookmark *bookmark = arena_alloc(layout->arena, sizeof *bookmark);
    bookmark->open = !child->object->bookmark_closed;
    bookmark->destination = id;
    for (const FoNode *title = child->first; title; title = title->next)
      if (title->type == FO_BOOKMARK_TITLE) bookmark->title = words_of(layout, title);
    bookmark->children = read_bookmarks(layout, child, depth + 1);
    if (!id || !map_get(layout->destinations, id, strlen(id))) {
      diag_add(layout->diags, DIAG_FO_ID, fo_place(layout->fo, child), id ? id : "");
      bookmark->destination = NULL;
    }
    if (!bookmark->title) bookmark->title = "";
    if (!bookmark->destination && !bookmark->children) continue;
    *next = bookmark;
    next = &bookmark->next;
  }
  return first;
}

static const char *first_language(const FoNode *root) {
  if (root->language) return root->language;
  for (const FoNode *node = root->first; node; node = node->next)
    if (node->type == FO_PAGE_SEQUENCE && node->language) return node->language;
  return NULL;
}

static void read_title(Layout *layout) {
  AreaDocument *document = layout->document;
  document->title = layout->fo->title;
  document->author = layout->fo->author;
  document->subject = layout->fo->subject;
  for (const FoNode *node = layout->fo->root->first; node && !document->title; node = node->next)
    for (const FoNode *child = node->first; child && !document->title; child = child->next)
      if (node->type == FO_PAGE_SEQUENCE && child->type == FO_TITLE)
        document->title = words_of(layout, child);
}

static void start_pass(Layout *layout) {
  AreaDocument *document = arena_alloc(layout->arena, sizeof *document);
  layout->document = document;
  document->language = first_language(layout->fo->root);
  document->structure = structure_root(layout, layout->fo->root);
  document->structure->language = document->language;
  layout->destinations = map_new(layout->arena);
  layout->last_pages = map_new(layout->arena);
  layout->destination_capacity = layout->late_count = layout->record_count = 0;
}

static const FoNode *next_sequence(const FoNode *node) {
  while (node && node->type != FO_PAGE_SEQUENCE)
    node = node->next;
  return node;
}

static const char *label_of(const Layout *layout, const Late *late) {
  const Map *map = late->kind == LATE_CITATION_LAST ? layout->last_pages : layout->destinations;
  size_t page = (size_t)(uintptr_t)map_get(map, late->reference, strlen(late->reference));
  if (!page || page > layout->record_count) return "";
  const PageRecord *record = &layout->records[page - 1];
  return page_label(layout->arena, record->number, record->sequence->page->format);
}

/* Puts the text into the run that was left for it. True when it has the width that was assumed. */
static bool settle(Layout *layout, Late *late) {
  const char *label = label_of(layout, late);
  Map *map = late->kind == LATE_CITATION_LAST ? layout->assumed_last : layout->assumed;
  map_set(map, late->reference, strlen(late->reference), (void *)label);
  Length width;
  Area *made = late_area(layout, late, label, NULL, late->area->as.text.color, &width);
  made->as.text.baseline = late->area->as.text.baseline;
  late->area->as.text = made->as.text;
  late->area->box.width = width;
  return width == late->reserved;
}

/* One pass over the document; true when it is settled. */
static bool lay_out(Layout *layout) {
  start_pass(layout);
  int32_t number = 0;
  for (const FoNode *node = next_sequence(layout->fo->root->first); node;) {
    const FoNode *next = next_sequence(node->next);
    paginate(layout, node, next, &number);
    node = next;
  }
  bool settled = true;
  for (size_t i = 0; i < layout->late_count; i++)
    if (!settle(layout, layout->lates[i])) settled = false;
  return settled;
}

static void complete(Layout *layout) {
  fill_regions(layout);
  read_title(layout);
  for (const FoNode *node = layout->fo->root->first; node; node = node->next)
    if (node->type == FO_BOOKMARK_TREE)
      layout->document->bookmarks = read_bookmarks(layout, node, 0);
}

AreaDocument *layout_document(xmlDoc *fo, const FoSources *sources, const char *base_folder,
                              FontSet *fonts, Arena *arena, Diags *diags) {
  Layout layout = {.arena = arena, .diags = diags, .fonts = fonts, .base_folder = base_folder};
  layout.fo = fo_read(fo, sources, arena, diags);
  bool read = !layout.fo || layout.fo->pictures;
  if (read) xml_tree_free(fo);
  if (!layout.fo) return NULL;
  layout.shaper = shaper_new(arena);
  layout.breaker = breaker_new(arena);
  layout.images = map_new(arena);
  layout.ids = map_new(arena);
  layout.assumed = map_new(arena);
  layout.assumed_last = map_new(arena);
  gather_ids(&layout, layout.fo->root);
  for (int pass = 0; pass < MOST_PASSES && !lay_out(&layout); pass++) {
  }
  AreaDocument *document = NULL;
  if (layout.record_count) {
    complete(&layout);
    document = layout.document;
  } else if (!next_sequence(layout.fo->root->first)) {
    diag_add(diags, DIAG_FO_EMPTY, layout.fo->root->place);
  }
  breaker_free(layout.breaker);
  shaper_free(layout.shaper);
  fo_free(layout.fo);
  if (!read) xml_tree_free(fo);
  return document;
}
