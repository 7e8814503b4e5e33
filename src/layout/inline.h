#ifndef PLAINPLAN_LAYOUT_INLINE_H
#define PLAINPLAN_LAYOUT_INLINE_H

#include "layout/builder.h"

/* One paragraph on its way to lines: collected (collect.c) into text and segments, cut into units
 * that are shaped and know where a line may end (itemise.c, breaks.c), put into lines (lines.c) and
 * written as pieces (compose.c). Private to src/layout. */

/* An fo:inline or fo:basic-link that paints or links what it holds. */
typedef struct InlineBox {
  const FoNode *node;
  struct InlineBox *around;
  Structure *link; /* of a basic-link, NULL: none */
  LinkArea target;
  bool is_link;
  Length x, end; /* its extent on the line being composed */
  bool seen, starts, ends;
} InlineBox;

typedef enum ObjectType {
  OBJECT_LEADER,
  OBJECT_IMAGE,
  OBJECT_SVG,
  OBJECT_LATE,
  OBJECT_OPEN, /* border and padding at the start of an inline */
  OBJECT_CLOSE,
  OBJECT_MARK
} ObjectType;

/* Something on a line that is not shaped text. */
typedef struct Object {
  ObjectType type;
  const FoNode *node;
  Length minimum, width, maximum;  /* maximum: of leaders */
  Length height;                   /* of graphics: of the content's viewport */
  Length left, right, top, bottom; /* border and padding of a graphic */
  Piece *pieces;                   /* MARK */
  Late *late;
  Rect content; /* the picture inside its viewport */
  const struct Image *image;
} Object;

/* A stretch of text, or an object, of one formatting object. */
typedef struct Segment {
  size_t start;         /* in the paragraph's text */
  const FoNode *node;   /* whose properties it has */
  const FoNode *source; /* the FO_TEXT it comes from, or NULL */
  Structure *owner;
  InlineBox *box;
  const FoNode *kept; /* the FO that keeps it on one line, or NULL */
  Object *object;
  const Font *font;
  const char *features;
  int decoration;
  Length shift;        /* of the baseline, upward */
  Length above, below; /* of the baseline, with half the leading */
  Length ascent, descent;
} Segment;

/* The smallest thing that goes on a line whole: a word, the spaces after it, an object. */
typedef struct Unit {
  uint32_t start, end;
  Segment *segment;
  const Shaped *shaped; /* NULL: an object or a line feed */
  const Font *font;
  Length width;
  hb_script_t script;
  uint8_t level; /* of bidi embedding: odd is right to left */
  bool space;    /* hangs at a line's end */
  bool break_after;
  bool kept_break; /* a line could end here if it were not kept together */
  bool newline;
  bool broken; /* wider than its line, and reported */
} Unit;

typedef struct Paragraph {
  Layout *layout;
  const FoNode *block; /* whose lines these are */
  const FoNode *first; /* of its content */
  bool resumed;        /* it has to break where another page ended */
  Structure *owner;    /* NULL: artifacts */
  const char *text;
  size_t length;
  Segment *segments;
  size_t segment_count;
  Unit *units; /* from 1; the first is spare, for lines.c */
  size_t unit_count;
  Length x, width; /* of its lines in the reference area */
  Length strut_above, strut_below;
  bool right_to_left;
  bool bidi; /* more than one direction, or right to left */
} Paragraph;

/* One line: units from first up to last, those from `hang` on are spaces that hang past its end. */
typedef struct Line {
  size_t first, hang, last;
  bool closing; /* the last of its paragraph, or before a line feed */
} Line;

/* Reads the nodes from first up to stop into the paragraph. False when there is nothing in it. */
bool paragraph_collect(Paragraph *paragraph, const FoNode *first, const FoNode *stop);

/* Cuts text and objects into shaped units. */
void paragraph_itemise(Paragraph *paragraph);

/* Chooses the line that starts at a unit; may split a unit that is wider than the line. */
Line line_break(Paragraph *paragraph, size_t first, Length width);

/* Ends the line before a unit. */
void line_cut(const Paragraph *paragraph, Line *line, size_t unit);

/* Makes the line's pieces; its height is returned through height. x and width are those of the
 * line's room. */
Piece *line_compose(Paragraph *paragraph, const Line *line, Length x, Length width, Length *height);

/* Where lines may end: marks[i] is set for each offset i in text (1 ≤ i ≤ length) that a line may
 * end before: 1 may, 2 must. */
typedef struct TextBreaker TextBreaker;
TextBreaker *breaker_new(Arena *arena);
void breaker_free(TextBreaker *breaker);
void breaker_lines(TextBreaker *breaker, const char *text, size_t length, const char *language,
                   unsigned char *marks);
/* The end of the grapheme cluster that starts at an offset. */
size_t breaker_cluster(TextBreaker *breaker, const char *text, size_t length, size_t at);
/* Embedding levels, one for each byte of text. False when all of it is left to right. */
bool breaker_levels(TextBreaker *breaker, const char *text, size_t length, bool right_to_left,
                    unsigned char *levels);
/* Memory that a paragraph needs only until it is in lines; at least size bytes, not zeroed, valid
 * until the next paragraph asks for the same slot. */
void *breaker_scratch(TextBreaker *breaker, unsigned slot, size_t size);
/* The visual order of runs with these levels, left to right. */
void breaker_visual(const unsigned char *levels, int count, int *order);

/* The unit of part of another unit's text, shaped. */
Unit unit_shape(Paragraph *paragraph, const Unit *like, uint32_t start, uint32_t end);

/* A sum that stays within the lengths there are. */
static inline Length length_sum(Length a, Length b) {
  int64_t sum = (int64_t)a + b;
  const int64_t limit = 1000000000;
  return (Length)(sum > limit ? limit : sum < -limit ? -limit : sum);
}

/* An image file (graphics.c). */
typedef struct Image {
  ImageFormat format;
  const unsigned char *bytes;
  size_t length;
  Length width, height; /* natural */
  const char *path;
} Image;

/* Reads the picture of an external-graphic once; NULL after a diagnostic. */
const Image *image_read(Layout *layout, const FoNode *node);

/* The sizes of a graphic's viewport and of the picture in it. False when there is none. */
bool graphic_measure(Layout *layout, const FoNode *node, Length line_width, Object *object);

/* The structure element that an inline makes for its content: `around` when it makes none. */
Structure *inline_structure(Layout *layout, Structure *around, const FoNode *node,
                            const char *role);

#endif
