#ifndef PLAINPLAN_PDF_PDF_H
#define PLAINPLAN_PDF_PDF_H

#include "base/buf.h"
#include "diag/diag.h"
#include "font/font.h"
#include "layout/area.h"

#include <stdbool.h>

/* Renders a laid-out document as a tagged PDF (PDF 1.7, PDF/UA-1) into `out`, which the caller
 * owns. The same document gives the same bytes; dates come from SOURCE_DATE_EPOCH or are left out.
 * Returns false after a diagnostic when the document cannot be written (a limit of the format,
 * memory). */
bool pdf_render(const AreaDocument *document, const FontSet *fonts, Buf *out, Diags *diags);

#endif
