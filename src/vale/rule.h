#ifndef PLAINPLAN_VALE_RULE_H
#define PLAINPLAN_VALE_RULE_H

/* Private to src/vale: the rules in memory, shared by their reader and those that run them. */

#include "check/regex.h"
#include "source/yaml.h"
#include "vale/vale.h"

/* Vale's extension points that are supported. */
typedef enum Point {
  POINT_EXISTENCE,
  POINT_SUBSTITUTION,
  POINT_OCCURRENCE,
  POINT_REPETITION,
  POINT_CONSISTENCY,
  POINT_CONDITIONAL,
  POINT_CAPITALIZATION,
  POINT_METRIC,
  POINT_READABILITY,
  POINT_SEQUENCE,
  POINT_COUNT
} Point;

/* A pattern with what it needs to look behind itself; zero: there is none. */
typedef struct Pattern {
  Regex *regex;
  Regex **behind; /* released with it */
  size_t behind_count;
} Pattern;

/* One term of a scope, such as ~heading.h1: sections that the scope of a block must all have. */
typedef struct ScopeTerm {
  const char **sections;
  size_t count, capacity;
  bool negated;
} ScopeTerm;

/* Terms that must all hold: "heading & ~list". */
typedef struct ScopeTerms {
  ScopeTerm *items;
  size_t count, capacity;
} ScopeTerms;

typedef struct ValeTexts {
  const char **items;
  size_t count, capacity;
} ValeTexts;

/* A swap of a substitution, or a pair of a consistency rule. */
typedef struct Swap {
  const char *key, *value;
  Pattern
      pattern; /* of a substitution whose replacement names parts of what was found: its key alone */
  Pattern same; /* of a substitution: the replacement as an expression, when it is one */
} Swap;

/* How a heading or a text must be capitalised. */
typedef enum Casing { CASE_PATTERN, CASE_TITLE, CASE_SENTENCE, CASE_LOWER, CASE_UPPER } Casing;

/* A token of a sequence. */
typedef struct SequenceToken {
  Pattern pattern;
  long skip;
  bool negate;
} SequenceToken;

typedef struct ValeRule {
  RuleInfo info;
  Point point;
  ScopeTerms *scopes; /* one of which must hold */
  size_t scope_count, scope_capacity;
  bool replaces; /* action: replace */
  bool ignore_case, alpha, capitalize;
  long limit, max, min;
  Pattern pattern; /* existence, substitution, occurrence, repetition; first of a conditional */
  Pattern second;  /* of a conditional */
  bool second_has_group;
  Pattern except, phrases; /* exceptions; those of several words */
  Swap *swaps;
  size_t swap_count, swap_capacity;
  Casing casing;
  bool chicago;
  double threshold;
  ValeTexts exceptions, indicators; /* of a capitalization */
  Pattern case_words, case_tokens;  /* how it splits words */
  Pattern *exception_patterns;      /* beside exceptions */
  Pattern prefix;
  const char *formula, *condition; /* of a metric */
  uint32_t measures;               /* of a readability rule: bits of the measures in metric.c */
  double grade;
  SequenceToken *tokens;
  size_t token_count, token_capacity;
} ValeRule;

struct Vale {
  Arena *arena;
  const Settings *settings;
  const Language *language;
  const Readability *readability;
  ValeRule **rules;
  size_t count, capacity;
  Pattern **patterns; /* every one, to be released */
  size_t pattern_count, pattern_capacity;
  bool by_sentence;  /* some rule asks for sentences */
  bool wants_inline; /* some rule asks for links, code, strong or emphasised words */
};

/* load.c: what reading one rule needs. */
typedef struct RuleReader {
  Vale *vale;
  ValeRule *rule;
  Arena *arena;
  Source *source;
  Diags *diags;
  const Yaml *root;
  bool good;     /* no mistake was found */
  bool left_out; /* it is not supported, which was told */
} RuleReader;

/* load.c: notes that something of the rule at a node is not supported, so that it is left out. */
void rule_unsupported(RuleReader *reader, const Yaml *at, const char *what);

/* pattern.c: compiles an expression in the form that Vale takes. False, with the rule left out, when it cannot. */
bool pattern_compile(RuleReader *reader, Pattern *pattern, const char *text, const Yaml *at);

/* pattern.c: the same as Vale joins tokens: in word boundaries unless `nonword`. */
const char *pattern_joined(Arena *arena, const char *before, const char *tokens, bool nonword,
                           bool ignore_case);

/* pattern.c: an expression without capturing groups. */
const char *pattern_without_groups(Arena *arena, const char *text);

/* pattern.c: whether the expression has a capturing group. */
bool pattern_has_group(const char *text);

/* points.c: reads what the extension point of the rule needs. */
void points_read(RuleReader *reader);

/* metric.c: checks a formula and names the measures of a readability rule. */
void metric_read(RuleReader *reader);
void readability_read(RuleReader *reader);

#endif
