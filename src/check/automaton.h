#ifndef PLAINPLAN_CHECK_AUTOMATON_H
#define PLAINPLAN_CHECK_AUTOMATON_H

#include "check/image.h"
#include "check/phrase.h"
#include "check/tags.h"

/* Finds thousands of phrases in a list of words in one pass. What is added makes a non-deterministic
 * automaton over word numbers; the deterministic one is made from it where a text needs it, so that neither
 * loading rules nor running them depends on how many phrases their expressions stand for. */
typedef struct Automaton Automaton;

/* What a phrase stands for. */
typedef struct Output {
  uint32_t kind, owner;    /* the caller's */
  const char *exact;       /* the phrase must be written just so; NULL: in any case */
  const char *replacement; /* of a substitution, or NULL */
} Output;

/* A phrase found: words [first, last]. */
typedef struct Hit {
  uint32_t first, last;
  const Output *output;
} Hit;

/* The hits in one list of words. Zero-initialise; free(items) releases it. */
typedef struct Hits {
  Hit *items;
  size_t count, capacity;
} Hits;

/* An automaton with room for about so many edges (one a word of each alternative of a phrase); more are no problem.
 * tags: the word classes that phrases may name; must outlive it. */
Automaton *automaton_new(Vocabulary *vocabulary, Tags *tags, size_t edges, Arena *arena);

/* Adds the phrases of chains, and their forms with hyphens left out. scratch is used for splitting. */
void automaton_add(Automaton *automaton, Words *scratch, const Chain *chains, Output output);

/* Adds one phrase. */
void automaton_add_phrase(Automaton *automaton, Words *scratch, const char *phrase, Output output);

/* Writes the phrases, or reads them into a new automaton. */
void automaton_image(Automaton *automaton, Image *image);

/* Appends the hits that begin in words [from, to) and end before `to`. */
void automaton_run(Automaton *automaton, const Words *words, const char *text, size_t from,
                   size_t to, Hits *hits);

#endif
