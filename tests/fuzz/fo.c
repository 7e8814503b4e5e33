/* Fuzzes FO files: XML, properties, layout, pictures, PDF. */
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "source/xml.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static FontSet *fonts;
  static Diags *shared;
  if (!fonts) {
    shared = diags_new();
    fonts = font_set_open(".", shared);
  }
  if (size > 100000) return 0;
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  char *bytes = arena_strndup(arena, (const char *)data, size);
  Source *source = source_from_bytes("fuzz.fo", bytes, size, arena, diags);
  xmlDoc *fo = source ? xml_read(source, diags) : NULL;
  if (fo) {
    FoSources sources = {NULL, 0, source};
    AreaDocument *areas = layout_document(fo, &sources, "tests/fo", fonts, arena, diags);
    Buf pdf = {0};
    if (areas) pdf_render(areas, fonts, &pdf, diags);
    buf_free(&pdf);
  }
  diags_free(diags);
  arena_free(arena);
  return 0;
}
