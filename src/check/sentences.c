/* Where sentences end. A full stop behind an abbreviation, an initial or a number in a list ends none;
 * which words are abbreviations is data. */
#include "check/sentences.h"

#include "base/near.h"
#include "source/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a full stop behind a word means, and what a word says about one before it. */
enum {
  NEVER_ENDS = 1, /* "Dr.": always followed by more */
  MAY_END = 2,    /* "p.m.": ends a sentence when a capital follows */
  GOES_ON = 4     /* "Monday": a capital letter, but no beginning of a sentence */
};

struct Sentences {
  uint8_t *marks; /* by word */
  size_t count;
};

static void mark(Sentences *sentences, uint32_t id, uint8_t value, Arena *arena) {
  if (id >= sentences->count) {
    size_t grown = sentences->count ? sentences->count * 2 : 1024;
    while (grown <= id)
      grown *= 2;
    sentences->marks = arena_grow(arena, sentences->marks, sentences->count, grown);
    sentences->count = grown;
  }
  sentences->marks[id] |= value;
}

/* An abbreviation such as "e.g" is told by its last part and that a full stop stands before it. */
static bool read_list(Sentences *sentences, const Yaml *list, uint8_t value, Vocabulary *vocabulary,
                      Arena *arena) {
  Words words = {0};
  if (list->type != YAML_LIST) return false;
  for (const Yaml *item = list->first; item; item = item->next) {
    if (item->type != YAML_SCALAR) continue;
    words_learn(&words, vocabulary, item->text);
    for (size_t i = words.count; i-- > 0;)
      if (words.items[i].flags & WORD_IS_TEXT) {
        mark(sentences, words.items[i].id, value, arena);
        break;
      }
  }
  words_free(&words);
  return true;
}

Sentences *sentences_new(Arena *arena) {
  return arena_alloc(arena, sizeof(Sentences));
}

void sentences_image(Sentences *sentences, Image *image) {
  IMAGE_ITEMS(image, sentences->marks, sentences->count);
}

Sentences *sentences_load(const char *path, Vocabulary *vocabulary, Arena *arena, Diags *diags) {
  static const char *const keys[] = {"never-ends", "may-end", "goes-on"};
  static const uint8_t values[] = {NEVER_ENDS, MAY_END, GOES_ON};
  Sentences *sentences = sentences_new(arena);
  if (access(path, F_OK) != 0) return sentences;
  Source *source = source_read_data(path, diags_arena(diags), diags);
  if (!source) return NULL;
  const Yaml *root = yaml_read(source, (Span){source->body, source->length}, arena, diags);
  if (!root) return NULL;
  for (const Yaml *value = root->first; value; value = value->next) {
    const char *key = value->key ? value->key->text : "";
    Place place = source_place(source, value->span.start, value->span.end);
    size_t i = 0;
    while (i < 3 && strcmp(keys[i], key) != 0)
      i++;
    if (i == 3) {
      diag_add(diags, DIAG_STYLE_KEY, place, key);
      const char *near = near_best(key, keys, 3);
      if (near) diag_hint(diags, "did you mean \"%s\"?", near);
      return NULL;
    }
    if (!read_list(sentences, value, values[i], vocabulary, arena)) {
      diag_add(diags, DIAG_STYLE_TYPE, place, key, "a list of words");
      return NULL;
    }
  }
  return sentences;
}

static uint8_t mark_of(const Sentences *sentences, const Word *word) {
  return word->id && word->id < sentences->count ? sentences->marks[word->id] : 0;
}

bool sentences_go_on(const Sentences *sentences, const Word *word) {
  return mark_of(sentences, word) & NEVER_ENDS;
}

static bool is_stop(const char *text, const Word *word) {
  if (!(word->flags & WORD_IS_SIGN)) return false;
  char c = text[word->start];
  return c == '.' || c == '!' || c == '?' ||
         (word->end - word->start == 3 &&
          (memcmp(text + word->start, "…", 3) == 0 || memcmp(text + word->start, "。", 3) == 0));
}

static bool is_closing(const char *text, const Word *word) {
  return (word->flags & WORD_IS_SIGN) && strchr(")]}", text[word->start]);
}

static bool is_opening(const char *text, const Word *word) {
  if (!(word->flags & WORD_IS_SIGN)) return false;
  if (strchr("([{*", text[word->start])) return true;
  return word->end - word->start == 2 &&
         (memcmp(text + word->start, "¿", 2) == 0 || memcmp(text + word->start, "¡", 2) == 0);
}

/* "J." in "J. Smith", "m." in "p.m.". */
static bool is_letter_alone(const Word *word) {
  return (word->flags & WORD_IS_TEXT) && word->end - word->start == 1;
}

/* Whether the full stop at `stop` can end a sentence, seen from the word before it. `next` is the word
 * that would begin the next one. */
static bool ends_after(const Sentences *sentences, const Words *words, const char *text,
                       size_t stop, const Word *next) {
  if (stop == 0 || text[words->items[stop].start] != '.') return true;
  const Word *before = &words->items[stop - 1];
  if (before->end != words->items[stop].start) return true;
  uint8_t known = mark_of(sentences, before);
  bool capital = next->flags & (WORD_CAPITAL | WORD_IS_NUMBER);
  bool begins = capital && !(mark_of(sentences, next) & GOES_ON);
  bool inner = stop >= 2 && is_stop(text, &words->items[stop - 2]) && is_letter_alone(before);
  if (known & MAY_END && (inner || !is_letter_alone(before))) return begins;
  if (known & NEVER_ENDS) return false;
  return !(is_letter_alone(before) && before->flags & WORD_CAPITAL);
}

/* Whether a sentence ends with the stop at `last`; *after gets the index of the word behind it and what
 * closes with it. */
static bool ends_at(const Sentences *sentences, const Words *words, const char *text, size_t last,
                    size_t *after) {
  size_t at = last + 1;
  while (at < words->count &&
         (is_closing(text, &words->items[at]) || is_stop(text, &words->items[at])))
    at++;
  *after = at;
  while (at < words->count && is_opening(text, &words->items[at]))
    at++;
  if (at >= words->count) return true;
  const Word *next = &words->items[at];
  if (next->start == words->items[last].end) return false; /* "example.org" */
  if (next->flags & WORD_IS_SIGN) return text[words->items[last].start] != '.';
  bool lower = (next->flags & WORD_IS_TEXT) && !(next->flags & WORD_CAPITAL);
  if (lower) return false;
  return ends_after(sentences, words, text, last, next);
}

static void push(SentenceList *list, size_t first, size_t end) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? list->capacity * 2 : 32;
    list->items = memory_grow(list->items, list->capacity * sizeof *list->items);
  }
  list->items[list->count++] = (Sentence){(uint32_t)first, (uint32_t)end};
}

/* The end of a row of a table, where its last stroke stands beside the first of the next row. */
static bool ends_row(const Words *words, const char *text, size_t word) {
  return word + 1 < words->count && text[words->items[word].start] == '|' &&
         text[words->items[word + 1].start] == '|';
}

void sentences_find(const Sentences *sentences, const Words *words, const char *text,
                    SentenceList *list) {
  size_t first = 0;
  list->count = 0;
  for (size_t i = 0; i < words->count; i++) {
    size_t after;
    if (!(words->items[i].flags & WORD_IS_SIGN)) continue;
    if (ends_row(words, text, i)) {
      push(list, first, i + 1);
      first = i + 1;
      continue;
    }
    if (!is_stop(text, &words->items[i])) continue;
    if (!ends_at(sentences, words, text, i, &after)) continue;
    push(list, first, after);
    first = after;
    i = after - 1;
  }
  if (first < words->count) push(list, first, words->count);
}
