/* Searches a case for the phrases of the language rules, block by block: find, sift, resolve overlaps,
 * report. */
#include "check/match.h"

#include "check/exempt.h"
#include "check/kept.h"
#include "check/replace.h"

#include <stdlib.h>
#include <string.h>

enum {
  FARTHEST = 64,      /* words that an exception or an overlap reaches back */
  LONGEST_CLAUSE = 30 /* words before and behind what was found in it */
};

static bool listed(const TextList *list, const char *text) {
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->items[i], text) == 0) return true;
  return false;
}

/* us covers us-ca, as the practices themselves do. */
static bool practice_listed(const TextList *list, const char *practice) {
  for (size_t i = 0; i < list->count; i++) {
    size_t length = strlen(list->items[i]);
    if (strncmp(list->items[i], practice, length) == 0 &&
        (!practice[length] || practice[length] == '-'))
      return true;
  }
  return false;
}

static bool attribute_listed(const TextList *list, const xmlNode *node) {
  for (; node; node = node->parent) {
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)"name");
    bool found = value && listed(list, (const char *)value);
    xmlFree(value);
    if (found) return true;
    if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "section") != 0) break;
  }
  return false;
}

bool match_rule_applies(const Match *match, uint32_t number) {
  const StyleRule *rule = match->language->rules.items[number];
  const Block *block = match->block;
  if (!match->active[number] || !(rule->blocks & match->where)) return false;
  if (rule->fields.count && (!block->field || !attribute_listed(&rule->fields, block->field)))
    return false;
  return !rule->sections.count ||
         (block->section && attribute_listed(&rule->sections, block->section));
}

bool match_expression(Match *match, uint32_t number, size_t from, size_t to, size_t *start,
                      size_t *end) {
  const Expression *expression = match->language->expressions.items[number];
  if (from >= to || match->gave_up[number]) return false;
  RegexResult result = regex_find(style_regex(match->language, number), match->block->text.bytes,
                                  to, from, start, end);
  if (result != REGEX_GAVE_UP) return result == REGEX_FOUND;
  match->gave_up[number] = true;
  const char *id = expression->output.kind == FOUND || expression->output.kind == EXCEPTED
                       ? match->language->rules.items[expression->output.owner]->info.id
                       : "(class)";
  diag_add(findings_diags(match->findings), DIAG_STYLE_GAVE_UP, case_place(match->block->container),
           id);
  return false;
}

/* text with each run of white space as one space, in the match's buffer. */
static const char *found_text(Match *match, uint32_t start, uint32_t end) {
  const char *text = match->block->text.bytes;
  buf_clear(&match->text);
  for (uint32_t i = start; i < end; i++) {
    bool blank = strchr(" \t\r\n", text[i]) != NULL;
    if (!blank || (match->text.length && match->text.bytes[match->text.length - 1] != ' '))
      buf_putc(&match->text, blank ? ' ' : text[i]);
  }
  return match->text.bytes ? match->text.bytes : "";
}

static size_t placeholders(const char *message) {
  size_t count = 0;
  for (; (message = strstr(message, "%s")); message += 2)
    count++;
  return count;
}

/* The message with its %s filled in as Vale does: of a substitution first the replacement, then what was
 * found. */
static const char *message_for(Match *match, const StyleRule *rule, const char *text,
                               const char *replacement) {
  const char *message = rule->info.message, *values[] = {text, text};
  if (replacement) values[0] = replacement;
  if (!placeholders(message)) return NULL;
  buf_clear(&match->message);
  for (size_t i = 0;; i++) {
    const char *next = strstr(message, "%s");
    if (!next) break;
    buf_add(&match->message, message, (size_t)(next - message));
    buf_puts(&match->message, values[i ? 1 : 0]);
    message = next + 2;
  }
  buf_puts(&match->message, message);
  return match->message.bytes;
}

static void report_now(Match *match, uint32_t number, const xmlNode *node, Place place,
                       const char *text, const char *replacement) {
  const StyleRule *rule = match->language->rules.items[number];
  long most = rule->first_only ? 1 : rule->limit;
  if (most && match->reported[number] >= most) return;
  match->reported[number]++;
  const char *message = message_for(match, rule, text, replacement);
  if (rule->fix && replacement)
    findings_add_replacement(match->findings, &rule->info, node, place, message,
                             replace_cased(text, replacement, match->arena),
                             !replace_is_plain(place, text));
  else
    findings_add(match->findings, &rule->info, node, place, message, NULL, NULL);
}

/* Whether bytes [start, end) are, or are part of, a term of the team's own. */
static bool is_term(const Match *match, uint32_t start, uint32_t end) {
  for (size_t i = 0; i < match->exceptions.count; i++) {
    const Candidate *exception = &match->exceptions.items[i];
    if (exception->rule == EVERY_RULE && exception->start <= start && exception->end >= end)
      return true;
  }
  return false;
}

/* Notes a finding for the rules that need company. What lacks every fact is no company: it only says that nothing was
 * found. */
static void note_found(Match *match, uint32_t rule, size_t word) {
  if (match->language->rules.items[rule]->extends == ABSENCE) return;
  ARENA_PUSH(match->arena, match->found.items, match->found.count, match->found.capacity,
             ((Found){.word = word, .rule = rule}));
}

/* The number of the word of the document that a byte of the block is in or behind. Mostly asked in the order of the text,
 * so it goes on where it was. */
static size_t word_at(Match *match, uint32_t at) {
  const Words *words = &match->block->words;
  if (match->counted && words->items[match->counted - 1].end > at) match->counted = match->word = 0;
  for (; match->counted < words->count && words->items[match->counted].end <= at; match->counted++)
    match->word += word_counts(&words->items[match->counted]);
  return match->words + match->word;
}

void match_report(Match *match, uint32_t number, uint32_t start, uint32_t end,
                  const char *replacement) {
  const StyleRule *rule = match->language->rules.items[number];
  if (is_term(match, start, end)) return;
  const char *text = found_text(match, start, end);
  Place place = block_place(match->block, start, end);
  size_t word = word_at(match, start);
  if (!match_waits(rule)) {
    note_found(match, number, word);
    report_now(match, number, match->block->container, place, text, replacement);
    return;
  }
  Waiting *waiting = arena_alloc(match->arena, sizeof *waiting);
  *waiting = (Waiting){.rule = number,
                       .word = word,
                       .node = match->block->container,
                       .place = place,
                       .text = arena_strdup(match->arena, text),
                       .replacement = replacement};
  *match->next_waiting = waiting;
  match->next_waiting = &waiting->next;
}

void match_push(Candidates *list, Candidate candidate) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? list->capacity * 2 : 64;
    list->items = memory_grow(list->items, list->capacity * sizeof *list->items);
  }
  list->items[list->count++] = candidate;
}

/* Words of somebody else, names, titles and labels are never the rule's business. */
static bool is_own(Match *match, const Candidate *candidate) {
  bool all_names = true;
  if (match->block->words.items[candidate->first].flags & WORD_REPORTED) return false;
  for (uint32_t i = candidate->first; i <= candidate->last; i++) {
    uint32_t flags = match->block->words.items[i].flags;
    if (flags & WORD_QUOTED) return false;
    if (!(flags & WORD_NAME)) all_names = false;
  }
  return !all_names && !exempt_is_title(match, candidate) && !exempt_is_label(match, candidate) &&
         !exempt_is_expansion(match, candidate);
}

/* "self-neglect" and "non-compliance" are words of their own, not the rule's. */
static bool is_part_of_compound(const Match *match, const Candidate *candidate) {
  const Word *words = match->block->words.items;
  if (!candidate->first || !(words[candidate->first].flags & WORD_HYPHENATED)) return false;
  uint32_t prefixes = style_class(match->language, "prefixes");
  if (prefixes == UINT32_MAX) return false;
  Hits hits = {0};
  automaton_run(match->language->classes, &match->block->words, match->block->text.bytes,
                candidate->first - 1, candidate->first, &hits);
  bool found = false;
  for (size_t i = 0; i < hits.count; i++)
    if (hits.items[i].output->owner == prefixes) found = true;
  free(hits.items);
  return found;
}

static void consider(Match *match, Candidate candidate) {
  const Output *output = candidate.output;
  switch (output->kind) {
  case FOUND:
    candidate.rule = output->owner;
    if (match_rule_applies(match, candidate.rule) && is_own(match, &candidate) &&
        !is_part_of_compound(match, &candidate))
      match_push(&match->candidates, candidate);
    break;
  case EXCEPTED:
    candidate.rule = output->owner;
    match_push(&match->exceptions, candidate);
    break;
  case TRIGGER:
    match->triggered[output->owner] = true;
    break;
  case OF_CLASS:
    match->in_document[output->owner] = 1;
    if (output->owner == match->language->own.reports)
      exempt_reported(match, candidate.first, candidate.last);
    if (output->owner == match->language->own.mentions)
      exempt_mentioned(match, candidate.first, candidate.last);
    break;
  default: { /* a consistency rule reports the form that did not come first */
    candidate.rule = match->language->pairs.items[output->owner].rule;
    if (!match_rule_applies(match, candidate.rule) || !is_own(match, &candidate)) return;
    uint8_t *side = &match->sides[output->owner];
    if (!*side) *side = (uint8_t)output->kind;
    if (*side != output->kind) match_push(&match->candidates, candidate);
  }
  }
}

static void search_expression(Match *match, uint32_t number) {
  const Words *words = &match->block->words;
  const Output *output = &match->language->expressions.items[number]->output;
  size_t at = 0, to = match->block->text.length, start, end, word = 0;
  while (words->count && match_expression(match, number, at, to, &start, &end)) {
    at = end > start ? end : end + 1;
    if (end == start) continue;
    while (word + 1 < words->count && words->items[word].end <= start)
      word++;
    size_t last = word;
    while (last + 1 < words->count && words->items[last + 1].start < end)
      last++;
    consider(match, (Candidate){.first = (uint32_t)word,
                                .last = (uint32_t)last,
                                .start = (uint32_t)start,
                                .end = (uint32_t)end,
                                .output = output});
  }
}

static void search(Match *match) {
  const Language *language = match->language;
  const Block *block = match->block;
  match->hits.count = match->candidates.count = match->exceptions.count = 0;
  automaton_run(language->phrases, &block->words, block->text.bytes, 0, block->words.count,
                &match->hits);
  for (size_t i = 0; i < match->hits.count; i++) {
    const Hit *hit = &match->hits.items[i];
    consider(match, (Candidate){.first = hit->first,
                                .last = hit->last,
                                .start = block->words.items[hit->first].start,
                                .end = block->words.items[hit->last].end,
                                .output = hit->output});
  }
  for (size_t i = 0; i < language->always.count; i++)
    search_expression(match, language->always.items[i]);
  for (size_t i = 0; match->hits.count && i < language->expressions.count; i++) {
    if (!match->triggered[i]) continue;
    match->triggered[i] = false;
    search_expression(match, (uint32_t)i);
  }
}

static int by_place(const void *left, const void *right) {
  const Candidate *a = left, *b = right;
  if (a->first != b->first) return a->first < b->first ? -1 : 1;
  if (a->last != b->last) return a->last > b->last ? -1 : 1;
  if (a->rule != b->rule) return a->rule < b->rule ? -1 : 1;
  return a->start < b->start ? -1 : a->start > b->start;
}

static void sort(Candidates *list) {
  if (list->count > 1) qsort(list->items, list->count, sizeof *list->items, by_place);
}

static bool is_excepted(const Match *match, const Candidate *candidate) {
  const Candidates *list = &match->exceptions;
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (list->items[middle].first + FARTHEST < candidate->first)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < list->count && list->items[low].first <= candidate->first; low++)
    if ((list->items[low].rule == candidate->rule || list->items[low].rule == EVERY_RULE) &&
        list->items[low].last >= candidate->last)
      return true;
  return false;
}

/* Keeps what no exception covers and every condition allows. */
static void sift(Match *match) {
  Candidates *list = &match->candidates;
  size_t kept = 0;
  sort(&match->exceptions);
  match->classes[0].sentence = match->classes[1].sentence = SIZE_MAX;
  for (size_t i = 0; i < list->count; i++) {
    Candidate *candidate = &list->items[i];
    const StyleRule *rule = match->language->rules.items[candidate->rule];
    bool explains = rule->unless.defined || rule->only.defined;
    if (is_excepted(match, candidate) || !match_conditions(match, candidate)) continue;
    if (explains && match_note_definition(match, candidate)) continue;
    list->items[kept++] = *candidate;
  }
  list->count = kept;
}

static Severity severity(const Match *match, const Candidate *candidate) {
  return match->language->rules.items[candidate->rule]->info.severity;
}

/* Whether a later candidate (in the order of by_place) says nothing more than an earlier one. */
static bool is_covered(const Match *match, const Candidate *earlier, const Candidate *later) {
  if (later->first > earlier->last) return false;
  if (later->rule == earlier->rule) return true;
  if (later->first == earlier->first && later->last == earlier->last)
    return severity(match, later) <= severity(match, earlier);
  return later->last <= earlier->last;
}

/* A comma or another sign but those inside a word, or the end of the sentence. */
static bool ends_clause(const Block *block, uint32_t word) {
  const Word *at = &block->words.items[word];
  return at->flags & WORD_IS_SIGN && strchr(",;:.!?()", block->text.bytes[at->start]);
}

/* Makes candidates of the rules that report clauses as long as those. */
static void widen(Match *match) {
  const Block *block = match->block;
  bool widened = false;
  for (size_t i = 0; i < match->candidates.count; i++) {
    Candidate *c = &match->candidates.items[i];
    if (!match->language->rules.items[c->rule]->clause) continue;
    widened = true;
    uint32_t first = c->first, last = c->last;
    while (c->first > 0 && c->first + LONGEST_CLAUSE > first && !ends_clause(block, c->first - 1))
      c->first--;
    while (c->last + 1 < block->words.count && c->last < last + LONGEST_CLAUSE &&
           !ends_clause(block, c->last + 1))
      c->last++;
    c->start = block->words.items[c->first].start;
    c->end = block->words.items[c->last].end;
  }
  if (widened) sort(&match->candidates);
}

/* Rules with a higher rank make way for those with a lower one: a clause for words, general for special. */
static int rank(const Match *match, const Candidate *candidate) {
  const StyleRule *rule = match->language->rules.items[candidate->rule];
  return rule->clause ? 2 : rule->general ? 1 : 0;
}

/* Whether a rule of a lower rank has found something among the same words. */
static bool is_said_better(const Match *match, size_t index) {
  const Candidates *list = &match->candidates;
  const Candidate *own = &list->items[index];
  int limit = rank(match, own);
  for (size_t i = index; i-- > 0 && list->items[i].first + FARTHEST > own->first;)
    if (list->items[i].last >= own->first && rank(match, &list->items[i]) < limit) return true;
  for (size_t i = index + 1; i < list->count && list->items[i].first <= own->last; i++)
    if (rank(match, &list->items[i]) < limit) return true;
  return false;
}

/* General rules make way for the others. */
static void yield_to_special(Match *match) {
  Candidates *list = &match->candidates;
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    list->items[i].yields = rank(match, &list->items[i]) && is_said_better(match, i);
  for (size_t i = 0; i < list->count; i++)
    if (!list->items[i].yields) list->items[kept++] = list->items[i];
  list->count = kept;
}

/* Drops what lies inside something longer, or overlaps a match of its own rule; of two rules for the same
 * words the more severe one stays. */
static void resolve(Match *match) {
  Candidates *list = &match->candidates;
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++) {
    Candidate candidate = list->items[i];
    bool covered = false;
    for (size_t j = kept; j-- > 0 && !covered && list->items[j].first + FARTHEST > candidate.first;)
      covered = is_covered(match, &list->items[j], &candidate);
    if (covered) continue;
    Candidate *last = kept ? &list->items[kept - 1] : NULL;
    if (last && last->first == candidate.first && last->last == candidate.last)
      *last = candidate;
    else
      list->items[kept++] = candidate;
  }
  list->count = kept;
}

static void match_block(Match *match, const Block *block) {
  match->block = block;
  match->where = exempt_is_heading(match) ? (uint32_t)IN_HEADING : block->where;
  people_mark(match->people, match->language, block);
  match_note_definitions(match);
  search(match);
  if (match->language->kept) kept_add(match->language->kept, match->language, block, &match->hits);
  if (match->candidates.count) {
    sort(&match->candidates);
    sift(match);
    widen(match);
    yield_to_special(match);
    resolve(match);
  }
  match_absences(match);
  for (size_t i = 0; i < match->candidates.count; i++) {
    const Candidate *c = &match->candidates.items[i];
    match_report(match, c->rule, c->start, c->end, c->output ? c->output->replacement : NULL);
  }
  match_forms(match);
  match->words += match->word + words_count(block->words.items, match->counted, block->words.count);
  match->counted = match->word = 0;
}

static bool applies_to_case(const StyleRule *rule, const Case *document) {
  if (rule->kinds.count && (!document->kind || !listed(&rule->kinds, document->kind))) return false;
  return !rule->practices.count ||
         (document->practice && practice_listed(&rule->practices, document->practice));
}

static void open_match(Match *match, Language *language, Findings *findings) {
  Arena *arena = match->arena = arena_new();
  match->language = language;
  match->findings = findings;
  match->active = arena_alloc(arena, language->rules.count * sizeof *match->active);
  match->reported = arena_alloc(arena, language->rules.count * sizeof *match->reported);
  match->in_document = arena_alloc(arena, language->class_list.count);
  match->triggered = arena_alloc(arena, language->expressions.count * sizeof *match->triggered);
  match->gave_up = arena_alloc(arena, language->expressions.count * sizeof *match->gave_up);
  match->sides = arena_alloc(arena, language->pairs.count);
  match->defined = map_new(arena);
  match->people = people_new(findings_case(findings), language, arena);
  match->next_waiting = &match->waiting;
  for (size_t i = 0; i < language->rules.count; i++)
    match->active[i] = !language->rules.items[i]->info.off &&
                       applies_to_case(language->rules.items[i], findings_case(findings));
}

static void close_match(Match *match) {
  free(match->hits.items);
  free(match->candidates.items);
  free(match->exceptions.items);
  free(match->classes[0].hits.items);
  free(match->classes[1].hits.items);
  buf_free(&match->text);
  buf_free(&match->message);
  arena_free(match->arena);
}

/* What one walk over the blocks feeds. */
typedef struct Visit {
  Match match;
  void (*also)(void *state, const Block *block);
  void *state;
} Visit;

static void visit_block(void *state, const Block *block) {
  Visit *visit = state;
  match_block(&visit->match, block);
  if (visit->also) visit->also(visit->state, block);
}

static int by_word(const void *left, const void *right) {
  const Found *a = left, *b = right;
  return a->word < b->word ? -1 : a->word > b->word;
}

/* The first of what was found, in order, at that word or behind it. */
static size_t found_from(const Match *match, size_t word) {
  size_t low = 0, high = match->found.count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (match->found.items[middle].word < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Whether other rules found enough in the COMPANY_WORDS words around for one that needs company. A short text shows too
 * little of how it is written. */
static bool has_company(const Match *match, const Waiting *waiting) {
  long company = match->language->rules.items[waiting->rule]->company, others = 0;
  if (!company || match->words < COMPANY_WORDS / 2) return true;
  size_t from = waiting->word > COMPANY_WORDS / 2 ? waiting->word - COMPANY_WORDS / 2 : 0;
  if (from + COMPANY_WORDS > match->words)
    from = match->words > COMPANY_WORDS ? match->words - COMPANY_WORDS : 0;
  for (size_t i = found_from(match, from); i < match->found.count; i++) {
    if (match->found.items[i].word >= from + COMPANY_WORDS) break;
    others += match->found.items[i].rule != waiting->rule;
  }
  size_t words = match->words < COMPANY_WORDS ? match->words : COMPANY_WORDS;
  return others * COMPANY_WORDS >= company * (long)words;
}

/* Reports what waited for the document to be read. */
static void report_waiting(Match *match) {
  for (Waiting *w = match->waiting; w; w = w->next) {
    w->holds = match_document_conditions(match, match->language->rules.items[w->rule], w->text);
    if (w->holds) note_found(match, w->rule, w->word);
  }
  if (match->found.count)
    qsort(match->found.items, match->found.count, sizeof *match->found.items, by_word);
  for (const Waiting *w = match->waiting; w; w = w->next)
    if (w->holds && has_company(match, w))
      report_now(match, w->rule, w->node, w->place, w->text, w->replacement);
}

void language_check(Language *language, Findings *findings,
                    void (*also)(void *state, const struct Block *block), void *state) {
  Visit visit = {.also = also, .state = state};
  Match *match = &visit.match;
  open_match(match, language, findings);
  blocks_each(findings_case(findings), language->vocabulary, language->sentences, visit_block,
              &visit);
  report_waiting(match);
  close_match(match);
}
