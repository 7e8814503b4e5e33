/* Shorthands: each turns into values for the properties that it stands for. Several levels say which
 * shorthand is the more general: "border" gives way to "border-style", that to "border-top". */
#include "fo/property.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Where the part ends that starts here: at white space that is in no parentheses or quotes. */
static const char *part_end(const char *at) {
  int depth = 0;
  char quote = '\0';
  for (; *at && (quote || depth > 0 || !isspace((unsigned char)*at)); at++) {
    if (quote)
      quote = *at == quote ? '\0' : quote;
    else if (*at == '"' || *at == '\'')
      quote = *at;
    else
      depth += (*at == '(') - (*at == ')');
  }
  return at;
}

/* Whether an operator stands here that has an operand on its other side: "1pt + 2pt" is one value of a
 * list, "1pt +2pt" are two. */
static bool joins(const char *at) {
  if (!strncmp(at, "div", 3) || !strncmp(at, "mod", 3))
    return isspace((unsigned char)at[3]) || at[3] == '(';
  return *at == '*' || ((*at == '+' || *at == '-') && isspace((unsigned char)at[1]));
}

static const char *past_space(const char *at) {
  while (isspace((unsigned char)*at))
    at++;
  return at;
}

int split_parts(Arena *arena, const char *text, const char *parts[MOST_PARTS]) {
  int count = 0;
  for (text = past_space(text); *text;) {
    const char *end = part_end(text), *next = past_space(end);
    bool open = joins(text);
    while (*next && (open || joins(next) || end[-1] == '*')) {
      open = joins(next);
      end = part_end(next);
      next = past_space(end);
    }
    if (count == MOST_PARTS) return 0;
    parts[count++] = arena_strndup(arena, text, (size_t)(end - text));
    text = next;
  }
  return count;
}

/* One to four values for top, right, bottom, left, as in CSS. */
static bool expand_sides(Resolver *resolver, const Spec *spec, const char *prefix,
                         const char *suffix, int level) {
  static const char *const sides[] = {"top", "right", "bottom", "left"};
  static const int which[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
  const char *parts[MOST_PARTS];
  int count = split_parts(resolver->arena, spec->value, parts);
  if (count < 1 || count > 4) return false;
  for (int i = 0; i < 4; i++) {
    const char *name = arena_printf(resolver->arena, "%s-%s%s", prefix, sides[i], suffix);
    if (!resolver_expand(resolver, spec, name, parts[which[count - 1][i]], level)) return false;
  }
  return true;
}

bool expand_margin(Resolver *resolver, const Spec *spec) {
  return expand_sides(resolver, spec, "margin", "", 0);
}

bool expand_padding(Resolver *resolver, const Spec *spec) {
  return expand_sides(resolver, spec, "padding", "", 0);
}

bool expand_border_part(Resolver *resolver, const Spec *spec) {
  return expand_sides(resolver, spec, "border", strrchr(spec->property->name, '-'), 1);
}

static const char *border_part(const char *value) {
  static const char *const styles[] = {"none",   "hidden", "dotted", "dashed", "solid",
                                       "double", "groove", "ridge",  "inset",  "outset"};
  for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
    if (!strcmp(styles[i], value)) return "style";
  if (isdigit((unsigned char)*value) || *value == '.' || !strcmp(value, "thin") ||
      !strcmp(value, "medium") || !strcmp(value, "thick"))
    return "width";
  static const char *const colors[] = {"rgb(", "rgb-icc(", "system-color("};
  for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
    if (!strncmp(value, colors[i], strlen(colors[i]))) return "color";
  return strchr(value, '(') ? "width" : "color";
}

static bool expand_edge(Resolver *resolver, const Spec *spec, const char *side, int level) {
  const char *parts[MOST_PARTS];
  int count = split_parts(resolver->arena, spec->value, parts);
  if (count < 1 || count > 3) return false;
  bool inherit = !strcmp(parts[0], "inherit");
  static const char *const names[] = {"style", "width", "color"};
  for (int i = 0; i < (inherit ? 3 : count); i++) {
    const char *part = inherit ? names[i] : border_part(parts[i]);
    const char *name = arena_printf(resolver->arena, "border-%s-%s", side, part);
    if (!resolver_expand(resolver, spec, name, parts[inherit ? 0 : i], level)) return false;
  }
  return true;
}

bool expand_border(Resolver *resolver, const Spec *spec) {
  return expand_edge(resolver, spec, "top", 0) && expand_edge(resolver, spec, "right", 0) &&
         expand_edge(resolver, spec, "bottom", 0) && expand_edge(resolver, spec, "left", 0);
}

bool expand_border_side(Resolver *resolver, const Spec *spec) {
  return expand_edge(resolver, spec, spec->property->name + strlen("border-"), 2);
}

bool expand_background(Resolver *resolver, const Spec *spec) {
  const char *parts[MOST_PARTS];
  int count = split_parts(resolver->arena, spec->value, parts);
  if (count < 1) return false;
  for (int i = 0; i < count; i++) {
    const char *name = "background-color";
    if (!strcmp(parts[i], "none") || !strncmp(parts[i], "url(", 4)) name = "background-image";
    if (strstr(parts[i], "repeat")) name = "background-repeat";
    if (!strcmp(parts[i], "scroll") || !strcmp(parts[i], "fixed")) name = "background-attachment";
    if (!resolver_expand(resolver, spec, name, parts[i], 0)) return false;
  }
  return true;
}

bool expand_page_break(Resolver *resolver, const Spec *spec) {
  const char *value = spec->value;
  if (!strcmp(spec->property->name, "page-break-inside")) {
    if (!strcmp(value, "avoid"))
      return resolver_expand(resolver, spec, "keep-together.within-page", "always", 0);
    return !strcmp(value, "auto");
  }
  bool before = !strcmp(spec->property->name, "page-break-before");
  const char *name = before ? "break-before" : "break-after";
  if (!strcmp(value, "auto")) return true;
  if (!strcmp(value, "always")) return resolver_expand(resolver, spec, name, "page", 0);
  if (!strcmp(value, "left")) return resolver_expand(resolver, spec, name, "even-page", 0);
  if (!strcmp(value, "right")) return resolver_expand(resolver, spec, name, "odd-page", 0);
  name = before ? "keep-with-previous.within-page" : "keep-with-next.within-page";
  return !strcmp(value, "avoid") && resolver_expand(resolver, spec, name, "always", 0);
}

typedef struct WhiteSpace {
  const char *name, *linefeed, *collapse, *treatment, *wrap;
} WhiteSpace;

bool expand_white_space(Resolver *resolver, const Spec *spec) {
  static const WhiteSpace rows[] = {
      {"normal", "treat-as-space", "true", "ignore-if-surrounding-linefeed", "wrap"},
      {"pre", "preserve", "false", "preserve", "no-wrap"},
      {"nowrap", "treat-as-space", "true", "ignore-if-surrounding-linefeed", "no-wrap"},
      {"pre-wrap", "preserve", "false", "preserve", "wrap"},
      {"pre-line", "preserve", "true", "ignore-if-surrounding-linefeed", "wrap"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (!strcmp(rows[i].name, spec->value))
      return resolver_expand(resolver, spec, "linefeed-treatment", rows[i].linefeed, 0) &&
             resolver_expand(resolver, spec, "white-space-collapse", rows[i].collapse, 0) &&
             resolver_expand(resolver, spec, "white-space-treatment", rows[i].treatment, 0) &&
             resolver_expand(resolver, spec, "wrap-option", rows[i].wrap, 0);
  return false;
}

bool expand_vertical_align(Resolver *resolver, const Spec *spec) {
  static const char *const rows[][2] = {
      {"baseline", "baseline"},         {"middle", "middle"},
      {"top", "before-edge"},           {"bottom", "after-edge"},
      {"text-top", "text-before-edge"}, {"text-bottom", "text-after-edge"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (!strcmp(rows[i][0], spec->value))
      return resolver_expand(resolver, spec, "alignment-baseline", rows[i][1], 0);
  return resolver_expand(resolver, spec, "baseline-shift", spec->value, 0);
}

bool expand_size(Resolver *resolver, const Spec *spec) {
  static const char *const papers[][3] = {
      {"auto", "auto", "auto"},     {"a3", "297mm", "420mm"},       {"a4", "210mm", "297mm"},
      {"a5", "148mm", "210mm"},     {"letter", "8.5in", "11in"},    {"legal", "8.5in", "14in"},
      {"portrait", "auto", "auto"}, {"landscape", "297mm", "210mm"}};
  const char *parts[MOST_PARTS];
  int count = split_parts(resolver->arena, spec->value, parts);
  if (count < 1 || count > 2) return false;
  const char *width = parts[0], *height = parts[count - 1];
  for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
    if (!strcmp(papers[i][0], parts[0])) {
      bool turned = count == 2 && !strcmp(parts[1], "landscape");
      width = papers[i][turned ? 2 : 1];
      height = papers[i][turned ? 1 : 2];
    }
  return resolver_expand(resolver, spec, "page-width", width, 0) &&
         resolver_expand(resolver, spec, "page-height", height, 0);
}

bool expand_position(Resolver *resolver, const Spec *spec) {
  if (!strcmp(spec->value, "static"))
    return resolver_expand(resolver, spec, "absolute-position", "auto", 0);
  if (!strcmp(spec->value, "relative"))
    return resolver_expand(resolver, spec, "relative-position", "relative", 0);
  return resolver_expand(resolver, spec, "absolute-position", spec->value, 0);
}

bool expand_border_spacing(Resolver *resolver, const Spec *spec) {
  const char *parts[MOST_PARTS];
  int count = split_parts(resolver->arena, spec->value, parts);
  if (count < 1 || count > 2) return false;
  return resolver_expand(resolver, spec, "border-separation.inline-progression-direction", parts[0],
                         0) &&
         resolver_expand(resolver, spec, "border-separation.block-progression-direction",
                         parts[count - 1], 0);
}

/* As Apache FOP has it: one radius for all corners, or the two of their ellipses. */
bool expand_radius(Resolver *resolver, const Spec *spec) {
  static const char *const corners[] = {"before-start", "before-end", "after-end", "after-start"};
  for (int i = 0; i < 4; i++) {
    const char *name = arena_printf(resolver->arena, "fox:border-%s-radius", corners[i]);
    if (!resolver_expand(resolver, spec, name, spec->value, 0)) return false;
  }
  return true;
}

static const char *font_part(const char *value) {
  static const char *const rows[][2] = {{"italic", "font-style"},    {"oblique", "font-style"},
                                        {"backslant", "font-style"}, {"small-caps", "font-variant"},
                                        {"bold", "font-weight"},     {"bolder", "font-weight"},
                                        {"lighter", "font-weight"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (!strcmp(rows[i][0], value)) return rows[i][1];
  return strlen(value) == 3 && strspn(value, "0123456789") == 3 ? "font-weight" : NULL;
}

static bool is_system_font(const char *value) {
  static const char *const names[] = {"caption",     "icon",          "menu",
                                      "message-box", "small-caption", "status-bar"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(names[i], value)) return true;
  return false;
}

static bool expand_size_and_height(Resolver *resolver, const Spec *spec, const char *text) {
  const char *slash = strchr(text, '/');
  const char *size = slash ? arena_strndup(resolver->arena, text, (size_t)(slash - text)) : text;
  return resolver_expand(resolver, spec, "font-size", size, 0) &&
         resolver_expand(resolver, spec, "line-height", slash ? slash + 1 : "normal", 0);
}

/* [style || variant || weight]? size[/line-height]? family; what is left out is set back to its
 * initial value. */
bool expand_font(Resolver *resolver, const Spec *spec) {
  static const char *const names[] = {"font-style", "font-variant", "font-weight",
                                      "font-size",  "line-height",  "font-family"};
  bool inherit = !strcmp(spec->value, "inherit");
  if (inherit || is_system_font(spec->value)) {
    for (size_t i = 0; i < 6; i++) {
      const char *value = inherit ? "inherit" : system_font(names[i]);
      if (!resolver_expand(resolver, spec, names[i], value, 0)) return false;
    }
    return true;
  }
  for (size_t i = 0; i < 3; i++)
    if (!resolver_expand(resolver, spec, names[i], "normal", 0)) return false;
  const char *at = spec->value;
  for (;;) {
    at += strspn(at, " \t\r\n");
    size_t length = strcspn(at, " \t\r\n");
    if (!length) return false;
    const char *word = arena_strndup(resolver->arena, at, length);
    at += length;
    const char *name = font_part(word);
    if (name) {
      if (!resolver_expand(resolver, spec, name, word, 1)) return false;
    } else if (strcmp(word, "normal") != 0) {
      at += strspn(at, " \t\r\n");
      return *at && expand_size_and_height(resolver, spec, word) &&
             resolver_expand(resolver, spec, "font-family", at, 0);
    }
  }
}
