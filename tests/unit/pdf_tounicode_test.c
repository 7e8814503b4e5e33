/* Which text a glyph stands for, the ToUnicode CMap, and the notation of numbers and strings. */
#include "pdf/object.h"
#include "pdf/tounicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void the_first_text_of_a_glyph_stays(void **state) {
  (void)state;
  Arena *arena = arena_new();
  GlyphMap *map = glyph_map_new(arena, 100);
  size_t length;
  assert_false(glyph_map_uses(map, 7));
  assert_true(glyph_map_note(map, 7, "ffi", 3));
  assert_true(glyph_map_note(map, 7, "ffi", 3));
  assert_false(glyph_map_note(map, 7, "ff", 2));
  assert_memory_equal(glyph_map_text(map, 7, &length), "ffi", 3);
  assert_int_equal(length, 3);
  assert_false(glyph_map_note(map, 100, "x", 1));
  assert_int_equal(glyph_map_next(map, 0), 7);
  assert_int_equal(glyph_map_next(map, 8), UINT32_MAX);
  arena_free(arena);
}

static void kinds_of_space_and_hyphen_are_one(void **state) {
  (void)state;
  Arena *arena = arena_new();
  GlyphMap *map = glyph_map_new(arena, 10);
  size_t length;
  assert_true(glyph_map_note(map, 3, "\xC2\xA0", 2));
  assert_true(glyph_map_note(map, 3, " ", 1));
  assert_string_equal(glyph_map_text(map, 3, &length), " ");
  assert_true(glyph_map_note(map, 4, "-", 1));
  assert_true(glyph_map_note(map, 4, "\xE2\x80\x91", 3));
  arena_free(arena);
}

static void the_cmap_lists_every_glyph(void **state) {
  (void)state;
  Arena *arena = arena_new();
  GlyphMap *map = glyph_map_new(arena, 1000);
  Buf out = {0};
  for (uint32_t glyph = 1; glyph <= 150; glyph++)
    glyph_map_note(map, glyph, "fi", 2);
  glyph_map_note(map, 500, "\xF0\x9F\x98\x80", 4);
  glyph_map_write_cmap(map, &out);
  assert_non_null(strstr(out.bytes, "100 beginbfchar\n<0001> <00660069>\n"));
  assert_non_null(strstr(out.bytes, "51 beginbfchar\n<0065> <00660069>\n"));
  assert_non_null(strstr(out.bytes, "<01F4> <D83DDE00>\nendbfchar\n"));
  buf_free(&out);
  arena_free(arena);
}

static void a_long_text_is_cut_between_characters(void **state) {
  (void)state;
  Arena *arena = arena_new();
  GlyphMap *map = glyph_map_new(arena, 10);
  char text[40];
  size_t length;
  memset(text, 'a', sizeof text);
  text[31] = (char)0xC3;
  text[32] = (char)0xA9;
  assert_false(glyph_map_note(map, 1, text, sizeof text));
  glyph_map_text(map, 1, &length);
  assert_int_equal(length, 31);
  arena_free(arena);
}

static void numbers_are_short(void **state) {
  (void)state;
  Buf out = {0};
  static const Length lengths[] = {0, 4, 5, -5, 1000, 1500, -12345, 100000, 10};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    put_length(&out, lengths[i]);
    buf_putc(&out, ' ');
  }
  put_integer(&out, -100);
  put_thousandths(&out, 1020);
  assert_string_equal(out.bytes, "0 0 .01 -.01 1 1.5 -12.35 100 .01 -100 1.02");
  buf_free(&out);
}

static void strings_and_names_are_escaped(void **state) {
  (void)state;
  Buf out = {0};
  put_text(&out, "a(b)\\", 5);
  put_text(&out, "\xC3\xA9\n", 3);
  put_bytes(&out, "\xC3\xA9\r");
  put_name(&out, "My Role#1/\xC3");
  assert_string_equal(out.bytes, "(a\\(b\\)\\\\)<FEFF00E9000A>(\xC3\xA9\\r) /My#20Role#231#2F#C3");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_text_of_a_glyph_stays),
      cmocka_unit_test(kinds_of_space_and_hyphen_are_one),
      cmocka_unit_test(the_cmap_lists_every_glyph),
      cmocka_unit_test(a_long_text_is_cut_between_characters),
      cmocka_unit_test(numbers_are_short),
      cmocka_unit_test(strings_and_names_are_escaped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
