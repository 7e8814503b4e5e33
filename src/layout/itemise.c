/* Cuts a paragraph's text into units: by the places where a line may end, by segment, script, direction
 * and font; and shapes each. */
#include "layout/inline.h"

#include "base/utf8.h"

#include <string.h>

enum { SLOT_MARKS = 1, SLOT_LEVELS = 2, SLOT_UNITS = 7, LONGEST_UNIT = 120 };

typedef struct Itemiser {
  Paragraph *paragraph;
  const unsigned char *marks, *levels; /* levels NULL: all left to right */
  hb_script_t script;
} Itemiser;

static void add_unit(Itemiser *itemiser, Unit unit) {
  Paragraph *paragraph = itemiser->paragraph;
  paragraph->units = breaker_scratch(paragraph->layout->breaker, SLOT_UNITS,
                                     (paragraph->unit_count + 1) * sizeof unit);
  paragraph->units[paragraph->unit_count++] = unit;
}

static Length spacing(const Segment *segment, const Unit *unit) {
  const FoText *text = segment->node->text;
  Length sum = 0;
  if (unit->shaped) sum += text->letter_spacing.fixed * (Length)unit->shaped->count;
  if (unit->space) sum += text->word_spacing.fixed * (Length)(unit->end - unit->start);
  return sum;
}

Unit unit_shape(Paragraph *paragraph, const Unit *like, uint32_t start, uint32_t end) {
  Unit unit = *like;
  unit.start = start;
  unit.end = end;
  const Segment *segment = like->segment;
  unit.shaped = shape_text(paragraph->layout->shaper, unit.font, segment->node->text->font_size,
                           paragraph->text + start, end - start, unit.script, unit.level & 1,
                           segment->node->language, segment->features);
  unit.width = length_sum(unit.shaped->advance, spacing(segment, &unit));
  return unit;
}

/* The place in the segment's own text of the character at an offset of the paragraph's. */
static Place place_of(const Paragraph *paragraph, const Segment *segment, size_t offset) {
  const FoNode *source = segment->source;
  if (!source) return segment->node->place;
  size_t at = offset;
  utf8_next(paragraph->text, paragraph->length, &at);
  const char *character = paragraph->text + offset;
  size_t size = at - offset, skip = 0;
  for (size_t i = segment->start; i + size <= offset; i++)
    if (!memcmp(paragraph->text + i, character, size)) skip++;
  size_t length = strlen(source->string);
  for (size_t i = 0; i + size <= length; i++)
    if (!memcmp(source->string + i, character, size) && skip-- == 0)
      return fo_character_place(paragraph->layout->fo, source, i);
  return source->place;
}

static void report_glyph(const Paragraph *paragraph, const Segment *segment, size_t offset,
                         uint32_t c) {
  char text[5] = "";
  text[utf8_encode(c, text)] = '\0';
  diag_add(paragraph->layout->diags, DIAG_FO_GLYPH, place_of(paragraph, segment, offset),
           (unsigned)c, text);
}

static bool invisible(uint32_t c) {
  return c < 0x20 || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || c == 0xAD;
}

static bool joins(uint32_t c) {
  hb_unicode_general_category_t category =
      hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK || invisible(c);
}

/* A word that its own font cannot write whole: pieces by the font that has each character. */
static void add_by_font(Itemiser *itemiser, Unit unit) {
  Paragraph *paragraph = itemiser->paragraph;
  const Font *current = NULL;
  size_t start = unit.start;
  for (size_t at = unit.start; at < unit.end;) {
    size_t offset = at;
    uint32_t c = utf8_next(paragraph->text, unit.end, &at);
    const Font *font = font_for_code_point(paragraph->layout->fonts, unit.segment->font, c);
    if (!font) {
      report_glyph(paragraph, unit.segment, offset, c);
      font = unit.segment->font;
    }
    if (!current) current = font;
    if (font == current || (joins(c) && font == unit.segment->font)) continue;
    unit.font = current;
    add_unit(itemiser, unit_shape(paragraph, &unit, (uint32_t)start, (uint32_t)offset));
    current = font;
    start = offset;
  }
  unit.font = current;
  add_unit(itemiser, unit_shape(paragraph, &unit, (uint32_t)start, unit.end));
}

static void add_word(Itemiser *itemiser, Unit unit) {
  Unit shaped = unit_shape(itemiser->paragraph, &unit, unit.start, unit.end);
  if (shaped.shaped->missing < 0)
    add_unit(itemiser, shaped);
  else
    add_by_font(itemiser, unit);
}

/* The script of a character; common ones take that of the text before. */
static hb_script_t script_of(Itemiser *itemiser, uint32_t c) {
  if (c < 0x80 && ((c | 0x20) < 'a' || (c | 0x20) > 'z')) return itemiser->script;
  if (c < 0x80) return HB_SCRIPT_LATIN;
  hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
  if (script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN)
    return itemiser->script;
  return script;
}

/* Whether a stretch is ASCII where Latin text runs from left to right: then it is one word. */
static bool is_one_word(const Itemiser *itemiser, size_t start, size_t end) {
  if (itemiser->levels || itemiser->script != HB_SCRIPT_LATIN || end - start >= LONGEST_UNIT)
    return false;
  const char *text = itemiser->paragraph->text;
  while (start < end && (unsigned char)text[start] < 0x80)
    start++;
  return start == end;
}

/* A stretch without spaces and without a place to break: one word for each script and level. */
static void add_words(Itemiser *itemiser, Segment *segment, size_t start, size_t end) {
  const Paragraph *paragraph = itemiser->paragraph;
  Unit unit = {.segment = segment, .font = segment->font};
  if (is_one_word(itemiser, start, end)) {
    unit.script = itemiser->script;
    unit.start = (uint32_t)start;
    unit.end = (uint32_t)end;
    add_word(itemiser, unit);
    return;
  }
  for (size_t at = start; at < end;) {
    size_t from = at;
    unit.level = itemiser->levels ? itemiser->levels[at] : 0;
    bool known = false;
    while (at < end) {
      size_t next = at;
      uint32_t c = utf8_next(paragraph->text, end, &next);
      hb_script_t script = script_of(itemiser, c);
      bool strong = script != itemiser->script || (c < 0x80 && (c | 0x20) >= 'a');
      if (at - from >= LONGEST_UNIT) break;
      if (at > from && ((itemiser->levels && itemiser->levels[at] != unit.level) ||
                        (known && script != itemiser->script)))
        break;
      known = known || strong;
      itemiser->script = script;
      at = next;
    }
    unit.script = itemiser->script;
    unit.start = (uint32_t)from;
    unit.end = (uint32_t)at;
    add_word(itemiser, unit);
  }
}

static void add_spaces(Itemiser *itemiser, Segment *segment, size_t start, size_t end) {
  Unit unit = {
      .segment = segment, .font = segment->font, .space = true, .script = itemiser->script};
  while (start < end) {
    unit.level = itemiser->levels ? itemiser->levels[start] : 0;
    size_t at = start;
    while (at < end && (!itemiser->levels || itemiser->levels[at] == unit.level))
      at++;
    add_unit(itemiser, unit_shape(itemiser->paragraph, &unit, (uint32_t)start, (uint32_t)at));
    start = at;
  }
}

/* From one place where a line may end to the next, within one segment. */
static void add_stretch(Itemiser *itemiser, Segment *segment, size_t start, size_t end) {
  const char *text = itemiser->paragraph->text;
  while (start < end) {
    size_t at = start;
    while (at < end && text[at] != ' ' && text[at] != '\n')
      at++;
    if (at > start) add_words(itemiser, segment, start, at);
    start = at;
    while (at < end && text[at] == ' ')
      at++;
    if (at > start) add_spaces(itemiser, segment, start, at);
    start = at;
    if (at < end && text[at] == '\n') {
      add_unit(itemiser, (Unit){.segment = segment,
                                .start = (uint32_t)at,
                                .end = (uint32_t)at + 1,
                                .newline = true,
                                .space = true});
      start = at + 1;
    }
  }
}

static bool unbroken(const Segment *segment) {
  return !segment->node->text->wrap;
}

/* Notes that a line may end after the last unit, unless what follows is kept with it. */
static void mark_break(Itemiser *itemiser, const Segment *next) {
  Paragraph *paragraph = itemiser->paragraph;
  Unit *last = &paragraph->units[paragraph->unit_count - 1];
  const Segment *segment = last->segment;
  if (!segment) return; /* the spare one */
  if (next && unbroken(segment) && unbroken(next)) return;
  if (next && segment->kept && segment->kept == next->kept)
    last->kept_break = true;
  else
    last->break_after = true;
}

static void add_segment(Itemiser *itemiser, Segment *segment, size_t end) {
  size_t start = segment->start;
  const Paragraph *paragraph = itemiser->paragraph;
  const Segment *last = paragraph->segments + paragraph->segment_count - 1;
  while (start < end) {
    size_t at = start + 1;
    while (at < end && !itemiser->marks[at])
      at++;
    add_stretch(itemiser, segment, start, at);
    const Segment *next = at < end ? segment : segment < last ? segment + 1 : NULL;
    if (itemiser->marks[at]) mark_break(itemiser, next);
    start = at;
  }
}

static void add_object(Itemiser *itemiser, Segment *segment, size_t end) {
  Paragraph *paragraph = itemiser->paragraph;
  Unit unit = {.segment = segment,
               .start = (uint32_t)segment->start,
               .end = (uint32_t)end,
               .width = segment->object->width};
  unit.level = paragraph->right_to_left;
  if (itemiser->levels && segment->start < paragraph->length)
    unit.level = itemiser->levels[segment->start];
  bool closing = segment->object->type == OBJECT_CLOSE;
  Unit *before = paragraph->unit_count > 1 ? &paragraph->units[paragraph->unit_count - 1] : NULL;
  if (closing && before) {
    unit.break_after = before->break_after;
    unit.kept_break = before->kept_break;
    before->break_after = before->kept_break = false;
    unit.level = before->level;
  }
  add_unit(itemiser, unit);
  const Segment *last = paragraph->segments + paragraph->segment_count - 1;
  if (end > segment->start && itemiser->marks[end])
    mark_break(itemiser, segment < last ? segment + 1 : NULL);
}

void paragraph_itemise(Paragraph *paragraph) {
  TextBreaker *breaker = paragraph->layout->breaker;
  unsigned char *marks = breaker_scratch(breaker, SLOT_MARKS, paragraph->length + 2);
  unsigned char *levels = breaker_scratch(breaker, SLOT_LEVELS, paragraph->length + 1);
  breaker_lines(breaker, paragraph->text, paragraph->length, paragraph->block->language, marks);
  paragraph->bidi =
      breaker_levels(breaker, paragraph->text, paragraph->length, paragraph->right_to_left, levels);
  Itemiser itemiser = {.paragraph = paragraph,
                       .marks = marks,
                       .levels = paragraph->bidi ? levels : NULL,
                       .script = HB_SCRIPT_LATIN};
  add_unit(&itemiser, (Unit){0});
  for (size_t i = 0; i < paragraph->segment_count; i++) {
    Segment *segment = &paragraph->segments[i];
    size_t end = i + 1 < paragraph->segment_count ? segment[1].start : paragraph->length;
    if (end > paragraph->length) end = paragraph->length;
    if (segment->object)
      add_object(&itemiser, segment, end < segment->start ? segment->start : end);
    else
      add_segment(&itemiser, segment, end);
  }
}
