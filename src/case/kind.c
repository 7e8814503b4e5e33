/* The labels of a kind of document: which headings name its sections and which keys its fields. */
#include "case/build.h"

#include "base/near.h"

#include <string.h>

typedef struct LabelState {
  Builder *builder;
  Map *map;
  const Yaml *target;
} LabelState;

static bool is_trailing(char byte) {
  return strchr(" \t:.?!", byte) != NULL;
}

char *kind_normalise(Arena *arena, const char *label, size_t length) {
  char *out = arena_alloc(arena, length + 1);
  size_t used = 0;
  for (size_t i = 0; i < length; i++) {
    char c = label[i];
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
    if (c == ' ' && (!used || out[used - 1] == ' ')) continue;
    if (i + 2 < length && memcmp(label + i, "\xE2\x80\x99", 3) == 0) { /* curly apostrophe */
      c = '\'';
      i += 2;
    }
    out[used++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  while (used && is_trailing(out[used - 1]))
    used--;
  out[used] = '\0';
  return out;
}

static void add_label(void *state, const char *label) {
  LabelState *labels = state;
  char *key = kind_normalise(labels->builder->arena, label, strlen(label));
  map_set(labels->map, key, strlen(key), (void *)labels->target);
}

static void load_labels(Builder *builder, Map *map, const char *group, const char *what) {
  const Yaml *entries = yaml_get(builder->kind, group);
  for (const Yaml *entry = entries ? entries->first : NULL; entry; entry = entry->next) {
    LabelState state = {builder, map, entry};
    const Yaml *labels = what ? yaml_get(entry, what) : entry;
    if (labels && labels->type == YAML_MAPPING && yaml_get(labels, "labels"))
      labels = yaml_get(labels, "labels");
    templates_labels(labels, builder->language, add_label, &state);
  }
}

bool kind_load(Builder *builder, const char *kind, Place place) {
  size_t count;
  const char *const *kinds = templates_kinds(builder->templates, &count);
  bool known = false;
  for (size_t i = 0; i < count; i++)
    known |= strcmp(kinds[i], kind) == 0;
  if (!known) {
    diag_add(builder->diags, DIAG_KIND_UNKNOWN, place, kind);
    const char *near = near_best(kind, kinds, count);
    if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
    return false;
  }
  const char *path = arena_printf(builder->arena, "%s/kind.yml", kind);
  builder->kind = templates_file(builder->templates, path, builder->diags);
  if (!builder->kind) return false;
  builder->kind_name = arena_strdup(builder->arena, kind);
  builder->headings = map_new(builder->arena);
  builder->fields = map_new(builder->arena);
  load_labels(builder, builder->headings, "sections", "headings");
  load_labels(builder, builder->fields, "fields", NULL);
  builder->marking = yaml_get(builder->kind, "sections") != NULL;
  return true;
}

/* Tries a heading against each declared person: "what siân says" is "what {person} says". */
static const Yaml *section_of_person(const Builder *builder, const char *heading,
                                     const char **person) {
  const Marks *marks = &builder->marks;
  size_t length = strlen(heading);
  for (uint32_t at = 0; at < length; at++) {
    if (at && heading[at - 1] != ' ') continue;
    const KnownName *name = marks->names ? marks_name(marks, heading, (uint32_t)length, at) : NULL;
    if (!name || !name->person) continue;
    const char *pattern = arena_printf(builder->arena, "%.*s{person}%s", (int)at, heading,
                                       heading + at + name->length);
    char *key = kind_normalise(builder->arena, pattern, strlen(pattern));
    const Yaml *section = map_get(builder->headings, key, strlen(key));
    if (!section) continue;
    *person = name->person;
    return section;
  }
  return NULL;
}

const Yaml *kind_section(const Builder *builder, const char *heading, const char **person) {
  *person = NULL;
  if (!builder->headings) return NULL;
  char *key = kind_normalise(builder->arena, heading, strlen(heading));
  const Yaml *section = map_get(builder->headings, key, strlen(key));
  return section ? section : section_of_person(builder, heading, person);
}

const Yaml *kind_field(const Builder *builder, const char *label, size_t length) {
  if (!builder->fields || length > 60) return NULL;
  char *key = kind_normalise(builder->arena, label, length);
  return map_get(builder->fields, key, strlen(key));
}

typedef struct NearState {
  Arena *arena;
  const char **labels;
  size_t count, capacity;
} NearState;

static void collect_label(void *state, const char *label) {
  NearState *near = state;
  ARENA_PUSH(near->arena, near->labels, near->count, near->capacity, label);
}

const char *kind_nearest(const Builder *builder, const Map *labels, const char *label) {
  bool sections = labels == builder->headings;
  NearState state = {.arena = builder->arena};
  const Yaml *group = yaml_get(builder->kind, sections ? "sections" : "fields");
  for (const Yaml *entry = group ? group->first : NULL; entry; entry = entry->next) {
    const Yaml *texts = sections ? yaml_get(entry, "headings") : entry;
    if (texts && texts->type == YAML_MAPPING && yaml_get(texts, "labels"))
      texts = yaml_get(texts, "labels");
    templates_labels(texts, builder->language, collect_label, &state);
  }
  return near_best(label, state.labels, state.count);
}
