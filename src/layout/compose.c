/* Makes the pieces of a line: widths of leaders, alignment, visual order, height; then the boxes, links,
 * text and graphics at their places. */
#include "layout/inline.h"

#include <string.h>

enum { SLOT_ORDER = 3, SLOT_ORDER_LEVELS = 4, SLOT_X = 5 };

typedef struct Composer {
  Paragraph *paragraph;
  const Line *line;
  Length left, width;  /* of the line's room */
  Length above, below; /* of the baseline */
  Length *x;           /* of each unit, from the line's room's left edge */
  Length extra_space;  /* that justification gives each space */
  Piece *first, **next;
} Composer;

static const Object *object_of(const Unit *unit) {
  return unit->segment->object;
}

static bool is_leader(const Unit *unit) {
  const Object *object = object_of(unit);
  return object && object->type == OBJECT_LEADER;
}

static Length content_width(const Composer *composer) {
  Length sum = 0;
  for (size_t i = composer->line->first; i < composer->line->hang; i++)
    sum = length_sum(sum, composer->paragraph->units[i].width);
  return sum;
}

/* Leaders share what is left, each up to its maximum. */
static Length stretch_leaders(Composer *composer, Length room) {
  Unit *units = composer->paragraph->units;
  Length count = 0;
  for (size_t i = composer->line->first; i < composer->line->hang; i++)
    count += is_leader(&units[i]);
  for (size_t i = composer->line->first; i < composer->line->hang && count && room > 0; i++) {
    if (!is_leader(&units[i])) continue;
    Length share = room / count--, most = object_of(&units[i])->maximum - units[i].width;
    if (share > most) share = most > 0 ? most : 0;
    units[i].width += share;
    room -= share;
  }
  return room;
}

static int alignment(const Composer *composer) {
  const FoText *text = composer->paragraph->block->text;
  int align = text->text_align;
  if (composer->line->closing && text->text_align_last != FO_ALIGN_RELATIVE)
    align = text->text_align_last;
  else if (composer->line->closing && align == FO_ALIGN_JUSTIFY)
    align = FO_ALIGN_START;
  bool right_to_left = composer->paragraph->right_to_left;
  if (align == FO_ALIGN_LEFT) return right_to_left ? FO_ALIGN_END : FO_ALIGN_START;
  if (align == FO_ALIGN_RIGHT) return right_to_left ? FO_ALIGN_START : FO_ALIGN_END;
  return align;
}

static Length count_spaces(const Composer *composer) {
  Length count = 0;
  for (size_t i = composer->line->first; i < composer->line->hang; i++) {
    const Unit *unit = &composer->paragraph->units[i];
    if (unit->space) count += (Length)(unit->end - unit->start);
  }
  return count;
}

/* Where the line's content starts, and what justification adds to its spaces. */
static Length align(Composer *composer) {
  Length room = composer->width - content_width(composer);
  int how = alignment(composer);
  if (how == FO_ALIGN_JUSTIFY) room = stretch_leaders(composer, room);
  if (room < 0) room = 0;
  bool right_to_left = composer->paragraph->right_to_left;
  if (how == FO_ALIGN_CENTER) return room / 2;
  if (how == FO_ALIGN_END) return right_to_left ? 0 : room;
  Length spaces = how == FO_ALIGN_JUSTIFY ? count_spaces(composer) : 0;
  if (spaces) composer->extra_space = room / spaces;
  if (!right_to_left) return 0;
  return room - composer->extra_space * spaces;
}

static Length unit_advance(const Composer *composer, const Unit *unit) {
  return unit->width + (unit->space && unit->shaped
                            ? composer->extra_space * (Length)(unit->end - unit->start)
                            : 0);
}

static void place_logical(Composer *composer, Length x) {
  const Line *line = composer->line;
  for (size_t i = line->first; i < line->last; i++) {
    composer->x[i - line->first] = x;
    x = length_sum(x, unit_advance(composer, &composer->paragraph->units[i]));
  }
}

/* Spaces that hang take the paragraph's direction, as UAX 9 has it (L1), so that they hang at the
 * end of the line. */
static void place_visual(Composer *composer, Length x) {
  const Line *line = composer->line;
  size_t count = line->last - line->first;
  TextBreaker *breaker = composer->paragraph->layout->breaker;
  unsigned char *levels = breaker_scratch(breaker, SLOT_ORDER_LEVELS, count);
  int *order = breaker_scratch(breaker, SLOT_ORDER, count * sizeof *order);
  for (size_t i = 0; i < count; i++)
    levels[i] = line->first + i >= line->hang ? composer->paragraph->right_to_left
                                              : composer->paragraph->units[line->first + i].level;
  breaker_visual(levels, (int)count, order);
  if (composer->paragraph->right_to_left)
    for (size_t i = line->hang; i < line->last; i++)
      x -= unit_advance(composer, &composer->paragraph->units[i]);
  for (size_t i = 0; i < count; i++) {
    composer->x[order[i]] = x;
    x += unit_advance(composer, &composer->paragraph->units[line->first + (size_t)order[i]]);
  }
}

static void reach(Composer *composer, Length above, Length below) {
  if (above > composer->above) composer->above = above;
  if (below > composer->below) composer->below = below;
}

/* How far a graphic stands above and below the baseline. */
static void graphic_reach(const Segment *segment, const Object *object, Length *above,
                          Length *below) {
  Length height = object->height + object->top + object->bottom;
  switch (segment->node->box->alignment) {
  case FO_BASELINE_MIDDLE:
    *above = height / 2 + segment->ascent / 4;
    break;
  case FO_BASELINE_TEXT_TOP:
    *above = segment->ascent;
    break;
  case FO_BASELINE_TEXT_BOTTOM:
    *above = height - segment->descent;
    break;
  default:
    *above = height + segment->shift;
    break;
  }
  *below = height - *above;
}

static bool edge_aligned(const Segment *segment) {
  int how = segment->node->box->alignment;
  return how == FO_BASELINE_TOP || how == FO_BASELINE_BOTTOM;
}

static bool is_graphic(const Object *object) {
  return object->type == OBJECT_IMAGE || object->type == OBJECT_SVG;
}

static void measure_unit(Composer *composer, const Unit *unit) {
  const Segment *segment = unit->segment;
  const Object *object = segment->object;
  Length shift = segment->node->text->line_height_shift ? 0 : segment->shift;
  if (object && is_graphic(object)) {
    Length above, below;
    if (edge_aligned(segment)) return;
    graphic_reach(segment, object, &above, &below);
    reach(composer, above, below);
  } else if (!object || object->type == OBJECT_LATE || object->type == OBJECT_LEADER) {
    reach(composer, segment->above + shift, segment->below - shift);
  }
}

static void measure(Composer *composer) {
  const Line *line = composer->line;
  composer->above = composer->paragraph->strut_above;
  composer->below = composer->paragraph->strut_below;
  const Unit *units = composer->paragraph->units;
  for (size_t i = line->first; i < line->last; i++)
    if (i == line->first || units[i].segment != units[i - 1].segment)
      measure_unit(composer, &units[i]);
  for (size_t i = line->first; i < line->last; i++) {
    const Object *object = object_of(&units[i]);
    if (!object || !is_graphic(object) || !edge_aligned(units[i].segment)) continue;
    Length height = object->height + object->top + object->bottom;
    if (units[i].segment->node->box->alignment == FO_BASELINE_TOP)
      reach(composer, composer->above, height - composer->above);
    else
      reach(composer, height - composer->below, composer->below);
  }
}

static Piece *add_piece(Composer *composer, PieceType type) {
  Piece *piece = piece_new(composer->paragraph->layout, type);
  *composer->next = piece;
  composer->next = &piece->next;
  return piece;
}

static Area *add_area(Composer *composer, AreaType type, const Segment *segment, Structure *owner) {
  Place place = segment->source ? segment->source->place : segment->node->place;
  Piece *piece = add_piece(composer, PIECE_AREA);
  return piece->area = area_new(composer->paragraph->layout, type, owner, place);
}

/* The extent on this line of each inline that paints or links. */
static void extend_boxes(Composer *composer, const Unit *unit, Length x) {
  Length end = x + unit_advance(composer, unit);
  const Object *object = unit->segment->object;
  for (InlineBox *box = unit->segment->box; box; box = box->around) {
    Length from = x, to = end;
    if (object && box->node == object->node) {
      box->starts = box->starts || object->type == OBJECT_OPEN;
      box->ends = box->ends || object->type == OBJECT_CLOSE;
      if (object->type == OBJECT_OPEN) from += object->width - object->left;
      if (object->type == OBJECT_CLOSE) to -= object->width - object->left;
    }
    if (!box->seen || from < box->x) box->x = from;
    if (!box->seen || to > box->end) box->end = to;
    box->seen = true;
  }
}

static void inline_decoration(Composer *composer, const InlineBox *box, const Segment *segment) {
  Layout *layout = composer->paragraph->layout;
  const FoNode *node = box->node;
  Decoration *decoration = decoration_new(layout, node, 0, box->end - box->x);
  if (!decoration->visible) return;
  Area *area = add_area(composer, AREA_BOX, segment, NULL);
  area->place = node->place;
  Length before = edge_size(node, FO_BEFORE, 0), after = edge_size(node, FO_AFTER, 0);
  Length baseline = composer->above - segment->shift;
  area->box = (Rect){composer->left + box->x, baseline - segment->ascent - before,
                     box->end - box->x, segment->ascent + segment->descent + before + after};
  BoxArea *painted = &area->as.painted;
  *painted = (BoxArea){.background = decoration->background,
                       .top = decoration->edges[0],
                       .right = decoration->edges[1],
                       .bottom = decoration->edges[2],
                       .left = decoration->edges[3]};
  memcpy(painted->radius, decoration->radius, sizeof painted->radius);
  bool right_to_left = composer->paragraph->right_to_left;
  if (!box->starts) *(right_to_left ? &painted->right : &painted->left) = (Edge){0};
  if (!box->ends) *(right_to_left ? &painted->left : &painted->right) = (Edge){0};
}

static void link_area(Composer *composer, const InlineBox *box, const Segment *segment) {
  if (!box->is_link) return;
  Area *area = add_area(composer, AREA_LINK, segment, box->link);
  area->place = box->node->place;
  area->as.link = box->target;
  Length height = segment->above + segment->below;
  area->box =
      (Rect){composer->left + box->x, composer->above - segment->above, box->end - box->x, height};
}

/* Outer boxes first, so that inner ones are painted over them. */
static void put_box(Composer *composer, InlineBox *box, const Segment *segment) {
  if (!box || !box->seen) return;
  box->seen = false;
  put_box(composer, box->around, segment);
  inline_decoration(composer, box, segment);
  link_area(composer, box, segment);
  box->starts = box->ends = false;
}

static void put_boxes(Composer *composer) {
  const Line *line = composer->line;
  const Unit *units = composer->paragraph->units;
  for (size_t i = line->first; i < line->hang; i++)
    extend_boxes(composer, &units[i], composer->x[i - line->first]);
  for (size_t i = line->first; i < line->hang; i++)
    put_box(composer, units[i].segment->box, units[i].segment);
}

static void stroke(Composer *composer, const Segment *segment, Length x, Length width, Length y,
                   Length thickness, Color color) {
  Area *area = add_area(composer, AREA_STROKE, segment, NULL);
  area->as.stroke = (StrokeArea){.x1 = x,
                                 .x2 = x + width,
                                 .y1 = y,
                                 .y2 = y,
                                 .edge = {.width = thickness, .style = LINE_SOLID, .color = color}};
  area->box = (Rect){x, y - thickness / 2, width, thickness};
}

static void decorate(Composer *composer, const Segment *segment, Length x, Length width) {
  const FoText *text = segment->node->text;
  Length baseline = composer->above - segment->shift, size = text->font_size;
  Length thickness = size / 18;
  if (segment->decoration & FO_UNDERLINE)
    stroke(composer, segment, x, width, baseline + size / 9, thickness, text->color);
  if (segment->decoration & FO_OVERLINE)
    stroke(composer, segment, x, width, baseline - segment->ascent * 9 / 10, thickness,
           text->color);
  if (segment->decoration & FO_LINE_THROUGH)
    stroke(composer, segment, x, width, baseline - size * 3 / 11, thickness, text->color);
}

static size_t copy_glyphs(const Composer *composer, const Unit *unit, Glyph *glyphs) {
  Length letter = unit->segment->node->text->letter_spacing.fixed;
  Length word =
      unit->space ? unit->segment->node->text->word_spacing.fixed + composer->extra_space : 0;
  for (size_t i = 0; i < unit->shaped->count; i++) {
    glyphs[i] = unit->shaped->glyphs[i];
    glyphs[i].cluster += unit->start;
    glyphs[i].advance += letter + word;
  }
  return unit->shaped->count;
}

static bool same_run(const Unit *a, const Unit *b) {
  return b->shaped && a->segment == b->segment && a->font == b->font &&
         (a->level & 1) == (b->level & 1) && a->level == b->level && a->end == b->start;
}

/* A run of units of one segment and font as one text area; returns the unit after it. */
static size_t put_text(Composer *composer, size_t from) {
  const Unit *units = composer->paragraph->units;
  const Line *line = composer->line;
  size_t to = from + 1, count = units[from].shaped->count;
  /* the spaces that hang at the end of right-to-left text stand apart */
  bool apart = composer->paragraph->bidi;
  while (to < line->last && same_run(&units[to - 1], &units[to]) && !(apart && to == line->hang))
    count += units[to++].shaped->count;
  const Segment *segment = units[from].segment;
  bool right_to_left = units[from].level & 1;
  Glyph *glyphs = arena_alloc(composer->paragraph->layout->arena, count * sizeof *glyphs);
  size_t used = 0;
  Length width = 0, visible = 0;
  for (size_t i = from; i < to; i++) {
    const Unit *unit = &units[right_to_left ? to - 1 - (i - from) : i];
    used += copy_glyphs(composer, unit, glyphs + used);
    width = length_sum(width, unit_advance(composer, unit));
    if ((size_t)(unit - units) < line->hang)
      visible = length_sum(visible, unit_advance(composer, unit));
  }
  Length x = composer->left + composer->x[(right_to_left ? to - 1 : from) - line->first];
  if (segment->decoration && visible) decorate(composer, segment, x, visible);
  if (!segment->node->text->visible) return to;
  Area *area = add_area(composer, AREA_TEXT, segment, segment->owner);
  area->box = (Rect){x, composer->above - segment->above - segment->shift, width,
                     segment->above + segment->below};
  area->as.text = (TextArea){.font = units[from].font,
                             .size = segment->node->text->font_size,
                             .color = segment->node->text->color,
                             .glyphs = glyphs,
                             .glyph_count = count,
                             .text = composer->paragraph->text,
                             .text_start = units[from].start,
                             .text_length = units[to - 1].end - units[from].start,
                             .right_to_left = right_to_left,
                             .baseline = composer->above - segment->shift};
  return to;
}

static void put_image(Composer *composer, const Segment *segment, Length x) {
  const Object *object = segment->object;
  Length above, below;
  graphic_reach(segment, object, &above, &below);
  if (segment->node->box->alignment == FO_BASELINE_TOP) above = composer->above;
  if (segment->node->box->alignment == FO_BASELINE_BOTTOM)
    above = object->height + object->top + object->bottom - composer->below;
  Length y = composer->above - above;
  Layout *layout = composer->paragraph->layout;
  Decoration *decoration = decoration_new(layout, object->node, 0, object->width);
  if (decoration->visible) {
    Area *box = add_area(composer, AREA_BOX, segment, NULL);
    box->box = (Rect){x, y, object->width, object->height + object->top + object->bottom};
    box->as.painted = (BoxArea){.background = decoration->background,
                                .top = decoration->edges[0],
                                .right = decoration->edges[1],
                                .bottom = decoration->edges[2],
                                .left = decoration->edges[3]};
    memcpy(box->as.painted.radius, decoration->radius, sizeof box->as.painted.radius);
  }
  Area *area = area_new(layout, AREA_IMAGE, segment->owner, object->node->place);
  area->box = (Rect){x + object->left + object->content.x, y + object->top + object->content.y,
                     object->content.width, object->content.height};
  Piece *piece = add_piece(composer, object->type == OBJECT_SVG ? PIECE_SVG : PIECE_AREA);
  piece->area = area;
  piece->node = object->node;
  if (object->image)
    area->as.image = (ImageArea){.format = object->image->format,
                                 .bytes = object->image->bytes,
                                 .length = object->image->length,
                                 .path = object->image->path};
}

static void put_late(Composer *composer, const Segment *segment, Length x) {
  Late *late = segment->object->late;
  Length width;
  Area *area = late_area(composer->paragraph->layout, late, late->assumed, segment->owner,
                         segment->node->text->color, &width);
  area->box = (Rect){x, composer->above - segment->above - segment->shift, width,
                     segment->above + segment->below};
  area->as.text.baseline = composer->above - segment->shift;
  Piece *piece = add_piece(composer, PIECE_LATE);
  piece->area = area;
  piece->late = late;
}

/* The first text below a node, whose properties the leader's content is set with; NULL when there is none. */
static const FoNode *first_text(const FoNode *node) {
  for (const FoNode *child = node->first; child; child = child->next) {
    const FoNode *found = child->type == FO_TEXT ? child : first_text(child);
    if (found) return found;
  }
  return NULL;
}

/* What a leader repeats: words of its own, or a dot. */
typedef struct Pattern {
  const FoText *text;
  const Shaped *shaped;
  const char *bytes;
  size_t length;
} Pattern;

static bool shape_pattern(const Composer *composer, const Segment *segment, const char *bytes,
                          const FoText *text, Pattern *pattern) {
  Layout *layout = composer->paragraph->layout;
  size_t length = strlen(bytes);
  const Shaped *shaped = shape_text(layout->shaper, segment->font, text->font_size, bytes, length,
                                    HB_SCRIPT_LATIN, false, NULL, NULL);
  *pattern = (Pattern){text, shaped, bytes, length};
  return shaped->count && shaped->advance > 0 && shaped->missing < 0;
}

/* Text with each run of white space as one space. */
static const char *collapsed(Arena *arena, const char *text) {
  char *copy = arena_alloc(arena, strlen(text) + 1), *to = copy;
  for (; *text; text++) {
    bool blank = strchr(" \t\r\n", *text) != NULL;
    if (!blank || to == copy || to[-1] != ' ') *to++ = blank ? ' ' : *text;
  }
  *to = '\0';
  return copy;
}

/* XSL-FO 1.1, 7.22.2: with use-content, the children of the leader; here the first text among them. */
static bool find_pattern(const Composer *composer, const Segment *segment, Pattern *pattern) {
  const FoNode *node = segment->node;
  const FoNode *own = node->text->leader_pattern == FO_LEADER_CONTENT ? first_text(node) : NULL;
  if (!segment->font) return false;
  const char *words = own ? collapsed(composer->paragraph->layout->arena, own->string) : NULL;
  if (own && shape_pattern(composer, segment, words, own->text, pattern)) return true;
  return shape_pattern(composer, segment, ".", node->text, pattern);
}

/* Dots, and whatever else is repeated, stand on a grid that is counted from the end of the line, so that those of all lines
 * align. */
static void put_pattern(Composer *composer, const Segment *segment, Length x, Length width) {
  Arena *arena = composer->paragraph->layout->arena;
  Pattern pattern;
  if (!find_pattern(composer, segment, &pattern)) return;
  const Shaped *shaped = pattern.shaped;
  Length step = fo_length(segment->node->text->leader_pattern_width, composer->width);
  if (step < shaped->advance) step = shaped->advance;
  Length end = composer->left + composer->width, start = x;
  Length rest = (end - start) % step;
  start += rest < 0 ? 0 : rest;
  size_t count = width > start - x ? (size_t)((width - (start - x)) / step) : 0;
  if (!count) return;
  Glyph *glyphs = arena_alloc(arena, count * shaped->count * sizeof *glyphs);
  char *text = arena_alloc(arena, count * pattern.length + 1);
  for (size_t i = 0; i < count; i++) {
    Glyph *copy = glyphs + i * shaped->count;
    memcpy(copy, shaped->glyphs, shaped->count * sizeof *copy);
    for (size_t j = 0; j < shaped->count; j++)
      copy[j].cluster += (uint32_t)(i * pattern.length);
    copy[shaped->count - 1].advance += step - shaped->advance;
    memcpy(text + i * pattern.length, pattern.bytes, pattern.length);
  }
  Area *area = add_area(composer, AREA_TEXT, segment, NULL);
  area->box = (Rect){start, composer->above - segment->above, step * (Length)count,
                     segment->above + segment->below};
  area->as.text = (TextArea){.font = segment->font,
                             .size = pattern.text->font_size,
                             .color = pattern.text->color,
                             .glyphs = glyphs,
                             .glyph_count = count * shaped->count,
                             .text = text,
                             .text_length = count * pattern.length,
                             .baseline = composer->above - segment->shift};
}

static void put_rule(Composer *composer, const Segment *segment, Length x, Length width) {
  const FoText *text = segment->node->text;
  Length thickness = fo_length(text->rule_thickness, 0);
  if (!thickness || text->rule_style == LINE_NONE) return;
  Length y = composer->above - segment->shift;
  stroke(composer, segment, x, width, y, thickness, text->color);
  Piece *piece = composer->first;
  while (piece->next)
    piece = piece->next;
  piece->area->as.stroke.edge.style = (LineStyle)text->rule_style;
}

static void put_leader(Composer *composer, const Unit *unit, Length x) {
  const Segment *segment = unit->segment;
  switch (segment->node->text->leader_pattern) {
  case FO_LEADER_RULE:
    put_rule(composer, segment, x, unit->width);
    break;
  case FO_LEADER_DOTS:
  case FO_LEADER_CONTENT:
    put_pattern(composer, segment, x, unit->width);
    break;
  default:
    break;
  }
}

static void put_object(Composer *composer, const Unit *unit, Length x) {
  Object *object = unit->segment->object;
  switch (object->type) {
  case OBJECT_LEADER:
    put_leader(composer, unit, x);
    break;
  case OBJECT_IMAGE:
  case OBJECT_SVG:
    put_image(composer, unit->segment, x);
    break;
  case OBJECT_LATE:
    put_late(composer, unit->segment, x);
    break;
  case OBJECT_MARK:
    if (!object->pieces) break;
    *composer->next = object->pieces;
    while (*composer->next)
      composer->next = &(*composer->next)->next;
    object->pieces = NULL;
    break;
  default:
    break;
  }
}

static void put_units(Composer *composer) {
  const Line *line = composer->line;
  const Unit *units = composer->paragraph->units;
  for (size_t i = line->first; i < line->last;) {
    const Unit *unit = &units[i];
    if (unit->shaped) {
      i = put_text(composer, i);
      continue;
    }
    if (unit->segment->object)
      put_object(composer, unit, composer->left + composer->x[i - line->first]);
    i++;
  }
}

Piece *line_compose(Paragraph *paragraph, const Line *line, Length x, Length width,
                    Length *height) {
  Composer composer = {.paragraph = paragraph, .line = line, .left = x, .width = width};
  composer.next = &composer.first;
  composer.x = breaker_scratch(paragraph->layout->breaker, SLOT_X,
                               (line->last - line->first + 1) * sizeof *composer.x);
  Length start = align(&composer);
  if (paragraph->bidi)
    place_visual(&composer, start);
  else
    place_logical(&composer, start);
  measure(&composer);
  put_boxes(&composer);
  put_units(&composer);
  *height = composer.above + composer.below;
  return composer.first;
}
