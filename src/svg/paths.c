/* Builds paths in page coordinates: lines, curves, arcs and the basic shapes. */
#include "svg/paths.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* The distance of the control points of a quarter circle, in radii: 4/3 (sqrt 2 - 1). */
static const double quarter = 0.55228474983079339840;

PathBuilder path_builder(Arena *arena, Matrix matrix, size_t limit) {
  return (PathBuilder){.arena = arena, .matrix = matrix, .limit = limit};
}

Length path_length(double value) {
  const double most = 20 * 1000 * 1000;
  if (!(value > -most)) return (Length)-most; /* not a number, too */
  if (value > most) return (Length)most;
  return (Length)(value < 0 ? value - 0.5 : value + 0.5);
}

static void set_point(const PathBuilder *path, PathSegment *segment, int at, double x, double y) {
  matrix_apply(&path->matrix, &x, &y);
  segment->x[at] = path_length(x);
  segment->y[at] = path_length(y);
}

static void push(PathBuilder *path, PathSegment segment) {
  if (path->count >= path->limit) return;
  ARENA_PUSH(path->arena, path->segments, path->count, path->capacity, segment);
}

static void set_current(PathBuilder *path, double x, double y) {
  path->x = x;
  path->y = y;
}

void path_move(PathBuilder *path, double x, double y) {
  PathSegment segment = {.verb = PATH_MOVE};
  set_point(path, &segment, 0, x, y);
  push(path, segment);
  set_current(path, x, y);
  path->start_x = x;
  path->start_y = y;
}

void path_line(PathBuilder *path, double x, double y) {
  PathSegment segment = {.verb = PATH_LINE};
  set_point(path, &segment, 0, x, y);
  push(path, segment);
  set_current(path, x, y);
}

void path_curve(PathBuilder *path, double x1, double y1, double x2, double y2, double x, double y) {
  PathSegment segment = {.verb = PATH_CURVE};
  set_point(path, &segment, 0, x1, y1);
  set_point(path, &segment, 1, x2, y2);
  set_point(path, &segment, 2, x, y);
  push(path, segment);
  set_current(path, x, y);
}

void path_close(PathBuilder *path) {
  push(path, (PathSegment){.verb = PATH_CLOSE});
  set_current(path, path->start_x, path->start_y);
}

/* An ellipse in its own coordinates: centre, radii, turn. */
typedef struct Ellipse {
  double cx, cy, rx, ry, sine, cosine;
} Ellipse;

/* A point given on the unit circle. */
static void ellipse_point(const Ellipse *e, double u, double v, double *x, double *y) {
  double across = u * e->rx, down = v * e->ry;
  *x = e->cx + e->cosine * across - e->sine * down;
  *y = e->cy + e->sine * across + e->cosine * down;
}

/* The arc from one angle on by `sweep` radians, in pieces of at most a quarter turn. */
static void add_arc(PathBuilder *path, const Ellipse *e, double from, double sweep, double end_x,
                    double end_y) {
  int pieces = (int)ceil(fabs(sweep) / (pi / 2) - 1e-9);
  if (pieces < 1) pieces = 1;
  double step = sweep / pieces, reach = 4.0 / 3 * tan(step / 4);
  for (int i = 0; i < pieces; i++) {
    double a = from + step * i, b = a + step, x1, y1, x2, y2, x, y;
    ellipse_point(e, cos(a) - reach * sin(a), sin(a) + reach * cos(a), &x1, &y1);
    ellipse_point(e, cos(b) + reach * sin(b), sin(b) - reach * cos(b), &x2, &y2);
    ellipse_point(e, cos(b), sin(b), &x, &y);
    bool last = i + 1 == pieces;
    path_curve(path, x1, y1, x2, y2, last ? end_x : x, last ? end_y : y);
  }
}

void path_arc(PathBuilder *path, double rx, double ry, double rotation, bool large, bool sweep,
              double x, double y) {
  double from_x = path->x, from_y = path->y;
  rx = fabs(rx);
  ry = fabs(ry);
  if (from_x == x && from_y == y) return;
  if (rx == 0 || ry == 0) {
    path_line(path, x, y);
    return;
  }
  Ellipse e = {.sine = sin(rotation * pi / 180), .cosine = cos(rotation * pi / 180)};
  double half_x = (from_x - x) / 2, half_y = (from_y - y) / 2;
  double px = e.cosine * half_x + e.sine * half_y, py = -e.sine * half_x + e.cosine * half_y;
  double stretch = px * px / (rx * rx) + py * py / (ry * ry);
  if (stretch > 1) {
    rx *= sqrt(stretch);
    ry *= sqrt(stretch);
  }
  double under = rx * rx * py * py + ry * ry * px * px;
  double over = rx * rx * ry * ry - under;
  double factor = over > 0 && under > 0 ? sqrt(over / under) : 0;
  if (large == sweep) factor = -factor;
  double qx = factor * rx * py / ry, qy = -factor * ry * px / rx;
  e.rx = rx;
  e.ry = ry;
  e.cx = e.cosine * qx - e.sine * qy + (from_x + x) / 2;
  e.cy = e.sine * qx + e.cosine * qy + (from_y + y) / 2;
  double a = atan2((py - qy) / ry, (px - qx) / rx);
  double turned = atan2((-py - qy) / ry, (-px - qx) / rx) - a;
  if (sweep && turned < 0) turned += 2 * pi;
  if (!sweep && turned > 0) turned -= 2 * pi;
  add_arc(path, &e, a, turned, x, y);
}

void path_ellipse(PathBuilder *path, double cx, double cy, double rx, double ry) {
  double kx = rx * quarter, ky = ry * quarter;
  path_move(path, cx + rx, cy);
  path_curve(path, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry);
  path_curve(path, cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy);
  path_curve(path, cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry);
  path_curve(path, cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
  path_close(path);
}

void path_rect(PathBuilder *path, double x, double y, double width, double height, double rx,
               double ry) {
  double right = x + width, bottom = y + height;
  if (rx > width / 2) rx = width / 2;
  if (ry > height / 2) ry = height / 2;
  double kx = rx * (1 - quarter), ky = ry * (1 - quarter);
  bool rounded = rx > 0 && ry > 0;
  if (!rounded) rx = ry = 0;
  path_move(path, x + rx, y);
  path_line(path, right - rx, y);
  if (rounded) path_curve(path, right - kx, y, right, y + ky, right, y + ry);
  path_line(path, right, bottom - ry);
  if (rounded) path_curve(path, right, bottom - ky, right - kx, bottom, right - rx, bottom);
  path_line(path, x + rx, bottom);
  if (rounded) {
    path_curve(path, x + kx, bottom, x, bottom - ky, x, bottom - ry);
    path_line(path, x, y + ry);
    path_curve(path, x, y + ky, x + kx, y, x + rx, y);
  }
  path_close(path);
}
