/* The settings of a team: which rules count how much, further rules and words, the usual practice. */
#include "check/settings.h"

#include "base/near.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct Reader {
  Settings *settings;
  Templates *templates;
  Source *source;
  Arena *arena;
  Diags *diags;
  bool good;
} Reader;

static Place place_of(const Reader *reader, const Yaml *node) {
  return source_place(reader->source, node->span.start, node->span.end);
}

static void fail_value(Reader *reader, const Yaml *at, const char *what, const char *needs) {
  diag_add(reader->diags, DIAG_SETTINGS_VALUE, place_of(reader, at), what, needs);
  reader->good = false;
}

static void suggest(Reader *reader, const char *word, const char *const *words, size_t count) {
  const char *near = near_best(word, words, count);
  if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
}

/* One of the severities; off counts behind them. */
static int level_of(Reader *reader, const Yaml *value, bool may_be_off) {
  static const char *const levels[] = {"note", "warning", "error", "off"};
  size_t count = may_be_off ? 4 : 3;
  for (size_t i = 0; value->type == YAML_SCALAR && i < count; i++)
    if (strcmp(value->text, levels[i]) == 0) return (int)i;
  fail_value(reader, value, value->key->text,
             may_be_off ? "error, warning, note or off" : "error, warning or note");
  if (value->type == YAML_SCALAR) suggest(reader, value->text, levels, count);
  return SEVERITY_ERROR;
}

static void read_rules(Reader *reader, const Yaml *value) {
  Settings *settings = reader->settings;
  if (value->type != YAML_MAPPING)
    fail_value(reader, value, "rules", "a severity for each rule: euphemism/home-conditions: note");
  for (const Yaml *rule = value->first; rule && reader->good; rule = rule->next) {
    int level = level_of(reader, rule, true);
    RuleSetting setting = {.name = rule->key->text,
                           .off = level > SEVERITY_ERROR,
                           .severity = level > SEVERITY_ERROR ? SEVERITY_NOTE : (Severity)level,
                           .place = place_of(reader, rule->key)};
    ARENA_PUSH(reader->arena, settings->rules, settings->rule_count, settings->rule_capacity,
               setting);
  }
}

/* Calls take for the text, or for each text of a list. */
static void read_texts(Reader *reader, const Yaml *value,
                       void (*take)(Reader *reader, const Yaml *text)) {
  bool list = value->type == YAML_LIST;
  if (value->type == YAML_MAPPING) fail_value(reader, value, value->key->text, "a list of texts");
  for (const Yaml *item = list ? value->first : value; item && reader->good;
       item = list ? item->next : NULL) {
    if (item->type != YAML_SCALAR || !item->length)
      fail_value(reader, item, value->key->text, "a list of texts");
    else
      take(reader, item);
  }
}

/* What is named from the folder of the settings on. */
static const char *beside(Reader *reader, const Yaml *text) {
  const Settings *settings = reader->settings;
  const char *slash = strrchr(settings->path, '/');
  int folder = slash && *text->text != '/' ? (int)(slash - settings->path) + 1 : 0;
  return arena_printf(reader->arena, "%.*s%s", folder, settings->path, text->text);
}

/* A rule file beside the settings. */
static void take_added(Reader *reader, const Yaml *text) {
  Settings *settings = reader->settings;
  const char *path = beside(reader, text);
  if (access(path, R_OK) != 0) {
    diag_add(reader->diags, DIAG_SETTINGS_ADD, place_of(reader, text), path, strerror(errno));
    reader->good = false;
  }
  ARENA_PUSH(reader->arena, settings->added, settings->added_count, settings->added_capacity, path);
}

static void take_style(Reader *reader, const Yaml *text) {
  Settings *settings = reader->settings;
  const char *path = beside(reader, text);
  ARENA_PUSH(reader->arena, settings->styles, settings->style_count, settings->style_capacity,
             path);
}

static void take_term(Reader *reader, const Yaml *text) {
  Settings *settings = reader->settings;
  ARENA_PUSH(reader->arena, settings->terms, settings->term_count, settings->term_capacity,
             text->text);
}

static void read_added(Reader *reader, const Yaml *value) {
  read_texts(reader, value, take_added);
}

static void read_styles(Reader *reader, const Yaml *value) {
  read_texts(reader, value, take_style);
}

static void read_terms(Reader *reader, const Yaml *value) {
  read_texts(reader, value, take_term);
}

/* A practice of templates/practice, or of a state whose country has one for all of them. */
static bool is_practice(Reader *reader, const char *practice) {
  const Yaml *chain[4];
  if (templates_practice(reader->templates, practice, chain, reader->diags)) return true;
  const char *dash = strrchr(practice, '-');
  if (!dash) return false;
  char *base = arena_strndup(reader->arena, practice, (size_t)(dash - practice));
  if (!templates_practice(reader->templates, base, chain, reader->diags)) return false;
  const char *variants = yaml_text(chain[0], "variants");
  return variants && strcmp(variants, "yes") == 0;
}

static void read_practice(Reader *reader, const Yaml *value) {
  size_t count;
  const char *const *names = templates_names(reader->templates, "practice", &count);
  if (value->type == YAML_SCALAR && is_practice(reader, value->text)) {
    reader->settings->practice = value->text;
    return;
  }
  fail_value(reader, value, "practice", "the name of a file of templates/practice");
  if (value->type == YAML_SCALAR) suggest(reader, value->text, names, count);
}

static void read_fail_on(Reader *reader, const Yaml *value) {
  reader->settings->fails = true;
  reader->settings->fail_on = (Severity)level_of(reader, value, false);
}

static const char *const key_names[] = {"rules", "add", "styles", "terms", "practice", "fail-on"};
static void (*const key_readers[])(Reader *reader, const Yaml *value) = {
    read_rules, read_added, read_styles, read_terms, read_practice, read_fail_on};
enum { KEY_COUNT = sizeof key_names / sizeof *key_names };

static void read_key(Reader *reader, const Yaml *value) {
  for (size_t i = 0; i < KEY_COUNT; i++) {
    if (strcmp(value->key->text, key_names[i]) != 0) continue;
    key_readers[i](reader, value);
    return;
  }
  diag_add(reader->diags, DIAG_SETTINGS_KEY, place_of(reader, value->key), value->key->text);
  suggest(reader, value->key->text, key_names, KEY_COUNT);
  reader->good = false;
}

Settings *settings_read(const char *path, Templates *templates, Arena *arena, Diags *diags) {
  Reader reader = {.settings = arena_alloc(arena, sizeof *reader.settings),
                   .templates = templates,
                   .source = source_read_data(path, arena, diags),
                   .arena = arena,
                   .diags = diags,
                   .good = true};
  reader.settings->path = arena_strdup(arena, path);
  if (!reader.source) return NULL;
  Span all = {reader.source->body, reader.source->length};
  const Yaml *root = yaml_read(reader.source, all, arena, diags);
  if (!root) return NULL;
  if (root->type != YAML_MAPPING) fail_value(&reader, root, "the file", "keys and values");
  for (const Yaml *value = root->first; value && reader.good; value = value->next)
    read_key(&reader, value);
  return reader.good ? reader.settings : NULL;
}

/* Whether a name is that of the category, with or without a stroke and a star behind it. */
static bool names_category(const char *name, const char *category, size_t length) {
  return strncmp(name, category, length) == 0 &&
         (!name[length] || strcmp(name + length, "/*") == 0);
}

RuleSetting *settings_of(Settings *settings, const char *id, const char *category) {
  RuleSetting *of_rule = NULL, *of_category = NULL;
  for (size_t i = 0; i < settings->rule_count; i++) {
    RuleSetting *setting = &settings->rules[i];
    if (strcmp(setting->name, id) == 0)
      of_rule = setting;
    else if (names_category(setting->name, id, strcspn(id, "/")) ||
             (category && names_category(setting->name, category, strlen(category))))
      of_category = setting;
    else
      continue;
    setting->known = true;
  }
  return of_rule ? of_rule : of_category;
}
