/* Spelling distance, to suggest what a mistyped word was meant to be. */
#include "base/near.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 64 };

static int decode(const char *text, uint32_t out[LONGEST]) {
  size_t length = strlen(text), at = 0;
  int count = 0;
  while (at < length) {
    if (count == LONGEST) return -1;
    uint32_t c = utf8_next(text, length, &at);
    out[count++] = c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  return count;
}

static int least(int a, int b) {
  return a < b ? a : b;
}

int near_distance(const char *a, const char *b, int limit) {
  uint32_t s[LONGEST], t[LONGEST];
  int n = decode(a, s), m = decode(b, t);
  if (n < 0 || m < 0) return strcmp(a, b) == 0 ? 0 : limit + 1;
  if (n - m > limit || m - n > limit) return limit + 1;
  int rows[3][LONGEST + 1];
  int *before = rows[0], *last = rows[1], *row = rows[2];
  for (int j = 0; j <= m; j++)
    last[j] = j;
  for (int i = 1; i <= n; i++) {
    row[0] = i;
    for (int j = 1; j <= m; j++) {
      row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + (s[i - 1] != t[j - 1]));
      if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1])
        row[j] = least(row[j], before[j - 2] + 1);
    }
    int *free_row = before;
    before = last;
    last = row;
    row = free_row;
  }
  return last[m] > limit ? limit + 1 : last[m];
}

const char *near_best(const char *word, const char *const *candidates, size_t count) {
  size_t length = utf8_count(word, strlen(word));
  int limit = (int)((length + 1) / 3);
  limit = limit < 1 ? 1 : limit > 3 ? 3 : limit;
  const char *best = NULL;
  int best_distance = limit + 1;
  for (size_t i = 0; i < count; i++) {
    int distance = near_distance(word, candidates[i], limit);
    if (distance < best_distance) {
      best = candidates[i];
      best_distance = distance;
    }
  }
  for (size_t i = 0; !best && length >= 3 && i < count; i++)
    if (candidates[i] && strncmp(candidates[i], word, strlen(word)) == 0) best = candidates[i];
  return best;
}
