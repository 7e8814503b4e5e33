/* The forms of a word that no rule has to list. All of it is data; what is here only puts the parts together. */
#include "check/spelling.h"

#include "base/map.h"

#include <stdlib.h>
#include <string.h>

const char *const spelling_keys[] = {"initials", "least-letters", "letters",
                                     "never",    "tied",          "tied-behind"};

struct Spelling {
  const Yaml *initials; /* letters that a word begins with: a list of what may stand instead */
  const Yaml *letters;  /* letter: what careless writers put for it */
  const Yaml *tied;     /* what may be tied to the end of a word … */
  const Yaml *behind;   /* … that ends with one of these letters */
  long least_letters;   /* of a word whose first letter changes */
  Map *never;           /* words that have no other form and are none of another word */
};

static bool is_list_of_texts(const Yaml *value) {
  if (value->type != YAML_LIST) return false;
  for (const Yaml *item = value->first; item; item = item->next)
    if (item->type != YAML_SCALAR) return false;
  return true;
}

static bool is_mapping_to(const Yaml *value, bool lists) {
  if (value->type != YAML_MAPPING) return false;
  for (const Yaml *item = value->first; item; item = item->next)
    if (lists ? !is_list_of_texts(item) : item->type != YAML_SCALAR) return false;
  return true;
}

static bool is_number(const Yaml *value) {
  char *end = NULL;
  if (value->type != YAML_SCALAR || !value->length) return false;
  strtol(value->text, &end, 10);
  return !*end;
}

/* What the value of a key must be, or NULL when it is. */
static const char *needs(size_t key, const Yaml *value) {
  switch (key) {
  case 0:
    return is_mapping_to(value, true) ? NULL : "letters, each with a list of letters";
  case 1:
    return is_number(value) ? NULL : "a number";
  case 2:
    return is_mapping_to(value, false) ? NULL : "letters, each with another one";
  default:
    return is_list_of_texts(value) ? NULL : "a list of texts";
  }
}

Spelling *spelling_new(const Yaml *root, Arena *arena, SpellingProblem *problem) {
  Spelling *spelling = arena_alloc(arena, sizeof *spelling);
  *spelling = (Spelling){.never = map_new(arena)};
  for (const Yaml *value = root->first; value; value = value->next) {
    size_t key = 0;
    while (key < SPELLING_KEYS && strcmp(spelling_keys[key], value->key->text) != 0)
      key++;
    const char *needed = key < SPELLING_KEYS ? needs(key, value) : NULL;
    if (key == SPELLING_KEYS || needed) {
      *problem = (SpellingProblem){value, needed};
      return NULL;
    }
    const Yaml **const into[] = {
        &spelling->initials, NULL, &spelling->letters, NULL, &spelling->tied, &spelling->behind};
    if (into[key]) *into[key] = value;
    if (key == 1) spelling->least_letters = strtol(value->text, NULL, 10);
    for (const Yaml *word = key == 3 ? value->first : NULL; word; word = word->next)
      map_set(spelling->never, word->text, word->length, spelling);
  }
  return spelling;
}

/* The forms so far. */
typedef struct Forms {
  const char **items;
  size_t count;
  const Map *never;
} Forms;

static void add(Forms *forms, const char *word, const char *form) {
  if (forms->count == MOST_FORMS || !*form || strcmp(word, form) == 0) return;
  if (map_get(forms->never, form, strlen(form))) return;
  for (size_t i = 0; i < forms->count; i++)
    if (strcmp(forms->items[i], form) == 0) return;
  forms->items[forms->count++] = form;
}

static long letters_of(const char *word) {
  long count = 0;
  for (; *word; word++)
    count += ((unsigned char)*word & 0xC0) != 0x80;
  return count;
}

/* The longest of the initials that the word begins with decides: "ch" is no "c". */
static void mutate(const Spelling *spelling, const char *word, Arena *arena, Forms *forms) {
  const Yaml *best = NULL;
  if (!spelling->initials || letters_of(word) < spelling->least_letters) return;
  for (const Yaml *item = spelling->initials->first; item; item = item->next) {
    bool longer = !best || item->key->length > best->key->length;
    if (longer && strncmp(word, item->key->text, item->key->length) == 0) best = item;
  }
  for (const Yaml *to = best ? best->first : NULL; to; to = to->next)
    add(forms, word, arena_printf(arena, "%s%s", to->text, word + best->key->length));
}

/* The word with the letters that have another one put for them: "ty" for "tŷ". */
static const char *carelessly(const Spelling *spelling, const char *word, Arena *arena) {
  char *form = arena_alloc(arena, strlen(word) * 2 + 1), *to = form;
  for (const char *at = word; *at;) {
    const Yaml *letter = spelling->letters ? spelling->letters->first : NULL;
    while (letter && strncmp(at, letter->key->text, letter->key->length) != 0)
      letter = letter->next;
    bool fits = letter && letter->key->length && letter->length <= letter->key->length * 2;
    size_t length = fits ? letter->length : 1;
    memcpy(to, fits ? letter->text : at, length);
    to += length;
    at += fits ? letter->key->length : 1;
  }
  *to = '\0';
  return form;
}

static bool ends_in_any(const char *word, const Yaml *list) {
  size_t length = strlen(word);
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next)
    if (item->length <= length &&
        memcmp(word + length - item->length, item->text, item->length) == 0)
      return true;
  return false;
}

static void tie(const Spelling *spelling, const char *word, const char *form, Arena *arena,
                Forms *forms) {
  if (!ends_in_any(form, spelling->behind)) return;
  for (const Yaml *item = spelling->tied ? spelling->tied->first : NULL; item; item = item->next)
    add(forms, word, arena_printf(arena, "%s%s", form, item->text));
}

size_t spelling_forms(const Spelling *spelling, const char *word, Arena *arena,
                      const char *forms[MOST_FORMS]) {
  Forms list = {forms, 0, spelling->never};
  if (map_get(spelling->never, word, strlen(word))) return 0;
  mutate(spelling, word, arena, &list);
  size_t mutated = list.count;
  add(&list, word, carelessly(spelling, word, arena));
  for (size_t i = 0; i < mutated; i++)
    add(&list, word, carelessly(spelling, forms[i], arena));
  size_t untied = list.count;
  tie(spelling, word, word, arena, &list);
  for (size_t i = 0; i < untied; i++)
    tie(spelling, word, forms[i], arena, &list);
  return list.count;
}
