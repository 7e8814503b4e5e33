#ifndef PLAINPLAN_PDF_OUTLINE_H
#define PLAINPLAN_PDF_OUTLINE_H

#include "pdf/writer.h"

/* Writes the document outline (PDF 1.7, 12.3.3) from the bookmarks; one that leads nowhere keeps
 * its title. */
void outline_write(Writer *writer);

/* Writes the page labels (PDF 1.7, 12.4.2): runs of decimal or small roman numbers, and any other
 * label as it is. */
void page_labels_write(Writer *writer);

#endif
