/* Collects the inline content of a paragraph: one text, with white space treated as its properties say,
 * and the segments it is made of. */
#include "layout/inline.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

/* One paragraph is made at a time, and its areas point to no segment: the next one reuses them. */
enum { SLOT_SEGMENTS = 6 };

typedef struct Collector {
  Paragraph *paragraph;
  Buf text;
  Structure *owner;
  InlineBox *box;
  const FoNode *kept;
  int decoration;
  Length shift;
  bool skip_space; /* white space here collapses into what is before */
  bool anything;   /* more than marks and white space */
  int depth;
} Collector;

const FoNode *marker_find(const Layout *layout, const FoNode *retrieve);

static void collect_node(Collector *collector, const FoNode *node);

static void collect_children(Collector *collector, const FoNode *node) {
  for (const FoNode *child = node->first; child; child = child->next)
    if (child->type != FO_MARKER) collect_node(collector, child);
}

static Length scaled(Length size, int units, unsigned per_em) {
  int64_t twice = (int64_t)size * units * 2 + per_em;
  return (Length)(twice / (2 * (int64_t)per_em) - (twice % (2 * (int64_t)per_em) < 0));
}

static Length line_height(const FoText *text) {
  if (!text->line_height.proportional) return text->line_height.fixed;
  return (Length)(((int64_t)text->font_size * text->line_height.proportional + 500) / 1000);
}

/* The font's height with the leading that makes the line-height shared above and below. */
static void measure(Segment *segment) {
  const FoText *text = segment->node->text;
  const Font *font = segment->font;
  segment->ascent = font ? scaled(text->font_size, font->ascender, font->units_per_em) : 0;
  segment->descent = font ? -scaled(text->font_size, font->descender, font->units_per_em) : 0;
  Length height = line_height(text);
  Length leading = height - segment->ascent - segment->descent;
  segment->above = segment->ascent + (leading - (leading < 0)) / 2;
  segment->below = height - segment->above;
}

static Segment *add_segment(Collector *collector, const FoNode *node, const FoNode *source) {
  Paragraph *paragraph = collector->paragraph;
  Layout *layout = paragraph->layout;
  const FoText *text = node->text;
  Segment segment = {.start = collector->text.length,
                     .node = node,
                     .source = source,
                     .owner = collector->owner,
                     .box = collector->box,
                     .kept = collector->kept,
                     .decoration = collector->decoration,
                     .shift = collector->shift};
  segment.font =
      font_select(layout->fonts, text->font_family, text->font_weight, text->italic, layout->diags);
  if (text->small_caps) segment.features = "smcp";
  measure(&segment);
  paragraph->segments = breaker_scratch(layout->breaker, SLOT_SEGMENTS,
                                        (paragraph->segment_count + 1) * sizeof segment);
  paragraph->segments[paragraph->segment_count++] = segment;
  return &paragraph->segments[paragraph->segment_count - 1];
}

static void trim_spaces(Collector *collector, size_t from) {
  while (collector->text.length > from && collector->text.bytes[collector->text.length - 1] == ' ')
    collector->text.bytes[--collector->text.length] = '\0';
}

static void add_linefeed(Collector *collector, const FoText *text, size_t from) {
  switch (text->linefeed) {
  case FO_LINEFEED_PRESERVE:
    if (text->white_space == FO_SPACE_IGNORE_SURROUNDING ||
        text->white_space == FO_SPACE_IGNORE_BEFORE)
      trim_spaces(collector, from);
    buf_putc(&collector->text, '\n');
    collector->anything = true;
    collector->skip_space = text->white_space == FO_SPACE_IGNORE_SURROUNDING ||
                            text->white_space == FO_SPACE_IGNORE_AFTER;
    break;
  case FO_LINEFEED_ZERO_WIDTH:
    buf_puts(&collector->text, "\xE2\x80\x8B");
    break;
  case FO_LINEFEED_SPACE:
    if (text->collapse && collector->skip_space) break;
    buf_putc(&collector->text, ' ');
    collector->skip_space = true;
    break;
  default:
    break;
  }
}

static void add_space(Collector *collector, const FoText *text) {
  if (text->white_space == FO_SPACE_IGNORE) return;
  if (collector->skip_space && (text->collapse || text->white_space != FO_SPACE_PRESERVE)) return;
  buf_putc(&collector->text, ' ');
  collector->skip_space = text->collapse != 0;
}

static void add_transformed(Collector *collector, uint32_t c, const FoText *text, bool word_start) {
  if (text->transform == 1 || (text->transform == 3 && word_start))
    c = (uint32_t)u_toupper((UChar32)c);
  if (text->transform == 2) c = (uint32_t)u_tolower((UChar32)c);
  char bytes[4];
  size_t length = utf8_encode(c, bytes);
  buf_add(&collector->text, bytes, length);
}

static void add_text(Collector *collector, const FoText *text, const char *string) {
  size_t length = strlen(string), from = collector->text.length;
  bool word_start = true;
  for (size_t at = 0; at < length;) {
    char c = string[at];
    if (c == '\n') {
      add_linefeed(collector, text, from);
      at++;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      add_space(collector, text);
      at++;
    } else if (text->transform) {
      add_transformed(collector, utf8_next(string, length, &at), text, word_start);
      collector->anything = true;
      collector->skip_space = false;
    } else {
      size_t run = strcspn(string + at, " \t\r\n");
      buf_add(&collector->text, string + at, run);
      at += run;
      collector->anything = true;
      collector->skip_space = false;
    }
    word_start = strchr(" \t\r\n", c) != NULL;
  }
}

static void collect_text(Collector *collector, const FoNode *node) {
  if (!*node->string) return;
  size_t before = collector->text.length;
  /* Text has the properties of the FO it stands in. */
  add_segment(collector, node->parent, node);
  add_text(collector, node->text, node->string);
  if (collector->text.length == before) collector->paragraph->segment_count--;
}

static Object *add_object(Collector *collector, const FoNode *node, ObjectType type) {
  Object *object = arena_alloc(collector->paragraph->layout->arena, sizeof *object);
  object->type = type;
  object->node = node;
  add_segment(collector, node, NULL)->object = object;
  return object;
}

static void add_mark(Collector *collector, const FoNode *node) {
  Piece *pieces = marks_of(collector->paragraph->layout, node, false);
  if (pieces) add_object(collector, node, OBJECT_MARK)->pieces = pieces;
}

static void add_placeholder(Collector *collector) {
  buf_puts(&collector->text, "\xEF\xBF\xBC");
  collector->anything = true;
  collector->skip_space = false;
}

static Length baseline_shift(const FoNode *node) {
  const FoNode *parent = node->parent;
  Length size = parent ? parent->text->font_size : node->text->font_size;
  switch (node->box->alignment) {
  case FO_BASELINE_SUPER:
    return size / 3;
  case FO_BASELINE_SUB:
    return -size / 5;
  case FO_BASELINE_LENGTH:
    return fo_length(node->box->baseline_length, size);
  default:
    return 0;
  }
}

Structure *inline_structure(Layout *layout, Structure *around, const FoNode *node,
                            const char *role) {
  if (!around) return structure_static(layout, node);
  if (node->box->role) role = node->box->role;
  if (role && (!strcmp(role, "artifact") || !strcmp(role, "Artifact"))) return NULL;
  if (!role && node->language) {
    const char *language = structure_language(around);
    if (!language || strcmp(language, node->language) != 0) role = "Span";
  }
  if (!role && node->box->alternative && node->type == FO_INLINE) role = "Span";
  return role ? structure_new(layout, around, role, node) : around;
}

static bool paints(const FoNode *node) {
  const FoBox *box = node->box;
  bool edges =
      !box->background.none || box->space_start.optimum.fixed || box->space_end.optimum.fixed;
  for (int side = 0; side < 4; side++)
    edges = edges || box->border[side].width || box->padding[side].fixed;
  return edges;
}

static void add_edge(Collector *collector, const FoNode *node, ObjectType type) {
  int side = type == OBJECT_OPEN ? FO_START : FO_END;
  const FoSpace *space = type == OBJECT_OPEN ? &node->box->space_start : &node->box->space_end;
  Object *object = add_object(collector, node, type);
  object->left = edge_size(node, side, collector->paragraph->width);
  object->width = object->left + fo_length(space->optimum, collector->paragraph->width);
}

static void gather_words(Buf *words, const FoNode *node) {
  for (const FoNode *child = node->first; child; child = child->next) {
    if (child->type == FO_TEXT)
      for (const char *at = child->string; *at; at++) {
        bool space = strchr(" \t\r\n", *at) != NULL;
        if (!space)
          buf_putc(words, *at);
        else if (words->length && words->bytes[words->length - 1] != ' ')
          buf_putc(words, ' ');
      }
    else if (child->type != FO_MARKER)
      gather_words(words, child);
  }
}

/* What following a link does, for those who cannot see it: its alternative text, else its words. */
static const char *link_description(Layout *layout, const FoNode *node) {
  if (node->box->alternative) return node->box->alternative;
  Buf words = {0};
  gather_words(&words, node);
  while (words.length && words.bytes[words.length - 1] == ' ')
    words.length--;
  const char *text = words.length ? arena_strndup(layout->arena, words.bytes, words.length) : NULL;
  buf_free(&words);
  if (text) return text;
  return node->object->external_destination ? node->object->external_destination
                                            : node->object->internal_destination;
}

static void set_target(Collector *collector, InlineBox *box, const FoNode *node) {
  Layout *layout = collector->paragraph->layout;
  const char *internal = node->object->internal_destination;
  box->is_link = internal || node->object->external_destination;
  if (internal && !map_get(layout->ids, internal, strlen(internal))) {
    diag_add(layout->diags, DIAG_FO_ID, fo_place(layout->fo, node), internal);
    box->is_link = false;
  }
  box->target = (LinkArea){.destination = internal,
                           .uri = internal ? NULL : node->object->external_destination,
                           .description = link_description(layout, node)};
}

static void collect_inline(Collector *collector, const FoNode *node) {
  Collector outer = *collector;
  Layout *layout = collector->paragraph->layout;
  bool link = node->type == FO_BASIC_LINK, edges = paints(node);
  InlineBox *box = NULL;
  if (link || edges) {
    box = arena_alloc(layout->arena, sizeof *box);
    box->node = node;
    box->around = collector->box;
    if (link) set_target(collector, box, node);
  }
  bool real = box && box->is_link;
  collector->owner = inline_structure(layout, outer.owner, node, real ? "Link" : NULL);
  if (real) box->link = collector->owner;
  if (box) collector->box = box;
  add_mark(collector, node);
  if (node->text->keep_together.within_line > 0 && !collector->kept) collector->kept = node;
  collector->decoration |= node->box->decoration;
  collector->shift += baseline_shift(node);
  if (edges) add_edge(collector, node, OBJECT_OPEN);
  collect_children(collector, node);
  if (edges) add_edge(collector, node, OBJECT_CLOSE);
  collector->owner = outer.owner;
  collector->box = outer.box;
  collector->kept = outer.kept;
  collector->decoration = outer.decoration;
  collector->shift = outer.shift;
}

static void collect_wrapper(Collector *collector, const FoNode *node) {
  Structure *outer = collector->owner;
  const FoNode *kept = collector->kept;
  collector->owner = inline_structure(collector->paragraph->layout, outer, node, NULL);
  add_mark(collector, node);
  if (node->text->keep_together.within_line > 0 && !kept) collector->kept = node;
  collect_children(collector, node);
  collector->owner = outer;
  collector->kept = kept;
}

static void collect_character(Collector *collector, const FoNode *node) {
  if (!node->object->character) return;
  Structure *outer = collector->owner;
  collector->owner = inline_structure(collector->paragraph->layout, outer, node, NULL);
  Segment *segment = add_segment(collector, node, NULL);
  segment->shift += baseline_shift(node);
  segment->decoration |= node->box->decoration;
  add_text(collector, node->text, node->object->character);
  collector->owner = outer;
}

static void collect_leader(Collector *collector, const FoNode *node) {
  Object *object = add_object(collector, node, OBJECT_LEADER);
  const FoRange *range = &node->text->leader_length;
  Length width = collector->paragraph->width;
  object->minimum = fo_length(range->minimum, width);
  object->width = fo_length(range->optimum, width);
  object->maximum = fo_length(range->maximum, width);
  if (object->width > object->maximum) object->width = object->maximum;
  if (object->width < object->minimum) object->width = object->minimum;
  if (collector->paragraph->block->text->text_align_last == FO_ALIGN_JUSTIFY)
    object->width = object->minimum;
  add_placeholder(collector);
}

static void collect_graphic(Collector *collector, const FoNode *node) {
  Layout *layout = collector->paragraph->layout;
  bool svg = node->type == FO_INSTREAM_FOREIGN_OBJECT;
  Object measured = {.type = svg ? OBJECT_SVG : OBJECT_IMAGE, .node = node};
  if (!graphic_measure(layout, node, collector->paragraph->width, &measured)) return;
  Structure *outer = collector->owner;
  add_mark(collector, node);
  const char *role = node->box->alternative ? "Figure" : NULL;
  bool figure = role || node->box->role;
  collector->owner = figure ? inline_structure(layout, outer, node, role) : NULL;
  Object *object = add_object(collector, node, measured.type);
  *object = measured;
  collector->paragraph->segments[collector->paragraph->segment_count - 1].shift +=
      baseline_shift(node);
  collector->owner = outer;
  add_placeholder(collector);
}

static const char *assumed_text(const Layout *layout, const FoNode *node, LateKind kind) {
  const Map *map = kind == LATE_CITATION_LAST ? layout->assumed_last : layout->assumed;
  const char *id = node->object->reference;
  const char *known = id && map ? map_get(map, id, strlen(id)) : NULL;
  return known ? known : "0";
}

static void collect_late(Collector *collector, const FoNode *node, LateKind kind) {
  Layout *layout = collector->paragraph->layout;
  const char *id = node->object->reference;
  if (kind != LATE_PAGE && (!id || !map_get(layout->ids, id, strlen(id)))) {
    diag_add(layout->diags, DIAG_FO_ID, fo_place(layout->fo, node), id ? id : "");
    return;
  }
  Late *late = arena_alloc(layout->arena, sizeof *late);
  *late = (Late){.kind = kind, .reference = id, .node = node};
  late->assumed = assumed_text(layout, node, kind);
  late->language = node->language;
  Structure *outer = collector->owner;
  collector->owner = inline_structure(layout, outer, node, NULL);
  Object *object = add_object(collector, node, OBJECT_LATE);
  collector->owner = outer;
  object->late = late;
  late_area(layout, late, late->assumed, NULL, node->text->color, &object->width);
  late->reserved = object->width;
  buf_puts(&collector->text, late->assumed);
  collector->anything = true;
  collector->skip_space = false;
}

/* Pages are known when regions are filled: then numbers are plain text. */
static void collect_number(Collector *collector, const FoNode *node, LateKind kind) {
  Layout *layout = collector->paragraph->layout;
  const char *label = NULL, *id = node->object->reference;
  add_mark(collector, node);
  if (layout->current && kind == LATE_PAGE) {
    label =
        page_label(layout->arena, layout->current->number, layout->current->sequence->page->format);
  } else if (layout->current && id) {
    size_t page = (size_t)(uintptr_t)map_get(
        kind == LATE_CITATION_LAST ? layout->last_pages : layout->destinations, id, strlen(id));
    if (page && page <= layout->record_count)
      label = page_label(layout->arena, layout->records[page - 1].number,
                         layout->records[page - 1].sequence->page->format);
  }
  if (!label) {
    collect_late(collector, node, kind);
    return;
  }
  Structure *outer = collector->owner;
  collector->owner = inline_structure(layout, outer, node, NULL);
  add_segment(collector, node, NULL);
  collector->owner = outer;
  buf_puts(&collector->text, label);
  collector->anything = true;
  collector->skip_space = false;
}

static void collect_retrieved(Collector *collector, const FoNode *node) {
  const FoNode *marker = marker_find(collector->paragraph->layout, node);
  if (marker) collect_children(collector, marker);
}

static void collect_node(Collector *collector, const FoNode *node) {
  switch (node->type) {
  case FO_TEXT:
    collect_text(collector, node);
    break;
  case FO_INLINE:
  case FO_BASIC_LINK:
    collect_inline(collector, node);
    break;
  case FO_BLOCK:
  case FO_WRAPPER:
    collect_wrapper(collector, node);
    break;
  case FO_CHARACTER:
    collect_character(collector, node);
    break;
  case FO_LEADER:
    collect_leader(collector, node);
    break;
  case FO_EXTERNAL_GRAPHIC:
  case FO_INSTREAM_FOREIGN_OBJECT:
    collect_graphic(collector, node);
    break;
  case FO_PAGE_NUMBER:
    collect_number(collector, node, LATE_PAGE);
    break;
  case FO_PAGE_NUMBER_CITATION:
    collect_number(collector, node, LATE_CITATION);
    break;
  case FO_PAGE_NUMBER_CITATION_LAST:
    collect_number(collector, node, LATE_CITATION_LAST);
    break;
  case FO_RETRIEVE_MARKER:
    collect_retrieved(collector, node);
    break;
  default:
    break;
  }
}

bool paragraph_collect(Paragraph *paragraph, const FoNode *first, const FoNode *stop) {
  const FoText *text = paragraph->block->text;
  Collector collector = {.paragraph = paragraph,
                         .owner = paragraph->owner,
                         .skip_space =
                             text->collapse != 0 || text->white_space != FO_SPACE_PRESERVE};
  if (paragraph->block->type == FO_BLOCK) collector.decoration = paragraph->block->box->decoration;
  if (text->keep_together.within_line > 0) collector.kept = paragraph->block;
  Segment *strut = add_segment(&collector, paragraph->block, NULL);
  paragraph->strut_above = strut->above;
  paragraph->strut_below = strut->below;
  bool usable = strut->font != NULL;
  paragraph->segment_count = 0;
  for (const FoNode *node = first; node && node != stop; node = node->next)
    if (node->type != FO_MARKER) collect_node(&collector, node);
  if (text->collapse) trim_spaces(&collector, 0);
  size_t length = collector.text.length;
  paragraph->text =
      arena_strndup(paragraph->layout->arena, length ? collector.text.bytes : "", length);
  paragraph->length = length;
  buf_free(&collector.text);
  bool preserved = length && !text->collapse;
  return usable && (collector.anything || preserved);
}
