#ifndef PLAINPLAN_PDF_TREE_H
#define PLAINPLAN_PDF_TREE_H

#include "pdf/writer.h"

/* Name trees and number trees (PDF 1.7, 7.9.6 and 7.9.7), split into leaves so that no array grows
 * past what readers take. */

/* Prints the value of the entry with an index. */
typedef void (*TreeValue)(Writer *writer, Buf *out, size_t index);

/* A number tree with the keys 0 to count - 1. */
HPDF_Dict tree_of_numbers(Writer *writer, size_t count, TreeValue value);

/* One entry of a name tree: value(item) is printed for it. */
typedef struct NameEntry {
  const char *name;
  const void *item;
} NameEntry;

/* Prints the value that belongs to a name. */
typedef void (*NameValue)(Writer *writer, Buf *out, const void *item);

/* A name tree. The names must differ. Sorts the entries by name, in place; they must live as long as
 * the writer. */
HPDF_Dict tree_of_names(Writer *writer, NameEntry *entries, size_t count, NameValue value);

#endif
