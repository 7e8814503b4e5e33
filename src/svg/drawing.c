/* What all SVG elements share: attributes, style, transformation, complaints. */
#include "svg/drawing.h"

#include "svg/scan.h"

#include <string.h>

static const char svg_namespace[] = "http://www.w3.org/2000/svg";

bool drawing_is(const xmlNode *node, const char *name) {
  if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0) return false;
  return !node->ns || strcmp((const char *)node->ns->href, svg_namespace) == 0;
}

/* The text of an attribute, its pieces joined. */
static const char *value_of(Arena *arena, const xmlAttr *attribute) {
  const char *value = "";
  for (const xmlNode *piece = attribute->children; piece; piece = piece->next) {
    if (!piece->content) continue;
    const char *text = (const char *)piece->content;
    value = *value ? arena_printf(arena, "%s%s", value, text) : text;
  }
  return value;
}

const char *drawing_attribute(const Drawing *drawing, const xmlNode *node, const char *name) {
  for (const xmlAttr *at = node->properties; at; at = at->next)
    if (!at->ns && strcmp((const char *)at->name, name) == 0)
      return value_of(drawing->context->arena, at);
  return NULL;
}

double drawing_length(Drawing *drawing, const xmlNode *node, const Style *style, const char *name,
                      double whole, double otherwise) {
  const char *value = drawing_attribute(drawing, node, name);
  double length;
  if (!value) return otherwise;
  if (scan_length(value, style->font_size, whole, &length)) return length;
  drawing_bad_value(drawing, node, name, value);
  return otherwise;
}

/* Whether this was said before. */
static bool told(Drawing *drawing, const xmlNode *node, const char *name) {
  const char *key = arena_printf(drawing->context->arena, "%s %s", (const char *)node->name, name);
  if (map_get(drawing->told, key, strlen(key))) return true;
  map_set(drawing->told, key, strlen(key), drawing);
  return false;
}

void drawing_bad_element(Drawing *drawing, const xmlNode *node) {
  if (told(drawing, node, "")) return;
  diag_add(drawing->context->diags, DIAG_SVG_ELEMENT, drawing->context->place,
           (const char *)node->name, xmlGetLineNo((xmlNode *)node));
}

void drawing_bad_attribute(Drawing *drawing, const xmlNode *node, const char *name) {
  if (told(drawing, node, name)) return;
  diag_add(drawing->context->diags, DIAG_SVG_ATTRIBUTE, drawing->context->place, name,
           (const char *)node->name, xmlGetLineNo((xmlNode *)node));
}

void drawing_bad_value(Drawing *drawing, const xmlNode *node, const char *name, const char *value) {
  if (told(drawing, node, arena_printf(drawing->context->arena, "%s=%s", name, value))) return;
  diag_add(drawing->context->diags, DIAG_SVG_VALUE, drawing->context->place, name, value,
           (const char *)node->name, xmlGetLineNo((xmlNode *)node));
}

/* Attributes that change nothing on paper. */
static bool is_harmless(const char *name) {
  static const char *const names[] = {"id",   "class",     "lang",     "version", "baseProfile",
                                      "role", "focusable", "tabindex", "style",   "transform"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return true;
  return strncmp(name, "aria-", 5) == 0 || strncmp(name, "data-", 5) == 0;
}

static bool in_list(const char *list, const char *name) {
  size_t length = strlen(name);
  for (const char *at = strstr(list, name); at; at = strstr(at + 1, name))
    if (at > list && at[-1] == ' ' && at[length] == ' ') return true;
  return false;
}

static void set_property(Drawing *drawing, const xmlNode *node, Style *style, const Style *parent,
                         const char *name, const char *value) {
  StyleResult result = style_set(style, parent, name, value, drawing->context->arena);
  if (result == STYLE_UNKNOWN) drawing_bad_attribute(drawing, node, name);
  if (result == STYLE_BAD_VALUE) drawing_bad_value(drawing, node, name, value);
}

/* Trims white space from both ends of length bytes. */
static const char *trimmed(Arena *arena, const char *text, size_t length) {
  while (length && strchr(" \t\r\n", *text))
    text++, length--;
  while (length && strchr(" \t\r\n", text[length - 1]))
    length--;
  return arena_strndup(arena, text, length);
}

/* The declarations of a style attribute (SVG 1.1, 6.4). */
static void apply_declarations(Drawing *drawing, const xmlNode *node, Style *style,
                               const Style *parent, const char *text) {
  Arena *arena = drawing->context->arena;
  while (*text) {
    size_t length = strcspn(text, ";");
    const char *colon = memchr(text, ':', length);
    if (colon) {
      size_t name = (size_t)(colon - text);
      set_property(drawing, node, style, parent, trimmed(arena, text, name),
                   trimmed(arena, colon + 1, length - name - 1));
    } else if (*trimmed(arena, text, length)) {
      drawing_bad_value(drawing, node, "style", trimmed(arena, text, length));
    }
    text += length + (text[length] == ';');
  }
}

/* Properties as attributes. The first pass sets what others refer to: currentColor and em. */
static void apply_attributes(Drawing *drawing, const xmlNode *node, Style *style,
                             const Style *parent, const char *own, bool first_pass) {
  for (const xmlAttr *at = node->properties; at; at = at->next) {
    const char *name = (const char *)at->name;
    if (at->ns) continue;
    bool is_base = strcmp(name, "color") == 0 || strcmp(name, "font-size") == 0;
    if (is_base != first_pass) continue;
    const char *value = value_of(drawing->context->arena, at);
    if (style_knows(name))
      set_property(drawing, node, style, parent, name, value);
    else if (!is_harmless(name) && !in_list(own, name))
      drawing_bad_attribute(drawing, node, name);
  }
}

Style drawing_style(Drawing *drawing, const xmlNode *node, const Style *parent, const char *own) {
  Style style = *parent;
  apply_attributes(drawing, node, &style, parent, own, true);
  apply_attributes(drawing, node, &style, parent, own, false);
  const char *declarations = drawing_attribute(drawing, node, "style");
  if (declarations) apply_declarations(drawing, node, &style, parent, declarations);
  return style;
}

Matrix drawing_matrix(Drawing *drawing, const xmlNode *node, Matrix matrix) {
  const char *value = drawing_attribute(drawing, node, "transform");
  Matrix own;
  if (!value) return matrix;
  if (!matrix_parse(value, &own)) drawing_bad_value(drawing, node, "transform", value);
  return matrix_multiply(matrix, own);
}

Area *drawing_area(Drawing *drawing, AreaType type, Rect box) {
  const SvgContext *context = drawing->context;
  Area *area = arena_alloc(context->arena, sizeof *area);
  *area = (Area){.type = type, .owner = context->owner, .box = box, .place = context->place};
  if (drawing->last)
    drawing->last->next = area;
  else
    drawing->first = area;
  drawing->last = area;
  return area;
}
