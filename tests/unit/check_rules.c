/* The rules that plainplan comes with: each one explains itself, finds its bad example and leaves its good
 * one alone. */
#include "check/style.h"
#include "check_support.h"

/* What a language must have at least. */
typedef struct Expected {
  const char *language;
  size_t rules;
  bool strict; /* no rule at all finds anything in a good example */
} Expected;

typedef struct Shipped {
  const Expected *expected;
  Templates *templates;
  Rules *rules;
  Diags *diags;
} Shipped;

static Expected english = {"en-GB", 120, false}, welsh = {"cy", 100, true},
                spanish = {"es-US", 100, true};

static int set_up(void **state) {
  Shipped *s = calloc(1, sizeof *s);
  s->expected = *state;
  s->diags = diags_new();
  s->templates = templates_open("templates");
  s->rules = rules_load("templates", NULL, s->expected->language, s->diags);
  if (!s->rules || !rules_explain(s->rules, s->diags)) print_message("%s", found(s->diags));
  *state = s;
  return s->rules ? 0 : -1;
}

static int tear_down(void **state) {
  Shipped *s = *state;
  rules_free(s->rules);
  templates_free(s->templates);
  diags_free(s->diags);
  free(s);
  return 0;
}

/* The kinds of document that a rule may be limited to. */
static const char *const wrappers[] = {
    "---\nlanguage: %s\n---\n\n%s\n",
    "---\nlanguage: %s\ndocument: safety-plan\npractice: us\n---\n\n%s\n",
    "---\nlanguage: %s\ndocument: safety-plan\npractice: wales\n---\n\n## How we will do it, and who\n\n%s\n",
};

/* Whether the rule finds something in the text in that wrapper. */
static bool fires(const Shipped *s, const char *rule, const char *text, const char *wrapper) {
  char markdown[8192], repeated[6144] = "";
  bool measured = strncmp(rule, "readability/", 12) == 0; /* needs a text of some length */
  for (int i = 0; i < (measured ? 12 : 1); i++)
    snprintf(repeated + strlen(repeated), sizeof repeated - strlen(repeated), "%s\n\n", text);
  snprintf(markdown, sizeof markdown, wrapper, s->expected->language, repeated);
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  Source *source = source_from_bytes("example.md", markdown, strlen(markdown), arena, diags);
  Case *document = case_from_sources(source, NULL, s->templates, arena, diags);
  assert_non_null(document);
  bool found_it = rule_finds(s->rules, document, diags, rule);
  case_free(document);
  diags_free(diags);
  arena_free(arena);
  return found_it;
}

static bool fires_anywhere(const Shipped *s, const char *rule, const char *text) {
  for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++)
    if (fires(s, rule, text, wrappers[i])) return true;
  return false;
}

static void every_rule_explains_itself(void **state) {
  const Shipped *s = *state;
  size_t count, missing = 0;
  const RuleInfo *const *list = rules_list(s->rules, &count);
  assert_true(count >= s->expected->rules);
  for (size_t i = 0; i < count; i++) {
    const RuleInfo *r = list[i];
    if (r->message && r->because && r->ask && r->source && r->long_text && r->bad && r->good)
      continue;
    print_message("%s lacks a text\n", r->id);
    missing++;
  }
  assert_int_equal(missing, 0);
}

static void examples_hold(void **state) {
  const Shipped *s = *state;
  size_t count, wrong = 0;
  const RuleInfo *const *list = rules_list(s->rules, &count);
  for (size_t i = 0; i < count; i++) {
    const RuleInfo *r = list[i];
    if (r->bad && !fires_anywhere(s, r->id, r->bad)) {
      print_message("%s does not find: %s\n", r->id, r->bad);
      wrong++;
    }
    if (r->good && fires_anywhere(s, r->id, r->good)) {
      print_message("%s must not find: %s\n", r->id, r->good);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

/* Whether a finding says that an example is not good. */
static bool is_bad(const Shipped *s, const Diag *record) {
  if (record->check != CHECK_LANGUAGE) return false;
  return s->expected->strict || record->severity == SEVERITY_ERROR;
}

/* The good examples are the style that plainplan asks for: no rule calls one of them an error. */
static void good_examples_are_good(void **state) {
  const Shipped *s = *state;
  size_t count, wrong = 0;
  const RuleInfo *const *list = rules_list(s->rules, &count);
  for (size_t i = 0; i < count; i++) {
    if (!list[i]->good) continue;
    Arena *arena = arena_new();
    Diags *diags = diags_new();
    char text[2048];
    int length = snprintf(text, sizeof text, "---\nlanguage: %s\n---\n\n%s\n",
                          s->expected->language, list[i]->good);
    Source *source = source_from_bytes("good.md", text, (size_t)length, arena, diags);
    Case *document = case_from_sources(source, NULL, s->templates, arena, diags);
    check_case(s->rules, document, diags);
    size_t found_count;
    const Diag *records = diags_records(diags, &found_count);
    for (size_t j = 0; j < found_count; j++) {
      if (!is_bad(s, &records[j])) continue;
      print_message("%s: its good example has %s: %s\n", list[i]->id, records[j].rule,
                    records[j].message);
      wrong++;
    }
    case_free(document);
    diags_free(diags);
    arena_free(arena);
  }
  assert_int_equal(wrong, 0);
}

/* Endless near misses of every rule: its own words again and again, without a full stop, come to an end. */
static void hostile_text(void **state) {
  const Shipped *s = *state;
  enum { REPEATS = 400 };
  size_t count;
  const RuleInfo *const *list = rules_list(s->rules, &count);
  for (size_t i = 0; i < count; i++) {
    if (list[i]->check != CHECK_LANGUAGE || !list[i]->bad) continue;
    Arena *arena = arena_new();
    Diags *diags = diags_new();
    Buf text = {0};
    for (int j = 0; j < REPEATS; j++)
      for (const char *c = list[i]->bad; *c; c++)
        buf_putc(&text, strchr(".!?\n:;", *c) ? ' ' : *c);
    Source *source = source_from_bytes("hostile.md", text.bytes, text.length, arena, diags);
    Case *document = source ? case_from_sources(source, NULL, s->templates, arena, diags) : NULL;
    if (document) check_case(s->rules, document, diags);
    size_t found;
    const Diag *records = diags_records(diags, &found);
    for (size_t j = 0; j < found; j++)
      assert_string_not_equal(records[j].rule, diag_row_id(DIAG_STYLE_GAVE_UP));
    case_free(document);
    buf_free(&text);
    diags_free(diags);
    arena_free(arena);
  }
}

/* An expression that becomes no phrase runs over every block of a text: one of them costs as much as all phrases together. */
static void rules_are_phrases(void **state) {
  const Shipped *s = *state;
  Arena *arena = arena_new();
  Language *language = language_read("templates", s->expected->language, arena, s->diags);
  assert_non_null(language);
  for (size_t i = 0; i < language->always.count; i++)
    fail_msg("%s", language->expressions.items[language->always.items[i]]->pattern);
  language_free(language);
  arena_free(arena);
}

#define TESTS_OF(expected)                                                                         \
  {#expected ": every rule explains itself", every_rule_explains_itself, set_up, tear_down,        \
   &(expected)},                                                                                   \
      {#expected ": rules are phrases", rules_are_phrases, set_up, tear_down, &(expected)},        \
      {#expected ": examples hold", examples_hold, set_up, tear_down, &(expected)},                \
      {#expected ": good examples are good", good_examples_are_good, set_up, tear_down,            \
       &(expected)},                                                                               \
  {                                                                                                \
#expected ": hostile text", hostile_text, set_up, tear_down, &(expected)                       \
  }

int main(void) {
  const struct CMUnitTest tests[] = {TESTS_OF(english), TESTS_OF(spanish), TESTS_OF(welsh)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
