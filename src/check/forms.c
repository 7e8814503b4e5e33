/* The rules that count, compare or miss something: occurrence, repetition, conditional, absence. */
#include "check/match.h"

#include "check/exempt.h"

#include <string.h>

/* The bytes of the block or, one after the other, of its sentences. */
static bool next_unit(const Match *match, const StyleRule *rule, size_t *unit, size_t *from,
                      size_t *to) {
  const Block *block = match->block;
  size_t count = rule->by_sentence ? block->sentences.count : 1;
  if (*unit >= count) return false;
  *from = 0;
  *to = block->text.length;
  if (rule->by_sentence) {
    const Sentence *sentence = &block->sentences.items[*unit];
    *from = block->words.items[sentence->first].start;
    *to = block->words.items[sentence->end - 1].end;
  }
  ++*unit;
  return true;
}

/* More than max or fewer than min matches in one unit: reported from the first to the last of them. */
static void count_occurrences(Match *match, uint32_t number, const StyleRule *rule) {
  size_t unit = 0, from, to;
  while (next_unit(match, rule, &unit, &from, &to)) {
    size_t at = from, first = from, last = to, start, end;
    long count = 0;
    while (match_expression(match, rule->first, at, to, &start, &end)) {
      if (!count++) first = start;
      last = end;
      at = end > start ? end : end + 1;
    }
    if ((rule->has_max && count > rule->max) || (rule->has_min && count < rule->min))
      match_report(match, number, (uint32_t)first, (uint32_t)last, NULL);
  }
}

static bool same_word(const Match *match, const Word *a, const Word *b) {
  const char *text = match->block->text.bytes;
  size_t length = a->end - a->start;
  if (length != b->end - b->start) return false;
  if (a->id || b->id) return a->id == b->id;
  for (size_t i = 0; i < length; i++) {
    char x = text[a->start + i], y = text[b->start + i];
    if (x != y && ((x ^ y) != 0x20 || (x | 0x20) < 'a' || (x | 0x20) > 'z')) return false;
  }
  return true;
}

/* A word that stands twice in a row. */
static void find_repetitions(Match *match, uint32_t number) {
  const Words *words = &match->block->words;
  for (size_t i = 1; i < words->count; i++) {
    const Word *last = &words->items[i - 1], *word = &words->items[i];
    if (!(word->flags & WORD_IS_TEXT) || !(last->flags & WORD_IS_TEXT)) continue;
    if (word->flags & (WORD_QUOTED | WORD_NAME | WORD_GLUED | WORD_HYPHENATED)) continue;
    if (same_word(match, last, word)) match_report(match, number, last->start, word->end, NULL);
  }
}

/* The first group of a match where the expression has one, else all of it. */
static void captured(const Match *match, uint32_t expression, size_t *start, size_t *end) {
  regex_group(style_regex(match->language, expression), 1, start, end);
}

/* What `first` finds needs an explanation that `second` finds, anywhere in the document. */
static void find_unexplained(Match *match, uint32_t number, const StyleRule *rule) {
  const char *text = match->block->text.bytes;
  size_t to = match->block->text.length, start, end;
  for (size_t at = 0; match_expression(match, rule->second, at, to, &start, &end);) {
    at = end > start ? end : end + 1;
    captured(match, rule->second, &start, &end);
    map_set(match->defined, text + start, end - start, match);
  }
  for (size_t at = 0; match_expression(match, rule->first, at, to, &start, &end);) {
    at = end > start ? end : end + 1;
    captured(match, rule->first, &start, &end);
    match_report(match, number, (uint32_t)start, (uint32_t)end, NULL);
  }
}

void match_forms(Match *match) {
  const Language *language = match->language;
  for (size_t i = 0; i < language->counting.count; i++) {
    uint32_t number = language->counting.items[i];
    const StyleRule *rule = language->rules.items[number];
    if (!match_rule_applies(match, number)) continue;
    if (rule->extends == OCCURRENCE) count_occurrences(match, number, rule);
    if (rule->extends == REPETITION) find_repetitions(match, number);
    if (rule->extends == CONDITIONAL) find_unexplained(match, number, rule);
  }
}

/* "(ABC)", letters behind what they are short for. */
static bool is_abbreviated(const Block *block, uint32_t word) {
  const Word *letters = &block->words.items[word];
  const char *text = block->text.bytes + letters->start;
  return letters->flags & WORD_CAPITAL && letters->end > letters->start + 1 && text[1] >= 'A' &&
         text[1] <= 'Z' && block_is_sign(block, word + 1, ')') && word &&
         block_is_sign(block, word - 1, '(');
}

/* "at Rowan House": a second capital in a row inside a sentence, of nobody who is declared. */
static bool ends_title(const Block *block, const Sentence *sentence, uint32_t word) {
  const Word *words = block->words.items;
  return word > sentence->first + 1 && words[word].flags & WORD_CAPITAL &&
         words[word - 1].flags & WORD_CAPITAL && !(words[word].flags & (WORD_NAME | WORD_SHOUTED));
}

/* The first word of a sentence behind the label that it may begin with: "**Plan:** continue …". */
static uint32_t behind_label(const Match *match, const Sentence *sentence) {
  const Word *words = match->block->words.items;
  uint32_t word = sentence->first;
  while (word + 1 < sentence->end) {
    Candidate one = {word, word, words[word].start, words[word].end, .rule = 0};
    if (!(words[word].flags & WORD_IS_SIGN) && !exempt_is_label(match, &one)) return word;
    word++;
  }
  return sentence->first;
}

/* Whether a sentence says nothing that the rule looks for: no more than `max` words of its classes, no number, no title,
 * nothing that somebody said. A question and the words before a list need not. */
static bool lacks_facts(const Match *match, const StyleRule *rule, const Sentence *sentence) {
  const Block *block = match->block;
  const char *text = block->text.bytes;
  const Word *words = block->words.items;
  long facts = 0;
  for (uint32_t i = sentence->first; i < sentence->end; i++) {
    if (words[i].flags & (WORD_IS_NUMBER | WORD_QUOTED | WORD_REPORTED)) return false;
    if (is_abbreviated(block, i) || ends_title(block, sentence, i)) return false;
    if (tags_of(match->language->tags, text, &words[i]) & rule->facts && ++facts > rule->max)
      return false;
  }
  const Word *last = &words[sentence->end - 1];
  return !(last->flags & WORD_IS_SIGN && strchr("?:", text[last->start]));
}

/* How many words that count of a sentence none of the candidates [from, to) covers. */
static size_t uncovered(const Match *match, const Sentence *sentence, size_t from, size_t to) {
  const Word *words = match->block->words.items;
  size_t count = 0;
  for (uint32_t first = sentence->first;; from++) {
    const Candidate *next = from < to ? &match->candidates.items[from] : NULL;
    uint32_t end = next ? next->first : sentence->end;
    if (end > first) count += words_count(words, first, end);
    if (!next) return count;
    if (next->last + 1 > first) first = next->last + 1;
  }
}

/* What a rule reports of a sentence that lacks every fact: all behind its label, but for signs at the end. */
static Candidate told_of(const Match *match, const Sentence *sentence, uint32_t rule) {
  const Word *words = match->block->words.items;
  uint32_t first = behind_label(match, sentence), last = sentence->end - 1;
  while (last > sentence->first && words[last].flags & WORD_IS_SIGN)
    last--;
  return (Candidate){.first = first,
                     .last = last,
                     .start = words[first].start,
                     .end = words[last].end,
                     .rule = rule};
}

/* The first rule of absence that a sentence breaks, as a candidate: of those for sentences in which something was found, or
 * of the others. */
static bool breaks_rule(Match *match, const Sentence *sentence, bool found, size_t count,
                        Candidate *candidate) {
  const Language *language = match->language;
  for (size_t i = 0; i < language->absences.count; i++) {
    uint32_t number = language->absences.items[i];
    const StyleRule *rule = language->rules.items[number];
    if (rule->rest != found || (long)count < rule->min || !match_rule_applies(match, number) ||
        !lacks_facts(match, rule, sentence))
      continue;
    *candidate = told_of(match, sentence, number);
    if (match_conditions(match, candidate)) return true;
  }
  return false;
}

void match_absences(Match *match) {
  const Block *block = match->block;
  Candidates *list = &match->candidates;
  /* none of these lies inside another, so they end in the order in which they begin */
  size_t found = list->count, from = 0, to = 0;
  if (!match->language->absences.count) return;
  for (size_t i = 0; i < block->sentences.count; i++) {
    const Sentence *sentence = &block->sentences.items[i];
    Candidate candidate;
    while (from < found && list->items[from].last < sentence->first)
      from++;
    for (to = to < from ? from : to; to < found && list->items[to].first < sentence->end;)
      to++;
    size_t count = uncovered(match, sentence, from, to);
    if (breaks_rule(match, sentence, to > from, count, &candidate)) match_push(list, candidate);
  }
}
