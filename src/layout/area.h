#ifndef PLAINPLAN_LAYOUT_AREA_H
#define PLAINPLAN_LAYOUT_AREA_H

#include "base/arena.h"
#include "font/font.h"
#include "font/shape.h"
#include "source/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What layout hands to the pdf stage: pages of positioned areas, and the structure tree that says
 * what they mean. Nothing here knows of XSL-FO and nothing here knows of PDF syntax. Lengths are
 * thousandths of a point (Length); the origin of a page is its top left corner, x grows to the
 * right and y DOWN. */

typedef struct Rect {
  Length x, y, width, height;
} Rect;

/* 8-bit sRGB; `none` paints nothing (transparent). */
typedef struct Color {
  uint8_t red, green, blue;
  bool none;
} Color;

typedef struct Area Area;
typedef struct Structure Structure;

/* One child of a structure element: an element, or a piece of content (kid.area), in logical order.
 */
typedef struct StructureKid {
  Structure *element; /* NULL for content */
  Area *area;         /* NULL for an element */
  struct StructureKid *next;
} StructureKid;

typedef enum Scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW, SCOPE_BOTH } Scope;

/* ListNumbering attribute of an L element (PDF 1.7, 14.8.5.5). */
typedef enum ListNumbering { LIST_NONE, LIST_DISC, LIST_DECIMAL, LIST_OTHER } ListNumbering;

/* A structure element (PDF 1.7, 14.7.2, standard types of 14.8.4). */
struct Structure {
  const char
      *role; /* "Document", "H1", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "Link" … */
  const char *language;           /* BCP 47, NULL: as the parent */
  const char *alternative;        /* Alt, NULL: none */
  const char *actual_text;        /* ActualText, NULL: none */
  const char *title;              /* T, NULL: none */
  const char *id;                 /* the FO's id, NULL: none */
  Scope scope;                    /* of a TH */
  unsigned column_span, row_span; /* of a TH or TD; 0 or 1: no span */
  ListNumbering numbering;        /* of an L */
  Rect box;          /* of a Figure or Formula: its BBox on box_page; zero width: none */
  unsigned box_page; /* page index from 0 */
  Place place;       /* where it comes from in the case file or FO file */
  Structure *parent;
  StructureKid *first, *last;
};

/* A run of text in one font, size and colour, in visual order from left to right. */
typedef struct TextArea {
  const Font *font;
  Length size;
  Color color;
  const Glyph *glyphs;
  size_t glyph_count;
  const char
      *text; /* UTF-8, logical order; clusters point into it; may be shared by several runs */
  size_t text_start, text_length; /* the part of text that this run shows */
  bool right_to_left;
  Length baseline; /* y of the baseline; the pen starts at area.box.x */
} TextArea;

typedef enum LineStyle {
  LINE_NONE,
  LINE_SOLID,
  LINE_DASHED,
  LINE_DOTTED,
  LINE_DOUBLE,
  LINE_GROOVE, /* these four look carved: in a darker and a lighter tone of the colour */
  LINE_RIDGE,
  LINE_INSET,
  LINE_OUTSET
} LineStyle;

typedef struct Edge {
  Length width; /* 0: no edge */
  LineStyle style;
  Color color;
} Edge;

/* The two radii of a corner's ellipse. */
typedef struct Radius {
  Length x, y;
} Radius;

/* A painted box: background first, then its border inside area.box. radius: before-start,
 * before-end, after-end, after-start corner, that is top-left, top-right, bottom-right,
 * bottom-left. */
typedef struct BoxArea {
  Color background;
  Edge top, right, bottom, left;
  Radius radius[4];
} BoxArea;

/* A straight horizontal or vertical stroke from (x1, y1) to (x2, y2): rules, leaders, underlines.
 */
typedef struct StrokeArea {
  Length x1, y1, x2, y2;
  Edge edge;
} StrokeArea;

typedef enum ImageFormat { IMAGE_PNG, IMAGE_JPEG } ImageFormat;

/* A raster image, drawn to fill area.box. */
typedef struct ImageArea {
  ImageFormat format;
  const unsigned char *bytes; /* the whole file */
  size_t length;
  const char *path;
} ImageArea;

typedef enum PathVerb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb;

/* One path segment in page coordinates (y down): MOVE and LINE use x[0], CURVE uses all three
 * points. */
typedef struct PathSegment {
  PathVerb verb;
  Length x[3], y[3];
} PathSegment;

/* A vector path, from SVG: filled, then stroked. */
typedef struct PathArea {
  const PathSegment *segments;
  size_t segment_count;
  Color fill, stroke;
  bool even_odd;
  Length stroke_width;
  int line_cap, line_join; /* as PDF: 0 butt/miter, 1 round, 2 square/bevel */
  Length miter_limit;      /* in thousandths: 4000 is 4 */
  const Length *dashes;
  size_t dash_count;
  Length dash_offset;
  uint8_t fill_opacity, stroke_opacity; /* 255: opaque */
} PathArea;

/* A link's active rectangle (area.box). The owner is its Link structure element. */
typedef struct LinkArea {
  const char *uri;         /* external, or NULL */
  const char *destination; /* an id of this document, or NULL */
  const char *description; /* Contents of the annotation: what following it does */
} LinkArea;

typedef enum AreaType {
  AREA_TEXT,
  AREA_BOX,
  AREA_STROKE,
  AREA_IMAGE,
  AREA_PATH,
  AREA_LINK
} AreaType;

/* PDF 1.7, 14.8.2.2.2: what kind of decoration an area without an owner is. */
typedef enum Artifact {
  ARTIFACT_LAYOUT,
  ARTIFACT_PAGINATION_HEADER,
  ARTIFACT_PAGINATION_FOOTER,
  ARTIFACT_BACKGROUND
} Artifact;

/* A positioned thing on a page. Areas of a page are painted in list order. */
struct Area {
  AreaType type;
  Structure *owner; /* the element whose content this is; NULL: an artifact */
  Artifact artifact;
  Rect box;
  const Rect
      *clip; /* what shows of it; NULL: all. Areas that are clipped together share one rectangle */
  Place place;
  union {
    TextArea text;
    BoxArea painted;
    StrokeArea stroke;
    ImageArea image;
    PathArea path;
    LinkArea link;
  } as;
  Area *next;
};

typedef struct Page {
  Length width, height;
  const char *label; /* the page number as it is printed: "3", "iv" */
  Area *first, *last;
} Page;

/* A named place that links, bookmarks and citations go to. */
typedef struct Destination {
  const char *id;
  unsigned page; /* index from 0 */
  Length x, y;
} Destination;

typedef struct Bookmark {
  const char *title;
  const char *destination; /* an id */
  bool open;
  struct Bookmark *children, *next;
} Bookmark;

/* A laid-out document. Everything lives in the arena it was laid out with. */
typedef struct AreaDocument {
  const char *title, *language, *author, *subject;
  Page *pages;
  size_t page_count;
  Structure *structure; /* role "Document" */
  Destination *destinations;
  size_t destination_count;
  Bookmark *bookmarks;
} AreaDocument;

#endif
