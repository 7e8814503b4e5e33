/* The extension points that look for words: existence, substitution, occurrence, repetition, consistency, conditional. */
#include "vale/run.h"

#include "base/utf8.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>

/* Goes through the matches of a pattern in the passage. */
typedef struct Matches {
  Run *run;
  const Pattern *pattern;
  size_t at, start, end;
} Matches;

static bool next(Matches *m) {
  if (!run_find(m->run, m->pattern, m->at, &m->start, &m->end)) return false;
  m->at = m->end > m->start ? m->end : m->end + 1;
  while (m->at < m->run->length && ((unsigned char)m->run->text[m->at] & 0xC0) == 0x80)
    m->at++;
  return true;
}

static void trim(const Run *run, size_t *start, size_t *end) {
  while (*start < *end && strchr(" \t\r\n", run->text[*start]))
    ++*start;
  while (*end > *start && strchr(" \t\r\n", run->text[*end - 1]))
    --*end;
}

void run_existence(Run *run) {
  Matches m = {.run = run, .pattern = &run_rule(run)->pattern};
  while (next(&m)) {
    size_t start = m.start, end = m.end;
    trim(run, &start, &end);
    if (!run_is_excepted(run, start, end))
      run_report(run, m.start, m.end, run_text(run, m.start, m.end), NULL);
  }
}

/* --- substitution ------------------------------------------------------------------------------- */

/* The replacement with its $1 filled in from what was found. */
static const char *fill_groups(Run *run, const Swap *swap, const char *found) {
  Buf out = {0};
  if (!swap->pattern.regex ||
      regex_find(swap->pattern.regex, found, strlen(found), 0, NULL, NULL) != REGEX_FOUND)
    return swap->value;
  for (const char *at = swap->value; *at; at++) {
    size_t start, end;
    if (*at != '$' || at[1] < '0' || at[1] > '9') {
      buf_putc(&out, *at);
      continue;
    }
    if (regex_group(swap->pattern.regex, (unsigned)(*++at - '0'), &start, &end))
      buf_add(&out, found + start, end - start);
  }
  const char *copy = arena_strdup(run->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

static bool is_capital(const char *text) {
  return *text >= 'A' && *text <= 'Z';
}

static const char *capitalized(Run *run, const char *text) {
  char *copy = arena_strdup(run->arena, text);
  if (*copy >= 'a' && *copy <= 'z') *copy = (char)(*copy - 'a' + 'A');
  return copy;
}

/* What stands up to the next | that is none behind a backslash. */
static size_t option_length(const char *text) {
  size_t length = 0;
  while (text[length] && text[length] != '|')
    length += text[length] == '\\' && text[length + 1] ? 2 : 1;
  return length;
}

static bool is_option(const char *options, const char *found) {
  size_t wanted = strlen(found);
  for (;; options++) {
    size_t length = option_length(options);
    if (length == wanted && strncmp(options, found, length) == 0) return true;
    options += length;
    if (!*options) return false;
  }
}

/* 'a', 'b', or 'c'. */
static const char *listed_options(Run *run, const char *options) {
  Buf out = {0};
  size_t count = 1, put = 0;
  for (const char *at = options + option_length(options); *at; at += option_length(at))
    count++, at++;
  for (const char *at = options;; at++) {
    size_t length = option_length(at);
    if (length) {
      const char *between = count == 2 ? " or " : put + 1 == count ? ", or " : ", ";
      buf_printf(&out, "%s'%.*s'", put ? between : "", (int)length, at);
      put++;
    }
    at += length;
    if (!*at) break;
  }
  const char *copy = arena_strdup(run->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

/* Whether what was found is what should stand there. */
static bool is_same(Run *run, const Swap *swap, const char *expected, const char *found) {
  if (run_rule(run)->replaces) return is_option(expected, found);
  if (swap->same.regex) return run_matches(run, &swap->same, found, strlen(found));
  return strcmp(expected, found) == 0;
}

/* The number of the swap that matched, or SIZE_MAX. */
static size_t matched_swap(const ValeRule *rule, size_t *start, size_t *end) {
  for (size_t i = 0; i < rule->swap_count; i++)
    if (regex_group(rule->pattern.regex, (unsigned)i + 1, start, end)) return i;
  return SIZE_MAX;
}

void run_substitution(Run *run) {
  const ValeRule *rule = run_rule(run);
  Matches m = {.run = run, .pattern = &rule->pattern};
  while (next(&m)) {
    size_t start, end, number = matched_swap(rule, &start, &end);
    if (number == SIZE_MAX) continue;
    const Swap *swap = &rule->swaps[number];
    const char *found = run_text(run, start, end), *expected = fill_groups(run, swap, found);
    if (rule->capitalize && is_capital(found)) expected = capitalized(run, expected);
    if (is_same(run, swap, expected, found) || run_is_excepted(run, start, end)) continue;
    if (rule->replaces && strchr(expected, '|')) expected = listed_options(run, expected);
    run_report(run, start, end, expected, found);
  }
}

/* --- counting ------------------------------------------------------------------------------------ */

/* Stars stand for what is not looked at. */
static bool is_masked(const Run *run, size_t start, size_t end) {
  for (; start < end; start++)
    if (run->text[start] != '*' && run->text[start] != '@') return false;
  return true;
}

void run_occurrence(Run *run) {
  const ValeRule *rule = run_rule(run);
  Matches m = {.run = run, .pattern = &rule->pattern};
  size_t start = 0, end = 0;
  long count = 0;
  bool found = false;
  for (; next(&m); count++) {
    size_t from = m.start, to = m.end;
    trim(run, &from, &to);
    if (found || from == to || is_masked(run, m.start, m.end)) continue;
    found = true;
    start = m.start;
    end = m.end;
  }
  if (!((rule->max > 0 && count > rule->max) || (rule->min > 0 && count < rule->min))) return;
  if (!count) { /* the first word stands for all */
    while (start < run->length && strchr(" \t\r\n", run->text[start]))
      start++;
    for (end = start; end < run->length && !strchr(" \t\r\n", run->text[end]);)
      end++;
  } else if (!found) {
    return;
  }
  run_report(run, start, end, arena_printf(run->arena, "%ld", count), NULL);
}

static bool is_letters(const char *text) {
  for (size_t at = 0, length = strlen(text); at < length;)
    if (!u_isalpha((UChar32)utf8_next(text, length, &at))) return false;
  return true;
}

static void count_sentence(void *state, size_t start, size_t end) {
  (void)start;
  (void)end;
  ++*(size_t *)state;
}

static bool is_one_sentence(Run *run, size_t start, size_t end) {
  size_t count = 0;
  sentences_each(run->vale->language, run->text + start, end - start, count_sentence, &count);
  return count == 1;
}

static bool is_repeated(const ValeRule *rule, const char *word, const char *before) {
  if (!*word || (rule->alpha && !is_letters(word))) return false;
  return rule->ignore_case ? strcasecmp(word, before) == 0 : strcmp(word, before) == 0;
}

void run_repetition(Run *run) {
  const ValeRule *rule = run_rule(run);
  Matches m = {.run = run, .pattern = &rule->pattern};
  const char *before = "";
  size_t first = 0;
  long count = 0;
  while (next(&m)) {
    size_t start = m.start, end = m.end;
    trim(run, &start, &end);
    const char *word = run_text(run, start, end);
    bool hit = is_repeated(rule, word, before);
    count += hit;
    if (hit && count > rule->max && is_one_sentence(run, first, m.end) &&
        !run_is_excepted(run, first, m.end)) {
      run_report(run, first, m.end, word, NULL);
      count = 0;
    }
    first = m.start;
    before = word;
  }
}

/* --- what the rest of the document says ---------------------------------------------------------- */

static bool note(Run *run, Map *map, const char *key) {
  bool known = map_get(map, key, strlen(key)) != NULL;
  if (!known) map_set(map, key, strlen(key), run);
  return known;
}

/* Whether both forms of a pair were seen, this passage included; the last match is what is told. */
static void check_pair(Run *run, size_t number) {
  const Swap *pair = &run_rule(run)->swaps[number];
  Matches m = {.run = run, .pattern = &pair->pattern};
  size_t start = 0, end = 0, from, to;
  bool any = false, both = true;
  while (next(&m)) {
    unsigned side = regex_group(pair->pattern.regex, 1, &from, &to) ? 1 : 2;
    note(run, run->seen, arena_printf(run->arena, "%zu:%zu:%u", run->rule, number, side));
    any = true;
    start = m.start;
    end = m.end;
  }
  for (unsigned side = 1; side <= 2; side++) {
    const char *key = arena_printf(run->arena, "%zu:%zu:%u", run->rule, number, side);
    both &= map_get(run->seen, key, strlen(key)) != NULL;
  }
  if (!any || !both) return;
  const char *found = run_text(run, start, end), *first = strstr(run->text, found);
  if (first && first < run->text + start) { /* it is told where the same words stand first */
    end -= start - (size_t)(first - run->text);
    start = (size_t)(first - run->text);
  }
  run_report(run, start, end, found, NULL);
}

void run_consistency(Run *run) {
  for (size_t i = 0; i < run_rule(run)->swap_count; i++)
    check_pair(run, i);
}

/* Notes what the second expression says to be defined; false when it asks for its presence alone and it is there. */
static bool note_defined(Run *run) {
  const ValeRule *rule = run_rule(run);
  Matches m = {.run = run, .pattern = &rule->second};
  if (!rule->second_has_group) return !next(&m);
  while (next(&m)) {
    size_t start, end;
    for (unsigned group = 1; group < 10; group++)
      if (regex_group(rule->second.regex, group, &start, &end) && end > start)
        note(run, run->defined, run_text(run, start, end));
  }
  return true;
}

void run_conditional(Run *run) {
  const ValeRule *rule = run_rule(run);
  if (!note_defined(run)) return;
  Matches m = {.run = run, .pattern = &rule->pattern};
  while (next(&m)) {
    const char *found = run_text(run, m.start, m.end);
    bool defined = rule->second_has_group && map_get(run->defined, found, strlen(found));
    if (!defined && !run_is_excepted(run, m.start, m.end))
      run_report(run, m.start, m.end, found, NULL);
  }
}
