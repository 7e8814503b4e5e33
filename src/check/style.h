#ifndef PLAINPLAN_CHECK_STYLE_H
#define PLAINPLAN_CHECK_STYLE_H

#include "base/map.h"
#include "check/automaton.h"
#include "check/check.h"
#include "check/language.h"
#include "check/phrase.h"
#include "check/regex.h"
#include "source/yaml.h"

/* The language rules in memory: what the readers of the rule files make and the matcher uses. */

typedef enum Extends {
  EXISTENCE,
  SUBSTITUTION,
  OCCURRENCE,
  REPETITION,
  CONSISTENCY,
  CONDITIONAL,
  ABSENCE
} Extends;

/* The kinds of block that a rule looks at. */
enum { IN_PARAGRAPH = 1, IN_HEADING = 2, IN_LIST = 4, IN_FIELD = 8, IN_ALL = 15 };

/* Where a condition looks. */
typedef enum Where {
  IN_SENTENCE,
  BEFORE,
  SHORTLY_BEFORE, /* at most SHORTLY words before */
  AFTER,
  SHORTLY_AFTER, /* at most SHORTLY words behind */
  NEXT_SENTENCE,
  BESIDE, /* in the sentence before or after */
  IN_DOCUMENT,
  WHERE_COUNT
} Where;

/* What an Output of the automata stands for. */
enum {
  FOUND,    /* owner: rule */
  EXCEPTED, /* owner: rule, or EVERY_RULE */
  TRIGGER,  /* owner: expression that may match here */
  OF_CLASS, /* owner: class */
  EITHER,
  OR /* owner: pair of a consistency rule */
};

/* The words around a finding in which the rules with `company` want so many findings of others. */
enum { COMPANY_WORDS = 200 };

/* The owner of an exception from all rules. */
#define EVERY_RULE UINT32_MAX

/* A list of classes, by number. */
typedef struct ClassList {
  uint32_t *items;
  size_t count, capacity;
} ClassList;

/* When a rule speaks or is silent. */
typedef struct Conditions {
  ClassList where[WHERE_COUNT];
  bool defined; /* the document says what the abbreviation stands for */
  bool negated; /* a "not" stands shortly before */
  long facts;  /* so much of the rest of the sentence can be seen, heard or counted; 0: not asked */
  bool agency; /* the agency is the one who does it, not a person */
  bool given;  /* there is any condition */
} Conditions;

typedef struct TextList {
  const char **items;
  size_t count, capacity;
} TextList;

typedef struct StyleRule {
  RuleInfo info;
  Extends extends;
  uint32_t blocks; /* IN_… */
  bool by_sentence;
  bool ignore_case, nonword, first_only;
  bool general; /* makes way for any other rule */
  bool clause;  /* reports the whole clause around the words */
  bool
      rest; /* of absence: reports what other rules left of a sentence in which they found something */
  bool fix; /* of a substitution: its replacements can be put in mechanically */
  bool has_max, has_min;
  long max, min, limit; /* limit 0: none */
  long
      company; /* speaks only where so many other findings stand in COMPANY_WORDS words; 0: anywhere */
  TextList kinds, sections, fields, practices;
  Conditions unless, only;
  uint32_t first, second; /* of a conditional or occurrence rule: its expressions */
  uint64_t facts; /* of an absence rule: the classes of words that it looks for in vain, as bits */
} StyleRule;

/* A real regular expression of a rule or class. */
typedef struct Expression {
  Regex *regex; /* NULL until it is needed, when it comes from an image */
  const char *pattern;
  bool ignore_case;
  Output output;  /* what a match stands for */
  bool triggered; /* runs only where one of its words was seen */
  bool manual;    /* run by the rule itself, not in the search for phrases */
} Expression;

typedef struct WordClass {
  const char *name; /* NULL: the list of one condition */
  bool in_document; /* some rule asks whether the document has it */
  const Yaml *list; /* what it was read from */
  Source *source;
  ClassList expressions;
  uint32_t tag;   /* when patterns name it: the bit of its single words (tags.h), else TAG_NONE */
  Phrases *named; /* what <class> stands for: the tag, and its phrases of several words; or NULL */
} WordClass;

/* Two spellings of which a document should use one. */
typedef struct Pair {
  uint32_t rule;
  const char *either, * or ;
} Pair;

/* The class that every declared name belongs to. */
enum { CLASS_NAME = 0 };

/* The classes that the engine itself asks for (exempt.c), by number or tag; a language may lack them. */
typedef struct OwnClasses {
  uint32_t reports;        /* phrases that report what somebody said */
  uint32_t mentions;       /* phrases before a word that is only spoken of: "the word …" */
  uint32_t explains;       /* phrases that say what the words before them mean … */
  uint32_t explains_start; /* tag: … and their first words */
  uint32_t reports_not, reports_end; /* tags: who speaks for the agency; where a report ends */
  uint32_t cuts;                     /* tag: words before which a long sentence can be cut */
  uint32_t title_nouns, title_links; /* tags: "Team", "Act"; "of", "and" */
  uint32_t negations, agencies, persons,
      clause_starts; /* tags, for the conditions `negated` and `agency` */
  uint32_t she, he;  /* tags: the pronouns of one person */
  uint32_t seen;     /* tag: what can be seen or heard, for the condition `facts` */
} OwnClasses;

#define LIST_OF(type)                                                                              \
  struct {                                                                                         \
    type *items;                                                                                   \
    size_t count, capacity;                                                                        \
  }

struct Language {
  Arena *arena;
  Arena *work;        /* for what only reading one file needs */
  const char *name;   /* as asked for: en-GB */
  const char *folder; /* of the language: templates/language/en */
  const char *templates;
  Vocabulary *vocabulary;
  Tags *tags;         /* of the classes that patterns name */
  Tags *own_tags;     /* of those that the engine itself asks for */
  Automaton *phrases; /* of rules, exceptions, triggers, and classes that a document is asked for */
  Automaton *classes;
  Words scratch;
  LIST_OF(StyleRule *) rules;
  LIST_OF(Expression *) expressions;
  LIST_OF(WordClass *) class_list;
  LIST_OF(Pair) pairs;
  ClassList always;   /* expressions without a word that triggers them */
  ClassList counting; /* rules that match_forms runs */
  ClassList absences; /* rules that match_absences runs */
  Map *class_by_name;
  OwnClasses own;
  Map *sources;                /* full names of the guidance, by short name */
  struct Kept *kept;           /* what the last check found in each block (kept.h); or NULL */
  struct Sentences *sentences; /* how text falls into sentences (sentences.h) */
};

/* Reads a data file of the language's folder: its mapping, or NULL when there is no such file or, with *good
 * false, after a diagnostic (language.c). */
const Yaml *language_data(Language *language, const char *name, Source **source, bool *good,
                          Diags *diags);

/* Reads one rule file (style_read.c). False after a diagnostic. */
bool style_read(Language *language, const char *path, Diags *diags);

/* Adds a phrase or expression of an owner to the automata; nonword: no word boundaries (style_token.c).
 * yaml says where it stands, for a diagnostic. False after one. */
bool style_add_pattern(Language *language, const char *pattern, bool ignore_case, bool nonword,
                       Output output, Place place, Diags *diags);

/* Compiles an expression that a rule runs by itself; its number, or UINT32_MAX after a diagnostic. */
uint32_t style_add_expression(Language *language, const char *pattern, bool ignore_case,
                              Output output, bool manual, Place place, Diags *diags);

/* The compiled expression of that number. */
Regex *style_regex(const Language *language, uint32_t number);

/* Reads the list of a condition or class into a class: phrases, expressions and {class: NAME}. */
bool style_read_class(Language *language, uint32_t class_number, const Yaml *list, Source *source,
                      Diags *diags);

/* What <name> stands for in a pattern; NULL when there is no such class, or when it holds a real regular expression
 * (style_class.c). The state is the language. */
const Phrases *style_named_class(void *state, const char *name);

/* The tag of a class by itself, or TAG_NONE as above. */
uint32_t style_class_tag(Language *language, const char *name);

/* A tag for the single words of a class among those that the engine asks for (own_tags), or TAG_NONE as above. */
uint32_t style_own_tag(Language *language, const char *name);

/* Whether an item of a class is a form of words: an ending ("\w+ed") or capitals ("[A-Z]{2,5}"). */
bool style_is_form(const char *item);

/* Lets the document be asked for a class. False after a diagnostic. */
bool style_class_in_document(Language *language, uint32_t number, Diags *diags);

/* A new class; name NULL: the list of one condition. */
uint32_t style_new_class(Language *language, const char *name);

/* The number of a named class, or UINT32_MAX. */
uint32_t style_class(const Language *language, const char *name);

#endif
