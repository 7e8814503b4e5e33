/* Runs the rules over each passage of a case file, and reports what they find. */
#include "vale/run.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const ValeRule *run_rule(const Run *run) {
  return run->vale->rules[run->rule];
}

/* --- where a place is in the case --------------------------------------------------------------- */

static bool is_block(const xmlNode *node) {
  static const char *const names[] = {"p",     "heading", "item",       "field", "cell",
                                      "voice", "section", "code-block", "list",  "allow"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp((const char *)node->name, names[i]) == 0) return true;
  return false;
}

static void collect_blocks(Run *run, const xmlNode *root) {
  size_t starts = 0;
  for (const xmlNode *node = root; node;) {
    bool block = node->type == XML_ELEMENT_NODE && is_block(node);
    const NodeOrigin *origin = node->_private;
    if (block && origin && origin->source == run->source) {
      ARENA_PUSH(run->arena, run->blocks, run->block_count, run->block_capacity, node);
      size_t count = run->block_count - 1;
      ARENA_PUSH(run->arena, run->starts, count, starts, origin->span.start);
    }
    if (node->children && node->type == XML_ELEMENT_NODE) {
      node = node->children;
      continue;
    }
    while (node && node != root && !node->next)
      node = node->parent;
    node = node && node != root ? node->next : NULL;
  }
}

/* The last block that begins at or before an offset, or NULL. */
static const xmlNode *block_at(const Run *run, uint32_t offset) {
  size_t low = 0, high = run->block_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (run->starts[middle] <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low ? run->blocks[low - 1] : NULL;
}

/* Whether this reader's copy has the place. */
static bool is_there(const Run *run, const xmlNode *block, uint32_t offset) {
  if (!run->restricted) return true;
  for (; block; block = block->parent) {
    const NodeOrigin *origin = block->_private;
    bool leaf =
        block->type == XML_ELEMENT_NODE && strcmp((const char *)block->name, "section") != 0;
    if (leaf && origin && origin->source == run->source && origin->span.start <= offset &&
        offset < origin->span.end)
      return strcmp((const char *)block->name, "body") != 0;
  }
  return false;
}

/* --- reporting ----------------------------------------------------------------------------------- */

/* Fills in %s, %d and %[1]s. */
static const char *fill(Run *run, const char *message, const char *const *values) {
  size_t next = 0;
  buf_clear(&run->message);
  for (const char *at = message; *at; at++) {
    size_t number = next;
    const char *verb = at + 1;
    if (*at != '%') {
      buf_putc(&run->message, *at == '\n' ? ' ' : *at);
      continue;
    }
    if (*verb == '[' && verb[1] >= '1' && verb[1] <= '9' && verb[2] == ']') {
      number = (size_t)(verb[1] - '1');
      verb += 3;
    }
    if (*verb == '%') {
      buf_putc(&run->message, '%');
    } else if (*verb && strchr("sdvq", *verb)) {
      buf_puts(&run->message, number < 2 && values[number] ? values[number] : "");
      next = number + 1;
    } else {
      buf_putc(&run->message, '%');
      verb = at;
    }
    at = *verb ? verb : at;
  }
  return run->message.bytes ? run->message.bytes : "";
}

static bool is_new(Run *run, uint32_t start) {
  char key[48];
  int length = snprintf(key, sizeof key, "%zu:%u", run->rule, start);
  if (map_get(run->told, key, (size_t)length)) return false;
  map_set(run->told, key, (size_t)length, run);
  return true;
}

static void report(Run *run, Span span, const char *first, const char *second) {
  const ValeRule *rule = run_rule(run);
  RuleState *state = &run->states[run->rule];
  if (!is_new(run, span.start)) return;
  const xmlNode *block = block_at(run, span.start);
  if (!is_there(run, block, span.start)) return;
  if (rule->limit && state->reported >= rule->limit) return;
  state->reported++;
  const char *values[] = {first, second ? second : first};
  Place place = source_place((Source *)run->source, span.start, span.end);
  findings_add(run->findings, &rule->info, block, place, fill(run, rule->info.message, values),
               NULL, NULL);
}

void run_report(Run *run, size_t start, size_t end, const char *first, const char *second) {
  uint32_t from = run->passage->from;
  report(run, mapped_span(run->passage->whole, from + (uint32_t)start, from + (uint32_t)end), first,
         second);
}

void run_report_measure(Run *run, const char *value) {
  Span span = mapped_span(run->passage->whole, run->passage->from, run->passage->from);
  bool whole = run->passage->whole == &run->counts.summary || !run->passage->whole->count;
  uint32_t at = whole ? 0 : span.start;
  while (at && run->source->bytes[at - 1] != '\n')
    at--;
  report(run, (Span){at, at}, value, value);
}

/* --- matching ------------------------------------------------------------------------------------ */

static void give_up(Run *run) {
  RuleState *state = &run->states[run->rule];
  if (state->gave_up) return;
  state->gave_up = true;
  Span span = mapped_span(run->passage->whole, run->passage->from,
                          run->passage->from + (uint32_t)run->length);
  diag_add(findings_diags(run->findings), DIAG_STYLE_GAVE_UP,
           source_place((Source *)run->source, span.start, span.end), run_rule(run)->info.id);
}

bool run_find(Run *run, const Pattern *pattern, size_t from, size_t *start, size_t *end) {
  if (from > run->length || run->states[run->rule].gave_up || !pattern->regex) return false;
  RegexResult result = regex_find(pattern->regex, run->text, run->length, from, start, end);
  if (result == REGEX_GAVE_UP) give_up(run);
  return result == REGEX_FOUND;
}

bool run_matches(Run *run, const Pattern *pattern, const char *text, size_t length) {
  if (!pattern->regex) return false;
  RegexResult result = regex_find(pattern->regex, text, length, 0, NULL, NULL);
  if (result == REGEX_GAVE_UP) give_up(run);
  return result == REGEX_FOUND;
}

const char *run_text(Run *run, size_t start, size_t end) {
  return arena_strndup(run->arena, run->text + start, end - start);
}

bool run_is_excepted(Run *run, size_t start, size_t end) {
  const ValeRule *rule = run_rule(run);
  if (run_matches(run, &rule->except, run->text + start, end - start)) return true;
  size_t at = 0, first, last;
  while (rule->phrases.regex && run_find(run, &rule->phrases, at, &first, &last)) {
    if (first <= start && last >= end) return true;
    at = last > first ? last : last + 1;
  }
  return false;
}

/* --- scopes ------------------------------------------------------------------------------------- */

static bool has_section(const Passage *passage, const char *section, const char *extra) {
  for (size_t i = 0; i < passage->section_count; i++)
    if (strcmp(passage->sections[i], section) == 0) return true;
  return strcmp(section, "md") == 0 || (extra && strcmp(section, extra) == 0);
}

static bool has_all(const Passage *passage, const ScopeTerm *term, const char *extra) {
  for (size_t i = 0; i < term->count; i++)
    if (!has_section(passage, term->sections[i], extra)) return false;
  return true;
}

static bool names_sentence(const ScopeTerms *terms) {
  for (size_t i = 0; i < terms->count; i++)
    for (size_t j = 0; j < terms->items[i].count && !terms->items[i].negated; j++)
      if (strcmp(terms->items[i].sections[j], "sentence") == 0) return true;
  return false;
}

/* A passage of its own size is only found by its name: "raw", "summary". */
static bool is_sized(const Passage *passage) {
  return strcmp(passage->sections[0], "raw") == 0 || strcmp(passage->sections[0], "summary") == 0;
}

static bool terms_hold(const ScopeTerms *terms, const Passage *passage, bool sentence,
                       const char *extra) {
  if (sentence && !names_sentence(terms)) return false;
  for (size_t i = 0; i < terms->count; i++) {
    const ScopeTerm *term = &terms->items[i];
    if (has_all(passage, term, extra) == term->negated) return false;
    if (term->negated && is_sized(passage)) return false;
  }
  return true;
}

static bool in_scope(const ValeRule *rule, const Passage *passage, bool sentence) {
  for (size_t i = 0; i < rule->scope_count; i++) {
    const ScopeTerms *terms = &rule->scopes[i];
    if (terms_hold(terms, passage, sentence, sentence ? "sentence" : NULL)) return true;
    if (!sentence && passage->paragraph && terms_hold(terms, passage, false, "paragraph"))
      return true;
  }
  return false;
}

/* --- the walk ------------------------------------------------------------------------------------ */

static void run_rules(Run *run, const Passage *passage, bool sentence) {
  static void (*const points[POINT_COUNT])(Run *) = {
      [POINT_EXISTENCE] = run_existence,     [POINT_SUBSTITUTION] = run_substitution,
      [POINT_OCCURRENCE] = run_occurrence,   [POINT_REPETITION] = run_repetition,
      [POINT_CONSISTENCY] = run_consistency, [POINT_CONDITIONAL] = run_conditional,
      [POINT_METRIC] = run_metric,           [POINT_CAPITALIZATION] = run_capitalization,
      [POINT_READABILITY] = run_readability, [POINT_SEQUENCE] = run_sequence};
  run->passage = passage;
  run->text = passage->whole->text.bytes + passage->from;
  run->length = passage->length;
  for (size_t i = 0; i < run->vale->count; i++) {
    const ValeRule *rule = run->vale->rules[i];
    const RuleState *state = &run->states[i];
    if (rule->info.off || state->gave_up || state->off || !in_scope(rule, passage, sentence))
      continue;
    run->rule = i;
    points[rule->point](run);
  }
}

/* A passage whose sentences are being told. */
typedef struct SentenceWalk {
  Run *run;
  const Passage *passage;
} SentenceWalk;

static void take_sentence(void *state, size_t start, size_t end) {
  const SentenceWalk *walk = state;
  Passage sentence = *walk->passage;
  const char *text = sentence.whole->text.bytes + sentence.from;
  while (start < end && strchr(" \t\r\n", text[start]))
    start++;
  while (end > start && strchr(" \t\r\n", text[end - 1]))
    end--;
  sentence.from += (uint32_t)start;
  sentence.length = (uint32_t)(end - start);
  if (sentence.length) run_rules(walk->run, &sentence, true);
}

static void take_passage(void *state, const Passage *passage) {
  Run *run = state;
  if (!passage->length) return;
  if (passage->prose && run->vale->by_sentence) {
    SentenceWalk walk = {run, passage};
    sentences_each(run->vale->language, passage->whole->text.bytes + passage->from, passage->length,
                   take_sentence, &walk);
  }
  run_rules(run, passage, false);
}

/* "vale off", "vale on", "vale Style = NO", "vale Style.Rule = YES". */
static bool take_comment(void *state, const char *text, size_t length) {
  Run *run = state;
  char name[128], value[8], copy[200];
  while (length && strchr(" \t\r\n", *text))
    text++, length--;
  if (length >= sizeof copy) return run->off;
  memcpy(copy, text, length);
  copy[length] = '\0';
  while (length && strchr(" \t\r\n", copy[length - 1]))
    copy[--length] = '\0';
  if (strcmp(copy, "vale off") == 0) run->off = true;
  if (strcmp(copy, "vale on") == 0) run->off = false;
  if (sscanf(copy, "vale %127s = %7s", name, value) != 2) return run->off;
  bool off = strcmp(value, "NO") == 0 || strcmp(value, "off") == 0;
  for (char *dot = strchr(name, '.'); dot; dot = NULL)
    *dot = '/';
  for (size_t i = 0; i < run->vale->count; i++) {
    const RuleInfo *info = &run->vale->rules[i]->info;
    if (strcmp(info->id, name) == 0 || strcmp(info->category, name) == 0) run->states[i].off = off;
  }
  return run->off;
}

/* Whether a value written without quotes is a number, a truth or nothing. */
static bool is_no_text(const char *value) {
  static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "null", "~"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcasecmp(words[i], value) == 0) return true;
  return !value[strspn(value, "0123456789.")];
}

/* The texts of the front matter are looked at as well. */
static void take_front_matter(Run *run) {
  uint32_t first, last;
  document_body(run->source, &first, &last);
  if (first >= last) return;
  Diags *ignored = diags_new(); /* a mistake in it is told by who reads the case */
  const Yaml *root = yaml_read((Source *)run->source, (Span){first, last}, run->arena, ignored);
  for (const Yaml *value = root && root->type == YAML_MAPPING ? root->first : NULL; value;
       value = value->next) {
    size_t length = value->type == YAML_SCALAR ? value->length : 0;
    const char *found = length ? memmem(run->source->bytes + value->span.start,
                                        value->span.end - value->span.start, value->text, length)
                               : NULL;
    if (!found || (!value->quoted && is_no_text(value->text))) continue;
    Mapped mapped = {0};
    mapped_add(&mapped, found, (uint32_t)length, (uint32_t)(found - run->source->bytes),
               (uint32_t)length);
    Passage passage = {.whole = &mapped,
                       .length = (uint32_t)length,
                       .sections = {"text", "frontmatter", value->key->text},
                       .section_count = 3};
    run_rules(run, &passage, false);
    run->passage = NULL;
    mapped_free(&mapped);
  }
  diags_free(ignored);
}

static void switch_on(Run *run) {
  run->off = false;
  for (size_t i = 0; i < run->vale->count; i++)
    run->states[i].off = false;
}

static void run_document(Run *run) {
  DocumentVisit visit = {.passage = take_passage, .comment = take_comment, .state = run};
  take_front_matter(run);
  document_read(run->source, run->vale->wants_inline, &visit, &run->counts);
  Mapped raw = {0};
  Passage whole = {.whole = &run->counts.summary,
                   .length = (uint32_t)run->counts.summary.text.length,
                   .sections = {"summary"},
                   .section_count = 1};
  bool off = run->off;
  switch_on(run);
  if (!off && whole.length) run_rules(run, &whole, false);
  whole = document_raw(run->source, &raw);
  if (!off && whole.length) run_rules(run, &whole, false);
  run->passage = NULL;
  mapped_free(&run->counts.summary);
  mapped_free(&raw);
}

void vale_check(const Vale *vale, Findings *findings) {
  Run run = {.vale = vale, .findings = findings, .arena = arena_new()};
  const Case *document = findings_case(findings);
  const xmlNode *root = xmlDocGetRootElement(document->xml);
  run.source = document->source;
  run.states = arena_alloc(run.arena, (vale->count + 1) * sizeof *run.states);
  run.told = map_new(run.arena);
  run.defined = map_new(run.arena);
  run.seen = map_new(run.arena);
  run.restricted = root && xmlHasProp((xmlNode *)root, (const xmlChar *)"reader");
  if (root) collect_blocks(&run, root);
  run_document(&run);
  buf_free(&run.message);
  arena_free(run.arena);
}
