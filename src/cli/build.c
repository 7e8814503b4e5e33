/* The commands that compile: build, check, fo. */
#include "cli/batch.h"
#include "cli/compile.h"
#include "cli/fix.h"

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

typedef bool (*CompileOne)(Compiler *compiler, const char *path);

static bool build_one(Compiler *compiler, const char *path) {
  return compile_file(compiler, path, true);
}

static bool check_one(Compiler *compiler, const char *path) {
  return compiler->run->options.fix ? fix_file(compiler, path)
                                    : compile_file(compiler, path, false);
}

static bool compile_all(Run *run, CompileOne one, size_t first,
                        void (*between)(Run *run, void *state), void *state) {
  Compiler compiler = {.run = run};
  bool made = true;
  for (size_t i = first; i < run->options.file_count; i++) {
    made &= one(&compiler, run->options.files[i]);
    between(run, state);
  }
  compiler_close(&compiler);
  return made;
}

static bool build_all(Run *run, size_t first, void (*between)(Run *, void *), void *state) {
  return compile_all(run, build_one, first, between, state);
}

static bool check_all(Run *run, size_t first, void (*between)(Run *, void *), void *state) {
  return compile_all(run, check_one, first, between, state);
}

static bool fo_all(Run *run, size_t first, void (*between)(Run *, void *), void *state) {
  return compile_all(run, compile_fo, first, between, state);
}

bool command_build(Run *run) {
  return needs_files(run, "build needs the name of a case file") && output_fits(run) &&
         batch_run(run, build_all);
}

bool command_check(Run *run) {
  if (run->options.dry_run && !run->options.fix) {
    diag_add_file(run->diags, DIAG_USAGE, NULL, "--dry-run goes with --fix");
    return false;
  }
  if (run->options.output && !run->options.page) {
    diag_add_file(run->diags, DIAG_USAGE, NULL,
                  "check writes to -o only with --format pdf or handout");
    return false;
  }
  if (run->options.fix && run->options.page) {
    diag_add_file(run->diags, DIAG_USAGE, NULL,
                  "--fix changes the file: make the page before or after it");
    return false;
  }
  return needs_files(run, "check needs the name of a case file, or - for standard input") &&
         output_fits(run) && batch_run(run, check_all);
}

bool command_fo(Run *run) {
  return needs_files(run, "fo needs the name of an FO file") && output_fits(run) &&
         batch_run(run, fo_all);
}
