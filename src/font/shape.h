#ifndef PLAINPLAN_FONT_SHAPE_H
#define PLAINPLAN_FONT_SHAPE_H

#include "base/arena.h"
#include "font/font.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One glyph, placed relative to the pen: draw at pen + (x_offset, y_offset), then move by advance.
 * cluster is the byte offset in the run's text of the characters that it stands for. */
typedef struct Glyph {
  uint32_t id;
  uint32_t cluster;
  Length advance, x_offset, y_offset; /* y_offset grows UP, as in HarfBuzz */
} Glyph;

/* What shaping a piece of text gave: glyphs in visual order, clusters counted from the start of the
 * piece. `missing` is the byte offset of the first character without a glyph, or -1. */
typedef struct Shaped {
  const Glyph *glyphs;
  size_t count;
  Length advance; /* the sum of the advances */
  int32_t missing;
} Shaped;

/* Shapes pieces of text and remembers what it shaped, so that a word that comes again costs a
 * look-up. */
typedef struct Shaper Shaper;

/* A shaper whose results live in the arena. */
Shaper *shaper_new(Arena *arena);

/* Releases what the shaper holds outside the arena; its results stay. NULL is allowed. */
void shaper_free(Shaper *shaper);

/* Shapes length bytes of UTF-8, all of one script (ISO 15924 tag as HarfBuzz has it), direction and
 * language (BCP 47, may be NULL), in a font at a size in 1/1000 pt. Kerning and standard ligatures
 * are on; `features` is a HarfBuzz feature string such as "tnum,-liga", or NULL. The result is
 * shared: do not change it. */
const Shaped *shape_text(Shaper *shaper, const Font *font, Length size, const char *text,
                         size_t length, hb_script_t script, bool right_to_left,
                         const char *language, const char *features);

#endif
