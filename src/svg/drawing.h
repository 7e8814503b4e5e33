#ifndef PLAINPLAN_SVG_DRAWING_H
#define PLAINPLAN_SVG_DRAWING_H

#include "base/map.h"
#include "svg/matrix.h"
#include "svg/style.h"
#include "svg/svg.h"

/* One picture being drawn, shared by the files of src/svg. */
typedef struct Drawing {
  const SvgContext *context;
  const xmlNode *root;
  Area *first, *last;
  size_t elements_left, segments_left; /* how much more a picture may ask for */
  int depth;
  Map *ids;  /* elements by id, made when first needed */
  Map *told; /* what was complained of already */
} Drawing;

/* Whether a node is the SVG element of that name. */
bool drawing_is(const xmlNode *node, const char *name);

/* The value of an attribute in no namespace, in the arena, or NULL. */
const char *drawing_attribute(const Drawing *drawing, const xmlNode *node, const char *name);

/* An attribute as a length in user units; percentages are of `whole`. `otherwise` when it is not
 * there; after a diagnostic also when it cannot be read. */
double drawing_length(Drawing *drawing, const xmlNode *node, const Style *style, const char *name,
                      double whole, double otherwise);

/* Complain, once a picture, of an element, an attribute or a value that cannot be drawn. */
void drawing_bad_element(Drawing *drawing, const xmlNode *node);
void drawing_bad_attribute(Drawing *drawing, const xmlNode *node, const char *name);
void drawing_bad_value(Drawing *drawing, const xmlNode *node, const char *name, const char *value);

/* The style of an element within its parent's; complains of attributes that are not known to it.
 * `own` lists the element's own attributes, separated and enclosed by spaces. */
Style drawing_style(Drawing *drawing, const xmlNode *node, const Style *parent, const char *own);

/* The element's transform attribute after the matrix. */
Matrix drawing_matrix(Drawing *drawing, const xmlNode *node, Matrix matrix);

/* A new area of the picture, last in paint order. */
Area *drawing_area(Drawing *drawing, AreaType type, Rect box);

/* Draws a text element and its tspans. */
void drawing_text(Drawing *drawing, const xmlNode *node, const Style *style, Matrix matrix);

#endif
