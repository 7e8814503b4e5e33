/* Reads fonts/fonts.yml: which family serves which script, and in which file it is. */
#include "font/families.h"

#include "source/source.h"
#include "source/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What every reading function needs. */
typedef struct Reader {
  Source *source;
  Arena *arena;
  Diags *diags;
  bool failed;
} Reader;

static const char *const variant_keys[VARIANT_COUNT] = {"regular", "bold", "italic", "bold-italic"};

static void complain(Reader *reader, DiagId id, const Yaml *node, const char *what) {
  reader->failed = true;
  Place place = {reader->source, node->span};
  diag_add(reader->diags, id, place, what);
}

/* Says so when a mapping has a key that is not in the list (which ends with NULL). */
static void check_keys(Reader *reader, const Yaml *mapping, const char *const *known) {
  for (const Yaml *child = mapping->first; child; child = child->next) {
    const char *const *name = known;
    while (*name && strcmp(*name, child->key->text) != 0)
      name++;
    if (!*name) complain(reader, DIAG_FONT_MAP_KEY, child->key, child->key->text);
  }
}

/* The child of a mapping that must be there and of a type; NULL after a diagnostic. */
static const Yaml *required(Reader *reader, const Yaml *mapping, const char *key, YamlType type) {
  const Yaml *node = yaml_get(mapping, key);
  if (node && node->type == type) return node;
  complain(reader, DIAG_FONT_MAP_VALUE, node ? node : mapping, key);
  return NULL;
}

static const char *required_text(Reader *reader, const Yaml *mapping, const char *key) {
  const Yaml *node = required(reader, mapping, key, YAML_SCALAR);
  return node ? arena_strdup(reader->arena, node->text) : "";
}

static hb_script_t *read_scripts(Reader *reader, const Yaml *family) {
  const Yaml *list = required(reader, family, "scripts", YAML_LIST);
  size_t count = list ? list->count : 0;
  hb_script_t *scripts = arena_alloc(reader->arena, (count + 1) * sizeof *scripts);
  size_t at = 0;
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next) {
    if (item->type != YAML_SCALAR || item->length != 4)
      complain(reader, DIAG_FONT_MAP_VALUE, item, "scripts");
    else
      scripts[at++] = hb_script_from_string(item->text, 4);
  }
  scripts[at] = HB_SCRIPT_INVALID;
  return scripts;
}

static void read_files(Reader *reader, const Yaml *family, FontFile files[VARIANT_COUNT]) {
  static const char *const known[] = {"regular", "bold", "italic", "bold-italic", NULL};
  const Yaml *mapping = required(reader, family, "files", YAML_MAPPING);
  if (!mapping) return;
  check_keys(reader, mapping, known);
  required(reader, mapping, "regular", YAML_SCALAR);
  for (int i = 0; i < VARIANT_COUNT; i++)
    files[i].path = arena_strdup(reader->arena, yaml_text(mapping, variant_keys[i]));
}

static void read_family(Reader *reader, const Yaml *node, Family *family) {
  static const char *const known[] = {"name",    "scripts", "use", "package",
                                      "licence", "files",   NULL};
  if (node->type != YAML_MAPPING) {
    complain(reader, DIAG_FONT_MAP_VALUE, node, "families");
    return;
  }
  check_keys(reader, node, known);
  family->name = required_text(reader, node, "name");
  family->use = required_text(reader, node, "use");
  family->package = required_text(reader, node, "package");
  family->licence = required_text(reader, node, "licence");
  family->scripts = read_scripts(reader, node);
  read_files(reader, node, family->files);
}

static void read_families(Reader *reader, const Yaml *root, Families *families) {
  const Yaml *list = required(reader, root, "families", YAML_LIST);
  if (!list) return;
  families->items = arena_alloc(reader->arena, list->count * sizeof *families->items);
  for (const Yaml *item = list->first; item; item = item->next)
    read_family(reader, item, &families->items[families->count++]);
}

static Family *find_by_name(const Families *families, const char *name, size_t length) {
  for (size_t i = 0; i < families->count; i++)
    if (strlen(families->items[i].name) == length &&
        strncasecmp(families->items[i].name, name, length) == 0)
      return &families->items[i];
  return NULL;
}

static Family *named_family(Reader *reader, const Families *families, const Yaml *mapping,
                            const char *key) {
  const Yaml *node = required(reader, mapping, key, YAML_SCALAR);
  if (!node) return NULL;
  Family *family = find_by_name(families, node->text, node->length);
  if (!family) complain(reader, DIAG_FONT_MAP_FAMILY, node, node->text);
  return family;
}

static void read_generic(Reader *reader, const Yaml *root, Families *families) {
  static const char *const known[] = {"sans-serif", "serif", "monospace", NULL};
  families->standard = named_family(reader, families, root, "default");
  const Yaml *generic = required(reader, root, "generic", YAML_MAPPING);
  if (!generic) return;
  check_keys(reader, generic, known);
  families->sans_serif = named_family(reader, families, generic, "sans-serif");
  families->serif = named_family(reader, families, generic, "serif");
  families->monospace = named_family(reader, families, generic, "monospace");
}

/* PLAINPLAN_FONTS, then the folders of the file. */
static void read_folders(Reader *reader, const Yaml *root, Families *families) {
  const Yaml *list = required(reader, root, "folders", YAML_LIST);
  size_t count = 0, capacity = 0;
  const char *own = getenv("PLAINPLAN_FONTS");
  while (own && *own) {
    size_t length = strcspn(own, ":");
    if (length)
      ARENA_PUSH(reader->arena, families->folders, count, capacity,
                 arena_strndup(reader->arena, own, length));
    own += length + (own[length] == ':');
  }
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next) {
    if (item->type != YAML_SCALAR)
      complain(reader, DIAG_FONT_MAP_VALUE, item, "folders");
    else
      ARENA_PUSH(reader->arena, families->folders, count, capacity,
                 arena_strdup(reader->arena, item->text));
  }
  ARENA_PUSH(reader->arena, families->folders, count, capacity, NULL);
}

Families *families_read(const char *path, Arena *arena, Diags *diags) {
  static const char *const known[] = {"default", "generic", "folders", "families", NULL};
  /* In the arena of the sink: the places of its records point into the source. */
  Source *source = source_read_data(path, diags_arena(diags), diags);
  if (!source) return NULL;
  Span whole = {source->body, source->length};
  const Yaml *root = yaml_read(source, whole, arena, diags);
  if (!root) return NULL;
  Reader reader = {.source = source, .arena = arena, .diags = diags};
  Families *families = arena_alloc(arena, sizeof *families);
  if (root->type == YAML_MAPPING) check_keys(&reader, root, known);
  read_families(&reader, root, families);
  if (!reader.failed) read_generic(&reader, root, families);
  if (!reader.failed) read_folders(&reader, root, families);
  return reader.failed ? NULL : families;
}

static bool same(const char *name, size_t length, const char *generic) {
  return strlen(generic) == length && strncasecmp(name, generic, length) == 0;
}

Family *families_find(const Families *families, const char *name, size_t length) {
  Family *family = find_by_name(families, name, length);
  if (family) return family;
  if (same(name, length, "sans-serif")) return families->sans_serif;
  if (same(name, length, "serif")) return families->serif;
  if (same(name, length, "monospace")) return families->monospace;
  return NULL;
}
