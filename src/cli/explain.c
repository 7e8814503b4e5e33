/* The commands that tell what plainplan knows: explain, rules, kinds. */
#include "base/near.h"
#include "check/check.h"
#include "cli/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every kind's rules in one list: language rules come with each of them. */
typedef struct AllRules {
  Rules *sets[64];
  size_t set_count;
  const RuleInfo **infos;
  size_t count, capacity;
} AllRules;

static int by_id(const void *a, const void *b) {
  return strcmp((*(const RuleInfo *const *)a)->id, (*(const RuleInfo *const *)b)->id);
}

/* The compiler's own problems in the form of a rule, with what templates/explain.yml says of them (NULL: without). */
static const RuleInfo *own_rule(Arena *arena, DiagId id, const Yaml *explanations) {
  const Yaml *texts = yaml_get(explanations, diag_row_id(id));
  RuleInfo *info = arena_alloc(arena, sizeof *info);
  *info = (RuleInfo){.id = diag_row_id(id),
                     .check = diag_row_check(id),
                     .severity = diag_row_severity(id),
                     .given = diag_row_severity(id),
                     .message = diag_row_message(id),
                     .ask = diag_row_hint(id),
                     .source = yaml_text(explanations, "source"),
                     .long_text = yaml_text(texts, "long"),
                     .bad = yaml_text(texts, "bad"),
                     .good = yaml_text(texts, "good")};
  return info;
}

static void add(Run *run, AllRules *all, const RuleInfo *info) {
  ARENA_PUSH(run->arena, all->infos, all->count, all->capacity, info);
}

static void drop_repeated(AllRules *all) {
  size_t kept = 0;
  for (size_t i = 0; i < all->count; i++)
    if (!i || strcmp(all->infos[i]->id, all->infos[i - 1]->id) != 0)
      all->infos[kept++] = all->infos[i];
  all->count = kept;
}

static bool load_all(Run *run, AllRules *all, bool explain) {
  size_t kinds;
  const char *const *names = templates_kinds(run->templates, &kinds);
  const char *language = run->options.language ? run->options.language : "en-GB";
  Settings *settings = run_settings(run, "-");
  for (size_t i = 0; i < kinds && i < 64; i++) {
    Rules *rules =
        rules_load_with(templates_folder(run->templates), names[i], language, settings, run->diags);
    if (!rules) return false;
    all->sets[all->set_count++] = rules;
    if (explain && !rules_explain(rules, run->diags)) return false;
    size_t count;
    const RuleInfo *const *list = rules_list(rules, &count);
    for (size_t n = 0; n < count; n++)
      add(run, all, list[n]);
  }
  const Yaml *own = explain ? templates_file(run->templates, "explain.yml", run->diags) : NULL;
  for (DiagId id = 0; id < DIAG_COUNT; id++)
    add(run, all, own_rule(run->arena, id, own));
  qsort(all->infos, all->count, sizeof *all->infos, by_id);
  drop_repeated(all);
  return !settings || run_check_settings(run, settings);
}

static void free_all(AllRules *all) {
  for (size_t i = 0; i < all->set_count; i++)
    rules_free(all->sets[i]);
}

bool command_rules(Run *run) {
  AllRules all = {0};
  bool loaded = load_all(run, &all, false);
  for (size_t i = 0; loaded && i < all.count; i++) {
    const RuleInfo *info = all.infos[i];
    printf("%-44s %-8s %-11s %s", info->id, info->off ? "off" : severity_name(info->severity),
           check_name(info->check), info->message ? info->message : "");
    if (info->off || info->severity != info->given)
      printf("  [without settings: %s]", severity_name(info->given));
    putchar('\n');
  }
  free_all(&all);
  return loaded;
}

static void part(const char *title, const char *text) {
  if (!text || !*text) return;
  printf("\n%s\n", title);
  for (const char *line = text; *line;) {
    size_t length = strcspn(line, "\n");
    printf("  %.*s\n", (int)length, line);
    line += length + (line[length] == '\n');
  }
}

static void explain(const RuleInfo *info) {
  printf("%s  (%s, %s)\n", info->id, severity_name(info->severity), check_name(info->check));
  part("What it says", info->message);
  part("Why", info->because);
  part("More", info->long_text);
  part("Ask, or do", info->ask);
  part("For example, not", info->bad);
  part("but", info->good);
  part("Source", info->source);
  part("Rule file", info->file);
}

static bool explain_one(Run *run, const AllRules *all, const char *id) {
  const char **ids = arena_alloc(run->arena, all->count * sizeof *ids);
  for (size_t i = 0; i < all->count; i++) {
    ids[i] = all->infos[i]->id;
    if (strcmp(ids[i], id) != 0) continue;
    explain(all->infos[i]);
    return true;
  }
  diag_add_file(run->diags, DIAG_RULE_UNKNOWN, NULL, id);
  const char *near = near_best(id, ids, all->count);
  for (size_t i = 0; !near && i < all->count; i++) {
    const char *slash = strrchr(ids[i], '/');
    if (slash && near_distance(slash + 1, id, 2) <= 2) near = ids[i];
  }
  if (near) diag_hint(run->diags, "did you mean \"%s\"?", near);
  return false;
}

bool command_explain(Run *run) {
  if (!run->options.file_count) {
    diag_add_file(run->diags, DIAG_USAGE, NULL, "explain needs the name of a rule");
    return false;
  }
  AllRules all = {0};
  bool fine = load_all(run, &all, true);
  for (size_t i = 0; fine && i < run->options.file_count; i++) {
    if (i) putchar('\n');
    fine &= explain_one(run, &all, run->options.files[i]);
  }
  free_all(&all);
  return fine;
}

typedef struct TitlePrint {
  bool printed;
} TitlePrint;

static void print_title(void *state, const char *title) {
  TitlePrint *print = state;
  if (!print->printed) printf("%s", title);
  print->printed = true;
}

bool command_kinds(Run *run) {
  size_t count;
  const char *const *names = templates_kinds(run->templates, &count);
  const char *language = run->options.language ? run->options.language : "en-GB";
  for (size_t i = 0; i < count; i++) {
    const char *path = arena_printf(run->arena, "%s/kind.yml", names[i]);
    const Yaml *kind = templates_file(run->templates, path, run->diags);
    TitlePrint print = {false};
    printf("%-16s ", names[i]);
    templates_labels(yaml_get(kind, "title"), language, print_title, &print);
    putchar('\n');
  }
  return true;
}
