#ifndef PLAINPLAN_DIAG_DIAG_H
#define PLAINPLAN_DIAG_DIAG_H

#include "base/arena.h"
#include "source/source.h"

#include <stdbool.h>
#include <stddef.h>

/* How bad a problem is, mildest first. */
typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

/* The stage that found it. */
typedef enum Check {
  CHECK_COMMAND,
  CHECK_SOURCE,
  CHECK_CASE,
  CHECK_STRUCTURE,
  CHECK_LANGUAGE,
  CHECK_READABILITY,
  CHECK_TRANSFORM,
  CHECK_LAYOUT,
  CHECK_PDF
} Check;

/* The problems that the compiler itself can find, one row each in diag/table.h. Those that rule
 * files find (structure, language, readability) name themselves and are added with diag_add_record.
 */
typedef enum DiagId {
#define DIAG_ROW(name, id, check, severity, machine, message, hint) name,
#include "diag/table.h"
#undef DIAG_ROW
  DIAG_COUNT
} DiagId;

/* One problem. All strings live in the arena of the sink or longer. */
typedef struct Diag {
  const char *rule; /* such as "source/not-utf-8" */
  Check check;
  Severity severity;
  bool machine;        /* the command or the machine is at fault: exit status 2 */
  Place place;         /* source NULL: about the whole file or the command */
  const char *file;    /* shown when place.source is NULL; may be NULL */
  const char *message; /* what is wrong */
  const char *because; /* why it matters, or NULL */
  const char *ask;     /* what to do, or the question that brings the plain fact; or NULL */
  const char *source;  /* the guidance behind the rule, or NULL */
  const char *allowed; /* the reason given for silencing it, or NULL when it counts */
  const char
      *general; /* the message as the rule has it, %s and the like where a finding fills in */
  const char *replacement; /* what can be put in the place of the span mechanically, or NULL */
  bool entangled; /* the span holds markup besides its words, so nothing can be put in its place */
} Diag;

/* The sink that every problem of one run goes through. */
typedef struct Diags Diags;

/* A new sink, owned by the caller. */
Diags *diags_new(void);

/* Releases the sink and all its records. NULL is allowed. */
void diags_free(Diags *diags);

/* Adds the problem of that row of the table, with its message filled in as by printf, at a place.
 */
void diag_add(Diags *diags, DiagId id, Place place, ...);

/* The same for a problem with a whole file (or, with file NULL, with the command). */
void diag_add_file(Diags *diags, DiagId id, const char *file, ...);

/* Adds a record that a rule file produced. Its strings are copied. */
void diag_add_record(Diags *diags, const Diag *record);

/* Adds all records of another sink, which can be released then; their texts must live on. */
void diag_add_all(Diags *diags, const Diags *from);

/* A hint that replaces that of the table for the problem added last, as by printf. */
void diag_hint(Diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sorts by file (in the order in which they were first named), place, severity and rule, and drops
 * exact duplicates. Called by the printers. */
void diags_sort(Diags *diags);

/* The records, in the order they were added until diags_sort is called. */
const Diag *diags_records(const Diags *diags, size_t *count);

/* How many records that are not silenced are at or above a severity. */
size_t diags_count(const Diags *diags, Severity at_least);

/* How many records not silenced, at or above a severity, were added since a count of all records
 * taken with diags_records. */
size_t diags_count_since(const Diags *diags, size_t since, Severity at_least);

/* Leaves out every record for which wanted is false. */
void diags_keep(Diags *diags, bool (*wanted)(const Diag *record));

/* The exit status for the run: 2 when a record is the machine's or the command's fault, 1 when one
 * that is not silenced is at or above fail_on, else 0. */
int diags_exit_status(const Diags *diags, Severity fail_on);

/* The arena in which strings for records may be made. */
Arena *diags_arena(Diags *diags);

/* The name of a severity or check as it stands in reports: "error", "language". */
const char *severity_name(Severity severity);
const char *check_name(Check check);

/* The table's row, for `plainplan rules`, `explain` and tests: its id, severity, message and hint.
 */
const char *diag_row_id(DiagId id);
Severity diag_row_severity(DiagId id);
const char *diag_row_message(DiagId id);
const char *diag_row_hint(DiagId id);
Check diag_row_check(DiagId id);

#endif
