/* A growing byte buffer. */
#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_reserve(Buf *buf, size_t more) {
  size_t needed = buf->length + more + 1;
  if (needed <= buf->capacity) return;
  size_t capacity = buf->capacity ? buf->capacity * 2 : 256;
  buf->capacity = capacity < needed ? needed : capacity;
  buf->bytes = memory_grow(buf->bytes, buf->capacity);
}

void buf_printf(Buf *buf, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  buf_reserve(buf, 60); /* most pieces fit at once */
  size_t room = buf->capacity - buf->length;
  int length = vsnprintf(buf->bytes + buf->length, room, format, arguments);
  va_end(arguments);
  if (length > 0 && (size_t)length >= room) {
    buf_reserve(buf, (size_t)length);
    vsnprintf(buf->bytes + buf->length, (size_t)length + 1, format, again);
  }
  if (length > 0) buf->length += (size_t)length;
  buf->bytes[buf->length] = '\0';
  va_end(again);
}

void buf_clear(Buf *buf) {
  buf->length = 0;
  if (buf->bytes) buf->bytes[0] = '\0';
}

void buf_free(Buf *buf) {
  free(buf->bytes);
  *buf = (Buf){0};
}
