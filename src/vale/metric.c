/* What is measured of a text: Vale's metrics, the formulas over them, and the older readability measures. */
#include "base/utf8.h"
#include "vale/run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/* The words and sentences of a text. */
typedef struct Measures {
  double words, sentences, syllables, characters, complex_words, long_words, polysyllabic_words;
} Measures;

static bool in_word(uint32_t c) {
  return c == '\'' || u_isalpha((UChar32)c) ||
         (U_GET_GC_MASK((UChar32)c) & (U_GC_ND_MASK | U_GC_NL_MASK | U_GC_NO_MASK)) != 0;
}

static bool ends_with(const char *word, size_t length, const char *end) {
  size_t tail = strlen(end);
  return length > tail && strncmp(word + length - tail, end, tail) == 0;
}

static void measure_word(Run *run, Measures *m, const char *word, size_t length, size_t letters) {
  size_t syllables = readability_syllables(run->vale->readability, word, length);
  bool ending = ends_with(word, length, "es") || ends_with(word, length, "ed") ||
                ends_with(word, length, "ing");
  m->words++;
  m->characters += (double)letters;
  m->syllables += (double)syllables;
  m->long_words += length > 6;
  m->polysyllabic_words += syllables > 2;
  m->complex_words += syllables > 2 + (size_t)ending;
}

/* The length of an abbreviation with its full stops, such as U.S., or 0. */
static size_t abbreviation(const char *text, size_t length) {
  size_t at = 0;
  while (at + 1 < length && text[at] >= 'A' && text[at] <= 'Z' && text[at + 1] == '.')
    at += 2;
  return at > 2 ? at : 0;
}

static void measure_words(Run *run, Measures *m, const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    size_t start = at, letters = 0, next = at + abbreviation(text + at, length - at);
    if (next > at) {
      measure_word(run, m, text + at, next - at, (next - at) / 2);
      at = next;
      continue;
    }
    for (next = at; next < length; at = next) {
      uint32_t c = utf8_next(text, length, &next);
      if (!in_word(c)) break;
      letters += c != '\'';
    }
    if (at > start) measure_word(run, m, text + start, at - start, letters);
    if (at < length) at = next;
  }
}

/* A paragraph that is being measured. */
typedef struct Paragraph {
  Run *run;
  Measures *measures;
  const char *text;
} Paragraph;

static void measure_sentence(void *state, size_t start, size_t end) {
  const Paragraph *p = state;
  p->measures->sentences++;
  measure_words(p->run, p->measures, p->text + start, end - start);
}

static Measures measure(Run *run) {
  Measures measures = {0};
  const char *end = run->text + run->length;
  for (const char *at = run->text; at < end;) {
    const char *stop = memmem(at, (size_t)(end - at), "\n\n", 2);
    size_t length = (size_t)((stop ? stop : end) - at);
    Paragraph paragraph = {run, &measures, at};
    sentences_each(run->vale->language, at, length, measure_sentence, &paragraph);
    at += length + (stop ? 2 : 0);
  }
  return measures;
}

/* --- formulas ------------------------------------------------------------------------------------ */

/* A formula while it is worked out, by recursive descent. */
typedef struct Formula {
  const char *at;
  const Measures *measures;
  const DocumentCounts *counts;
  bool good;
  int depth;
} Formula;

enum { DEEPEST_FORMULA = 50 };

static double compare(Formula *f);

static void blanks(Formula *f) {
  f->at += strspn(f->at, " \t\r\n");
}

static bool takes(Formula *f, const char *sign) {
  blanks(f);
  size_t length = strlen(sign);
  if (strncmp(f->at, sign, length) != 0) return false;
  f->at += length;
  return true;
}

static bool variable(const Formula *f, const char *name, size_t length, double *value) {
  static const char *const kinds[COUNT_KINDS] = {
      "paragraphs", "list",       "blockquote", "pre",        "heading_h1",
      "heading_h2", "heading_h3", "heading_h4", "heading_h5", "heading_h6"};
  const Measures none = {0}, *m = f->measures ? f->measures : &none;
  const struct {
    const char *name;
    double value;
  } values[] = {{"words", m->words},
                {"sentences", m->sentences},
                {"syllables", m->syllables},
                {"characters", m->characters},
                {"complex_words", m->complex_words},
                {"long_words", m->long_words},
                {"polysyllabic_words", m->polysyllabic_words}};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    if (strlen(values[i].name) == length && strncmp(values[i].name, name, length) == 0) {
      *value = values[i].value;
      return true;
    }
  for (int i = 0; i < COUNT_KINDS; i++)
    if (strlen(kinds[i]) == length && strncmp(kinds[i], name, length) == 0) {
      *value = f->counts ? f->counts->kinds[i] : 0;
      return true;
    }
  return false;
}

static double call(Formula *f, const char *name, size_t length) {
  double first = compare(f), second = takes(f, ",") ? compare(f) : 0;
  if (!takes(f, ")")) f->good = false;
  if (length == 4 && strncmp(name, "sqrt", 4) == 0) return sqrt(first);
  if (length == 3 && strncmp(name, "abs", 3) == 0) return fabs(first);
  if (length == 3 && strncmp(name, "log", 3) == 0) return log(first);
  if (length == 3 && strncmp(name, "pow", 3) == 0) return pow(first, second);
  if (length == 5 && strncmp(name, "floor", 5) == 0) return floor(first);
  if (length == 4 && strncmp(name, "ceil", 4) == 0) return ceil(first);
  if (length == 3 && strncmp(name, "max", 3) == 0) return fmax(first, second);
  if (length == 3 && strncmp(name, "min", 3) == 0) return fmin(first, second);
  f->good = false;
  return 0;
}

static size_t name_length(const char *text) {
  return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
}

static double named(Formula *f) {
  double value = 0;
  if (strncmp(f->at, "math.", 5) == 0) f->at += 5;
  const char *name = f->at;
  size_t length = name_length(name);
  f->at += length;
  if (length == 7 && strncmp(name, "heading", 7) == 0 && f->at[0] == '.' && f->at[1] == 'h') {
    char joined[16];
    snprintf(joined, sizeof joined, "heading_h%c", f->at[2]);
    f->at += f->at[2] ? 3 : 2;
    if (!variable(f, joined, strlen(joined), &value)) f->good = false;
    return value;
  }
  if (length && takes(f, "(")) return call(f, name, length);
  if (!length || !variable(f, name, length, &value)) f->good = false;
  return value;
}

static double unit(Formula *f) {
  blanks(f);
  double value = 0;
  if (!f->good || ++f->depth > DEEPEST_FORMULA) {
    f->good = false;
  } else if (takes(f, "-")) {
    value = -unit(f);
  } else if (takes(f, "(")) {
    value = compare(f);
    if (!takes(f, ")")) f->good = false;
  } else if ((*f->at >= '0' && *f->at <= '9') || *f->at == '.') {
    char *end;
    value = strtod(f->at, &end);
    if (end == f->at) f->good = false;
    f->at = end;
  } else {
    value = named(f);
  }
  f->depth--;
  return value;
}

static double product(Formula *f) {
  double value = unit(f);
  while (f->good) {
    if (takes(f, "*"))
      value *= unit(f);
    else if (takes(f, "/"))
      value /= unit(f);
    else if (takes(f, "%"))
      value = fmod(value, unit(f));
    else
      break;
  }
  return value;
}

static double sum(Formula *f) {
  double value = product(f);
  while (f->good) {
    if (takes(f, "+"))
      value += product(f);
    else if (takes(f, "-"))
      value -= product(f);
    else
      break;
  }
  return value;
}

static double relation(Formula *f, double left) {
  if (takes(f, ">=")) return left >= sum(f);
  if (takes(f, "<=")) return left <= sum(f);
  if (takes(f, "==")) return fabs(left - sum(f)) < 1e-9;
  if (takes(f, "!=")) return fabs(left - sum(f)) >= 1e-9;
  if (takes(f, ">")) return left > sum(f);
  if (takes(f, "<")) return left < sum(f);
  return left;
}

static double compare(Formula *f) {
  double value = relation(f, sum(f));
  while (f->good) {
    if (takes(f, "&&")) {
      double right = relation(f, sum(f));
      value = value != 0 && right != 0;
    } else if (takes(f, "||")) {
      double right = relation(f, sum(f));
      value = value != 0 || right != 0;
    } else {
      break;
    }
  }
  return value;
}

/* The value of a formula, and whether it is one. */
static bool work_out(const char *formula, const Measures *measures, const DocumentCounts *counts,
                     double *value) {
  Formula f = {.at = formula, .measures = measures, .counts = counts, .good = true};
  *value = compare(&f);
  blanks(&f);
  return f.good && !*f.at;
}

void metric_read(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Yaml *formula = yaml_get(reader->root, "formula");
  const char *condition = yaml_text(reader->root, "condition");
  double value;
  if (!formula || !condition) {
    diag_add(reader->diags, DIAG_STYLE_MISSING, rule->info.place, rule->info.id,
             formula ? "condition" : "formula");
    reader->good = false;
    return;
  }
  rule->formula = formula->text;
  rule->condition = condition;
  if (!work_out(rule->formula, NULL, NULL, &value))
    rule_unsupported(reader, formula, "this formula");
  if (!work_out(arena_printf(reader->arena, "1.0 %s", condition), NULL, NULL, &value))
    rule_unsupported(reader, yaml_get(reader->root, "condition"), "this condition");
}

void run_metric(Run *run) {
  const ValeRule *rule = run_rule(run);
  Measures measures = measure(run);
  double value, holds;
  if (measures.words <= 0) return;
  bool summary = strcmp(run->passage->sections[0], "summary") == 0;
  const DocumentCounts *counts = summary ? &run->counts : NULL;
  if (!work_out(rule->formula, &measures, counts, &value)) return;
  char whole[600];
  snprintf(whole, sizeof whole, "%f %s", value, rule->condition);
  if (!isfinite(value) || !work_out(whole, &measures, counts, &holds) || holds == 0) return;
  run_report_measure(run, arena_printf(run->arena, "%.2f", value));
}

/* --- the older readability rules ----------------------------------------------------------------- */

enum { GUNNING_FOG, COLEMAN_LIAU, FLESCH_KINCAID, SMOG, AUTOMATED, FORMULA_COUNT };

static const char *const formula_names[FORMULA_COUNT] = {
    "Gunning Fog", "Coleman-Liau", "Flesch-Kincaid", "SMOG", "Automated Readability"};

static double grade_of(int formula, const Measures *m) {
  double length = m->words / m->sentences;
  switch (formula) {
  case GUNNING_FOG:
    return 0.4 * (length + 100 * m->complex_words / m->words);
  case COLEMAN_LIAU:
    return 5.88 * m->characters / m->words - 29.6 * m->sentences / m->words - 15.8;
  case FLESCH_KINCAID:
    return 0.39 * length + 11.8 * m->syllables / m->words - 15.59;
  case SMOG:
    return 1.0430 * sqrt(m->polysyllabic_words * 30 / m->sentences) + 3.1291;
  default:
    return 4.71 * m->characters / m->words + 0.5 * length - 21.43;
  }
}

void readability_read(RuleReader *reader) {
  ValeRule *rule = reader->rule;
  const Yaml *metrics = yaml_get(reader->root, "metrics");
  const char *grade = yaml_text(reader->root, "grade");
  bool list = metrics && metrics->type == YAML_LIST;
  for (const Yaml *item = list ? metrics->first : metrics; item; item = list ? item->next : NULL) {
    int found = 0;
    while (found < FORMULA_COUNT && strcmp(formula_names[found], item->text) != 0)
      found++;
    if (found == FORMULA_COUNT)
      rule_unsupported(reader, item, arena_printf(reader->arena, "\"%s\"", item->text));
    else
      rule->measures |= 1U << found;
  }
  if (!rule->measures && !reader->left_out) {
    diag_add(reader->diags, DIAG_STYLE_MISSING, rule->info.place, rule->info.id, "metrics");
    reader->good = false;
  }
  rule->grade = grade ? strtod(grade, NULL) : 0;
}

void run_readability(Run *run) {
  const ValeRule *rule = run_rule(run);
  Measures measures = measure(run);
  double total = 0, count = 0;
  if (measures.words <= 0) return;
  for (int i = 0; i < FORMULA_COUNT; i++) {
    if (!(rule->measures >> i & 1)) continue;
    total += grade_of(i, &measures);
    count++;
  }
  if (total / count > rule->grade)
    run_report_measure(run, arena_printf(run->arena, "%.2f", total / count));
}
