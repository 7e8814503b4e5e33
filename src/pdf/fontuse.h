#ifndef PLAINPLAN_PDF_FONTUSE_H
#define PLAINPLAN_PDF_FONTUSE_H

#include "pdf/writer.h"

/* Fonts in the file: Type0 fonts whose two-byte codes are glyph ids (PDF 1.7, 9.7), each embedded
 * once, as a subset. */

/* The use of a font in this document, made at its first call. */
FontUse *font_use(Writer *writer, const Font *font);

/* The width of a glyph as the file will give it, in 1/100,000 em. */
int32_t font_use_width(FontUse *use, uint32_t glyph);

/* The character whose glyph this is by the font's cmap, or 0. The first call for a font reads its
 * whole cmap. */
uint32_t font_use_character(Writer *writer, FontUse *use, uint32_t glyph);

/* Embeds every used font, once all text is written. Returns false after a diagnostic when a font
 * cannot be cut down. */
bool fonts_finish(Writer *writer);

#endif
