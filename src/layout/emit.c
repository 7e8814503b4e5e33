/* Writes a range of a galley to a page: gives every piece its position, its page and its place in the
 * structure tree. */
#include "layout/context.h"

#include "svg/svg.h"

#include <string.h>

/* A block whose box is open while its content is written. */
typedef struct Open {
  Area *area; /* NULL: nothing visible */
  const Decoration *decoration;
  Length top;
  Rect outer; /* the container to go back to */
  bool first;
  struct Open *around;
} Open;

typedef struct Walk {
  Emitter *emitter;
  const Galley *galley;
  Length x, y;
  Open *open; /* innermost */
} Walk;

Area *area_new(Layout *layout, AreaType type, Structure *owner, Place place) {
  Area *area = arena_alloc(layout->arena, sizeof *area);
  area->type = type;
  area->owner = owner;
  area->place = place;
  return area;
}

Piece *piece_new(Layout *layout, PieceType type) {
  Piece *piece = arena_alloc(layout->arena, sizeof *piece);
  piece->type = type;
  return piece;
}

void emitter_append(Emitter *emitter, Area *area) {
  if (emitter->repeated) area->owner = NULL;
  if (!area->owner && area->artifact == ARTIFACT_LAYOUT) area->artifact = emitter->artifact;
  area->next = NULL;
  area->clip = emitter->clip;
  if (emitter->last)
    emitter->last->next = area;
  else
    emitter->first = area;
  emitter->last = area;
  if (area->owner) structure_add(emitter->layout, area->owner, area);
}

static void move(Area *area, Length x, Length y) {
  area->box.x += x;
  area->box.y += y;
  if (area->type == AREA_TEXT) area->as.text.baseline += y;
  if (area->type == AREA_STROKE) {
    StrokeArea *stroke = &area->as.stroke;
    stroke->x1 += x;
    stroke->x2 += x;
    stroke->y1 += y;
    stroke->y2 += y;
  }
}

static Area *placed(Emitter *emitter, const Piece *piece, Length x, Length y) {
  Area *area = piece->area;
  if (emitter->keep_galley) {
    area = arena_alloc(emitter->layout->arena, sizeof *area);
    *area = *piece->area;
  }
  move(area, x, y);
  return area;
}

static void note_figure(Emitter *emitter, const Area *area) {
  Structure *owner = emitter->repeated ? NULL : area->owner;
  if (!owner || owner->box.width) return;
  owner->box = area->box;
  owner->box_page = emitter->page;
}

static void emit_area(Emitter *emitter, const Piece *piece, Length x, Length y) {
  Area *area = placed(emitter, piece, x, y);
  if (area->type == AREA_IMAGE) note_figure(emitter, area);
  emitter_append(emitter, area);
}

static void emit_svg(Emitter *emitter, const Piece *piece, Length x, Length y) {
  Area frame = *piece->area, *last = NULL;
  move(&frame, x, y);
  SvgContext context = {.fonts = emitter->layout->fonts,
                        .shaper = emitter->layout->shaper,
                        .arena = emitter->layout->arena,
                        .diags = emitter->layout->diags,
                        .place = frame.place,
                        .owner = emitter->repeated ? NULL : frame.owner,
                        .color = piece->node->text->color};
  note_figure(emitter, &frame);
  Area *area = svg_areas(piece->node->xml, frame.box, &context, &last);
  while (area) {
    Area *next = area->next;
    emitter_append(emitter, area);
    area = next;
  }
}

static void emit_id(Emitter *emitter, const char *id, Length x, Length y) {
  Layout *layout = emitter->layout;
  size_t length = strlen(id);
  map_set(layout->last_pages, id, length, (void *)(uintptr_t)(emitter->page + 1));
  if (emitter->repeated || map_get(layout->destinations, id, length)) return;
  AreaDocument *document = layout->document;
  Destination destination = {.id = id, .page = emitter->page, .x = x, .y = y};
  ARENA_PUSH(layout->arena, document->destinations, document->destination_count,
             layout->destination_capacity, destination);
  map_set(layout->destinations, id, length, (void *)(uintptr_t)(emitter->page + 1));
}

static void emit_marker(Emitter *emitter, const Piece *piece) {
  if (!emitter->record || emitter->repeated) return;
  MarkerEvent *event = arena_alloc(emitter->layout->arena, sizeof *event);
  event->node = piece->node;
  event->ending = piece->id != NULL;
  PageRecord *record = emitter->record;
  if (record->last_event)
    record->last_event->next = event;
  else
    record->first_event = event;
  record->last_event = event;
}

/* A page number is known now; a citation waits until all pages are. */
static void emit_late(Emitter *emitter, const Piece *piece, Length x, Length y) {
  Layout *layout = emitter->layout;
  Late *late = arena_alloc(layout->arena, sizeof *late);
  *late = *piece->late;
  Area *area = arena_alloc(layout->arena, sizeof *area);
  *area = *piece->area;
  if (late->kind == LATE_PAGE && emitter->label) {
    Length width;
    Area *made = late_area(layout, late, emitter->label, area->owner, area->as.text.color, &width);
    made->box = area->box;
    made->box.width = width;
    made->as.text.baseline = area->as.text.baseline;
    area = made;
  }
  move(area, x, y);
  late->area = area;
  if (late->kind != LATE_PAGE)
    ARENA_PUSH(layout->arena, layout->lates, layout->late_count, layout->late_capacity, late);
  emitter_append(emitter, area);
}

/* Where an absolutely positioned container stands, from its offsets. */
static void emit_container(Emitter *emitter, const Piece *piece) {
  const FoBox *box = piece->node->box;
  Rect around = emitter->container;
  const Cell *cell = &piece->galley->items[0].as.rows->cells[0];
  Length width = cell->decoration.width, height = piece->galley->items[0].height;
  Rect place = {around.x + fo_length(box->left, around.width),
                around.y + fo_length(box->top, around.height), width, height};
  if (box->left.automatic && !box->right.automatic)
    place.x = around.x + around.width - fo_length(box->right, around.width) - width;
  if (box->top.automatic && !box->bottom.automatic)
    place.y = around.y + around.height - fo_length(box->bottom, around.height) - height;
  galley_emit(emitter, piece->galley, NULL, NULL, place.x, place.y);
}

void pieces_emit(Emitter *emitter, const Piece *piece, Length x, Length y) {
  while (piece) {
    const Piece *next = piece->next;
    switch (piece->type) {
    case PIECE_AREA:
      emit_area(emitter, piece, x, y);
      break;
    case PIECE_SVG:
      emit_svg(emitter, piece, x, y);
      break;
    case PIECE_ID:
      emit_id(emitter, piece->id, x, y);
      break;
    case PIECE_MARKER:
      emit_marker(emitter, piece);
      break;
    case PIECE_LATE:
      emit_late(emitter, piece, x, y);
      break;
    case PIECE_GALLEY:
      emit_container(emitter, piece);
      break;
    }
    piece = next;
  }
}

/* The edges and corners of a box that is cut by a page: the cut sides have none. */
static void cut(BoxArea *painted, bool first, bool last) {
  if (!first) {
    painted->top = (Edge){0};
    painted->radius[0] = painted->radius[1] = (Radius){0};
  }
  if (!last) {
    painted->bottom = (Edge){0};
    painted->radius[2] = painted->radius[3] = (Radius){0};
  }
}

Area *decoration_emit(Emitter *emitter, const Decoration *decoration, Rect box, bool first,
                      bool last) {
  if (!decoration->visible) return NULL;
  Area *area = area_new(emitter->layout, AREA_BOX, NULL, decoration->node->place);
  area->box = box;
  BoxArea *painted = &area->as.painted;
  painted->background = decoration->background;
  painted->top = decoration->edges[0];
  painted->right = decoration->edges[1];
  painted->bottom = decoration->edges[2];
  painted->left = decoration->edges[3];
  memcpy(painted->radius, decoration->radius, sizeof painted->radius);
  cut(painted, first, last);
  emitter_append(emitter, area);
  return area;
}

static void open_block(Walk *walk, const Item *item, bool first) {
  const Decoration *decoration = item->as.decoration;
  Rect box = {walk->x + decoration->x, walk->y, decoration->width, 0};
  Open *open = arena_alloc(walk->emitter->layout->arena, sizeof *open);
  *open = (Open){.decoration = decoration,
                 .top = walk->y,
                 .first = first,
                 .outer = walk->emitter->container,
                 .around = walk->open};
  walk->open = open;
  open->area = decoration_emit(walk->emitter, decoration, box, first, true);
  walk->y += first ? item->height : item->retained;
}

static void close_block(Walk *walk, bool last) {
  Open *open = walk->open;
  if (!open) return;
  walk->open = open->around;
  walk->emitter->container = open->outer;
  if (!open->area) return;
  open->area->box.height = walk->y - open->top;
  cut(&open->area->as.painted, open->first, last);
}

/* The blocks that were open where the range starts, outermost first. */
static void reopen(Walk *walk, int32_t parent) {
  if (parent < 0) return;
  const Item *item = &walk->galley->items[parent];
  reopen(walk, item->parent);
  open_block(walk, item, false);
}

static void emit_table(Walk *walk, const Item *item, const Break *start, const Break *end) {
  Emitter *emitter = walk->emitter;
  TableBox *table = item->as.table;
  bool outer_repeated = emitter->repeated, outer_keep = emitter->keep_galley;
  if (table->header && !(start && table->omit_header)) {
    emitter->repeated = outer_repeated || table->header_done;
    emitter->keep_galley = true;
    galley_emit(emitter, table->header, NULL, NULL, walk->x, walk->y);
    table->header_done = table->header_done || !outer_repeated;
    walk->y += table->header_height;
  }
  emitter->repeated = outer_repeated;
  emitter->keep_galley = outer_keep;
  galley_emit(emitter, table->body, start, end, walk->x, walk->y);
  walk->y += galley_height(table->body, start, end);
  if (table->footer && !(end && table->omit_footer)) {
    emitter->repeated = outer_repeated || table->footer_done;
    emitter->keep_galley = true;
    galley_emit(emitter, table->footer, NULL, NULL, walk->x, walk->y);
    table->footer_done = table->footer_done || !outer_repeated;
    walk->y += table->footer_height;
  }
  emitter->repeated = outer_repeated;
  emitter->keep_galley = outer_keep;
}

static void emit_item(Walk *walk, const Item *item, const Break *from, const Break *to) {
  switch (item->type) {
  case ITEM_BOX:
    pieces_emit(walk->emitter, item->as.pieces, walk->x, walk->y);
    walk->y += item->height;
    break;
  case ITEM_MARK:
    pieces_emit(walk->emitter, item->as.pieces, walk->x, walk->y);
    break;
  case ITEM_GAP:
    walk->y += item->height;
    break;
  case ITEM_OPEN:
    open_block(walk, item, true);
    break;
  case ITEM_CLOSE:
    walk->y += item->height;
    close_block(walk, true);
    break;
  case ITEM_ROWS: {
    const RowsBreak *start = from ? from->rows : NULL, *end = to ? to->rows : NULL;
    rows_emit(walk->emitter, item, start, end, walk->x, walk->y);
    walk->y += start || end ? rows_heights(item->as.rows, start, end) : item->height;
    break;
  }
  case ITEM_TABLE:
    emit_table(walk, item, from ? from->inner : NULL, to ? to->inner : NULL);
    break;
  }
}

void galley_emit(Emitter *emitter, const Galley *galley, const Break *start, const Break *end,
                 Length x, Length y) {
  size_t first = start ? start->item : 0, last = end ? end->item : galley->count;
  if (first >= galley->count) return;
  Walk walk = {.emitter = emitter, .galley = galley, .x = x, .y = y};
  reopen(&walk, galley->items[first].parent);
  bool inside = end && last < galley->count && (end->rows || end->inner);
  for (size_t index = first; index < last || (inside && index == last); index++) {
    const Item *item = &galley->items[index];
    bool cut_gap = last < galley->count && !inside && index + 1 == last && item->type == ITEM_GAP;
    if (cut_gap) continue;
    emit_item(&walk, item, start && index == first ? start : NULL,
              inside && index == last ? end : NULL);
  }
  for (int32_t parent = last < galley->count ? galley->items[last].parent : -1; walk.open;) {
    if (parent >= 0) {
      walk.y += galley->items[parent].retained_after;
      parent = galley->items[parent].parent;
    }
    close_block(&walk, false);
  }
}

/* Where a cell's content starts, below its border and padding, by display-align. */
static Length aligned(const Cell *cell, Length room, Length content) {
  if (room <= content) return 0;
  if (cell->align == FO_DISPLAY_CENTER) return (room - content) / 2;
  if (cell->align == FO_DISPLAY_AFTER) return room - content;
  return 0;
}

static void emit_backgrounds(Emitter *emitter, const Cell *cell, Rect box) {
  for (int i = 0; i < 3; i++) {
    if (cell->under[i].none) continue;
    Area *area = area_new(emitter->layout, AREA_BOX, NULL, cell->decoration.node->place);
    area->box = box;
    area->as.painted.background = cell->under[i];
    emitter_append(emitter, area);
  }
}

static Length later(Length a, Length b) {
  return a > b ? a : b;
}

static Length earlier(Length a, Length b) {
  return a < b ? a : b;
}

/* What two rectangles have in common; at least nothing. */
static Rect common(Rect a, Rect b) {
  Rect both = {.x = later(a.x, b.x), .y = later(a.y, b.y)};
  both.width = later(0, earlier(a.x + a.width, b.x + b.width) - both.x);
  both.height = later(0, earlier(a.y + a.height, b.y + b.height) - both.y);
  return both;
}

/* XSL-FO 1.1, 7.21.2: of a container whose overflow is hidden, only what lies in its content rectangle shows. */
static void clip_container(Emitter *emitter, const Cell *cell, Rect box) {
  const FoNode *node = cell->decoration.node;
  if (!cell->decoration.container || !node->box->overflow_hidden) return;
  Rect *clip = arena_alloc(emitter->layout->arena, sizeof *clip);
  *clip = (Rect){box.x + cell->inset, box.y + cell->before, cell->galley->width,
                 box.height - cell->before - cell->after};
  if (emitter->clip) *clip = common(*clip, *emitter->clip);
  emitter->clip = clip;
}

static void emit_cell(Emitter *emitter, const Rows *rows, size_t index, const RowsBreak *start,
                      const RowsBreak *end, Rect room) {
  const Cell *cell = &rows->cells[index];
  bool started = cell_started(rows, index, start), finished = cell_finished(rows, index, end);
  Length above = started ? 0 : cell->outset[0], below = finished ? cell->outset[1] : 0;
  Rect box = {room.x + cell->decoration.x, room.y - above, cell->decoration.width,
              room.height + above + below};
  Rect outer = emitter->container;
  if (cell->structure && !emitter->repeated) structure_attach(emitter->layout, cell->structure);
  Rect plain = {box.x, room.y, box.width, room.height};
  emit_backgrounds(emitter, cell, plain);
  decoration_emit(emitter, &cell->decoration, box, !started, finished);
  const Break *from = start ? &start->cells[index] : NULL, *to = end ? &end->cells[index] : NULL;
  Length used = galley_height(cell->galley, from, to) + cell->before + cell->after;
  Length y = room.y + (started ? 0 : cell->before);
  if (!started && finished) y += aligned(cell, room.height, used);
  const Rect *outer_clip = emitter->clip;
  if (cell->decoration.container) emitter->container = box;
  clip_container(emitter, cell, box);
  galley_emit(emitter, cell->galley, from, to, box.x + cell->inset, y);
  emitter->container = outer;
  emitter->clip = outer_clip;
}

void rows_emit(Emitter *emitter, const Item *item, const RowsBreak *start, const RowsBreak *end,
               Length x, Length y) {
  const Rows *rows = item->as.rows;
  rows_heights(rows, start, end);
  unsigned first = start ? start->first_row : 0, last = rows_last(rows, end);
  if (end && end->cells[rows->cell_count].item) last++;
  Length *heights = arena_alloc(emitter->layout->arena, rows->row_count * sizeof *heights);
  memcpy(heights, rows->scratch, rows->row_count * sizeof *heights);
  Length top = y;
  for (unsigned row = first; row < last; row++) {
    if (rows->structure && rows->structure[row] && !emitter->repeated)
      structure_attach(emitter->layout, rows->structure[row]);
    for (size_t i = 0; i < rows->cell_count; i++) {
      const Cell *cell = &rows->cells[i];
      unsigned begin = cell->row < first ? first : cell->row;
      if (begin != row || cell->row + cell->row_span <= first) continue;
      unsigned stop = cell->row + cell->row_span > last ? last : cell->row + cell->row_span;
      Rect room = {x, top, cell->decoration.width, (Length)(stop - row - 1) * rows->gap};
      for (unsigned k = row; k < stop; k++)
        room.height += heights[k];
      emit_cell(emitter, rows, i, start, end, room);
    }
    top += heights[row] + rows->gap;
  }
}
