#ifndef PLAINPLAN_CHECK_PHRASE_H
#define PLAINPLAN_CHECK_PHRASE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The phrases that a regular expression stands for, when it stands for a limited number of them. */
typedef struct Phrases {
  const char **items; /* with PHRASE_NUMBER for \d+ and PHRASE_ANY for \w+ */
  size_t count, capacity;
} Phrases;

/* Where expressions find the phrases of a class that they name as <class>. */
typedef struct PhraseClasses {
  /* The phrases of a class, or NULL when there is none or it cannot be named so. */
  const Phrases *(*find)(void *state, const char *name);
  void *state;
} PhraseClasses;

/* Expands an expression made of words, (groups|of|alternatives), optional parts?, small [classes],
 * counts {n,m}, \s, \d+, \w+ and, where classes is not NULL, <classes>, into its phrases. False when it needs a real
 * regular expression. */
bool phrases_expand(const char *pattern, const PhraseClasses *classes, Arena *arena,
                    Phrases *phrases);

/* A phrase in parts that follow each other, each with its alternatives; an empty one is optional. It stands
 * for the same phrases without listing every combination. */
typedef struct Chain {
  Phrases *parts;
  size_t count, capacity;
  struct Chain *next; /* the next alternative of the whole expression */
} Chain;

/* Whether an expression is only words: it stands for itself. */
bool phrases_is_plain(const char *pattern);

/* The chains that an expression stands for. False when it needs a real regular expression. */
bool phrases_chain(const char *pattern, const PhraseClasses *classes, Arena *arena, Chain **chains);

/* The name of the first class that an expression names and that cannot be found, in the arena; NULL when there is none. */
const char *phrases_missing_class(const char *pattern, const PhraseClasses *classes, Arena *arena);

/* A whole word that every match of the expression holds, in the arena; NULL when none can be named. */
const char *phrases_required_word(const char *pattern, Arena *arena);

#endif
