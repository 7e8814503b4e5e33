#ifndef PLAINPLAN_SVG_MATRIX_H
#define PLAINPLAN_SVG_MATRIX_H

#include <stdbool.h>

/* Coordinate system transformations (SVG 1.1, 7.4 to 7.6): (x, y) becomes (a x + c y + e,
 * b x + d y + f). */
typedef struct Matrix {
  double a, b, c, d, e, f;
} Matrix;

/* The transformation that changes nothing. */
Matrix matrix_identity(void);

/* First inner, then outer: the matrix product outer * inner. */
Matrix matrix_multiply(Matrix outer, Matrix inner);

/* Transforms a point in place. */
void matrix_apply(const Matrix *matrix, double *x, double *y);

/* By how much lengths grow: the square root of the area's growth. */
double matrix_scale(const Matrix *matrix);

/* Whether it only moves and enlarges evenly, without turning or mirroring. */
bool matrix_is_upright(const Matrix *matrix);

/* Reads a transform attribute. What comes before the first fault is kept; returns false when there
 * is one. */
bool matrix_parse(const char *text, Matrix *matrix);

#endif
