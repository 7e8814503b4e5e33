/* Shapes pieces of text with HarfBuzz and remembers each, so that a word that comes again costs one
 * look-up. */
#include "font/shape.h"

#include "base/map.h"

#include <string.h>

struct Shaper {
  Arena *arena;
  Map *words;
  hb_buffer_t *buffer;
};

/* The longest key that is remembered; longer pieces are shaped each time. */
enum { LONGEST_KEY = 256, MOST_FEATURES = 16 };

/* What was asked, in one place. */
typedef struct Request {
  const Font *font;
  Length size;
  const char *text;
  size_t length;
  hb_script_t script;
  bool right_to_left;
  const char *language, *features;
} Request;

Shaper *shaper_new(Arena *arena) {
  Shaper *shaper = arena_alloc(arena, sizeof *shaper);
  *shaper = (Shaper){.arena = arena, .words = map_new(arena), .buffer = hb_buffer_create()};
  return shaper;
}

void shaper_free(Shaper *shaper) {
  if (!shaper) return;
  hb_buffer_destroy(shaper->buffer);
  shaper->buffer = NULL;
}

/* Appends a string and its NUL to the key; false when it has no room. */
static bool key_add(char *key, size_t *at, const void *bytes, size_t length) {
  if (LONGEST_KEY - *at < length + 1) return false;
  if (length) memcpy(key + *at, bytes, length);
  *at += length;
  key[(*at)++] = '\0';
  return true;
}

/* Everything that the result depends on, as bytes; 0 when that is too long to be remembered. */
static size_t make_key(const Request *request, char key[LONGEST_KEY]) {
  const char *language = request->language ? request->language : "";
  const char *features = request->features ? request->features : "";
  uint32_t head[4] = {request->font->index, (uint32_t)request->size, (uint32_t)request->script,
                      request->right_to_left};
  size_t at = 0;
  if (!key_add(key, &at, head, sizeof head) || !key_add(key, &at, language, strlen(language)) ||
      !key_add(key, &at, features, strlen(features)) ||
      !key_add(key, &at, request->text, request->length))
    return 0;
  return at;
}

/* Font units to thousandths of a point, rounded to nearest, the same on every machine. */
static Length scale(const Request *request, hb_position_t units) {
  int64_t em = request->font->units_per_em;
  int64_t twice = (int64_t)units * request->size * 2 + em;
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
  hb_buffer_set_direction(buffer, request->right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, request->script);
  if (request->language)
    hb_buffer_set_language(buffer, hb_language_from_string(request->language, -1));
  hb_buffer_add_utf8(buffer, request->text, (int)request->length, 0, (int)request->length);
  hb_shape(request->font->hb, buffer, features, parse_features(request->features, features));
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
  Request request = {font, size, text, length, script, right_to_left, language, features};
  char key[LONGEST_KEY];
  size_t key_length = make_key(&request, key);
  if (key_length) {
    Shaped *known = map_get(shaper->words, key, key_length);
    if (known) return known;
  }
  run_harfbuzz(shaper->buffer, &request);
  Shaped *shaped = collect(shaper->arena, shaper->buffer, &request);
  if (key_length) map_set(shaper->words, key, key_length, shaped);
  return shaped;
}
