#ifndef PLAINPLAN_CHECK_WORDS_H
#define PLAINPLAN_CHECK_WORDS_H

#include "check/image.h"
#include "check/spelling.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The words that rules speak of, each with a number from WORD_FIRST on. Case, the form of an
 * apostrophe and the composition of accents make no difference. */
typedef struct Vocabulary Vocabulary;

enum {
  WORD_UNKNOWN = 0,
  WORD_NUMBER_ID = 1,
  WORD_ANY_ID = 2,
  WORD_TAG_ID = 3, /* of the first word class; the others follow (tags.h) */
  WORD_TAGS = 62,
  WORD_FIRST = WORD_TAG_ID + WORD_TAGS
};

/* In a phrase, these bytes stand for any number and for any word, and, with a second byte (PHRASE_TAG_FIRST plus its
 * number), for the words of a class. */
enum { PHRASE_NUMBER = 0x01, PHRASE_ANY = 0x02, PHRASE_TAG = 0x03, PHRASE_TAG_FIRST = 0x40 };

enum {
  WORD_IS_TEXT = 1,     /* letters */
  WORD_IS_NUMBER = 2,   /* digits */
  WORD_IS_SIGN = 4,     /* a punctuation mark or another sign */
  WORD_GLUED = 8,       /* no gap to the word before: the "pm" of "9pm" */
  WORD_HYPHENATED = 16, /* a hyphen joins it to the word before */
  WORD_CAPITAL = 32,    /* begins with a capital letter */
  WORD_POSSESSIVE = 64, /* the 's of a possessive or of "it's" */
  WORD_QUOTED = 128,    /* inside quotation marks */
  WORD_NAME = 256,      /* part of the name of somebody declared in the case */
  WORD_REPORTED = 512,  /* what somebody is said to have said, without quotation marks */
  WORD_SHOUTED = 1024,  /* begins with two capital letters */
  WORD_OF_AGENCY = 2048 /* names, or stands for, somebody who works for an agency */
};

typedef struct Word {
  uint32_t start, end; /* bytes of the text */
  uint32_t id;
  uint32_t flags;
} Word;

/* The words of one text. Zero-initialise; words_free releases it. */
typedef struct Words {
  Word *items;
  size_t count, capacity;
  struct QuoteMark *marks; /* quotation marks, in order */
  size_t mark_count, mark_capacity;
} Words;

Vocabulary *vocabulary_new(Arena *arena);

/* Writes the words, or reads them into a new vocabulary. */
void vocabulary_image(Vocabulary *vocabulary, Image *image);

/* Lets words have further forms (spelling.h). */
void vocabulary_set_spelling(Vocabulary *vocabulary, const Spelling *spelling);

/* The further forms of a word, which get numbers of their own; none without a spelling. They live until the next
 * call. */
const uint32_t *vocabulary_forms(Vocabulary *vocabulary, uint32_t id, size_t *count);

/* Splits a text of valid UTF-8 (NUL-terminated at length) into words, signs and numbers, and marks
 * what stands in quotation marks. Replaces what was in *words. */
void words_split(Words *words, const Vocabulary *vocabulary, const char *text, size_t length);

/* The same for a phrase of a rule: unknown words get a number. */
void words_learn(Words *words, Vocabulary *vocabulary, const char *phrase);

void words_free(Words *words);

/* Whether it is counted as a word: not a sign, and not a later part of a hyphenated or glued word. */
bool word_counts(const Word *word);

/* How many words that is, between two indices. */
size_t words_count(const Word *words, size_t from, size_t to);

#endif
