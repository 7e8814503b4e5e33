#ifndef PLAINPLAN_CHECK_REGEX_H
#define PLAINPLAN_CHECK_REGEX_H

#include <stdbool.h>
#include <stddef.h>

/* A regular expression of a rule, in Perl's syntax, over UTF-8. Bounded: an expression that
 * backtracks beyond its limit gives up. */
typedef struct Regex Regex;

/* What is wrong with an expression and at which byte of it. */
typedef struct RegexError {
  char message[160];
  size_t offset;
} RegexError;

typedef enum RegexResult { REGEX_NONE, REGEX_FOUND, REGEX_GAVE_UP } RegexResult;

/* Compiles an expression; ignore_case as in Perl's /i. NULL, with *error filled in, when it is
 * wrong. Released with regex_free. */
Regex *regex_new(const char *pattern, bool ignore_case, RegexError *error);

/* The same with word boundaries of Unicode and a $ that is the end of the text alone, for long lists of words: it may work
 * longer before it gives up. (?C1), (?C3), … in it hold where behind[0], behind[1], …, which end in \z, match up to the
 * place, (?C2), (?C4), … where they do not: what lies behind may be of any length. behind must outlive it. */
Regex *regex_new_unicode(const char *pattern, Regex *const *behind, size_t count,
                         RegexError *error);

/* Releases it. NULL is allowed. */
void regex_free(Regex *regex);

/* Finds the first match in valid UTF-8 text[from, length); start and end (may be NULL) get its byte
 * range. */
RegexResult regex_find(Regex *regex, const char *text, size_t length, size_t from, size_t *start,
                       size_t *end);

/* The byte range of a numbered group in the match just found; false when it took no part. */
bool regex_group(const Regex *regex, unsigned number, size_t *start, size_t *end);

#endif
