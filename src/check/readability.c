/* Sentence length and a reading level by the formula of the language: a sum of words a sentence, syllables a word and
 * the share of long words, each with its weight (Flesch-Kincaid for English). Words in quotation marks are not
 * counted: they are somebody's own. */
#include "check/readability.h"

#include "base/near.h"
#include "check/style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Enough words, some 60 pages, to know how many syllables a writer's words have. */
enum { SAMPLE = 20000 };

typedef enum Measure {
  SENTENCE_WORDS,
  LONG_SENTENCE,
  SENTENCE_AVERAGE,
  GRADE,
  MEASURE_COUNT
} Measure;

static const char *const measure_names[MEASURE_COUNT] = {"sentence-words", "long-sentence",
                                                         "sentence-average", "grade"};

/* An ending of a word and what it does to the count. */
typedef struct Ending {
  const char *text;
  size_t length;
  int change;
  const struct Ending *next; /* with the same last letter */
} Ending;

/* The reading level: the sum of each figure times its weight, and the constant. */
typedef struct Formula {
  double words, syllables, long_words, constant;
  double long_letters; /* a word with more letters is long */
  bool low_is_hard;
  bool own_scale; /* it gives no school grade: a practice's limit for that does not hold */
} Formula;

struct Readability {
  const Language *language;
  Formula formula;
  const char *cut; /* what to say of the place where a sentence can be cut */
  uint32_t cuts;   /* tag of the words before which it can be */
  RuleInfo rules[MEASURE_COUNT];
  bool given[MEASURE_COUNT];
  double limits[MEASURE_COUNT];
  size_t rule_count;
  double least_words; /* a shorter document has no average */
  bool vowels[256];
  const Ending *endings[256]; /* by last letter; the longest that fits counts */
  uint8_t *exceptions;        /* by word: its syllables; 0: count them */
  size_t exception_count;
};

/* What reading the file needs. */
typedef struct Reader {
  Readability *readability;
  Language *language;
  Arena *arena;
  Diags *diags;
  Source *source;
  bool good;
} Reader;

static void fail(Reader *reader, DiagId id, const Yaml *at, const char *first, const char *second) {
  diag_add(reader->diags, id, source_place(reader->source, at->span.start, at->span.end), first,
           second);
  reader->good = false;
}

static bool number_of(Reader *reader, const Yaml *value, double *number) {
  char *end = NULL;
  if (value->type == YAML_SCALAR && value->length) *number = strtod(value->text, &end);
  if (end && !*end) return true;
  fail(reader, DIAG_STYLE_TYPE, value, value->key ? value->key->text : "", "a number");
  return false;
}

static int measure_of(Reader *reader, const Yaml *value) {
  for (int i = 0; i < MEASURE_COUNT; i++)
    if (strcmp(value->key->text, measure_names[i]) == 0) return i;
  fail(reader, DIAG_STYLE_KEY, value->key, value->key->text, NULL);
  const char *near = near_best(value->key->text, measure_names, MEASURE_COUNT);
  if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
  return -1;
}

static void read_limits(Reader *reader, const Yaml *mapping) {
  for (const Yaml *value = mapping->first; value; value = value->next) {
    int measure = measure_of(reader, value);
    if (measure >= 0) number_of(reader, value, &reader->readability->limits[measure]);
  }
}

static void read_text(Reader *reader, RuleInfo *info, const Yaml *value) {
  static const char *const names[] = {"message", "because", "ask",  "source", "long",
                                      "bad",     "good",    "link", "level"};
  const char **into[] = {&info->message,   &info->because, &info->ask,  &info->source,
                         &info->long_text, &info->bad,     &info->good, &info->link};
  static const char *const levels[] = {"note", "warning", "error"};
  size_t i = 0;
  while (i < 9 && strcmp(names[i], value->key->text) != 0)
    i++;
  if (i == 9) {
    fail(reader, DIAG_STYLE_KEY, value->key, value->key->text, NULL);
    const char *near = near_best(value->key->text, names, 9);
    if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
  } else if (value->type != YAML_SCALAR) {
    fail(reader, DIAG_STYLE_TYPE, value->key, names[i], "a text");
  } else if (i < 8) {
    *into[i] = value->text;
  } else {
    int level = 0;
    while (level < 3 && strcmp(levels[level], value->text) != 0)
      level++;
    if (level == 3) fail(reader, DIAG_STYLE_TYPE, value->key, "level", "note, warning or error");
    info->severity = (Severity)(level % 3);
  }
}

static void read_rules(Reader *reader, const Yaml *mapping) {
  for (const Yaml *value = mapping->first; value; value = value->next) {
    int measure = measure_of(reader, value);
    if (measure < 0) continue;
    RuleInfo *info = &reader->readability->rules[measure];
    Place place = source_place(reader->source, value->key->span.start, value->key->span.end);
    *info = (RuleInfo){.id = arena_printf(reader->arena, "readability/%s", measure_names[measure]),
                       .check = CHECK_READABILITY,
                       .severity = SEVERITY_WARNING,
                       .category = "readability",
                       .file = reader->source->name,
                       .place = place};
    for (const Yaml *text = value->first; text; text = text->next)
      read_text(reader, info, text);
    if (!info->message) fail(reader, DIAG_STYLE_MISSING, value->key, info->id, "message");
    const char *source = info->source;
    const char *full = source ? map_get(reader->language->sources, source, strlen(source)) : NULL;
    if (full) info->source = full;
    reader->readability->given[measure] = true;
  }
}

static void read_endings(Reader *reader, const Yaml *mapping) {
  Readability *r = reader->readability;
  for (const Yaml *value = mapping->first; value; value = value->next) {
    double change = 0;
    if (!value->key || !value->key->length || !number_of(reader, value, &change)) continue;
    Ending *ending = arena_alloc(reader->arena, sizeof *ending);
    unsigned char last = (unsigned char)value->key->text[value->key->length - 1];
    *ending = (Ending){value->key->text, value->key->length, (int)change, r->endings[last]};
    r->endings[last] = ending;
  }
}

/* The syllables of words that the rule gets wrong. */
static void read_exceptions(Reader *reader, const Yaml *mapping) {
  Readability *r = reader->readability;
  for (const Yaml *value = mapping->first; value; value = value->next) {
    double count = 0;
    if (!value->key || !number_of(reader, value, &count)) continue;
    words_learn(&reader->language->scratch, reader->language->vocabulary, value->key->text);
    if (!reader->language->scratch.count) continue;
    uint32_t id = reader->language->scratch.items[0].id;
    if (id >= r->exception_count) {
      size_t grown = (size_t)id * 2 + 1024;
      r->exceptions = arena_grow(reader->arena, r->exceptions, r->exception_count, grown);
      r->exception_count = grown;
    }
    r->exceptions[id] = (uint8_t)count;
  }
}

static void read_formula(Reader *reader, const Yaml *mapping) {
  static const char *const names[] = {"words-a-sentence", "syllables-a-word", "long-words",
                                      "constant",         "long-letters",     "low-is-hard",
                                      "own-scale"};
  Formula *formula = &reader->readability->formula;
  double *const into[] = {&formula->words, &formula->syllables, &formula->long_words,
                          &formula->constant, &formula->long_letters};
  for (const Yaml *value = mapping->first; value; value = value->next) {
    size_t i = 0;
    while (i < 7 && strcmp(names[i], value->key->text) != 0)
      i++;
    bool yes = value->type == YAML_SCALAR && strcmp(value->text, "true") == 0;
    if (i < 5)
      number_of(reader, value, into[i]);
    else if (i < 7)
      *(i == 5 ? &formula->low_is_hard : &formula->own_scale) = yes;
    else
      fail(reader, DIAG_STYLE_KEY, value->key, value->key->text, NULL);
  }
}

static void read_key(Reader *reader, const Yaml *value) {
  static const char *const names[] = {"limits",  "least-words", "rules",   "vowels",
                                      "endings", "syllables",   "formula", "cut"};
  static void (*const readers[])(Reader * reader, const Yaml *value) = {
      read_limits, NULL, read_rules, NULL, read_endings, read_exceptions, read_formula, NULL};
  enum { COUNT = sizeof names / sizeof *names, LEAST_WORDS = 1, CUT = 7 };
  size_t i = 0;
  while (i < COUNT && strcmp(names[i], value->key->text) != 0)
    i++;
  if (i == COUNT) {
    fail(reader, DIAG_STYLE_KEY, value->key, value->key->text, NULL);
    const char *near = near_best(value->key->text, names, COUNT);
    if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
  } else if (readers[i] && value->type != YAML_MAPPING) {
    fail(reader, DIAG_STYLE_TYPE, value->key, names[i], "keys and values");
  } else if (readers[i]) {
    readers[i](reader, value);
  } else if (i == LEAST_WORDS) {
    number_of(reader, value, &reader->readability->least_words);
  } else if (i == CUT) {
    reader->readability->cut = value->type == YAML_SCALAR ? value->text : NULL;
  } else {
    for (const char *c = value->type == YAML_SCALAR ? value->text : ""; *c; c++)
      reader->readability->vowels[(unsigned char)*c] = true;
  }
}

Readability *readability_load(Language *language, Arena *arena, Diags *diags) {
  Readability *readability = arena_alloc(arena, sizeof *readability);
  Reader reader = {.readability = readability,
                   .language = language,
                   .arena = arena,
                   .diags = diags,
                   .good = true};
  const Yaml *root =
      language_data(language, "readability.yml", &reader.source, &reader.good, diags);
  readability->language = language;
  readability->cuts = language->own.cuts;
  for (const Yaml *value = root ? root->first : NULL; value; value = value->next)
    read_key(&reader, value);
  for (int i = 0; i < MEASURE_COUNT; i++)
    readability->rule_count += readability->given[i];
  return reader.good ? readability : NULL;
}

size_t readability_count(const Readability *readability) {
  return readability->rule_count;
}

RuleInfo *readability_rule(const Readability *readability, size_t index) {
  for (int i = 0; i < MEASURE_COUNT; i++)
    if (readability->given[i] && index-- == 0) return (RuleInfo *)&readability->rules[i];
  return NULL;
}

/* Groups of vowels, put right by the ending. */
static int count_syllables(const Readability *r, const char *text, size_t length) {
  int count = 0;
  bool in_vowel = false;
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c >= 'A' && c <= 'Z') c += 32;
    bool vowel = r->vowels[c];
    count += vowel && !in_vowel;
    in_vowel = vowel;
  }
  size_t best = 0;
  int change = 0;
  const Ending *ending = length ? r->endings[(unsigned char)text[length - 1]] : NULL;
  for (; ending; ending = ending->next) {
    if (ending->length <= best || ending->length >= length) continue;
    const char *tail = text + length - ending->length;
    if (memcmp(tail, ending->text, ending->length) != 0) continue;
    best = ending->length;
    change = ending->change;
  }
  count += change;
  return count > 0 ? count : 1;
}

static int syllables_of(const Readability *r, const Word *word, const char *text) {
  if (word->id < r->exception_count && r->exceptions[word->id]) return r->exceptions[word->id];
  return count_syllables(r, text + word->start, word->end - word->start);
}

size_t readability_syllables(const Readability *readability, const char *word, size_t length) {
  return (size_t)count_syllables(readability, word, length);
}

static double practice_limit(const Case *document, Measure measure, double otherwise) {
  const xmlNode *root = xmlDocGetRootElement(document->xml);
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "practice") != 0)
      continue;
    for (const xmlNode *limit = node->children; limit; limit = limit->next) {
      if (limit->type != XML_ELEMENT_NODE) continue;
      xmlChar *name = xmlGetNoNsProp(limit, (const xmlChar *)"name");
      xmlChar *text = xmlNodeGetContent(limit);
      bool same = name && strcmp((char *)name, measure_names[measure]) == 0;
      double value = same && text ? strtod((char *)text, NULL) : 0;
      xmlFree(name);
      xmlFree(text);
      if (value > 0) return value;
    }
  }
  return otherwise;
}

Measurement readability_open(const Readability *readability, Findings *findings) {
  Measurement m = {.readability = readability, .findings = findings};
  for (int i = 0; i < MEASURE_COUNT; i++) {
    bool own = i == GRADE && readability->formula.own_scale;
    double limit = readability->limits[i];
    m.limits[i] = own ? limit : practice_limit(findings_case(findings), (Measure)i, limit);
  }
  return m;
}

/* The message with its first %s the value and its second the limit. */
static void report(const Measurement *m, Measure measure, double value, const xmlNode *node,
                   Place place, const char *ask) {
  const RuleInfo *rule = &m->readability->rules[measure];
  char numbers[2][32], message[512];
  bool whole = measure == SENTENCE_WORDS || measure == LONG_SENTENCE;
  const char *format = whole ? "%.0f" : "%.1f";
  snprintf(numbers[0], sizeof numbers[0], format, value);
  snprintf(numbers[1], sizeof numbers[1], "%g", m->limits[measure]);
  size_t length = 0, number = 0;
  for (const char *c = rule->message; *c && length < sizeof message - 40; c++) {
    if (c[0] == '%' && c[1] == 's') {
      length += (size_t)snprintf(message + length, 40, "%s", numbers[number]);
      number = 1;
      c++;
    } else {
      message[length++] = *c;
    }
  }
  message[length] = '\0';
  findings_add(m->findings, rule, node, place, message, NULL, ask);
}

/* Whether a word has more letters than a long one must have; bytes are counted first. */
static bool is_long(const Readability *r, const char *text, const Word *word) {
  if (word->end - word->start <= r->formula.long_letters) return false;
  double letters = 0;
  for (uint32_t i = word->start; i < word->end; i++)
    letters += ((unsigned char)text[i] & 0xC0) != 0x80;
  return letters > r->formula.long_letters;
}

static void sample(Measurement *m, const Block *block, const Word *word) {
  const Readability *r = m->readability;
  if (!word_counts(word) && !(word->flags & WORD_HYPHENATED)) return;
  m->sampled += word_counts(word);
  m->syllables += word->flags & WORD_IS_TEXT ? (size_t)syllables_of(r, word, block->text.bytes) : 1;
  m->long_words += is_long(r, block->text.bytes, word);
}

/* The word before which the sentence is best cut in two: the one nearest to its middle that begins a new thought, or
 * follows a sign that ends one. SIZE_MAX when there is none with enough words on both sides. */
static size_t best_cut(const Readability *r, const Block *block, const Sentence *sentence,
                       size_t count) {
  enum { LEAST = 5 };
  const Word *words = block->words.items;
  size_t best = SIZE_MAX, distance = count, before = 0;
  for (size_t i = sentence->first; i < sentence->end; i++) {
    bool quoted = words[i].flags & WORD_QUOTED;
    bool sign = i > sentence->first && words[i - 1].flags & WORD_IS_SIGN &&
                strchr(";:,", block->text.bytes[words[i - 1].start]);
    bool word = tags_has(r->language->own_tags, block->text.bytes, &words[i], r->cuts);
    size_t off = before * 2 > count ? before * 2 - count : count - before * 2;
    if (!quoted && (sign || word) && before >= LEAST && count - before >= LEAST && off < distance) {
      best = i;
      distance = off;
    }
    before += !quoted && word_counts(&words[i]);
  }
  return best;
}

/* The words at which a sentence is best cut, and, in the measurement, the question with them; false when there are
 * none. */
static bool find_cut(Measurement *m, Measure measure, const Block *block, const Sentence *sentence,
                     size_t count, uint32_t *start, uint32_t *end) {
  enum { SHOWN = 3 };
  const Readability *r = m->readability;
  size_t cut = r->cut ? best_cut(r, block, sentence, count) : SIZE_MAX;
  if (cut == SIZE_MAX) return false;
  size_t last = cut + SHOWN < sentence->end ? cut + SHOWN : sentence->end;
  *start = block->words.items[cut].start;
  *end = block->words.items[last - 1].end;
  const char *place = strstr(r->cut, "%s"), *ask = r->rules[measure].ask;
  snprintf(m->ask, sizeof m->ask, "%s %.*s%.*s%s", ask ? ask : "",
           place ? (int)(place - r->cut) : 0, r->cut, (int)(*end - *start),
           block->text.bytes + *start, place ? place + 2 : "");
  for (char *c = m->ask; *c; c++)
    if (*c == '\n' || *c == '\r') *c = ' ';
  return true;
}

static bool exceeds(const Measurement *m, Measure measure, double value) {
  return m->readability->given[measure] && m->limits[measure] > 0 && value > m->limits[measure];
}

static void measure_sentence(Measurement *m, const Block *block, const Sentence *sentence) {
  const Word *words = block->words.items;
  size_t count = 0, first = SIZE_MAX, last = 0;
  for (size_t i = sentence->first; i < sentence->end; i++) {
    if (words[i].flags & (WORD_QUOTED | WORD_IS_SIGN)) continue;
    if (first == SIZE_MAX) first = i;
    last = i;
    count += word_counts(&words[i]);
    if (m->sampled < SAMPLE) sample(m, block, &words[i]);
  }
  if (!count) return;
  m->words += count;
  m->sentences++;
  Measure measure = exceeds(m, LONG_SENTENCE, (double)count) ? LONG_SENTENCE : SENTENCE_WORDS;
  if (!exceeds(m, measure, (double)count)) return;
  uint32_t start = words[first].start, end = words[last].end;
  bool cut = find_cut(m, measure, block, sentence, count, &start, &end);
  report(m, measure, (double)count, block->container, block_place(block, start, end),
         cut ? m->ask : NULL);
}

void readability_block(void *measurement, const Block *block) {
  Measurement *m = measurement;
  if (block->where == IN_HEADING || !m->readability->rule_count) return;
  for (size_t i = 0; i < block->sentences.count; i++)
    measure_sentence(m, block, &block->sentences.items[i]);
}

/* Where a finding about the whole document points: the first thing in its body. */
static const xmlNode *beginning(const Case *document) {
  const xmlNode *root = xmlDocGetRootElement(document->xml);
  for (const xmlNode *node = root ? root->children : NULL; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "body") != 0) continue;
    const xmlNode *child = node->children;
    while (child &&
           (child->type != XML_ELEMENT_NODE || strcmp((const char *)child->name, "allow") == 0))
      child = child->next;
    return child ? child : node;
  }
  return root;
}

void readability_close(Measurement *m) {
  const Readability *r = m->readability;
  if (!m->sampled || (double)m->words < r->least_words) return;
  const xmlNode *root = xmlDocGetRootElement(findings_case(m->findings)->xml);
  Place place = case_place(beginning(findings_case(m->findings)));
  double average = (double)m->words / (double)m->sentences;
  const Formula *f = &r->formula;
  double level = f->constant + f->words * average +
                 f->syllables * (double)m->syllables / (double)m->sampled +
                 f->long_words * (double)m->long_words / (double)m->sampled;
  bool too_hard = f->low_is_hard
                      ? r->given[GRADE] && m->limits[GRADE] > 0 && level < m->limits[GRADE]
                      : exceeds(m, GRADE, level);
  if (too_hard)
    report(m, GRADE, level, root, place, NULL);
  else if (exceeds(m, SENTENCE_AVERAGE, average))
    report(m, SENTENCE_AVERAGE, average, root, place, NULL);
}
