#ifndef PLAINPLAN_LAYOUT_GALLEY_H
#define PLAINPLAN_LAYOUT_GALLEY_H

#include "base/arena.h"
#include "base/map.h"
#include "fo/tree.h"
#include "font/shape.h"
#include "layout/area.h"

#include <stdbool.h>
#include <stddef.h>

/* A galley is what a flow, a cell or a region holds, laid out at one width and not yet cut into
 * pages: a list of boxes, spaces and marks from top to bottom. It is made once; fit.c chooses where
 * pages end in it, emit.c writes the pieces of one range to a page. Lengths are 1/1000 pt; x and y
 * of pieces are relative to the box they stand in. Private to src/layout. */

typedef struct Layout Layout;
typedef struct Galley Galley;

/* Text that is known only when pages are: a page number or a citation of one. */
typedef enum LateKind { LATE_PAGE, LATE_CITATION, LATE_CITATION_LAST } LateKind;

typedef struct Late {
  LateKind kind;
  const char *reference; /* the id cited */
  const FoNode *node;
  const char *language;
  const char *assumed; /* the text that the line was made with */
  Length reserved;     /* and its width */
  Area *area;          /* the run as emitted */
} Late;

typedef enum PieceType {
  PIECE_AREA,   /* an area */
  PIECE_SVG,    /* a picture, drawn when its place on the page is known */
  PIECE_ID,     /* a destination */
  PIECE_MARKER, /* fo:marker: `node`, of the block that starts here */
  PIECE_LATE,   /* a text area whose text depends on the page */
  PIECE_GALLEY  /* a galley set down here whole: an absolutely positioned container */
} PieceType;

typedef struct Piece {
  PieceType type;
  Area *area;           /* AREA, LATE; SVG: box and owner only */
  const FoNode *node;   /* SVG, MARKER, GALLEY: the container */
  const char *id;       /* ID */
  Late *late;           /* LATE */
  const Galley *galley; /* GALLEY */
  struct Piece *next;
} Piece;

typedef enum ItemType {
  ITEM_BOX,   /* a line or another thing that is never split: pieces, height */
  ITEM_GAP,   /* space between boxes; pages may end here */
  ITEM_OPEN,  /* a block starts: its border and padding before */
  ITEM_CLOSE, /* and ends */
  ITEM_MARK,  /* pieces without height */
  ITEM_ROWS,  /* cells side by side, each its own galley */
  ITEM_TABLE  /* rows with a header and a footer that come again on each page */
} ItemType;

/* The strength of a break that may never be taken; those of keeps are below it. */
enum { STRENGTH_NEVER = -1, STRENGTH_LINES = FO_ALWAYS - 1 };

/* The visible box of a block: x and width of its border rectangle. */
typedef struct Decoration {
  const FoNode *node;
  Edge edges[4]; /* top, right, bottom, left */
  Color background;
  Length x, width;
  Radius radius[4];
  bool visible;
  bool container; /* absolutely positioned areas are placed in it */
} Decoration;

typedef struct Item {
  ItemType type;
  Length height;         /* GAP: the space; OPEN, CLOSE: border and padding on that side */
  Length retained;       /* OPEN: what of it stays where a page starts inside the block */
  Length retained_after; /* OPEN: the same where a page ends inside it */
  int32_t strength;      /* GAP: of the keeps over it; ROWS, TABLE: of their keep-together */
  int32_t parent;        /* the index of the OPEN around it, -1: none */
  FoBreak forced;        /* GAP */
  bool retain;           /* GAP: the space stays at the top of a page */
  bool has_forced;       /* ROWS, TABLE: a forced break stands somewhere inside */
  bool reported;
  uint32_t line_offset;  /* BOX that is a line: where its text starts in its paragraph */
  const FoNode *line_of; /* and the first node of the paragraph; NULL: no line */
  Place place;
  union {
    Piece *pieces;
    Decoration *decoration; /* OPEN, CLOSE */
    struct Rows *rows;
    struct TableBox *table;
  } as;
} Item;

struct Galley {
  Item *items;
  size_t count, capacity;
  Length width;
  FoBreak leading, trailing; /* breaks asked for before the first box, after the last */
  int32_t leading_keep, trailing_keep;
};

/* A cell of rows: its galley is set at (x + inset, y + before). */
typedef struct Cell {
  Galley *galley;
  Structure *structure; /* attached when the cell is first emitted; NULL: none */
  Decoration decoration;
  Color under[3]; /* backgrounds of body, column and row below its own */
  Length inset;   /* from the decoration's x to its content */
  Length before, after;
  Length outset[2]; /* collapsed borders: what stands out above and below */
  unsigned row, row_span;
  FoDisplayAlign align;
  Length natural; /* the height of its galley */
} Cell;

/* Rows that row-spanning cells tie together; a list item is one row of two cells. */
typedef struct Rows {
  Cell *cells;
  size_t cell_count;
  unsigned row_count;
  Length *minimum;       /* of each row */
  int32_t *strength;     /* of the break after each row */
  FoBreak *forced;       /* a break asked for after each row; NULL: none */
  int32_t *inside;       /* of a break inside each row; NULL: none */
  Structure **structure; /* TR of each row, or NULL */
  Length *scratch;       /* a height for each row, used while fitting and emitting */
  Length gap;            /* between rows (separate borders) */
} Rows;

typedef struct TableBox {
  Galley *header, *body, *footer; /* header, footer: NULL for none */
  Length header_height, footer_height;
  bool omit_header, omit_footer;
  bool header_done, footer_done; /* emitted once as real content */
} TableBox;

/* A place in a galley where a page starts. */
typedef struct Break {
  size_t item;
  struct RowsBreak *rows; /* inside an ITEM_ROWS: what is left of it */
  struct Break *inner;    /* inside an ITEM_TABLE: a place in its body */
} Break;

typedef struct RowsBreak {
  unsigned first_row; /* rows before it are done */
  Break cells[];      /* an item at or past the galley's count: done */
} RowsBreak;

/* What of a galley goes on a page. */
typedef struct Fit {
  Break end;        /* where the next page starts */
  Length height;    /* used */
  FoBreak forced;   /* the break that ended it, or FO_BREAK_AUTO */
  int32_t strength; /* of the keeps that the break goes through */
  bool finished;    /* nothing is left */
  bool progress;    /* something was taken */
} Fit;

/* How much of the galley from `start` fits into `available`. fresh says that the page is empty so
 * far: then at least one box is taken, however high. */
void galley_fit(Layout *layout, const Galley *galley, const Break *start, Length available,
                bool fresh, Fit *fit);

/* The same for one item of rows. start may be NULL. */
void rows_fit(Layout *layout, const Item *item, const RowsBreak *start, Length available,
              bool fresh, Fit *fit, RowsBreak **end);

/* The height of a range of a galley as it is emitted; end NULL: to its end. */
Length galley_height(const Galley *galley, const Break *start, const Break *end);

/* The heights of rows from start to end, into rows->scratch; the sum with gaps is returned. */
Length rows_heights(const Rows *rows, const RowsBreak *start, const RowsBreak *end);

/* The height of the cell's share between start and end, with its own border and padding. */
Length cell_height(const Rows *rows, size_t cell, const RowsBreak *start, const RowsBreak *end);

/* Whether the cell has something before start (it is continued), or after end (it goes on). */
bool cell_started(const Rows *rows, size_t cell, const RowsBreak *start);
bool cell_finished(const Rows *rows, size_t cell, const RowsBreak *end);

/* The first row after a range. */
unsigned rows_last(const Rows *rows, const RowsBreak *end);

#endif
