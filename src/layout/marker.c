/* Finds the marker that a retrieve-marker shows on a page (XSL 1.1, 6.13.6). */
#include "layout/context.h"

#include <string.h>

const FoNode *marker_find(const Layout *layout, const FoNode *retrieve);

static bool named(const MarkerEvent *event, const char *class) {
  const char *name = event->node->object->marker_class;
  return name && !strcmp(name, class);
}

static const FoNode *pick(const PageRecord *record, const char *class, bool ending, bool last) {
  const FoNode *found = NULL;
  for (const MarkerEvent *event = record->first_event; event; event = event->next) {
    if (event->ending != ending || !named(event, class)) continue;
    found = event->node;
    if (!last) break;
  }
  return found;
}

/* Whether a marker's area ends on a page. */
static bool ends_on(const PageRecord *record, const FoNode *node) {
  for (const MarkerEvent *event = record->first_event; event; event = event->next)
    if (event->ending && event->node == node) return true;
  return false;
}

/* The last marker of the class on earlier pages within the boundary. */
static const FoNode *earlier(const Layout *layout, size_t page, const char *class, int boundary,
                             size_t *where) {
  const FoNode *sequence = layout->records[page].sequence;
  if (boundary == FO_BOUNDARY_PAGE) return NULL;
  while (page-- > 0) {
    const PageRecord *record = &layout->records[page];
    if (boundary == FO_BOUNDARY_SEQUENCE && record->sequence != sequence) return NULL;
    const FoNode *found = pick(record, class, false, true);
    *where = page;
    if (found) return found;
  }
  return NULL;
}

/* The marker whose area started before this page and goes on into it. */
static const FoNode *carried(const Layout *layout, size_t page, const char *class) {
  size_t where;
  const FoNode *node = earlier(layout, page, class, FO_BOUNDARY_SEQUENCE, &where);
  for (; node && where < page; where++)
    if (ends_on(&layout->records[where], node)) return NULL;
  return node;
}

const FoNode *marker_find(const Layout *layout, const FoNode *retrieve) {
  const char *class = retrieve->object->retrieve_class;
  if (!layout->current || !class) return NULL;
  size_t page = (size_t)(layout->current - layout->records), where;
  const PageRecord *record = layout->current;
  const FoNode *found = NULL;
  switch (retrieve->object->retrieve_position) {
  case FO_FIRST_CARRYOVER:
    found = carried(layout, page, class);
    if (!found) found = pick(record, class, false, false);
    break;
  case FO_LAST_STARTING:
    found = pick(record, class, false, true);
    break;
  case FO_LAST_ENDING:
    found = pick(record, class, true, true);
    break;
  default:
    found = pick(record, class, false, false);
    break;
  }
  return found ? found : earlier(layout, page, class, retrieve->object->retrieve_boundary, &where);
}
