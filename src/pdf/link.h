#ifndef PLAINPLAN_PDF_LINK_H
#define PLAINPLAN_PDF_LINK_H

#include "pdf/writer.h"

/* Makes the Link annotation (PDF 1.7, 12.5.6.5) of a link area on its page and ties it to its
 * structure element (PDF/UA-1, 7.18.5). A link that no structure element holds is left out. */
void link_annotate(Writer *writer, unsigned page, const Area *area, Mark *mark);

/* Finds the destinations by id, before any link is made. */
void destinations_collect(Writer *writer);

/* Prints the explicit destination (PDF 1.7, 12.3.2.2) of an id; false when there is none. */
bool put_destination(Writer *writer, Buf *out, const char *id);

/* Writes the name tree of destinations (PDF 1.7, 12.3.2.3), so that a link from outside can name
 * one. */
void destinations_finish(Writer *writer);

#endif
