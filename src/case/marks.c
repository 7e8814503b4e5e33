/* What a case's texts are marked with: the names that its front matter declares and the words that
 * make dates in its language. */
#include "case/build.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

/* The bytes of a name up to its first space: "Mr.", "O'Brien", "Anne-Marie". */
static uint32_t first_name_length(const char *text, size_t length) {
  uint32_t at = 0;
  while (at < length && text[at] != ' ')
    at++;
  return at;
}

/* The bytes of a name under which it is found in a text: its first word, "Mr", "O", "Anne". */
static uint32_t key_length(const char *text, size_t length) {
  uint32_t at = 0;
  while (marks_in_word(text, (uint32_t)length, at))
    at++;
  return at;
}

static void add_name(Builder *builder, const char *text, const char *person) {
  Marks *marks = &builder->marks;
  size_t length = strlen(text);
  uint32_t first = key_length(text, length);
  if (!first) return;
  KnownName *name = arena_alloc(builder->arena, sizeof *name);
  *name = (KnownName){arena_strdup(builder->arena, text), length, person, NULL};
  KnownName *head = map_get(marks->names, text, first);
  for (KnownName *other = head; other; other = other->next)
    if (other->length == length && memcmp(other->text, text, length) == 0) return;
  if (!head || head->length < length) {
    name->next = head;
    map_set(marks->names, text, first, name);
    return;
  }
  while (head->next && head->next->length >= length)
    head = head->next;
  name->next = head->next;
  head->next = name;
}

static bool is_title(const Builder *builder, const char *text, size_t length) {
  const Yaml *titles = yaml_get(builder->common, "titles");
  if (length && text[length - 1] == '.') length--;
  for (const Yaml *title = titles ? titles->first : NULL; title; title = title->next)
    if (title->length == length && memcmp(title->text, text, length) == 0) return true;
  return false;
}

static char *content(Builder *builder, const xmlNode *node) {
  xmlChar *text = xmlNodeGetContent(node);
  char *copy = arena_strdup(builder->arena, (const char *)text);
  xmlFree(text);
  return copy;
}

static bool named(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_child(const xmlNode *person) {
  xmlChar *role = xmlGetProp(person, (const xmlChar *)"role");
  bool child = role && strcmp((char *)role, "child") == 0;
  xmlFree(role);
  return child;
}

/* The name in full and its other forms; the first word alone unless another person shares it. */
static void add_person(Builder *builder, const xmlNode *person, Map *first_words) {
  Marks *marks = &builder->marks;
  xmlChar *id = xmlGetProp(person, (const xmlChar *)"id");
  const char *kept = arena_strdup(builder->arena, (const char *)id);
  xmlFree(id);
  for (const xmlNode *key = person->children; key; key = key->next) {
    bool full = named(key, "name");
    if (!full && !named(key, "also")) continue;
    char *text = content(builder, key);
    add_name(builder, text, kept);
    if (!full) continue;
    ARENA_PUSH(builder->arena, marks->people, marks->people_count, marks->people_capacity, text);
    size_t first = first_name_length(text, strlen(text));
    if (is_title(builder, text, first)) continue;
    char *alone = arena_strndup(builder->arena, text, first);
    int *uses = map_get(first_words, alone, first);
    if (uses && *uses == 1) add_name(builder, alone, kept);
    ARENA_PUSH(builder->arena, marks->first_names, marks->first_name_count,
               marks->first_name_capacity, alone);
    if (is_child(person)) map_set(marks->child_names, alone, first, alone);
  }
}

static void count_first_words(Builder *builder, const xmlNode *people, Map *first_words) {
  for (const xmlNode *person = people->children; person; person = person->next)
    for (const xmlNode *key = person->children; key; key = key->next) {
      if (!named(key, "name")) continue;
      char *text = content(builder, key);
      size_t first = first_name_length(text, strlen(text));
      int *uses = map_get(first_words, text, first);
      if (!uses) uses = arena_alloc(builder->arena, sizeof *uses);
      ++*uses;
      if (first) map_set(first_words, text, first, uses);
    }
}

typedef struct DateState {
  Builder *builder;
  Map *map;
  DateWord *word;
} DateState;

static void add_date_word(void *state, const char *label) {
  DateState *dates = state;
  if (dates->word->month || dates->word->weekday) {
    dates->word->capital = label[0] >= 'A' && label[0] <= 'Z';
    if (!dates->word->label) dates->word->label = label;
  }
  char *key = kind_normalise(dates->builder->arena, label, strlen(label));
  map_set(dates->map, key, strlen(key), dates->word);
}

static void add_date_list(Builder *builder, const Yaml *wording, const char *key, bool months) {
  const Yaml *list = yaml_get(wording, key);
  int number = 0;
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next) {
    DateWord *word = arena_alloc(builder->arena, sizeof *word);
    ++number;
    if (months)
      word->month = number;
    else
      word->weekday = number;
    DateState state = {builder, builder->marks.dates, word};
    templates_labels(item, builder->language, add_date_word, &state);
  }
}

static void add_words(Builder *builder, const Yaml *wording, const char *key, Map *map) {
  static DateWord present;
  DateState state = {builder, map, &present};
  if (yaml_get(wording, key))
    templates_labels(yaml_get(wording, key), builder->language, add_date_word, &state);
}

static bool is_capital(const char *text) {
  size_t at = 0;
  return *text && u_isupper((UChar32)utf8_next(text, strlen(text), &at));
}

void marks_prepare(Builder *builder, const xmlNode *facts, const xmlNode *people) {
  Marks *marks = &builder->marks;
  marks->names = map_new(builder->arena);
  marks->near = map_new(builder->arena);
  marks->child_names = map_new(builder->arena);
  marks->dates = map_new(builder->arena);
  marks->joints = map_new(builder->arena);
  marks->ordinals = map_new(builder->arena);
  Map *first_words = map_new(builder->arena);
  count_first_words(builder, people, first_words);
  for (const xmlNode *person = people->children; person; person = person->next)
    add_person(builder, person, first_words);
  for (const xmlNode *fact = facts->children; fact; fact = fact->next)
    if (named(fact, "names")) add_name(builder, content(builder, fact), NULL);
  TeamWords team = templates_team(builder->templates);
  for (size_t i = 0; i < team.term_count; i++)
    if (is_capital(team.terms[i])) add_name(builder, team.terms[i], NULL);
  const Yaml *chain[3];
  size_t count = templates_wording(builder->templates, builder->language, chain, builder->diags);
  for (size_t i = 0; i < count; i++) {
    add_date_list(builder, chain[i], "months", true);
    add_date_list(builder, chain[i], "short-months", true);
    add_date_list(builder, chain[i], "weekdays", false);
    add_date_list(builder, chain[i], "short-weekdays", false);
    add_words(builder, chain[i], "date-joints", marks->joints);
    add_words(builder, chain[i], "ordinals", marks->ordinals);
  }
}

/* A letter, a digit, or a byte of a longer sequence that is not a
 * typographic apostrophe, dash or quotation mark (all of which begin with E2 80). */
bool marks_in_word(const char *text, uint32_t length, uint32_t at) {
  if (at >= length) return false;
  unsigned char c = (unsigned char)text[at];
  if (c < 0x80)
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  if (c == 0xC2 && at + 1 < length) return (unsigned char)text[at + 1] > 0xBF; /* Latin-1 signs */
  return !(c == 0xE2 && at + 1 < length && (unsigned char)text[at + 1] == 0x80);
}

const KnownName *marks_name(const Marks *marks, const char *text, uint32_t length, uint32_t at) {
  uint32_t end = at;
  while (marks_in_word(text, length, end))
    end++;
  if (end == at) return NULL;
  for (const KnownName *name = map_get(marks->names, text + at, end - at); name; name = name->next)
    if (name->length <= length - at && memcmp(text + at, name->text, name->length) == 0 &&
        !marks_in_word(text, length, at + (uint32_t)name->length))
      return name;
  return NULL;
}
