/* The command that packs the data files for a faster start. */
#include "source/pack.h"

#include "base/output.h"
#include "check/compiled.h"
#include "check/files.h"
#include "check/language.h"
#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_FOLDER = 8 };

static bool pack_file(Run *run, PackWriter *writer, const char *path) {
  Source *source = source_read(path, run->arena, run->diags);
  if (!source) return false;
  source->installed = true;
  Span whole = {source->body, source->length};
  const Yaml *root = yaml_read(source, whole, run->arena, run->diags);
  if (root)
    pack_add(writer, source->bytes + whole.start, whole.end - whole.start, whole.start, root);
  return root != NULL;
}

static bool ends_in(const char *name, const char *suffix) {
  size_t length = strlen(name), wanted = strlen(suffix);
  return length > wanted && strcmp(name + length - wanted, suffix) == 0;
}

/* Packs the .yml files of a folder and of those in it, by name. */
static bool pack_folder(Run *run, PackWriter *writer, const char *folder, int depth) {
  struct dirent **entries = NULL;
  int count = depth < DEEPEST_FOLDER ? scandir(folder, &entries, NULL, alphasort) : 0;
  bool good = true;
  for (int i = 0; i < count; i++) {
    const char *path = arena_printf(run->arena, "%s/%s", folder, entries[i]->d_name);
    if (ends_in(path, ".yml"))
      good &= pack_file(run, writer, path);
    else if (entries[i]->d_name[0] != '.')
      good &= pack_folder(run, writer, path, depth + 1);
    free(entries[i]);
  }
  free(entries);
  return good;
}

/* Packs the compiled rules of a language. */
static bool pack_language(Run *run, PackWriter *writer, const char *name) {
  Arena *arena = arena_new();
  Buf compiled = {0};
  Language *language = language_read(templates_folder(run->templates), name, arena, run->diags);
  bool good = language && compiled_save(language, &compiled);
  if (good) pack_add_bytes(writer, compiled_name(name, arena), compiled.bytes, compiled.length);
  buf_free(&compiled);
  language_free(language);
  arena_free(arena);
  return good;
}

/* Whether the languages with wording have that one. */
static bool has_wording(Run *run, const char *language) {
  const char *path = arena_printf(run->arena, "wording/%s.yml", language);
  return templates_file(run->templates, path, run->diags) != NULL;
}

/* Packs the languages that documents can be in: those with wording, and those that have rules only. */
static bool pack_languages(Run *run, PackWriter *writer) {
  size_t count, folders;
  const char *templates = templates_folder(run->templates);
  const char *wording = arena_printf(run->arena, "%s/wording", templates);
  const char *rules = arena_printf(run->arena, "%s/language", templates);
  const char **names = folder_names(wording, ".yml", run->arena, &count);
  const char **ruled = folder_names(rules, "", run->arena, &folders);
  bool good = true;
  for (size_t i = 0; i < count; i++)
    good &= pack_language(run, writer, file_stem(names[i], run->arena));
  for (size_t i = 0; i < folders; i++)
    if (!strchr(ruled[i], '.') && !has_wording(run, ruled[i]))
      good &= pack_language(run, writer, ruled[i]);
  return good;
}

bool command_pack(Run *run) {
  const char *output = run->options.output;
  if (!output) {
    diag_add_file(run->diags, DIAG_USAGE, NULL, "pack needs -o FILE");
    return false;
  }
  PackWriter writer = {0};
  Buf pack = {0};
  yaml_pack_close(); /* what is packed is what the files say */
  bool good = pack_folder(run, &writer, templates_folder(run->templates), 0) &&
              pack_file(run, &writer, arena_printf(run->arena, "%s/fonts/fonts.yml", run->data)) &&
              pack_languages(run, &writer);
  pack_finish(&writer, &pack);
  int problem = good ? output_write(output, pack.bytes, pack.length) : 0;
  if (problem) diag_add_file(run->diags, DIAG_OUTPUT_WRITE, output, strerror(problem));
  buf_free(&pack);
  return good && !problem;
}
