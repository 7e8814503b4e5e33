/* Presentation properties: what each accepts and where it is kept. */
#include "svg/style.h"

#include "base/colornames.h"
#include "svg/scan.h"

#include <math.h>
#include <string.h>

Style style_initial(Color color) {
  return (Style){.color = color,
                 .stroke.none = true,
                 .stroke_width = 1,
                 .miter_limit = 4,
                 .opacity = 1,
                 .fill_opacity = 1,
                 .stroke_opacity = 1,
                 .font_size = 16,
                 .font_weight = 400};
}

double style_diagonal(const Style *style) {
  double width = style->view_width, height = style->view_height;
  return sqrt((width * width + height * height) / 2);
}

static bool is(const char *value, const char *word) {
  return strcmp(value, word) == 0;
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

static Color color_of(uint32_t rgb) {
  return (Color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, false};
}

/* #rgb or #rrggbb. */
static bool read_hex(const char *digits, Color *color) {
  size_t length = strlen(digits);
  uint32_t rgb = 0;
  if (length != 3 && length != 6) return false;
  for (size_t i = 0; i < length; i++) {
    int digit = hex_digit(digits[i]);
    if (digit < 0) return false;
    rgb = rgb << 4 | (uint32_t)digit;
    if (length == 3) rgb = rgb << 4 | (uint32_t)digit;
  }
  *color = color_of(rgb);
  return true;
}

/* What follows "rgb(": three numbers of 0 to 255 or three percentages. */
static bool read_rgb(const char *at, Color *color) {
  uint8_t parts[3];
  for (int i = 0; i < 3; i++) {
    double part;
    if (!scan_number(&at, &part)) return false;
    if (*at == '%') {
      part = part * 255 / 100;
      at++;
    }
    parts[i] = part < 0 ? 0 : part > 255 ? 255 : (uint8_t)lround(part);
    if (i < 2) scan_comma(&at);
  }
  scan_space(&at);
  *color = (Color){parts[0], parts[1], parts[2], false};
  return is(at, ")");
}

static bool read_color(const char *value, Color current, Color *color) {
  uint32_t rgb;
  if (is(value, "currentColor") || is(value, "currentcolor"))
    *color = current;
  else if (is(value, "none") || is(value, "transparent"))
    *color = (Color){.none = true};
  else if (*value == '#')
    return read_hex(value + 1, color);
  else if (strncmp(value, "rgb(", 4) == 0)
    return read_rgb(value + 4, color);
  else if (color_named(value, strlen(value), &rgb))
    *color = color_of(rgb);
  else
    return false;
  return true;
}

/* The place of a value in a list that ends with NULL; -1 when it is not there. */
static int choice(const char *value, const char *const *words) {
  for (int i = 0; words[i]; i++)
    if (is(value, words[i])) return i;
  return -1;
}

static bool read_number(const char *value, double *number) {
  if (!scan_number(&value, number)) return false;
  if (*value == '%') {
    *number /= 100;
    value++;
  }
  scan_space(&value);
  return !*value;
}

static bool read_opacity(const char *value, double *opacity) {
  if (!read_number(value, opacity)) return false;
  if (*opacity < 0) *opacity = 0;
  if (*opacity > 1) *opacity = 1;
  return true;
}

static bool read_length(const Style *style, const char *value, double *length) {
  return scan_length(value, style->font_size, style_diagonal(style), length);
}

typedef bool (*Setter)(Style *style, const Style *parent, const char *value, Arena *arena);

/* The setters of the table below; what they share they take whether they use it or not. */
#define SETTER(name)                                                                               \
  static bool name(Style *style, const Style *parent, const char *value, Arena *arena)
#define UNUSED_HERE (void)parent, (void)arena

SETTER(set_color) {
  UNUSED_HERE;
  return read_color(value, style->color, &style->color);
}

SETTER(set_fill) {
  UNUSED_HERE;
  return read_color(value, style->color, &style->fill);
}

SETTER(set_stroke) {
  UNUSED_HERE;
  return read_color(value, style->color, &style->stroke);
}

SETTER(set_fill_rule) {
  static const char *const words[] = {"nonzero", "evenodd", NULL};
  UNUSED_HERE;
  int at = choice(value, words);
  style->even_odd = at == 1;
  return at >= 0;
}

SETTER(set_stroke_width) {
  UNUSED_HERE;
  return read_length(style, value, &style->stroke_width) && style->stroke_width >= 0;
}

SETTER(set_line_cap) {
  static const char *const words[] = {"butt", "round", "square", NULL};
  UNUSED_HERE;
  return (style->line_cap = choice(value, words)) >= 0;
}

SETTER(set_line_join) {
  static const char *const words[] = {"miter", "round", "bevel", NULL};
  UNUSED_HERE;
  return (style->line_join = choice(value, words)) >= 0;
}

SETTER(set_miter_limit) {
  UNUSED_HERE;
  return read_number(value, &style->miter_limit) && style->miter_limit >= 1;
}

/* An odd number of dashes is taken twice (SVG 1.1, 11.4); all zero means a solid line. */
SETTER(set_dashes) {
  enum { MOST_DASHES = 32 };
  double *dashes = arena_alloc(arena, 2 * MOST_DASHES * sizeof *dashes), sum = 0;
  size_t count = 0;
  (void)parent;
  style->dash_count = 0;
  style->dashes = dashes;
  if (is(value, "none")) return true;
  scan_space(&value);
  for (; *value && count < MOST_DASHES; count++) {
    const char *unit;
    if (!scan_number(&value, &dashes[count]) || dashes[count] < 0) return false;
    const char *end = value;
    if (scan_word(&end, &unit) && strncmp(unit, "px", 2) == 0) value = end;
    sum += dashes[count];
    scan_comma(&value);
  }
  if (count % 2) memcpy(dashes + count, dashes, count * sizeof *dashes);
  style->dash_count = sum > 0 ? count + (count % 2 ? count : 0) : 0;
  return !*value;
}

SETTER(set_dash_offset) {
  UNUSED_HERE;
  return read_length(style, value, &style->dash_offset);
}

SETTER(set_opacity) {
  double own;
  UNUSED_HERE;
  if (!read_opacity(value, &own)) return false;
  style->opacity = parent->opacity * own;
  return true;
}

SETTER(set_fill_opacity) {
  UNUSED_HERE;
  return read_opacity(value, &style->fill_opacity);
}

SETTER(set_stroke_opacity) {
  UNUSED_HERE;
  return read_opacity(value, &style->stroke_opacity);
}

SETTER(set_font_size) {
  (void)arena;
  double size;
  if (!scan_length(value, parent->font_size, parent->font_size, &size) || size < 0) return false;
  style->font_size = size;
  return true;
}

SETTER(set_font_family) {
  (void)parent;
  style->font_family = arena_strdup(arena, value);
  return true;
}

SETTER(set_font_weight) {
  (void)arena;
  double weight;
  if (is(value, "normal"))
    style->font_weight = 400;
  else if (is(value, "bold"))
    style->font_weight = 700;
  else if (is(value, "bolder"))
    style->font_weight = parent->font_weight < 600 ? 700 : 900;
  else if (is(value, "lighter"))
    style->font_weight = parent->font_weight < 600 ? 300 : 400;
  else if (read_number(value, &weight) && weight >= 1 && weight <= 1000)
    style->font_weight = (int)weight;
  else
    return false;
  return true;
}

SETTER(set_font_style) {
  static const char *const words[] = {"normal", "italic", "oblique", NULL};
  UNUSED_HERE;
  int at = choice(value, words);
  style->italic = at > 0;
  return at >= 0;
}

SETTER(set_anchor) {
  static const char *const words[] = {"start", "middle", "end", NULL};
  UNUSED_HERE;
  int at = choice(value, words);
  if (at >= 0) style->anchor = (TextAnchor)at;
  return at >= 0;
}

SETTER(set_visibility) {
  static const char *const words[] = {"visible", "hidden", "collapse", NULL};
  UNUSED_HERE;
  int at = choice(value, words);
  style->hidden = at > 0;
  return at >= 0;
}

SETTER(set_display) {
  UNUSED_HERE;
  style->none = is(value, "none");
  return true;
}

/* "color" is first so that currentColor in the same element follows it. */
static const struct {
  const char *name;
  Setter set;
} properties[] = {{"color", set_color},
                  {"font-size", set_font_size},
                  {"fill", set_fill},
                  {"stroke", set_stroke},
                  {"fill-rule", set_fill_rule},
                  {"stroke-width", set_stroke_width},
                  {"stroke-linecap", set_line_cap},
                  {"stroke-linejoin", set_line_join},
                  {"stroke-miterlimit", set_miter_limit},
                  {"stroke-dasharray", set_dashes},
                  {"stroke-dashoffset", set_dash_offset},
                  {"opacity", set_opacity},
                  {"fill-opacity", set_fill_opacity},
                  {"stroke-opacity", set_stroke_opacity},
                  {"font-family", set_font_family},
                  {"font-weight", set_font_weight},
                  {"font-style", set_font_style},
                  {"text-anchor", set_anchor},
                  {"visibility", set_visibility},
                  {"display", set_display}};

static Setter find_setter(const char *name) {
  for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
    if (is(properties[i].name, name)) return properties[i].set;
  return NULL;
}

bool style_knows(const char *name) {
  return find_setter(name) != NULL;
}

StyleResult style_set(Style *style, const Style *parent, const char *name, const char *value,
                      Arena *arena) {
  Setter set = find_setter(name);
  if (!set) return STYLE_UNKNOWN;
  if (is(value, "inherit")) return STYLE_SET;
  Style before = *style;
  if (set(style, parent, value, arena)) return STYLE_SET;
  *style = before;
  return STYLE_BAD_VALUE;
}
