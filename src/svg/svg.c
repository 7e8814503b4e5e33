/* Draws an SVG picture: walks its elements and turns each shape into a path area (SVG 1.1). */
#include "svg/svg.h"

#include "svg/drawing.h"
#include "svg/paths.h"
#include "svg/scan.h"

#include <math.h>
#include <string.h>

/* What a picture may ask for at most. */
enum { MOST_ELEMENTS = 50000, MOST_SEGMENTS = 500000, DEEPEST = 48 };

/* Thousandths of a point in a pixel. */
static const double pixel = 750;

/* A viewBox (SVG 1.1, 7.7). */
typedef struct ViewBox {
  double x, y, width, height;
} ViewBox;

static void draw_children(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix);
static void draw_element(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix);

static bool parse_view_box(const char *value, ViewBox *box) {
  double v[4];
  for (int i = 0; i < 4; i++) {
    if (!scan_number(&value, &v[i])) return false;
    scan_comma(&value);
  }
  *box = (ViewBox){v[0], v[1], v[2], v[3]};
  return !*value && box->width > 0 && box->height > 0;
}

/* Where the box comes to stand along one axis: xMin, xMid, xMax. */
static double align(const char *word, double room) {
  if (strncmp(word, "Min", 3) == 0) return 0;
  return strncmp(word, "Max", 3) == 0 ? room : room / 2;
}

/* The transformation from a view box to a viewport of a size (SVG 1.1, 7.8). */
static Matrix fit(const ViewBox *box, const char *aspect, double width, double height) {
  double wide = width / box->width, high = height / box->height;
  const char *value = aspect ? aspect : "xMidYMid";
  scan_space(&value);
  if (strncmp(value, "none", 4) != 0) {
    bool slice = strstr(value, "slice") != NULL;
    wide = high = (wide < high) != slice ? wide : high;
  }
  double x = 0, y = 0;
  if (strlen(value) >= 8 && value[0] == 'x' && value[4] == 'Y') {
    x = align(value + 1, width - box->width * wide);
    y = align(value + 5, height - box->height * high);
  }
  return (Matrix){wide, 0, 0, high, x - box->x * wide, y - box->y * high};
}

static void bound(const PathBuilder *path, Rect *box) {
  int64_t left = INT32_MAX, top = INT32_MAX, right = INT32_MIN, bottom = INT32_MIN;
  for (size_t i = 0; i < path->count; i++) {
    const PathSegment *s = &path->segments[i];
    int points = s->verb == PATH_CLOSE ? 0 : s->verb == PATH_CURVE ? 3 : 1;
    for (int p = 0; p < points; p++) {
      if (s->x[p] < left) left = s->x[p];
      if (s->x[p] > right) right = s->x[p];
      if (s->y[p] < top) top = s->y[p];
      if (s->y[p] > bottom) bottom = s->y[p];
    }
  }
  *box = (Rect){(Length)left, (Length)top, (Length)(right - left), (Length)(bottom - top)};
}

static uint8_t opacity_byte(double opacity) {
  return (uint8_t)(opacity * 255 + 0.5);
}

static void set_dashes(PathArea *area, const Style *style, double scale, Arena *arena) {
  Length *dashes = arena_alloc(arena, style->dash_count * sizeof *dashes);
  for (size_t i = 0; i < style->dash_count; i++)
    dashes[i] = path_length(style->dashes[i] * scale);
  area->dashes = dashes;
  area->dash_count = style->dash_count;
  area->dash_offset = path_length(style->dash_offset * scale);
}

/* Paints a finished path in the element's style. */
static void emit(Drawing *drawing, PathBuilder *path, const Style *style) {
  size_t used = path->count;
  drawing->segments_left -= used < drawing->segments_left ? used : drawing->segments_left;
  bool fill = !style->fill.none, stroke = !style->stroke.none && style->stroke_width > 0;
  if (!path->count || style->hidden || (!fill && !stroke)) return;
  Rect box;
  bound(path, &box);
  double scale = matrix_scale(&path->matrix);
  Area *area = drawing_area(drawing, AREA_PATH, box);
  area->as.path =
      (PathArea){.segments = path->segments,
                 .segment_count = path->count,
                 .fill = style->fill,
                 .stroke = style->stroke,
                 .even_odd = style->even_odd,
                 .stroke_width = path_length(style->stroke_width * scale),
                 .line_cap = style->line_cap,
                 .line_join = style->line_join,
                 .miter_limit = path_length(style->miter_limit * 1000),
                 .fill_opacity = opacity_byte(style->opacity * style->fill_opacity),
                 .stroke_opacity = opacity_byte(style->opacity * style->stroke_opacity)};
  area->as.path.stroke.none = !stroke;
  set_dashes(&area->as.path, style, scale, drawing->context->arena);
}

static PathBuilder builder(const Drawing *drawing, Matrix matrix) {
  return path_builder(drawing->context->arena, matrix, drawing->segments_left);
}

static void draw_path(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  const char *data = drawing_attribute(drawing, node, "d");
  PathBuilder path = builder(drawing, matrix);
  if (data && !path_parse(&path, data)) drawing_bad_value(drawing, node, "d", data);
  emit(drawing, &path, style);
}

static double across(Drawing *d, const xmlNode *node, const Style *style, const char *name) {
  return drawing_length(d, node, style, name, style->view_width, 0);
}

static double down(Drawing *d, const xmlNode *node, const Style *style, const char *name) {
  return drawing_length(d, node, style, name, style->view_height, 0);
}

static void draw_rect(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  double width = across(drawing, node, style, "width"),
         height = down(drawing, node, style, "height");
  double rx = drawing_length(drawing, node, style, "rx", style->view_width, -1);
  double ry = drawing_length(drawing, node, style, "ry", style->view_height, -1);
  if (rx < 0) rx = ry < 0 ? 0 : ry;
  if (ry < 0) ry = rx;
  if (width <= 0 || height <= 0) return;
  PathBuilder path = builder(drawing, matrix);
  path_rect(&path, across(drawing, node, style, "x"), down(drawing, node, style, "y"), width,
            height, rx, ry);
  emit(drawing, &path, style);
}

static void draw_ellipse(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  double rx, ry;
  if (drawing_is(node, "circle")) {
    rx = ry = drawing_length(drawing, node, style, "r", style_diagonal(style), 0);
  } else {
    rx = across(drawing, node, style, "rx");
    ry = down(drawing, node, style, "ry");
  }
  if (rx <= 0 || ry <= 0) return;
  PathBuilder path = builder(drawing, matrix);
  path_ellipse(&path, across(drawing, node, style, "cx"), down(drawing, node, style, "cy"), rx, ry);
  emit(drawing, &path, style);
}

static void draw_line(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  PathBuilder path = builder(drawing, matrix);
  Style unfilled = *style;
  unfilled.fill.none = true;
  path_move(&path, across(drawing, node, style, "x1"), down(drawing, node, style, "y1"));
  path_line(&path, across(drawing, node, style, "x2"), down(drawing, node, style, "y2"));
  emit(drawing, &path, &unfilled);
}

static void draw_points(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  const char *points = drawing_attribute(drawing, node, "points");
  PathBuilder path = builder(drawing, matrix);
  if (points && !path_points(&path, points, drawing_is(node, "polygon")))
    drawing_bad_value(drawing, node, "points", points);
  emit(drawing, &path, style);
}

/* A nested svg: a viewport of its own (SVG 1.1, 5.1). */
static void draw_nested(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  Style own = *style;
  own.view_width =
      drawing_length(drawing, node, style, "width", style->view_width, style->view_width);
  own.view_height =
      drawing_length(drawing, node, style, "height", style->view_height, style->view_height);
  Matrix place = {1, 0, 0, 1, across(drawing, node, style, "x"), down(drawing, node, style, "y")};
  matrix = matrix_multiply(matrix, place);
  const char *value = drawing_attribute(drawing, node, "viewBox");
  ViewBox box;
  if (own.view_width <= 0 || own.view_height <= 0) return;
  if (value && !parse_view_box(value, &box)) {
    drawing_bad_value(drawing, node, "viewBox", value);
    return;
  }
  if (value) {
    const char *aspect = drawing_attribute(drawing, node, "preserveAspectRatio");
    matrix = matrix_multiply(matrix, fit(&box, aspect, own.view_width, own.view_height));
    own.view_width = box.width;
    own.view_height = box.height;
  }
  draw_children(drawing, node, &own, matrix);
}

/* Notes the elements with ids; the first of equals counts. Without recursion: the tree may be deep.
 */
static void collect_ids(Drawing *drawing) {
  drawing->ids = map_new(drawing->context->arena);
  for (const xmlNode *node = drawing->root; node;) {
    const char *id = node->type == XML_ELEMENT_NODE ? drawing_attribute(drawing, node, "id") : NULL;
    if (id && !map_get(drawing->ids, id, strlen(id)))
      map_set(drawing->ids, id, strlen(id), (xmlNode *)node);
    if (node->type == XML_ELEMENT_NODE && node->children) {
      node = node->children;
      continue;
    }
    while (node != drawing->root && !node->next)
      node = node->parent;
    node = node == drawing->root ? NULL : node->next;
  }
}

static const char *reference_of(const Drawing *drawing, const xmlNode *node) {
  for (const xmlAttr *at = node->properties; at; at = at->next)
    if (strcmp((const char *)at->name, "href") == 0 && at->children && at->children->content)
      return (const char *)at->children->content;
  (void)drawing;
  return "";
}

/* SVG 1.1, 5.6: draws another element of this picture again. */
static void draw_use(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  const char *reference = reference_of(drawing, node);
  if (!drawing->ids) collect_ids(drawing);
  const xmlNode *target =
      *reference == '#' ? map_get(drawing->ids, reference + 1, strlen(reference + 1)) : NULL;
  if (!target) {
    drawing_bad_value(drawing, node, "href", reference);
    return;
  }
  Matrix place = {1, 0, 0, 1, across(drawing, node, style, "x"), down(drawing, node, style, "y")};
  draw_element(drawing, target, style, matrix_multiply(matrix, place));
}

static void draw_nothing(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  (void)drawing, (void)node, (void)style, (void)matrix;
}

/* The elements of the subset, with the attributes that are their own. */
static const struct Element {
  const char *name, *attributes;
  void (*draw)(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix);
} elements[] = {
    {"svg", " x y width height viewBox preserveAspectRatio ", draw_nested},
    {"g", " ", draw_children},
    {"path", " d ", draw_path},
    {"rect", " x y width height rx ry ", draw_rect},
    {"circle", " cx cy r ", draw_ellipse},
    {"ellipse", " cx cy rx ry ", draw_ellipse},
    {"line", " x1 y1 x2 y2 ", draw_line},
    {"polyline", " points ", draw_points},
    {"polygon", " points ", draw_points},
    {"text", " x y dx dy ", drawing_text},
    {"use", " x y width height href ", draw_use},
    {"defs", NULL, draw_nothing},
    {"title", NULL, draw_nothing},
    {"desc", NULL, draw_nothing},
    {"metadata", NULL, draw_nothing},
};

static const struct Element *find_element(const xmlNode *node) {
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    if (drawing_is(node, elements[i].name)) return &elements[i];
  return NULL;
}

/* Whether the picture still keeps within its bounds; says so once when it does not. */
static bool within_bounds(Drawing *drawing) {
  if (drawing->elements_left && drawing->segments_left && drawing->depth < DEEPEST) {
    drawing->elements_left--;
    return true;
  }
  if (!map_get(drawing->told, "", 0)) {
    map_set(drawing->told, "", 0, drawing);
    diag_add(drawing->context->diags, DIAG_SVG_SIZE, drawing->context->place);
  }
  return false;
}

static void draw_element(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix) {
  if (node->type != XML_ELEMENT_NODE || !within_bounds(drawing)) return;
  const struct Element *element = find_element(node);
  if (!element) {
    drawing_bad_element(drawing, node);
    return;
  }
  if (!element->attributes) return;
  Style own = drawing_style(drawing, node, style, element->attributes);
  if (own.none) return;
  drawing->depth++;
  element->draw(drawing, node, &own, drawing_matrix(drawing, node, matrix));
  drawing->depth--;
}

static void draw_children(Drawing *drawing, const xmlNode *node, const Style *style,
                          Matrix matrix) {
  for (const xmlNode *child = node->children; child; child = child->next)
    draw_element(drawing, child, style, matrix);
}

/* A length attribute of the outermost svg, in pixels; false when it is missing or a percentage. */
static bool root_length(const xmlNode *svg, const char *name, double *length) {
  for (const xmlAttr *at = svg->properties; at; at = at->next) {
    if (at->ns || strcmp((const char *)at->name, name) != 0 || !at->children) continue;
    const char *value = (const char *)at->children->content;
    return value && !strchr(value, '%') && scan_length(value, 16, 0, length) && *length > 0;
  }
  return false;
}

static bool root_view_box(const xmlNode *svg, ViewBox *box) {
  for (const xmlAttr *at = svg->properties; at; at = at->next)
    if (!at->ns && strcmp((const char *)at->name, "viewBox") == 0 && at->children)
      return parse_view_box((const char *)at->children->content, box);
  return false;
}

bool svg_size(const xmlNode *svg, Length *width, Length *height) {
  ViewBox box = {0};
  double across_, down_;
  bool has_box = root_view_box(svg, &box);
  bool has_width = root_length(svg, "width", &across_),
       has_height = root_length(svg, "height", &down_);
  if (!has_box && !(has_width && has_height)) return false;
  if (!has_width && !has_height) {
    across_ = box.width;
    down_ = box.height;
  } else if (!has_width) {
    across_ = down_ * box.width / box.height;
  } else if (!has_height) {
    down_ = across_ * box.height / box.width;
  }
  *width = path_length(across_ * pixel);
  *height = path_length(down_ * pixel);
  return *width > 0 && *height > 0;
}

/* The transformation from the outermost svg's user units to the page. */
static Matrix root_matrix(const Drawing *drawing, const xmlNode *svg, Rect viewport, Style *style) {
  ViewBox box = {0, 0, viewport.width / pixel, viewport.height / pixel};
  Length width, height;
  if (!root_view_box(svg, &box) && svg_size(svg, &width, &height)) {
    box.width = width / pixel;
    box.height = height / pixel;
  }
  style->view_width = box.width;
  style->view_height = box.height;
  const char *aspect = drawing_attribute(drawing, svg, "preserveAspectRatio");
  Matrix place = {1, 0, 0, 1, viewport.x, viewport.y};
  return matrix_multiply(place, fit(&box, aspect, viewport.width, viewport.height));
}

Area *svg_areas(const xmlNode *svg, Rect viewport, const SvgContext *context, Area **last) {
  Drawing drawing = {.context = context,
                     .root = svg,
                     .elements_left = MOST_ELEMENTS,
                     .segments_left = MOST_SEGMENTS,
                     .told = map_new(context->arena)};
  *last = NULL;
  if (viewport.width <= 0 || viewport.height <= 0) return NULL;
  Style initial = style_initial(context->color);
  Matrix matrix = root_matrix(&drawing, svg, viewport, &initial);
  Style style = drawing_style(&drawing, svg, &initial, elements[0].attributes);
  if (!style.none) draw_children(&drawing, svg, &style, matrix);
  *last = drawing.last;
  return drawing.first;
}
