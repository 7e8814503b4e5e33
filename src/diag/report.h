#ifndef PLAINPLAN_DIAG_REPORT_H
#define PLAINPLAN_DIAG_REPORT_H

#include "diag/diag.h"

#include <stdbool.h>
#include <stdio.h>

/* The forms in which problems are printed. */
typedef enum ReportFormat {
  REPORT_TEXT,
  REPORT_JSON,
  REPORT_SARIF,
  REPORT_GITHUB,
  REPORT_CHECKSTYLE,
  REPORT_SUMMARY,
  REPORT_FORMATS
} ReportFormat;

/* The name of a format on the command line: "text", "sarif". */
const char *report_format_name(ReportFormat format);

/* What a report says of the run besides its problems. */
typedef struct ReportRun {
  size_t files;                /* how many were checked */
  const char *const *settings; /* the settings files that held */
  size_t setting_count;
} ReportRun;

/* Prints every problem as text with its line of source, sorted; colour when `color`. Silenced ones are shown as
 * notes with their reason. Ends with nothing when there is nothing to say. */
void report_text(Diags *diags, FILE *out, bool color);

/* Prints one JSON object: version, files (how many were checked), settings where there are any, diagnostics, as in the
 * documentation. Returns false when it could not be written. */
bool report_json(Diags *diags, const ReportRun *run, FILE *out);

/* Prints a log in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS): the rules that found something, and
 * every problem with its region, its replacement, and the reason that silenced it. False when it could not be written. */
bool report_sarif(Diags *diags, const ReportRun *run, FILE *out);

/* Prints a workflow command of GitHub Actions for each problem that is not silenced. False when it could not be written. */
bool report_github(Diags *diags, FILE *out);

/* Prints the XML of Checkstyle 4.3 with every problem that is not silenced. False when it could not be written. */
bool report_checkstyle(Diags *diags, FILE *out);

/* Prints a table: for each file and each category of rules how many errors, warnings and notes there are, and how many
 * were silenced; then the same for all files together. False when it could not be written. */
bool report_table(Diags *diags, const ReportRun *run, FILE *out);

/* Prints how many errors, warnings and notes there are, and which settings held, on one line. */
void report_summary(const Diags *diags, const ReportRun *run, FILE *out);

#endif
