/* What ICU knows of a text: where lines may end, grapheme clusters, bidirectional levels. Iterators are
 * opened once and given one text after another. */
#include "layout/inline.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { SLOTS = 8 };

struct TextBreaker {
  UBreakIterator *lines, *clusters;
  char language[32]; /* that `lines` was opened for */
  UText *text;
  UBiDi *bidi;
  void *scratch[SLOTS];
  size_t sizes[SLOTS];
};

TextBreaker *breaker_new(Arena *arena) {
  return arena_alloc(arena, sizeof(TextBreaker));
}

void breaker_free(TextBreaker *breaker) {
  if (!breaker) return;
  if (breaker->lines) ubrk_close(breaker->lines);
  if (breaker->clusters) ubrk_close(breaker->clusters);
  if (breaker->text) utext_close(breaker->text);
  if (breaker->bidi) ubidi_close(breaker->bidi);
  for (size_t i = 0; i < SLOTS; i++)
    free(breaker->scratch[i]);
}

void *breaker_scratch(TextBreaker *breaker, unsigned slot, size_t size) {
  if (size > breaker->sizes[slot]) {
    breaker->scratch[slot] = memory_grow(breaker->scratch[slot], size * 2);
    breaker->sizes[slot] = size * 2;
  }
  return breaker->scratch[slot];
}

static UText *open_text(TextBreaker *breaker, const char *text, size_t length) {
  UErrorCode error = U_ZERO_ERROR;
  breaker->text = utext_openUTF8(breaker->text, text, (int64_t)length, &error);
  return U_SUCCESS(error) ? breaker->text : NULL;
}

static void open_lines(TextBreaker *breaker, const char *language) {
  if (!language || strlen(language) >= sizeof breaker->language) language = "";
  if (breaker->lines && !strcmp(breaker->language, language)) return;
  if (breaker->lines) ubrk_close(breaker->lines);
  UErrorCode error = U_ZERO_ERROR;
  breaker->lines = ubrk_open(UBRK_LINE, language, NULL, 0, &error);
  if (U_FAILURE(error)) breaker->lines = NULL;
  memcpy(breaker->language, language, strlen(language) + 1);
}

/* A soft hyphen is no place to break: words are never hyphenated. */
static bool after_soft_hyphen(const char *text, size_t at) {
  return at >= 2 && !memcmp(text + at - 2, "\xC2\xAD", 2);
}

/* Letters and digits of ASCII, and what joins them in words and sentences without a place to break. */
static bool is_plain(unsigned char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Plain text: words of Latin letters and digits, commas, full stops, colons and apostrophes at or in them, and spaces.
 * There UAX 14 lets a line end after spaces and nowhere else (LB7, LB13, LB18, LB19, LB23, LB25, LB28, LB29). False, for
 * ICU to see to it, when there is anything else. */
static bool mark_plain(const char *text, size_t length, unsigned char *marks) {
  const unsigned char *bytes = (const unsigned char *)text;
  for (size_t at = 0; at < length; at++) {
    unsigned char c = bytes[at];
    bool after_space = at && bytes[at - 1] == ' ';
    if (is_plain(c) || c == '\'') {
      marks[at] = after_space;
    } else if (c == 0xC3 && at + 1 < length) { /* À to ÿ */
      marks[at++] = after_space;
    } else if (c != ' ' && (after_space || !at || !strchr(",.:;", c))) {
      return false;
    }
  }
  return true;
}

void breaker_lines(TextBreaker *breaker, const char *text, size_t length, const char *language,
                   unsigned char *marks) {
  memset(marks, 0, length + 1);
  marks[length] = 1;
  if (mark_plain(text, length, marks)) return;
  memset(marks, 0, length);
  open_lines(breaker, language);
  UText *opened = breaker->lines ? open_text(breaker, text, length) : NULL;
  if (!opened) return;
  UErrorCode error = U_ZERO_ERROR;
  ubrk_setUText(breaker->lines, opened, &error);
  for (int32_t at = ubrk_next(breaker->lines); at != UBRK_DONE; at = ubrk_next(breaker->lines)) {
    bool hard = ubrk_getRuleStatus(breaker->lines) >= UBRK_LINE_HARD;
    if (hard || !after_soft_hyphen(text, (size_t)at)) marks[at] = hard ? 2 : 1;
  }
}

size_t breaker_cluster(TextBreaker *breaker, const char *text, size_t length, size_t at) {
  UErrorCode error = U_ZERO_ERROR;
  if (!breaker->clusters) breaker->clusters = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &error);
  UText *opened = open_text(breaker, text, length);
  int32_t end = UBRK_DONE;
  if (breaker->clusters && opened) {
    ubrk_setUText(breaker->clusters, opened, &error);
    end = ubrk_following(breaker->clusters, (int32_t)at);
  }
  if (end != UBRK_DONE) return (size_t)end;
  utf8_next(text, length, &at);
  return at;
}

/* Whether a text has characters that may stand right to left: Hebrew to Arabic, presentation forms,
 * the right-to-left part of plane 1, or controls of direction. */
static bool has_right_to_left(const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    if ((unsigned char)text[at] < 0xD6) {
      at++;
      continue;
    }
    uint32_t c = utf8_next(text, length, &at);
    if ((c >= 0x590 && c < 0x900) || (c >= 0x200E && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
        (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFF00) ||
        (c >= 0x10800 && c < 0x11000) || (c >= 0x1E800 && c < 0x1F000))
      return true;
  }
  return false;
}

bool breaker_levels(TextBreaker *breaker, const char *text, size_t length, bool right_to_left,
                    unsigned char *levels) {
  if (!right_to_left && !has_right_to_left(text, length)) return false;
  memset(levels, right_to_left, length);
  UChar *wide = breaker_scratch(breaker, 0, (length + 1) * sizeof *wide);
  int32_t count = 0;
  for (size_t at = 0; at < length;) {
    uint32_t c = utf8_next(text, length, &at);
    if (c > 0xFFFF) wide[count++] = (UChar)(0xD7C0 + (c >> 10));
    wide[count++] = (UChar)(c > 0xFFFF ? 0xDC00 | (c & 0x3FF) : c);
  }
  UErrorCode error = U_ZERO_ERROR;
  if (!breaker->bidi) breaker->bidi = ubidi_open();
  ubidi_setPara(breaker->bidi, wide, count, right_to_left, NULL, &error);
  const UBiDiLevel *found = ubidi_getLevels(breaker->bidi, &error);
  if (U_FAILURE(error)) return right_to_left;
  int32_t unit = 0;
  for (size_t at = 0; at < length;) {
    size_t start = at;
    uint32_t c = utf8_next(text, length, &at);
    memset(levels + start, found[unit], at - start);
    unit += c > 0xFFFF ? 2 : 1;
  }
  return true;
}

void breaker_visual(const unsigned char *levels, int count, int *order) {
  ubidi_reorderVisual(levels, count, order);
}
