#ifndef PLAINPLAN_PDF_CONTENT_H
#define PLAINPLAN_PDF_CONTENT_H

#include "pdf/writer.h"

/* A page's content stream as it is being written (PDF 1.7, 7.8.2), for the files that paint one
 * type of area each. */

/* The graphics state that was last set (PDF 1.7, 8.4), so that only changes are written. */
typedef struct GraphicsState {
  Color fill, stroke;
  int64_t line_width; /* hundredths of a point */
  int line_cap, line_join;
  Length miter_limit;
  bool dashed;
  uint8_t fill_opacity, stroke_opacity;
  const FontUse *font;
  Length font_size, rise;
} GraphicsState;

typedef struct Content {
  Writer *writer;
  const Page *page;
  unsigned page_index;
  Buf *out;
  GraphicsState state, saved;
  GraphicsState unclipped; /* what holds again when the clip ends */
  const Rect *clip;        /* what is painted shows only there; NULL: everywhere */
  bool in_text, in_mark;
  Mark *mark;             /* the content painted last, in the open sequence; NULL: an artifact */
  int mcid;               /* of the open sequence */
  Artifact artifact;      /* of the open artifact */
  int64_t text_x, text_y; /* start of the text line, hundredths of a point, y upward */
} Content;

/* Paints one page and gives it its content stream. */
void content_page(Writer *writer, unsigned page_index);

/* Opens or closes a text object (BT, ET). */
void content_begin_text(Content *content);
void content_end_text(Content *content);

/* Saves or restores the graphics state (q, Q), one level. Not in a text object. */
void content_save(Content *content);
void content_restore(Content *content);

/* Set the graphics state where it differs. */
void content_fill(Content *content, Color color);
void content_stroke(Content *content, Color color);
void content_line_width(Content *content, Length width);
void content_line_cap(Content *content, int cap);
void content_line_join(Content *content, int join);
void content_miter_limit(Content *content, Length limit);
void content_dash(Content *content, const Length *dashes, size_t count, Length offset);
void content_opacity(Content *content, uint8_t fill, uint8_t stroke);

/* "x y " in the coordinates of PDF: y is turned upward. */
void content_point(Content *content, int64_t x, int64_t y);

/* Puts what is shown next, up to the end, into a sequence of its own that has ActualText
 * (PDF 1.7, 14.9.4). Ends the text object. */
void content_begin_actual_text(Content *content, const char *text, size_t length);
void content_end_actual_text(Content *content);

/* Opens a marked-content sequence for the area's content when none is open: at its start, or after
 * one with ActualText. */
void content_need_sequence(Content *content);

/* An operator and a line feed. */
void content_operator(Content *content, const char *operator);

/* Paint one area of a type each: text.c, box.c, path.c, image.c. */
void content_text(Content *content, const Area *area);
void content_box(Content *content, const Area *area);
void content_rule(Content *content, const Area *area);
void content_path(Content *content, const Area *area);
void content_image(Content *content, const Area *area);

#endif
