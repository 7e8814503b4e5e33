#ifndef PLAINPLAN_PDF_TOUNICODE_H
#define PLAINPLAN_PDF_TOUNICODE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which text each used glyph of one font stands for, and the ToUnicode CMap that says so
 * (PDF 1.7, 9.10.3). */
typedef struct GlyphMap GlyphMap;

/* A map for a font of that many glyphs; it lives in the arena. */
GlyphMap *glyph_map_new(Arena *arena, unsigned glyph_count);

/* Notes that the glyph is used for the text (UTF-8, at most 32 bytes count, not empty). The first
 * text that a glyph is noted for stays. Returns whether the glyph stands for this very text: when
 * not, the place where it is shown needs ActualText (PDF 1.7, 14.9.4). A no-break space counts as a
 * space, and a soft or no-break hyphen as a hyphen. */
bool glyph_map_note(GlyphMap *map, uint32_t glyph, const char *text, size_t length);

/* Whether the glyph was noted. */
bool glyph_map_uses(const GlyphMap *map, uint32_t glyph);

/* The text that the glyph stands for, or NULL. */
const char *glyph_map_text(const GlyphMap *map, uint32_t glyph, size_t *length);

/* The smallest used glyph at or above `from`; UINT32_MAX when there is none. */
uint32_t glyph_map_next(const GlyphMap *map, uint32_t from);

/* Writes the CMap for a font whose two-byte codes are glyph ids (Identity-H). */
void glyph_map_write_cmap(const GlyphMap *map, Buf *out);

/* Appends UTF-8 text as upper-case hexadecimal UTF-16BE. */
void utf16_hex(Buf *out, const char *text, size_t length);

#endif
