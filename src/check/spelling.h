#ifndef PLAINPLAN_CHECK_SPELLING_H
#define PLAINPLAN_CHECK_SPELLING_H

#include "base/arena.h"
#include "source/yaml.h"

#include <stdbool.h>
#include <stddef.h>

/* Other forms in which a word of a rule may stand in a text, as spelling.yml of a language says: with a mutated first
 * letter (Welsh), without its accents, with a short word tied to its end. A rule then lists each word once. */
typedef struct Spelling Spelling;

enum { MOST_FORMS = 64 };

/* What is wrong with a file: the value, and what it must be; or, with `needs` NULL, a key that is not known. */
typedef struct SpellingProblem {
  const Yaml *at;
  const char *needs;
} SpellingProblem;

/* The keys that the file may have, for a hint. */
extern const char *const spelling_keys[];
enum { SPELLING_KEYS = 6 };

/* Reads the mapping of the file. NULL, with *problem set, when it is wrong. The tree must outlive it. */
Spelling *spelling_new(const Yaml *root, Arena *arena, SpellingProblem *problem);

/* The other forms of a word in lower case, in the arena. Returns how many. */
size_t spelling_forms(const Spelling *spelling, const char *word, Arena *arena,
                      const char *forms[MOST_FORMS]);

#endif
