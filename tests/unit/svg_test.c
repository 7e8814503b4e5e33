/* SVG: numbers and lengths, transformations, path data with arcs, whole pictures, hostile ones. */
#include "base/buf.h"
#include "svg/matrix.h"
#include "svg/paths.h"
#include "svg/scan.h"
#include "svg/svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

static void assert_near(double value, double expected) {
  if (value - expected > 1e-6 || expected - value > 1e-6) fail_msg("%f is not %f", value, expected);
}

static void numbers_need_no_separators(void **state) {
  (void)state;
  const char *at = "-1.5.5e2-3+4e-1 1em 123456789012345678901 .";
  static const double expected[] = {-1.5, 50, -3, 0.4, 1};
  double number;
  for (size_t i = 0; i < 5; i++) {
    assert_true(scan_number(&at, &number));
    assert_near(number, expected[i]);
  }
  assert_int_equal(*at, 'e');
  at += 2;
  assert_true(scan_number(&at, &number));
  assert_true(number > 1.2345678e20 && number < 1.2345679e20);
  assert_false(scan_number(&at, &number));
}

static void lengths_have_units(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double pixels;
  } wanted[] = {{"10", 10},     {"10px", 10}, {"3pt", 4},   {"1in", 96},  {"2.54cm", 96},
                {"25.4mm", 96}, {"2em", 40},  {"50%", 100}, {" 1pc ", 16}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    double length;
    assert_true(scan_length(wanted[i].text, 20, 200, &length));
    assert_near(length, wanted[i].pixels);
  }
  double length;
  assert_false(scan_length("10 miles", 20, 200, &length));
  assert_false(scan_length("", 20, 200, &length));
}

static void transformations_apply_from_right_to_left(void **state) {
  (void)state;
  Matrix m;
  double x = 1, y = 0;
  assert_true(matrix_parse("translate(10, 20) rotate(90) scale(2)", &m));
  matrix_apply(&m, &x, &y);
  assert_near(x, 10);
  assert_near(y, 22);
  assert_near(matrix_scale(&m), 2);
  assert_false(matrix_is_upright(&m));
  assert_true(matrix_parse("rotate(180 5 5)", &m));
  x = y = 0;
  matrix_apply(&m, &x, &y);
  assert_near(x, 10);
  assert_near(y, 10);
  assert_true(matrix_parse("matrix(1 2 3 4 5 6),skewX(45)", &m));
  assert_near(m.c, 4);
  assert_false(matrix_parse("scale(1,2,3)", &m));
  assert_false(matrix_parse("rotate 5", &m));
}

/* The endpoints of the segments of path data, one user unit being one thousandth of a point. */
static PathBuilder parsed(Arena *arena, const char *data, bool whole) {
  PathBuilder path = path_builder(arena, matrix_identity(), 1000);
  assert_int_equal(path_parse(&path, data), whole);
  return path;
}

static void assert_end(const PathBuilder *path, size_t at, PathVerb verb, Length x, Length y) {
  assert_true(at < path->count);
  const PathSegment *segment = &path->segments[at];
  int last = verb == PATH_CURVE ? 2 : 0;
  assert_int_equal(segment->verb, verb);
  assert_int_equal(segment->x[last], x);
  assert_int_equal(segment->y[last], y);
}

static void every_path_command_is_read(void **state) {
  (void)state;
  Arena *arena = arena_new();
  PathBuilder p = parsed(arena, "M10 10 20 10l10-5h5v5H0V0zm1,1L5 5", true);
  assert_int_equal(p.count, 10);
  assert_end(&p, 1, PATH_LINE, 20, 10);
  assert_end(&p, 2, PATH_LINE, 30, 5);
  assert_end(&p, 3, PATH_LINE, 35, 5);
  assert_end(&p, 5, PATH_LINE, 0, 10);
  assert_end(&p, 6, PATH_LINE, 0, 0);
  assert_int_equal(p.segments[7].verb, PATH_CLOSE);
  assert_end(&p, 8, PATH_MOVE, 11, 11);
  p = parsed(arena, "M0 0c0 100 100 100 100 0s100-100 100 0", true);
  assert_end(&p, 2, PATH_CURVE, 200, 0);
  assert_int_equal(p.segments[2].x[0], 100);
  assert_int_equal(p.segments[2].y[0], -100);
  p = parsed(arena, "M0 0Q300 300 600 0T1200 0", true);
  assert_int_equal(p.segments[1].x[0], 200);
  assert_int_equal(p.segments[1].y[0], 200);
  assert_int_equal(p.segments[2].y[0], -200);
  assert_end(&p, 2, PATH_CURVE, 1200, 0);
  arena_free(arena);
}

static void a_fault_keeps_what_came_before(void **state) {
  (void)state;
  Arena *arena = arena_new();
  assert_int_equal(parsed(arena, "M0 0L5 5 6", false).count, 2);
  assert_int_equal(parsed(arena, "M0 0X", false).count, 1);
  assert_int_equal(parsed(arena, "L0 0", false).count, 0);
  assert_int_equal(parsed(arena, "", true).count, 0);
  arena_free(arena);
}

static void arcs_become_curves(void **state) {
  (void)state;
  Arena *arena = arena_new();
  PathBuilder p = parsed(arena, "M1000 0A1000 1000 0 0 1 0 1000", true);
  assert_int_equal(p.count, 2);
  assert_int_equal(p.segments[1].x[0], 1000);
  assert_int_equal(p.segments[1].y[0], 552);
  assert_end(&p, 1, PATH_CURVE, 0, 1000);
  /* the long way round; flags may touch what follows them */
  p = parsed(arena, "M1000 0a1000 1000 0 11-1000-1000", true);
  assert_int_equal(p.count, 4);
  assert_end(&p, 3, PATH_CURVE, 0, -1000);
  /* radii too small are enlarged; none is a line */
  p = parsed(arena, "M0 0A1 1 0 0 0 2000 0", true);
  assert_int_equal(p.count, 3);
  assert_end(&p, 1, PATH_CURVE, 1000, 1000);
  p = parsed(arena, "M0 0A0 5 0 0 0 2000 0", true);
  assert_end(&p, 1, PATH_LINE, 2000, 0);
  arena_free(arena);
}

/* A picture drawn into 100 by 100 pt. */
typedef struct Picture {
  Arena *arena;
  Diags *diags;
  xmlDoc *doc;
  FontSet *fonts;
  Area *first;
  size_t count, problems;
} Picture;

static Picture draw(const char *svg) {
  Picture p = {.arena = arena_new(), .diags = diags_new()};
  p.doc = xmlReadMemory(svg, (int)strlen(svg), "svg", NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  assert_non_null(p.doc);
  p.fonts = font_set_open(".", p.diags);
  Shaper *shaper = shaper_new(p.arena);
  SvgContext context = {.fonts = p.fonts,
                        .shaper = shaper,
                        .arena = p.arena,
                        .diags = p.diags,
                        .color = {1, 2, 3, false}};
  Area *last;
  p.first = svg_areas(xmlDocGetRootElement(p.doc), (Rect){0, 0, 100000, 100000}, &context, &last);
  for (Area *area = p.first; area; area = area->next)
    p.count++;
  diags_records(p.diags, &p.problems);
  shaper_free(shaper);
  return p;
}

static void drop(Picture *p) {
  xmlFreeDoc(p->doc);
  font_set_free(p->fonts);
  diags_free(p->diags);
  arena_free(p->arena);
}

#define SVG(attributes, body)                                                                      \
  "<svg xmlns='http://www.w3.org/2000/svg' " attributes ">" body "</svg>"

static const char *problem(const Picture *p) {
  size_t count;
  const Diag *records = diags_records(p->diags, &count);
  return count ? records[0].message : "";
}

static void a_view_box_fits_the_viewport(void **state) {
  (void)state;
  Picture p = draw(SVG("viewBox='0 0 20 10'", "<rect width='20' height='10'/>"));
  assert_int_equal(p.count, 1);
  assert_int_equal(p.first->box.x, 0);
  assert_int_equal(p.first->box.y, 25000);
  assert_int_equal(p.first->box.width, 100000);
  assert_int_equal(p.first->box.height, 50000);
  drop(&p);
  p = draw(SVG("viewBox='0 0 20 10' preserveAspectRatio='xMinYMax slice'",
               "<circle cx='5' cy='5' r='5'/>"));
  assert_int_equal(p.first->box.x, 0);
  assert_int_equal(p.first->box.width, 100000);
  drop(&p);
}

static void styles_are_inherited(void **state) {
  (void)state;
  Picture p =
      draw(SVG("viewBox='0 0 100 100'",
               "<g fill='none' stroke='red' stroke-width='2' opacity='.5'>"
               "<path d='M0 0h9' style='stroke:currentColor; stroke-dasharray: 1 2 3'/>"
               "<line x2='5' stroke-opacity='50%'/><rect width='3' height='3' stroke='none'/>"
               "</g><defs><circle id='c' r='1'/></defs><use href='#c' x='7' fill='#0f8'/>"));
  assert_int_equal(p.problems, 0);
  assert_int_equal(p.count, 3);
  const PathArea *path = &p.first->as.path;
  assert_true(path->fill.none);
  assert_int_equal(path->stroke.blue, 3);
  assert_int_equal(path->stroke_width, 2000);
  assert_int_equal(path->dash_count, 6);
  assert_int_equal(path->dashes[4], 2000);
  assert_int_equal(path->stroke_opacity, 128);
  assert_int_equal(p.first->next->as.path.stroke_opacity, 64);
  assert_int_equal(p.first->next->as.path.stroke.red, 255);
  const Area *used = p.first->next->next;
  assert_int_equal(used->as.path.fill.green, 255);
  assert_int_equal(used->as.path.fill.blue, 0x88);
  assert_int_equal(used->box.x, 6000);
  drop(&p);
}

static void text_is_anchored(void **state) {
  (void)state;
  Picture p = draw(SVG("viewBox='0 0 100 100'",
                       "<text x='50' y='20' font-size='10' text-anchor='middle'>  Nan\n "
                       "<tspan font-weight='bold' dy='2'>Rees</tspan> </text>"));
  assert_int_equal(p.problems, 0);
  assert_int_equal(p.count, 2);
  Area *a = p.first, *b = a->next;
  assert_int_equal(a->as.text.baseline, 20000);
  assert_int_equal(b->as.text.baseline, 22000);
  assert_int_equal(b->as.text.font->weight, 700);
  Length left = a->box.x, right = b->box.x + b->box.width;
  assert_true(left + right > 99990 && left + right < 100010);
  assert_memory_equal(a->as.text.text, "Nan ", 4);
  drop(&p);
}

static void what_is_outside_the_subset_is_named(void **state) {
  (void)state;
  Picture p = draw(SVG("viewBox='0 0 9 9'", "<g/>\n<filter/>\n<filter/>"));
  assert_int_equal(p.problems, 1);
  assert_non_null(strstr(problem(&p), "<filter> in line 2"));
  drop(&p);
  p = draw(SVG("viewBox='0 0 9 9'", "<rect width='2' height='2' mask='url(#m)'/>"));
  assert_non_null(strstr(problem(&p), "mask of <rect> in line 1"));
  drop(&p);
  p = draw(SVG("viewBox='0 0 9 9'", "<rect width='wide' height='2' fill='url(#g)'/>"));
  assert_int_equal(p.problems, 2);
  drop(&p);
  p = draw(SVG("viewBox='0 0 9 9'", "<text transform='rotate(5)'>a</text>"));
  assert_non_null(strstr(problem(&p), "transform"));
  drop(&p);
}

static void hostile_pictures_end(void **state) {
  (void)state;
  Picture p = draw(SVG("viewBox='0 0 9 9'", "<g id='a'><use href='#a'/></g>"));
  assert_int_equal(p.problems, 1);
  drop(&p);
  Buf laughs = {0};
  buf_puts(&laughs, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
                    "<defs><path id='l0' d='M0 0h1'/>");
  for (int i = 1; i < 20; i++) {
    buf_printf(&laughs, "<g id='l%d'>", i);
    for (int j = 0; j < 10; j++)
      buf_printf(&laughs, "<use href='#l%d'/>", i - 1);
    buf_puts(&laughs, "</g>");
  }
  buf_puts(&laughs, "</defs><use href='#l19'/></svg>");
  p = draw(laughs.bytes);
  assert_int_equal(p.problems, 1);
  drop(&p);
  buf_clear(&laughs);
  for (int i = 0; i < 2000; i++)
    buf_puts(&laughs, i ? "<g>" : "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>");
  for (int i = 0; i < 1999; i++)
    buf_puts(&laughs, "</g>");
  buf_puts(&laughs, "</svg>");
  p = draw(laughs.bytes);
  assert_int_equal(p.problems, 1);
  drop(&p);
  buf_free(&laughs);
  p = draw(SVG("viewBox='0 0 1e-20 1e-20'", "<path d='M1e30 -1e30A1e30 1e-30 5 0 1 9e30 nan'/>"));
  drop(&p);
}

static void the_natural_size_comes_from_the_root(void **state) {
  (void)state;
  static const struct {
    const char *svg;
    bool known;
    Length width, height;
  } wanted[] = {{"<svg width='40' height='20'/>", true, 30000, 15000},
                {"<svg viewBox='0 0 8 4'/>", true, 6000, 3000},
                {"<svg width='8px' viewBox='0 0 4 2'/>", true, 6000, 3000},
                {"<svg width='100%' height='100%'/>", false, 0, 0}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    xmlDoc *doc = xmlReadMemory(wanted[i].svg, (int)strlen(wanted[i].svg), "svg", NULL, 0);
    Length width = 0, height = 0;
    assert_int_equal(svg_size(xmlDocGetRootElement(doc), &width, &height), wanted[i].known);
    assert_int_equal(width, wanted[i].width);
    assert_int_equal(height, wanted[i].height);
    xmlFreeDoc(doc);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_need_no_separators),
      cmocka_unit_test(lengths_have_units),
      cmocka_unit_test(transformations_apply_from_right_to_left),
      cmocka_unit_test(every_path_command_is_read),
      cmocka_unit_test(a_fault_keeps_what_came_before),
      cmocka_unit_test(arcs_become_curves),
      cmocka_unit_test(a_view_box_fits_the_viewport),
      cmocka_unit_test(styles_are_inherited),
      cmocka_unit_test(text_is_anchored),
      cmocka_unit_test(what_is_outside_the_subset_is_named),
      cmocka_unit_test(hostile_pictures_end),
      cmocka_unit_test(the_natural_size_comes_from_the_root),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  xmlCleanupParser();
  return failed;
}
