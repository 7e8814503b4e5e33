#ifndef PLAINPLAN_CHECK_MATCH_H
#define PLAINPLAN_CHECK_MATCH_H

#include "check/blocks.h"
#include "check/people.h"
#include "check/style.h"

/* One search of a case for the phrases of the language rules: shared by the files that do it. */

/* Something that a rule may report: words [first, last], bytes [start, end) of the block. */
typedef struct Candidate {
  uint32_t first, last, start, end;
  uint32_t rule;
  bool yields;          /* of a general rule, and another one says it better */
  const Output *output; /* NULL: of a rule of absence */
} Candidate;

typedef struct Candidates {
  Candidate *items;
  size_t count, capacity;
} Candidates;

/* The classes found in one sentence. */
typedef struct SentenceClasses {
  size_t sentence; /* SIZE_MAX: empty */
  Hits hits;
  uint64_t seen; /* a bit for each class that was found; some share one */
} SentenceClasses;

/* Where a rule found something: the number of the word in the document. */
typedef struct Found {
  size_t word;
  uint32_t rule;
} Found;

/* A finding that waits for what the rest of the document says. */
typedef struct Waiting {
  uint32_t rule;
  size_t word;
  const xmlNode *node;
  Place place;
  const char *text, *replacement;
  bool holds; /* its conditions on the document */
  struct Waiting *next;
} Waiting;

typedef struct Match {
  Language *language;
  Findings *findings;
  Arena *arena;         /* for the length of one check */
  const Block *block;   /* the one being searched */
  uint32_t where;       /* what that block is: IN_… */
  bool *active;         /* by rule: applies to this case at all */
  long *reported;       /* by rule */
  size_t words;         /* of the blocks before … */
  size_t counted, word; /* … and of this one: items looked at, and how many of them are words */
  struct {
    Found *items;
    size_t count, capacity;
  } found;                   /* by rules of words, whether reported or not */
  uint8_t *in_document;      /* by class: seen */
  bool *triggered, *gave_up; /* by expression */
  uint8_t *sides; /* by pair of a consistency rule: 0, EITHER or OR, whichever came first */
  People *people;
  Map *defined; /* abbreviations that the document explains */
  Hits hits;
  Candidates candidates, exceptions;
  SentenceClasses classes[2];
  Waiting *waiting, **next_waiting;
  Buf text, message;
  uint32_t longest; /* words of the longest exception in this block */
} Match;

/* Whether the conditions that the block itself decides let the candidate stand (condition.c). */
bool match_conditions(Match *match, const Candidate *candidate);

/* Whether a rule must wait until the document has been read, and whether its conditions on the document hold for
 * the words. */
bool match_waits(const StyleRule *rule);
bool match_document_conditions(const Match *match, const StyleRule *rule, const char *text);

/* Notes the abbreviation of the candidate as explained when it stands in parentheses behind its full
 * words, or before them. Whether it did. */
bool match_note_definition(Match *match, const Candidate *candidate);

/* The same for every abbreviation of the block, in headings and quotations too. */
void match_note_definitions(Match *match);

/* The rules that count or compare instead of looking for phrases (forms.c). */
void match_forms(Match *match);

/* Adds a candidate for each sentence that says nothing of what a rule of absence looks for (forms.c). */
void match_absences(Match *match);

/* Adds a candidate to a list. */
void match_push(Candidates *list, Candidate candidate);

/* Reports bytes [start, end) of the block for a rule, now or when the document has been read. */
void match_report(Match *match, uint32_t rule, uint32_t start, uint32_t end,
                  const char *replacement);

/* Runs an expression over bytes [from, to) of the block; false when there is no (further) match or when it
 * gave up, which is reported once. */
bool match_expression(Match *match, uint32_t expression, size_t from, size_t to, size_t *start,
                      size_t *end);

/* Whether a rule looks at the block being searched. */
bool match_rule_applies(const Match *match, uint32_t rule);

#endif
