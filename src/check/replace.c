/* Replacements that a program can make: which texts can be put in, where, and with which capitals. */
#include "check/replace.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>

bool replace_is_exact(const char *replacement) {
  size_t at = 0, length = strlen(replacement);
  if (!length || !u_isalpha((UChar32)utf8_next(replacement, length, &at))) return false;
  return replacement[length - 1] != ' ' && !strpbrk(replacement, "|/\\`*_[]<>&#~\t\r\n");
}

/* How many capital and small letters a text begins with, and has. */
typedef struct Letters {
  bool first_capital;
  size_t capitals, smalls;
} Letters;

static Letters count_letters(const char *text) {
  Letters letters = {0};
  size_t length = strlen(text);
  for (size_t at = 0; at < length;) {
    UChar32 c = (UChar32)utf8_next(text, length, &at);
    bool capital = u_isupper(c) || u_istitle(c);
    if (capital && !letters.capitals && !letters.smalls) letters.first_capital = true;
    letters.capitals += capital;
    letters.smalls += u_islower(c) != 0;
  }
  return letters;
}

const char *replace_cased(const char *found, const char *replacement, Arena *arena) {
  Letters letters = count_letters(found);
  if (!letters.first_capital) return replacement;
  bool all = letters.capitals > 1 && !letters.smalls;
  size_t length = strlen(replacement), end = 0;
  char *cased = arena_alloc(arena, 4 * length + 1);
  for (size_t at = 0; at < length;) {
    bool first = !at;
    UChar32 c = (UChar32)utf8_next(replacement, length, &at);
    end += utf8_encode((uint32_t)(first || all ? u_toupper(c) : c), cased + end);
  }
  return cased;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether the bytes of a place are the words, but for the width of the spaces. */
static bool holds_only(Place place, const char *words) {
  const char *at = place.source->bytes + place.span.start;
  const char *end = place.source->bytes + place.span.end;
  for (; *words; words++) {
    if (at == end || (*words == ' ' ? !is_blank(*at) : *words != *at)) return false;
    const char *blank = at++;
    if (*words != ' ') continue;
    while (at < end && is_blank(*at))
      at++;
    bool breaks =
        memchr(blank, '\n', (size_t)(at - blank)) || memchr(blank, '\r', (size_t)(at - blank));
    if (breaks && at - blank > 1 && blank[0] == ' ' && blank[1] == ' ') return false;
  }
  return at == end;
}

/* Whether the span is part of something longer that is no prose: no-utilise, utilise.docx, a/utilise. */
static bool is_joined(const Source *source, Span span) {
  const char *text = source->bytes;
  char before = span.start ? text[span.start - 1] : ' ', after = text[span.end];
  if (strchr("/@#&=?+%\\-.:", before) || (after && strchr("/@=+%\\-", after))) return true;
  return (after == '.' || after == ':') && u_isalnum((unsigned char)text[span.end + 1]);
}

/* Whether the words around the span, up to the next spaces, look like an address. */
static bool is_in_address(const Source *source, Span span) {
  uint32_t start = span.start, end = span.end;
  while (start && !is_blank(source->bytes[start - 1]))
    start--;
  while (end < source->length && !is_blank(source->bytes[end]))
    end++;
  for (uint32_t at = start; at + 3 < end; at++)
    if (memcmp(source->bytes + at, "://", 3) == 0 || memcmp(source->bytes + at, "www.", 4) == 0)
      return true;
  return memchr(source->bytes + start, '@', end - start) != NULL;
}

/* Whether a bracket is open before the span in its line: the text of a link may be what the link is found by. */
static bool is_in_brackets(const Source *source, Span span) {
  for (uint32_t at = span.start; at && source->bytes[at - 1] != '\n'; at--) {
    if (source->bytes[at - 1] == ']') return false;
    if (source->bytes[at - 1] == '[') return true;
  }
  return false;
}

bool replace_is_plain(Place place, const char *words) {
  return holds_only(place, words) && !is_joined(place.source, place.span) &&
         !is_in_address(place.source, place.span) && !is_in_brackets(place.source, place.span);
}
