/* Embeds fonts as subsets: descendant font, widths, descriptor, font program, ToUnicode
 * (PDF 1.7, 9.7.4 to 9.10.3). */
#include "pdf/fontuse.h"

#include "pdf/object.h"

#include <hb-subset.h>
#include <string.h>

/* Tables that a PDF font program has no use for (PDF 1.7, 9.9): all but head, hhea, hmtx, maxp,
 * loca and glyf. hb-subset keeps what is not named here. */
static const char *const dropped_tables[] = {
    "BASE", "CPAL", "COLR", "DSIG", "FFTM", "Feat", "GDEF", "GPOS", "GSUB", "Glat", "Gloc",
    "HVAR", "JSTF", "LTSH", "MATH", "MVAR", "OS/2", "PCLT", "STAT", "SVG ", "Silf", "Sill",
    "TTFA", "VDMX", "VORG", "avar", "cmap", "cvar", "fvar", "gasp", "gvar", "hdmx", "kern",
    "meta", "name", "post", "prep", "fpgm", "cvt ", "vhea", "vmtx"};

FontUse *font_use(Writer *writer, const Font *font) {
  FontUse *use = writer->fonts[font->index];
  if (use) return use;
  unsigned glyphs = hb_face_get_glyph_count(font->face);
  use = arena_alloc(writer->arena, sizeof *use);
  *use = (FontUse){.font = font,
                   .dict = object_indirect(writer),
                   .glyphs = glyph_map_new(writer->arena, glyphs),
                   .widths = arena_alloc(writer->arena, glyphs * sizeof *use->widths),
                   .glyph_count = glyphs,
                   .name = arena_printf(writer->arena, "F%u", font->index)};
  HPDF_Dict_Add(writer->font_resources, use->name, use->dict);
  return writer->fonts[font->index] = use;
}

int32_t font_use_width(FontUse *use, uint32_t glyph) {
  if (glyph >= use->glyph_count) return 0;
  if (!use->widths[glyph]) {
    int64_t em = use->font->units_per_em;
    int64_t advance = hb_font_get_glyph_h_advance(use->font->hb, glyph);
    use->widths[glyph] = (int32_t)((advance * 200000 + em) / (2 * em)) + 1;
  }
  return use->widths[glyph] - 1;
}

/* The cmap turned round; of several characters with one glyph the lowest stays. */
static void reverse_cmap(Writer *writer, FontUse *use) {
  hb_set_t *characters = hb_set_create();
  hb_codepoint_t c = HB_SET_VALUE_INVALID, glyph;
  use->characters = arena_alloc(writer->arena, use->glyph_count * sizeof *use->characters);
  hb_face_collect_unicodes(use->font->face, characters);
  while (hb_set_next(characters, &c))
    if (hb_font_get_nominal_glyph(use->font->hb, c, &glyph) && glyph < use->glyph_count &&
        !use->characters[glyph])
      use->characters[glyph] = c;
  hb_set_destroy(characters);
}

uint32_t font_use_character(Writer *writer, FontUse *use, uint32_t glyph) {
  if (!use->characters) reverse_cmap(writer, use);
  return glyph < use->glyph_count ? use->characters[glyph] : 0;
}

/* The font cut down to the glyphs in use, glyph ids kept; NULL when hb-subset fails. */
static hb_blob_t *make_subset(const FontUse *use) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input) return NULL;
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
                                       HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  hb_set_t *glyphs = hb_subset_input_glyph_set(input);
  for (uint32_t g = glyph_map_next(use->glyphs, 0); g != UINT32_MAX;
       g = glyph_map_next(use->glyphs, g + 1))
    hb_set_add(glyphs, g);
  hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (size_t i = 0; i < sizeof dropped_tables / sizeof *dropped_tables; i++)
    hb_set_add(dropped, hb_tag_from_string(dropped_tables[i], 4));
  hb_face_t *face = hb_subset_or_fail(use->font->face, input);
  hb_subset_input_destroy(input);
  if (!face) return NULL;
  hb_blob_t *blob = hb_face_reference_blob(face);
  hb_face_destroy(face);
  return blob;
}

/* "ABCDEF+Name": six letters that follow from the glyphs in use (PDF 1.7, 9.6.4). */
static const char *subset_name(Writer *writer, const FontUse *use) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (uint32_t g = glyph_map_next(use->glyphs, 0); g != UINT32_MAX;
       g = glyph_map_next(use->glyphs, g + 1))
    hash = (hash ^ g) * 0x100000001B3u;
  char tag[7] = {0};
  for (int i = 0; i < 6; i++, hash /= 26)
    tag[i] = (char)('A' + hash % 26);
  return arena_printf(writer->arena, "%s+%s", tag, use->font->postscript_name);
}

/* The W array (PDF 1.7, 9.7.4.3): runs of consecutive glyph ids with their widths. */
static void print_widths(Writer *writer, Buf *out, void *item) {
  FontUse *use = item;
  uint32_t last = UINT32_MAX - 1;
  (void)writer;
  buf_puts(out, "/W [");
  for (uint32_t g = glyph_map_next(use->glyphs, 0); g != UINT32_MAX;
       g = glyph_map_next(use->glyphs, g + 1)) {
    if (g != last + 1) {
      if (last != UINT32_MAX - 1) buf_puts(out, "] ");
      put_integer(out, g);
      buf_putc(out, '[');
    } else {
      buf_putc(out, ' ');
    }
    put_hundredths(out, font_use_width(use, g));
    last = g;
  }
  buf_puts(out, last == UINT32_MAX - 1 ? "]\n" : "]]\n");
}

/* Font units to the thousandths of an em of a PDF font. */
static int in_em(const Font *font, int units) {
  return (int)((int64_t)units * 1000 / (int)font->units_per_em);
}

/* The descriptor (PDF 1.7, 9.8). Glyphs are chosen by id, so the font counts as symbolic. */
static HPDF_Dict descriptor(Writer *writer, const Font *font, const char *name, HPDF_Dict file) {
  enum { FIXED_PITCH = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
  HPDF_Dict dict = object_indirect(writer);
  int flags = SYMBOLIC | (font->fixed_pitch ? FIXED_PITCH : 0) | (font->serif ? SERIF : 0) |
              (font->italic || font->italic_angle ? ITALIC : 0);
  const int *box = font->bounding_box;
  HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
  HPDF_Dict_Add(dict, "FontFile2", file);
  object_entries(writer, dict,
                 "/FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %d /Ascent %d "
                 "/Descent %d /CapHeight %d /XHeight %d /StemV %d\n",
                 name, flags, in_em(font, box[0]), in_em(font, box[1]), in_em(font, box[2]),
                 in_em(font, box[3]), font->italic_angle, in_em(font, font->ascender),
                 in_em(font, font->descender), in_em(font, font->cap_height),
                 in_em(font, font->x_height), font->weight >= 600 ? 140 : 80);
  return dict;
}

/* The CIDFont (PDF 1.7, 9.7.4). */
static HPDF_Dict descendant(Writer *writer, FontUse *use, const char *name, HPDF_Dict file) {
  HPDF_Dict dict = object_indirect(writer), system = object_direct(writer);
  HPDF_Dict_AddName(dict, "Type", "Font");
  HPDF_Dict_AddName(dict, "Subtype", "CIDFontType2");
  HPDF_Dict_AddName(dict, "BaseFont", name);
  HPDF_Dict_AddName(dict, "CIDToGIDMap", "Identity");
  HPDF_Dict_AddNumber(dict, "DW", 0);
  object_entries(writer, system, "/Registry (Adobe) /Ordering (Identity) /Supplement 0\n");
  HPDF_Dict_Add(dict, "CIDSystemInfo", system);
  HPDF_Dict_Add(dict, "FontDescriptor", descriptor(writer, use->font, name, file));
  object_printed(writer, dict, print_widths, use);
  return dict;
}

static HPDF_Dict to_unicode(Writer *writer, const FontUse *use) {
  buf_clear(&writer->content);
  glyph_map_write_cmap(use->glyphs, &writer->content);
  return object_stream(writer, writer->content.bytes, writer->content.length, NULL);
}

static bool embed(Writer *writer, FontUse *use) {
  hb_blob_t *blob = make_subset(use);
  if (!blob) {
    diag_add_file(writer->diags, DIAG_FONT_BROKEN, NULL, use->font->path);
    return false;
  }
  unsigned length;
  const char *bytes = hb_blob_get_data(blob, &length);
  const char *name = subset_name(writer, use);
  HPDF_Dict file =
      object_stream(writer, bytes, length, arena_printf(writer->arena, "/Length1 %u", length));
  hb_blob_destroy(blob);
  HPDF_Array descendants = object_array(writer);
  HPDF_Array_Add(descendants, descendant(writer, use, name, file));
  HPDF_Dict_AddName(use->dict, "Type", "Font");
  HPDF_Dict_AddName(use->dict, "Subtype", "Type0");
  HPDF_Dict_AddName(use->dict, "BaseFont", name);
  HPDF_Dict_AddName(use->dict, "Encoding", "Identity-H");
  HPDF_Dict_Add(use->dict, "DescendantFonts", descendants);
  HPDF_Dict_Add(use->dict, "ToUnicode", to_unicode(writer, use));
  return true;
}

bool fonts_finish(Writer *writer) {
  bool whole = true;
  for (size_t i = 0; i < writer->font_count; i++)
    if (writer->fonts[i] && !embed(writer, writer->fonts[i])) whole = false;
  return whole;
}
