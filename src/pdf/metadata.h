#ifndef PLAINPLAN_PDF_METADATA_H
#define PLAINPLAN_PDF_METADATA_H

#include "pdf/writer.h"

/* Writes what the file says about itself: the document information dictionary, the XMP metadata
 * (PDF 1.7, 14.3; PDF/UA-1, 5 and 7.1), language, MarkInfo and ViewerPreferences of the catalog.
 * A document without title or language is a diagnostic. */
void metadata_write(Writer *writer);

#endif
