#ifndef PLAINPLAN_FONT_FONT_H
#define PLAINPLAN_FONT_FONT_H

#include "base/arena.h"
#include "diag/diag.h"

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

/* Lengths in thousandths of a point, positive to the right and down. */
typedef int32_t Length;

/* One font file, opened once per run. Metrics are in font units; y grows upward as in the font. */
typedef struct Font {
  const char *path;
  const char *family;          /* as the fonts map names it */
  const char *postscript_name; /* from the font's name table, safe as a PDF name */
  int weight;                  /* 400, 700 … */
  bool italic;
  unsigned units_per_em;
  int ascender, descender; /* descender is negative */
  int cap_height, x_height;
  int bounding_box[4]; /* xMin yMin xMax yMax */
  int italic_angle;    /* whole degrees, counter-clockwise, as in a PDF FontDescriptor */
  bool fixed_pitch, serif;
  hb_blob_t *blob;
  hb_face_t *face;
  hb_font_t *hb;  /* scaled to units_per_em */
  unsigned index; /* its place in the set: 0, 1, 2 … in the order of opening */
} Font;

/* The families that fonts/fonts.yml declares. Font files are opened when first asked for. */
typedef struct FontSet FontSet;

/* Reads DATA/fonts/fonts.yml. NULL after one diagnostic when it cannot be read. Owned by the
 * caller. */
FontSet *font_set_open(const char *data_folder, Diags *diags);

/* Releases every font. NULL is allowed. */
void font_set_free(FontSet *set);

/* The font of the first family in a comma-separated XSL-FO font-family list (names, or the generic
 * sans-serif, serif, monospace; unknown names are passed over) with the nearest weight and style.
 * When no family of the list is known the map's default family is used. Returns NULL after one
 * diagnostic per file (font/missing, exit status 2: names the Debian package to install) when the
 * file is missing. */
const Font *font_select(FontSet *set, const char *families, int weight, bool italic, Diags *diags);

/* A font that has a glyph for the code point: `first` itself when it does, else the map's families
 * in their order for that script (nearest weight and style). NULL when no installed font has one:
 * the caller says so, with the place. Never adds a diagnostic. */
const Font *font_for_code_point(FontSet *set, const Font *first, uint32_t code_point);

/* How many fonts are open, and the one with an index. */
unsigned font_count(const FontSet *set);
const Font *font_at(const FontSet *set, unsigned index);

#endif
