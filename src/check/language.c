/* The language rules of one language: loading its files in order, and questions about single texts. */
#include "check/language.h"

#include "base/near.h"
#include "check/compiled.h"
#include "check/explain.h"
#include "check/files.h"
#include "check/kept.h"
#include "check/sentences.h"
#include "check/style.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the rules of English need. */
enum { EDGES = 128 * 1024 };

/* Files in a language's folder that hold no rules. */
static const char *const data_files[] = {"classes.yml", "sources.yml", "sentences.yml",
                                         "readability.yml", "spelling.yml"};

const Yaml *language_data(Language *language, const char *name, Source **source, bool *good,
                          Diags *diags) {
  const char *path = arena_printf(language->arena, "%s/%s", language->folder, name);
  if (access(path, F_OK) != 0) return NULL;
  *source = source_read_data(path, diags_arena(diags), diags);
  const Yaml *root = *source ? yaml_read(*source, (Span){(*source)->body, (*source)->length},
                                         language->arena, diags)
                             : NULL;
  if (root && root->type != YAML_MAPPING) {
    diag_add(diags, DIAG_STYLE_TYPE, source_place(*source, root->span.start, root->span.end), name,
             "keys and values");
    root = NULL;
  }
  if (!root) *good = false;
  return root;
}

static bool load_sources(Language *language, Diags *diags) {
  Source *source;
  bool good = true;
  const Yaml *root = language_data(language, "sources.yml", &source, &good, diags);
  for (const Yaml *value = root ? root->first : NULL; value; value = value->next) {
    if (value->type != YAML_SCALAR) {
      diag_add(diags, DIAG_STYLE_TYPE, source_place(source, value->span.start, value->span.end),
               value->key->text, "a text");
      return false;
    }
    map_set(language->sources, value->key->text, value->key->length, (void *)value->text);
  }
  return good;
}

static bool load_spelling(Language *language, Diags *diags) {
  Source *source;
  bool good = true;
  SpellingProblem problem = {0};
  const Yaml *root = language_data(language, "spelling.yml", &source, &good, diags);
  const Spelling *spelling = root ? spelling_new(root, language->arena, &problem) : NULL;
  vocabulary_set_spelling(language->vocabulary, spelling);
  if (!root || spelling) return good;
  const Yaml *key = problem.at->key;
  Place place = source_place(source, key->span.start, key->span.end);
  diag_add(diags, problem.needs ? DIAG_STYLE_TYPE : DIAG_STYLE_KEY, place, key->text,
           problem.needs);
  const char *near = problem.needs ? NULL : near_best(key->text, spelling_keys, SPELLING_KEYS);
  if (near) diag_hint(diags, "did you mean \"%s\"?", near);
  return false;
}

/* A file of classes: its mapping and where it stands. */
typedef struct ClassFile {
  const Yaml *root;
  Source *source;
  uint32_t first; /* number of its first class */
} ClassFile;

static bool know_classes(Language *language, const char *name, ClassFile *file, Diags *diags) {
  bool good = true;
  file->root = language_data(language, name, &file->source, &good, diags);
  file->first = (uint32_t)language->class_list.count;
  for (const Yaml *value = file->root ? file->root->first : NULL; value; value = value->next) {
    Place place = source_place(file->source, value->span.start, value->span.end);
    if (value->type != YAML_LIST) {
      diag_add(diags, DIAG_STYLE_TYPE, place, value->key->text, "a list of phrases");
      return false;
    }
    if (style_class(language, value->key->text) != UINT32_MAX) {
      diag_add(diags, DIAG_STYLE_CLASS_TWICE, place, value->key->text);
      return false;
    }
    uint32_t number = style_new_class(language, value->key->text);
    language->class_list.items[number]->list = value;
  }
  return good;
}

/* classes.yml and the files in classes/. Classes may name each other in any order: first all are known, then each is
 * read. */
static bool load_classes(Language *language, Diags *diags) {
  size_t count;
  const char *folder = arena_printf(language->arena, "%s/classes", language->folder);
  const char **names = folder_names(folder, ".yml", language->arena, &count);
  ClassFile *files = arena_alloc(language->arena, (count + 1) * sizeof *files);
  bool good = know_classes(language, "classes.yml", &files[0], diags);
  for (size_t i = 0; i < count && good; i++) {
    const char *name = arena_printf(language->arena, "classes/%s", names[i]);
    good = know_classes(language, name, &files[i + 1], diags);
  }
  for (size_t i = 0; i <= count && good; i++) {
    uint32_t number = files[i].first;
    for (const Yaml *value = files[i].root ? files[i].root->first : NULL; value && good;
         value = value->next)
      good = style_read_class(language, number++, value, files[i].source, diags);
  }
  return good;
}

static bool find_own_classes(Language *language, Diags *diags) {
  language->own = (OwnClasses){.reports = style_class(language, "reports"),
                               .mentions = style_class(language, "mentions"),
                               .explains = style_class(language, "explains"),
                               .explains_start = style_own_tag(language, "explains-start"),
                               .reports_not = style_own_tag(language, "reports-not"),
                               .reports_end = style_own_tag(language, "reports-end"),
                               .cuts = style_own_tag(language, "cuts"),
                               .title_nouns = style_own_tag(language, "title-nouns"),
                               .title_links = style_own_tag(language, "title-links"),
                               .negations = style_own_tag(language, "negations"),
                               .agencies = style_own_tag(language, "agencies"),
                               .persons = style_own_tag(language, "person"),
                               .clause_starts = style_own_tag(language, "clause-starts"),
                               .she = style_own_tag(language, "she"),
                               .he = style_own_tag(language, "he"),
                               .seen = style_own_tag(language, "seen")};
  const uint32_t seen[] = {language->own.reports, language->own.mentions};
  for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
    if (seen[i] != UINT32_MAX && !style_class_in_document(language, seen[i], diags)) return false;
  return true;
}

static bool is_data_file(const char *name) {
  for (size_t i = 0; i < sizeof data_files / sizeof *data_files; i++)
    if (strcmp(name, data_files[i]) == 0) return true;
  return false;
}

static bool load_rules(Language *language, Diags *diags) {
  size_t count;
  bool good = true;
  const char **names = folder_names(language->folder, ".yml", language->arena, &count);
  for (size_t i = 0; i < count; i++) {
    if (is_data_file(names[i])) continue;
    const char *path = arena_printf(language->arena, "%s/%s", language->folder, names[i]);
    arena_free(language->work);
    language->work = arena_new();
    if (!style_read(language, path, diags)) good = false;
  }
  return good;
}

/* The folder of the language itself, or of the one that it is a form of: en-GB is in en. */
static const char *folder_of(const char *templates_folder, const char *language, Arena *arena) {
  char *own = arena_printf(arena, "%s/language/%s", templates_folder, language);
  if (access(own, F_OK) == 0) return own;
  return arena_printf(arena, "%s/language/%.*s", templates_folder, (int)strcspn(language, "-"),
                      language);
}

/* A language that knows nothing yet, with room for about so many edges of its phrases. */
static Language *new_language(const char *templates_folder, const char *name, size_t edges,
                              Arena *arena) {
  Language *language = arena_alloc(arena, sizeof *language);
  language->arena = arena;
  language->name = arena_strdup(arena, name);
  language->folder = folder_of(templates_folder, name, arena);
  language->vocabulary = vocabulary_new(arena);
  language->tags = tags_new(language->vocabulary, arena);
  language->own_tags = tags_new(language->vocabulary, arena);
  language->phrases = automaton_new(language->vocabulary, language->tags, edges, arena);
  language->classes = automaton_new(language->vocabulary, language->tags, edges / 8, arena);
  language->class_by_name = map_new(arena);
  language->sources = map_new(arena);
  return language;
}

Language *language_read(const char *templates_folder, const char *name, Arena *arena,
                        Diags *diags) {
  Language *language = new_language(templates_folder, name, EDGES, arena);
  language->work = arena_new();
  style_new_class(language, "name"); /* CLASS_NAME */
  bool good = load_spelling(language, diags);
  const char *path = arena_printf(arena, "%s/sentences.yml", language->folder);
  language->sentences = sentences_load(path, language->vocabulary, arena, diags);
  good = good && language->sentences != NULL;
  good = load_sources(language, diags) && good;
  good = load_classes(language, diags) && find_own_classes(language, diags) && good;
  good = good && load_rules(language, diags);
  arena_free(language->work);
  language->work = NULL;
  if (good) return language;
  language_free(language);
  return NULL;
}

Language *language_load(const char *templates_folder, const char *name, Arena *arena,
                        Diags *diags) {
  Language *language = new_language(templates_folder, name, 0, arena);
  if (compiled_load(language) && load_sources(language, diags)) return language;
  return language_read(templates_folder, name, arena, diags);
}

bool language_add(Language *language, const char *path, Diags *diags) {
  language->work = arena_new();
  bool good = style_read(language, path, diags);
  arena_free(language->work);
  language->work = NULL;
  return good;
}

void language_add_term(Language *language, const char *term) {
  automaton_add_phrase(language->phrases, &language->scratch, term,
                       (Output){.kind = EXCEPTED, .owner = EVERY_RULE});
}

void language_keep(Language *language, bool keep) {
  kept_free(language->kept);
  language->kept = keep ? kept_new() : NULL;
}

void language_free(Language *language) {
  if (!language) return;
  for (size_t i = 0; i < language->expressions.count; i++)
    regex_free(language->expressions.items[i]->regex);
  words_free(&language->scratch);
  kept_free(language->kept);
}

size_t language_count(const Language *language) {
  return language->rules.count;
}

RuleInfo *language_rule(const Language *language, size_t index) {
  return &language->rules.items[index]->info;
}

static RuleInfo *find_rule(Language *language, const char *id) {
  for (size_t i = 0; i < language->rules.count; i++)
    if (strcmp(language->rules.items[i]->info.id, id) == 0) return &language->rules.items[i]->info;
  return NULL;
}

/* The long text that all rules of a file share, for those without one of their own. */
static void explain_all(Language *language, const char *stem, const Yaml *texts) {
  const char *long_text = yaml_text(texts, "long");
  size_t length = strlen(stem);
  for (size_t i = 0; long_text && i < language->rules.count; i++) {
    RuleInfo *info = &language->rules.items[i]->info;
    bool of_file = strncmp(info->id, stem, length) == 0 && info->id[length] == '/';
    if (of_file && !info->long_text) info->long_text = long_text;
  }
}

static bool explain_file(Language *language, const char *name, Diags *diags) {
  Source *source;
  bool good = true;
  const char *stem = file_stem(name, language->arena);
  const char *path = arena_printf(language->arena, "explain/%s", name);
  const Yaml *root = language_data(language, path, &source, &good, diags);
  explain_all(language, stem, yaml_get(root, "every-rule"));
  for (const Yaml *value = root ? root->first : NULL; value; value = value->next) {
    const char *id = arena_printf(language->arena, "%s/%s", stem, value->key->text);
    RuleInfo *info = find_rule(language, id);
    if (!info) continue; /* a rule of another form of the language */
    if (!explain_rule(info, value, source, diags)) good = false;
  }
  return good;
}

bool language_explain(Language *language, Diags *diags) {
  size_t count;
  bool good = true;
  const char *folder = arena_printf(language->arena, "%s/explain", language->folder);
  const char **names = folder_names(folder, ".yml", language->arena, &count);
  for (size_t i = 0; i < count; i++)
    if (!explain_file(language, names[i], diags)) good = false;
  return good;
}

/* Whether a hit is of the class, or of a rule of that category that no exception silences here. */
static bool is_of(const Language *language, const Words *words, const Hits *hits, const Hit *hit,
                  uint32_t number, const char *name) {
  const Output *output = hit->output;
  if (output->kind == OF_CLASS)
    return output->owner == number && !(words->items[hit->first].flags & WORD_QUOTED);
  if (!kept_stands(words, hits, hit)) return false;
  const RuleInfo *info = &language->rules.items[output->owner]->info;
  return strcmp(info->category, name) == 0 || strcmp(info->id, name) == 0;
}

static bool any_hit(const Language *language, const Words *words, const Hits *hits, uint32_t number,
                    const char *name) {
  for (size_t i = 0; i < hits->count; i++)
    if (is_of(language, words, hits, &hits->items[i], number, name)) return true;
  return false;
}

static bool any_expression(const Language *language, uint32_t number, const char *text) {
  if (number == UINT32_MAX) return false;
  const ClassList *list = &language->class_list.items[number]->expressions;
  for (size_t i = 0; i < list->count; i++) {
    Regex *regex = style_regex(language, list->items[i]);
    if (regex_find(regex, text, strlen(text), 0, NULL, NULL) == REGEX_FOUND) return true;
  }
  return false;
}

bool language_is(const Language *language, const xmlNode *node, const char *text,
                 const char *class_name) {
  Words words = {0};
  Hits hits = {0};
  bool is;
  size_t length = strlen(text);
  uint32_t number = style_class(language, class_name);
  if (number == UINT32_MAX &&
      kept_is(language->kept, language, node, text, length, class_name, &is))
    return is;
  words_split(&words, language->vocabulary, text, length);
  automaton_run(number == UINT32_MAX ? language->phrases : language->classes, &words, text, 0,
                words.count, &hits);
  bool found = any_hit(language, &words, &hits, number, class_name) ||
               any_expression(language, number, text);
  free(hits.items);
  words_free(&words);
  return found;
}

size_t language_words(const char *text) {
  Words words = {0};
  words_split(&words, NULL, text, strlen(text)); /* which words they are does not matter */
  size_t count = words_count(words.items, 0, words.count);
  words_free(&words);
  return count;
}

size_t language_sentences(const Language *language, const char *text) {
  Words words = {0};
  SentenceList list = {0};
  words_split(&words, language->vocabulary, text, strlen(text));
  sentences_find(language->sentences, &words, text, &list);
  size_t count = 0; /* of those that have a word in them */
  for (size_t i = 0; i < list.count; i++)
    count += words_count(words.items, list.items[i].first, list.items[i].end) > 0;
  free(list.items);
  words_free(&words);
  return count;
}

bool language_abbreviates(const Language *language, const char *word, size_t length) {
  Words words = {0};
  char copy[16];
  if (!length || length >= sizeof copy) return false;
  memcpy(copy, word, length);
  copy[length] = '\0';
  words_split(&words, language->vocabulary, copy, length);
  bool known = words.count == 1 && sentences_go_on(language->sentences, &words.items[0]);
  words_free(&words);
  return known;
}
