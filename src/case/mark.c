/* Marks a run of text: declared names, dates and telephone numbers become elements, misspelled
 * names and impossible dates become diagnostics. */
#include "case/build.h"

#include "base/near.h"

#include <stdlib.h>
#include <string.h>

/* The run being marked and how far it has been added to the tree. */
typedef struct Run {
  Builder *builder;
  xmlNode *parent;
  const char *text;
  uint32_t length, added;
  const TextPiece *pieces;
  size_t piece_count;
  bool owners, sentence_start;
} Run;

static xmlNode *add_up_to(Run *run, xmlNode *parent, uint32_t start, uint32_t end) {
  if (end <= start) return NULL;
  return build_text(run->builder, parent, run->text, start, end, run->pieces, run->piece_count);
}

/* Adds the text before [start, end) as it is and the range itself inside a new element. */
static xmlNode *add_marked(Run *run, const char *name, uint32_t start, uint32_t end) {
  add_up_to(run, run->parent, run->added, start);
  xmlNode *element = build_element(run->builder, run->parent, name, (Place){0});
  xmlNode *text = add_up_to(run, element, start, end);
  ((NodeOrigin *)element->_private)->source = run->builder->source;
  ((NodeOrigin *)element->_private)->span = ((NodeOrigin *)text->_private)->span;
  run->added = end;
  return element;
}

/* The place of a range of the run, found through a text node that is not added. */
static Place range_place(Run *run, uint32_t start, uint32_t end) {
  xmlNode holder = {.type = XML_ELEMENT_NODE};
  xmlNode *text = add_up_to(run, &holder, start, end);
  Place place = case_place(text);
  xmlFreeNode(text);
  return place;
}

/* --- dates ---------------------------------------------------------------------------------- */

typedef struct Token {
  uint32_t start, end;
  int number; /* -1: a word */
  int digits;
  const DateWord *word;
} Token;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool has_word(const Run *run, const Map *map, uint32_t start, uint32_t end, void **value) {
  if (end - start > 24) return false;
  char *key = kind_normalise(run->builder->arena, run->text + start, end - start);
  *value = map_get(map, key, strlen(key));
  return *value != NULL;
}

/* Reads a number (with an ordinal ending) or a word at `at`, after spaces and at most one comma. */
static bool next_token(const Run *run, uint32_t at, Token *token) {
  bool comma = false;
  while (at < run->length) {
    unsigned char c = (unsigned char)run->text[at];
    if (c == ' ')
      at++;
    else if (c == ',' && !comma)
      comma = true, at++;
    else if (c == 0xC2 && at + 1 < run->length && (unsigned char)run->text[at + 1] == 0xA0)
      at += 2;
    else
      break;
  }
  *token = (Token){.start = at, .end = at, .number = -1};
  while (token->end < run->length && is_digit(run->text[token->end]))
    token->end++;
  token->digits = (int)(token->end - at);
  void *value;
  if (token->digits) {
    if (token->digits > 4) return false;
    token->number = atoi(run->text + at);
    uint32_t tail = token->end;
    while (marks_in_word(run->text, run->length, tail))
      tail++;
    if (tail == token->end) return true;
    if (!has_word(run, run->builder->marks.ordinals, token->end, tail, &value)) return false;
    token->end = tail;
    return true;
  }
  while (marks_in_word(run->text, run->length, token->end))
    token->end++;
  if (token->end == at) return false;
  if (has_word(run, run->builder->marks.dates, at, token->end, &value)) token->word = value;
  if (token->word && token->word->capital && !(run->text[at] >= 'A' && run->text[at] <= 'Z'))
    token->word = NULL;
  return true;
}

/* Passes over words that may stand inside a date: "3 de noviembre de 2026". */
static bool next_beyond_joints(const Run *run, uint32_t at, Token *token) {
  void *value;
  for (int i = 0; i < 2; i++) {
    if (!next_token(run, at, token)) return false;
    if (token->number >= 0 || token->word) return true;
    if (!has_word(run, run->builder->marks.joints, token->start, token->end, &value)) return false;
    at = token->end;
  }
  return next_token(run, at, token);
}

static bool is_month(const Token *token) {
  return token->word && token->word->month;
}

static bool is_day_number(const Token *token) {
  return token->number >= 0 && token->digits <= 2;
}

typedef struct FoundDate {
  Day day;
  int weekday;
  uint32_t end;
} FoundDate;

/* A date at `at`: [weekday] day month [year], or [weekday] month day [year]. */
static bool read_date(const Run *run, uint32_t at, FoundDate *found) {
  Token first, second, year;
  *found = (FoundDate){0};
  if (!next_token(run, at, &first) || first.start != at) return false;
  if (first.word && first.word->weekday) {
    found->weekday = first.word->weekday;
    if (!next_beyond_joints(run, first.end, &first)) return false;
  }
  if (!is_day_number(&first) && !is_month(&first)) return false;
  if (!next_beyond_joints(run, first.end, &second)) return false;
  bool day_first = is_day_number(&first);
  if (day_first ? !is_month(&second) : !is_day_number(&second)) return false;
  if (!day_first && second.end < run->length && strchr(":.%", run->text[second.end]) &&
      second.end + 1 < run->length && is_digit(run->text[second.end + 1]))
    return false;
  if (!day_first && next_beyond_joints(run, second.end, &year) && is_month(&year))
    return false; /* "Mawrth 3 Ebrill": in Welsh, Tuesday has the name of March */
  found->day.month = day_first ? second.word->month : first.word->month;
  found->day.day = day_first ? first.number : second.number;
  found->end = second.end;
  if (next_beyond_joints(run, second.end, &year) && year.number >= 0 && year.digits == 4) {
    found->day.year = year.number;
    found->end = year.end;
  }
  return true;
}

static bool read_iso(const Run *run, uint32_t at, FoundDate *found) {
  char text[11] = {0};
  if (run->length - at < 10 || marks_in_word(run->text, run->length, at + 10)) return false;
  memcpy(text, run->text + at, 10);
  *found = (FoundDate){.end = at + 10};
  return day_read_iso(text, &found->day);
}

/* A date without a year means the one nearest to the day on which the document was written. */
static Day complete(Day day, Day written) {
  if (day.year || !written.year || !day_exists(written)) return day;
  Day best = {0};
  long best_distance = 0;
  for (int year = written.year - 1; year <= written.year + 1; year++) {
    Day candidate = {year, day.month, day.day};
    if (!day_exists(candidate)) continue;
    long distance = labs(day_number(candidate) - day_number(written));
    if (best.year && distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

static const char *weekday_label(const Run *run, int weekday) {
  const Yaml *chain[3];
  Builder *builder = run->builder;
  size_t count = templates_wording(builder->templates, builder->language, chain, builder->diags);
  for (size_t i = 0; i < count; i++) {
    const Yaml *days = yaml_get(chain[i], "weekdays");
    const Yaml *day = days ? days->first : NULL;
    for (int n = 1; day && n < weekday; n++)
      day = day->next;
    if (day && day->type == YAML_SCALAR) return day->text;
  }
  return "";
}

static void add_date(Run *run, uint32_t at, const FoundDate *found) {
  Builder *builder = run->builder;
  xmlNode *node = add_marked(run, "date", at, found->end);
  const char *text = arena_strndup(builder->arena, run->text + at, found->end - at);
  if (!day_exists(found->day)) {
    build_attribute(node, "impossible", "yes");
    diag_add(builder->diags, DIAG_DATE_IMPOSSIBLE, case_place(node), text);
    return;
  }
  Day day = complete(found->day, builder->marks.written);
  if (!day.year) return;
  build_attribute(node, "value",
                  arena_printf(builder->arena, "%04d-%02d-%02d", day.year, day.month, day.day));
  if (!found->weekday || day_weekday(day) == found->weekday) return;
  diag_add(builder->diags, DIAG_WEEKDAY, case_place(node), text,
           weekday_label(run, day_weekday(day)), weekday_label(run, found->weekday));
}

static bool try_date(Run *run, uint32_t at) {
  FoundDate found;
  char c = run->text[at];
  bool iso = is_digit(c) && read_iso(run, at, &found);
  if (!iso && !read_date(run, at, &found)) return false;
  add_date(run, at, &found);
  return true;
}

/* --- telephone numbers ---------------------------------------------------------------------- */

/* The end of a telephone number at `at`, or 0. It has at least seven digits, with single spaces,
 * hyphens, dots or brackets between them, and begins with 0, + or ( or has a hyphen; or it is the
 * emergency number. */
static uint32_t phone_end(const Run *run, uint32_t at) {
  uint32_t end = at, last = at;
  int digits = 0;
  bool marked = strchr("0+(", run->text[at]) != NULL;
  for (; end < run->length; end++) {
    char c = run->text[end];
    if (is_digit(c)) {
      digits++;
      last = end + 1;
      continue;
    }
    bool joint =
        c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || (c == '+' && end == at);
    bool double_joint = end > at && strchr("-.", c) && !is_digit(run->text[end - 1]);
    if (!joint || double_joint || (c == ' ' && end && run->text[end - 1] == ' ')) break;
    if (c == '-' && digits == 3) marked = true;
  }
  const char *emergency = run->builder->marks.emergency;
  if (emergency && digits == (int)strlen(emergency) &&
      memcmp(run->text + at, emergency, strlen(emergency)) == 0)
    return at + (uint32_t)strlen(emergency);
  if (!marked || digits < 7 || digits > 15) return 0;
  return marks_in_word(run->text, run->length, last) ? 0 : last;
}

static bool try_phone(Run *run, uint32_t at) {
  uint32_t end = phone_end(run, at);
  if (!end) return false;
  add_marked(run, "phone", at, end);
  return true;
}

/* --- names ---------------------------------------------------------------------------------- */

static bool is_capital(const char *text, uint32_t length, uint32_t at) {
  unsigned char c = (unsigned char)text[at];
  if (c >= 'A' && c <= 'Z') return true;
  /* À to Þ without ×: the capital letters of Latin-1 */
  return c == 0xC3 && at + 1 < length && (unsigned char)text[at + 1] <= 0x9E &&
         (unsigned char)text[at + 1] != 0x97;
}

/* How many changes make another spelling of a name: one; two of a long name, and of a child's that begins with the
 * same letter. */
static int spelling_limit(const Marks *marks, const char *name, const char *word) {
  size_t length = strlen(name);
  bool child = map_get(marks->child_names, name, length) && name[0] == word[0];
  return length >= 7 || child ? 2 : 1;
}

/* The first name that a capitalised word misspells, or "". Remembered per word. */
static const char *near_name(Run *run, const char *word, size_t length) {
  Marks *marks = &run->builder->marks;
  const char *known = map_get(marks->near, word, length);
  if (known) return known;
  known = "";
  char *text = arena_strndup(run->builder->arena, word, length);
  for (size_t i = 0; i < marks->first_name_count && !*known; i++) {
    size_t name_length = strlen(marks->first_names[i]);
    if (name_length < 4 || length < 3) continue;
    int limit = spelling_limit(marks, marks->first_names[i], text);
    int distance = near_distance(text, marks->first_names[i], limit);
    if (distance > 0 && distance <= limit) known = marks->first_names[i];
  }
  map_set(marks->near, word, length, (void *)known);
  return known;
}

static bool all_capitals(const char *word, uint32_t length) {
  for (uint32_t i = 0; i < length; i++)
    if (word[i] >= 'a' && word[i] <= 'z') return false;
  return true;
}

/* A capitalised word that is no declared name. Its plural or possessive form is the word itself. */
static void check_capital(Run *run, uint32_t at, uint32_t end) {
  uint32_t length = end - at;
  const char *word = run->text + at;
  void *value;
  bool key = end < run->length && run->text[end] == ':'; /* a misspelled field, told elsewhere */
  if (length < 2 || key || all_capitals(word, length)) return;
  const Map *dates = run->builder->marks.dates;
  if (has_word(run, dates, at, end, &value)) return;
  if (word[length - 1] == 's' && has_word(run, dates, at, end - 1, &value)) return; /* Mondays */
  const char *near = run->sentence_start && length < 5 ? "" : near_name(run, word, length);
  bool lone = run->sentence_start && (end == run->length || strchr(",(", run->text[end]) != NULL);
  if (!*near && !(run->owners && (!run->sentence_start || lone))) return;
  char *text = arena_strndup(run->builder->arena, word, length);
  if (*near) {
    diag_add(run->builder->diags, DIAG_NAME_NEAR, range_place(run, at, end), text, near);
    return;
  }
  diag_add(run->builder->diags, DIAG_PERSON_UNKNOWN, range_place(run, at, end), text);
  const Marks *marks = &run->builder->marks;
  const char *best = near_best(text, marks->people, marks->people_count);
  if (best) diag_hint(run->builder->diags, "did you mean \"%s\"?", best);
}

static bool try_name(Run *run, uint32_t at, uint32_t *end) {
  const KnownName *name = marks_name(&run->builder->marks, run->text, run->length, at);
  if (!name) return false;
  *end = at + (uint32_t)name->length;
  if (!name->person) return true; /* a place or a service: known, and left as it is */
  xmlNode *node = add_marked(run, "name", at, *end);
  build_attribute(node, "ref", name->person);
  return true;
}

/* --- the run -------------------------------------------------------------------------------- */

/* Tries everything that can start with the word at `at`; returns where to go on. */
static uint32_t mark_word(Run *run, uint32_t at) {
  uint32_t end = at;
  while (marks_in_word(run->text, run->length, end))
    end++;
  char c = run->text[at];
  if (is_digit(c)) {
    if (try_date(run, at) || try_phone(run, at)) return run->added;
    return end;
  }
  uint32_t name_end;
  if (try_name(run, at, &name_end)) return name_end;
  void *value;
  if (has_word(run, run->builder->marks.dates, at, end, &value) && try_date(run, at))
    return run->added;
  if (is_capital(run->text, run->length, at)) check_capital(run, at, end);
  return end;
}

void mark_text(Builder *builder, xmlNode *parent, const char *text, uint32_t length,
               const TextPiece *pieces, size_t piece_count, bool starts, bool owners) {
  Run run = {.builder = builder,
             .parent = parent,
             .text = text,
             .length = length,
             .pieces = pieces,
             .piece_count = piece_count,
             .owners = owners,
             .sentence_start = starts};
  for (uint32_t at = 0; at < length;) {
    if (marks_in_word(text, length, at)) {
      at = mark_word(&run, at);
      run.sentence_start = false;
      continue;
    }
    char c = text[at];
    if ((c == '+' || c == '(') && try_phone(&run, at)) {
      at = run.added;
      continue;
    }
    if (c == '.' || c == '?' || c == '!' || c == ':') run.sentence_start = true;
    at++;
  }
  add_up_to(&run, parent, run.added, length);
}
