#ifndef PLAINPLAN_CLI_COMPILE_H
#define PLAINPLAN_CLI_COMPILE_H

#include "base/buf.h"
#include "check/check.h"
#include "cli/settings.h"
#include "font/font.h"

/* What the files of one run share, so that it is read once. */
typedef struct Compiler {
  Run *run;
  FontSet *fonts;
  Rules *rules; /* of the kind, language and settings below */
  const char *kind, *language;
  Settings *settings; /* or NULL */
} Compiler;

/* Compiles one case file as far as the options ask: checks it, and, for `build`, makes the PDF or the stage that
 * --emit names. Returns false when something stopped it, after diagnostics. */
bool compile_file(Compiler *compiler, const char *path, bool build);

/* Checks a text that was read from the path, or made of what was; its problems go to diags. False when it could not be
 * checked. */
bool compile_check(Compiler *compiler, Source *source, const char *path, Diags *diags);

/* Whether a path is one of the files that the run reads: those are never written over. */
bool compile_is_input(const Run *run, const char *path);

/* Lays out one FO file and writes its PDF. */
bool compile_fo(Compiler *compiler, const char *path);

/* Releases what the compiler holds. */
void compiler_close(Compiler *compiler);

#endif
