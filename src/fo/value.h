#ifndef PLAINPLAN_FO_VALUE_H
#define PLAINPLAN_FO_VALUE_H

#include "base/arena.h"
#include "fo/tree.h"

#include <stdbool.h>
#include <stdint.h>

/* Values of the expression language of XSL 1.1, section 5.9. Numbers and lengths are counted in
 * millionths (of one, of a point), so that results are the same on every machine. */
enum { FO_UNIT = 1000000 };

typedef enum ValueKind { VALUE_NUMBER, VALUE_COLOR, VALUE_WORD, VALUE_STRING } ValueKind;

typedef struct Value {
  ValueKind kind;
  int power;            /* 0: a number, 1: a length */
  int64_t fixed;        /* millionths */
  int64_t percent;      /* millionths of the base that layout knows */
  int64_t proportional; /* millionths */
  bool percentage;      /* written with %: percent of a base */
  Color color;
  const char *word; /* keyword or string */
} Value;

/* What an expression can ask for while it is evaluated. */
typedef struct ExpressionContext {
  Arena *arena;
  Length font_size; /* what 1em is */
  /* percent of this base when known_base, else left for layout */
  bool known_base;
  Length base;
  /* A property's value for from-parent(), from-nearest-specified-value() and
   * inherited-property-value() (function says which); false when it has none that is a number. */
  bool (*lookup)(void *data, const char *function, const char *property, Value *value);
  /* label-end() and body-start(); false outside a list. */
  bool (*list_edge)(void *data, bool label_end, Value *value);
  void *data;
} ExpressionContext;

/* Evaluates one expression. False when the text is not one expression of the standard, or its units
 * do not fit together. */
bool expression_evaluate(const char *text, const ExpressionContext *context, Value *value);

/* Evaluates expressions separated by white space, at most limit; returns how many, 0 on failure. */
int expression_list(const char *text, const ExpressionContext *context, Value *values, int limit);

/* The colour of a name of CSS, of #rgb or #rrggbb; false when the text is none. "transparent" gives
 * one that paints nothing. */
bool color_parse(const char *text, Color *color);

/* A number value as a length; false when it is not one. A bare zero is a length. */
bool value_length(const Value *value, FoLength *length);

#endif
