/* Shapes pieces of text with HarfBuzz and remembers each, so that a word that comes again costs one
 * look-up. */
#include "font/shape.h"

#include "base/map.h"

#include <string.h>

/* How a text is shaped: all that a result depends on but the text. */
typedef struct Manner {
  const Font *font;
  Length size;
  hb_script_t script;
  bool right_to_left;
  const char *language, *features; /* may be NULL */
} Manner;

/* The words that were shaped in one manner. A document has few of them, and most words are shaped as the one before. */
typedef struct Known {
  Manner manner;
  Map *words;                  /* by text: Shaped */
  const Shaped *singles[0x80]; /* of one character of ASCII: half of what is shaped are spaces */
  struct Known *next;
} Known;

struct Shaper {
  Arena *arena;
  Known *known; /* the one last used first */
  hb_buffer_t *buffer;
};

/* Longer pieces are shaped each time. */
enum { LONGEST_WORD = 200, MOST_FEATURES = 16 };

/* What was asked, in one place. */
typedef struct Request {
  Manner manner;
  const char *text;
  size_t length;
} Request;

Shaper *shaper_new(Arena *arena) {
  Shaper *shaper = arena_alloc(arena, sizeof *shaper);
  *shaper = (Shaper){.arena = arena, .buffer = hb_buffer_create()};
  return shaper;
}

void shaper_free(Shaper *shaper) {
  if (!shaper) return;
  hb_buffer_destroy(shaper->buffer);
  shaper->buffer = NULL;
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_manner(const Manner *a, const Manner *b) {
  return a->font == b->font && a->size == b->size && a->script == b->script &&
         a->right_to_left == b->right_to_left && same_text(a->language, b->language) &&
         same_text(a->features, b->features);
}

/* What was shaped in this manner. */
static Known *known_of(Shaper *shaper, const Manner *manner) {
  Known **link = &shaper->known;
  if (*link && same_manner(&(*link)->manner, manner)) return *link;
  while (*link && !same_manner(&(*link)->manner, manner))
    link = &(*link)->next;
  Known *known = *link;
  if (known) {
    *link = known->next;
  } else {
    known = arena_alloc(shaper->arena, sizeof *known);
    *known = (Known){.manner = *manner, .words = map_new(shaper->arena)};
    known->manner.language = arena_strdup(shaper->arena, manner->language);
    known->manner.features = arena_strdup(shaper->arena, manner->features);
  }
  known->next = shaper->known;
  shaper->known = known;
  return known;
}

/* Font units to thousandths of a point, rounded to nearest, the same on every machine. */
static Length scale(const Request *request, hb_position_t units) {
  int64_t em = request->manner.font->units_per_em;
  int64_t twice = (int64_t)units * request->manner.size * 2 + em;
  int64_t quotient = twice / (2 * em);
  if (twice % (2 * em) < 0) quotient--;
  return (Length)quotient;
}

static unsigned parse_features(const char *list, hb_feature_t features[MOST_FEATURES]) {
  unsigned count = 0;
  while (list && *list && count < MOST_FEATURES) {
    size_t length = strcspn(list, ",");
    if (hb_feature_from_string(list, (int)length, &features[count])) count++;
    list += length + (list[length] == ',');
  }
  return count;
}

static void run_harfbuzz(hb_buffer_t *buffer, const Request *request) {
  hb_feature_t features[MOST_FEATURES];
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_set_direction(buffer,
                          request->manner.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, request->manner.script);
  if (request->manner.language)
    hb_buffer_set_language(buffer, hb_language_from_string(request->manner.language, -1));
  hb_buffer_add_utf8(buffer, request->text, (int)request->length, 0, (int)request->length);
  hb_shape(request->manner.font->hb, buffer, features,
           parse_features(request->manner.features, features));
}

static Shaped *collect(Arena *arena, hb_buffer_t *buffer, const Request *request) {
  unsigned count;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
  Shaped *shaped = arena_alloc(arena, sizeof *shaped);
  Glyph *glyphs = arena_alloc(arena, count * sizeof *glyphs);
  *shaped = (Shaped){.glyphs = glyphs, .count = count, .missing = -1};
  for (unsigned i = 0; i < count; i++) {
    glyphs[i] = (Glyph){.id = infos[i].codepoint,
                        .cluster = infos[i].cluster,
                        .advance = scale(request, positions[i].x_advance),
                        .x_offset = scale(request, positions[i].x_offset),
                        .y_offset = scale(request, positions[i].y_offset)};
    shaped->advance += glyphs[i].advance;
    int32_t cluster = (int32_t)infos[i].cluster;
    if (!glyphs[i].id && (shaped->missing < 0 || cluster < shaped->missing))
      shaped->missing = cluster;
  }
  return shaped;
}

const Shaped *shape_text(Shaper *shaper, const Font *font, Length size, const char *text,
                         size_t length, hb_script_t script, bool right_to_left,
                         const char *language, const char *features) {
  Request request = {{font, size, script, right_to_left, language, features}, text, length};
  Known *known = length <= LONGEST_WORD ? known_of(shaper, &request.manner) : NULL;
  bool single = known && length == 1 && (unsigned char)*text < 0x80;
  const Shaped *before = NULL;
  if (single)
    before = known->singles[(unsigned char)*text];
  else if (known)
    before = map_get(known->words, text, length);
  if (before) return before;
  run_harfbuzz(shaper->buffer, &request);
  Shaped *shaped = collect(shaper->arena, shaper->buffer, &request);
  if (single)
    known->singles[(unsigned char)*text] = shaped;
  else if (known)
    map_set(known->words, text, length, shaped);
  return shaped;
}
