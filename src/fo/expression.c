/* Evaluates the expression language of property values (XSL 1.1, 5.9): recursive descent over the
 * text, in fixed-point arithmetic. */
#include "fo/value.h"

#include <ctype.h>
#include <string.h>

__extension__ typedef __int128 Wide;

enum { DEEPEST = 64, MOST_ARGUMENTS = 16 };

typedef struct Parser {
  const char *at;
  const ExpressionContext *context;
  int depth;
  int inside; /* parentheses that are open */
} Parser;

static bool parse_sum(Parser *parser, Value *value);

static void skip_space(Parser *parser) {
  while (isspace((unsigned char)*parser->at))
    parser->at++;
}

static int64_t clamp(Wide value) {
  const Wide limit = (Wide)1 << 60;
  return (int64_t)(value > limit ? limit : value < -limit ? -limit : value);
}

static int64_t scale(int64_t value, int64_t by, int64_t over) {
  Wide product = (Wide)value * by;
  Wide half = over / 2;
  return clamp((product + (product < 0 ? -half : half)) / over);
}

typedef struct Unit {
  const char *name;
  int64_t over, by; /* points: by / over */
} Unit;

static const Unit units[] = {{"pt", 1, 1},  {"mm", 254, 720}, {"cm", 254, 7200},
                             {"in", 1, 72}, {"pc", 1, 12},    {"px", 4, 3}};

/* Applies the unit that follows a number, if one does. */
static bool parse_unit(Parser *parser, Value *value) {
  if (*parser->at == '%') {
    parser->at++;
    value->percentage = true;
    int64_t share = value->fixed / 100;
    value->fixed = 0;
    if (parser->context->known_base) {
      value->power = 1;
      value->fixed = scale(share, (int64_t)parser->context->base * 1000, FO_UNIT);
    } else {
      value->power = 1;
      value->percent = share;
    }
    return true;
  }
  size_t length = 0;
  while (isalpha((unsigned char)parser->at[length]))
    length++;
  if (!length) return true;
  if (length == 2 && !strncmp(parser->at, "em", 2)) {
    value->fixed = scale(value->fixed, (int64_t)parser->context->font_size * 1000, FO_UNIT);
    value->power = 1;
    parser->at += 2;
    return true;
  }
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strlen(units[i].name) == length && !strncmp(parser->at, units[i].name, length)) {
      value->fixed = scale(value->fixed, units[i].by, units[i].over);
      value->power = 1;
      parser->at += length;
      return true;
    }
  return false;
}

static bool parse_number(Parser *parser, Value *value) {
  *value = (Value){.kind = VALUE_NUMBER};
  int64_t whole = 0, fraction = 0, weight = FO_UNIT;
  int digits = 0;
  for (; isdigit((unsigned char)*parser->at); parser->at++, digits++)
    if (whole < 1000000000) whole = whole * 10 + (*parser->at - '0');
  if (*parser->at == '.')
    for (parser->at++; isdigit((unsigned char)*parser->at); parser->at++, digits++)
      if (weight > 1) fraction += (weight /= 10) * (*parser->at - '0');
  if (!digits) return false;
  value->fixed = whole * FO_UNIT + fraction;
  return parse_unit(parser, value);
}

/* #rgb, #rrggbb, or among arguments a name such as #CMYK, which rgb-icc() knows. */
static bool parse_hash(Parser *parser, Value *value) {
  size_t length = 1;
  while (isalnum((unsigned char)parser->at[length]) || parser->at[length] == '-')
    length++;
  const char *text = arena_strndup(parser->context->arena, parser->at, length);
  parser->at += length;
  *value = (Value){.kind = VALUE_COLOR};
  if (color_parse(text, &value->color)) return true;
  *value = (Value){.kind = VALUE_WORD, .word = text};
  return parser->inside > 0;
}

static bool parse_string(Parser *parser, Value *value) {
  char quote = *parser->at++;
  const char *end = strchr(parser->at, quote);
  if (!end) return false;
  *value = (Value){
      .kind = VALUE_STRING,
      .word = arena_strndup(parser->context->arena, parser->at, (size_t)(end - parser->at))};
  parser->at = end + 1;
  return true;
}

static bool pure(const Value *value) {
  return value->kind == VALUE_NUMBER && !value->percent && !value->proportional;
}

static bool call_proportional(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 1 || arguments->kind != VALUE_NUMBER || arguments->power) return false;
  if (arguments->proportional || arguments->fixed < 0) return false;
  *value = (Value){.kind = VALUE_NUMBER, .power = 1, .proportional = arguments->fixed};
  return true;
}

static bool call_rgb(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 3) return false;
  uint8_t part[3];
  for (int i = 0; i < 3; i++) {
    int64_t amount = arguments[i].percentage && !parser->context->known_base
                         ? arguments[i].percent * 255 / FO_UNIT
                         : arguments[i].fixed / FO_UNIT;
    if (arguments[i].kind != VALUE_NUMBER) return false;
    part[i] = (uint8_t)(amount < 0 ? 0 : amount > 255 ? 255 : amount);
  }
  *value =
      (Value){.kind = VALUE_COLOR, .color = {.red = part[0], .green = part[1], .blue = part[2]}};
  return true;
}

/* XSL 1.1, 5.10.2: where the profile is not at hand, the colour is that of the three first values. */
static bool call_rgb_icc(Parser *parser, Value *arguments, int count, Value *value) {
  return count > 3 && arguments[3].kind != VALUE_NUMBER && call_rgb(parser, arguments, 3, value);
}

/* Whether the first of two numbers is the smaller: both without percentages, or both nothing but a
 * percentage, whose base is no negative length. */
static bool compare_numbers(const Value *arguments, int count, bool *smaller) {
  if (count != 2 || arguments[0].kind != VALUE_NUMBER || arguments[1].kind != VALUE_NUMBER ||
      arguments[0].power != arguments[1].power)
    return false;
  const Value *left = &arguments[0], *right = &arguments[1];
  if (left->proportional || right->proportional) return false;
  if (!left->percent && !right->percent) {
    *smaller = left->fixed <= right->fixed;
    return true;
  }
  *smaller = left->percent <= right->percent;
  return !left->fixed && !right->fixed;
}

static bool call_minimum(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  bool smaller;
  if (!compare_numbers(arguments, count, &smaller)) return false;
  *value = arguments[smaller ? 0 : 1];
  return true;
}

static bool call_maximum(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  bool smaller;
  if (!compare_numbers(arguments, count, &smaller)) return false;
  *value = arguments[smaller ? 1 : 0];
  return true;
}

static bool call_abs(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 1 || arguments->kind != VALUE_NUMBER || arguments->proportional) return false;
  *value = *arguments;
  if (value->fixed && value->percent) return false;
  if (value->fixed < 0) value->fixed = -value->fixed;
  if (value->percent < 0) value->percent = -value->percent;
  return true;
}

static int64_t floor_unit(int64_t value) {
  int64_t rest = value % FO_UNIT;
  return value - rest - (rest < 0 ? FO_UNIT : 0);
}

static bool call_floor(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 1 || !pure(arguments) || arguments->power) return false;
  *value = *arguments;
  value->fixed = floor_unit(value->fixed);
  return true;
}

static bool call_ceiling(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 1 || !pure(arguments) || arguments->power) return false;
  *value = *arguments;
  value->fixed = -floor_unit(-value->fixed);
  return true;
}

static bool call_round(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 1 || !pure(arguments) || arguments->power) return false;
  *value = *arguments;
  value->fixed = floor_unit(value->fixed + FO_UNIT / 2);
  return true;
}

static bool lookup(Parser *parser, const char *function, Value *arguments, int count,
                   Value *value) {
  if (count > 1 || (count && arguments->kind != VALUE_WORD && arguments->kind != VALUE_STRING))
    return false;
  const ExpressionContext *context = parser->context;
  return context->lookup &&
         context->lookup(context->data, function, count ? arguments->word : NULL, value);
}

static bool call_parent(Parser *parser, Value *arguments, int count, Value *value) {
  return lookup(parser, "from-parent", arguments, count, value);
}

static bool call_nearest(Parser *parser, Value *arguments, int count, Value *value) {
  return lookup(parser, "from-nearest-specified-value", arguments, count, value);
}

static bool call_inherited(Parser *parser, Value *arguments, int count, Value *value) {
  return lookup(parser, "inherited-property-value", arguments, count, value);
}

static bool call_table_column(Parser *parser, Value *arguments, int count, Value *value) {
  return lookup(parser, "from-table-column", arguments, count, value);
}

static bool call_system_color(Parser *parser, Value *arguments, int count, Value *value) {
  (void)parser;
  if (count != 1 || arguments->kind != VALUE_WORD) return false;
  *value = (Value){.kind = VALUE_COLOR};
  return color_system(arguments->word, &value->color);
}

static bool call_label_end(Parser *parser, Value *arguments, int count, Value *value) {
  (void)arguments;
  const ExpressionContext *context = parser->context;
  return !count && context->list_edge && context->list_edge(context->data, true, value);
}

static bool call_body_start(Parser *parser, Value *arguments, int count, Value *value) {
  (void)arguments;
  const ExpressionContext *context = parser->context;
  return !count && context->list_edge && context->list_edge(context->data, false, value);
}

typedef struct Function {
  const char *name;
  bool (*call)(Parser *, Value *, int, Value *);
} Function;

static const Function functions[] = {
    {"abs", call_abs},
    {"body-start", call_body_start},
    {"ceiling", call_ceiling},
    {"floor", call_floor},
    {"from-nearest-specified-value", call_nearest},
    {"from-parent", call_parent},
    {"from-table-column", call_table_column},
    {"inherited-property-value", call_inherited},
    {"label-end", call_label_end},
    {"max", call_maximum},
    {"min", call_minimum},
    {"proportional-column-width", call_proportional},
    {"rgb", call_rgb},
    {"rgb-icc", call_rgb_icc},
    {"round", call_round},
    {"system-color", call_system_color},
};

static bool parse_call(Parser *parser, const char *name, Value *value) {
  Value arguments[MOST_ARGUMENTS];
  int count = 0;
  parser->at++;
  parser->inside++;
  skip_space(parser);
  while (*parser->at != ')') {
    if (count == MOST_ARGUMENTS || !parse_sum(parser, &arguments[count++])) return false;
    skip_space(parser);
    if (*parser->at == ',')
      parser->at++;
    else if (*parser->at != ')')
      return false;
    skip_space(parser);
  }
  parser->at++;
  parser->inside--;
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (!strcmp(functions[i].name, name)) return functions[i].call(parser, arguments, count, value);
  return false;
}

static bool parse_word(Parser *parser, Value *value) {
  const char *start = parser->at;
  while (isalnum((unsigned char)*parser->at) || strchr("-_.", *parser->at)) {
    if (!*parser->at) break;
    parser->at++;
  }
  if (parser->at == start) return false;
  char *word = arena_strndup(parser->context->arena, start, (size_t)(parser->at - start));
  if (*parser->at == '(') return parse_call(parser, word, value);
  *value = (Value){.kind = VALUE_WORD, .word = word};
  return true;
}

static bool parse_primary(Parser *parser, Value *value) {
  skip_space(parser);
  char first = *parser->at;
  if (isdigit((unsigned char)first) || first == '.') return parse_number(parser, value);
  if (first == '#') return parse_hash(parser, value);
  if (first == '"' || first == '\'') return parse_string(parser, value);
  if (first != '(') return parse_word(parser, value);
  parser->at++;
  parser->inside++;
  if (!parse_sum(parser, value)) return false;
  skip_space(parser);
  if (*parser->at != ')') return false;
  parser->at++;
  parser->inside--;
  return true;
}

static bool parse_unary(Parser *parser, Value *value) {
  skip_space(parser);
  if (++parser->depth > DEEPEST) return false;
  if (*parser->at == '-') {
    parser->at++;
    if (!parse_unary(parser, value) || value->kind != VALUE_NUMBER) return false;
    value->fixed = -value->fixed;
    value->percent = -value->percent;
    value->proportional = -value->proportional;
  } else {
    if (*parser->at == '+') parser->at++;
    if (!parse_primary(parser, value)) return false;
  }
  parser->depth--;
  return true;
}

/* The units of two factors add up (XSL 1.1, 5.9.6); what still waits for layout only takes a number. */
static bool multiply(Value *left, const Value *right) {
  const Value *factor = right;
  Value product = *left;
  if (pure(left) && !pure(right)) {
    factor = left;
    product = *right;
  }
  if (!pure(factor) || (!pure(&product) && factor->power)) return false;
  int64_t by = factor->fixed;
  product.fixed = scale(product.fixed, by, FO_UNIT);
  product.percent = scale(product.percent, by, FO_UNIT);
  product.proportional = scale(product.proportional, by, FO_UNIT);
  product.power = left->power + right->power;
  *left = product;
  return true;
}

static bool divide(Value *left, const Value *right) {
  if (!pure(right) || !right->fixed) return false;
  if (right->power && !pure(left)) return false;
  left->fixed = scale(left->fixed, FO_UNIT, right->fixed);
  left->percent = scale(left->percent, FO_UNIT, right->fixed);
  left->proportional = scale(left->proportional, FO_UNIT, right->fixed);
  left->power -= right->power;
  return true;
}

static bool modulo(Value *left, const Value *right) {
  if (!pure(right) || !pure(left) || !right->fixed || left->power != right->power) return false;
  left->fixed %= right->fixed;
  left->power = 0;
  return true;
}

/* Whether an operator word follows: only between white space, so that names keep their hyphens. */
static bool operator_word(Parser *parser, const char *word) {
  size_t length = strlen(word);
  if (strncmp(parser->at, word, length) != 0) return false;
  char after = parser->at[length];
  if (isalnum((unsigned char)after) || after == '-' || after == '_') return false;
  parser->at += length;
  return true;
}

static bool numbers(const Value *left, const Value *right) {
  return left->kind == VALUE_NUMBER && right->kind == VALUE_NUMBER;
}

static bool parse_product(Parser *parser, Value *value) {
  if (!parse_unary(parser, value)) return false;
  for (;;) {
    bool (*apply)(Value *, const Value *) = NULL;
    const char *before = parser->at;
    skip_space(parser);
    if (*parser->at == '*') {
      parser->at++;
      apply = multiply;
    } else if (operator_word(parser, "div")) {
      apply = divide;
    } else if (operator_word(parser, "mod")) {
      apply = modulo;
    }
    if (!apply) {
      parser->at = before;
      return true;
    }
    Value right;
    if (!parse_unary(parser, &right) || !numbers(value, &right) || !apply(value, &right))
      return false;
  }
}

static bool add(Value *left, const Value *right, int sign) {
  if (!numbers(left, right)) return false;
  if (left->power != right->power && (left->fixed || left->power) && (right->fixed || right->power))
    return false;
  if (right->power > left->power) left->power = right->power;
  left->fixed = clamp((Wide)left->fixed + (Wide)sign * right->fixed);
  left->percent = clamp((Wide)left->percent + (Wide)sign * right->percent);
  left->proportional = clamp((Wide)left->proportional + (Wide)sign * right->proportional);
  return true;
}

static bool parse_sum(Parser *parser, Value *value) {
  if (++parser->depth > DEEPEST) return false;
  if (!parse_product(parser, value)) return false;
  for (;;) {
    skip_space(parser);
    if (*parser->at != '+' && *parser->at != '-') {
      parser->depth--;
      return true;
    }
    int sign = *parser->at++ == '-' ? -1 : 1;
    Value right;
    if (!parse_product(parser, &right) || !add(value, &right, sign)) return false;
  }
}

bool expression_evaluate(const char *text, const ExpressionContext *context, Value *value) {
  Parser parser = {.at = text, .context = context};
  return parse_sum(&parser, value) && !*parser.at;
}

static int32_t to_thousandths(int64_t millionths) {
  int64_t value = (millionths + (millionths < 0 ? -500 : 500)) / 1000;
  const int64_t limit = 1000000000;
  return (int32_t)(value > limit ? limit : value < -limit ? -limit : value);
}

bool value_length(const Value *value, FoLength *length) {
  if (value->kind != VALUE_NUMBER) return false;
  if (value->power != 1 && (value->fixed || value->power)) return false;
  *length = (FoLength){.fixed = to_thousandths(value->fixed),
                       .percent = to_thousandths(value->percent * 100),
                       .proportional = to_thousandths(value->proportional)};
  return true;
}
