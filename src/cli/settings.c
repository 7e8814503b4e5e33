/* Which settings of a team hold for a file. */
#include "cli/settings.h"

#include "base/map.h"
#include "base/near.h"
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char file_name[] = "plainplan.yml";

/* What was found for a folder. */
typedef struct Found {
  Settings *settings; /* NULL: there are none */
  bool read;          /* false: they cannot be read */
} Found;

struct FoundSettings {
  Map *by_folder, *by_path;
  Map *styled;        /* with --style: by the settings that were given */
  const char **paths; /* of those that hold for some file */
  size_t count, capacity;
};

/* The settings in a folder, given by its real path, or in the nearest one above; NULL when there are none. */
static const char *find_above(Arena *arena, const char *folder) {
  char *path = arena_alloc(arena, strlen(folder) + sizeof file_name + 1);
  size_t length = strlen(folder);
  memcpy(path, folder, length);
  while (length && path[length - 1] == '/')
    length--;
  for (;;) {
    path[length] = '/';
    memcpy(path + length + 1, file_name, sizeof file_name);
    if (access(path, F_OK) == 0) return path;
    if (!length) return NULL;
    while (path[--length] != '/') {
    }
  }
}

/* A path below the current folder as it is seen from there. */
static const char *shown(const char *path) {
  char here[4096];
  if (!getcwd(here, sizeof here)) return path;
  size_t length = strlen(here);
  return length > 1 && strncmp(path, here, length) == 0 && path[length] == '/' ? path + length + 1
                                                                               : path;
}

static Found read_once(Run *run, const char *path) {
  struct FoundSettings *all = run->settings;
  Found *found = map_get(all->by_path, path, strlen(path));
  if (found) return *found;
  found = arena_alloc(run->arena, sizeof *found);
  found->settings = settings_read(path, run->templates, run->arena, run->diags);
  found->read = found->settings != NULL;
  if (found->read) ARENA_PUSH(run->arena, all->paths, all->count, all->capacity, path);
  map_set(all->by_path, path, strlen(path), found);
  return *found;
}

static Found find_given(Run *run, const char *path) {
  if (run->options.no_settings) return (Found){NULL, true};
  if (run->options.settings) return read_once(run, run->options.settings);
  const char *slash = strrchr(path, '/');
  const char *folder = slash ? arena_strndup(run->arena, path, (size_t)(slash - path) + 1) : "./";
  Found *known = map_get(run->settings->by_folder, folder, strlen(folder));
  if (known) return *known;
  known = arena_alloc(run->arena, sizeof *known);
  char *real = realpath(folder, NULL);
  const char *above = real ? find_above(run->arena, real) : NULL;
  *known = above ? read_once(run, shown(above)) : (Found){NULL, true};
  free(real);
  map_set(run->settings->by_folder, folder, strlen(folder), known);
  return *known;
}

/* The same with the styles of --style added. */
static Found find(Run *run, const char *path) {
  Found found = find_given(run, path);
  const Options *options = &run->options;
  if (!found.read || !options->style_count) return found;
  Settings *given = found.settings;
  char key[32];
  int length = snprintf(key, sizeof key, "%p", (void *)given);
  found.settings = map_get(run->settings->styled, key, (size_t)length);
  if (found.settings) return found;
  found.settings = arena_alloc(run->arena, sizeof *found.settings);
  if (given) *found.settings = *given;
  size_t count = found.settings->style_count, all = count + options->style_count;
  const char **styles = arena_alloc(run->arena, all * sizeof *styles);
  if (given && count) memcpy(styles, given->styles, count * sizeof *styles);
  memcpy(styles + count, options->styles, options->style_count * sizeof *styles);
  found.settings->styles = styles;
  found.settings->style_count = found.settings->style_capacity = all;
  map_set(run->settings->styled, key, (size_t)length, found.settings);
  return found;
}

bool run_read_settings(Run *run, bool files) {
  const Options *options = &run->options;
  run->settings = arena_alloc(run->arena, sizeof *run->settings);
  run->settings->by_folder = map_new(run->arena);
  run->settings->by_path = map_new(run->arena);
  run->settings->styled = map_new(run->arena);
  bool read = true;
  for (size_t i = 0; i < (files ? options->file_count : 1); i++) {
    Found found = find(run, files ? options->files[i] : "-");
    read &= found.read;
    const Settings *settings = found.settings;
    if (settings && settings->fails && !options->fails && settings->fail_on < options->fail_on)
      run->options.fail_on = settings->fail_on;
  }
  run->setting_paths = run->settings->paths;
  run->setting_count = run->settings->count;
  return read;
}

Settings *run_settings(Run *run, const char *path) {
  return run->settings ? find(run, path).settings : NULL;
}

/* --- whether what they name is there ------------------------------------------------------------- */

/* What a setting can name: the ids of rules, and their categories. */
typedef struct Names {
  const char **items;
  size_t count, capacity;
} Names;

static void add_name(Names *names, Arena *arena, const char *name, size_t length) {
  const char *copy = arena_strndup(arena, name, length);
  ARENA_PUSH(arena, names->items, names->count, names->capacity, copy);
}

static const RuleSetting *unknown(const Settings *settings) {
  for (size_t i = 0; i < settings->rule_count; i++)
    if (!settings->rules[i].known) return &settings->rules[i];
  return NULL;
}

/* Looks through the rules of one kind and form of language. */
static void look(Run *run, Settings *settings, const char *kind, const char *language,
                 Names *names) {
  Diags *ignored = diags_new(); /* that kind of document is not what is being checked */
  Rules *rules = rules_load(templates_folder(run->templates), kind, language, ignored);
  size_t count = 0;
  const RuleInfo *const *list = rules ? rules_list(rules, &count) : NULL;
  for (size_t i = 0; i < count; i++) {
    settings_of(settings, list[i]->id, list[i]->category);
    add_name(names, run->arena, list[i]->id, strlen(list[i]->id));
    add_name(names, run->arena, list[i]->id, strcspn(list[i]->id, "/"));
  }
  rules_free(rules);
  diags_free(ignored);
}

static bool is_own(const char *id) {
  for (DiagId row = 0; row < DIAG_COUNT; row++)
    if (strcmp(diag_row_id(row), id) == 0) return true;
  return false;
}

bool run_check_settings(Run *run, Settings *settings) {
  size_t kinds, languages;
  const char *const *kind = templates_kinds(run->templates, &kinds);
  const char *const *language = templates_names(run->templates, "wording", &languages);
  Names names = {0};
  if (settings->checked) return true;
  for (size_t i = 0; i < languages * kinds && unknown(settings); i++)
    look(run, settings, kind[i % kinds], language[i / kinds], &names);
  const RuleSetting *setting = unknown(settings);
  settings->checked = !setting;
  if (!setting) return true;
  DiagId id = is_own(setting->name) ? DIAG_SETTINGS_OWN : DIAG_SETTINGS_RULE;
  diag_add(run->diags, id, setting->place, setting->name);
  const char *near = near_best(setting->name, names.items, names.count);
  if (id == DIAG_SETTINGS_RULE && near) diag_hint(run->diags, "did you mean \"%s\"?", near);
  return false;
}
