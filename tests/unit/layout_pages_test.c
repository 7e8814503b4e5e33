/* Layout as a whole: random blocks, keeps, lists and tables lose nothing, keep their order and stay on
 * their pages; and what each rule of breaking promises. */
#include "base/buf.h"
#include "layout/layout.h"

#include <libxml/parser.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
  Arena *arena;
  Diags *diags;
  FontSet *fonts;
  AreaDocument *document;
} Fixture;

static Fixture fixture;

static int set_up(void **state) {
  (void)state;
  fixture = (Fixture){.arena = arena_new(), .diags = diags_new()};
  fixture.fonts = font_set_open(".", fixture.diags);
  return fixture.fonts ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  font_set_free(fixture.fonts);
  diags_free(fixture.diags);
  arena_free(fixture.arena);
  return 0;
}

static void lay_out(const char *flow, int height) {
  Buf text = {0};
  buf_printf(&text,
             "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' font-family='Andika' "
             "line-height='10pt' font-size='8pt' xml:lang='en'><fo:layout-master-set>"
             "<fo:simple-page-master master-name='p' page-width='600pt' page-height='%dpt'>"
             "<fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
             "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>"
             "%s</fo:flow></fo:page-sequence></fo:root>",
             height, flow);
  xmlDoc *xml = xmlReadMemory(text.bytes, (int)text.length, "test", NULL, XML_PARSE_HUGE);
  assert_non_null(xml);
  static const FoSources sources;
  fixture.document =
      layout_document(xml, &sources, ".", fixture.fonts, fixture.arena, fixture.diags);
  buf_free(&text);
  assert_non_null(fixture.document);
}

static bool shows(const Area *area, const char *word) {
  return area->type == AREA_TEXT && area->as.text.text_length >= strlen(word) &&
         !strncmp(area->as.text.text + area->as.text.text_start, word, strlen(word));
}

/* The page (from 1) of the first text that starts with a word; 0: none. */
static size_t page_of(const char *word) {
  for (size_t i = 0; i < fixture.document->page_count; i++)
    for (const Area *area = fixture.document->pages[i].first; area; area = area->next)
      if (shows(area, word)) return i + 1;
  return 0;
}

static bool reported(const char *rule) {
  size_t count;
  const Diag *records = diags_records(fixture.diags, &count);
  for (size_t i = 0; i < count; i++)
    if (!strcmp(records[i].rule, rule)) return true;
  return false;
}

static void a_heading_is_never_stranded(void **state) {
  (void)state;
  lay_out("<fo:block>a</fo:block><fo:block>b</fo:block><fo:block>c</fo:block>"
          "<fo:block keep-with-next='always'>head</fo:block><fo:block>text</fo:block>",
          40);
  assert_int_equal(page_of("head"), 2);
  assert_int_equal(page_of("text"), 2);
}

#define ROW(before, after, one, two)                                                               \
  "<fo:table-row " before "><fo:table-cell " after "><fo:block>" one                               \
  "</fo:block></fo:table-cell><fo:table-cell>" two "</fo:table-cell></fo:table-row>"

/* A break or keep of a row or cell at the edge of what is around it belongs to all that starts there. */
static void breaks_of_rows_and_cells_reach_outside(void **state) {
  (void)state;
  lay_out("<fo:block>a</fo:block><fo:table><fo:table-body>" ROW("break-before='page'", "", "one",
                                                                "<fo:block>two</fo:block>")
              ROW("", "", "three", "<fo:block break-before='page'>four</fo:block>") ROW(
                  "break-after='page'", "", "five",
                  "<fo:block>six</fo:block>") "</fo:table-body></fo:table><fo:block>b</fo:block>",
          200);
  assert_int_equal(page_of("a"), 1);
  assert_int_equal(page_of("one"), 2);
  assert_int_equal(page_of("three"), 3);
  assert_int_equal(page_of("five"), 3);
  assert_int_equal(page_of("b"), 4);
  assert_int_equal(fixture.document->page_count, 4);
  lay_out(
      "<fo:table><fo:table-body>" ROW(
          "", "number-rows-spanned='2'", "one",
          "<fo:block break-after='page'>two</fo:block>") "<fo:table-row><fo:table-cell><fo:block>three</fo:block></fo:table-cell></fo:table-row>"
                                                         "</fo:table-body></fo:table>",
      200);
  assert_int_equal(page_of("two"), 1);
  assert_int_equal(page_of("three"), 2);
  lay_out("<fo:block>a</fo:block><fo:list-block><fo:list-item><fo:list-item-label><fo:block>1"
          "</fo:block></fo:list-item-label><fo:list-item-body start-indent='9pt'><fo:block "
          "break-before='page'>body</fo:block></fo:list-item-body></fo:list-item></fo:list-block>"
          "<fo:block-container><fo:block break-before='page'>c</fo:block></fo:block-container>",
          200);
  assert_int_equal(page_of("1"), 2);
  assert_int_equal(page_of("body"), 2);
  assert_int_equal(page_of("c"), 3);
}

static void keeps_of_cells_are_kept(void **state) {
  (void)state;
  lay_out(
      "<fo:block>a</fo:block><fo:block>b</fo:block><fo:block>c</fo:block>"
      "<fo:table><fo:table-body>" ROW(
          "", "", "head",
          "<fo:block keep-with-next='always'>x</fo:block>") "</fo:table-body></fo:table><fo:block>text</fo:block>",
      40);
  assert_int_equal(page_of("head"), 2);
  assert_int_equal(page_of("text"), 2);
}

/* The n-th painted box, from 0. */
static const BoxArea *box_at(size_t n) {
  for (const Area *area = fixture.document->pages[0].first; area; area = area->next)
    if (area->type == AREA_BOX && !n--) return &area->as.painted;
  fail();
  return NULL;
}

#define BORDERED(attributes) "<fo:table-cell " attributes "><fo:block>x</fo:block></fo:table-cell>"

/* Beside a cell that spans, each part of its collapsed edge is painted by the cell that it belongs to. */
static void edges_beside_a_spanning_cell(void **state) {
  (void)state;
  lay_out(
      "<fo:table border-collapse='collapse'><fo:table-body><fo:table-row>" BORDERED(
          "number-columns-spanned='2' border='1pt dotted red'") "</fo:table-row><fo:table-row>" BORDERED("border='1pt dashed black'")
          BORDERED("border='0.5pt solid blue'") "</fo:table-row></fo:table-body></fo:table>",
      200);
  assert_int_equal(box_at(0)->top.style, LINE_DOTTED);
  assert_int_equal(box_at(0)->bottom.style, LINE_NONE);
  assert_int_equal(box_at(1)->top.style, LINE_DASHED);
  assert_int_equal(box_at(2)->top.style, LINE_DOTTED);
  assert_int_equal(box_at(2)->top.color.red, 255);
  lay_out(
      "<fo:table border-collapse='collapse'><fo:table-body><fo:table-row>" BORDERED(
          "number-columns-spanned='2' border='2pt solid red'") "</fo:table-row><fo:table-row>" BORDERED("border='1pt dashed black'")
          BORDERED("border='0.5pt solid blue'") "</fo:table-row></fo:table-body></fo:table>",
      200);
  assert_int_equal(box_at(0)->bottom.width, 2000);
  assert_int_equal(box_at(0)->bottom.style, LINE_SOLID);
}

static void orphans_and_widows(void **state) {
  (void)state;
  lay_out("<fo:block>a</fo:block><fo:block>b</fo:block><fo:block>c</fo:block>"
          "<fo:block linefeed-treatment='preserve'>one\ntwo\nthree\nfour</fo:block>",
          40);
  assert_int_equal(page_of("one"), 2);
  lay_out("<fo:block>a</fo:block>"
          "<fo:block linefeed-treatment='preserve'>one\ntwo\nthree\nfour</fo:block>",
          40);
  assert_int_equal(page_of("two"), 1);
  assert_int_equal(page_of("three"), 2);
}

static void a_chain_of_keeps_longer_than_a_page_ends(void **state) {
  (void)state;
  Buf flow = {0};
  for (int i = 0; i < 40; i++)
    buf_printf(&flow, "<fo:block keep-with-next='always'>b%d</fo:block>", i);
  lay_out(flow.bytes, 50);
  buf_free(&flow);
  assert_int_equal(fixture.document->page_count, 8);
  assert_true(reported("layout/keep-broken"));
}

static void space_at_the_top_of_a_page(void **state) {
  (void)state;
  lay_out("<fo:block>a</fo:block><fo:block space-before='7pt' break-before='page'>b</fo:block>"
          "<fo:block space-before='7pt' space-before.conditionality='retain' "
          "break-before='page'>c</fo:block>",
          50);
  assert_int_equal(fixture.document->pages[1].first->box.y, 0);
  assert_int_equal(fixture.document->pages[2].first->box.y, 7000);
}

static void breaks_to_even_and_odd_pages(void **state) {
  (void)state;
  lay_out("<fo:block>a</fo:block><fo:block break-before='odd-page'>b</fo:block>"
          "<fo:block break-before='even-page'>c</fo:block>",
          50);
  assert_int_equal(page_of("b"), 3);
  assert_int_equal(page_of("c"), 4);
}

static void a_thing_higher_than_the_page(void **state) {
  (void)state;
  lay_out("<fo:block>a</fo:block><fo:block-container height='90pt'><fo:block>b</fo:block>"
          "</fo:block-container><fo:block>c</fo:block>",
          50);
  assert_true(reported("layout/too-high") || reported("layout/keep-broken"));
  assert_true(page_of("c") > page_of("b"));
}

static void table_headers_come_again(void **state) {
  (void)state;
  Buf flow = {0};
  buf_puts(&flow, "<fo:table><fo:table-header><fo:table-cell><fo:block>head</fo:block>"
                  "</fo:table-cell></fo:table-header><fo:table-body>");
  for (int i = 0; i < 9; i++)
    buf_printf(&flow,
               "<fo:table-row><fo:table-cell><fo:block>r%d</fo:block></fo:table-cell>"
               "</fo:table-row>",
               i);
  buf_puts(&flow, "</fo:table-body></fo:table>");
  lay_out(flow.bytes, 40);
  buf_free(&flow);
  assert_int_equal(fixture.document->page_count, 3);
  size_t real = 0, repeated = 0;
  for (size_t i = 0; i < 3; i++)
    for (const Area *area = fixture.document->pages[i].first; area; area = area->next)
      if (shows(area, "head")) *(area->owner ? &real : &repeated) += 1;
  assert_int_equal(real, 1);
  assert_int_equal(repeated, 2);
}

static void column_widths(void **state) {
  (void)state;
  lay_out("<fo:table width='600pt'><fo:table-column column-width='100pt'/>"
          "<fo:table-column column-width='proportional-column-width(1)'/>"
          "<fo:table-column column-width='proportional-column-width(3)'/>"
          "<fo:table-column column-width='10%'/><fo:table-body><fo:table-row>"
          "<fo:table-cell><fo:block>a</fo:block></fo:table-cell>"
          "<fo:table-cell><fo:block>b</fo:block></fo:table-cell>"
          "<fo:table-cell><fo:block>c</fo:block></fo:table-cell>"
          "<fo:table-cell><fo:block>d</fo:block></fo:table-cell>"
          "</fo:table-row></fo:table-body></fo:table>",
          50);
  static const Length places[] = {0, 100000, 210000, 540000};
  const Area *area = fixture.document->pages[0].first;
  for (size_t i = 0; i < 4; i++, area = area->next)
    assert_int_equal(area->box.x, places[i]);
}

static void lines_break_where_icu_says(void **state) {
  (void)state;
  lay_out("<fo:block end-indent='500pt'>well-known words that wrap, soft&#xAD;hyphen "
          "<fo:inline keep-together.within-line='always'>01632 960 456</fo:inline> end</fo:block>",
          200);
  assert_false(reported("layout/word-too-wide"));
  for (const Area *area = fixture.document->pages[0].first; area; area = area->next) {
    const TextArea *text = &area->as.text;
    assert_true(area->box.x + area->box.width <= 103000);
    if (text->text_start + text->text_length == strlen(text->text)) continue;
    char last = text->text[text->text_start + text->text_length - 1];
    assert_true(last == ' ' || last == '-' || last == '6');
  }
}

static void a_word_wider_than_its_line(void **state) {
  (void)state;
  lay_out("<fo:block end-indent='580pt'>abcdefghijklmnopqrstuvwxyz</fo:block>", 200);
  assert_true(reported("layout/word-too-wide"));
  size_t length = 0;
  for (const Area *area = fixture.document->pages[0].first; area; area = area->next) {
    assert_true(area->box.width <= 20000);
    length += area->as.text.text_length;
  }
  assert_int_equal(length, 26);
}

static void citations_wider_than_assumed(void **state) {
  (void)state;
  Buf flow = {0};
  buf_puts(&flow,
           "<fo:block text-align='end'>see <fo:page-number-citation ref-id='x'/></fo:block>");
  for (int i = 0; i < 12; i++)
    buf_puts(&flow, "<fo:block break-before='page'>p</fo:block>");
  buf_puts(&flow, "<fo:block id='x'>here</fo:block>");
  lay_out(flow.bytes, 50);
  buf_free(&flow);
  for (const Area *area = fixture.document->pages[0].first; area; area = area->next)
    if (shows(area, "13")) assert_int_equal(area->box.x + area->box.width, 600000);
  assert_true(page_of("13") == 1);
}

typedef struct Random {
  unsigned state;
  unsigned words;
  Buf flow;
} Random;

static unsigned roll(Random *random, unsigned sides) {
  random->state = random->state * 1103515245U + 12345U;
  return (random->state >> 16) % sides;
}

static void add_attributes(Random *random) {
  static const char *const some[] = {" keep-with-next='always'",
                                     " keep-with-previous='3'",
                                     " keep-together='always'",
                                     " break-before='page'",
                                     " space-before='9pt'",
                                     " break-after='odd-page'",
                                     " border='1pt solid'",
                                     " padding='3pt'",
                                     " orphans='4'",
                                     " widows='5'"};
  for (size_t i = 0; i < sizeof some / sizeof *some; i++)
    if (!roll(random, 8)) buf_puts(&random->flow, some[i]);
}

static void add_words(Random *random) {
  buf_printf(&random->flow, "w%uw", random->words++);
  for (unsigned i = roll(random, 12); i > 0; i--)
    buf_puts(&random->flow, "\nmore words");
}

static void add_block(Random *random, int depth) {
  unsigned kind = depth > 3 ? 0 : roll(random, 6);
  static const char *const starts[] = {"<fo:block linefeed-treatment='preserve'",
                                       "<fo:block",
                                       "<fo:block-container",
                                       "<fo:list-block",
                                       "<fo:table",
                                       "<fo:block linefeed-treatment='preserve'"};
  buf_puts(&random->flow, starts[kind]);
  add_attributes(random);
  buf_putc(&random->flow, '>');
  if (kind == 0 || kind == 5) {
    add_words(random);
    buf_puts(&random->flow, "</fo:block>");
  } else if (kind < 3) {
    add_block(random, depth + 1);
    add_block(random, depth + 1);
    buf_puts(&random->flow, kind == 1 ? "</fo:block>" : "</fo:block-container>");
  } else if (kind == 3) {
    buf_puts(&random->flow, "<fo:list-item><fo:list-item-label end-indent='label-end()'><fo:block>"
                            "1</fo:block></fo:list-item-label><fo:list-item-body "
                            "start-indent='body-start()'>");
    add_block(random, depth + 1);
    buf_puts(&random->flow, "</fo:list-item-body></fo:list-item></fo:list-block>");
  } else {
    buf_puts(&random->flow, "<fo:table-body>");
    for (int row = 0; row < 3; row++) {
      buf_printf(&random->flow, "<fo:table-row><fo:table-cell number-rows-spanned='%u'>",
                 1 + roll(random, 2));
      add_block(random, depth + 2);
      buf_puts(&random->flow, "</fo:table-cell><fo:table-cell>");
      add_block(random, depth + 2);
      buf_puts(&random->flow, "</fo:table-cell></fo:table-row>");
    }
    buf_puts(&random->flow, "</fo:table-body></fo:table>");
  }
}

static unsigned word_number(const Area *area) {
  const TextArea *text = &area->as.text;
  if (area->type != AREA_TEXT || text->text_length < 3 || text->text[text->text_start] != 'w')
    return 0;
  return (unsigned)strtoul(text->text + text->text_start + 1, NULL, 10);
}

static void check_random(unsigned seed) {
  Random random = {.state = seed, .words = 1};
  for (int i = 0; i < 12; i++)
    add_block(&random, 0);
  lay_out(random.flow.bytes, 60 + (int)(seed % 3) * 80);
  unsigned char *seen = calloc(random.words, 1);
  for (size_t i = 0; i < fixture.document->page_count; i++) {
    const Page *page = &fixture.document->pages[i];
    for (const Area *area = page->first; area; area = area->next) {
      if (area->type == AREA_TEXT) assert_true(area->box.y >= 0);
      if (area->type == AREA_TEXT && !reported("layout/too-high"))
        assert_true(area->box.y + area->box.height <= page->height);
      unsigned word = word_number(area);
      if (word) assert_int_equal(seen[word]++, 0);
    }
  }
  for (unsigned word = 1; word < random.words; word++)
    assert_int_equal(seen[word], 1);
  free(seen);
  buf_free(&random.flow);
}

static void nothing_is_lost(void **state) {
  for (unsigned seed = 1; seed <= 60; seed++) {
    check_random(seed);
    tear_down(state);
    set_up(state);
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {TEST(a_heading_is_never_stranded),
                                     TEST(breaks_of_rows_and_cells_reach_outside),
                                     TEST(keeps_of_cells_are_kept),
                                     TEST(edges_beside_a_spanning_cell),
                                     TEST(orphans_and_widows),
                                     TEST(a_chain_of_keeps_longer_than_a_page_ends),
                                     TEST(space_at_the_top_of_a_page),
                                     TEST(breaks_to_even_and_odd_pages),
                                     TEST(a_thing_higher_than_the_page),
                                     TEST(table_headers_come_again),
                                     TEST(column_widths),
                                     TEST(lines_break_where_icu_says),
                                     TEST(a_word_wider_than_its_line),
                                     TEST(citations_wider_than_assumed),
                                     TEST(nothing_is_lost)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
