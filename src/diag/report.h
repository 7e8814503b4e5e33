#ifndef PLAINPLAN_DIAG_REPORT_H
#define PLAINPLAN_DIAG_REPORT_H

#include "diag/diag.h"

#include <stdbool.h>
#include <stdio.h>

/* Prints every problem as text with its line of source, sorted; colour when `color`. Silenced ones are shown as
 * notes with their reason. Ends with nothing when there is nothing to say. */
void report_text(Diags *diags, FILE *out, bool color);

/* Prints one JSON object: version, files (how many were checked), diagnostics, as in the documentation.
 * Returns false when it could not be written. */
bool report_json(Diags *diags, size_t files, FILE *out);

/* Prints how many errors, warnings and notes there are, on one line. */
void report_summary(const Diags *diags, size_t files, FILE *out);

#endif
