/* Chooses where lines end: each takes what fits, up to the last place where it may end. Only a word wider
 * than the whole line is cut, between grapheme clusters, with a warning. */
#include "layout/inline.h"

#include <string.h>

typedef struct Search {
  Paragraph *paragraph;
  Length width;
  size_t first;
  Length x;          /* with the spaces passed so far */
  size_t last_break; /* units up to here fit and a line may end here; first: none */
  size_t last_kept;  /* the same, breaking what should be kept on one line */
} Search;

/* Spaces and marks at the end of a line hang past it. */
static bool hangs(const Unit *unit) {
  const Object *object = unit->segment->object;
  return unit->space || (object && object->type == OBJECT_MARK);
}

static void hang_spaces(const Unit *units, Line *line) {
  while (line->hang > line->first && hangs(&units[line->hang - 1]))
    line->hang--;
}

void line_cut(const Paragraph *paragraph, Line *line, size_t unit) {
  line->hang = line->last = unit;
  line->closing = false;
  hang_spaces(paragraph->units, line);
}

static Line line_to(const Search *search, size_t last, bool closing) {
  Line line = {.first = search->first, .hang = last, .last = last, .closing = closing};
  hang_spaces(search->paragraph->units, &line);
  return line;
}
static Place place_of_word(const Paragraph *paragraph, const Unit *unit) {
  const FoNode *source = unit->segment->source;
  if (!source) return unit->segment->node->place;
  size_t length = unit->end - unit->start;
  const char *found = strstr(source->string, "");
  for (size_t i = 0; source->string[i]; i++)
    if (!strncmp(source->string + i, paragraph->text + unit->start, length)) {
      found = source->string + i;
      break;
    }
  Place place = fo_character_place(paragraph->layout->fo, source, (size_t)(found - source->string));
  if (place.source && place.span.start + length <= place.source->length &&
      !memcmp(place.source->bytes + place.span.start, found, length))
    place.span.end = place.span.start + (uint32_t)length;
  return place;
}

static void report_word(const Paragraph *paragraph, const Unit *unit) {
  size_t length = unit->end - unit->start;
  const char *more = length > 40 ? "…" : "";
  if (length > 40) length = 40;
  while (length && (paragraph->text[unit->start + length] & 0xC0) == 0x80)
    length--;
  char *word = arena_strndup(paragraph->layout->arena, paragraph->text + unit->start, length);
  diag_add(paragraph->layout->diags, DIAG_FO_WORD_WIDE, place_of_word(paragraph, unit),
           arena_printf(paragraph->layout->arena, "%s%s", word, more));
}

/* How much of a unit fits: the end of the last grapheme cluster that does, its own start for none. */
static uint32_t prefix(const Paragraph *paragraph, const Unit *unit, Length room) {
  uint32_t fits = unit->start;
  TextBreaker *breaker = paragraph->layout->breaker;
  const char *text = paragraph->text + unit->start;
  size_t length = unit->end - unit->start;
  Length used = 0;
  for (size_t at = 0; at < length;) {
    size_t next = breaker_cluster(breaker, text, length, at);
    Paragraph scratch = *paragraph;
    Unit part =
        unit_shape(&scratch, unit, unit->start + (uint32_t)at, unit->start + (uint32_t)next);
    if (used + part.width > room) break;
    used += part.width;
    fits = unit->start + (uint32_t)next;
    at = next;
  }
  return fits;
}

/* Cuts a unit in two at an offset. Room for the head is made before the line: the unit there is on an
 * earlier line, or the spare one at the start, so that a word of any length is cut in linear time. */
static void cut(Search *search, size_t index, uint32_t at) {
  Paragraph *paragraph = search->paragraph;
  Unit *units = paragraph->units;
  Unit whole = units[index];
  memmove(&units[search->first - 1], &units[search->first],
          (index - search->first) * sizeof *units);
  search->first--;
  units[index - 1] = unit_shape(paragraph, &whole, whole.start, at);
  units[index - 1].break_after = true;
  units[index] = unit_shape(paragraph, &whole, at, whole.end);
}

/* A long word is several units; it is reported once. */
static bool goes_on(const Paragraph *paragraph, size_t index) {
  const Unit *unit = &paragraph->units[index];
  return unit->broken || (unit[-1].broken && unit[-1].end == unit->start);
}

static bool can_cut(const Unit *unit) {
  return unit->shaped && !unit->space && unit->segment->node->text->wrap;
}

/* The unit does not fit and no line may end before it. */
static Line break_anyway(Search *search, size_t index) {
  Paragraph *paragraph = search->paragraph;
  Unit *unit = &paragraph->units[index];
  if (search->last_kept > search->first) return line_to(search, search->last_kept, false);
  if (can_cut(unit)) {
    uint32_t at = prefix(paragraph, unit, search->width - search->x);
    size_t next = breaker_cluster(paragraph->layout->breaker, paragraph->text + unit->start,
                                  unit->end - unit->start, 0);
    if (at == unit->start && index == search->first) at = unit->start + (uint32_t)next;
    bool whole = at == unit->end; /* one character that is wider than its line stays as it is */
    if (!whole && !goes_on(paragraph, index)) report_word(paragraph, unit);
    unit->broken = true;
    if (at == unit->start) return line_to(search, index, false);
    if (at < unit->end) {
      cut(search, index, at);
      return line_to(search, index, false);
    }
  }
  /* To the next place where the line may end: it runs over. */
  Length x = search->x;
  while (index < paragraph->unit_count && !paragraph->units[index].break_after &&
         !paragraph->units[index].newline)
    x = length_sum(x, paragraph->units[index++].width);
  if (index < paragraph->unit_count) x = length_sum(x, paragraph->units[index].width);
  if (!unit->segment->object) report_wide(paragraph->layout, paragraph->block, x - search->width);
  bool closing = index + 1 >= paragraph->unit_count;
  return line_to(search, closing ? paragraph->unit_count : index + 1, closing);
}

Line line_break(Paragraph *paragraph, size_t first, Length width) {
  Search search = {.paragraph = paragraph,
                   .width = width,
                   .first = first,
                   .last_break = first,
                   .last_kept = first};
  for (size_t i = first; i < paragraph->unit_count; i++) {
    const Unit *unit = &paragraph->units[i];
    if (unit->newline) return line_to(&search, i + 1, true);
    if (!unit->space && unit->width > 0 && length_sum(search.x, unit->width) > width) {
      if (search.last_break > first) return line_to(&search, search.last_break, false);
      return break_anyway(&search, i);
    }
    search.x = length_sum(search.x, unit->width);
    if (unit->break_after) search.last_break = i + 1;
    if (unit->kept_break) search.last_kept = i + 1;
  }
  return line_to(&search, paragraph->unit_count, true);
}
