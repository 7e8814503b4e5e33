#ifndef PLAINPLAN_SVG_SVG_H
#define PLAINPLAN_SVG_SVG_H

#include "base/arena.h"
#include "diag/diag.h"
#include "font/font.h"
#include "font/shape.h"
#include "layout/area.h"

#include <libxml/tree.h>
#include <stdbool.h>

/* The natural size of an SVG picture from its width, height and viewBox (SVG 1.1, 7.2); 1 px is
 * 0.75 pt. Returns false when it has none: then the picture takes any size. */
bool svg_size(const xmlNode *svg, Length *width, Length *height);

/* What svg_areas needs around it. */
typedef struct SvgContext {
  FontSet *fonts;
  Shaper *shaper;
  Arena *arena;
  Diags *diags;
  Place place;      /* for diagnostics about elements that have none of their own */
  Structure *owner; /* the owner of every area made; NULL: artifacts */
  Color color;      /* the current colour, for "currentColor" */
} SvgContext;

/* Draws the picture into viewport (page coordinates), scaled by viewBox and preserveAspectRatio, as
 * a list of path and text areas in paint order, linked by `next`. Returns the first, and the last
 * through *last; NULL when nothing is painted. Elements outside the subset are one diagnostic each
 * (layout/svg-unsupported). */
Area *svg_areas(const xmlNode *svg, Rect viewport, const SvgContext *context, Area **last);

#endif
