#ifndef PLAINPLAN_PDF_STRUCTURE_H
#define PLAINPLAN_PDF_STRUCTURE_H

#include "pdf/writer.h"

/* The structure tree (PDF 1.7, 14.7) from the document's Structure, and its ties to the pages. */

/* Makes an Element for each structure element and a Mark for each piece of content, before any page
 * is painted. */
void structure_collect(Writer *writer);

/* The mark of an area, or NULL when no structure element holds it: then it is an artifact. */
Mark *structure_mark(const Writer *writer, const Area *area);

/* The next free MCID of a page, given to an element's content. */
int structure_new_mcid(Writer *writer, unsigned page, Element *element);

/* Writes the StructTreeRoot with its elements, ParentTree, RoleMap and IDTree, once all pages are
 * painted. Key n of the ParentTree is page n; the links follow. */
void structure_finish(Writer *writer);

#endif
