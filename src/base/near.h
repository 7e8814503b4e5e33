#ifndef PLAINPLAN_BASE_NEAR_H
#define PLAINPLAN_BASE_NEAR_H

#include <stddef.h>

/* The number of single-character insertions, deletions, substitutions and swaps of neighbours
 * (optimal string alignment) that turn a into b, or limit + 1 when it is more than limit. Compares
 * code points; ASCII letters without regard to case. */
int near_distance(const char *a, const char *b, int limit);

/* The candidate nearest to the word and near enough to be what was meant (some third of its length, at
 * least 1 and at most 3 changes; or one starts with the other), or NULL. The first of equals wins.
 */
const char *near_best(const char *word, const char *const *candidates, size_t count);

#endif
