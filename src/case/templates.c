/* Finds and reads the data files of templates/ that describe case files, and keeps them. */
#include "case/templates.h"

#include "base/map.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct DataFile {
  Source *source;
  const Yaml *root;
} DataFile;

typedef struct NameList {
  const char **names;
  size_t count, capacity;
} NameList;

struct Templates {
  Arena *arena;
  const char *folder;
  Map *files;    /* path -> DataFile */
  Map *listings; /* folder -> NameList */
  TeamWords team;
};

Templates *templates_open(const char *folder) {
  Arena *arena = arena_new();
  Templates *templates = arena_alloc(arena, sizeof *templates);
  *templates = (Templates){.arena = arena,
                           .folder = arena_strdup(arena, folder),
                           .files = map_new(arena),
                           .listings = map_new(arena)};
  return templates;
}

void templates_free(Templates *templates) {
  if (templates) arena_free(templates->arena);
}

void templates_set_team(Templates *templates, TeamWords words) {
  templates->team = words;
}

TeamWords templates_team(const Templates *templates) {
  return templates->team;
}

const char *templates_folder(const Templates *templates) {
  return templates->folder;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether an entry of a folder is listed: kinds are folders with a kind.yml, else files in .yml. */
static const char *listed_name(Templates *templates, const char *folder, const char *entry) {
  size_t length = strlen(entry);
  if (entry[0] == '.') return NULL;
  if (!*folder) {
    const char *path = arena_printf(templates->arena, "%s/%s/kind.yml", templates->folder, entry);
    return access(path, R_OK) == 0 ? arena_strdup(templates->arena, entry) : NULL;
  }
  if (length < 5 || strcmp(entry + length - 4, ".yml") != 0) return NULL;
  return arena_strndup(templates->arena, entry, length - 4);
}

const char *const *templates_names(Templates *templates, const char *folder, size_t *count) {
  NameList *list = map_get(templates->listings, folder, strlen(folder));
  if (!list) {
    list = arena_alloc(templates->arena, sizeof *list);
    DIR *directory = opendir(arena_printf(templates->arena, "%s/%s", templates->folder, folder));
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
      const char *name = listed_name(templates, folder, entry->d_name);
      if (name) ARENA_PUSH(templates->arena, list->names, list->count, list->capacity, name);
    }
    if (directory) closedir(directory);
    if (list->count) qsort(list->names, list->count, sizeof *list->names, by_name);
    map_set(templates->listings, folder, strlen(folder), list);
  }
  *count = list->count;
  return list->names;
}

const char *const *templates_kinds(Templates *templates, size_t *count) {
  return templates_names(templates, "", count);
}

static DataFile *data_file(Templates *templates, const char *path, Diags *diags) {
  DataFile *file = map_get(templates->files, path, strlen(path));
  if (file) return file;
  file = arena_alloc(templates->arena, sizeof *file);
  map_set(templates->files, path, strlen(path), file);
  const char *full = arena_printf(templates->arena, "%s/%s", templates->folder, path);
  if (access(full, F_OK) != 0) return file;
  file->source = source_read_data(full, templates->arena, diags);
  if (!file->source) return file;
  Span all = {file->source->body, file->source->length};
  file->root = yaml_read(file->source, all, templates->arena, diags);
  return file;
}

const Yaml *templates_file(Templates *templates, const char *path, Diags *diags) {
  return data_file(templates, path, diags)->root;
}

/* A name from a case file is used in a path only when it can be nothing but a file's name. */
static bool safe_name(const char *name) {
  if (!*name || strlen(name) > 40) return false;
  for (const char *c = name; *c; c++) {
    bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
    if (!letter && *c != '-') return false;
  }
  return true;
}

size_t templates_wording(Templates *templates, const char *language, const Yaml *chain[3],
                         Diags *diags) {
  if (!safe_name(language)) return 0;
  char *tag = arena_strdup(templates->arena, language);
  size_t count = 0;
  while (count < 3) {
    const char *path = arena_printf(templates->arena, "wording/%s.yml", tag);
    const Yaml *tree = templates_file(templates, path, diags);
    if (tree) chain[count++] = tree;
    char *dash = strrchr(tag, '-');
    if (!dash) break;
    *dash = '\0';
  }
  return count;
}

bool templates_has_rules(Templates *templates, const char *language) {
  if (!safe_name(language)) return false;
  const char *own = arena_printf(templates->arena, "%s/language/%s", templates->folder, language);
  const char *base = arena_printf(templates->arena, "%s/language/%.*s", templates->folder,
                                  (int)strcspn(language, "-"), language);
  return access(own, F_OK) == 0 || access(base, F_OK) == 0;
}

size_t templates_practice(Templates *templates, const char *practice, const Yaml *chain[4],
                          Diags *diags) {
  size_t count = 0;
  while (practice && safe_name(practice) && count < 4) {
    const char *path = arena_printf(templates->arena, "practice/%s.yml", practice);
    const Yaml *tree = templates_file(templates, path, diags);
    if (!tree) break;
    chain[count++] = tree;
    practice = yaml_text(tree, "parent");
  }
  return count;
}

static void visit_texts(const Yaml *value, void (*visit)(void *, const char *), void *state) {
  if (value->type == YAML_SCALAR) visit(state, value->text);
  for (const Yaml *child = value->first; child; child = child->next)
    if (child->type == YAML_SCALAR) visit(state, child->text);
}

void templates_labels(const Yaml *by_language, const char *language,
                      void (*visit)(void *state, const char *label), void *state) {
  if (!by_language) return;
  if (by_language->type != YAML_MAPPING) {
    visit_texts(by_language, visit, state);
    return;
  }
  size_t primary = strcspn(language, "-");
  bool found = false;
  for (const Yaml *value = by_language->first; value; value = value->next) {
    const char *tag = value->key->text;
    bool exact = strcmp(tag, language) == 0;
    if (!exact && (strlen(tag) != primary || strncmp(tag, language, primary) != 0)) continue;
    visit_texts(value, visit, state);
    found = true;
  }
  for (const Yaml *value = by_language->first; !found && value; value = value->next)
    visit_texts(value, visit, state);
}
