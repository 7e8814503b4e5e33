/* Capitalization: whether a text has the capitals that its kind of case wants. */
#include "base/utf8.h"
#include "vale/run.h"

#include <string.h>
#include <unicode/uchar.h>

/* The words of a text, as a pattern splits it. */
typedef struct CaseWords {
  const char **items;
  size_t count, capacity;
} CaseWords;

typedef UChar32 ToCase(UChar32 c);

static UChar32 to_lower(UChar32 c) {
  return u_tolower(c);
}

static UChar32 to_upper(UChar32 c) {
  return u_toupper(c);
}

static UChar32 to_title(UChar32 c) {
  return u_totitle(c);
}

static UChar32 as_is(UChar32 c) {
  return c;
}

/* A copy whose first character is made by one function and whose others by another. */
static const char *cased(Run *run, const char *text, ToCase *first, ToCase *rest) {
  Buf out = {0};
  char bytes[4];
  for (size_t at = 0, length = strlen(text); at < length;) {
    ToCase *to = at ? rest : first;
    size_t size = utf8_encode((uint32_t)to((UChar32)utf8_next(text, length, &at)), bytes);
    buf_add(&out, bytes, size);
  }
  const char *copy = arena_strdup(run->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

static void add_word(Run *run, CaseWords *words, const char *word) {
  ARENA_PUSH(run->arena, words->items, words->count, words->capacity, word);
}

static CaseWords split(Run *run, const Pattern *pattern, const char *text) {
  CaseWords words = {0};
  size_t length = strlen(text), start, end;
  for (size_t at = 0; pattern->regex && at <= length; at = end > start ? end : end + 1) {
    if (regex_find(pattern->regex, text, length, at, &start, &end) != REGEX_FOUND) break;
    add_word(run, &words, arena_strndup(run->arena, text + start, end - start));
  }
  return words;
}

/* The word, when an exception lets it be as it is written, or NULL. */
static const char *excepted(Run *run, const char *word) {
  const ValeRule *rule = run_rule(run);
  for (size_t i = 0; i < rule->exceptions.count; i++) {
    if (run_matches(run, &rule->exception_patterns[i], word, strlen(word))) return word;
  }
  return NULL;
}

static bool ends_with_any(const char *word, const ValeTexts *ends) {
  size_t length = strlen(word);
  for (size_t i = 0; i < ends->count; i++) {
    size_t tail = strlen(ends->items[i]);
    if (length > tail && strcmp(word + length - tail, ends->items[i]) == 0) return true;
  }
  return false;
}

/* "1." in front of a heading. */
static bool is_list_number(const char *word) {
  for (const char *at = word; *at; at++)
    if (*at >= '0' && *at <= '9' && at[strspn(at, "0123456789")] == '.') return true;
  return false;
}

static const char *sentence_case(Run *run, const char *text) {
  const ValeRule *rule = run_rule(run);
  CaseWords words = split(run, &rule->case_tokens, text);
  Buf out = {0};
  for (size_t i = 0; i < words.count; i++) {
    const char *word = words.items[i], *before = i ? words.items[i - 1] : "";
    const char *as = excepted(run, word);
    bool begins =
        !i || ends_with_any(before, &rule->indicators) || (i == 1 && is_list_number(before));
    if (!as) as = cased(run, word, begins ? to_title : to_lower, to_lower);
    buf_printf(&out, "%s%s", i ? " " : "", as);
  }
  const char *copy = arena_strdup(run->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

/* Words that the styles of the Associated Press and of Chicago write small inside a title. */
static bool is_small(const char *word, bool chicago) {
  static const char *const small[] = {"a",   "an", "and", "as",  "at",  "but", "by", "en",
                                      "for", "if", "in",  "nor", "of",  "on",  "or", "per",
                                      "the", "to", "vs",  "vs.", "via", "v",   "v.", NULL};
  static const char *const prepositions[] = {
      "with",       "from",    "into",    "during", "including",  "until", "against", "among",
      "throughout", "despite", "towards", "upon",   "concerning", "about", "over",    "through",
      "before",     "between", "after",   "since",  "without",    "under", "within",  "along",
      "following",  "across",  "beyond",  "around", "down",       "near",  "above",   NULL};
  for (size_t i = 0; small[i]; i++)
    if (strcmp(small[i], word) == 0) return true;
  for (size_t i = 0; chicago && prepositions[i]; i++)
    if (strcmp(prepositions[i], word) == 0) return true;
  return false;
}

/* Whether a word of a title may be small where it stands: not at its ends, nor behind a colon or beside a hyphen. */
static bool may_be_small(const char *text, size_t start, size_t end) {
  size_t length = strlen(text);
  if (!start || end == length || !strchr(" -/", text[start - 1])) return false;
  if (start > 1 && strchr(":-", text[start - 2])) return false;
  return text[end] != '-' || text[start - 1] == '-';
}

static const char *title_case(Run *run, const char *text) {
  const ValeRule *rule = run_rule(run);
  Buf out = {0};
  size_t length = strlen(text), at = 0, start, end;
  while (regex_find(rule->case_tokens.regex, text, length, at, &start, &end) == REGEX_FOUND &&
         end > start) {
    const char *word = arena_strndup(run->arena, text + start, end - start);
    const char *low = cased(run, word, to_lower, to_lower), *as = excepted(run, word);
    bool small = is_small(low, rule->chicago) && may_be_small(text, start, end);
    /* whether "to" belongs to a verb only a tagger can say: it stays as it is written */
    bool either = !rule->chicago && strcmp(low, "to") == 0 && may_be_small(text, start, end);
    if (!as) as = either ? word : small ? low : cased(run, word, to_title, as_is);
    buf_add(&out, text + at, start - at);
    buf_puts(&out, as);
    at = end;
  }
  buf_puts(&out, text + at);
  const char *copy = arena_strdup(run->arena, out.bytes);
  buf_free(&out);
  return copy;
}

/* Each run of letters with a capital first, the rest small. */
static const char *all_titles(Run *run, const char *word) {
  Buf out = {0};
  char bytes[4];
  bool inside = false;
  for (size_t at = 0, length = strlen(word); at < length;) {
    UChar32 c = u_tolower((UChar32)utf8_next(word, length, &at));
    buf_add(&out, bytes, utf8_encode((uint32_t)(inside ? c : u_totitle(c)), bytes));
    inside = u_isalpha(c) || u_isdigit(c) || c == '_' || c == '\'';
  }
  const char *copy = arena_strdup(run->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

/* Whether enough of the words are as they are expected. */
static bool enough(Run *run, const char *text, const char *expected, bool title) {
  const ValeRule *rule = run_rule(run);
  CaseWords words = split(run, &rule->case_words, text),
            wanted = split(run, &rule->case_words, expected);
  size_t good = 0;
  for (size_t i = 0; i < words.count; i++) {
    const char *word = words.items[i];
    bool fits = i >= wanted.count || strcmp(word, wanted.items[i]) == 0 ||
                run_matches(run, &rule->except, word, strlen(word));
    if (!fits && title) fits = strcmp(word, cased(run, word, to_upper, to_upper)) == 0;
    if (!fits && !title && !i && strcmp(word, all_titles(run, word)) != 0) return false;
    good += fits;
  }
  return words.count && (double)good / (double)words.count >= rule->threshold;
}

static bool is_right(Run *run, const char *text, const char **expected) {
  const ValeRule *rule = run_rule(run);
  size_t length = strlen(text), start = 0, end = 0;
  const char *rest = text;
  if (rule->prefix.regex &&
      regex_find(rule->prefix.regex, text, length, 0, &start, &end) == REGEX_FOUND && !start)
    rest = text + end;
  switch (rule->casing) {
  case CASE_TITLE:
    *expected = title_case(run, rest);
    break;
  case CASE_SENTENCE:
    *expected = sentence_case(run, rest);
    break;
  case CASE_LOWER:
    *expected = cased(run, text, to_lower, to_lower);
    return strcmp(text, *expected) == 0 || run_matches(run, &rule->except, text, length);
  case CASE_UPPER:
    *expected = cased(run, text, to_upper, to_upper);
    return strcmp(text, *expected) == 0 || run_matches(run, &rule->except, text, length);
  default:
    *expected = "";
    return run_matches(run, &rule->pattern, text, length) ||
           run_matches(run, &rule->except, text, length);
  }
  *expected = arena_printf(run->arena, "%.*s%s", (int)(rest - text), text, *expected);
  return enough(run, text, *expected, rule->casing == CASE_TITLE);
}

void run_capitalization(Run *run) {
  const char *expected, *text = run_text(run, 0, run->length);
  if (!is_right(run, text, &expected)) run_report(run, 0, run->length, text, expected);
}
