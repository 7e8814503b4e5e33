/* Reads path data and lists of points (SVG 1.1, 8.3 and 9.7.1). */
#include "svg/paths.h"

#include "svg/scan.h"

#include <string.h>

/* What the commands share: the builder, and the last control point for the smooth ones. */
typedef struct Reader {
  PathBuilder *path;
  double control_x, control_y;
  char last; /* the command before, as a capital letter */
} Reader;

/* One command with its arguments, relative ones already made absolute. */
typedef void (*Command)(Reader *reader, const double *v);

static void move(Reader *reader, const double *v) {
  path_move(reader->path, v[0], v[1]);
}

static void line(Reader *reader, const double *v) {
  path_line(reader->path, v[0], v[1]);
}

static void horizontal(Reader *reader, const double *v) {
  path_line(reader->path, v[0], reader->path->y);
}

static void vertical(Reader *reader, const double *v) {
  path_line(reader->path, reader->path->x, v[0]);
}

static void set_control(Reader *reader, double x, double y) {
  reader->control_x = x;
  reader->control_y = y;
}

static void cubic(Reader *reader, const double *v) {
  path_curve(reader->path, v[0], v[1], v[2], v[3], v[4], v[5]);
  set_control(reader, v[2], v[3]);
}

/* The last control point mirrored in the current point, after a command of the same family. */
static void mirrored(const Reader *reader, const char *family, double *x, double *y) {
  const PathBuilder *path = reader->path;
  bool follows = reader->last && strchr(family, reader->last);
  *x = follows ? 2 * path->x - reader->control_x : path->x;
  *y = follows ? 2 * path->y - reader->control_y : path->y;
}

static void smooth_cubic(Reader *reader, const double *v) {
  double x, y;
  mirrored(reader, "CS", &x, &y);
  path_curve(reader->path, x, y, v[0], v[1], v[2], v[3]);
  set_control(reader, v[0], v[1]);
}

/* A quadratic Bézier, raised to a cubic. */
static void add_quadratic(Reader *reader, double cx, double cy, double x, double y) {
  PathBuilder *path = reader->path;
  path_curve(path, path->x + (cx - path->x) * 2 / 3, path->y + (cy - path->y) * 2 / 3,
             x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y);
  set_control(reader, cx, cy);
}

static void quadratic(Reader *reader, const double *v) {
  add_quadratic(reader, v[0], v[1], v[2], v[3]);
}

static void smooth_quadratic(Reader *reader, const double *v) {
  double x, y;
  mirrored(reader, "QT", &x, &y);
  add_quadratic(reader, x, y, v[0], v[1]);
}

static void arc(Reader *reader, const double *v) {
  path_arc(reader->path, v[0], v[1], v[2], v[3] != 0, v[4] != 0, v[5], v[6]);
}

enum { MOST_ARGUMENTS = 7 };

/* How a command takes its arguments: x and y are coordinates, n a number, f a flag. */
static const struct {
  char letter;
  const char *arguments;
  Command run;
} commands[] = {{'M', "xy", move},        {'L', "xy", line},
                {'H', "x", horizontal},   {'V', "y", vertical},
                {'C', "xyxyxy", cubic},   {'S', "xyxy", smooth_cubic},
                {'Q', "xyxy", quadratic}, {'T', "xy", smooth_quadratic},
                {'A', "nnnffxy", arc}};

static bool read_arguments(const PathBuilder *path, const char **at, const char *kinds,
                           bool relative, double *v) {
  for (; *kinds; kinds++, v++) {
    bool flag;
    if (*kinds == 'f') {
      if (!scan_flag(at, &flag)) return false;
      *v = flag;
    } else if (!scan_number(at, v)) {
      return false;
    }
    if (relative && *kinds == 'x') *v += path->x;
    if (relative && *kinds == 'y') *v += path->y;
    scan_comma(at);
  }
  return true;
}

/* Runs a command for each set of arguments that follows it. Further pairs after a move are lines.
 */
static bool run_command(Reader *reader, const char **at, char letter) {
  bool relative = letter >= 'a';
  char capital = relative ? (char)(letter - 'a' + 'A') : letter;
  size_t i = 0, count = sizeof commands / sizeof *commands;
  while (i < count && commands[i].letter != capital)
    i++;
  if (i == count) return false;
  Command run = commands[i].run;
  do {
    double v[MOST_ARGUMENTS] = {0};
    if (!read_arguments(reader->path, at, commands[i].arguments, relative, v)) return false;
    run(reader, v);
    reader->last = capital;
    if (run == move) run = line;
  } while (**at && strchr("+-.0123456789", **at) && reader->path->count < reader->path->limit);
  return true;
}

bool path_parse(PathBuilder *path, const char *data) {
  Reader reader = {.path = path};
  scan_space(&data);
  while (*data && path->count < path->limit) {
    char letter = *data++;
    if (!reader.last && letter != 'M' && letter != 'm') return false;
    if (letter == 'Z' || letter == 'z') {
      path_close(path);
      reader.last = 'Z';
    } else if (!run_command(&reader, &data, letter)) {
      return false;
    }
    scan_space(&data);
  }
  return true;
}

bool path_points(PathBuilder *path, const char *points, bool close) {
  double x, y;
  bool whole = true;
  scan_space(&points);
  while (*points && path->count < path->limit) {
    whole = scan_number(&points, &x);
    scan_comma(&points);
    whole = whole && scan_number(&points, &y);
    if (!whole) break;
    scan_comma(&points);
    if (path->count)
      path_line(path, x, y);
    else
      path_move(path, x, y);
  }
  if (close && path->count) path_close(path);
  return whole;
}
