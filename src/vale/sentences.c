/* Where a sentence ends, as the splitter that Vale uses has it: at every full stop behind a word that is no short form,
 * whatever begins behind it. */
#include "base/utf8.h"
#include "vale/run.h"

#include <string.h>
#include <unicode/uchar.h>

/* A word between blanks, [start, end), and where it ends without the quotation marks and brackets that close behind it. */
typedef struct Piece {
  size_t start, end, bare;
} Piece;

static bool is_blank(char c) {
  return strchr(" \t\r\n", c) != NULL;
}

static size_t before_closing(const char *text, size_t start, size_t end) {
  static const char *const closing[] = {"\"", "'", ")", "]", "}", "”", "’", "»"};
  for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
    size_t length = strlen(closing[i]);
    if (end - start <= length || memcmp(text + end - length, closing[i], length) != 0) continue;
    end -= length;
    i = (size_t)-1;
  }
  return end;
}

static bool next_piece(const char *text, size_t length, size_t at, Piece *piece) {
  while (at < length && is_blank(text[at]))
    at++;
  piece->start = at;
  while (at < length && !is_blank(text[at]))
    at++;
  piece->end = at;
  piece->bare = before_closing(text, piece->start, at);
  return piece->end > piece->start;
}

/* The first letter or digit of a piece, or 0. */
static uint32_t initial_of(const char *text, const Piece *piece) {
  for (size_t at = piece->start; at < piece->end;) {
    uint32_t c = utf8_next(text, piece->end, &at);
    if (u_isalnum((UChar32)c)) return c;
  }
  return 0;
}

/* "5.25", "p.m", "J": what a full stop behind shortens, or divides. */
static bool is_divided(const char *word, size_t length) {
  const char *dot = memchr(word, '.', length);
  if (!dot) return false;
  for (size_t i = 0; i < length; i++) {
    bool letter = u_isalpha((unsigned char)word[i]) && (i + 1 == length || word[i + 1] == '.');
    if (word[i] != '.' && word[i] != ':' && !(word[i] >= '0' && word[i] <= '9') && !letter)
      return false;
  }
  return true;
}

static bool is_short(const Language *language, const char *text, const Piece *piece) {
  size_t start = piece->start, end = piece->bare - 1;
  while (start < end && (unsigned char)text[start] < 0x80 && !u_isalnum((unsigned char)text[start]))
    start++;
  size_t length = end - start;
  bool initial = length == 1 && text[start] >= 'A' && text[start] <= 'Z';
  return initial || is_divided(text + start, length) ||
         language_abbreviates(language, text + start, length);
}

/* Whether a sentence ends with the piece when `next` is behind it. */
static bool ends(const Language *language, const char *text, const Piece *piece,
                 const Piece *next) {
  if (piece->bare == piece->start) return false;
  char stop = text[piece->bare - 1];
  uint32_t initial = initial_of(text, next);
  bool lower = initial && u_islower((UChar32)initial);
  if (!strchr(".!?", stop) || (lower && piece->bare < piece->end)) return false;
  if (stop != '.') return true;
  bool dots = piece->bare - piece->start > 1 && text[piece->bare - 2] == '.';
  return dots ? !lower : !is_short(language, text, piece);
}

void sentences_each(const Language *language, const char *text, size_t length,
                    void (*take)(void *state, size_t start, size_t end), void *state) {
  size_t start = 0;
  Piece piece, next;
  bool more = next_piece(text, length, 0, &piece);
  while (more && next_piece(text, length, piece.end, &next)) {
    if (ends(language, text, &piece, &next)) {
      take(state, start, next.start);
      start = next.start;
    }
    piece = next;
  }
  if (more) take(state, start, length);
}
