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
  int power;       /* 0: a number, 1: a length; of others only in the middle of an expression */
  int64_t fixed;   /* millionths */
  int64_t percent; /* millionths of the base that layout knows */
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
  /* A property's value for from-parent(), from-nearest-specified-value(), from-table-column() and
   * inherited-property-value() (function says which); property NULL: the one being evaluated. False
   * when it has none that is a number or a colour. */
  bool (*lookup)(void *data, const char *function, const char *property, Value *value);
  /* label-end() and body-start(); false outside a list. */
  bool (*list_edge)(void *data, bool label_end, Value *value);
  void *data;
} ExpressionContext;

/* Evaluates one expression. False when the text is not one expression of the standard, or its units
 * do not fit together. */
bool expression_evaluate(const char *text, const ExpressionContext *context, Value *value);

/* The colour of a name of CSS, of #rgb or #rrggbb; false when the text is none. "transparent" gives
 * one that paints nothing. */
bool color_parse(const char *text, Color *color);

/* The colour of an argument of system-color() (XSL 1.1, 5.10.2), by the names of CSS 2, in any case;
 * false when the text is none. On paper they are those of a plain light page. */
bool color_system(const char *text, Color *color);

/* A number value as a length; false when it is not one. A bare zero is a length. */
bool value_length(const Value *value, FoLength *length);

#endif
