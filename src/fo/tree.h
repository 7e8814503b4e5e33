#ifndef PLAINPLAN_FO_TREE_H
#define PLAINPLAN_FO_TREE_H

#include "base/arena.h"
#include "fo/fo.h"
#include "layout/area.h"

#include <stdbool.h>
#include <stdint.h>

/* The typed form of an XSL-FO tree: one node per formatting object or piece of text, its properties
 * resolved (inheritance, shorthands, expressions, corresponding properties) and grouped by what
 * they are about. Lengths are thousandths of a point; what depends on a size that only layout knows
 * stays linear in it (FoLength). */

/* A length that may still depend on a base: fixed + percent of the base; proportional is the factor
 * of proportional-column-width() in thousandths. percent is in thousandths of a percent. */
typedef struct FoLength {
  Length fixed;
  int32_t percent, proportional;
  bool automatic; /* "auto": nothing else counts */
} FoLength;

/* The strongest keep, and the precedence "force". */
enum { FO_ALWAYS = INT32_MAX };

/* A space specifier (XSL 1.1, 4.3). */
typedef struct FoSpace {
  FoLength minimum, optimum, maximum;
  int32_t precedence; /* FO_ALWAYS: force */
  bool retain;        /* conditionality */
} FoSpace;

typedef struct FoRange {
  FoLength minimum, optimum, maximum;
} FoRange;

/* Strengths: 0 auto, an integer, or FO_ALWAYS. */
typedef struct FoKeep {
  int32_t within_line, within_column, within_page;
} FoKeep;

/* Indices of the four sides, relative to the writing mode. */
enum { FO_BEFORE, FO_AFTER, FO_START, FO_END };

typedef struct FoEdge {
  Length width;
  LineStyle style;
  Color color;
  bool retain;
} FoEdge;

/* A rounded corner: the two radii of its ellipse. */
typedef struct FoRadius {
  FoLength across, down;
} FoRadius;

typedef enum FoAlign {
  FO_ALIGN_START,
  FO_ALIGN_CENTER,
  FO_ALIGN_END,
  FO_ALIGN_JUSTIFY,
  FO_ALIGN_LEFT,
  FO_ALIGN_RIGHT,
  FO_ALIGN_RELATIVE /* text-align-last only: as text-align, start where that justifies */
} FoAlign;

typedef enum FoDisplayAlign {
  FO_DISPLAY_AUTO,
  FO_DISPLAY_BEFORE,
  FO_DISPLAY_CENTER,
  FO_DISPLAY_AFTER
} FoDisplayAlign;

typedef enum FoBreak {
  FO_BREAK_AUTO,
  FO_BREAK_COLUMN,
  FO_BREAK_PAGE,
  FO_BREAK_EVEN_PAGE,
  FO_BREAK_ODD_PAGE
} FoBreak;

typedef enum FoLinefeed {
  FO_LINEFEED_SPACE,
  FO_LINEFEED_PRESERVE,
  FO_LINEFEED_IGNORE,
  FO_LINEFEED_ZERO_WIDTH
} FoLinefeed;

typedef enum FoWhiteSpace {
  FO_SPACE_IGNORE_SURROUNDING,
  FO_SPACE_IGNORE_BEFORE,
  FO_SPACE_IGNORE_AFTER,
  FO_SPACE_IGNORE,
  FO_SPACE_PRESERVE
} FoWhiteSpace;

typedef enum FoLeader {
  FO_LEADER_SPACE,
  FO_LEADER_RULE,
  FO_LEADER_DOTS,
  FO_LEADER_CONTENT
} FoLeader;

typedef enum FoWritingMode { FO_LR_TB, FO_RL_TB } FoWritingMode;

/* The inherited properties. Shared between nodes that specify none of them. */
typedef struct FoText {
  const char *font_family;
  Length font_size;
  int font_weight, italic, small_caps;
  Color color;
  FoLength line_height; /* proportional: a factor of the font size */
  int text_align, text_align_last;
  FoLength text_indent, start_indent, end_indent;
  int wrap, collapse, linefeed, white_space;
  const char *language, *country; /* NULL: none */
  int32_t orphans, widows;
  int writing_mode;
  FoKeep keep_together;
  FoLength provisional_distance, provisional_separation;
  int border_collapse;
  FoLength separation_inline, separation_block;
  int caption_after; /* caption-side after, end, bottom */
  int display_align;
  int leader_pattern, rule_style;
  FoRange leader_length;
  FoLength leader_pattern_width; /* automatic: use-font-metrics */
  FoLength rule_thickness;
  FoLength letter_spacing, word_spacing;
  int visible, line_height_shift, empty_cells;
  int transform;
} FoText;

typedef enum FoBaseline {
  FO_BASELINE,
  FO_BASELINE_SUB,
  FO_BASELINE_SUPER,
  FO_BASELINE_LENGTH, /* raised by baseline_length */
  FO_BASELINE_TOP,
  FO_BASELINE_MIDDLE,
  FO_BASELINE_BOTTOM,
  FO_BASELINE_TEXT_TOP,
  FO_BASELINE_TEXT_BOTTOM
} FoBaseline;

typedef enum FoPosition { FO_POSITION_AUTO, FO_POSITION_ABSOLUTE, FO_POSITION_FIXED } FoPosition;

enum { FO_UNDERLINE = 1, FO_OVERLINE = 2, FO_LINE_THROUGH = 4 };

/* Box, space, keep and break properties, and what every FO may carry. */
typedef struct FoBox {
  FoEdge border[4];
  FoLength padding[4];
  int padding_retain[4];
  FoLength margin[4];
  unsigned margin_given; /* bit 1 << side */
  unsigned indent_given; /* start-indent, end-indent specified: bit 1 << side */
  Color background;
  FoRadius radius[4]; /* before-start, before-end, after-end, after-start */
  FoSpace space_before, space_after, space_start, space_end;
  FoKeep keep_with_next, keep_with_previous;
  int break_before, break_after;
  FoRange inline_dimension, block_dimension; /* optimum automatic: none given */
  int position;
  FoLength top, right, bottom, left;
  int decoration, alignment;
  FoLength baseline_length;
  int overflow_hidden;
  const char *id, *role, *alternative;
} FoBox;

typedef enum FoForce {
  FO_FORCE_AUTO,
  FO_FORCE_EVEN,
  FO_FORCE_ODD,
  FO_FORCE_END_ON_EVEN,
  FO_FORCE_END_ON_ODD,
  FO_FORCE_NONE
} FoForce;

enum { FO_ANY, FO_FIRST, FO_LAST, FO_REST, FO_ONLY };                     /* page-position */
enum { FO_EITHER, FO_ODD, FO_EVEN };                                      /* odd-or-even */
enum { FO_BLANK_ANY, FO_BLANK, FO_NOT_BLANK };                            /* blank-or-not-blank */
enum { FO_PAGE_AUTO = 0, FO_PAGE_AUTO_ODD = -1, FO_PAGE_AUTO_EVEN = -2 }; /* initial-page-number */

/* Page masters, regions and page sequences. */
typedef struct FoPage {
  const char *master_name, *master_reference, *region_name, *flow_name, *format;
  FoLength width, height, extent, column_gap;
  int precedence, odd_or_even, blank, page_position, force_page_count;
  int32_t maximum_repeats; /* -1: no limit */
  int32_t initial_page_number, column_count;
} FoPage;

/* Tables. */
typedef struct FoTable {
  int32_t column_number, columns_repeated, columns_spanned, rows_spanned;
  FoLength column_width;
  int starts_row, ends_row, omit_header, omit_footer;
} FoTable;

enum { FO_FIRST_STARTING, FO_FIRST_CARRYOVER, FO_LAST_STARTING, FO_LAST_ENDING };
enum { FO_BOUNDARY_SEQUENCE, FO_BOUNDARY_PAGE, FO_BOUNDARY_DOCUMENT };
enum { FO_SIZE_FIT = 1, FO_SIZE_DOWN, FO_SIZE_UP };

/* Graphics, links, references, markers. */
typedef struct FoObject {
  const char *source, *internal_destination, *external_destination, *reference;
  const char *marker_class, *retrieve_class, *character;
  FoLength content_width, content_height; /* automatic: the picture's own */
  int width_fit, height_fit;              /* FO_SIZE_… of content-width, content-height */
  int non_uniform, retrieve_position, retrieve_boundary, bookmark_closed;
} FoObject;

typedef enum FoType {
#define FO_ELEMENT(name, type, class, children) type,
#include "fo/elements.h"
#undef FO_ELEMENT
  FO_TYPE_COUNT
} FoType;

/* What a formatting object is to its parent. */
typedef enum FoClass { FO_CLASS_NONE, FO_CLASS_BLOCK, FO_CLASS_INLINE, FO_CLASS_NEUTRAL } FoClass;

typedef struct FoNode {
  FoType type;
  struct FoNode *parent, *first, *last, *next;
  const FoText *text;
  const FoBox *box;
  const FoPage *page;
  const FoTable *table;
  const FoObject *object;
  const char *string; /* of FO_TEXT */
  const xmlNode *
      xml; /* of an instream-foreign-object: its content; of others, in an FO file, its element; or NULL */
  const char *language;       /* BCP 47 from language and country, or NULL */
  Place place;                /* in the case file, or the line of the FO file */
  unsigned line;              /* of the FO file; 0: none */
  const struct FoNode *alike; /* the first node with the same properties: itself for most */
} FoNode;

/* Metadata of fo:declarations (XMP). */
typedef struct FoDocument {
  FoNode *root;
  const char *title, *author, *subject;
  const FoSources *sources;
  xmlDoc
      *pictures; /* copies of what instream-foreign-objects hold; NULL: they are where they were */
  void *columns; /* how far tables were followed, while the tree is read */
  struct Map *resolved; /* nodes by what decides their properties, while the tree is read */
} FoDocument;

/* Reads an XSL-FO tree, resolves its properties and reports, one diagnostic each, what is unknown,
 * misplaced or outside the subset. Returns NULL after a diagnostic when the root is not fo:root.
 * Everything lives in the arena. Where the sources have an FO file it points into the libxml2 tree, which must then outlive
 * it; otherwise it holds copies, also of the pictures, which fo_free releases. */
FoDocument *fo_read(xmlDoc *doc, const FoSources *sources, Arena *arena, Diags *diags);

/* Releases what is not in the arena. NULL is allowed. */
void fo_free(const FoDocument *document);

/* The length with percentages taken of base. An automatic length is 0. */
static inline Length fo_length(FoLength length, Length base) {
  if (length.automatic) return 0;
  int64_t sum = length.fixed;
  if (length.percent) {
    int64_t share = (int64_t)base * length.percent;
    sum += (share + (share < 0 ? -50000 : 50000)) / 100000;
  }
  const int64_t limit = 1000000000;
  return (Length)(sum > limit ? limit : sum < -limit ? -limit : sum);
}

/* The class of a node, looking through fo:wrapper and the like: neutral ones take the class of
 * their first child that has one (FO_CLASS_INLINE when there is none). */
FoClass fo_class(const FoNode *node);

/* The name of an element of the FO namespace, without prefix. */
const char *fo_type_name(FoType type);

/* The place of a node for a diagnostic: its element's name where that can be found in the FO file,
 * else node->place. */
Place fo_place(const FoDocument *document, const FoNode *node);

/* The place of one character of a text node: `offset` bytes into its string. Falls back to the
 * node's own place. */
Place fo_character_place(const FoDocument *document, const FoNode *text, size_t offset);

#endif
