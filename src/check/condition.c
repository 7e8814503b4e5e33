/* When a phrase found counts: what stands in its sentence, beside it, in the next sentence, and
 * elsewhere in the document. Classes are looked for only in sentences where a rule asks. */
#include "check/exempt.h"
#include "check/match.h"

#include <string.h>

static const SentenceClasses *classes_of(Match *match, size_t sentence) {
  SentenceClasses *cache = &match->classes[sentence % 2];
  if (cache->sentence == sentence) return cache;
  const Block *block = match->block;
  const Sentence *range = &block->sentences.items[sentence];
  cache->sentence = sentence;
  cache->hits.count = 0;
  automaton_run(match->language->classes, &block->words, block->text.bytes, range->first,
                range->end, &cache->hits);
  cache->seen = 0;
  for (size_t i = 0; i < cache->hits.count; i++)
    cache->seen |= UINT64_C(1) << cache->hits.items[i].output->owner % 64;
  return cache;
}

/* What a condition allows of a place: words [first, last] where the class was found. */
typedef bool Test(const Candidate *candidate, uint32_t first, uint32_t last);

static bool outside(const Candidate *c, uint32_t first, uint32_t last) {
  return first < c->first || last > c->last;
}

static bool right_before(const Candidate *c, uint32_t first, uint32_t last) {
  (void)first;
  return last + 1 == c->first;
}

enum { SHORTLY = 6 }; /* words */

static bool shortly_before(const Candidate *c, uint32_t first, uint32_t last) {
  (void)first;
  return last < c->first && last + SHORTLY >= c->first;
}

static bool right_after(const Candidate *c, uint32_t first, uint32_t last) {
  (void)last;
  return first == c->last + 1;
}

static bool shortly_after(const Candidate *c, uint32_t first, uint32_t last) {
  (void)last;
  return first > c->last && first <= c->last + SHORTLY;
}

static bool anywhere(const Candidate *c, uint32_t first, uint32_t last) {
  (void)c, (void)first, (void)last;
  return true;
}

/* The expressions of a class, over one sentence. */
static bool expressions_hold(Match *match, const WordClass *word_class, const Sentence *sentence,
                             const Candidate *candidate, Test *test) {
  const Word *words = match->block->words.items;
  size_t from = words[sentence->first].start, to = words[sentence->end - 1].end, start, end;
  for (size_t i = 0; i < word_class->expressions.count; i++) {
    size_t at = from;
    while (match_expression(match, word_class->expressions.items[i], at, to, &start, &end)) {
      uint32_t first = sentence->first, last;
      while (first + 1 < sentence->end && words[first].end <= start)
        first++;
      last = first;
      while (last + 1 < sentence->end && words[last + 1].start < end)
        last++;
      if (test(candidate, first, last)) return true;
      at = end > start ? end : end + 1;
      if (at >= to) break;
    }
  }
  return false;
}

/* What counts as one sentence: one without an end is looked at only so many words around the candidate. */
enum { REACH = 300 };

/* The part of a sentence that conditions on the candidate look at. */
static Sentence reach(const Sentence *sentence, const Candidate *candidate) {
  Sentence part = *sentence;
  bool inside = candidate->first >= sentence->first && candidate->first < sentence->end;
  uint32_t from = inside ? candidate->first : sentence->first;
  if (from > part.first + REACH) part.first = from - REACH;
  if (part.end > from + REACH) part.end = from + REACH;
  return part;
}

static bool names_hold(const Match *match, Sentence part, const Candidate *candidate, Test *test) {
  const Word *words = match->block->words.items;
  for (uint32_t i = part.first; i < part.end; i++)
    if (words[i].flags & WORD_NAME && test(candidate, i, i)) return true;
  return false;
}

/* The first of the hits, which stand in order, that begins at the word or behind it. */
static size_t first_hit(const Hits *hits, uint32_t word) {
  size_t low = 0, high = hits->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (hits->items[middle].first < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool class_holds(const SentenceClasses *classes, uint32_t number, Sentence part,
                        const Candidate *candidate, Test *test) {
  const Hits *hits = &classes->hits;
  if (!(classes->seen >> number % 64 & 1)) return false;
  for (size_t i = first_hit(hits, part.first); i < hits->count; i++) {
    const Hit *hit = &hits->items[i];
    if (hit->first >= part.end) break;
    if (hit->output->owner == number && test(candidate, hit->first, hit->last)) return true;
  }
  return false;
}

/* Whether one of the classes is found in the sentence at a place that the test allows. */
static bool holds_in(Match *match, const ClassList *list, size_t sentence,
                     const Candidate *candidate, Test *test) {
  if (!list->count || sentence >= match->block->sentences.count) return false;
  Sentence part = reach(&match->block->sentences.items[sentence], candidate);
  const SentenceClasses *classes = classes_of(match, sentence);
  for (size_t i = 0; i < list->count; i++) {
    uint32_t number = list->items[i];
    if (number == CLASS_NAME && names_hold(match, part, candidate, test)) return true;
    if (class_holds(classes, number, part, candidate, test)) return true;
    const WordClass *word_class = match->language->class_list.items[number];
    if (expressions_hold(match, word_class, &part, candidate, test)) return true;
  }
  return false;
}

/* Whether so much of the sentence around the candidate can be seen, heard or counted: a number says as much as two
 * words. */
static bool has_facts(const Match *match, size_t sentence, const Candidate *candidate, long facts) {
  Sentence part = reach(&match->block->sentences.items[sentence], candidate);
  const Word *words = match->block->words.items;
  for (uint32_t i = part.first; i < part.end && facts > 0; i++) {
    if (i >= candidate->first && i <= candidate->last) continue;
    if (words[i].flags & WORD_IS_NUMBER)
      facts -= 2;
    else if (words[i].flags & WORD_QUOTED || exempt_has_tag(match, i, match->language->own.seen))
      facts--;
  }
  return facts <= 0;
}

/* Whether any of the conditions that the block decides holds. */
static bool any_holds(Match *match, const Conditions *conditions, const Candidate *candidate) {
  size_t sentence = block_sentence(match->block, candidate->first);
  if (conditions->negated && exempt_is_negated(match, candidate)) return true;
  if (conditions->agency && exempt_is_of_agency(match, candidate)) return true;
  if (conditions->facts && has_facts(match, sentence, candidate, conditions->facts)) return true;
  return holds_in(match, &conditions->where[IN_SENTENCE], sentence, candidate, outside) ||
         holds_in(match, &conditions->where[BEFORE], sentence, candidate, right_before) ||
         holds_in(match, &conditions->where[SHORTLY_BEFORE], sentence, candidate, shortly_before) ||
         holds_in(match, &conditions->where[AFTER], sentence, candidate, right_after) ||
         holds_in(match, &conditions->where[SHORTLY_AFTER], sentence, candidate, shortly_after) ||
         holds_in(match, &conditions->where[NEXT_SENTENCE], sentence + 1, candidate, anywhere) ||
         holds_in(match, &conditions->where[BESIDE], sentence + 1, candidate, anywhere) ||
         (sentence &&
          holds_in(match, &conditions->where[BESIDE], sentence - 1, candidate, anywhere));
}

static bool asks_block(const Conditions *conditions) {
  if (conditions->negated || conditions->agency || conditions->facts) return true;
  for (Where where = IN_SENTENCE; where < IN_DOCUMENT; where++)
    if (conditions->where[where].count) return true;
  return false;
}

/* Whether the sentence goes on right behind a word with what the words before mean. */
static bool explains_from(Match *match, size_t sentence, uint32_t word) {
  uint32_t number = match->language->own.explains;
  ClassList list = {&number, 1, 1};
  Candidate before = {.first = word, .last = word};
  return number != UINT32_MAX && holds_in(match, &list, sentence, &before, right_after);
}

/* Whether what follows says what the words mean: "A core group is a group of people who …", "… a permanency hearing,
 * which means that …", "… an interim order. That means …" */
static bool is_explained(Match *match, const Candidate *candidate) {
  enum { BEGINNING = 3, ENDING = 6 };
  uint32_t next = candidate->last + 1;
  if (next >= match->block->words.count) return false;
  const SentenceList *sentences = &match->block->sentences;
  size_t sentence = block_sentence(match->block, candidate->first);
  bool sign = match->block->words.items[next].flags & WORD_IS_SIGN;
  bool first = candidate->first <= sentences->items[sentence].first + BEGINNING;
  bool starts = exempt_has_tag(match, next, match->language->own.explains_start);
  if ((sign || (starts && first)) && explains_from(match, sentence, candidate->last)) return true;
  bool noun = next + 1 < match->block->words.count && /* "an interim order hearing, which means" */
              exempt_has_tag(match, next, match->language->own.title_nouns) &&
              match->block->words.items[next + 1].flags & WORD_IS_SIGN;
  if (noun && explains_from(match, sentence, next)) return true;
  if (sentence + 1 >= sentences->count) return false;
  uint32_t end = sentences->items[sentence].end;
  if (end > candidate->last + ENDING || match->block->words.items[end].flags & WORD_IS_SIGN)
    return false;
  return explains_from(match, sentence + 1, end - 1);
}

/* Whether the sentence says what something means. */
static bool explains_something(Match *match, const Candidate *candidate) {
  uint32_t number = match->language->own.explains;
  ClassList list = {&number, 1, 1};
  return number != UINT32_MAX &&
         holds_in(match, &list, block_sentence(match->block, candidate->first), candidate,
                  anywhere);
}

bool match_conditions(Match *match, const Candidate *candidate) {
  const StyleRule *rule = match->language->rules.items[candidate->rule];
  if (is_explained(match, candidate)) return false;
  if (rule->extends == ABSENCE && explains_something(match, candidate)) return false;
  if (asks_block(&rule->unless) && any_holds(match, &rule->unless, candidate)) return false;
  return !asks_block(&rule->only) || any_holds(match, &rule->only, candidate);
}

bool match_waits(const StyleRule *rule) {
  return rule->unless.where[IN_DOCUMENT].count || rule->only.where[IN_DOCUMENT].count ||
         rule->unless.defined || rule->only.defined || rule->extends == CONDITIONAL ||
         rule->company;
}

/* Whether the document explains the abbreviation that the text is or begins with: "IROs", "CIN plan". */
static bool is_defined(const Match *match, const char *text) {
  size_t letters = 0;
  while (text[letters] >= 'A' && text[letters] <= 'Z')
    letters++;
  if (map_get(match->defined, text, strlen(text))) return true;
  return letters > 1 && map_get(match->defined, text, letters);
}

static bool document_holds(const Match *match, const Conditions *conditions, const char *text) {
  const ClassList *list = &conditions->where[IN_DOCUMENT];
  for (size_t i = 0; i < list->count; i++)
    if (match->in_document[list->items[i]]) return true;
  return conditions->defined && is_defined(match, text);
}

bool match_document_conditions(const Match *match, const StyleRule *rule, const char *text) {
  if (rule->extends == CONDITIONAL && map_get(match->defined, text, strlen(text))) return false;
  if (document_holds(match, &rule->unless, text)) return false;
  bool asks = rule->only.where[IN_DOCUMENT].count || rule->only.defined;
  return !asks || document_holds(match, &rule->only, text);
}

static bool is_text(const Match *match, size_t word) {
  const Words *words = &match->block->words;
  return word < words->count && (words->items[word].flags & WORD_IS_TEXT);
}

/* The last word of an abbreviation that hyphens hold together: the "MS" of "GC-MS". */
static uint32_t last_part(const Match *match, uint32_t word) {
  const Words *words = &match->block->words;
  while (word + 1 < words->count && words->items[word + 1].flags & WORD_HYPHENATED)
    word++;
  return word;
}

bool match_note_definition(Match *match, const Candidate *c) {
  bool behind = c->first >= 2 && block_is_sign(match->block, c->first - 1, '(') &&
                block_is_sign(match->block, c->last + 1, ')') && is_text(match, c->first - 2);
  uint32_t last = last_part(match, c->last);
  bool before = block_is_sign(match->block, last + 1, '(') && is_text(match, last + 2) &&
                is_text(match, last + 3);
  uint32_t explains = match->language->own.explains;
  if (!behind && !before && explains != UINT32_MAX) {
    ClassList list = {&explains, 1, 1};
    before = holds_in(match, &list, block_sentence(match->block, c->first), c, right_after);
  }
  if (!behind && !before && !exempt_is_spelled_out(match, c)) return false;
  map_set(match->defined, match->block->text.bytes + c->start, c->end - c->start, match);
  return true;
}

void match_note_definitions(Match *match) {
  const Words *words = &match->block->words;
  if (!match->block->sentences.count) return;
  match->classes[0].sentence = match->classes[1].sentence = SIZE_MAX;
  for (uint32_t i = 0; i < words->count; i++) {
    const Word *word = &words->items[i];
    if (!(word->flags & WORD_SHOUTED)) continue;
    Candidate letters = {.first = i, .last = i, .start = word->start, .end = word->end};
    match_note_definition(match, &letters);
  }
}
