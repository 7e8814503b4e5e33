/* All rules for one kind and language: loading them, listing them, running them over a case. */
#include "check/check.h"

#include "check/explain.h"

#include "base/buf.h"
#include "base/map.h"
#include "check/files.h"
#include "check/findings.h"
#include "check/functions.h"
#include "check/language.h"
#include "check/readability.h"
#include "check/schema.h"
#include "vale/vale.h"

#include <stdlib.h>
#include <string.h>

typedef struct SchemaItem {
  Schema *schema;
  struct SchemaItem *next;
} SchemaItem;

struct Rules {
  Arena *arena;
  Language *language;
  Readability *readability;
  Vale *styles; /* of Vale; or NULL */
  Functions *functions;
  const char *templates_folder, *kind;
  SchemaItem *schemas, **next_schema;
  RuleInfo **list; /* sorted by id */
  size_t count, capacity;
};

static int compare_rules(const void *a, const void *b) {
  return strcmp((*(RuleInfo *const *)a)->id, (*(RuleInfo *const *)b)->id);
}

static bool load_schemas(Rules *rules, const char *templates_folder, const char *kind,
                         Diags *diags) {
  bool good = true;
  size_t count;
  const char *folder = arena_printf(rules->arena, "%s/%s", templates_folder, kind);
  const char **names = folder_names(folder, ".sch", rules->arena, &count);
  for (size_t i = 0; i < count; i++) {
    const char *path = arena_printf(rules->arena, "%s/%s", folder, names[i]);
    SchemaItem *item = arena_alloc(rules->arena, sizeof *item);
    item->schema = schema_read(path, templates_folder, kind, rules->arena, diags);
    if (!item->schema) good = false;
    *rules->next_schema = item;
    rules->next_schema = &item->next;
  }
  return good;
}

static void push(Rules *rules, RuleInfo *info) {
  ARENA_PUSH(rules->arena, rules->list, rules->count, rules->capacity, info);
}

static void push_schema(Rules *rules, Schema *schema) {
  for (SchemaPattern *pattern = schema->patterns; pattern; pattern = pattern->next)
    for (SchemaRule *rule = pattern->rules; rule; rule = rule->next)
      for (SchemaAssert *assert = rule->asserts; assert; assert = assert->next)
        push(rules, &assert->info);
}

/* The severity that the rule has here; switching off an error is not done in silence. */
static void set_severity(RuleInfo *info, Settings *settings, Diags *diags) {
  info->given = info->severity;
  RuleSetting *setting = settings ? settings_of(settings, info->id, info->category) : NULL;
  if (!setting) return;
  info->off = setting->off;
  if (!setting->off) info->severity = setting->severity;
  if (!setting->off || setting->told || info->given != SEVERITY_ERROR) return;
  setting->told = true;
  diag_add(diags, DIAG_SETTINGS_OFF, setting->place, setting->name, info->id);
}

/* An assert taken over from an abstract rule may be there several times; anything else with an id
 * that is taken is a mistake. */
static bool index_rules(Rules *rules, Settings *settings, Diags *diags) {
  for (size_t i = 0; i < language_count(rules->language); i++)
    push(rules, language_rule(rules->language, i));
  for (size_t i = 0; i < readability_count(rules->readability); i++)
    push(rules, readability_rule(rules->readability, i));
  for (size_t i = 0; rules->styles && i < vale_count(rules->styles); i++)
    push(rules, vale_rule(rules->styles, i));
  for (SchemaItem *item = rules->schemas; item; item = item->next)
    push_schema(rules, item->schema);
  for (size_t i = 0; i < rules->count; i++)
    set_severity(rules->list[i], settings, diags);
  if (!rules->count) return true;
  qsort(rules->list, rules->count, sizeof *rules->list, compare_rules);
  size_t kept = 1;
  bool good = true;
  for (size_t i = 1; i < rules->count; i++) {
    RuleInfo *last = rules->list[kept - 1], *info = rules->list[i];
    if (strcmp(last->id, info->id) != 0) {
      rules->list[kept++] = info;
    } else if (last->check != CHECK_STRUCTURE || info->check != CHECK_STRUCTURE ||
               strcmp(last->message, info->message) != 0) {
      diag_add(diags, DIAG_RULE_TWICE, info->place, info->id);
      good = false;
    }
  }
  rules->count = kept;
  return good;
}

/* The team's own rules and terms. */
static bool add_own(Language *language, const Settings *settings, Diags *diags) {
  bool good = true;
  for (size_t i = 0; i < settings->added_count; i++)
    good &= language_add(language, settings->added[i], diags);
  for (size_t i = 0; i < settings->term_count; i++)
    language_add_term(language, settings->terms[i]);
  return good;
}

static bool load_styles(Rules *rules, const Settings *settings, Diags *diags) {
  rules->styles = vale_load(settings, rules->language, rules->readability, rules->arena, diags);
  return rules->styles != NULL;
}

static bool load(Rules *rules, const char *templates_folder, const char *kind, const char *language,
                 Settings *settings, Diags *diags) {
  bool adds = settings && settings->added_count;
  rules->language = adds ? language_read(templates_folder, language, rules->arena, diags)
                         : language_load(templates_folder, language, rules->arena, diags);
  if (rules->language) rules->readability = readability_load(rules->language, rules->arena, diags);
  bool good = rules->language && rules->readability;
  if (good && settings) good = add_own(rules->language, settings, diags);
  if (good && settings && settings->style_count) good = load_styles(rules, settings, diags);
  if (kind && !load_schemas(rules, templates_folder, kind, diags)) good = false;
  return good && index_rules(rules, settings, diags);
}

Rules *rules_load(const char *templates_folder, const char *kind, const char *language,
                  Diags *diags) {
  return rules_load_with(templates_folder, kind, language, NULL, diags);
}

Rules *rules_load_with(const char *templates_folder, const char *kind, const char *language,
                       Settings *settings, Diags *diags) {
  Arena *arena = arena_new();
  Rules *rules = arena_alloc(arena, sizeof *rules);
  rules->arena = arena;
  rules->templates_folder = arena_strdup(arena, templates_folder);
  rules->kind = arena_strdup(arena, kind);
  rules->next_schema = &rules->schemas;
  if (!load(rules, templates_folder, kind, language, settings, diags)) {
    rules_free(rules);
    return NULL;
  }
  rules->functions = functions_new(rules->language, arena);
  return rules;
}

void rules_free(Rules *rules) {
  if (!rules) return;
  for (SchemaItem *item = rules->schemas; item; item = item->next)
    schema_free(item->schema);
  functions_free(rules->functions);
  vale_free(rules->styles);
  language_free(rules->language);
  arena_free(rules->arena);
}

const RuleInfo *const *rules_list(const Rules *rules, size_t *count) {
  *count = rules->count;
  return (const RuleInfo *const *)rules->list;
}

const RuleInfo *rules_find(const Rules *rules, const char *id) {
  RuleInfo wanted = {.id = id}, *key = &wanted;
  if (!rules->count) return NULL;
  RuleInfo **found = bsearch(&key, rules->list, rules->count, sizeof *rules->list, compare_rules);
  return found ? *found : NULL;
}

bool rules_explain(Rules *rules, Diags *diags) {
  return language_explain(rules->language, diags) &&
         explain_structure(rules->templates_folder, rules->kind, rules->list, rules->count,
                           rules->arena, diags);
}

void check_case(const Rules *rules, const Case *document, Diags *diags) {
  Arena *arena = arena_new();
  Findings *findings = findings_new(document, diags, arena);
  language_keep(rules->language, rules->schemas != NULL);
  Measurement measurement = readability_open(rules->readability, findings);
  language_check(rules->language, findings, readability_block, &measurement);
  readability_close(&measurement);
  for (SchemaItem *item = rules->schemas; item; item = item->next)
    schema_run(item->schema, rules->functions, findings); /* which asks for what was found */
  if (rules->styles) vale_check(rules->styles, findings);
  findings_finish(findings, rules);
  arena_free(arena);
}

void check_register_functions(const Rules *rules, xmlXPathContext *context) {
  functions_register_own(rules->functions, context);
}

void check_forget_functions(const Rules *rules) {
  functions_forget(rules->functions);
}
