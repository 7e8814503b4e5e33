/* Explanations: kept apart from the rules, so that checking need not read them. */
#include "check/explain.h"

#include "base/near.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool explain_rule(RuleInfo *info, const Yaml *texts, Source *source, Diags *diags) {
  static const char *const keys[] = {"long", "bad", "good"};
  const char **into[] = {&info->long_text, &info->bad, &info->good};
  for (const Yaml *text = texts->first; text; text = text->next) {
    size_t i = 0;
    while (i < 3 && (!text->key || strcmp(keys[i], text->key->text) != 0))
      i++;
    if (i < 3 && text->type == YAML_SCALAR) {
      *into[i] = text->text;
      continue;
    }
    const char *key = text->key ? text->key->text : "";
    diag_add(diags, DIAG_STYLE_KEY, source_place(source, text->span.start, text->span.end), key);
    const char *near = near_best(key, keys, 3);
    if (near) diag_hint(diags, "did you mean \"%s\"?", near);
    return false;
  }
  return true;
}

static int by_id(const void *key, const void *rule) {
  return strcmp(key, (*(RuleInfo *const *)rule)->id);
}

static bool explain_file(const char *path, RuleInfo *const *rules, size_t count, Arena *arena,
                         Diags *diags) {
  if (!count || access(path, F_OK) != 0) return true;
  Source *source = source_read_data(path, arena, diags);
  if (!source) return false;
  const Yaml *root = yaml_read(source, (Span){source->body, source->length}, arena, diags);
  bool good = root != NULL;
  for (const Yaml *texts = root ? root->first : NULL; texts && texts->key; texts = texts->next) {
    RuleInfo *const *found = bsearch(texts->key->text, rules, count, sizeof *rules, by_id);
    if (found) good &= explain_rule(*found, texts, source, diags);
  }
  return good;
}

bool explain_structure(const char *templates_folder, const char *kind, RuleInfo *const *rules,
                       size_t count, Arena *arena, Diags *diags) {
  const char *shared = arena_printf(arena, "%s/rules/explain.yml", templates_folder);
  const char *own = arena_printf(arena, "%s/%s/explain.yml", templates_folder, kind ? kind : "");
  bool good = explain_file(shared, rules, count, arena, diags);
  return (!kind || explain_file(own, rules, count, arena, diags)) && good;
}
