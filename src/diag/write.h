#ifndef PLAINPLAN_DIAG_WRITE_H
#define PLAINPLAN_DIAG_WRITE_H

/* Private to src/diag: what the printers of problems share. */

#include "base/buf.h"
#include "diag/report.h"

/* Writes what was gathered and empties the buffer; unless `all`, only when it is much: a report of a large file has
 * millions of small pieces. */
void write_gathered(Buf *text, FILE *out, bool all);

/* Ends a report: writes the rest, releases the buffer, and says whether all of it could be written. */
bool write_end(Buf *text, FILE *out);

/* The name of the file that a problem is in, or NULL when it is about the command. */
const char *write_file(const Diag *record);

/* Whether a problem has a place in a text, and where that is: start and end, which lies behind the last character. */
bool write_position(const Diag *record, Position *start, Position *end);

/* The message and, on lines of their own, why it matters and what to do. */
void write_details(Buf *out, const Diag *record);

#endif
