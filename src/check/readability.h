#ifndef PLAINPLAN_CHECK_READABILITY_H
#define PLAINPLAN_CHECK_READABILITY_H

#include "check/findings.h"
#include "check/language.h"

/* How hard a text is to read: the length of each sentence, and sentence length and reading grade of
 * the document as a whole. What the limits are, how they are worded and how syllables are counted
 * stands in templates/language/<language>/readability.yml; a practice may set other limits. */
typedef struct Readability Readability;

/* Loads the measures of a language; one without the file gives a readability without rules. NULL
 * after a diagnostic. */
Readability *readability_load(const char *templates_folder, const char *language, Arena *arena,
                              Diags *diags);

/* How many rules, and each one's description. */
size_t readability_count(const Readability *readability);
RuleInfo *readability_rule(const Readability *readability, size_t index);

#endif
