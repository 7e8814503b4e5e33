/* Expressions, shorthands and inheritance: what fo_read makes of attributes. */
#include "fo/property.h"

#include <libxml/parser.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
  Arena *arena;
  Diags *diags;
  xmlDoc *xml;
  const FoNode *block, *inner;
} Fixture;

static Fixture fixture;

static int set_up(void **state) {
  (void)state;
  fixture = (Fixture){.arena = arena_new(), .diags = diags_new()};
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  xmlFreeDoc(fixture.xml);
  diags_free(fixture.diags);
  arena_free(fixture.arena);
  return 0;
}

/* Reads a document: fixture.block is the first child of its flow. */
static void read_text(const char *text) {
  fixture.xml = xmlReadMemory(text, (int)strlen(text), "test", NULL, 0);
  Source *source = source_from_bytes("test.fo", text, strlen(text), fixture.arena, fixture.diags);
  FoSources *sources = arena_alloc(fixture.arena, sizeof *sources);
  sources->fo = source;
  FoDocument *document = fo_read(fixture.xml, sources, fixture.arena, fixture.diags);
  assert_non_null(document);
  fixture.block = document->root->first->first->first;
}

/* Reads one block with attributes, and a block inside it. */
static void read(const char *attributes, const char *inner) {
  xmlFreeDoc(fixture.xml);
  const char *text = arena_printf(
      fixture.arena,
      "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' "
      "xmlns:fox='http://xmlgraphics.apache.org/fop/extensions' font-size='10pt'>"
      "<fo:page-sequence><fo:flow><fo:block %s><fo:block %s>x</fo:block></fo:block></fo:flow>"
      "</fo:page-sequence></fo:root>",
      attributes, inner);
  read_text(text);
  fixture.inner = fixture.block->first;
}

static Length indent(const char *expression) {
  read(arena_printf(fixture.arena, "start-indent='%s'", expression), "");
  return fixture.block->text->start_indent.fixed;
}

static void arithmetic_and_units(void **state) {
  (void)state;
  assert_int_equal(indent("12pt"), 12000);
  assert_int_equal(indent("1in"), 72000);
  assert_int_equal(indent("25.4mm"), 72000);
  assert_int_equal(indent("2.54cm"), 72000);
  assert_int_equal(indent("6pc"), 72000);
  assert_int_equal(indent("4px"), 3000);
  assert_int_equal(indent("2em"), 20000);
  assert_int_equal(indent("1em + 2pt * 3"), 16000);
  assert_int_equal(indent("(1pt + 2pt) * 3"), 9000);
  assert_int_equal(indent("10pt div 4"), 2500);
  assert_int_equal(indent("-(2pt - 5pt)"), 3000);
  assert_int_equal(indent("max(3pt, 7pt) - min(1pt, 2pt)"), 6000);
  assert_int_equal(indent("abs(-4pt)"), 4000);
  assert_int_equal(indent("round(2.5) * 1pt + floor(1.9) * 1pt + ceiling(0.1) * 1pt"), 5000);
  assert_int_equal(indent("7 mod 4 * 1pt"), 3000);
  assert_int_equal(indent("(5cm * 1cm) div 2cm"), 70866);
  assert_int_equal(indent("6in div 3 +1in"), 216000);
  assert_int_equal(indent("7pt -3pt"), 4000);
  assert_int_equal(indent("3pt*2"), 6000);
  assert_int_equal(indent("(8pt mod 3pt) * 1pt"), 2000);
  assert_int_equal(indent("max(10%, 20%)"), 0);
  assert_int_equal(fixture.block->text->start_indent.percent, 20000);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 0);
}

static void what_is_no_value(void **state) {
  (void)state;
  static const char *const wrong[] = {"12", "12pq", "1pt * 1pt", "1pt +", "(1pt", "red", "1pt + 1"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    size_t before = diags_count(fixture.diags, SEVERITY_NOTE);
    assert_int_equal(indent(wrong[i]), 0);
    assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), before + 1);
  }
}

static void percentages_wait_for_layout(void **state) {
  (void)state;
  read("start-indent='50% - 3pt'", "");
  assert_int_equal(fo_length(fixture.block->text->start_indent, 100000), 47000);
  read("font-size='150%' start-indent='1em'", "");
  assert_int_equal(fixture.block->text->font_size, 15000);
  assert_int_equal(fixture.block->text->start_indent.fixed, 15000);
}

static void functions_on_properties(void **state) {
  (void)state;
  read("color='#123' space-before='7pt' font-size='20pt'",
       "color='from-parent(color)' space-before='from-parent() + 1pt' "
       "start-indent='inherited-property-value(font-size) * 2' "
       "space-after='from-nearest-specified-value(space-before)'");
  assert_int_equal(fixture.inner->text->color.green, 0x22);
  assert_int_equal(fixture.inner->text->start_indent.fixed, 40000);
  assert_int_equal(fixture.inner->box->space_before.optimum.fixed, 8000);
  assert_int_equal(fixture.inner->box->space_after.optimum.fixed, 7000);
  read("start-indent='4pt' text-align='end' border-before-style='dashed' line-height='2' "
       "space-before.minimum='1pt' space-before.optimum='3pt' font-weight='300'",
       "start-indent='inherited-property-value() + 3pt' text-align='from-parent( \"text-align\" )' "
       "border-after-style='from-parent(border-before-style)' border-after-width='1pt' "
       "line-height='from-parent() * 1.5' space-after.optimum='from-parent(space-before.minimum)' "
       "font-weight='from-parent() + 400'");
  const FoNode *inner = fixture.inner;
  assert_int_equal(inner->text->start_indent.fixed, 7000);
  assert_int_equal(inner->text->text_align, FO_ALIGN_END);
  assert_int_equal(inner->box->border[FO_AFTER].style, LINE_DASHED);
  assert_int_equal(inner->text->line_height.proportional, 3000);
  assert_int_equal(inner->box->space_after.optimum.fixed, 1000);
  assert_int_equal(inner->text->font_weight, 700);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 0);
  read("font='caption'",
       "font-family='system-font(menu)' font-size='system-font(icon, font-size)'");
  assert_string_equal(fixture.inner->text->font_family, "sans-serif");
  assert_int_equal(fixture.inner->text->font_size, 12000);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 0);
}

/* A percentage of one base is no percentage of another. */
static void percentages_keep_their_base(void **state) {
  (void)state;
  read("start-indent='10%'", "height='from-parent(start-indent)'");
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 1);
  read("start-indent='10%'", "end-indent='from-parent(start-indent) + 1pt'");
  assert_int_equal(fixture.inner->text->end_indent.percent, 10000);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 1);
}

static void read_table(const char *table, const char *content) {
  xmlFreeDoc(fixture.xml);
  const char *text = arena_printf(fixture.arena,
                                  "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'>"
                                  "<fo:page-sequence><fo:flow><fo:table %s>%s</fo:table></fo:flow>"
                                  "</fo:page-sequence></fo:root>",
                                  table, content);
  read_text(text);
}

static void columns_of_a_table(void **state) {
  (void)state;
  static const char *const widths[] = {"width='50%'", "width='auto'"};
  for (size_t i = 0; i < 2; i++) {
    read_table(widths[i], "<fo:table-column column-width=\"from-parent('width') div 4\"/>");
    assert_int_equal(fixture.block->first->table->column_width.percent, 25000);
  }
  read_table("width='8cm'", "<fo:table-column column-width='from-parent(width) div 4'/>"
                            "<fo:table-column column-width='proportional-column-width(2) + 1pt'/>");
  assert_int_equal(fixture.block->first->table->column_width.fixed, 56693);
  assert_int_equal(fixture.block->first->next->table->column_width.proportional, 2000);
  assert_int_equal(fixture.block->first->next->table->column_width.fixed, 1000);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 0);
}

#define CELL "<fo:table-cell text-align='from-table-column()' "
#define BLOCK "><fo:block/></fo:table-cell>"
#define COLUMNS                                                                                    \
  "<fo:table-column text-align='end'/><fo:table-column text-align='center' "                       \
  "number-columns-repeated='2'/><fo:table-column column-number='2' number-columns-spanned='2' "    \
  "text-align='justify'/>"

static void cells_ask_their_column(void **state) {
  (void)state;
  read_table("",
             COLUMNS "<fo:table-body><fo:table-row>" CELL "number-rows-spanned='2'" BLOCK CELL BLOCK
                     "</fo:table-row><fo:table-row>" CELL BLOCK "</fo:table-row><fo:table-row>"
                     "<fo:table-cell number-columns-spanned='1'><fo:block text-align="
                     "'from-table-column(text-align)'/></fo:table-cell>" CELL
                     "number-columns-spanned='2'" BLOCK "</fo:table-row></fo:table-body>");
  const FoNode *row = fixture.block->last->first;
  assert_int_equal(row->first->text->text_align, FO_ALIGN_END);
  assert_int_equal(row->first->next->text->text_align, FO_ALIGN_CENTER);
  assert_int_equal(row->next->first->text->text_align, FO_ALIGN_CENTER);
  assert_int_equal(row->next->next->first->first->text->text_align, FO_ALIGN_END);
  assert_int_equal(row->next->next->last->text->text_align, FO_ALIGN_JUSTIFY);
  read_table("", COLUMNS "<fo:table-body>" CELL BLOCK CELL "ends-row='true'" BLOCK CELL
                         "color='red'" BLOCK "</fo:table-body>");
  const FoNode *cell = fixture.block->last->first;
  assert_int_equal(cell->text->text_align, FO_ALIGN_END);
  assert_int_equal(cell->next->text->text_align, FO_ALIGN_CENTER);
  assert_int_equal(cell->next->next->text->text_align, FO_ALIGN_END);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 0);
  read_table("", "<fo:table-body>" CELL BLOCK "</fo:table-body>");
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 1);
}

static void borders_by_shorthand(void **state) {
  (void)state;
  read("border='2pt dashed red' border-left-style='none' border-after-width='5pt'", "");
  const FoBox *box = fixture.block->box;
  assert_int_equal(box->border[FO_BEFORE].width, 2000);
  assert_int_equal(box->border[FO_BEFORE].style, LINE_DASHED);
  assert_int_equal(box->border[FO_BEFORE].color.red, 255);
  assert_int_equal(box->border[FO_START].width, 0);
  assert_int_equal(box->border[FO_AFTER].width, 5000);
  read("border-style='solid' color='blue'", "");
  assert_int_equal(fixture.block->box->border[FO_END].width, 1000);
  assert_int_equal(fixture.block->box->border[FO_END].color.blue, 255);
  read("padding='3mm + 1mm 2pt * 3 1pt div 2' border-top='rgb(1,2,3) 1pt + 1pt dashed' "
       "border-bottom='solid system-color(WindowText) (1pt + 2pt)' margin='1pt -2pt'",
       "");
  box = fixture.block->box;
  assert_int_equal(box->padding[FO_BEFORE].fixed, 11339);
  assert_int_equal(box->padding[FO_END].fixed, 6000);
  assert_int_equal(box->padding[FO_AFTER].fixed, 500);
  assert_int_equal(box->border[FO_BEFORE].width, 2000);
  assert_int_equal(box->border[FO_BEFORE].color.blue, 3);
  assert_int_equal(box->border[FO_AFTER].width, 3000);
  assert_int_equal(box->margin[FO_END].fixed, -2000);
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 0);
}

static void corners_of_one_or_two_radii(void **state) {
  (void)state;
  read("fox:border-radius='4pt 2pt + 1pt' fox:border-after-end-radius='9pt'", "");
  const FoBox *box = fixture.block->box;
  assert_int_equal(box->radius[0].across.fixed, 4000);
  assert_int_equal(box->radius[3].down.fixed, 3000);
  assert_int_equal(box->radius[2].across.fixed, 9000);
  assert_int_equal(box->radius[2].down.fixed, 9000);
  read("fox:border-radius='1pt 2pt 3pt'", "");
  assert_int_equal(diags_count(fixture.diags, SEVERITY_NOTE), 1);
}

static void absolute_sides_follow_the_writing_mode(void **state) {
  (void)state;
  read("writing-mode='rl-tb' padding-left='3pt'", "");
  assert_int_equal(fixture.block->box->padding[FO_END].fixed, 3000);
  read("padding='1pt 2pt 3pt 4pt'", "");
  assert_int_equal(fixture.block->box->padding[FO_BEFORE].fixed, 1000);
  assert_int_equal(fixture.block->box->padding[FO_END].fixed, 2000);
  assert_int_equal(fixture.block->box->padding[FO_AFTER].fixed, 3000);
  assert_int_equal(fixture.block->box->padding[FO_START].fixed, 4000);
}

static void margins_become_indents(void **state) {
  (void)state;
  read("margin-left='10pt'", "margin-left='5pt' padding-left='2pt' border-left='1pt solid'");
  assert_int_equal(fixture.block->text->start_indent.fixed, 10000);
  assert_int_equal(fixture.inner->text->start_indent.fixed, 18000);
  read("margin='4pt' space-before='9pt'", "");
  assert_int_equal(fixture.block->box->space_before.optimum.fixed, 9000);
  assert_int_equal(fixture.block->box->space_after.optimum.fixed, 4000);
}

static void the_font_shorthand(void **state) {
  (void)state;
  read("font='italic bold 14pt/150% \"Noto Serif\", serif'", "");
  const FoText *text = fixture.block->text;
  assert_int_equal(text->font_size, 14000);
  assert_int_equal(text->font_weight, 700);
  assert_int_equal(text->italic, 1);
  assert_int_equal(text->line_height.fixed, 21000);
  assert_string_equal(text->font_family, "\"Noto Serif\", serif");
}

static void what_is_inherited(void **state) {
  (void)state;
  read("color='red' orphans='3' background-color='yellow' id='a' xml:lang='cy'", "");
  assert_int_equal(fixture.inner->text->color.red, 255);
  assert_int_equal(fixture.inner->text->orphans, 3);
  assert_true(fixture.inner->box->background.none);
  assert_null(fixture.inner->box->id);
  assert_string_equal(fixture.inner->language, "cy");
}

static void keeps_and_spaces_in_parts(void **state) {
  (void)state;
  read("keep-together.within-page='3' keep-with-next='always' space-before.optimum='4pt' "
       "space-before.precedence='force' space-before.conditionality='retain'",
       "page-break-inside='avoid' page-break-before='always'");
  assert_int_equal(fixture.block->text->keep_together.within_page, 3);
  assert_int_equal(fixture.block->box->keep_with_next.within_column, FO_ALWAYS);
  assert_int_equal(fixture.block->box->space_before.optimum.fixed, 4000);
  assert_int_equal(fixture.block->box->space_before.precedence, FO_ALWAYS);
  assert_true(fixture.block->box->space_before.retain);
  assert_int_equal(fixture.inner->text->keep_together.within_page, FO_ALWAYS);
  assert_int_equal(fixture.inner->box->break_before, FO_BREAK_PAGE);
}

static void colours(void **state) {
  (void)state;
  static const char *const written[] = {"#6b2346", "rgb(107,35,70)", "rgb(41.96%, 13.73%, 27.46%)",
                                        "rgb-icc(107, 35, 70, #CMYK, 0.1, 0.7, 0.3, 0.5)"};
  for (size_t i = 0; i < 4; i++) {
    read(arena_printf(fixture.arena, "color='%s'", written[i]), "");
    assert_int_equal(fixture.block->text->color.red, 0x6b - (i == 2));
  }
}

static void mistakes_are_named_with_a_suggestion(void **state) {
  (void)state;
  read("colr='red' text-align='centre'", "spna='all'");
  size_t count;
  const Diag *records = diags_records(fixture.diags, &count);
  assert_int_equal(count, 3);
  assert_string_equal(records[0].rule, "layout/unknown-property");
  assert_non_null(strstr(records[0].ask, "color"));
  assert_string_equal(records[1].rule, "layout/bad-value");
  assert_non_null(strstr(records[1].ask, "center"));
  const Place *place = &records[1].place;
  assert_memory_equal(place->source->bytes + place->span.start, "text-align='centre'", 19);
}

static void rows_are_in_order(void **state) {
  (void)state;
  size_t count;
  const Property *rows = property_rows(&count);
  for (size_t i = 1; i < count; i++)
    assert_true(strcmp(rows[i - 1].name, rows[i].name) < 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {TEST(arithmetic_and_units),
                                     TEST(what_is_no_value),
                                     TEST(percentages_wait_for_layout),
                                     TEST(functions_on_properties),
                                     TEST(percentages_keep_their_base),
                                     TEST(columns_of_a_table),
                                     TEST(cells_ask_their_column),
                                     TEST(corners_of_one_or_two_radii),
                                     TEST(borders_by_shorthand),
                                     TEST(absolute_sides_follow_the_writing_mode),
                                     TEST(margins_become_indents),
                                     TEST(the_font_shorthand),
                                     TEST(what_is_inherited),
                                     TEST(keeps_and_spaces_in_parts),
                                     TEST(colours),
                                     TEST(mistakes_are_named_with_a_suggestion),
                                     TEST(rows_are_in_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
