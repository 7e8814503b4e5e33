/* Keeps which text each glyph of a font stands for and writes it as a ToUnicode CMap, so that every
 * glyph in the file can be read aloud, searched and copied. */
#include "pdf/tounicode.h"

#include "base/utf8.h"

#include <string.h>

/* A text, kept once for all glyphs that stand for it at their first use. */
typedef struct GlyphText {
  const char *bytes;
  size_t length;
} GlyphText;

struct GlyphMap {
  Arena *arena;
  unsigned glyph_count;
  uint32_t *text_of; /* per glyph: its place in texts plus one; 0 for a glyph that is not used */
  GlyphText *texts;
  size_t count, capacity;
};

enum { LONGEST_TEXT = 32, ENTRIES_PER_BLOCK = 100 };

GlyphMap *glyph_map_new(Arena *arena, unsigned glyph_count) {
  GlyphMap *map = arena_alloc(arena, sizeof *map);
  *map = (GlyphMap){.arena = arena,
                    .glyph_count = glyph_count,
                    .text_of = arena_alloc(arena, glyph_count * sizeof *map->text_of)};
  return map;
}

bool glyph_map_uses(const GlyphMap *map, uint32_t glyph) {
  return glyph < map->glyph_count && map->text_of[glyph];
}

const char *glyph_map_text(const GlyphMap *map, uint32_t glyph, size_t *length) {
  if (!glyph_map_uses(map, glyph)) return NULL;
  const GlyphText *text = &map->texts[map->text_of[glyph] - 1];
  *length = text->length;
  return text->bytes;
}

uint32_t glyph_map_next(const GlyphMap *map, uint32_t from) {
  for (uint32_t glyph = from; glyph < map->glyph_count; glyph++)
    if (map->text_of[glyph]) return glyph;
  return UINT32_MAX;
}

/* The plain form of a lone character that a font shows with a common glyph, so that a space is a
 * space however it was typed. */
static void plain_form(const char **text, size_t *length) {
  static const struct {
    const char *from, *to;
  } forms[] = {{"\xC2\xA0", " "},      /* U+00A0 no-break space */
               {"\xE2\x80\xAF", " "},  /* U+202F narrow no-break space */
               {"\xC2\xAD", "-"},      /* U+00AD soft hyphen */
               {"\xE2\x80\x90", "-"},  /* U+2010 hyphen */
               {"\xE2\x80\x91", "-"}}; /* U+2011 no-break hyphen */
  if (*length < 2 || *length > 3) return;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strlen(forms[i].from) == *length && memcmp(forms[i].from, *text, *length) == 0) {
      *text = forms[i].to;
      *length = 1;
      return;
    }
}

/* Cuts an overlong text before a character. */
static size_t cut(const char *text, size_t length) {
  if (length <= LONGEST_TEXT) return length;
  length = LONGEST_TEXT;
  while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
    length--;
  return length;
}

bool glyph_map_note(GlyphMap *map, uint32_t glyph, const char *text, size_t length) {
  if (glyph >= map->glyph_count) return false;
  if (length == 1 && map->text_of[glyph]) { /* as nearly always */
    const GlyphText *known = &map->texts[map->text_of[glyph] - 1];
    return known->length == 1 && *known->bytes == *text;
  }
  bool whole = cut(text, length) == length;
  length = cut(text, length);
  plain_form(&text, &length);
  uint32_t known = map->text_of[glyph];
  if (known) {
    const GlyphText *old = &map->texts[known - 1];
    return whole && old->length == length && memcmp(old->bytes, text, length) == 0;
  }
  GlyphText added = {arena_strndup(map->arena, text, length), length};
  ARENA_PUSH(map->arena, map->texts, map->count, map->capacity, added);
  map->text_of[glyph] = (uint32_t)map->count;
  return whole;
}

static void hex16(Buf *out, unsigned value) {
  static const char digits[] = "0123456789ABCDEF";
  char text[4] = {digits[value >> 12 & 15], digits[value >> 8 & 15], digits[value >> 4 & 15],
                  digits[value & 15]};
  buf_add(out, text, sizeof text);
}

void utf16_hex(Buf *out, const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    uint32_t c = utf8_next(text, length, &at);
    if (c >= 0x10000) {
      hex16(out, 0xD800 + ((c - 0x10000) >> 10));
      hex16(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      hex16(out, c);
    }
  }
}

static void write_entries(const GlyphMap *map, uint32_t *glyph, size_t count, Buf *out) {
  buf_printf(out, "%zu beginbfchar\n", count);
  for (size_t i = 0; i < count; i++) {
    const GlyphText *text = &map->texts[map->text_of[*glyph] - 1];
    buf_putc(out, '<');
    hex16(out, *glyph);
    buf_puts(out, "> <");
    utf16_hex(out, text->bytes, text->length);
    buf_puts(out, ">\n");
    *glyph = glyph_map_next(map, *glyph + 1);
  }
  buf_puts(out, "endbfchar\n");
}

void glyph_map_write_cmap(const GlyphMap *map, Buf *out) {
  buf_puts(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  uint32_t glyph = glyph_map_next(map, 0);
  for (size_t left = map->count; left;) {
    size_t block = left < ENTRIES_PER_BLOCK ? left : ENTRIES_PER_BLOCK;
    write_entries(map, &glyph, block, out);
    left -= block;
  }
  buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}
