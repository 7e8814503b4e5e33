/* Regular expressions as Vale takes them (those of .NET, with the word classes of RE2) to those of PCRE2. */
#include "base/buf.h"
#include "vale/rule.h"

#include <string.h>

/* Work on one expression: a copy in PCRE2's form, and what was taken out of it. */
typedef struct Rewrite {
  Buf out;
  Vale *vale;
  Pattern *pattern;
  const char *flags; /* that hold from its beginning: "(?i)" or "" */
  bool lift;         /* look behind with expressions of their own */
} Rewrite;

static const char *class_of(char letter, bool in_class) {
  static const struct {
    char letter;
    const char *alone, *inside;
  } classes[] = {{'w', "[0-9A-Za-z_]", "0-9A-Za-z_"},
                 {'W', "[^0-9A-Za-z_]", NULL},
                 {'d', "[0-9]", "0-9"},
                 {'D', "[^0-9]", NULL},
                 {'s', "[\\t\\n\\f\\r ]", "\\t\\n\\f\\r "},
                 {'S', "[^\\t\\n\\f\\r ]", NULL}};
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (classes[i].letter == letter) return in_class ? classes[i].inside : classes[i].alone;
  return NULL;
}

/* [:alpha:] and the like are of ASCII in RE2. */
static size_t put_posix(Buf *out, const char *text) {
  static const char *const names[][2] = {
      {"[:alpha:]", "A-Za-z"},   {"[:digit:]", "0-9"}, {"[:alnum:]", "0-9A-Za-z"},
      {"[:upper:]", "A-Z"},      {"[:lower:]", "a-z"}, {"[:space:]", "\\t\\n\\v\\f\\r "},
      {"[:word:]", "0-9A-Za-z_"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t length = strlen(names[i][0]);
    if (strncmp(text, names[i][0], length) != 0) continue;
    buf_puts(out, names[i][1]);
    return length;
  }
  return 0;
}

static size_t put_escape(Buf *out, const char *text, bool in_class) {
  const char *as = class_of(text[1], in_class);
  if (as) {
    buf_puts(out, as);
  } else if (text[1] == 'u' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4) {
    buf_printf(out, "\\x{%.4s}", text + 2);
    return 6;
  } else {
    buf_add(out, text, text[1] ? 2 : 1);
  }
  return text[1] ? 2 : 1;
}

/* The length of the group that begins at text, or 0 when it does not end. */
static size_t group_length(const char *text) {
  int depth = 0;
  bool in_class = false;
  for (size_t i = 0; text[i]; i++) {
    if (text[i] == '\\' && text[i + 1])
      i++;
    else if (in_class)
      in_class = text[i] != ']';
    else if (text[i] == '[')
      in_class = true;
    else if (text[i] == '(')
      depth++;
    else if (text[i] == ')' && --depth == 0)
      return i + 1;
  }
  return 0;
}

static bool rewrite(Rewrite *rewrite_, const char *text, size_t length);

static void add_behind(Rewrite *r, Regex *regex) {
  Pattern *pattern = r->pattern;
  Regex **grown =
      arena_alloc(r->vale->arena, (pattern->behind_count + 1) * sizeof *pattern->behind);
  if (pattern->behind_count) memcpy(grown, pattern->behind, pattern->behind_count * sizeof *grown);
  pattern->behind = grown;
  pattern->behind[pattern->behind_count++] = regex;
}

/* Puts a call in the place of (?<=…) or (?<!…), whose expression becomes one of its own. The length taken, or 0. */
static size_t lift_behind(Rewrite *r, const char *text) {
  if (strncmp(text, "(?<=", 4) != 0 && strncmp(text, "(?<!", 4) != 0) return 0;
  size_t length = group_length(text);
  if (!length || r->pattern->behind_count >= 120) return 0;
  Rewrite inner = {.vale = r->vale, .pattern = r->pattern, .flags = r->flags};
  buf_printf(&inner.out, "%s(?:", r->flags);
  bool good = rewrite(&inner, text + 4, length - 5);
  buf_puts(&inner.out, ")\\z");
  RegexError error;
  Regex *regex = good ? regex_new_unicode(inner.out.bytes, NULL, 0, &error) : NULL;
  buf_free(&inner.out);
  if (!regex) return 0;
  add_behind(r, regex);
  buf_printf(&r->out, "(?C%zu)", r->pattern->behind_count * 2 - (text[3] == '='));
  return length;
}

static bool rewrite(Rewrite *r, const char *text, size_t length) {
  bool in_class = false;
  for (size_t i = 0; i < length;) {
    size_t taken = 0;
    if (text[i] == '\\')
      taken = put_escape(&r->out, text + i, in_class);
    else if (in_class && text[i] == '[')
      taken = put_posix(&r->out, text + i);
    else if (!in_class && text[i] == '(' && r->lift)
      taken = lift_behind(r, text + i);
    if (!taken && in_class && text[i] == '[') {
      buf_puts(&r->out, "\\[");
      taken = 1;
    }
    if (!taken) {
      bool opens = !in_class && text[i] == '[';
      if (in_class && text[i] == ']') in_class = false;
      buf_putc(&r->out, text[i]);
      taken = 1;
      if (opens) { /* a bracket that comes first closes nothing */
        in_class = true;
        if (text[i + taken] == '^') buf_putc(&r->out, text[i + taken++]);
        if (text[i + taken] == ']') {
          buf_puts(&r->out, "\\]");
          taken++;
        }
      }
    }
    i += taken;
  }
  return true;
}

static Regex *attempt(Rewrite *r, const char *text, RegexError *error) {
  buf_clear(&r->out);
  rewrite(r, text, strlen(text));
  return regex_new_unicode(r->out.bytes ? r->out.bytes : "", r->pattern->behind,
                           r->pattern->behind_count, error);
}

bool pattern_compile(RuleReader *reader, Pattern *pattern, const char *text, const Yaml *at) {
  RegexError error = {{0}, 0};
  Vale *vale = reader->vale;
  ARENA_PUSH(vale->arena, vale->patterns, vale->pattern_count, vale->pattern_capacity, pattern);
  Rewrite r = {
      .vale = vale, .pattern = pattern, .flags = strncmp(text, "(?i)", 4) == 0 ? "(?i)" : ""};
  pattern->regex = attempt(&r, text, &error);
  RegexError ignored;
  r.lift = true;
  if (!pattern->regex) pattern->regex = attempt(&r, text, &ignored);
  buf_free(&r.out);
  if (pattern->regex) return true;
  rule_unsupported(reader, at,
                   arena_printf(reader->arena, "this regular expression (%s)", error.message));
  return false;
}

const char *pattern_joined(Arena *arena, const char *before, const char *tokens, bool nonword,
                           bool ignore_case) {
  return arena_printf(arena, "%s%s(?m)%s(?:%s)%s", ignore_case ? "(?i)" : "", before,
                      nonword ? "" : "\\b", tokens, nonword ? "" : "\\b");
}

/* Whether a group that captures opens here. */
static bool opens_group(const char *text, size_t at) {
  if (text[at] != '(' || (at && text[at - 1] == '\\')) return false;
  return text[at + 1] != '?';
}

const char *pattern_without_groups(Arena *arena, const char *text) {
  Buf out = {0};
  for (size_t i = 0; text[i]; i++)
    opens_group(text, i) ? buf_puts(&out, "(?:") : buf_putc(&out, text[i]);
  const char *copy = arena_strdup(arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

bool pattern_has_group(const char *text) {
  for (size_t i = 0; text[i]; i++)
    if (opens_group(text, i)) return true;
  return false;
}
