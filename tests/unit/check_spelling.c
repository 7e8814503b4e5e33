/* The forms of a word that spelling.yml gives, alone and through rules; dialogue behind a dash; readability on a scale of its own. */
#include "check_support.h"

#include "check/quotes.h"
#include "check/spelling.h"

static const char welsh[] =
    "initials:\n  p: [b, mh, ph]\n  c: [g, ngh, ch]\n  ch: []\n  g: ['', ng]\n  e: [he]\n"
    "  t: [d, nh, th]\nleast-letters: 3\nletters: {ŷ: y, î: i}\nnever: [dim, gan]\n"
    "tied: [\"'n\", \"'r\"]\ntied-behind: [a, i, u]\n";

/* The forms of a word, with spaces between. */
static char *forms_of(const char *spelling_text, const char *word) {
  static char out[1024];
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  Source *source = source_from_bytes("s.yml", spelling_text, strlen(spelling_text), arena, diags);
  const Yaml *root = yaml_read(source, (Span){source->body, source->length}, arena, diags);
  SpellingProblem problem = {0};
  const Spelling *spelling = spelling_new(root, arena, &problem);
  const char *forms[MOST_FORMS];
  size_t count = spelling ? spelling_forms(spelling, word, arena, forms) : 0, length = 0;
  snprintf(out, sizeof out, "%s", spelling ? "" : problem.at->key->text);
  for (size_t i = 0; i < count; i++)
    length += (size_t)snprintf(out + length, sizeof out - length, "%s%s", i ? " " : "", forms[i]);
  diags_free(diags);
  arena_free(arena);
  return out;
}

static void mutations(void **state) {
  (void)state;
  assert_string_equal(forms_of(welsh, "pryder"), "bryder mhryder phryder");
  assert_string_equal(forms_of(welsh, "gwrthod"), "wrthod ngwrthod");
  assert_string_equal(forms_of(welsh, "esgeulustod"), "hesgeulustod");
  assert_string_equal(forms_of(welsh, "chwarae"), ""); /* ch is no c */
  assert_string_equal(forms_of(welsh, "ty"), "");      /* too short */
  assert_string_equal(forms_of(welsh, "gan"), "");     /* named as one that stays */
}

static void letters_and_tied_words(void **state) {
  (void)state;
  assert_string_equal(forms_of(welsh, "tŷ"), "ty");
  assert_string_equal(forms_of(welsh, "tîm"), "dîm nhîm thîm tim nhim thim"); /* not dim */
  assert_string_equal(forms_of(welsh, "methu"), "methu'n methu'r");
  assert_string_equal(forms_of("letters: {á: a}\n", "está"), "esta");
  assert_string_equal(forms_of("{}\n", "está"), "");
}

static void broken_spelling(void **state) {
  (void)state;
  assert_string_equal(forms_of("initial: {}\n", "x"), "initial");
  assert_string_equal(forms_of("initials: [b]\n", "x"), "initials");
  assert_string_equal(forms_of("initials: {p: b}\n", "x"), "initials");
  assert_string_equal(forms_of("letters: {p: [b]}\n", "x"), "letters");
  assert_string_equal(forms_of("least-letters: few\n", "x"), "least-letters");
  assert_string_equal(forms_of("never: gan\n", "x"), "never");
}

/* What the rules of a language find in a text, a line each. */
static char *findings_in(const char *name, const char *file, const char *text) {
  static char out[8192];
  Folder folder;
  folder_open(&folder);
  folder_write(
      &folder, "language/cy/r.yml",
      "extends: existence\nignorecase: true\nmessage: '%s'\nlevel: error\ntokens: [pryder, "
      "methu (yn )?llwyr, <da> cath]\n");
  folder_write(&folder, "language/cy/classes.yml", "da: [tad, mam]\n");
  folder_write(&folder, name, file);
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  Templates *templates = templates_open("templates");
  Source *source = source_from_bytes("t.md", text, strlen(text), arena, diags);
  Case *document = case_from_sources(source, NULL, templates, arena, diags);
  Rules *rules = rules_load(folder.path, NULL, "cy", diags);
  if (rules) check_case(rules, document, diags);
  diags_sort(diags);
  snprintf(out, sizeof out, "%s", found(diags));
  rules_free(rules);
  case_free(document);
  templates_free(templates);
  diags_free(diags);
  arena_free(arena);
  folder_close(&folder);
  return out;
}

static void rules_know_the_forms(void **state) {
  (void)state;
  const char *name = "language/cy/spelling.yml";
  assert_string_equal(findings_in(name, welsh, "Mae bryder am ei phryder.\n"),
                      "r: bryder\nr: phryder\n");
  assert_string_equal(findings_in(name, welsh, "Mae'n methu'n llwyr.\n"), "r: methu'n llwyr\n");
  assert_string_equal(findings_in(name, welsh, "Dyna ei dad gath.\n"),
                      "r: dad gath\n"); /* a class, too */
  assert_string_equal(findings_in("language/cy/sentences.yml", "may-end: []\n", "Mae bryder.\n"),
                      "");
  assert_non_null(strstr(findings_in(name, "initals: {}\n", "x\n"), "language/unknown-key"));
  assert_non_null(strstr(findings_in(name, "never: 3\n", "x\n"), "language/value"));
}

/* The quoted words of a text, with spaces between. */
static char *quoted(const char *text) {
  static char out[512];
  Words words = {0};
  size_t length = 0;
  words_split(&words, NULL, text, strlen(text));
  out[0] = '\0';
  for (size_t i = 0; i < words.count; i++) {
    const Word *w = &words.items[i];
    if (w->flags & WORD_QUOTED && w->flags & WORD_IS_TEXT)
      length += (size_t)snprintf(out + length, sizeof out - length, "%.*s ",
                                 (int)(w->end - w->start), text + w->start);
  }
  words_free(&words);
  return out;
}

static void dialogue(void **state) {
  (void)state;
  assert_string_equal(quoted("—No fui yo —dijo Leo—. Fue él."), "No fui yo Fue él ");
  assert_string_equal(quoted("—No fui.\n—¿Quién fue?"), "No fui Quién fue ");
  assert_string_equal(quoted("La casa —vieja— es suya."), "");
  assert_string_equal(quoted("— Rosa, 3 de mayo"), "");
  assert_string_equal(quoted("«Fue él», dijo."), "Fue él ");
}

static const char easy_is_high[] =
    "limits: {grade: 55}\nleast-words: 5\nvowels: aeiou\n"
    "formula: {constant: 100, syllables-a-word: -20, low-is-hard: true, own-scale: true}\n"
    "rules:\n  grade: {level: warning, message: '%s of %s'}\n";
static const char long_words[] =
    "limits: {grade: 30}\nleast-words: 5\nformula: {long-words: 100, long-letters: 6, own-scale: true}\n"
    "rules:\n  grade: {level: warning, message: '%s of %s'}\n";

/* The practice of a document without one gives a school grade, 8, which must not be taken for a limit on this scale. */
static void own_scales(void **state) {
  (void)state;
  const char *name = "language/cy/readability.yml";
  assert_string_equal(findings_in(name, easy_is_high, "la la la la la\n"), "");
  assert_string_equal(findings_in(name, easy_is_high, "lalala lalala lalala lalala lalala\n"),
                      "readability/grade: 40.0 of 55\n");
  assert_string_equal(findings_in(name, long_words, "dŵŵŵ dŵŵŵ dŵŵŵ dŵŵŵ dŵŵŵ\n"),
                      ""); /* letters, not bytes */
  assert_string_equal(findings_in(name, long_words, "bendigedig a a bendigedig a\n"),
                      "readability/grade: 40.0 of 30\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mutations),       cmocka_unit_test(letters_and_tied_words),
      cmocka_unit_test(broken_spelling), cmocka_unit_test(rules_know_the_forms),
      cmocka_unit_test(dialogue),        cmocka_unit_test(own_scales),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
