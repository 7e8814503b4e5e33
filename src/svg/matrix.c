/* Coordinate system transformations and the transform attribute. */
#include "svg/matrix.h"

#include "svg/scan.h"

#include <math.h>
#include <string.h>

static const double degree = 3.14159265358979323846 / 180;

Matrix matrix_identity(void) {
  return (Matrix){1, 0, 0, 1, 0, 0};
}

Matrix matrix_multiply(Matrix o, Matrix i) {
  return (Matrix){o.a * i.a + o.c * i.b, o.b * i.a + o.d * i.b,       o.a * i.c + o.c * i.d,
                  o.b * i.c + o.d * i.d, o.a * i.e + o.c * i.f + o.e, o.b * i.e + o.d * i.f + o.f};
}

void matrix_apply(const Matrix *m, double *x, double *y) {
  double from_x = *x, from_y = *y;
  *x = m->a * from_x + m->c * from_y + m->e;
  *y = m->b * from_x + m->d * from_y + m->f;
}

double matrix_scale(const Matrix *m) {
  return sqrt(fabs(m->a * m->d - m->b * m->c));
}

bool matrix_is_upright(const Matrix *m) {
  double slack = fabs(m->a) * 1e-6;
  return m->a > 0 && fabs(m->b) <= slack && fabs(m->c) <= slack && fabs(m->a - m->d) <= slack;
}

/* Sine and cosine, exact for the quarter turns. */
static void turn(double degrees, double *sine, double *cosine) {
  double rest = fmod(degrees, 360);
  if (rest < 0) rest += 360;
  if (rest == 0 || rest == 90 || rest == 180 || rest == 270) {
    *sine = rest == 90 ? 1 : rest == 270 ? -1 : 0;
    *cosine = rest == 0 ? 1 : rest == 180 ? -1 : 0;
    return;
  }
  *sine = sin(rest * degree);
  *cosine = cos(rest * degree);
}

static Matrix rotation(const double *v, int count) {
  double sine, cosine;
  turn(v[0], &sine, &cosine);
  Matrix m = {cosine, sine, -sine, cosine, 0, 0};
  if (count < 3) return m;
  Matrix there = {1, 0, 0, 1, v[1], v[2]}, back = {1, 0, 0, 1, -v[1], -v[2]};
  return matrix_multiply(there, matrix_multiply(m, back));
}

static bool is_word(const char *name, size_t length, const char *word) {
  return strlen(word) == length && strncmp(name, word, length) == 0;
}

/* Makes the matrix of one function; false when it cannot take so many arguments. */
static bool function_matrix(const char *name, size_t length, const double *v, int count,
                            Matrix *m) {
  *m = matrix_identity();
  if (is_word(name, length, "matrix") && count == 6)
    *m = (Matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
  else if (is_word(name, length, "translate") && (count == 1 || count == 2))
    *m = (Matrix){1, 0, 0, 1, v[0], count == 2 ? v[1] : 0};
  else if (is_word(name, length, "scale") && (count == 1 || count == 2))
    *m = (Matrix){v[0], 0, 0, count == 2 ? v[1] : v[0], 0, 0};
  else if (is_word(name, length, "rotate") && (count == 1 || count == 3))
    *m = rotation(v, count);
  else if (is_word(name, length, "skewX") && count == 1)
    m->c = tan(v[0] * degree);
  else if (is_word(name, length, "skewY") && count == 1)
    m->b = tan(v[0] * degree);
  else
    return false;
  return true;
}

bool matrix_parse(const char *text, Matrix *matrix) {
  enum { MOST_FUNCTIONS = 64 };
  *matrix = matrix_identity();
  for (int functions = 0; functions < MOST_FUNCTIONS; functions++) {
    const char *name;
    double values[6] = {0};
    int count = 0;
    scan_comma(&text);
    if (!*text) return true;
    size_t length = scan_word(&text, &name);
    scan_space(&text);
    if (!length || *text != '(') return false;
    for (text++; count < 6 && scan_number(&text, &values[count]); count++)
      scan_comma(&text);
    scan_space(&text);
    Matrix next;
    if (*text != ')' || !function_matrix(name, length, values, count, &next)) return false;
    text++;
    *matrix = matrix_multiply(*matrix, next);
  }
  return false;
}
