/* Word classes as bits: looked up by number for the words that rules know, told from the ending for others. */
#include "check/tags.h"

#include <string.h>

enum { LONGEST_ENDING = 8 };

/* No class has this bit: what is known of a word is complete. */
#define KNOWN (UINT64_C(1) << 63)

typedef struct Ending {
  uint64_t tags;
  char text[LONGEST_ENDING];
  uint32_t length;
  uint32_t next; /* of those with the same last byte; 0: none */
} Ending;

/* Words in capitals. */
typedef struct Capitals {
  uint64_t tags;
  uint32_t least, most;
} Capitals;

struct Tags {
  Vocabulary *vocabulary;
  Arena *arena;
  uint64_t *listed, *excluded; /* by word */
  size_t listed_count, excluded_count;
  Ending *endings; /* 0 is unused */
  size_t ending_count, ending_capacity;
  Capitals *capitals;
  size_t capital_count, capital_capacity;
  uint64_t names;
  uint32_t *by_last; /* by last byte: an ending, or 0 */
  uint64_t *known;   /* by word: what was found out, with the bit KNOWN */
  size_t known_count;
  uint32_t count;
};

Tags *tags_new(Vocabulary *vocabulary, Arena *arena) {
  Tags *tags = arena_alloc(arena, sizeof *tags);
  *tags = (Tags){.vocabulary = vocabulary, .arena = arena};
  tags->by_last = arena_alloc(arena, 256 * sizeof *tags->by_last);
  Ending none = {0};
  ARENA_PUSH(arena, tags->endings, tags->ending_count, tags->ending_capacity, none);
  return tags;
}

uint32_t tags_add(Tags *tags) {
  return tags->count < WORD_TAGS ? tags->count++ : TAG_NONE;
}

static void set(Tags *tags, uint64_t **bits, size_t *count, uint32_t tag, uint32_t word) {
  tags->known_count = 0; /* what was found out may be no longer so */
  if (word >= *count) {
    size_t grown = *count ? *count * 2 : 4096;
    while (grown <= word)
      grown *= 2;
    *bits = arena_grow(tags->arena, *bits, *count * sizeof **bits, grown * sizeof **bits);
    *count = grown;
  }
  (*bits)[word] |= UINT64_C(1) << tag;
}

void tags_add_word(Tags *tags, uint32_t tag, uint32_t word) {
  size_t count;
  const uint32_t *forms = vocabulary_forms(tags->vocabulary, word, &count);
  for (size_t i = 0; i < count; i++)
    set(tags, &tags->listed, &tags->listed_count, tag, forms[i]);
  set(tags, &tags->listed, &tags->listed_count, tag, word);
}

void tags_exclude_word(Tags *tags, uint32_t tag, uint32_t word) {
  size_t count;
  const uint32_t *forms = vocabulary_forms(tags->vocabulary, word, &count);
  for (size_t i = 0; i < count; i++)
    set(tags, &tags->excluded, &tags->excluded_count, tag, forms[i]);
  set(tags, &tags->excluded, &tags->excluded_count, tag, word);
}

void tags_add_ending(Tags *tags, uint32_t tag, const char *ending) {
  Ending entry = {.tags = UINT64_C(1) << tag, .length = (uint32_t)strlen(ending)};
  if (!entry.length || entry.length > LONGEST_ENDING) return;
  memcpy(entry.text, ending, entry.length);
  uint32_t *head = &tags->by_last[(unsigned char)ending[entry.length - 1]];
  for (uint32_t i = *head; i; i = tags->endings[i].next)
    if (tags->endings[i].length == entry.length &&
        memcmp(tags->endings[i].text, entry.text, entry.length) == 0) {
      tags->endings[i].tags |= entry.tags;
      return;
    }
  entry.next = *head;
  *head = (uint32_t)tags->ending_count;
  ARENA_PUSH(tags->arena, tags->endings, tags->ending_count, tags->ending_capacity, entry);
}

void tags_add_names(Tags *tags, uint32_t tag) {
  tags->names |= UINT64_C(1) << tag;
}

void tags_add_capitals(Tags *tags, uint32_t tag, uint32_t least, uint32_t most) {
  Capitals entry = {UINT64_C(1) << tag, least, most};
  ARENA_PUSH(tags->arena, tags->capitals, tags->capital_count, tags->capital_capacity, entry);
}

void tags_image(Tags *tags, Image *image) {
  IMAGE_ITEMS(image, tags->listed, tags->listed_count);
  IMAGE_ITEMS(image, tags->excluded, tags->excluded_count);
  IMAGE_ITEMS(image, tags->endings, tags->ending_count);
  IMAGE_ITEMS(image, tags->capitals, tags->capital_count);
  tags->ending_capacity = tags->ending_count;
  tags->capital_capacity = tags->capital_count;
  image_mask(image, &tags->names);
  size_t bytes = 256;
  IMAGE_ITEMS(image, tags->by_last, bytes);
  image_number(image, &tags->count);
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static uint64_t by_capitals(const Tags *tags, const char *text, size_t length) {
  uint64_t found = 0;
  uint32_t letters = 0;
  while (letters < length && is_upper(text[letters]))
    letters++;
  if (letters < length && !(letters + 1 == length && text[letters] == 's')) return 0;
  for (size_t i = 0; i < tags->capital_count; i++)
    if (letters >= tags->capitals[i].least && letters <= tags->capitals[i].most)
      found |= tags->capitals[i].tags;
  return found;
}

static uint64_t by_ending(const Tags *tags, const char *text, size_t length) {
  uint64_t found = 0;
  for (uint32_t i = tags->by_last[(unsigned char)text[length - 1]]; i; i = tags->endings[i].next) {
    const Ending *ending = &tags->endings[i];
    if (length >= ending->length + 2 &&
        memcmp(text + length - ending->length, ending->text, ending->length) == 0)
      found |= ending->tags;
  }
  return found;
}

/* "Kayleigh", but not "KAYLEIGH" or "K". */
static bool looks_like_name(const Word *word) {
  return word->flags & WORD_CAPITAL && !(word->flags & WORD_SHOUTED) && word->end - word->start > 1;
}

/* The classes of a word by its form and its number, but for those of names. */
static uint64_t classify(const Tags *tags, const char *text, const Word *word) {
  size_t length = word->end - word->start;
  uint64_t found = by_ending(tags, text + word->start, length);
  if (word->flags & WORD_SHOUTED) found |= by_capitals(tags, text + word->start, length);
  if (word->id < tags->excluded_count) found &= ~tags->excluded[word->id];
  return word->id < tags->listed_count ? found | tags->listed[word->id] : found;
}

/* Where it is kept what was found out about a word that rules know. */
static uint64_t *known_of(Tags *tags, uint32_t id) {
  if (id >= tags->known_count) {
    size_t grown = (size_t)id * 2 + 4096;
    tags->known = arena_grow(tags->arena, tags->known, tags->known_count * sizeof *tags->known,
                             grown * sizeof *tags->known);
    tags->known_count = grown;
  }
  return &tags->known[id];
}

uint64_t tags_of(Tags *tags, const char *text, const Word *word) {
  if (word->flags & WORD_NAME) return tags->names;
  if (!(word->flags & WORD_IS_TEXT)) return 0;
  if (!word->id || word->flags & WORD_SHOUTED) {
    uint64_t found = classify(tags, text, word);
    return word->id || !looks_like_name(word) ? found : found | tags->names;
  }
  uint64_t *known = known_of(tags, word->id);
  if (!*known) *known = classify(tags, text, word) | KNOWN;
  return *known & ~KNOWN;
}

bool tags_has(Tags *tags, const char *text, const Word *word, uint32_t tag) {
  return tag != TAG_NONE && tags_of(tags, text, word) >> tag & 1;
}
