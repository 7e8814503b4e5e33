/* A text that knows where each part of it is from. */
#include "base/arena.h"
#include "vale/document.h"

#include <stdlib.h>
#include <string.h>

void mapped_add(Mapped *mapped, const char *text, uint32_t length, uint32_t source,
                uint32_t source_length) {
  if (!length) return;
  Stretch *last = mapped->count ? &mapped->stretches[mapped->count - 1] : NULL;
  uint32_t at = (uint32_t)mapped->text.length;
  buf_add(&mapped->text, text, length);
  if (!source_length) return;
  bool goes_on = last && last->at + last->length == at && last->length == last->source_length &&
                 length == source_length && last->source + last->length == source;
  if (goes_on) {
    last->length += length;
    last->source_length += length;
    return;
  }
  if (!mapped->stretches || mapped->count == mapped->capacity) {
    mapped->capacity = mapped->capacity ? mapped->capacity * 2 : 16;
    mapped->stretches =
        memory_grow(mapped->stretches, mapped->capacity * sizeof *mapped->stretches);
  }
  mapped->stretches[mapped->count++] = (Stretch){at, length, source, source_length};
}

/* The first stretch that ends behind a byte. */
static size_t stretch_at(const Mapped *mapped, uint32_t at) {
  size_t low = 0, high = mapped->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const Stretch *stretch = &mapped->stretches[middle];
    if (stretch->at + stretch->length <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void mapped_add_part(Mapped *mapped, const Mapped *other, uint32_t from, uint32_t to) {
  const char *text = other->text.bytes;
  for (size_t i = stretch_at(other, from); from < to; i++) {
    const Stretch *s = i < other->count ? &other->stretches[i] : NULL;
    uint32_t start = s && s->at > from ? s->at : from;
    if (!s || s->at >= to) start = to;
    mapped_add(mapped, text + from, start - from, 0, 0);
    from = start;
    if (from >= to) return;
    uint32_t end = s->at + s->length < to ? s->at + s->length : to;
    if (s->length == s->source_length)
      mapped_add(mapped, text + from, end - from, s->source + (from - s->at), end - from);
    else
      mapped_add(mapped, text + from, end - from, s->source, s->source_length);
    from = end;
  }
}

Span mapped_span(const Mapped *mapped, uint32_t start, uint32_t end) {
  if (!mapped->count) return (Span){0, 0};
  size_t first = stretch_at(mapped, start),
         last = stretch_at(mapped, end > start ? end - 1 : start);
  if (first == mapped->count) {
    const Stretch *tail = &mapped->stretches[first - 1];
    uint32_t at = tail->source + tail->source_length;
    return (Span){at, at};
  }
  const Stretch *a = &mapped->stretches[first];
  bool exact = a->length == a->source_length && start > a->at;
  Span span = {a->source + (exact ? start - a->at : 0), 0};
  if (last == mapped->count || (last && mapped->stretches[last].at >= end)) last--;
  const Stretch *b = &mapped->stretches[last];
  exact = b->length == b->source_length && end < b->at + b->length && end > b->at;
  span.end = b->source + (exact ? end - b->at : b->source_length);
  if (span.end < span.start || end <= start) span.end = span.start;
  return span;
}

void mapped_clear(Mapped *mapped) {
  buf_clear(&mapped->text);
  mapped->count = 0;
}

void mapped_free(Mapped *mapped) {
  buf_free(&mapped->text);
  free(mapped->stretches);
  *mapped = (Mapped){0};
}
