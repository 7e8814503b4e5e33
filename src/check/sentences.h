#ifndef PLAINPLAN_CHECK_SENTENCES_H
#define PLAINPLAN_CHECK_SENTENCES_H

#include "check/words.h"
#include "diag/diag.h"

/* A sentence: words [first, end) of a text. */
typedef struct Sentence {
  uint32_t first, end;
} Sentence;

/* The sentences of one text. Zero-initialise; free(items) releases it. */
typedef struct SentenceList {
  Sentence *items;
  size_t count, capacity;
} SentenceList;

/* What is known about full stops in a language: which words are written with one. */
typedef struct Sentences Sentences;

/* Reads templates/language/<language>/sentences.yml (without the file, no abbreviation is known). The words
 * get numbers in the vocabulary. NULL after a diagnostic. */
Sentences *sentences_load(const char *path, Vocabulary *vocabulary, Arena *arena, Diags *diags);

/* Sentences that know nothing yet, to be read from an image, and the writing or reading. */
Sentences *sentences_new(Arena *arena);
void sentences_image(Sentences *sentences, Image *image);

/* Whether a word is one behind whose full stop a sentence always goes on. */
bool sentences_go_on(const Sentences *sentences, const Word *word);

/* Finds the sentences of a text that was split into words. Replaces what was in *list. The text always
 * ends a sentence. */
void sentences_find(const Sentences *sentences, const Words *words, const char *text,
                    SentenceList *list);

#endif
