/* The fonts map, the choice of fonts, and shaping with its word cache. */
#include "font/font.h"
#include "font/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Fixture {
  Diags *diags;
  FontSet *set;
  Arena *arena;
  Shaper *shaper;
} Fixture;

static int set_up(void **state) {
  Fixture *fixture = calloc(1, sizeof *fixture);
  fixture->diags = diags_new();
  fixture->set = font_set_open(".", fixture->diags);
  fixture->arena = arena_new();
  fixture->shaper = shaper_new(fixture->arena);
  *state = fixture;
  return fixture->set ? 0 : -1;
}

static int tear_down(void **state) {
  Fixture *fixture = *state;
  shaper_free(fixture->shaper);
  arena_free(fixture->arena);
  font_set_free(fixture->set);
  diags_free(fixture->diags);
  free(fixture);
  return 0;
}

static void the_first_known_family_is_chosen(void **state) {
  Fixture *f = *state;
  const Font *font = font_select(f->set, "Nobody, 'Noto Serif', Andika", 700, true, f->diags);
  assert_non_null(font);
  assert_string_equal(font->family, "Noto Serif");
  assert_string_equal(font->postscript_name, "NotoSerif-BoldItalic");
  assert_true(font->italic && font->weight == 700 && font->serif);
}

static void no_known_family_gives_the_default(void **state) {
  Fixture *f = *state;
  const Font *font = font_select(f->set, NULL, 400, false, f->diags);
  assert_string_equal(font->family, "Andika");
  assert_string_equal(font->postscript_name, "Andika");
  assert_int_equal(font->units_per_em, 2048);
  assert_true(font->ascender > 0 && font->descender < 0 && font->cap_height > font->x_height);
  assert_ptr_equal(font, font_select(f->set, "sans-serif", 500, false, f->diags));
  assert_int_equal(font_count(f->set), 1);
}

static void a_missing_variant_falls_back(void **state) {
  Fixture *f = *state;
  const Font *font = font_select(f->set, "Noto Sans Bengali", 700, true, f->diags);
  assert_string_equal(font->postscript_name, "NotoSansBengali-Bold");
  font = font_select(f->set, "Droid Sans Fallback", 700, true, f->diags);
  assert_true(font->weight == 400 && !font->italic);
}

static void a_character_finds_the_family_of_its_script(void **state) {
  Fixture *f = *state;
  const Font *andika = font_select(f->set, "Andika", 700, false, f->diags);
  assert_ptr_equal(font_for_code_point(f->set, andika, 'a'), andika);
  assert_ptr_equal(font_for_code_point(f->set, andika, 0x200D), andika);
  static const struct {
    uint32_t code_point;
    const char *family;
  } wanted[] = {{0x0995, "Noto Sans Bengali"},   {0x0645, "Noto Naskh Arabic"},
                {0x4F60, "Droid Sans Fallback"}, {0x05D0, "Noto Sans Hebrew"},
                {0x1F00, "Noto Sans"},           {0x0A15, "Noto Sans Gurmukhi"}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    const Font *font = font_for_code_point(f->set, andika, wanted[i].code_point);
    assert_non_null(font);
    assert_string_equal(font->family, wanted[i].family);
    assert_ptr_equal(font, font_for_code_point(f->set, andika, wanted[i].code_point));
  }
  assert_null(font_for_code_point(f->set, andika, 0xE123 + 0xF0000));
}

static void shaping_kerns_and_remembers(void **state) {
  Fixture *f = *state;
  const Font *font = font_select(f->set, "Noto Sans", 400, false, f->diags);
  const Shaped *pair = shape_text(f->shaper, font, 12000, "AV", 2, HB_SCRIPT_LATIN, false, "en", 0);
  const Shaped *plain =
      shape_text(f->shaper, font, 12000, "AV", 2, HB_SCRIPT_LATIN, false, "en", "-kern");
  assert_int_equal(pair->count, 2);
  assert_true(pair->advance < plain->advance);
  assert_int_equal(pair->missing, -1);
  assert_ptr_equal(pair,
                   shape_text(f->shaper, font, 12000, "AV", 2, HB_SCRIPT_LATIN, false, "en", 0));
}

static void shaping_reports_what_has_no_glyph(void **state) {
  Fixture *f = *state;
  const Font *font = font_select(f->set, "Andika", 400, false, f->diags);
  const Shaped *shaped =
      shape_text(f->shaper, font, 12000, "ab\xE4\xBD\xA0", 5, HB_SCRIPT_LATIN, false, "en", NULL);
  assert_int_equal(shaped->missing, 2);
  shaped = shape_text(f->shaper, font, 12000, "", 0, HB_SCRIPT_LATIN, false, NULL, NULL);
  assert_int_equal(shaped->count, 0);
}

/* Writes a fonts map in a folder of its own and gives the rule id of what reading it found. */
static void expect_problem(const char *yaml, const char *rule, unsigned line) {
  char folder[] = "/tmp/plainplan-fonts-XXXXXX", path[256];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/fonts", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/fonts/fonts.yml", folder);
  FILE *file = fopen(path, "w");
  fputs(yaml, file);
  fclose(file);
  Diags *diags = diags_new();
  FontSet *set = font_set_open(folder, diags);
  if (set) {
    assert_null(font_select(set, "A", 400, false, diags));
    assert_null(font_select(set, "A", 400, false, diags));
  }
  size_t count;
  const Diag *records = diags_records(diags, &count);
  assert_int_equal(count, 1);
  assert_string_equal(records[0].rule, rule);
  assert_int_equal(diags_exit_status(diags, SEVERITY_ERROR), 2);
  if (line)
    assert_int_equal(source_position(records[0].place.source, records[0].place.span.start).line,
                     line);
  font_set_free(set);
  diags_free(diags);
  unlink(path);
  snprintf(path, sizeof path, "%s/fonts", folder);
  rmdir(path);
  rmdir(folder);
}

#define HEAD "default: A\ngeneric: {sans-serif: A, serif: A, monospace: A}\nfolders: [/nowhere]\n"
#define FAMILY "families:\n- {name: A, scripts: [Latn], use: u, package: fonts-a, licence: l, "

static void the_map_is_read_strictly(void **state) {
  (void)state;
  expect_problem(HEAD FAMILY "files: {regular: a.ttf}}\n", "font/missing", 0);
  expect_problem(HEAD FAMILY "files: {regular: a.ttf}, color: red}\n", "font/map-unknown-key", 5);
  expect_problem(HEAD FAMILY "files: {bold: a.ttf}}\n", "font/map-value", 5);
  expect_problem(HEAD "families: none\n", "font/map-value", 4);
  expect_problem(
      "default: A\ngeneric: {sans-serif: A, serif: C, monospace: A}\nfolders: [/n]\n" FAMILY
      "files: {regular: a.ttf}}\n",
      "font/map-family", 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(the_first_known_family_is_chosen),     TEST(no_known_family_gives_the_default),
      TEST(a_missing_variant_falls_back),         TEST(a_character_finds_the_family_of_its_script),
      TEST(shaping_kerns_and_remembers),          TEST(shaping_reports_what_has_no_glyph),
      cmocka_unit_test(the_map_is_read_strictly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
