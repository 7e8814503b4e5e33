#ifndef PLAINPLAN_SVG_PATHS_H
#define PLAINPLAN_SVG_PATHS_H

#include "base/arena.h"
#include "layout/area.h"
#include "svg/matrix.h"

#include <stdbool.h>
#include <stddef.h>

/* A path under construction: coordinates come in user units and are kept in page coordinates. */
typedef struct PathBuilder {
  Arena *arena;
  Matrix matrix; /* from user units to thousandths of a point on the page */
  PathSegment *segments;
  size_t count, capacity;
  size_t limit;            /* no more segments than that are kept */
  double x, y;             /* the current point */
  double start_x, start_y; /* of the current subpath */
} PathBuilder;

/* A builder with no segments; limit bounds what a hostile picture can ask for. */
PathBuilder path_builder(Arena *arena, Matrix matrix, size_t limit);

/* Path construction in user units. */
void path_move(PathBuilder *path, double x, double y);
void path_line(PathBuilder *path, double x, double y);
void path_curve(PathBuilder *path, double x1, double y1, double x2, double y2, double x, double y);
void path_close(PathBuilder *path);

/* An elliptical arc from the current point to (x, y) as cubic Béziers of at most a quarter turn
 * (SVG 1.1, F.6). rotation is in degrees. */
void path_arc(PathBuilder *path, double rx, double ry, double rotation, bool large, bool sweep,
              double x, double y);

/* A whole ellipse, clockwise from its rightmost point. */
void path_ellipse(PathBuilder *path, double cx, double cy, double rx, double ry);

/* A rectangle with corners of radii rx, ry (0: square), as SVG 1.1, 9.2 draws it. */
void path_rect(PathBuilder *path, double x, double y, double width, double height, double rx,
               double ry);

/* Reads path data (SVG 1.1, 8.3). What comes before the first fault is kept, as 8.3.9 and F.2 ask;
 * returns false when there is one. */
bool path_parse(PathBuilder *path, const char *data);

/* Reads the points of a polyline or polygon (SVG 1.1, 9.6 and 9.7) likewise. */
bool path_points(PathBuilder *path, const char *points, bool close);

/* A coordinate in thousandths of a point, bounded to what a page can hold. */
Length path_length(double value);

#endif
