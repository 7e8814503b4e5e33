/* Word classes as bits: looked up by number for the words that rules know, told from the ending for others. */
#include "check/tags.h"

#include <string.h>

enum { LONGEST_ENDING = 8 };

typedef struct Ending {
  uint64_t tags;
  char text[LONGEST_ENDING];
  size_t length;
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
  Ending *endings;
  size_t ending_count, ending_capacity;
  Capitals *capitals;
  size_t capital_count, capital_capacity;
  uint64_t names;
  uint64_t last_bytes[4]; /* a bit for each byte that some ending ends with */
  uint32_t count;
};

Tags *tags_new(Vocabulary *vocabulary, Arena *arena) {
  Tags *tags = arena_alloc(arena, sizeof *tags);
  *tags = (Tags){.vocabulary = vocabulary, .arena = arena};
  return tags;
}

uint32_t tags_add(Tags *tags) {
  return tags->count < WORD_TAGS ? tags->count++ : TAG_NONE;
}

static void set(Tags *tags, uint64_t **bits, size_t *count, uint32_t tag, uint32_t word) {
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
  set(tags, &tags->listed, &tags->listed_count, tag, word);
}

void tags_exclude_word(Tags *tags, uint32_t tag, uint32_t word) {
  set(tags, &tags->excluded, &tags->excluded_count, tag, word);
}

void tags_add_ending(Tags *tags, uint32_t tag, const char *ending) {
  Ending entry = {.tags = UINT64_C(1) << tag, .length = strlen(ending)};
  if (!entry.length || entry.length > LONGEST_ENDING) return;
  memcpy(entry.text, ending, entry.length);
  unsigned char last = (unsigned char)ending[entry.length - 1];
  tags->last_bytes[last / 64] |= UINT64_C(1) << last % 64;
  for (size_t i = 0; i < tags->ending_count; i++)
    if (tags->endings[i].length == entry.length &&
        memcmp(tags->endings[i].text, entry.text, entry.length) == 0) {
      tags->endings[i].tags |= entry.tags;
      return;
    }
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
  for (int i = 0; i < 4; i++)
    image_mask(image, &tags->last_bytes[i]);
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
  unsigned char last = (unsigned char)text[length - 1];
  if (!(tags->last_bytes[last / 64] >> last % 64 & 1)) return 0;
  for (size_t i = 0; i < tags->ending_count; i++) {
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

uint64_t tags_of(Tags *tags, const char *text, const Word *word) {
  if (word->flags & WORD_NAME) return tags->names;
  if (!(word->flags & WORD_IS_TEXT)) return 0;
  size_t length = word->end - word->start;
  uint64_t found = by_ending(tags, text + word->start, length);
  if (word->flags & WORD_SHOUTED) found |= by_capitals(tags, text + word->start, length);
  if (!word->id) return looks_like_name(word) ? found | tags->names : found;
  if (word->id < tags->excluded_count) found &= ~tags->excluded[word->id];
  return word->id < tags->listed_count ? found | tags->listed[word->id] : found;
}
