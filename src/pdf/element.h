#ifndef PLAINPLAN_PDF_ELEMENT_H
#define PLAINPLAN_PDF_ELEMENT_H

#include "pdf/writer.h"

/* The standard structure type (PDF 1.7, 14.8.4) that an element's role is or stands for. Returns
 * the role itself (the same pointer) when that is a standard type. */
const char *element_standard_role(const Element *element);

/* Prints the entries of a structure element's dictionary (PDF 1.7, table 323); without the brackets. */
void element_print(const Writer *writer, Buf *out, const Element *element);

/* "12 0 R" and a space. Only while the file is written, which is when elements get their object numbers. */
void put_element(const Writer *writer, Buf *out, const Element *element);

#endif
