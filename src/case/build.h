#ifndef PLAINPLAN_CASE_BUILD_H
#define PLAINPLAN_CASE_BUILD_H

/* Private to src/case: what its files share while one case XML is built. */

#include "base/buf.h"
#include "base/map.h"
#include "case/calendar.h"
#include "case/case.h"
#include "case/templates.h"

/* One text by which a declared person, or another declared name, is known. */
typedef struct KnownName {
  const char *text;
  size_t length;
  const char *person;     /* the person's id; NULL: a place, a school, a service */
  struct KnownName *next; /* another one with the same first word, longest first */
} KnownName;

/* A word of a date: month 1 to 12 or weekday 1 to 7. */
typedef struct DateWord {
  int month, weekday;
  bool capital; /* written with a capital letter in this language */
  const char *label;
} DateWord;

/* What the texts of one case are marked with. */
typedef struct Marks {
  Map *names;  /* first word -> KnownName */
  Map *near;   /* word already looked at -> "" or the name that it is near to */
  Map *dates;  /* lower-case word -> DateWord */
  Map *joints; /* words that may stand inside a date: of, de */
  Map *ordinals;
  const char **first_names; /* to look for misspellings */
  size_t first_name_count, first_name_capacity;
  Map *child_names;    /* the first names of children, where a misspelling does most harm */
  const char **people; /* full names */
  size_t people_count, people_capacity;
  const char *emergency;
  Day written;
} Marks;

typedef struct Builder {
  Arena *arena;
  Source *source, *shared;
  Templates *templates;
  Diags *diags;
  xmlDoc *doc;
  const char *kind_name, *language;
  const Yaml *common, *kind;
  Map *headings, *fields; /* normalised label -> Yaml of the section or field */
  Marks marks;
  bool marking; /* the kind has sections: mark names, dates, phones */
  bool restricted;
  const xmlNode **allows;
  size_t allow_count, allow_capacity;
} Builder;

/* A new element with its origin, appended to the parent. */
xmlNode *build_element(Builder *builder, xmlNode *parent, const char *name, Place place);

/* Sets an attribute; a NULL value sets nothing. */
void build_attribute(xmlNode *node, const char *name, const char *value);

/* A text node for bytes [start, end) of a text with its pieces (in source order, at least one). */
xmlNode *build_text(Builder *builder, xmlNode *parent, const char *text, uint32_t start,
                    uint32_t end, const TextPiece *pieces, size_t piece_count);

/* A text node whose content stands at a place as it is (front matter). */
xmlNode *build_plain_text(Builder *builder, xmlNode *parent, const char *text, Place place);

/* front.c: finds and reads the front matter, and adds practice, facts and people. Returns the
 * offset of the body, or UINT32_MAX after a diagnostic when nothing more can be made of the file.
 */
uint32_t front_read(Builder *builder, xmlNode *root);

/* kind.c: loads the kind's labels into the builder. False after a diagnostic. */
bool kind_load(Builder *builder, const char *kind, Place place);

/* A label in the form in which labels are compared: lower case, single spaces, no closing
 * punctuation. */
char *kind_normalise(Arena *arena, const char *label, size_t length);

/* The section that a heading names, and through *person the id of the person that it speaks of
 * ("What {person} says"), or NULL. */
const Yaml *kind_section(const Builder *builder, const char *heading, const char **person);

/* The field that a key names, or NULL. */
const Yaml *kind_field(const Builder *builder, const char *label, size_t length);

/* The heading (or field label) nearest to an unknown one, or NULL. */
const char *kind_nearest(const Builder *builder, const Map *labels, const char *label);

/* marks.c: fills the tables of names and dates from people, facts and wording. */
void marks_prepare(Builder *builder, const xmlNode *facts, const xmlNode *people);

/* mark.c: adds a run of text to the parent, with its names, dates and telephone numbers as
 * elements. starts: a sentence begins with the run; owners: it is in a field that names who does
 * something. */
void mark_text(Builder *builder, xmlNode *parent, const char *text, uint32_t length,
               const TextPiece *pieces, size_t piece_count, bool starts, bool owners);

/* Whether a word goes on at text[at]: a letter or digit of any script. */
bool marks_in_word(const char *text, uint32_t length, uint32_t at);

/* The declared name that starts at text[at], longest first, or NULL. */
const KnownName *marks_name(const Marks *marks, const char *text, uint32_t length, uint32_t at);

/* body.c: parses the Markdown from the offset to the end and adds `body`. False after a diagnostic
 * when the text cannot be used. */
bool body_read(Builder *builder, xmlNode *root, uint32_t offset);

#endif
