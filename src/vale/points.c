/* Reads what the extension point of a rule needs, and joins it into expressions as Vale does. */
#include "base/buf.h"
#include "vale/rule.h"

#include <stdlib.h>
#include <string.h>

static bool truth(const RuleReader *reader, const char *key) {
  const char *text = yaml_text(reader->root, key);
  return text && strcmp(text, "true") == 0;
}

static long number(const RuleReader *reader, const char *key) {
  const char *text = yaml_text(reader->root, key);
  return text ? strtol(text, NULL, 10) : 0;
}

static void texts_of(RuleReader *reader, const char *key, ValeTexts *texts) {
  const Yaml *value = yaml_get(reader->root, key);
  bool list = value && value->type == YAML_LIST;
  for (const Yaml *item = list ? value->first : value; item; item = list ? item->next : NULL)
    if (item->type == YAML_SCALAR)
      ARENA_PUSH(reader->arena, texts->items, texts->count, texts->capacity, item->text);
}

static bool is_blank(const char *text) {
  return !text[strspn(text, " \t\r\n")];
}

static const char *joined(RuleReader *reader, const ValeTexts *texts, const char *between) {
  Buf out = {0};
  for (size_t i = 0, put = 0; i < texts->count; i++)
    if (!is_blank(texts->items[i]) || !*between)
      buf_printf(&out, "%s%s", put++ ? between : "", texts->items[i]);
  const char *copy = arena_strdup(reader->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

static int longest_first(const void *left, const void *right) {
  const Swap *a = left, *b = right;
  size_t of_a = strlen(a->key), of_b = strlen(b->key);
  if (of_a != of_b) return of_a > of_b ? -1 : 1;
  return a->value < b->value ? -1 : a->value > b->value; /* as they stand in the file */
}

/* --- exceptions ------------------------------------------------------------------------------- */

/* They keep their capitals, unless they say otherwise themselves. */
static const char *exception_list(RuleReader *reader, const ValeTexts *list) {
  Buf out = {0};
  for (size_t i = 0; i < list->count; i++)
    buf_printf(&out, "%s%s%s", i ? "|" : "", strncmp(list->items[i], "(?i)", 4) == 0 ? "" : "(?-i)",
               list->items[i]);
  const char *copy = arena_strdup(reader->arena, out.bytes ? out.bytes : "");
  buf_free(&out);
  return copy;
}

static const char *exceptions_expression(RuleReader *reader, const ValeTexts *list) {
  return pattern_joined(reader->arena, "", exception_list(reader, list), false, false);
}

static void sort_texts(ValeTexts *list) {
  for (size_t i = 1; i < list->count; i++) {
    const char *text = list->items[i];
    size_t at = i;
    for (; at && strlen(list->items[at - 1]) < strlen(text); at--)
      list->items[at] = list->items[at - 1];
    list->items[at] = text;
  }
}

/* A term as an expression: each sign stands for itself, capitals do not matter. */
static const char *escaped(RuleReader *reader, const char *term) {
  Buf out = {0};
  buf_puts(&out, "(?i)");
  for (; *term; term++) {
    if (strchr("\\^$.|?*+()[]{}", *term)) buf_putc(&out, '\\');
    buf_putc(&out, *term);
  }
  const char *copy = arena_strdup(reader->arena, out.bytes);
  buf_free(&out);
  return copy;
}

/* The team's own terms are accepted, where the rule does not say otherwise and looks for words. */
static void add_terms(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Settings *settings = reader->vale->settings;
  const char *vocab = yaml_text(reader->root, "vocab");
  bool nonword = rule->point == POINT_EXISTENCE && truth(reader, "nonword");
  if (nonword || (vocab && strcmp(vocab, "false") == 0)) return;
  for (size_t i = 0; i < settings->term_count; i++)
    ARENA_PUSH(reader->arena, rule->exceptions.items, rule->exceptions.count,
               rule->exceptions.capacity, escaped(reader, settings->terms[i]));
}

static void read_exceptions(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  ValeTexts phrases = {0};
  const Yaml *at = yaml_get(reader->root, "exceptions");
  texts_of(reader, "exceptions", &rule->exceptions);
  add_terms(reader);
  if (!at) at = reader->root;
  if (!rule->exceptions.count) return;
  sort_texts(&rule->exceptions);
  for (size_t i = 0; i < rule->exceptions.count; i++)
    if (strpbrk(rule->exceptions.items[i], " \t") || strstr(rule->exceptions.items[i], "\\s"))
      ARENA_PUSH(reader->arena, phrases.items, phrases.count, phrases.capacity,
                 rule->exceptions.items[i]);
  pattern_compile(reader, &rule->except, exceptions_expression(reader, &rule->exceptions), at);
  if (phrases.count)
    pattern_compile(reader, &rule->phrases,
                    arena_printf(reader->arena, "(?i)\\b(?:%s)\\b", joined(reader, &phrases, "|")),
                    at);
}

/* --- extension points ------------------------------------------------------------------------- */

static void read_existence(RuleReader *reader) {
  ValeTexts raw = {0}, tokens = {0};
  texts_of(reader, "raw", &raw);
  texts_of(reader, "tokens", &tokens);
  const char *before = joined(reader, &raw, ""), *list = joined(reader, &tokens, "|");
  bool nonword = truth(reader, "nonword") || !tokens.count, append = truth(reader, "append");
  const char *text =
      pattern_joined(reader->arena, append ? "" : before, list, nonword, reader->rule->ignore_case);
  if (append) text = arena_printf(reader->arena, "%s%s", text, before);
  pattern_compile(reader, &reader->rule->pattern, text, reader->root);
}

static void add_swaps(RuleReader *reader, const Yaml *mapping) {
  ValeRule *rule = reader->rule;
  for (const Yaml *value = mapping->first; value; value = value->next) {
    Swap swap = {.key = value->key->text, .value = value->type == YAML_SCALAR ? value->text : ""};
    ARENA_PUSH(reader->arena, rule->swaps, rule->swap_count, rule->swap_capacity, swap);
  }
}

/* Letters, digits, spaces and hyphens only: no expression. */
static bool is_phrase(const char *text) {
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    bool plain = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                 (c >= 'A' && c <= 'Z') || c == ' ' || c == '-';
    if (!plain) return false;
  }
  return true;
}

/* Whether a replacement names a part of what was found: $1. */
static bool names_group(const char *text) {
  for (; (text = strchr(text, '$')); text++)
    if (text[1] >= '0' && text[1] <= '9') return true;
  return false;
}

static void compile_swap(RuleReader *reader, Swap *swap) {
  const Yaml *at = yaml_get(reader->root, "swap");
  const char *flag = reader->rule->ignore_case ? "(?i)" : "";
  if (names_group(swap->value))
    pattern_compile(reader, &swap->pattern, arena_printf(reader->arena, "%s%s", flag, swap->key),
                    at);
  else if (!reader->rule->replaces && !is_phrase(swap->value)) {
    RegexError ignored; /* what is no expression stands for itself */
    const char *text = arena_printf(reader->arena, "^(?:%s)$", swap->value);
    Regex *regex = regex_new_unicode(text, NULL, 0, &ignored);
    regex_free(regex);
    if (regex) pattern_compile(reader, &swap->same, text, at);
  }
}

static void read_substitution(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Yaml *swap = yaml_get(reader->root, "swap");
  if (yaml_text(reader->root, "pos")) rule_unsupported(reader, swap ? swap : reader->root, "pos");
  if (swap && swap->type == YAML_MAPPING) add_swaps(reader, swap);
  for (const Yaml *item = swap && swap->type == YAML_LIST ? swap->first : NULL; item;
       item = item->next)
    if (item->type == YAML_MAPPING) add_swaps(reader, item);
  if (!rule->swap_count) {
    diag_add(reader->diags, DIAG_STYLE_MISSING, rule->info.place, rule->info.id, "swap");
    reader->good = false;
    return;
  }
  rule->capitalize = truth(reader, "capitalize");
  qsort(rule->swaps, rule->swap_count, sizeof *rule->swaps, longest_first);
  Buf out = {0};
  for (size_t i = 0; i < rule->swap_count; i++) {
    compile_swap(reader, &rule->swaps[i]);
    buf_printf(&out, "%s(%s)", i ? "|" : "",
               pattern_without_groups(reader->arena, rule->swaps[i].key));
  }
  pattern_compile(
      reader, &rule->pattern,
      pattern_joined(reader->arena, "", out.bytes, truth(reader, "nonword"), rule->ignore_case),
      swap);
  buf_free(&out);
}

static void read_occurrence(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const char *token = yaml_text(reader->root, "token");
  rule->max = number(reader, "max");
  rule->min = number(reader, "min");
  pattern_compile(
      reader, &rule->pattern,
      arena_printf(reader->arena, "%s(?:%s)", rule->ignore_case ? "(?i)" : "", token ? token : ""),
      reader->root);
}

static void read_repetition(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  ValeTexts tokens = {0};
  texts_of(reader, "tokens", &tokens);
  rule->max = number(reader, "max");
  rule->alpha = truth(reader, "alpha");
  pattern_compile(reader, &rule->pattern,
                  arena_printf(reader->arena, "%s(%s)", rule->ignore_case ? "(?i)" : "",
                               joined(reader, &tokens, "|")),
                  reader->root);
}

static void read_consistency(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Yaml *either = yaml_get(reader->root, "either");
  if (either) add_swaps(reader, either);
  for (size_t i = 0; i < rule->swap_count; i++) {
    Swap *swap = &rule->swaps[i];
    const char *both =
        arena_printf(reader->arena, "(%s)|(%s)", pattern_without_groups(reader->arena, swap->key),
                     pattern_without_groups(reader->arena, swap->value));
    pattern_compile(
        reader, &swap->pattern,
        pattern_joined(reader->arena, "", both, truth(reader, "nonword"), rule->ignore_case),
        either);
  }
}

static void read_conditional(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const char *first = yaml_text(reader->root, "first"), *second = yaml_text(reader->root, "second");
  pattern_compile(reader, &rule->pattern, first ? first : "", reader->root);
  pattern_compile(reader, &rule->second, second ? second : "", reader->root);
  rule->second_has_group = second && pattern_has_group(second);
}

static const char case_word[] = "[\\p{N}\\p{L}*]+[^\\s]*";

static void read_case_patterns(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const char *words = case_word, *tokens = case_word;
  if (rule->exceptions.count) {
    words = arena_printf(reader->arena, "%s|%s", exceptions_expression(reader, &rule->exceptions),
                         case_word);
    tokens = arena_printf(reader->arena, "\\b(?:%s)\\b|%s",
                          exception_list(reader, &rule->exceptions), case_word);
  }
  if (rule->casing == CASE_TITLE) tokens = "[\\p{N}\\p{L}]+[^\\s\\-\\/]*";
  pattern_compile(reader, &rule->case_words, words, reader->root);
  pattern_compile(reader, &rule->case_tokens, arena_printf(reader->arena, "(?i)%s", tokens),
                  reader->root);
  rule->exception_patterns =
      arena_alloc(reader->arena, rule->exceptions.count * sizeof *rule->exception_patterns);
  for (size_t i = 0; i < rule->exceptions.count; i++)
    pattern_compile(reader, &rule->exception_patterns[i], rule->exceptions.items[i], reader->root);
}

static void read_capitalization(RuleReader *reader) {
  static const char *const casings[] = {NULL, "$title", "$sentence", "$lower", "$upper"};
  ValeRule *rule = reader->rule;
  const char *match = yaml_text(reader->root, "match"), *style = yaml_text(reader->root, "style");
  const char *threshold = yaml_text(reader->root, "threshold"),
             *prefix = yaml_text(reader->root, "prefix");
  for (int i = CASE_TITLE; match && i <= CASE_UPPER; i++)
    if (strcmp(match, casings[i]) == 0) rule->casing = (Casing)i;
  rule->chicago = style && strcmp(style, "Chicago") == 0;
  rule->threshold = threshold ? strtod(threshold, NULL) : 0;
  if (rule->threshold <= 0) rule->threshold = 0.8;
  texts_of(reader, "indicators", &rule->indicators);
  if (rule->casing == CASE_PATTERN)
    pattern_compile(reader, &rule->pattern, match ? match : "", reader->root);
  if (rule->casing == CASE_TITLE || rule->casing == CASE_SENTENCE) read_case_patterns(reader);
  if (prefix && *prefix) pattern_compile(reader, &rule->prefix, prefix, reader->root);
}

/* --- sequences --------------------------------------------------------------------------------- */

static void read_token(RuleReader *reader, SequenceToken *token, const Yaml *value) {
  if (!token->skip && !token->pattern.regex && value->type != YAML_MAPPING) {
    rule_unsupported(reader, value, "a token of a sequence that is no mapping");
    return;
  }
  for (const Yaml *key = value->first; key; key = key->next) {
    const char *name = key->key->text;
    if (strcmp(name, "tag") == 0 || strcmp(name, "upos") == 0)
      rule_unsupported(reader, key->key, "a token by its part of speech");
    else if (strcmp(name, "skip") == 0 && key->type == YAML_SCALAR)
      token->skip = strtol(key->text, NULL, 10);
    else if (strcmp(name, "negate") == 0 && key->type == YAML_SCALAR)
      token->negate = strcmp(key->text, "true") == 0;
    else if (strcmp(name, "pattern") != 0)
      rule_unsupported(reader, key->key,
                       arena_printf(reader->arena, "the key \"%s\" of a token", name));
  }
  const char *pattern = yaml_text(value, "pattern");
  if (!pattern) rule_unsupported(reader, value, "a token without a pattern");
  if (reader->left_out) return;
  pattern_compile(
      reader, &token->pattern,
      arena_printf(reader->arena, "%s^(?:%s)$", reader->rule->ignore_case ? "(?i)" : "", pattern),
      value);
}

static void read_sequence(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Yaml *tokens = yaml_get(reader->root, "tokens");
  if (!tokens || tokens->type != YAML_LIST) {
    diag_add(reader->diags, DIAG_STYLE_MISSING, rule->info.place, rule->info.id, "tokens");
    reader->good = false;
    return;
  }
  rule->tokens = arena_alloc(reader->arena, tokens->count * sizeof *rule->tokens);
  for (const Yaml *token = tokens->first; token && !reader->left_out; token = token->next)
    read_token(reader, &rule->tokens[rule->token_count++], token);
}

void points_read(RuleReader *reader) {
  static void (*const readers[POINT_COUNT])(RuleReader *) = {
      [POINT_EXISTENCE] = read_existence,     [POINT_SUBSTITUTION] = read_substitution,
      [POINT_OCCURRENCE] = read_occurrence,   [POINT_REPETITION] = read_repetition,
      [POINT_CONSISTENCY] = read_consistency, [POINT_CONDITIONAL] = read_conditional,
      [POINT_METRIC] = metric_read,           [POINT_CAPITALIZATION] = read_capitalization,
      [POINT_READABILITY] = readability_read, [POINT_SEQUENCE] = read_sequence};
  reader->rule->ignore_case = truth(reader, "ignorecase");
  if (reader->rule->point != POINT_SEQUENCE) read_exceptions(reader);
  readers[reader->rule->point](reader);
}
