/* SVG text: chunks that start at a position, runs of one font and script within them
 * (SVG 1.1, 10). */
#include "svg/drawing.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "svg/paths.h"
#include "svg/scan.h"

#include <string.h>

/* Text on its way to areas. A chunk is what text-anchor moves as a whole. */
typedef struct Writing {
  Drawing *drawing;
  Matrix matrix;
  double x, y;       /* the pen, in user units */
  Area *chunk_first; /* the first area of the chunk, NULL: none yet */
  double chunk_x;    /* where the chunk began */
  TextAnchor anchor;
  bool space_before; /* white space was just written or nothing yet: more of it is dropped */
} Writing;

/* Moves the areas of the chunk as text-anchor says (SVG 1.1, 10.9.1). */
static void end_chunk(Writing *writing) {
  double share = writing->anchor == ANCHOR_MIDDLE ? 0.5 : writing->anchor == ANCHOR_END ? 1 : 0;
  double shift = (writing->x - writing->chunk_x) * share;
  Length moved = path_length(shift * writing->matrix.a);
  for (Area *area = writing->chunk_first; area; area = area->next)
    area->box.x -= moved;
  writing->x -= shift;
  writing->chunk_first = NULL;
}

/* One run in one font and script. */
static void write_run(Writing *writing, const Style *style, const Font *font, hb_script_t script,
                      const char *text, size_t length) {
  const SvgContext *context = writing->drawing->context;
  double scale = writing->matrix.a, x = writing->x, y = writing->y;
  Length size = path_length(style->font_size * scale);
  bool rtl = hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
  const Shaped *shaped =
      shape_text(context->shaper, font, size, text, length, script, rtl, NULL, NULL);
  matrix_apply(&writing->matrix, &x, &y);
  Length ascent = (Length)((int64_t)font->ascender * size / (int64_t)font->units_per_em);
  Length descent = (Length)(-(int64_t)font->descender * size / (int64_t)font->units_per_em);
  Rect box = {path_length(x), path_length(y) - ascent, shaped->advance, ascent + descent};
  if (!style->hidden && !style->fill.none && shaped->count) {
    Area *area = drawing_area(writing->drawing, AREA_TEXT, box);
    area->as.text = (TextArea){.font = font,
                               .size = size,
                               .color = style->fill,
                               .glyphs = shaped->glyphs,
                               .glyph_count = shaped->count,
                               .text = text,
                               .text_length = length,
                               .right_to_left = rtl,
                               .baseline = path_length(y)};
    if (!writing->chunk_first) writing->chunk_first = area;
  }
  writing->x += shaped->advance / scale;
}

/* The script of a character, taken from the text before it where it belongs to no one script. */
static hb_script_t script_of(uint32_t code_point, hb_script_t before) {
  hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
  bool shared =
      script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
  return shared ? before : script;
}

/* Cuts text into runs of one font and script and writes them. */
static void write_text(Writing *writing, const Style *style, const char *text, size_t length) {
  const SvgContext *context = writing->drawing->context;
  const Font *first = font_select(context->fonts, style->font_family, style->font_weight,
                                  style->italic, context->diags);
  const Font *font = first;
  hb_script_t script = HB_SCRIPT_LATIN;
  size_t start = 0;
  if (!first) return;
  for (size_t at = 0; at < length;) {
    size_t here = at;
    uint32_t c = utf8_next(text, length, &at);
    const Font *wanted = font_for_code_point(context->fonts, first, c);
    hb_script_t wanted_script = script_of(c, script);
    if (!wanted) {
      diag_add(context->diags, DIAG_FONT_NO_GLYPH, context->place, c);
      wanted = first;
    }
    if (here > start && (wanted != font || wanted_script != script)) {
      write_run(writing, style, font, script, text + start, here - start);
      start = here;
    }
    font = wanted;
    script = wanted_script;
  }
  if (length > start) write_run(writing, style, font, script, text + start, length - start);
}

/* White space as xml:space="default" has it (SVG 1.1, 10.15): each run of it one space, none at the
 * start. */
static const char *collapse(Writing *writing, const char *text) {
  char *out = arena_alloc(writing->drawing->context->arena, strlen(text) + 1), *to = out;
  for (; *text; text++) {
    bool space = strchr(" \t\r\n", *text) != NULL;
    if (space && writing->space_before) continue;
    *to++ = space ? ' ' : *text;
    writing->space_before = space;
  }
  return out;
}

/* The first number of a list such as x="1 2 3", which is all that is drawn. */
static bool first_length(Writing *writing, const xmlNode *node, const Style *style,
                         const char *name, double whole, double *length) {
  const char *value = drawing_attribute(writing->drawing, node, name);
  if (!value) return false;
  const char *start = value;
  scan_space(&start);
  if (start[strcspn(start, ", \t\r\n")]) {
    drawing_bad_value(writing->drawing, node, name, value);
    return false;
  }
  *length = drawing_length(writing->drawing, node, style, name, whole, 0);
  return true;
}

/* x and y start a new chunk; dx and dy move the pen within it. */
static void move_pen(Writing *writing, const xmlNode *node, const Style *style) {
  double x, y, d;
  bool new_x = first_length(writing, node, style, "x", style->view_width, &x);
  bool new_y = first_length(writing, node, style, "y", style->view_height, &y);
  if (new_x || new_y) {
    end_chunk(writing);
    if (new_x) writing->x = x;
    if (new_y) writing->y = y;
    writing->chunk_x = writing->x;
    writing->anchor = style->anchor;
  }
  if (first_length(writing, node, style, "dx", style->view_width, &d)) writing->x += d;
  if (first_length(writing, node, style, "dy", style->view_height, &d)) writing->y += d;
}

static bool is_text(const xmlNode *node) {
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static void write_node(Writing *writing, const xmlNode *node, const Style *style, int depth) {
  enum { DEEPEST_TSPAN = 16 };
  move_pen(writing, node, style);
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (is_text(child)) {
      const char *text = collapse(writing, (const char *)child->content);
      bool ends = !child->next && depth == 0;
      size_t length = strlen(text);
      if (ends && length && text[length - 1] == ' ') length--;
      write_text(writing, style, text, length);
    } else if (drawing_is(child, "tspan") && depth < DEEPEST_TSPAN) {
      Style own = drawing_style(writing->drawing, child, style, " x y dx dy ");
      if (!own.none) write_node(writing, child, &own, depth + 1);
    } else if (child->type == XML_ELEMENT_NODE && !drawing_is(child, "title") &&
               !drawing_is(child, "desc")) {
      drawing_bad_element(writing->drawing, child);
    }
  }
}

void drawing_text(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  if (!matrix_is_upright(&matrix)) {
    drawing_bad_attribute(drawing, node, "transform");
    return;
  }
  Writing writing = {
      .drawing = drawing, .matrix = matrix, .anchor = style->anchor, .space_before = true};
  write_node(&writing, node, style, 0);
  end_chunk(&writing);
}
