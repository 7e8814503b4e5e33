#ifndef PLAINPLAN_CLI_CLI_H
#define PLAINPLAN_CLI_CLI_H

/* Private to src/cli: what the commands share. */

#include "base/arena.h"
#include "case/templates.h"
#include "diag/diag.h"
#include "diag/report.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum Emit { EMIT_NOTHING, EMIT_CASE, EMIT_FO, EMIT_AREAS } Emit;

/* The options of every command, as they were given. */
typedef struct Options {
  const char *const *files; /* the arguments that are no options */
  size_t file_count;
  const char *output, *language, *paper, *reader, *settings;
  const char *styles[16]; /* folders of Vale's styles */
  size_t style_count;
  bool draft, fix, dry_run, no_settings;
  ReportFormat format;
  const char *
      page; /* of a check: the findings on a page, "annotated" or "handout", instead of a report; or NULL */
  Emit emit;
  bool fails; /* fail_on is given */
  Severity fail_on;
} Options;

/* One run of the program. */
typedef struct Run {
  Arena *arena;
  Diags *diags;
  Options options;
  const char *data; /* the folder with templates/ and fonts/ */
  Templates *templates;
  struct FoundSettings *settings; /* of the files (settings.h) */
  const char *const *setting_paths;
  size_t setting_count;
} Run;

/* data.c: the folder with templates/ and fonts/: PLAINPLAN_DATA, or beside the binary, or where it was
 * installed. NULL after a diagnostic. */
const char *data_folder(Arena *arena, Diags *diags);

/* data.c: lets the data files be read from plainplan.pack, when there is one: in the folder that PLAINPLAN_DATA names, or
 * beside the binary, or in the data folder. */
void data_open_pack(Arena *arena, const char *folder);

/* commands, each in a file of its own; each returns whether it did what was asked (the exit status comes from the
 * problems). */
bool command_build(Run *run);   /* build.c */
bool command_check(Run *run);   /* build.c */
bool command_fo(Run *run);      /* build.c */
bool command_new(Run *run);     /* help.c */
bool command_explain(Run *run); /* explain.c */
bool command_kinds(Run *run);   /* explain.c */
bool command_rules(Run *run);   /* explain.c */
bool command_pack(Run *run);    /* pack.c */

#endif
