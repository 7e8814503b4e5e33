/* The structure rules that each kind of document comes with: a rule finds its bad example, and where it finds that one, it
 * leaves its good one alone. An example is a piece of a case file; what stands around it is tried out: the sections of the
 * kind, and practices. */
#include "check_support.h"

#include <ctype.h>

enum { TEXT_SIZE = 16384 };

typedef struct Kind {
  const char *name;
  const Yaml *sections;
  Templates *templates;
  Rules *rules;
  Diags *diags;
} Kind;

/* Who is there when an example declares nobody. */
static const char cast[] =
    "people:\n"
    "  - {name: Alfie, is: child, born: 2019-06-08}\n"
    "  - {name: Donna Shaw, also: [Donna], is: mother, caused-harm: \"yes\"}\n"
    "  - {name: Lee Shaw, also: [Lee], is: father}\n"
    "  - {name: Kim, is: aunt}\n"
    "  - {name: Grandad Joe, is: grandfather}\n"
    "  - {name: Ruth Bell, is: social worker, of: Children's Services}\n";

static const char *const practices[] = {"wales", "us", NULL};

/* Where the words of an example begin: it may start with lines of front matter. */
static const char *after_front(const char *example) {
  if (!islower((unsigned char)*example)) return example;
  const char *line = example;
  while (line && *line && (islower((unsigned char)*line) || *line == ' '))
    line = strchr(line, '\n') ? strchr(line, '\n') + 1 : line + strlen(line);
  return line;
}

static bool has_key(const char *front, size_t length, const char *key) {
  size_t key_length = strlen(key);
  for (const char *at = front; at < front + length; at = strchr(at, '\n') + 1) {
    if (strncmp(at, key, key_length) == 0 && at[key_length] == ':') return true;
    if (!strchr(at, '\n')) break;
  }
  return false;
}

/* Puts a case file together: the example below a heading (NULL: as it is). */
static void wrap(const Kind *kind, const char *example, const char *heading, const char *practice,
                 char *out) {
  const char *body = after_front(example);
  size_t front = (size_t)(body - example);
  int at = snprintf(out, TEXT_SIZE, "---\n%.*s%s", (int)front, example,
                    front && example[front - 1] != '\n' ? "\n" : "");
  if (!has_key(example, front, "document"))
    at += snprintf(out + at, (size_t)(TEXT_SIZE - at), "document: %s\n", kind->name);
  if (!has_key(example, front, "practice") && practice)
    at += snprintf(out + at, (size_t)(TEXT_SIZE - at), "practice: %s\n", practice);
  if (!has_key(example, front, "people"))
    at += snprintf(out + at, (size_t)(TEXT_SIZE - at), "%s", cast);
  at += snprintf(out + at, (size_t)(TEXT_SIZE - at), "---\n\n");
  if (heading) at += snprintf(out + at, (size_t)(TEXT_SIZE - at), "## %s\n\n", heading);
  at += snprintf(out + at, (size_t)(TEXT_SIZE - at), "%s\n", body);
  assert_true(at < TEXT_SIZE);
}

static bool fires(const Kind *kind, const char *rule, const char *example, const char *heading,
                  const char *practice) {
  char text[TEXT_SIZE];
  wrap(kind, example, heading, practice, text);
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  Source *source = source_from_bytes("example.md", text, strlen(text), arena, diags);
  Case *document = case_from_sources(source, NULL, kind->templates, arena, diags);
  assert_non_null(document);
  xmlNode *root = xmlDocGetRootElement(
      document->xml); /* as when a page is built, for a reader whom the example names */
  xmlSetProp(root, (const xmlChar *)"building", (const xmlChar *)"yes");
  if (strstr(example, " --for "))
    xmlSetProp(root, (const xmlChar *)"reader", (const xmlChar *)"Donna");
  bool found_it = rule_finds(kind->rules, document, diags, rule);
  case_free(document);
  diags_free(diags);
  arena_free(arena);
  return found_it;
}

/* 0: the rule holds with both of its examples below this heading; 1: it does not find the bad one; 2: it finds both. */
static int holds(const Kind *kind, const RuleInfo *rule, const char *heading) {
  int result = 1;
  for (size_t i = 0; i < sizeof practices / sizeof *practices; i++) {
    if (!fires(kind, rule->id, rule->bad, heading, practices[i])) continue;
    if (!fires(kind, rule->id, rule->good, heading, practices[i])) return 0;
    result = 2;
  }
  return result;
}

typedef struct Trial {
  const Kind *kind;
  const RuleInfo *rule;
  int result;
} Trial;

static void try_heading(void *state, const char *heading) {
  Trial *trial = state;
  if (trial->result == 0) return;
  char name[256];
  const char *person = strstr(heading, "{person}");
  snprintf(name, sizeof name, "%.*s%s%s", person ? (int)(person - heading) : (int)strlen(heading),
           heading, person ? "Alfie" : "", person ? person + strlen("{person}") : "");
  int result = holds(trial->kind, trial->rule, name);
  if (result != 1) trial->result = result;
}

static int hold_anywhere(const Kind *kind, const RuleInfo *rule) {
  Trial trial = {kind, rule, holds(kind, rule, NULL)};
  if (trial.result == 0 || *after_front(rule->bad) == '#') return trial.result;
  for (const Yaml *section = kind->sections ? kind->sections->first : NULL;
       section && trial.result != 0; section = section->next)
    templates_labels(yaml_get(section, "headings"), "en", try_heading, &trial);
  return trial.result;
}

static int set_up(void **state) {
  Kind *kind = calloc(1, sizeof *kind);
  char path[128];
  kind->name = *state;
  kind->diags = diags_new();
  kind->templates = templates_open("templates");
  snprintf(path, sizeof path, "%s/kind.yml", kind->name);
  const Yaml *root = templates_file(kind->templates, path, kind->diags);
  kind->sections = root ? yaml_get(root, "sections") : NULL;
  kind->rules = rules_load("templates", kind->name, "en-GB", kind->diags);
  if (!kind->rules || !rules_explain(kind->rules, kind->diags))
    print_message("%s", found(kind->diags));
  *state = kind;
  return kind->rules ? 0 : -1;
}

static int tear_down(void **state) {
  Kind *kind = *state;
  rules_free(kind->rules);
  templates_free(kind->templates);
  diags_free(kind->diags);
  free(kind);
  return 0;
}

/* Whether the rule is one of the kind's own; the rules that kinds share are tried with the safety plan, which has the most. */
static bool is_tried(const Kind *kind, const RuleInfo *rule) {
  size_t length = strlen(kind->name);
  if (rule->check != CHECK_STRUCTURE) return false;
  if (strcmp(kind->name, "safety-plan") == 0) return true;
  return strncmp(rule->id, kind->name, length) == 0 && rule->id[length] == '/';
}

static void examples_hold(void **state) {
  const Kind *kind = *state;
  size_t count, wrong = 0, structure = 0;
  const RuleInfo *const *list = rules_list(kind->rules, &count);
  for (size_t i = 0; i < count; i++) {
    if (!is_tried(kind, list[i])) continue;
    structure++;
    int result = list[i]->bad && list[i]->good ? hold_anywhere(kind, list[i]) : 1;
    if (result == 0) continue;
    print_message("%s %s\n", list[i]->id,
                  result == 1 ? "does not find its bad example" : "finds its good example");
    wrong++;
  }
  assert_true(structure > 0);
  assert_int_equal(wrong, 0);
}

#define EXAMPLES_OF(kind)                                                                          \
  { "examples of " kind, examples_hold, set_up, tear_down, kind }

int main(void) {
  const struct CMUnitTest tests[] = {
      EXAMPLES_OF("case-note"),
      EXAMPLES_OF("core-group"),
      EXAMPLES_OF("safety-plan"),
      EXAMPLES_OF("statements"),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
