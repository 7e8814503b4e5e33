/* Where lines of plain text may end: what layout finds by itself is what ICU finds. */
#include "layout/inline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <cmocka.h>

enum { LONGEST = 64, TEXTS = 50000 };

/* The places that ICU finds. */
static void ask_icu(UBreakIterator *lines, const char *text, size_t length, unsigned char *marks) {
  UErrorCode error = U_ZERO_ERROR;
  UText *opened = utext_openUTF8(NULL, text, (int64_t)length, &error);
  ubrk_setUText(lines, opened, &error);
  assert_true(U_SUCCESS(error));
  memset(marks, 0, length + 1);
  marks[length] = 1;
  for (int32_t at = ubrk_next(lines); at != UBRK_DONE; at = ubrk_next(lines))
    marks[at] = 1;
  utext_close(opened);
}

/* A text of a few pieces, the same in each run. */
static size_t make_text(uint32_t *seed, char text[LONGEST]) {
  static const char *const pieces[] = {"a", "Z", "é", "À", "×", "7", "0", " ", " ", "  ", ",",
                                       ".", ":", ";", "'", "-", "(", ")", "/", "!", "?",  "“"};
  *seed = *seed * 1664525 + 1013904223;
  size_t count = 1 + (*seed >> 16) % 14;
  text[0] = '\0';
  for (size_t i = 0; i < count; i++) {
    *seed = *seed * 1664525 + 1013904223;
    strcat(text, pieces[(*seed >> 16) % (sizeof pieces / sizeof *pieces)]);
  }
  return strlen(text);
}

static void as_icu_has_it(void **state) {
  (void)state;
  Arena *arena = arena_new();
  TextBreaker *breaker = breaker_new(arena);
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *lines = ubrk_open(UBRK_LINE, "en-GB", NULL, 0, &error);
  uint32_t seed = 1;
  for (int i = 0; i < TEXTS; i++) {
    char text[LONGEST];
    unsigned char own[LONGEST], expected[LONGEST];
    size_t length = make_text(&seed, text);
    breaker_lines(breaker, text, length, "en-GB", own);
    ask_icu(lines, text, length, expected);
    if (memcmp(own, expected, length + 1) != 0) fail_msg("lines end elsewhere in \"%s\"", text);
  }
  ubrk_close(lines);
  breaker_free(breaker);
  arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(as_icu_has_it)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
