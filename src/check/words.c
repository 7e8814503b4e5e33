/* Splits text into words, numbers and signs, and looks each word up in the vocabulary of the rules: one
 * pass, one hash look-up a word, without a copy for ASCII. */
#include "check/words.h"

#include "base/utf8.h"
#include "check/quotes.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { LONGEST_WORD = 200 };

/* The first eight bytes decide nearly always; what is longer is compared with the entry. */
typedef struct Slot {
  uint64_t prefix;
  uint32_t id, length;
} Slot;

struct Vocabulary {
  Arena *arena;
  uint32_t *tags; /* hashes, 0: free; a power of two, at most half of it used */
  Slot *slots;    /* beside them */
  size_t slot_count;
  const char **entries; /* by id, folded */
  size_t count, capacity;
  const Spelling *spelling; /* NULL: words have one form */
  uint32_t forms[MOST_FORMS];
};

/* What a byte begins. */
enum { SIGN, SPACE, LETTER, DIGIT, HYPHEN, QUOTE, BEYOND, NUMBER_MARK, ANY_MARK, TAG_MARK };

#define LETTERS_8 LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER
#define LETTERS_26 LETTERS_8, LETTERS_8, LETTERS_8, LETTER, LETTER
#define BEYOND_8 BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND
#define BEYOND_64 BEYOND_8, BEYOND_8, BEYOND_8, BEYOND_8, BEYOND_8, BEYOND_8, BEYOND_8, BEYOND_8
#define DIGITS_10 DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT

static const unsigned char kinds[256] = {[PHRASE_NUMBER] = NUMBER_MARK,
                                         [PHRASE_ANY] = ANY_MARK,
                                         [PHRASE_TAG] = TAG_MARK,
                                         ['\t'] = SPACE,
                                         ['\n'] = SPACE,
                                         ['\r'] = SPACE,
                                         [' '] = SPACE,
                                         ['"'] = QUOTE,
                                         ['\''] = QUOTE,
                                         ['-'] = HYPHEN,
                                         ['0'] = DIGITS_10,
                                         ['A'] = LETTERS_26,
                                         ['a'] = LETTERS_26,
                                         [0x80] = BEYOND_64,
                                         BEYOND_64};

static unsigned char fold(unsigned char byte) {
  return byte >= 'A' && byte <= 'Z' ? byte + 32 : byte;
}

/* Up to eight bytes at text, folded (in a word every byte that is no capital letter has this bit or is
 * beyond ASCII, where it does no harm). `readable` bytes may be read. */
static uint64_t load(const char *text, size_t length, size_t readable) {
  uint64_t bytes = 0;
  if (readable >= 8) {
    memcpy(&bytes, text, 8);
    if (length < 8) bytes &= (UINT64_C(1) << (8 * length)) - 1;
  } else {
    memcpy(&bytes, text, length < 8 ? length : 8);
  }
  return bytes | UINT64_C(0x2020202020202020);
}

/* Never 0. */
static uint32_t hash_of(const char *text, size_t length, uint64_t prefix) {
  uint64_t hash = (prefix ^ length) * UINT64_C(0x9E3779B97F4A7C15);
  if (length > 8) hash = (hash ^ load(text + length - 8, 8, 8)) * UINT64_C(0xC2B2AE3D27D4EB4F);
  return (uint32_t)(hash >> 32) | 1;
}

/* Compares text as it stands with a folded entry of the same length. */
static bool same(const char *text, const char *folded, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (fold((unsigned char)text[i]) != (unsigned char)folded[i]) return false;
  return true;
}

static size_t slot_after(uint32_t hash) {
  return hash >> 1;
}

static uint32_t look_up(const Vocabulary *vocabulary, const char *text, size_t length,
                        size_t readable) {
  uint64_t prefix = load(text, length, readable);
  uint32_t hash = hash_of(text, length, prefix), tag;
  size_t mask = vocabulary->slot_count - 1;
  if (!vocabulary->slot_count) return WORD_UNKNOWN;
  for (size_t i = slot_after(hash) & mask; (tag = vocabulary->tags[i]); i = (i + 1) & mask) {
    const Slot *slot = &vocabulary->slots[i];
    if (tag != hash || slot->prefix != prefix || slot->length != length) continue;
    bool decided = length <= 8 && !(prefix & UINT64_C(0x8080808080808080));
    if (decided || same(text, vocabulary->entries[slot->id], length)) return slot->id;
  }
  return WORD_UNKNOWN;
}

static void insert(Vocabulary *vocabulary, uint32_t hash, Slot slot) {
  size_t mask = vocabulary->slot_count - 1, i = slot_after(hash) & mask;
  while (vocabulary->tags[i])
    i = (i + 1) & mask;
  vocabulary->tags[i] = hash;
  vocabulary->slots[i] = slot;
}

static void grow(Vocabulary *vocabulary) {
  size_t count = vocabulary->slot_count;
  const uint32_t *tags = vocabulary->tags;
  const Slot *slots = vocabulary->slots;
  vocabulary->slot_count = count ? count * 2 : 16384;
  vocabulary->tags = arena_alloc(vocabulary->arena, vocabulary->slot_count * sizeof *tags);
  vocabulary->slots = arena_alloc(vocabulary->arena, vocabulary->slot_count * sizeof *slots);
  for (size_t i = 0; i < count; i++)
    if (tags[i]) insert(vocabulary, tags[i], slots[i]);
}

/* Gives a word that is not in the vocabulary a number. */
static uint32_t learn(Vocabulary *vocabulary, const char *folded, size_t length) {
  if (vocabulary->count * 2 >= vocabulary->slot_count) grow(vocabulary);
  uint32_t id = (uint32_t)vocabulary->count;
  const char *entry = arena_strndup(vocabulary->arena, folded, length);
  ARENA_PUSH(vocabulary->arena, vocabulary->entries, vocabulary->count, vocabulary->capacity,
             entry);
  uint64_t prefix = load(folded, length, length);
  insert(vocabulary, hash_of(folded, length, prefix), (Slot){prefix, id, (uint32_t)length});
  return id;
}

Vocabulary *vocabulary_new(Arena *arena) {
  Vocabulary *vocabulary = arena_alloc(arena, sizeof *vocabulary);
  vocabulary->arena = arena;
  for (int i = 0; i < WORD_FIRST; i++) {
    const char *none = "";
    ARENA_PUSH(arena, vocabulary->entries, vocabulary->count, vocabulary->capacity, none);
  }
  return vocabulary;
}

void vocabulary_image(Vocabulary *vocabulary, Image *image) {
  IMAGE_ITEMS(image, vocabulary->tags, vocabulary->slot_count);
  IMAGE_ITEMS(image, vocabulary->slots, vocabulary->slot_count);
  image_count(image, &vocabulary->count);
  if (!image->out) {
    vocabulary->capacity = vocabulary->count;
    vocabulary->entries =
        arena_alloc(vocabulary->arena, vocabulary->count * sizeof *vocabulary->entries);
  }
  for (size_t i = 0; i < vocabulary->count && image->good; i++)
    image_text(image, &vocabulary->entries[i]);
}

void vocabulary_set_spelling(Vocabulary *vocabulary, const Spelling *spelling) {
  vocabulary->spelling = spelling;
}

const uint32_t *vocabulary_forms(Vocabulary *vocabulary, uint32_t id, size_t *count) {
  const char *forms[MOST_FORMS];
  *count = 0;
  if (!vocabulary->spelling || id < WORD_FIRST) return vocabulary->forms;
  *count = spelling_forms(vocabulary->spelling, vocabulary->entries[id], vocabulary->arena, forms);
  for (size_t i = 0; i < *count; i++) {
    size_t length = strlen(forms[i]);
    uint32_t known = look_up(vocabulary, forms[i], length, length);
    vocabulary->forms[i] = known ? known : learn(vocabulary, forms[i], length);
  }
  return vocabulary->forms;
}

/* The state of one split. */
typedef struct Splitter {
  Words *words;
  const Vocabulary *vocabulary;
  Vocabulary *learner; /* the same, when unknown words get a number */
  const char *text;
  size_t length, at;
  uint32_t joined; /* flags for the next word: WORD_GLUED or WORD_HYPHENATED */
} Splitter;

static void push(Splitter *s, size_t start, uint32_t id, uint32_t flags) {
  Words *words = s->words;
  if (words->count == words->capacity) {
    words->capacity = words->capacity ? words->capacity * 2 : 256;
    words->items = memory_grow(words->items, words->capacity * sizeof *words->items);
  }
  words->items[words->count++] = (Word){(uint32_t)start, (uint32_t)s->at, id, flags};
}

/* A word that no look-up found gets a number. */
static uint32_t learn_folded(Vocabulary *learner, const char *text, size_t length) {
  char folded[LONGEST_WORD];
  for (size_t i = 0; i < length; i++)
    folded[i] = (char)fold((unsigned char)text[i]);
  return learn(learner, folded, length);
}

static uint32_t identify(const Splitter *s, const char *text, size_t length) {
  if (!s->vocabulary) return WORD_UNKNOWN;
  bool inside = text >= s->text && text <= s->text + s->length;
  size_t readable = inside ? (size_t)(s->text + s->length + 1 - text) : length;
  uint32_t id = look_up(s->vocabulary, text, length, readable);
  return id || !s->learner ? id : learn_folded(s->learner, text, length);
}

static bool is_letter_beyond(uint32_t c) {
  if (c < 0xAA) return false;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  return !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) && c < 0x1F000 &&
         !(c >= 0xFE10 && c < 0xFE70) && !(c >= 0xFF00 && c < 0xFF10) && c != 0xFFFD;
}

/* Signs that are not there for the reader: soft hyphens, zero-width joiners and spaces. */
static bool is_invisible(uint32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static bool is_apostrophe(uint32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}

/* Whether a letter begins at the offset. */
static bool letter_at(const Splitter *s, size_t at) {
  if (at >= s->length) return false;
  unsigned char kind = kinds[(unsigned char)s->text[at]];
  return kind == LETTER || (kind == BEYOND && is_letter_beyond(utf8_next(s->text, s->length, &at)));
}

/* Where an 's ends that begins with the apostrophe before `after`, or 0 when it is none. */
static size_t possessive_end(const Splitter *s, size_t after) {
  if (after >= s->length || (s->text[after] != 's' && s->text[after] != 'S')) return 0;
  return letter_at(s, after + 1) ? 0 : after + 1;
}

/* The word in composed, case-folded form (NFKC_Casefold), which also drops invisible signs. Its
 * length, or 0 when it is too long. */
static size_t fold_beyond(const char *text, size_t length, char out[LONGEST_WORD]) {
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[LONGEST_WORD], folded[LONGEST_WORD];
  int32_t count = 0, out_length = 0;
  const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);
  u_strFromUTF8(wide, LONGEST_WORD, &count, text, (int32_t)length, &status);
  if (U_FAILURE(status)) return 0;
  count = unorm2_normalize(form, wide, count, folded, LONGEST_WORD, &status);
  if (U_FAILURE(status)) return 0;
  u_strToUTF8(out, LONGEST_WORD, &out_length, folded, count, &status);
  return U_FAILURE(status) ? 0 : (size_t)out_length;
}

static bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

static uint32_t capital_flags(bool capital, bool shouted) {
  return (capital ? (uint32_t)WORD_CAPITAL : 0) | (shouted ? (uint32_t)WORD_SHOUTED : 0);
}

/* The rest of a word that has more than ASCII letters in it: accents, apostrophes, invisible signs.
 */
static void split_beyond(Splitter *s, size_t start) {
  char plain[LONGEST_WORD], folded[LONGEST_WORD];
  size_t length = 0, at = start, possessive = 0, apostrophe = 0;
  bool beyond = false;
  while (at < s->length) {
    size_t here = at;
    uint32_t c = utf8_next(s->text, s->length, &at);
    bool in_word = is_letter_beyond(c) || (c < 0x80 && kinds[c] == LETTER);
    if (is_apostrophe(c) && length && letter_at(s, at)) {
      apostrophe = here;
      if ((possessive = possessive_end(s, at))) break;
      in_word = true;
      c = '\'';
    }
    if (!in_word && !is_invisible(c)) {
      at = here;
      break;
    }
    if (c >= 0x80) beyond = true;
    size_t size = c == '\'' ? 1 : at - here;
    if (length + size < sizeof plain)
      memcpy(plain + length, c == '\'' ? "'" : s->text + here, size);
    length += size;
  }
  s->at = possessive ? apostrophe : at;
  const char *text = plain;
  if (length >= sizeof plain) length = 0;
  if (beyond && length) {
    length = fold_beyond(plain, length, folded);
    text = folded;
  }
  uint32_t id = length ? identify(s, text, length) : WORD_UNKNOWN;
  unsigned char first = (unsigned char)s->text[start];
  bool capital = (first >= 'A' && first <= 'Z') ||
                 (first >= 0x80 && length && memcmp(plain, folded, length) != 0);
  bool shouted = capital && is_upper(s->text[start + 1]);
  push(s, start, id, WORD_IS_TEXT | s->joined | capital_flags(capital, shouted));
  s->joined = WORD_GLUED;
  if (!possessive) return;
  s->at = possessive;
  push(s, apostrophe, identify(s, "'s", 2), WORD_IS_TEXT | WORD_POSSESSIVE);
}

/* How many of eight bytes are ASCII letters, from the first on; without a branch, because where words end
 * cannot be foreseen. */
static size_t letters_in(const char *text) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
  uint64_t bytes;
  memcpy(&bytes, text, 8);
  uint64_t low = (bytes | ones << 5) & ~high;
  uint64_t from_a = low + ones * (0x80 - 'a'), beyond_z = low + ones * (0x80 - 'z' - 1);
  uint64_t others = ~(from_a & ~beyond_z & ~bytes) & high;
  return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
#else
  (void)text;
  return 0;
#endif
}

static void split_letters(Splitter *s) {
  const char *text = s->text;
  size_t at = s->at, run = s->length - at >= 8 ? letters_in(text + at) : 0;
  at += run;
  if (run == 8 || run == 0)
    while (kinds[(unsigned char)text[at]] == LETTER)
      at++;
  unsigned char stop = (unsigned char)text[at];
  if (stop >= 0x80 || (stop == '\'' && letter_at(s, at + 1)) || at - s->at >= LONGEST_WORD) {
    split_beyond(s, s->at);
    return;
  }
  size_t start = s->at;
  s->at = at;
  bool capital = text[start] <= 'Z';
  push(s, start, identify(s, text + start, at - start),
       WORD_IS_TEXT | s->joined | capital_flags(capital, capital && is_upper(text[start + 1])));
  s->joined = WORD_GLUED;
}

/* Digits, with dots, commas and colons between them. */
static void split_number(Splitter *s) {
  const char *text = s->text;
  size_t start = s->at, at = start;
  while (kinds[(unsigned char)text[at]] == DIGIT ||
         (strchr(".,:", text[at] ? text[at] : ' ') && kinds[(unsigned char)text[at + 1]] == DIGIT &&
          at - start < LONGEST_WORD))
    at++;
  s->at = at;
  size_t length = at - start < LONGEST_WORD ? at - start : 0;
  push(s, start, length ? identify(s, text + start, length) : 0, WORD_IS_NUMBER | s->joined);
  s->joined = WORD_GLUED;
}

static void split_sign(Splitter *s, size_t length) {
  size_t start = s->at;
  s->at += length;
  uint32_t id = identify(s, s->text + start, length);
  push(s, start, id, WORD_IS_SIGN);
  s->joined = 0;
}

static bool in_word(const Splitter *s, size_t at) {
  return letter_at(s, at) || (at < s->length && kinds[(unsigned char)s->text[at]] == DIGIT);
}

static bool is_space_at(const Splitter *s, size_t at) {
  return at >= s->length || kinds[(unsigned char)s->text[at]] == SPACE;
}

/* A hyphen joins two words; one between spaces is a dash. */
static void split_hyphen(Splitter *s, size_t length) {
  bool after_word = s->joined == WORD_GLUED, before_word = in_word(s, s->at + length);
  bool after_space = s->at == 0 || is_space_at(s, s->at - 1);
  if (after_space && is_space_at(s, s->at + length)) {
    split_sign(s, length);
    return;
  }
  s->at += length;
  s->joined = after_word && before_word ? WORD_HYPHENATED : 0;
}

static void split_quote(Splitter *s, size_t length, uint32_t c) {
  bool possible_plural = is_apostrophe(c) && s->joined == WORD_GLUED;
  quotes_note(s->words, c, s->text, s->length, s->at, length, possible_plural);
  s->at += length;
  s->joined = 0;
}

static bool is_quote_beyond(uint32_t c) {
  return c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

static bool is_space_beyond(uint32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000 ||
         c == 0x2028 || c == 0x2029 || c == 0x85;
}

static void step_beyond(Splitter *s) {
  size_t after = s->at;
  uint32_t c = utf8_next(s->text, s->length, &after);
  size_t length = after - s->at;
  if (is_letter_beyond(c)) {
    split_beyond(s, s->at);
  } else if (is_space_beyond(c)) {
    s->at = after;
    s->joined = 0;
  } else if (is_invisible(c)) {
    s->at = after;
  } else if (c == 0x2010 || c == 0x2011) {
    split_hyphen(s, length);
  } else if (is_quote_beyond(c)) {
    split_quote(s, length, c);
  } else {
    split_sign(s, length);
  }
}

static void split_mark(Splitter *s, uint32_t id, uint32_t flags) {
  s->at++;
  push(s, s->at - 1, id, flags | s->joined);
  s->joined = WORD_GLUED;
}

/* A word class in a phrase, perhaps with an 's. */
static void split_tag(Splitter *s) {
  uint32_t tag = (unsigned char)s->text[s->at + 1] - (uint32_t)PHRASE_TAG_FIRST;
  if (!s->learner || tag >= WORD_TAGS) {
    split_sign(s, 1);
    return;
  }
  s->at++;
  split_mark(s, WORD_TAG_ID + tag, WORD_IS_TEXT);
  size_t apostrophe = s->at, end = possessive_end(s, apostrophe + 1);
  if (apostrophe >= s->length || s->text[apostrophe] != '\'' || !end) return;
  s->at = end;
  push(s, apostrophe, identify(s, "'s", 2), WORD_IS_TEXT | WORD_POSSESSIVE);
}

static void split(Splitter *s) {
  s->words->count = s->words->mark_count = 0;
  while (s->at < s->length) {
    switch (kinds[(unsigned char)s->text[s->at]]) {
    case SPACE:
      s->at++;
      s->joined = 0;
      break;
    case LETTER:
      split_letters(s);
      break;
    case DIGIT:
      split_number(s);
      break;
    case HYPHEN:
      split_hyphen(s, 1);
      break;
    case QUOTE:
      split_quote(s, 1, (unsigned char)s->text[s->at]);
      break;
    case BEYOND:
      step_beyond(s);
      break;
    case NUMBER_MARK:
      split_mark(s, s->learner ? WORD_NUMBER_ID : 0, s->learner ? WORD_IS_NUMBER : WORD_IS_SIGN);
      break;
    case ANY_MARK:
      split_mark(s, s->learner ? WORD_ANY_ID : 0, s->learner ? WORD_IS_TEXT : WORD_IS_SIGN);
      break;
    case TAG_MARK:
      split_tag(s);
      break;
    default:
      split_sign(s, 1);
    }
  }
}

void words_split(Words *words, const Vocabulary *vocabulary, const char *text, size_t length) {
  Splitter s = {.words = words, .vocabulary = vocabulary, .text = text, .length = length};
  split(&s);
  if (words->mark_count) quotes_apply(words);
  quotes_dialogue(words, text);
}

void words_learn(Words *words, Vocabulary *vocabulary, const char *phrase) {
  Splitter s = {.words = words,
                .vocabulary = vocabulary,
                .learner = vocabulary,
                .text = phrase,
                .length = strlen(phrase)};
  split(&s);
}

void words_free(Words *words) {
  free(words->items);
  free(words->marks);
  *words = (Words){0};
}

bool word_counts(const Word *word) {
  return (word->flags & (WORD_IS_TEXT | WORD_IS_NUMBER)) &&
         !(word->flags & (WORD_GLUED | WORD_HYPHENATED | WORD_POSSESSIVE));
}

size_t words_count(const Word *words, size_t from, size_t to) {
  size_t count = 0;
  for (size_t i = from; i < to; i++)
    count += word_counts(&words[i]);
  return count;
}
