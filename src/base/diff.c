/* The difference of two texts of which one was made from the other by small changes, as a unified diff. */
#include "base/diff.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Lines that one side may be ahead of the other where the texts run alike again. */
enum { CONTEXT = 3, LINES_APART = 32 };

/* A text and where its lines begin; starts[count] is its end. */
typedef struct Lines {
  const char *bytes;
  size_t *starts, count;
} Lines;

/* Lines [before, before_end) of one text became [after, after_end) of the other. */
typedef struct Change {
  size_t before, before_end, after, after_end;
} Change;

typedef struct Diff {
  Buf *out;
  Lines before, after;
  Change *changes;
  size_t count, capacity;
} Diff;

static Lines split(const char *bytes, size_t length) {
  size_t capacity = 64;
  Lines lines = {.bytes = bytes, .starts = memory_alloc(capacity * sizeof *lines.starts)};
  for (size_t at = 0; at < length;) {
    if (lines.count + 2 > capacity) {
      capacity *= 2;
      lines.starts = memory_grow(lines.starts, capacity * sizeof *lines.starts);
    }
    lines.starts[lines.count++] = at;
    const char *end = memchr(bytes + at, '\n', length - at);
    at = end ? (size_t)(end - bytes) + 1 : length;
  }
  lines.starts[lines.count] = length;
  return lines;
}

static size_t line_length(const Lines *lines, size_t line) {
  return lines->starts[line + 1] - lines->starts[line];
}

static bool same_line(const Diff *diff, size_t before, size_t after) {
  if (before >= diff->before.count || after >= diff->after.count) return false;
  size_t length = line_length(&diff->before, before);
  return length == line_length(&diff->after, after) &&
         memcmp(diff->before.bytes + diff->before.starts[before],
                diff->after.bytes + diff->after.starts[after], length) == 0;
}

/* Moves both ends of a change on to where the texts run alike again, or to their ends. */
static void find_end(const Diff *diff, Change *change) {
  size_t left = diff->before.count - change->before, right = diff->after.count - change->after;
  for (size_t sum = 1; sum <= left + right; sum++) {
    size_t from = sum > LINES_APART ? (sum - LINES_APART + 1) / 2 : 0;
    for (size_t i = from; i <= sum - from; i++) {
      if (!same_line(diff, change->before + i, change->after + sum - i)) continue;
      change->before_end = change->before + i;
      change->after_end = change->after + sum - i;
      return;
    }
  }
  change->before_end = diff->before.count;
  change->after_end = diff->after.count;
}

static void find_changes(Diff *diff) {
  size_t before = 0, after = 0;
  while (before < diff->before.count || after < diff->after.count) {
    if (same_line(diff, before, after)) {
      before++;
      after++;
      continue;
    }
    Change change = {.before = before, .after = after};
    find_end(diff, &change);
    if (diff->count == diff->capacity) {
      diff->capacity = diff->capacity ? diff->capacity * 2 : 16;
      diff->changes = memory_grow(diff->changes, diff->capacity * sizeof change);
    }
    diff->changes[diff->count++] = change;
    before = change.before_end;
    after = change.after_end;
  }
}

static void put_lines(Buf *out, const Lines *lines, size_t from, size_t to, char sign) {
  for (size_t line = from; line < to; line++) {
    size_t length = line_length(lines, line);
    buf_putc(out, sign);
    buf_add(out, lines->bytes + lines->starts[line], length);
    if (lines->bytes[lines->starts[line] + length - 1] != '\n')
      buf_puts(out, "\n\\ No newline at end of file\n");
  }
}

/* Where a side of a hunk begins and how long it is: an empty one is named by the line before it. */
static void put_range(Buf *out, char sign, size_t from, size_t to) {
  buf_printf(out, "%c%zu", sign, to > from ? from + 1 : from);
  if (to - from != 1) buf_printf(out, ",%zu", to - from);
}

/* One hunk of the changes [first, end), whose contexts touch. */
static void put_hunk(const Diff *diff, size_t first, size_t end) {
  const Change *head = &diff->changes[first], *tail = &diff->changes[end - 1];
  size_t lead = head->before < CONTEXT ? head->before : CONTEXT;
  size_t rest = diff->before.count - tail->before_end;
  size_t trail = rest < CONTEXT ? rest : CONTEXT, at = head->before - lead;
  buf_puts(diff->out, "@@ ");
  put_range(diff->out, '-', at, tail->before_end + trail);
  buf_putc(diff->out, ' ');
  put_range(diff->out, '+', head->after - lead, tail->after_end + trail);
  buf_puts(diff->out, " @@\n");
  for (const Change *change = head; change <= tail; change++) {
    put_lines(diff->out, &diff->before, at, change->before, ' ');
    put_lines(diff->out, &diff->before, change->before, change->before_end, '-');
    put_lines(diff->out, &diff->after, change->after, change->after_end, '+');
    at = change->before_end;
  }
  put_lines(diff->out, &diff->before, at, at + trail, ' ');
}

void diff_unified(Buf *out, const char *name, const char *before, size_t before_length,
                  const char *after, size_t after_length) {
  Diff diff = {
      .out = out, .before = split(before, before_length), .after = split(after, after_length)};
  find_changes(&diff);
  if (diff.count) buf_printf(out, "--- %s\n+++ %s\n", name, name);
  for (size_t first = 0, end; first < diff.count; first = end) {
    for (end = first + 1; end < diff.count; end++)
      if (diff.changes[end].before - diff.changes[end - 1].before_end > 2 * CONTEXT) break;
    put_hunk(&diff, first, end);
  }
  free(diff.before.starts);
  free(diff.after.starts);
  free(diff.changes);
}
