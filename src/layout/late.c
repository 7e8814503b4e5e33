/* Page numbers: how they are written, and the runs of text that show them. */
#include "layout/context.h"

#include <string.h>

Area *late_area(Layout *layout, Late *late, const char *text, Structure *owner, Color color,
                Length *width) {
  const FoText *style = late->node->text;
  Area *area = area_new(layout, AREA_TEXT, owner, late->node->place);
  const Font *font = font_select(layout->fonts, style->font_family, style->font_weight,
                                 style->italic, layout->diags);
  *width = 0;
  if (!font) return area;
  size_t length = strlen(text);
  const Shaped *shaped = shape_text(layout->shaper, font, style->font_size, text, length,
                                    HB_SCRIPT_LATIN, false, late->language, NULL);
  area->as.text = (TextArea){.font = font,
                             .size = style->font_size,
                             .color = color,
                             .glyphs = shaped->glyphs,
                             .glyph_count = shaped->count,
                             .text = text,
                             .text_length = length};
  *width = area->box.width = shaped->advance;
  return area;
}

static const char *roman(Arena *arena, int32_t number, bool upper) {
  static const char *const small[] = {"m",  "cm", "d",  "cd", "c",  "xc", "l",
                                      "xl", "x",  "ix", "v",  "iv", "i"};
  static const int values[] = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  char text[64];
  size_t used = 0;
  for (int i = 0; i < 13; i++)
    for (; number >= values[i] && used + 3 < sizeof text; number -= values[i])
      for (const char *at = small[i]; *at; at++)
        text[used++] = upper ? (char)(*at - 32) : *at;
  return arena_strndup(arena, text, used);
}

static const char *letters(Arena *arena, int32_t number, char first) {
  char text[16];
  size_t at = sizeof text;
  for (; number > 0 && at > 0; number = (number - 1) / 26)
    text[--at] = (char)(first + (number - 1) % 26);
  return arena_strndup(arena, text + at, sizeof text - at);
}

const char *page_label(Arena *arena, int32_t number, const char *format) {
  if (!format) format = "1";
  size_t digits = strlen(format);
  char last = digits ? format[digits - 1] : '1';
  if (digits == 1 && (last == 'i' || last == 'I') && number < 4000)
    return roman(arena, number, last == 'I');
  if (digits == 1 && (last == 'a' || last == 'A')) return letters(arena, number, last);
  int width = last == '1' && strspn(format, "0") == digits - 1 && digits < 10 ? (int)digits : 1;
  return arena_printf(arena, "%0*d", width, (int)number);
}
