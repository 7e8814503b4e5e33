/* Reads the folders of styles: what every rule has, whatever its extension point. */
#include "base/near.h"
#include "check/files.h"
#include "vale/rule.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static Place place_of(const RuleReader *reader, const Yaml *node) {
  return source_place(reader->source, node->span.start, node->span.end);
}

void rule_unsupported(RuleReader *reader, const Yaml *at, const char *what) {
  if (!reader->left_out)
    diag_add(reader->diags, DIAG_STYLE_UNSUPPORTED, place_of(reader, at), what);
  reader->left_out = true;
}

static void wrong(RuleReader *reader, const Yaml *at, const char *key, const char *needs) {
  diag_add(reader->diags, DIAG_STYLE_TYPE, place_of(reader, at), key, needs);
  reader->good = false;
}

/* --- keys ------------------------------------------------------------------------------------ */

typedef enum Form { TEXT, LIST, TRUTH, NUMBER, MAPPING, ANY } Form;

#define BIT(point) (1U << (point))
enum {
  ALL = BIT(POINT_COUNT) - 1,
  WORDS = BIT(POINT_EXISTENCE) | BIT(POINT_SUBSTITUTION) | BIT(POINT_REPETITION) |
          BIT(POINT_CONDITIONAL) | BIT(POINT_CAPITALIZATION)
};

/* Every key of a rule, and the extension points that have it. */
static const struct {
  const char *name;
  Form form;
  unsigned points;
} keys[] = {
    {"extends", TEXT, ALL},
    {"message", TEXT, ALL},
    {"description", ANY, ALL},
    {"level", TEXT, ALL},
    {"scope", LIST, ALL},
    {"link", TEXT, ALL},
    {"limit", NUMBER, ALL},
    {"action", MAPPING, ALL},
    {"name", TEXT, ALL},
    {"custom", ANY, ALL},
    {"matchcase", TRUTH, ALL},
    {"tests", ANY, ALL},
    {"code", TRUTH, ALL},
    {"vocab", TRUTH, WORDS},
    {"exceptions", LIST, WORDS | BIT(POINT_SEQUENCE)},
    {"ignorecase", TRUTH, ALL & ~BIT(POINT_METRIC)},
    {"nonword", TRUTH, BIT(POINT_EXISTENCE) | BIT(POINT_SUBSTITUTION) | BIT(POINT_CONSISTENCY)},
    {"append", TRUTH, BIT(POINT_EXISTENCE)},
    {"raw", LIST, BIT(POINT_EXISTENCE)},
    {"tokens", ANY, BIT(POINT_EXISTENCE) | BIT(POINT_REPETITION) | BIT(POINT_SEQUENCE)},
    {"swap", ANY, BIT(POINT_SUBSTITUTION)},
    {"capitalize", TRUTH, BIT(POINT_SUBSTITUTION)},
    {"pos", TEXT, BIT(POINT_SUBSTITUTION)},
    {"token", TEXT, BIT(POINT_OCCURRENCE)},
    {"max", NUMBER, BIT(POINT_OCCURRENCE) | BIT(POINT_REPETITION)},
    {"min", NUMBER, BIT(POINT_OCCURRENCE)},
    {"alpha", TRUTH, BIT(POINT_REPETITION)},
    {"either", MAPPING, BIT(POINT_CONSISTENCY)},
    {"first", TEXT, BIT(POINT_CONDITIONAL)},
    {"second", TEXT, BIT(POINT_CONDITIONAL)},
    {"match", TEXT, BIT(POINT_CAPITALIZATION)},
    {"style", TEXT, BIT(POINT_CAPITALIZATION)},
    {"indicators", LIST, BIT(POINT_CAPITALIZATION)},
    {"threshold", TEXT, BIT(POINT_CAPITALIZATION)},
    {"prefix", TEXT, BIT(POINT_CAPITALIZATION)},
    {"formula", TEXT, BIT(POINT_METRIC)},
    {"condition", TEXT, BIT(POINT_METRIC)},
    {"metrics", LIST, BIT(POINT_READABILITY)},
    {"grade", TEXT, BIT(POINT_READABILITY)},
};

static const char *needs(Form form, const Yaml *value) {
  char *end = NULL;
  switch (form) {
  case TEXT:
    return value->type == YAML_SCALAR ? NULL : "a text";
  case TRUTH:
    return value->type == YAML_SCALAR &&
                   (strcmp(value->text, "true") == 0 || strcmp(value->text, "false") == 0)
               ? NULL
               : "true or false";
  case NUMBER:
    if (value->type == YAML_SCALAR) strtol(value->text, &end, 10);
    return end && end != value->text && !*end ? NULL : "a whole number";
  case LIST:
    if (value->type == YAML_MAPPING) return "a list of texts";
    for (const Yaml *item = value->type == YAML_LIST ? value->first : NULL; item; item = item->next)
      if (item->type != YAML_SCALAR) return "a list of texts";
    return NULL;
  case MAPPING:
    return value->type == YAML_MAPPING ? NULL : "keys and values";
  default:
    return NULL;
  }
}

static void check_key(RuleReader *reader, const Yaml *value) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (strcmp(keys[i].name, value->key->text) != 0) continue;
    if (!(keys[i].points >> reader->rule->point & 1)) break;
    const char *wanted = needs(keys[i].form, value);
    if (wanted) wrong(reader, value, keys[i].name, wanted);
    return;
  }
  rule_unsupported(reader, value->key,
                   arena_printf(reader->arena, "the key \"%s\"", value->key->text));
}

/* --- what every rule has ---------------------------------------------------------------------- */

static bool read_point(RuleReader *reader) {
  static const char *const points[] = {
      "existence",   "substitution",   "occurrence", "repetition",  "consistency",
      "conditional", "capitalization", "metric",     "readability", "sequence"};
  const Yaml *extends = yaml_get(reader->root, "extends");
  if (!extends || extends->type != YAML_SCALAR) {
    diag_add(reader->diags, DIAG_STYLE_MISSING, place_of(reader, reader->root),
             reader->rule->info.id, "extends");
    return reader->good = false;
  }
  for (int i = 0; i < POINT_COUNT; i++) {
    if (strcmp(extends->text, points[i]) != 0) continue;
    reader->rule->point = (Point)i;
    return true;
  }
  rule_unsupported(reader, extends, extends->text);
  return false;
}

static void read_level(RuleReader *reader) {
  static const char *const levels[] = {"suggestion", "warning", "error"};
  const Yaml *level = yaml_get(reader->root, "level");
  reader->rule->info.severity = SEVERITY_WARNING;
  if (!level || level->type != YAML_SCALAR) return;
  for (int i = 0; i <= SEVERITY_ERROR; i++) {
    if (strcmp(level->text, levels[i]) != 0) continue;
    reader->rule->info.severity = (Severity)i;
    return;
  }
  wrong(reader, level, "level", "suggestion, warning or error");
  const char *near = near_best(level->text, levels, 3);
  if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
}

static void add_term(Arena *arena, ScopeTerms *terms, const char *text, size_t length) {
  char *copy = arena_strndup(arena, text, length);
  copy += strspn(copy, " ");
  ScopeTerm term = {.negated = *copy == '~'};
  copy += term.negated;
  for (char *part = strtok(copy, ". "); part; part = strtok(NULL, ". "))
    ARENA_PUSH(arena, term.sections, term.count, term.capacity, part);
  ARENA_PUSH(arena, terms->items, terms->count, terms->capacity, term);
}

static bool has_section(const ScopeTerms *terms, const char *section) {
  for (size_t i = 0; i < terms->count; i++)
    for (size_t j = 0; j < terms->items[i].count && !terms->items[i].negated; j++)
      if (strcmp(terms->items[i].sections[j], section) == 0) return true;
  return false;
}

static void note_needs(Vale *vale, const ScopeTerms *terms) {
  static const char *const inlines[] = {"link", "strong", "emphasis", "code"};
  if (has_section(terms, "sentence")) vale->by_sentence = true;
  for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
    if (has_section(terms, inlines[i])) vale->wants_inline = true;
}

static void add_scope(RuleReader *reader, const char *text, const Yaml *at) {
  ValeRule *rule = reader->rule;
  ScopeTerms terms = {0};
  if (strstr(text, "doc(")) rule_unsupported(reader, at, "the scope doc(…)");
  for (const char *from = text;; from++) {
    size_t length = strcspn(from, "&");
    add_term(reader->arena, &terms, from, length);
    from += length;
    if (!*from) break;
  }
  if (rule->point == POINT_SEQUENCE && !has_section(&terms, "sentence"))
    add_term(reader->arena, &terms, "sentence", 8);
  note_needs(reader->vale, &terms);
  ARENA_PUSH(reader->arena, rule->scopes, rule->scope_count, rule->scope_capacity, terms);
}

static void read_scope(RuleReader *reader) {
  const Yaml *scope = yaml_get(reader->root, "scope");
  bool measures = reader->rule->point == POINT_METRIC || reader->rule->point == POINT_READABILITY;
  bool list = scope && scope->type == YAML_LIST;
  for (const Yaml *item = list ? scope->first : scope; item; item = list ? item->next : NULL)
    if (item->type == YAML_SCALAR && item->length)
      add_scope(reader, measures && strcmp(item->text, "text") == 0 ? "summary" : item->text, item);
  if (reader->rule->scope_count) return;
  const char *usual = reader->rule->point == POINT_SEQUENCE ? "sentence" : "text";
  add_scope(reader, measures ? "summary" : usual, reader->root);
}

static void read_common(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Yaml *root = reader->root, *action = yaml_get(root, "action");
  const char *limit = yaml_text(root, "limit"), *name = yaml_text(action, "name");
  rule->info.message = yaml_text(root, "message");
  rule->info.link = yaml_text(root, "link");
  rule->limit = limit ? strtol(limit, NULL, 10) : 0;
  rule->replaces = name && strcmp(name, "replace") == 0;
  if (!rule->info.message) {
    diag_add(reader->diags, DIAG_STYLE_MISSING, place_of(reader, root), rule->info.id, "message");
    reader->good = false;
  }
  read_level(reader);
  read_scope(reader);
}

/* --- files and folders ------------------------------------------------------------------------ */

static bool read_rule(Vale *vale, const char *style, const char *path, Diags *diags) {
  Arena *arena = vale->arena;
  Source *source = source_read_data(path, diags_arena(diags), diags); /* outlives the rules */
  Span all = {source ? source->body : 0, source ? source->length : 0};
  RuleReader reader = {.vale = vale,
                       .rule = arena_alloc(arena, sizeof *reader.rule),
                       .arena = arena,
                       .source = source,
                       .diags = diags,
                       .good = true};
  reader.root = source ? yaml_read(source, all, arena, diags) : NULL;
  if (!reader.root) return false;
  RuleInfo *info = &reader.rule->info;
  info->id = arena_printf(arena, "%s/%s", style, file_stem(path, arena));
  info->check = CHECK_LANGUAGE;
  info->category = style;
  info->file = source->name;
  info->place = place_of(&reader, reader.root);
  if (reader.root->type != YAML_MAPPING) {
    wrong(&reader, reader.root, info->id, "keys and values");
    return false;
  }
  if (!read_point(&reader)) return reader.good;
  for (const Yaml *value = reader.root->first; value; value = value->next)
    check_key(&reader, value);
  if (reader.good) read_common(&reader);
  if (reader.good && !reader.left_out) points_read(&reader);
  if (reader.good && !reader.left_out)
    ARENA_PUSH(arena, vale->rules, vale->count, vale->capacity, reader.rule);
  return reader.good;
}

/* The last part of a path, without strokes behind it. */
static const char *name_of(Arena *arena, const char *path) {
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  const char *copy = arena_strndup(arena, path, length), *slash = strrchr(copy, '/');
  return slash && slash[1] ? slash + 1 : copy;
}

/* Reads a style; *found gets whether the folder holds rules. */
static bool read_style(Vale *vale, const char *folder, const char *style, bool *found,
                       Diags *diags) {
  size_t count;
  bool good = true;
  const char **names = folder_names(folder, ".yml", vale->arena, &count);
  for (size_t i = 0; i < count; i++) {
    *found = true;
    good &= read_rule(vale, style, arena_printf(vale->arena, "%s/%s", folder, names[i]), diags);
  }
  return good;
}

static bool read_folder(Vale *vale, const char *folder, Diags *diags) {
  struct stat status;
  bool found = false;
  if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode)) {
    int reason = stat(folder, &status) != 0 ? errno : ENOTDIR;
    diag_add_file(diags, DIAG_STYLE_FOLDER, folder, strerror(reason));
    return false;
  }
  const char *path = strcmp(folder, ".") == 0 ? realpath(folder, NULL) : NULL;
  const char *name = name_of(vale->arena, path ? path : folder);
  free((char *)path);
  bool good = read_style(vale, folder, name, &found, diags);
  size_t count;
  const char **names = found ? NULL : folder_names(folder, "", vale->arena, &count);
  for (size_t i = 0; names && i < count; i++)
    good &= read_style(vale, arena_printf(vale->arena, "%s/%s", folder, names[i]), names[i], &found,
                       diags);
  if (!found)
    diag_add_file(diags, DIAG_STYLE_FOLDER, folder, "it holds no rules, files named .yml");
  return good && found;
}

Vale *vale_load(const Settings *settings, const Language *language, const Readability *readability,
                Arena *arena, Diags *diags) {
  Vale *vale = arena_alloc(arena, sizeof *vale);
  *vale = (Vale){
      .arena = arena, .settings = settings, .language = language, .readability = readability};
  bool good = true;
  for (size_t i = 0; i < settings->style_count; i++)
    good &= read_folder(vale, settings->styles[i], diags);
  if (good) return vale;
  vale_free(vale);
  return NULL;
}

void vale_free(Vale *vale) {
  for (size_t i = 0; vale && i < vale->pattern_count; i++) {
    Pattern *pattern = vale->patterns[i];
    regex_free(pattern->regex);
    for (size_t j = 0; j < pattern->behind_count; j++)
      regex_free(pattern->behind[j]);
  }
}

size_t vale_count(const Vale *vale) {
  return vale->count;
}

RuleInfo *vale_rule(const Vale *vale, size_t index) {
  return &vale->rules[index]->info;
}
