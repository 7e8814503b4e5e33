#ifndef PLAINPLAN_LAYOUT_CONTEXT_H
#define PLAINPLAN_LAYOUT_CONTEXT_H

#include "layout/galley.h"
#include "layout/layout.h"

/* What every pass of laying out one document shares. Private to src/layout. */

/* A marker met on a page. */
typedef struct MarkerEvent {
  const FoNode *node;
  bool ending; /* the area that it belongs to ends here, else it starts */
  struct MarkerEvent *next;
} MarkerEvent;

/* What pages.c keeps of each page until its regions are filled. */
typedef struct PageRecord {
  const FoNode *master;   /* simple-page-master */
  const FoNode *sequence; /* page-sequence */
  int32_t number;
  Area *first, *last; /* content of the body */
  MarkerEvent *first_event, *last_event;
  StructureKid *before,
      *after; /* where the document's structure stood when the page began, ended */
  bool blank;
} PageRecord;

struct TextBreaker;

struct Layout {
  Arena *arena;
  Diags *diags;
  FontSet *fonts;
  Shaper *shaper;
  struct TextBreaker *breaker;
  const FoDocument *fo;
  const char *base_folder;
  AreaDocument *document;
  size_t destination_capacity;
  Map *destinations; /* id to Destination of this pass */
  Map *last_pages;   /* id to the index, plus one, of the last page that shows it */
  Map *ids;          /* id to FoNode, of all that the document has */
  Map *assumed;      /* id to the label that citations of it are set with */
  Map *assumed_last;
  Map *images; /* path to Image */
  Late **lates;
  size_t late_count, late_capacity;
  PageRecord *records;
  size_t record_count, record_capacity;
  const PageRecord *current; /* the page whose regions are being filled, NULL for the body */
  Structure *static_root;    /* while regions are filled: where what has a role goes */
  int depth;                 /* of nested blocks */
  /* While a paragraph is made again for a page of another width: where it has to break. */
  const FoNode *resume;   /* its first node; NULL: none */
  uint32_t resume_offset; /* in its text */
  Map *structures;        /* by node and role, to go on in; NULL: not kept */
};

/* Structure elements. They join their parent when their first content is emitted, so that kids
 * stand in logical order and an element that shows nothing is not there. */
Structure *structure_new(Layout *layout, Structure *parent, const char *role, const FoNode *node);
void structure_attach(Layout *layout, Structure *structure);
void structure_add(Layout *layout, Structure *structure, Area *area);
/* The document element; where its next kids go (NULL: at its end). */
Structure *structure_root(Layout *layout, const FoNode *node);
void structure_insert_after(Structure *root, StructureKid *kid, bool inserting);
/* An element for a node with a role of its own among artifacts of a region; else NULL. */
Structure *structure_static(Layout *layout, const FoNode *node);
/* Whether inline content may stand in it without a paragraph around. */
bool structure_holds_text(const Structure *structure);
/* The language that applies in it. */
const char *structure_language(const Structure *structure);

/* A new area; owner NULL makes an artifact. */
Area *area_new(Layout *layout, AreaType type, Structure *owner, Place place);
Piece *piece_new(Layout *layout, PieceType type);

/* Writes pieces of a galley to a page. */
typedef struct Emitter {
  Layout *layout;
  unsigned page;
  Area *first, *last;
  PageRecord *record;
  bool repeated;     /* owners are left out: artifacts */
  bool keep_galley;  /* the galley is emitted again: areas are copied */
  Artifact artifact; /* what kind artifacts are */
  Rect container;    /* where absolutely positioned areas are placed */
  const Rect *clip;  /* of a container whose overflow is hidden; NULL: none */
  const char *label; /* of the page */
} Emitter;

void galley_emit(Emitter *emitter, const Galley *galley, const Break *start, const Break *end,
                 Length x, Length y);
void pieces_emit(Emitter *emitter, const Piece *piece, Length x, Length y);
void emitter_append(Emitter *emitter, Area *area);
Area *decoration_emit(Emitter *emitter, const Decoration *decoration, Rect box, bool first,
                      bool last);
void rows_emit(Emitter *emitter, const Item *item, const RowsBreak *start, const RowsBreak *end,
               Length x, Length y);

/* Late texts: the run for a text, made in the late's font; its width is returned through width. */
Area *late_area(Layout *layout, Late *late, const char *text, Structure *owner, Color color,
                Length *width);

/* The label of a page, by format ("1", "01", "a", "A", "i", "I"). */
const char *page_label(Arena *arena, int32_t number, const char *format);

#endif
