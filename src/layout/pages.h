#ifndef PLAINPLAN_LAYOUT_PAGES_H
#define PLAINPLAN_LAYOUT_PAGES_H

#include "layout/builder.h"

/* Page masters, and the two passes over pages: bodies first, then the regions around them, when all
 * page numbers are known. Private to src/layout. */

/* Where a sequence of pages stands in its page-sequence-master. */
typedef struct MasterCursor {
  const FoNode *master;    /* simple-page-master or page-sequence-master */
  const FoNode *specifier; /* of the latter: the one in use */
  int32_t used;            /* how often */
} MasterCursor;

typedef struct PageTraits {
  bool first, last, blank, odd;
} PageTraits;

/* The content rectangle of a region, and its border rectangle, on a page of a master. */
typedef struct RegionBox {
  const FoNode *node;
  Rect border, content;
} RegionBox;

/* The master that a master-reference names; NULL after a diagnostic. */
const FoNode *master_find(Layout *layout, const FoNode *sequence);
/* The simple-page-master for the next page; moves the cursor on. NULL: none fits. */
const FoNode *master_select(Layout *layout, MasterCursor *cursor, PageTraits traits);
Rect master_page(const FoNode *master);
RegionBox master_region(const FoNode *master, FoType type);
/* The region's name: its own or that of its kind. */
const char *region_name(const FoNode *region);

/* Makes the pages of one fo:page-sequence, their bodies filled. `number` is that of the last page
 * before it. */
void paginate(Layout *layout, const FoNode *sequence, const FoNode *next, int32_t *number);

/* Fills the regions around the bodies and completes the pages of the document. */
void fill_regions(Layout *layout);

#endif
