/* What no rule looks at, though it stands in the writer's own text. */
#include "check/exempt.h"

#include <string.h>

enum {
  NEAR_NEGATION = 4,
  NEAR_SUBJECT = 7,
  LONGEST_TITLE = 12,
  LONGEST_BRACKET = 40,
  BEFORE_REPORT = 5,
  LONGEST_HEADING = 8,
  LONGEST_LABEL = 4
};

void exempt_names(Match *match) {
  const Words *words = &match->block->words;
  if (!match->has_names) return;
  for (size_t i = 0; i < words->count; i++)
    if (match_is_name(match, &words->items[i])) words->items[i].flags |= WORD_NAME;
}

bool exempt_has_tag(const Match *match, uint32_t word, uint32_t tag) {
  if (tag == TAG_NONE) return false;
  const Block *block = match->block;
  return tags_of(match->language->tags, block->text.bytes, &block->words.items[word]) >> tag & 1;
}

static const Sentence *sentence_at(const Block *block, uint32_t word) {
  return &block->sentences.items[block_sentence(block, word)];
}

void exempt_reported(Match *match, uint32_t first, uint32_t last) {
  const Block *block = match->block;
  Word *words = block->words.items;
  if (!block->sentences.count || words[first].flags & (WORD_QUOTED | WORD_REPORTED)) return;
  const Sentence *sentence = sentence_at(block, first);
  uint32_t from = first > sentence->first + BEFORE_REPORT ? first - BEFORE_REPORT : sentence->first;
  for (uint32_t i = from; i < first; i++)
    if (exempt_has_tag(match, i, match->language->own.reports_not)) return;
  for (uint32_t i = last + 1; i < sentence->end; i++) {
    if (exempt_has_tag(match, i, match->language->own.reports_end)) return;
    if (words[i].flags & WORD_IS_SIGN && block->text.bytes[words[i].start] == ';') return;
    words[i].flags |= WORD_REPORTED;
  }
}

/* Whether a word with the tag stands before the candidate, at most `most` words back, with no sign and no word with
 * the tag `stop` between. */
static bool tag_before(const Match *match, const Candidate *candidate, uint32_t most, uint32_t tag,
                       uint32_t stop) {
  const Word *words = match->block->words.items;
  for (uint32_t i = candidate->first; i-- > 0 && i + most >= candidate->first;) {
    if (exempt_has_tag(match, i, tag)) return true;
    if (words[i].flags & WORD_IS_SIGN || exempt_has_tag(match, i, stop)) return false;
  }
  return false;
}

bool exempt_is_negated(const Match *match, const Candidate *candidate) {
  const OwnClasses *own = &match->language->own;
  return tag_before(match, candidate, NEAR_NEGATION, own->negations, own->clause_starts);
}

bool exempt_is_of_agency(const Match *match, const Candidate *candidate) {
  const OwnClasses *own = &match->language->own;
  if (exempt_has_tag(match, candidate->first, own->agencies)) return true;
  return tag_before(match, candidate, NEAR_SUBJECT, own->agencies, own->persons);
}

static bool is_capital(const Word *word) {
  return word->flags & WORD_CAPITAL && word->flags & WORD_IS_TEXT;
}

/* Whether the word goes on with a title: a capital, or a small word such as "of" between two of them. */
static bool in_title(const Match *match, const Words *words, uint32_t word, bool forward) {
  if (word >= words->count) return false;
  const Word *at = &words->items[word];
  if (is_capital(at) || at->flags & WORD_IS_NUMBER || at->flags & WORD_POSSESSIVE) return true;
  bool sign = at->flags & WORD_IS_SIGN && match->block->text.bytes[at->start] == '&';
  if (!sign && !exempt_has_tag(match, word, match->language->own.title_links)) return false;
  uint32_t next = forward ? word + 1 : word - 1;
  return next < words->count && is_capital(&words->items[next]);
}

/* Whether the capital of a word says more than that a sentence begins. */
static bool tells(const Match *match, uint32_t word) {
  return word != sentence_at(match->block, word)->first;
}

bool exempt_is_title(Match *match, const Candidate *candidate) {
  const Words *words = &match->block->words;
  uint32_t first = candidate->first, last = candidate->last, capitals = 0;
  bool noun = false;
  while (first < last &&
         !is_capital(&words->items[first])) /* "at Risk" in "at Risk Reduction Clinic" */
    first++;
  for (uint32_t i = first; i <= last; i++) {
    const Word *word = &words->items[i];
    if (word->flags & (WORD_POSSESSIVE | WORD_HYPHENATED)) continue;
    if (word->flags & WORD_SHOUTED) return false;
    if (!is_capital(word) && !exempt_has_tag(match, i, match->language->own.title_links))
      return false;
  }
  uint32_t found = last - first;
  while (first > 0 && last - first < LONGEST_TITLE && in_title(match, words, first - 1, false))
    first--;
  while (last - first < 2 * LONGEST_TITLE && in_title(match, words, last + 1, true))
    last++;
  for (uint32_t i = first; i <= last; i++) {
    if (!is_capital(&words->items[i])) continue;
    capitals++;
    if (exempt_has_tag(match, i, match->language->own.title_nouns)) noun = true;
  }
  if (capitals < 2 || !match->block->sentences.count) return false;
  return noun || (last - first > found && tells(match, candidate->first) && tells(match, first));
}

static bool is_sign(const Block *block, uint32_t word, char sign) {
  const Word *at = &block->words.items[word];
  return word < block->words.count && at->flags & WORD_IS_SIGN &&
         block->text.bytes[at->start] == sign;
}

/* The opening bracket that the word is inside of, or UINT32_MAX. */
static uint32_t bracket_before(const Block *block, uint32_t word) {
  for (uint32_t back = 0; word-- > 0 && back < LONGEST_BRACKET; back++) {
    if (is_sign(block, word, ')')) return UINT32_MAX;
    if (is_sign(block, word, '(')) return word;
  }
  return UINT32_MAX;
}

bool exempt_is_expansion(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  const Word *words = block->words.items;
  uint32_t bracket = bracket_before(block, candidate->first);
  if (bracket != UINT32_MAX && bracket > 0 && words[bracket - 1].flags & WORD_SHOUTED) return true;
  uint32_t after = candidate->last + 1;
  return after + 1 < block->words.count && is_sign(block, after, '(') &&
         words[after + 1].flags & WORD_SHOUTED;
}

bool exempt_is_label(const Match *match, const Candidate *candidate) {
  const Words *words = &match->block->words;
  if (words->items[candidate->first].flags & WORD_SHOUTED) return false;
  for (uint32_t i = candidate->last + 1; i <= candidate->last + 2 && i <= LONGEST_LABEL; i++)
    if (i < words->count && is_sign(match->block, i, ':')) return true;
  return false;
}

bool exempt_is_heading(const Block *block) {
  const Words *words = &block->words;
  if (!words->count || words->count > LONGEST_HEADING || block->segment_count != 1) return false;
  const xmlNode *parent = block->segments[0].node->parent;
  if (!parent || parent == block->container || strcmp((const char *)parent->name, "strong") != 0)
    return false;
  return !is_sign(block, (uint32_t)words->count - 1, '.');
}
