/* Puts the phrases of rules and classes where they are found fastest: into the word automaton, or, as an
 * expression, behind a word that must be seen first. */
#include "check/phrase.h"
#include "check/style.h"

#include <string.h>

uint32_t style_add_expression(Language *language, const char *pattern, bool ignore_case,
                              Output output, bool manual, Place place, Diags *diags) {
  RegexError error;
  Regex *regex = regex_new(pattern, ignore_case, &error);
  if (!regex) {
    diag_add(diags, DIAG_STYLE_REGEX, place, error.message);
    return UINT32_MAX;
  }
  Expression *expression = arena_alloc(language->arena, sizeof *expression);
  *expression = (Expression){.regex = regex,
                             .pattern = pattern,
                             .ignore_case = ignore_case,
                             .output = output,
                             .manual = manual};
  ARENA_PUSH(language->arena, language->expressions.items, language->expressions.count,
             language->expressions.capacity, expression);
  return (uint32_t)language->expressions.count - 1;
}

Regex *style_regex(const Language *language, uint32_t number) {
  Expression *expression = language->expressions.items[number];
  RegexError error;
  if (!expression->regex)
    expression->regex = regex_new(expression->pattern, expression->ignore_case, &error);
  return expression->regex;
}

/* Vale puts \b around a token that is no `nonword`. */
static const char *bounded(Language *language, const char *pattern, bool nonword) {
  return nonword ? pattern : arena_printf(language->arena, "\\b(?:%s)\\b", pattern);
}

/* Lets an expression run where one of its words was seen, or everywhere. */
static void trigger(Language *language, uint32_t number, const char *pattern, bool nonword) {
  const char *word = nonword ? NULL : phrases_required_word(pattern, language->work);
  if (word) {
    language->expressions.items[number]->triggered = true;
    automaton_add_phrase(language->phrases, &language->scratch, word,
                         (Output){.kind = TRIGGER, .owner = number});
  } else {
    ClassList *always = &language->always;
    ARENA_PUSH(language->arena, always->items, always->count, always->capacity, number);
  }
}

static bool add_expression(Language *language, const char *pattern, bool ignore_case, bool nonword,
                           Output output, Place place, Diags *diags) {
  uint32_t number = style_add_expression(language, bounded(language, pattern, nonword), ignore_case,
                                         output, false, place, diags);
  if (number == UINT32_MAX) return false;
  if (output.kind == OF_CLASS) {
    WordClass *word_class = language->class_list.items[output.owner];
    ClassList *list = &word_class->expressions;
    ARENA_PUSH(language->arena, list->items, list->count, list->capacity, number);
    if (!word_class->in_document) return true;
  }
  trigger(language, number, pattern, nonword);
  return true;
}

/* The automata that an output belongs to: that of the classes, that of the rules, or both. */
static size_t automata_of(Language *language, const Output *output, Automaton *automata[2]) {
  size_t count = 0;
  bool of_class = output->kind == OF_CLASS;
  if (of_class) automata[count++] = language->classes;
  if (!of_class || language->class_list.items[output->owner]->in_document)
    automata[count++] = language->phrases;
  return count;
}

bool style_add_pattern(Language *language, const char *pattern, bool ignore_case, bool nonword,
                       Output output, Place place, Diags *diags) {
  Chain *chains = NULL;
  Phrases phrases = {0};
  const PhraseClasses classes = {style_named_class, language};
  bool plain = ignore_case && !nonword && phrases_is_plain(pattern), finite = plain;
  if (!plain && !nonword)
    finite = ignore_case ? phrases_chain(pattern, &classes, language->work, &chains)
                         : phrases_expand(pattern, &classes, language->work, &phrases);
  const char *missing =
      finite || nonword ? NULL : phrases_missing_class(pattern, &classes, language->work);
  if (missing) {
    diag_add(diags, DIAG_STYLE_CLASS, place, missing);
    if (style_class(language, missing) != UINT32_MAX)
      diag_hint(diags,
                "it is there, but holds a real regular expression, or %d classes are named already",
                WORD_TAGS);
    return false;
  }
  if (!finite) return add_expression(language, pattern, ignore_case, nonword, output, place, diags);
  Automaton *automata[2];
  size_t count = automata_of(language, &output, automata);
  for (size_t i = 0; i < count; i++) {
    if (plain) automaton_add_phrase(automata[i], &language->scratch, pattern, output);
    if (chains) automaton_add(automata[i], &language->scratch, chains, output);
    for (size_t j = 0; j < phrases.count; j++) { /* told apart by their capitals: one by one */
      output.exact = arena_strdup(language->arena, phrases.items[j]);
      automaton_add_phrase(automata[i], &language->scratch, phrases.items[j], output);
    }
  }
  return true;
}
