#ifndef PLAINPLAN_PDF_FILE_H
#define PLAINPLAN_PDF_FILE_H

#include "pdf/writer.h"

/* Writes the file once every object is made; the structure elements come last. Returns false when libharu has failed. */
bool file_write(Writer *writer, Buf *out);

#endif
