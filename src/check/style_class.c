/* The classes of words that conditions ask for and that patterns name. */
#include "check/phrase.h"
#include "check/style.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

uint32_t style_new_class(Language *language, const char *name) {
  WordClass *word_class = arena_alloc(language->arena, sizeof *word_class);
  word_class->name = name;
  word_class->tag = TAG_NONE;
  ARENA_PUSH(language->arena, language->class_list.items, language->class_list.count,
             language->class_list.capacity, word_class);
  uint32_t number = (uint32_t)language->class_list.count - 1;
  if (name) map_set(language->class_by_name, name, strlen(name), (void *)(uintptr_t)(number + 1));
  return number;
}

uint32_t style_class(const Language *language, const char *name) {
  return (uint32_t)(uintptr_t)map_get(language->class_by_name, name, strlen(name)) - 1;
}

bool style_read_class(Language *language, uint32_t class_number, const Yaml *list, Source *source,
                      Diags *diags) {
  WordClass *word_class = language->class_list.items[class_number];
  word_class->list = list;
  word_class->source = source;
  Output output = {.kind = OF_CLASS, .owner = class_number};
  for (const Yaml *item = list->first; item; item = item->next) {
    Place place = source_place(source, item->span.start, item->span.end);
    const char *text = item->type == YAML_SCALAR && item->length ? item->text : NULL;
    if (item->type == YAML_MAPPING && item->count == 1 && yaml_get(item, "not")) continue;
    if (!text) {
      diag_add(diags, DIAG_STYLE_TYPE, place, "a class", "a list of phrases");
      return false;
    }
    if (style_is_form(text)) text = arena_printf(language->arena, "<%s>", word_class->name);
    if (!style_add_pattern(language, text, true, false, output, place, diags)) return false;
  }
  return true;
}

bool style_class_in_document(Language *language, uint32_t number, Diags *diags) {
  WordClass *word_class = language->class_list.items[number];
  if (word_class->in_document) return true;
  word_class->in_document = true;
  word_class->expressions.count = 0;
  return !word_class->list ||
         style_read_class(language, number, word_class->list, word_class->source, diags);
}

/* The ending of an item such as "\\w+ed", or NULL. */
static const char *ending_of(const char *item) {
  if (strncmp(item, "\\w+", 3) != 0) return NULL;
  const char *ending = item + 3;
  return *ending && !ending[strspn(ending, "abcdefghijklmnopqrstuvwxyz")] ? ending : NULL;
}

static bool capitals_of(const char *item, uint32_t *least, uint32_t *most) {
  int length = 0;
  return sscanf(item, "[A-Z]{%2" SCNu32 ",%2" SCNu32 "}%n", least, most, &length) == 2 && length &&
         !item[length];
}

bool style_is_form(const char *item) {
  uint32_t least, most;
  return ending_of(item) || capitals_of(item, &least, &most);
}

/* Where the words of a class go: under a tag, and phrases of several words into a list, if there is one. */
typedef struct Naming {
  Language *language;
  Tags *tags;
  uint32_t tag;
  Phrases *phrases;
} Naming;

/* Puts one phrase under the name of a class: a single word gets its tag, a longer one stands as it is. */
static void name_phrase(const Naming *naming, const char *phrase) {
  Language *language = naming->language;
  words_learn(&language->scratch, language->vocabulary, phrase);
  const Words *words = &language->scratch;
  uint32_t id = words->count == 1 ? words->items[0].id : WORD_UNKNOWN;
  if (id >= WORD_FIRST) {
    tags_add_word(naming->tags, naming->tag, id);
  } else if (words->count && naming->phrases) {
    const char *copy = arena_strdup(language->arena, phrase);
    Phrases *named = naming->phrases;
    ARENA_PUSH(language->arena, named->items, named->count, named->capacity, copy);
  }
}

enum { DEEPEST = 8 }; /* classes within classes */

static bool name_item(const Naming *naming, const char *item, int depth);

static bool name_items(const Naming *naming, const Yaml *list, int depth) {
  Language *language = naming->language;
  if (depth > DEEPEST) return false;
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next) {
    const Yaml *not = yaml_get(item, "not");
    for (const Yaml *word = not ? not ->first : NULL; word; word = word->next) {
      words_learn(&language->scratch, language->vocabulary, word->text ? word->text : "");
      if (language->scratch.count == 1)
        tags_exclude_word(naming->tags, naming->tag, language->scratch.items[0].id);
    }
    if (item->type == YAML_SCALAR && !name_item(naming, item->text, depth)) return false;
  }
  return true;
}

/* An item is a form of words, another class, which becomes part of this one, or phrases. */
static bool name_item(const Naming *naming, const char *item, int depth) {
  Language *language = naming->language;
  size_t length = strlen(item);
  const char *ending = ending_of(item);
  uint32_t least, most;
  if (ending) {
    tags_add_ending(naming->tags, naming->tag, ending);
    return true;
  }
  if (capitals_of(item, &least, &most)) {
    tags_add_capitals(naming->tags, naming->tag, least, most);
    return true;
  }
  if (strcmp(item, "<name>") == 0) {
    tags_add_names(naming->tags, naming->tag);
    return true;
  }
  if (length > 2 && item[0] == '<' && strchr(item, '>') == item + length - 1) {
    const char *name = arena_strndup(language->arena, item + 1, length - 2);
    uint32_t number = style_class(language, name);
    if (number == UINT32_MAX) return false;
    return name_items(naming, language->class_list.items[number]->list, depth + 1);
  }
  Phrases phrases;
  const PhraseClasses classes = {style_named_class, language};
  if (!phrases_expand(item, &classes, language->work, &phrases)) return false;
  for (size_t i = 0; i < phrases.count; i++)
    name_phrase(naming, phrases.items[i]);
  return true;
}

/* Gives a class its tag and collects what its name stands for. */
static bool name_class(Language *language, uint32_t number) {
  WordClass *word_class = language->class_list.items[number];
  word_class->tag = tags_add(language->tags);
  if (word_class->tag == TAG_NONE) return false;
  word_class->named = arena_alloc(language->arena, sizeof *word_class->named);
  Phrases *named = word_class->named;
  const char *tag =
      arena_printf(language->arena, "%c%c", PHRASE_TAG, PHRASE_TAG_FIRST + (int)word_class->tag);
  ARENA_PUSH(language->arena, named->items, named->count, named->capacity, tag);
  if (number == CLASS_NAME) tags_add_names(language->tags, word_class->tag);
  const Naming naming = {language, language->tags, word_class->tag, named};
  return name_items(&naming, word_class->list, 0);
}

/* The class of all words of a form, made when it is first asked for. */
static uint32_t class_of_form(Language *language, const char *form) {
  const char *name = arena_strdup(language->arena, form);
  uint32_t number = style_new_class(language, name);
  Yaml *list = arena_alloc(language->arena, sizeof *list), *item;
  item = arena_alloc(language->arena, sizeof *item);
  *item = (Yaml){.type = YAML_SCALAR, .text = name, .length = strlen(name)};
  *list = (Yaml){.type = YAML_LIST, .first = item, .last = item, .count = 1};
  language->class_list.items[number]->list = list;
  return number;
}

const Phrases *style_named_class(void *state, const char *name) {
  Language *language = state;
  uint32_t number = style_class(language, name);
  if (number == UINT32_MAX && style_is_form(name)) number = class_of_form(language, name);
  if (number == UINT32_MAX) return NULL;
  WordClass *word_class = language->class_list.items[number];
  if (!word_class->named && !name_class(language, number)) word_class->named = NULL;
  return word_class->named;
}

uint32_t style_class_tag(Language *language, const char *name) {
  if (!style_named_class(language, name)) return TAG_NONE;
  return language->class_list.items[style_class(language, name)]->tag;
}

uint32_t style_own_tag(Language *language, const char *name) {
  uint32_t number = style_class(language, name);
  if (number == UINT32_MAX) return TAG_NONE;
  const Naming naming = {language, language->own_tags, tags_add(language->own_tags), NULL};
  bool named =
      naming.tag != TAG_NONE && name_items(&naming, language->class_list.items[number]->list, 0);
  return named ? naming.tag : TAG_NONE;
}
