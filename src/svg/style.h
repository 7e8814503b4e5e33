#ifndef PLAINPLAN_SVG_STYLE_H
#define PLAINPLAN_SVG_STYLE_H

#include "base/arena.h"
#include "layout/area.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum TextAnchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } TextAnchor;

/* The properties that an element is painted with (SVG 1.1, 6), lengths in user units. */
typedef struct Style {
  Color color, fill, stroke;
  bool even_odd, hidden;
  double stroke_width, miter_limit, dash_offset;
  int line_cap, line_join; /* as PDF has them */
  double *dashes;
  size_t dash_count;
  double opacity, fill_opacity, stroke_opacity; /* opacity: multiplied down the tree */
  double font_size;
  const char *font_family;
  int font_weight;
  bool italic;
  TextAnchor anchor;
  double view_width, view_height; /* what percentages are of */
  bool none;                      /* display="none": the element and all in it is left out */
} Style;

/* The initial values (SVG 1.1, appendix N). */
Style style_initial(Color color);

/* What came of reading one property. */
typedef enum StyleResult { STYLE_SET, STYLE_UNKNOWN, STYLE_BAD_VALUE } StyleResult;

/* Sets the property of a name from its text. `parent` is for "inherit". */
StyleResult style_set(Style *style, const Style *parent, const char *name, const char *value,
                      Arena *arena);

/* What a percentage of a length that is neither across nor down is of (SVG 1.1, 7.10). */
double style_diagonal(const Style *style);

/* Whether there is a property of that name. */
bool style_knows(const char *name);

#endif
