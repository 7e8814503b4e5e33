#ifndef PLAINPLAN_VALE_RUN_H
#define PLAINPLAN_VALE_RUN_H

/* Private to src/vale: one check of a case, and the rules that run in it. */

#include "base/map.h"
#include "vale/document.h"
#include "vale/rule.h"

/* What a rule found in one document so far. */
typedef struct RuleState {
  long reported;
  bool gave_up, off; /* off: a comment in the text says so */
} RuleState;

typedef struct Run {
  const Vale *vale;
  Findings *findings;
  Arena *arena; /* for the length of one check */
  const Source *source;
  RuleState *states;      /* by rule */
  Map *told;              /* rule and place: each is told once */
  Map *defined;           /* what a conditional found to be defined */
  Map *seen;              /* sides of consistency rules */
  const xmlNode **blocks; /* of the case, in order, to find the one that a place is in */
  uint32_t *starts;
  size_t block_count, block_capacity;
  bool restricted;        /* only some of the text is to be seen */
  bool off;               /* <!-- vale off --> */
  const Passage *passage; /* the one being searched */
  const char *text;       /* its text, which ends after length; not NUL-terminated there */
  size_t length;
  size_t rule; /* the rule that runs */
  DocumentCounts counts;
  Buf message;
} Run;

/* Finds the next match at or after `from`; false when there is none, or when it gave up, which is told once. */
bool run_find(Run *run, const Pattern *pattern, size_t from, size_t *start, size_t *end);

/* Whether the pattern, if there is one, matches anywhere in a text. */
bool run_matches(Run *run, const Pattern *pattern, const char *text, size_t length);

/* Reports bytes [start, end) of the passage; what fills in the message, in Vale's order. */
void run_report(Run *run, size_t start, size_t end, const char *first, const char *second);

/* Reports the passage as a whole: what was measured. */
void run_report_measure(Run *run, const char *value);

/* Whether an exception holds for bytes [start, end) of the passage. */
bool run_is_excepted(Run *run, size_t start, size_t end);

/* The text of bytes [start, end) of the passage, in the arena. */
const char *run_text(Run *run, size_t start, size_t end);

/* sentences.c: calls take for each sentence of a text, in the order they stand. */
void sentences_each(const Language *language, const char *text, size_t length,
                    void (*take)(void *state, size_t start, size_t end), void *state);

/* The rule that runs. */
const ValeRule *run_rule(const Run *run);

/* The extension points, one function each (run_words.c, capital.c, metric.c, sequence.c). */
void run_existence(Run *run);
void run_substitution(Run *run);
void run_occurrence(Run *run);
void run_repetition(Run *run);
void run_consistency(Run *run);
void run_conditional(Run *run);
void run_capitalization(Run *run);
void run_metric(Run *run);
void run_readability(Run *run);
void run_sequence(Run *run);

#endif
