/* The command that writes a kind's starter file. */
#include "base/near.h"
#include "base/output.h"
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool known_kind(Run *run, const char *kind) {
  size_t count;
  const char *const *names = templates_kinds(run->templates, &count);
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], kind) == 0) return true;
  diag_add_file(run->diags, DIAG_KIND_GIVEN, NULL, kind);
  const char *near = near_best(kind, names, count);
  if (near) diag_hint(run->diags, "did you mean \"%s\"?", near);
  return false;
}

/* starter.en-GB.md, else starter.en.md; NULL when there is neither. */
static const char *starter_path(Run *run, const char *kind, const char *language) {
  char *tag = arena_strdup(run->arena, language);
  while (!strchr(tag, '/')) {
    const char *path = arena_printf(run->arena, "%s/%s/starter.%s.md",
                                    templates_folder(run->templates), kind, tag);
    if (access(path, R_OK) == 0) return path;
    char *dash = strrchr(tag, '-');
    if (!dash) break;
    *dash = '\0';
  }
  diag_add_file(run->diags, DIAG_STARTER_MISSING, NULL, kind, language);
  return NULL;
}

bool command_new(Run *run) {
  const Options *options = &run->options;
  if (options->file_count != 1) {
    diag_add_file(run->diags, DIAG_USAGE, NULL, "new needs the name of one kind of document");
    return false;
  }
  const char *kind = options->files[0];
  if (!known_kind(run, kind)) return false;
  const char *path = starter_path(run, kind, options->language ? options->language : "en-GB");
  Source *starter = path ? source_read(path, run->arena, run->diags) : NULL;
  if (!starter) return false;
  if (!options->output || strcmp(options->output, "-") == 0)
    return fwrite(starter->bytes, 1, starter->length, stdout) == starter->length;
  if (access(options->output, F_OK) == 0) {
    diag_add_file(run->diags, DIAG_OUTPUT_EXISTS, options->output);
    return false;
  }
  int problem = output_write(options->output, starter->bytes, starter->length);
  if (problem) diag_add_file(run->diags, DIAG_OUTPUT_WRITE, options->output, strerror(problem));
  return !problem;
}
