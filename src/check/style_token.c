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
  *expression =
      (Expression){.regex = regex, .pattern = pattern, .output = output, .manual = manual};
  ARENA_PUSH(language->arena, language->expressions.items, language->expressions.count,
             language->expressions.capacity, expression);
  return (uint32_t)language->expressions.count - 1;
}

/* Vale puts \b around a token that is no `nonword`. */
static const char *bounded(Language *language, const char *pattern, bool nonword) {
  return nonword ? pattern : arena_printf(language->arena, "\\b(?:%s)\\b", pattern);
}

/* Lets an expression run where one of its words was seen, or everywhere. */
static void trigger(Language *language, uint32_t number, const char *pattern, bool nonword) {
  const char *word = nonword ? NULL : phrases_required_word(pattern, language->arena);
  if (word) {
    language->expressions.items[number]->triggered = true;
    automaton_add(language->phrases, &language->scratch, word,
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

bool style_add_pattern(Language *language, const char *pattern, bool ignore_case, bool nonword,
                       Output output, Place place, Diags *diags) {
  Phrases phrases;
  if (nonword || !phrases_expand(pattern, language->arena, &phrases))
    return add_expression(language, pattern, ignore_case, nonword, output, place, diags);
  bool of_class = output.kind == OF_CLASS;
  bool in_document = of_class && language->class_list.items[output.owner]->in_document;
  for (size_t i = 0; i < phrases.count; i++) {
    Output own = output;
    own.exact = ignore_case ? NULL : phrases.items[i];
    if (of_class) automaton_add(language->classes, &language->scratch, phrases.items[i], own);
    if (!of_class || in_document)
      automaton_add(language->phrases, &language->scratch, phrases.items[i], own);
  }
  return true;
}

uint32_t style_new_class(Language *language, const char *name) {
  WordClass *word_class = arena_alloc(language->arena, sizeof *word_class);
  word_class->name = name;
  ARENA_PUSH(language->arena, language->class_list.items, language->class_list.count,
             language->class_list.capacity, word_class);
  uint32_t number = (uint32_t)language->class_list.count - 1;
  if (name) map_set(language->class_by_name, name, strlen(name), (void *)(uintptr_t)(number + 1));
  return number;
}

uint32_t style_class(const Language *language, const char *name) {
  return (uint32_t)(uintptr_t)map_get(language->class_by_name, name, strlen(name)) - 1;
}

bool style_read_class(Language *language, uint32_t class_number, const Yaml *list, Source *source,
                      Diags *diags) {
  WordClass *word_class = language->class_list.items[class_number];
  word_class->list = list;
  word_class->source = source;
  Output output = {.kind = OF_CLASS, .owner = class_number};
  for (const Yaml *item = list->first; item; item = item->next) {
    Place place = source_place(source, item->span.start, item->span.end);
    if (item->type != YAML_SCALAR || !item->length) {
      diag_add(diags, DIAG_STYLE_TYPE, place, "a class", "a list of phrases");
      return false;
    }
    if (!style_add_pattern(language, item->text, true, false, output, place, diags)) return false;
  }
  return true;
}

bool style_class_in_document(Language *language, uint32_t number, Diags *diags) {
  WordClass *word_class = language->class_list.items[number];
  if (word_class->in_document) return true;
  word_class->in_document = true;
  word_class->expressions.count = 0;
  return !word_class->list ||
         style_read_class(language, number, word_class->list, word_class->source, diags);
}
