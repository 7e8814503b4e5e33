/* The only file that knows PCRE2: regular expressions with a bound on their work. */
#include "check/regex.h"

#include "base/arena.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

/* An expression is compiled to machine code when it has run this often: for less it does not pay. */
enum { RUNS_BEFORE_JIT = 100 };

enum { MATCH_LIMIT = 100000, DEPTH_LIMIT = 5000, HEAP_LIMIT_KIB = 4096 };

/* The same for expressions that hold a long list. */
enum { LIST_MATCH_LIMIT = 5000000, LIST_DEPTH_LIMIT = 100000, LIST_HEAP_LIMIT_KIB = 32768 };

struct Regex {
  pcre2_code *code;
  pcre2_match_data *data;
  pcre2_match_context *limits;
  bool prepared, list;
  unsigned runs;
  Regex *const *behind;
  size_t behind_count;
};

static Regex *compile(const char *pattern, uint32_t options, RegexError *error) {
  int code = 0;
  size_t offset = 0;
  pcre2_code *compiled =
      pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                    options | PCRE2_UTF | PCRE2_NO_UTF_CHECK, &code, &offset, NULL);
  if (!compiled) {
    error->offset = offset;
    pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof error->message);
    return NULL;
  }
  Regex *regex = memory_alloc(sizeof *regex);
  *regex = (Regex){.code = compiled};
  return regex;
}

Regex *regex_new(const char *pattern, bool ignore_case, RegexError *error) {
  return compile(pattern, ignore_case ? PCRE2_CASELESS : 0, error);
}

Regex *regex_new_unicode(const char *pattern, Regex *const *behind, size_t count,
                         RegexError *error) {
  Regex *regex = compile(pattern, PCRE2_UCP | PCRE2_DOLLAR_ENDONLY, error);
  if (!regex) return NULL;
  regex->list = true;
  regex->behind = behind;
  regex->behind_count = count;
  return regex;
}

void regex_free(Regex *regex) {
  if (!regex) return;
  pcre2_match_data_free(regex->data);
  pcre2_match_context_free(regex->limits);
  pcre2_code_free(regex->code);
  free(regex);
}

/* Whether the search may go on at a (?C…): 0, or 1 to look for another match. */
static int look_behind(pcre2_callout_block *block, void *state) {
  const Regex *regex = state;
  size_t number = (block->callout_number - 1) / 2;
  bool wanted = block->callout_number % 2;
  if (number >= regex->behind_count) return 0;
  RegexResult result = regex_find(regex->behind[number], (const char *)block->subject,
                                  block->current_position, 0, NULL, NULL);
  if (result == REGEX_GAVE_UP) return PCRE2_ERROR_MATCHLIMIT;
  return (result == REGEX_FOUND) == wanted ? 0 : 1;
}

/* Work space is made only for the expressions that a text really needs. */
static bool prepare(Regex *regex) {
  if (regex->prepared) return true;
  regex->data = pcre2_match_data_create_from_pattern(regex->code, NULL);
  regex->limits = pcre2_match_context_create(NULL);
  if (!regex->data || !regex->limits) return false;
  pcre2_set_match_limit(regex->limits, regex->list ? LIST_MATCH_LIMIT : MATCH_LIMIT);
  pcre2_set_depth_limit(regex->limits, regex->list ? LIST_DEPTH_LIMIT : DEPTH_LIMIT);
  pcre2_set_heap_limit(regex->limits, regex->list ? LIST_HEAP_LIMIT_KIB : HEAP_LIMIT_KIB);
  if (regex->behind_count) pcre2_set_callout(regex->limits, look_behind, regex);
  return regex->prepared = true;
}

RegexResult regex_find(Regex *regex, const char *text, size_t length, size_t from, size_t *start,
                       size_t *end) {
  if (!prepare(regex)) return REGEX_GAVE_UP;
  if (++regex->runs == RUNS_BEFORE_JIT)
    pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE); /* without it, matching is only slower */
  int count = pcre2_match(regex->code, (PCRE2_SPTR)text, length, from, PCRE2_NO_UTF_CHECK,
                          regex->data, regex->limits);
  if (count == PCRE2_ERROR_JIT_STACKLIMIT && regex->list)
    count = pcre2_match(regex->code, (PCRE2_SPTR)text, length, from,
                        PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, regex->data, regex->limits);
  if (count == PCRE2_ERROR_NOMATCH) return REGEX_NONE;
  if (count < 0) return REGEX_GAVE_UP;
  const PCRE2_SIZE *range = pcre2_get_ovector_pointer(regex->data);
  if (start) *start = range[0];
  if (end) *end = range[1] < range[0] ? range[0] : range[1];
  return REGEX_FOUND;
}

bool regex_group(const Regex *regex, unsigned number, size_t *start, size_t *end) {
  if (number >= pcre2_get_ovector_count(regex->data)) return false;
  const PCRE2_SIZE *range = pcre2_get_ovector_pointer(regex->data) + (size_t)2 * number;
  if (range[0] == PCRE2_UNSET) return false;
  *start = range[0];
  *end = range[1];
  return true;
}
