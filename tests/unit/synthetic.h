/* Makes laid-out documents by hand, for the tests and the benchmark of the pdf stage. */
#ifndef PLAINPLAN_TESTS_SYNTHETIC_H
#define PLAINPLAN_TESTS_SYNTHETIC_H

#include "base/arena.h"
#include "diag/diag.h"
#include "font/font.h"
#include "font/shape.h"
#include "layout/area.h"

#include <stdio.h>
#include <string.h>

/* A document under construction. */
typedef struct Synthetic {
  Arena *arena;
  Diags *diags;
  FontSet *fonts;
  Shaper *shaper;
  AreaDocument document;
} Synthetic;

static inline void synthetic_open(Synthetic *s, unsigned pages) {
  *s = (Synthetic){.arena = arena_new(), .diags = diags_new()};
  s->fonts = font_set_open(".", s->diags);
  s->shaper = shaper_new(s->arena);
  s->document = (AreaDocument){.title = "Synthetic (test) title",
                               .language = "en-GB",
                               .author = "Si\xC3\xA2n",
                               .page_count = pages,
                               .pages = arena_alloc(s->arena, pages * sizeof(Page))};
  for (unsigned i = 0; i < pages; i++)
    s->document.pages[i] =
        (Page){.width = 595276, .height = 841890, .label = arena_printf(s->arena, "%u", i + 1)};
}

static inline void synthetic_close(Synthetic *s) {
  shaper_free(s->shaper);
  font_set_free(s->fonts);
  diags_free(s->diags);
  arena_free(s->arena);
}

static inline void synthetic_kid(Synthetic *s, Structure *parent, Structure *element, Area *area) {
  StructureKid *kid = arena_alloc(s->arena, sizeof *kid);
  *kid = (StructureKid){.element = element, .area = area};
  if (parent->last)
    parent->last->next = kid;
  else
    parent->first = kid;
  parent->last = kid;
}

static inline Structure *synthetic_element(Synthetic *s, Structure *parent, const char *role) {
  Structure *element = arena_alloc(s->arena, sizeof *element);
  element->role = role;
  element->parent = parent;
  if (parent)
    synthetic_kid(s, parent, element, NULL);
  else
    s->document.structure = element;
  return element;
}

/* Adds an area to a page, and to its owner's kids. */
static inline Area *synthetic_area(Synthetic *s, unsigned page, AreaType type, Structure *owner,
                                   Rect box) {
  Area *area = arena_alloc(s->arena, sizeof *area);
  *area = (Area){.type = type, .owner = owner, .box = box};
  Page *on = &s->document.pages[page];
  if (on->last)
    on->last->next = area;
  else
    on->first = area;
  on->last = area;
  if (owner) synthetic_kid(s, owner, NULL, area);
  return area;
}

/* A run of text of one script in a font. */
static inline Area *synthetic_text(Synthetic *s, unsigned page, Structure *owner, const Font *font,
                                   Length size, Length x, Length baseline, const char *text,
                                   hb_script_t script) {
  bool rtl = hb_script_get_horizontal_direction(script) == HB_DIRECTION_RTL;
  const Shaped *shaped =
      shape_text(s->shaper, font, size, text, strlen(text), script, rtl, NULL, NULL);
  Area *area = synthetic_area(s, page, AREA_TEXT, owner,
                              (Rect){x, baseline - size, shaped->advance, size * 5 / 4});
  area->as.text = (TextArea){.font = font,
                             .size = size,
                             .glyphs = shaped->glyphs,
                             .glyph_count = shaped->count,
                             .text = text,
                             .text_length = strlen(text),
                             .right_to_left = rtl,
                             .baseline = baseline};
  return area;
}

/* A full page of text: 40 lines of about 60 characters in paragraphs of four lines, a heading, a
 * footer. */
static inline void synthetic_full_page(Synthetic *s, unsigned page, Structure *parent) {
  static const char *const lines[] = {
      "On 3 November 2026 Megan, who is seven, could not wake her ",
      "mother and rang 999. Nan Rees came within thirty minutes and ",
      "took Megan home for the night. Everyone who was asked agreed ",
      "that this had worked, and what must be different next time. "};
  const Font *regular = font_select(s->fonts, "Andika", 400, false, s->diags);
  const Font *bold = font_select(s->fonts, "Andika", 700, false, s->diags);
  Structure *heading = synthetic_element(s, parent, page ? "H2" : "H1");
  Length y = 70000;
  synthetic_text(s, page, heading, bold, 18000, 60000, y,
                 arena_printf(s->arena, "What must happen, part %u", page + 1), HB_SCRIPT_LATIN);
  for (int i = 0; i < 10; i++) {
    Structure *paragraph = synthetic_element(s, parent, "P");
    y += 8000;
    for (int line = 0; line < 4; line++)
      synthetic_text(s, page, paragraph, regular, 12000, 60000, y += 16000,
                     lines[(i + line + (int)page) % 4], HB_SCRIPT_LATIN);
  }
  Area *footer = synthetic_text(s, page, NULL, regular, 9000, 60000, 810000,
                                arena_printf(s->arena, "Page %u", page + 1), HB_SCRIPT_LATIN);
  footer->artifact = ARTIFACT_PAGINATION_FOOTER;
}

#endif
