/* The commands that compile: build, check, fo. */
#include "cli/compile.h"

#include <string.h>
#include <sys/stat.h>

/* Several files, or a reader's copy of each, cannot all go into one -o FILE. */
static bool output_fits(Run *run) {
  const char *output = run->options.output;
  struct stat status;
  if (!output || run->options.file_count < 2) return true;
  if (stat(output, &status) == 0 && S_ISDIR(status.st_mode)) return true;
  diag_add_file(run->diags, DIAG_USAGE, NULL, "several files need -o FOLDER, a folder that exists");
  return false;
}

static bool needs_files(Run *run, const char *usage) {
  if (run->options.file_count) return true;
  diag_add_file(run->diags, DIAG_USAGE, NULL, usage);
  return false;
}

static bool compile_all(Run *run, bool building) {
  Compiler compiler = {.run = run};
  bool made = true;
  for (size_t i = 0; i < run->options.file_count; i++)
    made &= compile_file(&compiler, run->options.files[i], building);
  compiler_close(&compiler);
  return made;
}

bool command_build(Run *run) {
  return needs_files(run, "build needs the name of a case file") && output_fits(run) &&
         compile_all(run, true);
}

bool command_check(Run *run) {
  return needs_files(run, "check needs the name of a case file, or - for standard input") &&
         compile_all(run, false);
}

bool command_fo(Run *run) {
  if (!needs_files(run, "fo needs the name of an FO file") || !output_fits(run)) return false;
  Compiler compiler = {.run = run};
  bool made = true;
  for (size_t i = 0; i < run->options.file_count; i++)
    made &= compile_fo(&compiler, run->options.files[i]);
  compiler_close(&compiler);
  return made;
}
