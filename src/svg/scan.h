#ifndef PLAINPLAN_SVG_SCAN_H
#define PLAINPLAN_SVG_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* Reading the small languages inside SVG attributes: numbers, lists, lengths. Nothing here depends
 * on the locale. */

/* Moves past white space. */
void scan_space(const char **at);

/* Moves past white space and at most one comma. */
void scan_comma(const char **at);

/* Reads a number (SVG 1.1, 4.2) and moves past it; false when there is none. */
bool scan_number(const char **at, double *number);

/* Reads a flag, 0 or 1, which needs nothing after it (SVG 1.1, 8.3.9). */
bool scan_flag(const char **at, bool *flag);

/* Reads a name of letters and moves past it; returns its length. */
size_t scan_word(const char **at, const char **word);

/* Reads a whole attribute as a length in user units (SVG 1.1, 7.10): a number with px, pt, pc, mm,
 * cm, in, em, ex or %. font_size is for em and ex, whole for %. False when it is something else. */
bool scan_length(const char *text, double font_size, double whole, double *length);

#endif
