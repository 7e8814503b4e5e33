/* Boxes: background and border with rounded corners, and straight rules. */
#include "pdf/content.h"

#include "pdf/object.h"

enum { TOP, RIGHT, BOTTOM, LEFT, SIDES };
enum { TOP_LEFT, TOP_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT, CORNERS };

/* A rectangle with an elliptical arc at each corner, in page coordinates (y down). */
typedef struct Round {
  int64_t left, top, right, bottom;
  int64_t rx[CORNERS], ry[CORNERS];
  bool rounded;
} Round;

/* The distance of a control point from a quarter circle's corner, in thousandths of its radius:
 * 1 - 0.5523. */
enum { FROM_CORNER = 448 };

/* Where two corners need more than the side between them, all radii shrink alike. */
static void fit(Round *round, const int64_t room[SIDES], const int64_t taken[SIDES]) {
  int64_t by = 1, over = 1;
  for (int i = 0; i < SIDES; i++)
    if (room[i] * over < taken[i] * by) {
      by = room[i] > 0 ? room[i] : 0;
      over = taken[i];
    }
  for (int i = 0; i < CORNERS; i++) {
    round->rx[i] = round->rx[i] * by / over;
    round->ry[i] = round->ry[i] * by / over;
  }
}

static Round round_of(const Area *area) {
  const Rect *box = &area->box;
  Round round = {.left = box->x,
                 .top = box->y,
                 .right = (int64_t)box->x + box->width,
                 .bottom = (int64_t)box->y + box->height};
  for (int i = 0; i < CORNERS; i++) {
    const Radius *radius = &area->as.painted.radius[i];
    if (radius->x <= 0 || radius->y <= 0) continue;
    round.rx[i] = radius->x;
    round.ry[i] = radius->y;
    round.rounded = true;
  }
  if (!round.rounded) return round;
  int64_t room[SIDES] = {box->width, box->height, box->width, box->height};
  int64_t taken[SIDES] = {
      round.rx[TOP_LEFT] + round.rx[TOP_RIGHT], round.ry[TOP_RIGHT] + round.ry[BOTTOM_RIGHT],
      round.rx[BOTTOM_LEFT] + round.rx[BOTTOM_RIGHT], round.ry[TOP_LEFT] + round.ry[BOTTOM_LEFT]};
  fit(&round, room, taken);
  return round;
}

static int64_t at_least_zero(int64_t value) {
  return value > 0 ? value : 0;
}

/* The round moved inward by a distance from each side, in 1/part of the edges' widths; the radii
 * shrink with it. */
static Round inset(const Round *outer, const BoxArea *box, int64_t times, int64_t parts) {
  Round round = *outer;
  int64_t top = box->top.width * times / parts, right = box->right.width * times / parts;
  int64_t bottom = box->bottom.width * times / parts, left = box->left.width * times / parts;
  round.left += left;
  round.right -= right;
  round.top += top;
  round.bottom -= bottom;
  if (round.right < round.left) round.right = round.left;
  if (round.bottom < round.top) round.bottom = round.top;
  const int64_t across[CORNERS] = {left, right, right, left};
  const int64_t down[CORNERS] = {top, top, bottom, bottom};
  for (int i = 0; i < CORNERS; i++) {
    round.rx[i] = at_least_zero(outer->rx[i] - across[i]);
    round.ry[i] = at_least_zero(outer->ry[i] - down[i]);
  }
  return round;
}

static void corner(Content *content, int64_t x1, int64_t y1, int64_t x2, int64_t y2, int64_t x,
                   int64_t y) {
  content_point(content, x1, y1);
  content_point(content, x2, y2);
  content_point(content, x, y);
  content_operator(content, "c");
}

static void line_to(Content *content, int64_t x, int64_t y) {
  content_point(content, x, y);
  content_operator(content, "l");
}

/* Adds the outline to the path, clockwise from the top left corner. */
static void add_round(Content *content, const Round *r) {
  if (!r->rounded) {
    content_point(content, r->left, r->bottom);
    put_length(content->out, r->right - r->left);
    buf_putc(content->out, ' ');
    put_length(content->out, r->bottom - r->top);
    content_operator(content, " re");
    return;
  }
  int64_t cx[CORNERS], cy[CORNERS];
  for (int i = 0; i < CORNERS; i++) {
    cx[i] = r->rx[i] * FROM_CORNER / 1000;
    cy[i] = r->ry[i] * FROM_CORNER / 1000;
  }
  content_point(content, r->left + r->rx[TOP_LEFT], r->top);
  content_operator(content, "m");
  line_to(content, r->right - r->rx[TOP_RIGHT], r->top);
  corner(content, r->right - cx[TOP_RIGHT], r->top, r->right, r->top + cy[TOP_RIGHT], r->right,
         r->top + r->ry[TOP_RIGHT]);
  line_to(content, r->right, r->bottom - r->ry[BOTTOM_RIGHT]);
  corner(content, r->right, r->bottom - cy[BOTTOM_RIGHT], r->right - cx[BOTTOM_RIGHT], r->bottom,
         r->right - r->rx[BOTTOM_RIGHT], r->bottom);
  line_to(content, r->left + r->rx[BOTTOM_LEFT], r->bottom);
  corner(content, r->left + cx[BOTTOM_LEFT], r->bottom, r->left, r->bottom - cy[BOTTOM_LEFT],
         r->left, r->bottom - r->ry[BOTTOM_LEFT]);
  line_to(content, r->left, r->top + r->ry[TOP_LEFT]);
  corner(content, r->left, r->top + cy[TOP_LEFT], r->left + cx[TOP_LEFT], r->top,
         r->left + r->rx[TOP_LEFT], r->top);
  content_operator(content, "h");
}

/* Fills what lies between two outlines. */
static void fill_ring(Content *content, Color color, const Round *outer, const Round *inner) {
  content_fill(content, color);
  add_round(content, outer);
  add_round(content, inner);
  content_operator(content, "f*");
}

/* Sets dashes of three widths, or round dots, fitted so that a whole number of them fills the
 * length (0: not known). */
static void set_dashes(Content *content, const Edge *edge, int64_t length) {
  Length dash = edge->style == LINE_DOTTED ? 0 : edge->width * 3;
  int64_t period = edge->style == LINE_DOTTED ? edge->width * 2 : edge->width * 5;
  int64_t drawn = length - dash;
  int64_t steps = period ? (drawn + period / 2) / period : 0;
  if (steps > 0) period = drawn / steps;
  const Length pattern[2] = {dash, (Length)(period - dash)};
  bool solid = edge->style != LINE_DOTTED && edge->style != LINE_DASHED;
  content_dash(content, pattern, solid ? 0 : 2, 0);
  content_line_cap(content, edge->style == LINE_DOTTED ? 1 : 0);
}

static void set_pen(Content *content, const Edge *edge, Length width, int64_t length) {
  content_stroke(content, edge->color);
  content_line_width(content, width);
  set_dashes(content, edge, length);
}

/* One side's edge along its middle, clipped by the caller where sides differ. */
static void stroke_round(Content *content, const Edge *edge, const Round *middle) {
  set_pen(content, edge, edge->width, 0);
  add_round(content, middle);
  content_operator(content, "S");
}

static void paint_all_sides(Content *content, const BoxArea *box, const Round *outer) {
  Round inner = inset(outer, box, 1, 1);
  if (box->top.style == LINE_SOLID) {
    fill_ring(content, box->top.color, outer, &inner);
  } else if (box->top.style == LINE_DOUBLE) {
    Round first = inset(outer, box, 1, 3), second = inset(outer, box, 2, 3);
    fill_ring(content, box->top.color, outer, &first);
    fill_ring(content, box->top.color, &second, &inner);
  } else {
    Round middle = inset(outer, box, 1, 2);
    stroke_round(content, &box->top, &middle);
  }
}

/* The four-sided figure of one side: from the outer corners to the inner ones. With round corners
 * it reaches inward to where the curves end, along the same diagonals. */
static void add_side(Content *content, int side, const Round *o, const Round *i, bool fill) {
  const int64_t x[CORNERS] = {o->left, o->right, o->right, o->left};
  const int64_t y[CORNERS] = {o->top, o->top, o->bottom, o->bottom};
  int64_t inner_x[CORNERS] = {i->left, i->right, i->right, i->left};
  int64_t inner_y[CORNERS] = {i->top, i->top, i->bottom, i->bottom};
  int from = side, to = (side + 1) % CORNERS;
  for (int c = 0; !fill && c < CORNERS; c++) {
    int64_t wide = inner_x[c] - x[c], high = inner_y[c] - y[c];
    int64_t reach = o->rx[c] > o->ry[c] ? o->rx[c] : o->ry[c];
    int64_t step = (wide < 0 ? -wide : wide) > (high < 0 ? -high : high) ? wide : high;
    if (step < 0) step = -step;
    if (!step || step >= reach) continue;
    inner_x[c] = x[c] + wide * reach / step;
    inner_y[c] = y[c] + high * reach / step;
  }
  content_point(content, x[from], y[from]);
  content_operator(content, "m");
  line_to(content, x[to], y[to]);
  line_to(content, inner_x[to], inner_y[to]);
  line_to(content, inner_x[from], inner_y[from]);
  content_operator(content, fill ? "f" : "h W n");
}

/* A straight dashed or dotted side, drawn from end to end along its middle. */
static void stroke_side(Content *content, int side, const Edge *edge, const Round *middle) {
  const Round *m = middle;
  bool across = side == TOP || side == BOTTOM;
  int64_t x1 = side == RIGHT ? m->right : m->left, x2 = side == LEFT ? m->left : m->right;
  int64_t y1 = side == BOTTOM ? m->bottom : m->top, y2 = side == TOP ? m->top : m->bottom;
  set_pen(content, edge, edge->width, across ? x2 - x1 : y2 - y1);
  content_point(content, x1, y1);
  content_operator(content, "m");
  line_to(content, x2, y2);
  content_operator(content, "S");
}

static void paint_side(Content *content, int side, const Edge *edge, const BoxArea *box,
                       const Round *outer) {
  Round inner = inset(outer, box, 1, 1), middle = inset(outer, box, 1, 2);
  if (!outer->rounded && edge->style == LINE_SOLID) {
    content_fill(content, edge->color);
    add_side(content, side, outer, &inner, true);
    return;
  }
  if (!outer->rounded && edge->style != LINE_DOUBLE) {
    stroke_side(content, side, edge, &middle);
    return;
  }
  BoxArea same = *box;
  same.top.style = edge->style;
  same.top.color = edge->color;
  if (edge->style == LINE_DASHED || edge->style == LINE_DOTTED) same.top.width = edge->width;
  content_save(content);
  add_side(content, side, outer, &inner, false);
  paint_all_sides(content, &same, outer);
  content_restore(content);
}

static uint8_t halfway(uint8_t from, uint8_t to) {
  return (uint8_t)((from + to) / 2);
}

/* The colour of a carved edge where the light, which comes from the top left, does not reach it, or where it does. */
static Color shade(Color color, bool dark) {
  uint8_t to = dark ? 0 : 255;
  return (Color){halfway(color.red, to), halfway(color.green, to), halfway(color.blue, to), false};
}

/* The edge of a side that is carved inward (inset) or stands out (outset). */
static Edge carved(const Edge *edge, int side, bool inward) {
  bool dark = (side == TOP || side == LEFT) == inward;
  return (Edge){edge->width, LINE_SOLID, shade(edge->color, dark)};
}

/* A groove is carved inward on its outer half and outward on its inner one; a ridge the other way round. */
static void paint_relief(Content *content, int side, const Edge *edge, const BoxArea *box,
                         const Round *outer) {
  BoxArea half = *box;
  Edge *const edges[SIDES] = {&half.top, &half.right, &half.bottom, &half.left};
  for (int i = 0; i < SIDES; i++)
    edges[i]->width /= 2;
  Round middle = inset(outer, &half, 1, 1);
  bool groove = edge->style == LINE_GROOVE;
  Edge first = carved(edges[side], side, groove), second = carved(edges[side], side, !groove);
  paint_side(content, side, &first, &half, outer);
  paint_side(content, side, &second, &half, &middle);
}

static bool visible(const Edge *edge) {
  return edge->width > 0 && edge->style != LINE_NONE && !edge->color.none;
}

static bool same_edge(const Edge *a, const Edge *b) {
  return a->width == b->width && a->style == b->style && a->color.red == b->color.red &&
         a->color.green == b->color.green && a->color.blue == b->color.blue &&
         a->color.none == b->color.none;
}

void content_box(Content *content, const Area *area) {
  BoxArea box = area->as.painted;
  Round outer = round_of(area);
  Edge *edges[SIDES] = {&box.top, &box.right, &box.bottom, &box.left};
  content_end_text(content);
  content_opacity(content, 255, 255);
  if (!box.background.none) {
    content_fill(content, box.background);
    add_round(content, &outer);
    content_operator(content, "f");
  }
  bool same = true;
  for (int side = 0; side < SIDES; side++) {
    if (!visible(edges[side])) *edges[side] = (Edge){0};
    if (edges[side]->style == LINE_INSET || edges[side]->style == LINE_OUTSET)
      *edges[side] = carved(edges[side], side, edges[side]->style == LINE_INSET);
    same &= same_edge(edges[TOP], edges[side]);
  }
  if (same && visible(&box.top) && box.top.style != LINE_GROOVE && box.top.style != LINE_RIDGE &&
      (outer.rounded || box.top.style == LINE_SOLID || box.top.style == LINE_DOUBLE)) {
    paint_all_sides(content, &box, &outer);
    return;
  }
  for (int side = 0; side < SIDES; side++) {
    if (!visible(edges[side])) continue;
    if (edges[side]->style == LINE_GROOVE || edges[side]->style == LINE_RIDGE)
      paint_relief(content, side, edges[side], &box, &outer);
    else
      paint_side(content, side, edges[side], &box, &outer);
  }
}

void content_rule(Content *content, const Area *area) {
  const StrokeArea *rule = &area->as.stroke;
  if (!visible(&rule->edge)) return;
  int64_t wide = (int64_t)rule->x2 - rule->x1, high = (int64_t)rule->y2 - rule->y1;
  int64_t length = (wide < 0 ? -wide : wide) + (high < 0 ? -high : high);
  Length width = rule->edge.width;
  int64_t shift = 0;
  content_end_text(content);
  content_opacity(content, 255, 255);
  bool relief = rule->edge.style == LINE_GROOVE || rule->edge.style == LINE_RIDGE;
  if (rule->edge.style == LINE_DOUBLE) {
    width /= 3;
    shift = width;
  } else if (relief) {
    width /= 2;
    shift = width / 2;
  }
  for (int64_t at = -shift; at <= shift; at += shift ? 2 * shift : 1) {
    Edge edge = rule->edge;
    if (relief) edge.color = shade(edge.color, (at < 0) == (edge.style == LINE_GROOVE));
    set_pen(content, &edge, width, length);
    int64_t dx = wide ? 0 : at, dy = wide ? at : 0;
    content_point(content, rule->x1 + dx, rule->y1 + dy);
    content_operator(content, "m");
    content_point(content, rule->x2 + dx, rule->y2 + dy);
    content_operator(content, "l");
    content_operator(content, "S");
  }
}
