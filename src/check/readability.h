#ifndef PLAINPLAN_CHECK_READABILITY_H
#define PLAINPLAN_CHECK_READABILITY_H

#include "check/blocks.h"
#include "check/findings.h"
#include "check/language.h"

/* How hard a text is to read: the length of each sentence, and sentence length and reading grade of
 * the document as a whole. What the limits are, how they are worded and how syllables are counted
 * stands in templates/language/<language>/readability.yml; a practice may set other limits. */
typedef struct Readability Readability;

/* Loads the measures of a language; one without the file gives a readability without rules. NULL
 * after a diagnostic. */
Readability *readability_load(Language *language, Arena *arena, Diags *diags);

/* How many rules, and each one's description. */
size_t readability_count(const Readability *readability);
RuleInfo *readability_rule(const Readability *readability, size_t index);

/* One measurement of a case: open it, give it every block, close it. */
typedef struct Measurement {
  const Readability *readability;
  Findings *findings;
  double limits[4];
  size_t words, sentences;
  size_t sampled, syllables,
      long_words; /* the first words, their syllables, and how many are long */
  char ask[600];  /* a question that shows where to cut */
} Measurement;

Measurement readability_open(const Readability *readability, Findings *findings);

/* Counts a block and reports its long sentences. measurement is a Measurement. */
void readability_block(void *measurement, const Block *block);

/* Reports what holds for the document as a whole. */
void readability_close(Measurement *measurement);

/* How many syllables a word has, as the language counts them. */
size_t readability_syllables(const Readability *readability, const char *word, size_t length);

#endif
