/* Pairs quotation marks up. What is an apostrophe and what is a closing mark shows from the
 * neighbours, and, behind an s ("the parents’ house"), from whether a better mark follows. */
#include "check/quotes.h"

#include "base/utf8.h"

#include <string.h>

typedef enum Family { DOUBLE_STRAIGHT, DOUBLE_CURLY, SINGLE, ANGLE, SINGLE_ANGLE } Family;

typedef struct QuoteMark {
  uint32_t word; /* of the first word behind it */
  Family family;
  bool opens, closes;
  bool weak; /* rather an apostrophe: behind an s */
} QuoteMark;

static Family family_of(uint32_t sign) {
  switch (sign) {
  case '"':
    return DOUBLE_STRAIGHT;
  case 0x201C:
  case 0x201D:
  case 0x201E:
  case 0x201F:
    return DOUBLE_CURLY;
  case 0xAB:
  case 0xBB:
    return ANGLE;
  case 0x2039:
  case 0x203A:
    return SINGLE_ANGLE;
  default:
    return SINGLE;
  }
}

static bool is_gap(char byte) {
  return strchr(" \t\r\n([{-/", byte) != NULL; /* a NUL, too */
}

/* Whether what stands before the mark lets a quotation begin: nothing, a space, a bracket, a dash or
 * another mark. */
static bool may_open(const char *text, size_t at) {
  if (at == 0) return true;
  unsigned char before = (unsigned char)text[at - 1];
  if (before < 0x80) return is_gap((char)before) || before == '"' || before == '\'';
  if (at >= 2 && (unsigned char)text[at - 2] == 0xC2 && before == 0xA0) return true;
  return at >= 3 && (unsigned char)text[at - 3] == 0xE2 && (unsigned char)text[at - 2] == 0x80 &&
         (before >= 0x90 && before <= 0x9F); /* dashes and curly marks */
}

static bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Which way a mark of this sign may stand. */
static void set_directions(QuoteMark *mark, uint32_t sign, const char *text, size_t text_length,
                           size_t at, size_t length) {
  bool nothing_before = at == 0 || is_space(text[at - 1]);
  bool nothing_after = at + length >= text_length || is_space(text[at + length]);
  switch (sign) {
  case 0x201C: /* closes what „ opened */
    mark->opens = true;
    mark->closes = !nothing_before;
    break;
  case 0x2018:
  case 0x201B:
  case 0x201E:
  case 0x201F:
    mark->opens = true;
    break;
  case 0xAB:
  case 0xBB: /* «so» and »so« */
  case 0x2039:
  case 0x203A:
    mark->opens = mark->closes = true;
    break;
  case 0x201D:
  case 0x2019:
    mark->closes = true;
    break;
  default:
    mark->opens = may_open(text, at) && !nothing_after;
    mark->closes = !nothing_before;
  }
}

void quotes_note(Words *words, uint32_t sign, const char *text, size_t text_length, size_t at,
                 size_t length, bool after_word) {
  QuoteMark mark = {.word = (uint32_t)words->count, .family = family_of(sign)};
  set_directions(&mark, sign, text, text_length, at, length);
  mark.weak = after_word && (text[at - 1] == 's' || text[at - 1] == 'S');
  if (!mark.opens && !mark.closes) return;
  if (words->mark_count == words->mark_capacity) {
    words->mark_capacity = words->mark_capacity ? words->mark_capacity * 2 : 16;
    words->marks = memory_grow(words->marks, words->mark_capacity * sizeof *words->marks);
  }
  words->marks[words->mark_count++] = mark;
}

/* The mark that closes the one at `open`, or 0. A weak one only when no better one comes before the
 * next opening. */
static size_t closing(const Words *words, size_t open) {
  const QuoteMark *marks = words->marks;
  size_t weak = 0;
  for (size_t i = open + 1; i < words->mark_count; i++) {
    if (marks[i].family != marks[open].family) continue;
    if (marks[i].closes && marks[i].word > marks[open].word) {
      if (!marks[i].weak) return i;
      if (!weak) weak = i;
    } else if (marks[i].opens && weak) {
      break;
    }
  }
  return weak;
}

static bool is_dash(const char *text, const Word *word) {
  return word->flags & WORD_IS_SIGN && word->end - word->start == 3 &&
         memcmp(text + word->start, "—", 3) == 0;
}

/* Whether the sign stands at the beginning of a line, right before a word. */
static bool begins_line(const Words *words, const char *text, size_t index) {
  const Word *dash = &words->items[index];
  uint32_t at = dash->start;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
    at--;
  bool line = at == 0 || text[at - 1] == '\n';
  return line && index + 1 < words->count && words->items[index + 1].start == dash->end;
}

/* The next dash turns to the one who tells, the one behind it back to the one who speaks. */
void quotes_dialogue(Words *words, const char *text) {
  bool quoted = false;
  if (!words->count || !is_dash(text, &words->items[0]) || !begins_line(words, text, 0)) return;
  for (size_t i = 0; i < words->count; i++) {
    if (is_dash(text, &words->items[i]))
      quoted = begins_line(words, text, i) || !quoted;
    else if (quoted)
      words->items[i].flags |= WORD_QUOTED;
  }
}

void quotes_apply(Words *words) {
  bool unclosed[SINGLE_ANGLE + 1] = {false}; /* once none follows, none follows later */
  for (size_t i = 0; i < words->mark_count; i++) {
    Family family = words->marks[i].family;
    size_t end = words->marks[i].opens && !unclosed[family] ? closing(words, i) : 0;
    if (!end && words->marks[i].opens) unclosed[family] = true;
    if (!end) continue;
    for (size_t word = words->marks[i].word; word < words->marks[end].word; word++)
      words->items[word].flags |= WORD_QUOTED;
    i = end;
  }
}
