/* What no rule looks at, though it stands in the writer's own text. */
#include "check/exempt.h"

#include <string.h>

enum {
  NEAR_NEGATION = 4,
  NEAR_SUBJECT = 7,
  LONGEST_ASIDE = 9,
  LONGEST_TITLE = 12,
  LONGEST_BRACKET = 40,
  BEFORE_REPORT = 5,
  LONGEST_MENTION = 3,
  LONGEST_HEADING = 8,
  LONGEST_LABEL = 4,
  LONGEST_LEAD = 4, /* words of a label that a sentence or a line begins with */
  LONGEST_TITLE_LINE = 5,
  BESIDE_LETTERS = 5, /* words from an abbreviation to what it stands for */
  LONGEST_EXPANSION = 14
};

bool exempt_has_tag(const Match *match, uint32_t word, uint32_t tag) {
  const Block *block = match->block;
  return tags_has(match->language->own_tags, block->text.bytes, &block->words.items[word], tag);
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

void exempt_mentioned(Match *match, uint32_t first, uint32_t last) {
  const Block *block = match->block;
  Word *words = block->words.items;
  if (!block->sentences.count || words[first].flags & WORD_QUOTED) return;
  const Sentence *sentence = sentence_at(block, first);
  uint32_t end = last + 1 + LONGEST_MENTION;
  for (uint32_t i = last + 1; i < sentence->end && i < end; i++) {
    if (words[i].flags & WORD_IS_SIGN && !strchr("-'\"", block->text.bytes[words[i].start])) return;
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

/* "not, as the first report had it, neglect": a "not" right before an aside between two commas. */
static bool is_negated_over_aside(const Match *match, uint32_t word) {
  const Block *block = match->block;
  if (word < 3 || !block_is_sign(block, word - 1, ',')) return false;
  for (uint32_t i = word - 2, back = 0; i > 0 && back < LONGEST_ASIDE; i--, back++)
    if (block_is_sign(block, i, ','))
      return exempt_has_tag(match, i - 1, match->language->own.negations);
  return false;
}

bool exempt_is_negated(const Match *match, const Candidate *candidate) {
  const OwnClasses *own = &match->language->own;
  return tag_before(match, candidate, NEAR_NEGATION, own->negations, own->clause_starts) ||
         is_negated_over_aside(match, candidate->first);
}

static bool is_of_agency(const Match *match, uint32_t word) {
  return match->block->words.items[word].flags & WORD_OF_AGENCY ||
         exempt_has_tag(match, word, match->language->own.agencies);
}

bool exempt_is_of_agency(const Match *match, const Candidate *candidate) {
  const Word *words = match->block->words.items;
  if (is_of_agency(match, candidate->first)) return true;
  for (uint32_t i = candidate->first; i-- > 0 && i + NEAR_SUBJECT >= candidate->first;) {
    if (is_of_agency(match, i)) return true;
    if (words[i].flags & WORD_IS_SIGN || exempt_has_tag(match, i, match->language->own.persons))
      return false;
  }
  return false;
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
  const uint32_t links = match->language->own.title_links;
  bool noun = false;
  while (first < last &&
         !is_capital(&words->items[first])) /* "at Risk" in "at Risk Reduction Clinic" */
    first++;
  for (uint32_t i = first; i <= last; i++) {
    const Word *word = &words->items[i];
    if (word->flags & (WORD_POSSESSIVE | WORD_HYPHENATED)) continue;
    if (word->flags & WORD_SHOUTED) return false;
    if (!is_capital(word) && !exempt_has_tag(match, i, links)) return false;
  }
  uint32_t found = last - first;
  while (first > 0 && last - first < LONGEST_TITLE && in_title(match, words, first - 1, false))
    first--;
  while (last - first < 2 * LONGEST_TITLE && in_title(match, words, last + 1, true))
    last++;
  for (uint32_t i = first; i <= last; i++) {
    if (!is_capital(&words->items[i])) continue;
    if (!exempt_has_tag(match, i, links)) capitals++;
    if (exempt_has_tag(match, i, match->language->own.title_nouns)) noun = true;
  }
  if (capitals < 2 || !match->block->sentences.count) return false;
  bool extends = last - first > found, inside = false;
  bool told = tells(match, candidate->first) && tells(match, first);
  for (uint32_t i = candidate->first; i <= candidate->last; i++)
    if (is_capital(&words->items[i]) && tells(match, i)) inside = true;
  return noun || (extends && (told || (inside && capitals > 2)));
}

/* The opening bracket that the word is inside of, or UINT32_MAX. */
static uint32_t bracket_before(const Block *block, uint32_t word) {
  for (uint32_t back = 0; word-- > 0 && back < LONGEST_BRACKET; back++) {
    if (block_is_sign(block, word, ')')) return UINT32_MAX;
    if (block_is_sign(block, word, '(')) return word;
  }
  return UINT32_MAX;
}

static char initial_of(const Block *block, uint32_t word) {
  char c = block->text.bytes[block->words.items[word].start];
  return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* How many capitals a word begins with. */
static uint32_t capitals_of(const Block *block, uint32_t word) {
  const Word *at = &block->words.items[word];
  uint32_t count = 0;
  while (at->start + count < at->end && block->text.bytes[at->start + count] >= 'A' &&
         block->text.bytes[at->start + count] <= 'Z')
    count++;
  return count;
}

/* Whether a word can stand in the full words without a letter of its own: "and", "'s", a later part of a compound. */
static bool has_no_letter(const Match *match, uint32_t word) {
  const Word *at = &match->block->words.items[word];
  if (at->flags & (WORD_POSSESSIVE | WORD_HYPHENATED | WORD_GLUED)) return true;
  if (at->flags & WORD_IS_SIGN) return strchr(",&/-", match->block->text.bytes[at->start]);
  return exempt_has_tag(match, word, match->language->own.title_links);
}

uint32_t exempt_spells(const Match *match, uint32_t letters, uint32_t word) {
  const Block *block = match->block;
  const char *initials = block->text.bytes + block->words.items[letters].start;
  uint32_t count = capitals_of(block, letters), done = 0;
  if (count < 2) return 0;
  for (uint32_t i = word; i < block->words.count && i < word + LONGEST_EXPANSION; i++) {
    bool text =
        block->words.items[i].flags & WORD_IS_TEXT && !(block->words.items[i].flags & WORD_SHOUTED);
    if (text && initial_of(block, i) == initials[done]) {
      if (++done == count) return i + 1;
    } else if (!done || !has_no_letter(match, i)) {
      return 0;
    }
  }
  return 0;
}

/* Whether the words that an abbreviation stands for, beginning with `word`, reach over the candidate. */
static bool spells_candidate(const Match *match, uint32_t letters, uint32_t word,
                             const Candidate *candidate) {
  uint32_t end = exempt_spells(match, letters, word);
  if (end <= candidate->last) return false;
  return word > letters || end + BESIDE_LETTERS > letters;
}

static bool is_spelled_beside(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  const Sentence *sentence = sentence_at(block, candidate->first);
  uint32_t from = candidate->first > sentence->first + 2 * LONGEST_EXPANSION
                      ? candidate->first - 2 * LONGEST_EXPANSION
                      : sentence->first;
  for (uint32_t i = from; i < sentence->end && i < candidate->last + LONGEST_EXPANSION; i++) {
    if (!(block->words.items[i].flags & WORD_SHOUTED)) continue;
    if (i >= candidate->first && i <= candidate->last) continue;
    uint32_t first = i < candidate->first ? i + 1 : from;
    for (; first <= candidate->first && (first < i || first <= i + BESIDE_LETTERS); first++)
      if (spells_candidate(match, i, first, candidate)) return true;
  }
  return false;
}

bool exempt_is_spelled_out(const Match *match, const Candidate *c) {
  const Block *block = match->block;
  if (!(block->words.items[c->first].flags & WORD_SHOUTED)) return false;
  for (uint32_t word = c->first + 1; word <= c->first + BESIDE_LETTERS + 1; word++)
    if (word < block->words.count && exempt_spells(match, c->first, word)) return true;
  for (uint32_t back = 2; back < LONGEST_EXPANSION && back <= c->first; back++) {
    uint32_t end = exempt_spells(match, c->first, c->first - back);
    if (end && end <= c->first && end + BESIDE_LETTERS > c->first) return true;
  }
  return false;
}

bool exempt_is_expansion(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  const Word *words = block->words.items;
  uint32_t bracket = bracket_before(block, candidate->first);
  if (bracket != UINT32_MAX && bracket > 0 && words[bracket - 1].flags & WORD_SHOUTED) return true;
  uint32_t after = candidate->last + 1;
  if (after + 1 < block->words.count && block_is_sign(block, after, '(') &&
      words[after + 1].flags & WORD_SHOUTED)
    return true;
  if (!block->sentences.count) return false;
  bool defines = match->language->rules.items[candidate->rule]->unless.defined;
  if (!defines && candidate->first == candidate->last && exempt_is_spelled_out(match, candidate))
    return true;
  return is_spelled_beside(match, candidate);
}

/* Whether a line of the source begins with the word. */
static bool begins_line(const Block *block, uint32_t word) {
  if (!word) return true;
  uint32_t start = block->words.items[word].start;
  Place place = block_place(block, start, start + 1);
  if (!place.source) return false;
  size_t at = place.span.start;
  while (at > 0 && strchr(" \t*_>", place.source->bytes[at - 1]))
    at--;
  return at > 0 && place.source->bytes[at - 1] == '\n';
}

/* The first word of the sentence or of the line that the word is in, whichever is nearer, without a number before it. */
static uint32_t lead_of(const Match *match, uint32_t word) {
  const Block *block = match->block;
  uint32_t first = sentence_at(block, word)->first, at = word;
  while (at > first && at + LONGEST_LEAD > word && !begins_line(block, at))
    at--;
  while (at < word && !(block->words.items[at].flags & WORD_IS_TEXT))
    at++;
  return at;
}

/* Whether a label stands between the words: nobody in it but as an owner ("Mum's worries"). */
static bool is_lead(const Match *match, uint32_t first, uint32_t end) {
  const Block *block = match->block;
  for (uint32_t i = first; i < end; i++) {
    const Word *word = &block->words.items[i];
    if (word->flags & WORD_IS_SIGN && !strchr("&/,-", block->text.bytes[word->start])) return false;
    bool owner = i + 1 < end && block->words.items[i + 1].flags & WORD_POSSESSIVE;
    if (!owner && exempt_has_tag(match, i, match->language->own.persons)) return false;
  }
  return true;
}

/* "Presentation of home: …" at the beginning of a sentence or of a line. */
static bool is_lead_in(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  uint32_t colon = candidate->last + 1, end = candidate->first + LONGEST_LEAD;
  while (colon < block->words.count && colon < end && !block_is_sign(block, colon, ':'))
    colon++;
  if (!block_is_sign(block, colon, ':')) return false; /* as nearly always */
  uint32_t first = lead_of(match, candidate->first);
  if (!(block->words.items[first].flags & WORD_CAPITAL)) return false;
  bool beside = colon == candidate->last + 1;
  if ((!beside && colon > first + LONGEST_LEAD) || !is_lead(match, first, colon)) return false;
  return colon + 1 >= block->words.count ||
         block->words.items[colon + 1].start > block->words.items[colon].end;
}

/* The element in bold or italics that the node is in, or NULL. */
static const xmlNode *emphasis_of(const Block *block, const xmlNode *node) {
  for (node = node->parent; node && node != block->container; node = node->parent)
    if (strcmp((const char *)node->name, "strong") == 0 ||
        strcmp((const char *)node->name, "emphasis") == 0)
      return node;
  return NULL;
}

/* "**Parents' concerns.** …", "**4. Visits** – …": a few words in bold that a line begins with, and a sign in or behind
 * them. What is all there is before a full stop ("**Non-compliant.**") may be a verdict as well as a heading. */
static bool is_emphatic_lead(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  const Word *words = block->words.items;
  const Segment *own = block_segment(block, candidate->start);
  const xmlNode *emphasis = emphasis_of(block, own->node);
  uint32_t first = candidate->first, last = candidate->last;
  if (!emphasis) return false;
  while (first > 0 &&
         emphasis_of(block, block_segment(block, words[first - 1].start)->node) == emphasis)
    first--;
  while (last + 1 < block->words.count &&
         emphasis_of(block, block_segment(block, words[last + 1].start)->node) == emphasis)
    last++;
  if (emphasis_of(block, block_segment(block, words[candidate->last].start)->node) != emphasis)
    return false;
  if (last - first >= LONGEST_TITLE_LINE || !begins_line(block, first)) return false;
  if (candidate->first == first && candidate->last + 1 == last && block_is_sign(block, last, '.'))
    return false;
  for (uint32_t i = last; i <= last + 1 && i < block->words.count; i++)
    if (words[i].flags & WORD_IS_SIGN && !strchr(",;(\"", block->text.bytes[words[i].start]))
      return true;
  return last + 1 == block->words.count || begins_line(block, last + 1);
}

/* Whether the source has the words on more than one line. */
static bool on_several_lines(const Block *block, uint32_t first, uint32_t last) {
  const Word *words = block->words.items;
  Place start = block_place(block, words[first].start, words[first].start + 1);
  Place end = block_place(block, words[last].start, words[last].start + 1);
  if (!start.source || start.source != end.source || end.span.start < start.span.start)
    return false;
  return memchr(start.source->bytes + start.span.start, '\n', end.span.start - start.span.start);
}

/* "Transport support", a line of its own above the lines of a paragraph. */
static bool is_title_line(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  const Word *words = block->words.items;
  uint32_t end = candidate->last + 1, most = LONGEST_TITLE_LINE;
  if (candidate->first >= LONGEST_TITLE_LINE || !(words[0].flags & WORD_CAPITAL)) return false;
  if (most >= block->words.count) most = (uint32_t)block->words.count - 1;
  if (!on_several_lines(block, 0, most)) return false;
  while (end < block->words.count && end <= LONGEST_TITLE_LINE && !begins_line(block, end))
    end++;
  if (end >= block->words.count || end > LONGEST_TITLE_LINE || !begins_line(block, end))
    return false;
  return words[end].flags & (WORD_CAPITAL | WORD_IS_NUMBER) && is_lead(match, 0, end);
}

/* The first row of a table: the next one is made of hyphens. */
static bool is_table_head(const Match *match, const Candidate *candidate) {
  const Block *block = match->block;
  const Sentence *row = sentence_at(block, candidate->first);
  if (row->first || !block_is_sign(block, 0, '|') || row->end >= block->words.count) return false;
  const char *next = block->text.bytes + block->words.items[row->end].start;
  return next[strspn(next, "| :")] == '-';
}

bool exempt_is_label(const Match *match, const Candidate *candidate) {
  const Words *words = &match->block->words;
  if (words->items[candidate->first].flags & WORD_SHOUTED || !match->block->sentences.count)
    return false;
  for (uint32_t i = candidate->last + 1; i <= candidate->last + 2 && i <= LONGEST_LABEL; i++)
    if (i < words->count && block_is_sign(match->block, i, ':')) return true;
  return is_lead_in(match, candidate) || is_emphatic_lead(match, candidate) ||
         is_title_line(match, candidate) || is_table_head(match, candidate);
}

/* Whether something follows the block that it can be the heading of. */
static bool is_followed(const Block *block) {
  const xmlNode *next = block->container->next;
  while (next && next->type != XML_ELEMENT_NODE)
    next = next->next;
  return next && (strcmp((const char *)next->name, "p") == 0 ||
                  strcmp((const char *)next->name, "list") == 0);
}

/* "Regular visits", a paragraph of its own without a full stop. */
static bool is_bare_heading(const Match *match) {
  const Block *block = match->block;
  const Words *words = &block->words;
  if (block->where != IN_PARAGRAPH || words->count > LONGEST_TITLE_LINE) return false;
  if (strcmp((const char *)block->container->name, "p") != 0 || !is_followed(block)) return false;
  return words->items[0].flags & WORD_CAPITAL &&
         words->items[words->count - 1].flags & WORD_IS_TEXT &&
         is_lead(match, 0, (uint32_t)words->count);
}

bool exempt_is_heading(const Match *match) {
  const Block *block = match->block;
  const Words *words = &block->words;
  if (!words->count || words->count > LONGEST_HEADING) return false;
  if (is_bare_heading(match)) return true;
  if (block->segment_count != 1) return false;
  const xmlNode *parent = block->segments[0].node->parent;
  if (!parent || parent == block->container || strcmp((const char *)parent->name, "strong") != 0)
    return false;
  return !block_is_sign(block, (uint32_t)words->count - 1, '.');
}
