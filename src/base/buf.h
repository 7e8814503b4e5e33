#ifndef PLAINPLAN_BASE_BUF_H
#define PLAINPLAN_BASE_BUF_H

#include <stddef.h>
#include <string.h>

/* A growing run of bytes outside any arena. Zero-initialise it ({0}); buf_free releases it. bytes
 * is always NUL-terminated once anything was added, so that text can be used as a string. */
typedef struct Buf {
  char *bytes;
  size_t length, capacity;
} Buf;

/* Makes room for `more` further bytes (and the NUL) without changing the length. */
void buf_reserve(Buf *buf, size_t more);

/* Adds length bytes. */
static inline void buf_add(Buf *buf, const void *bytes, size_t length) {
  if (buf->length + length >= buf->capacity) buf_reserve(buf, length);
  if (length) memcpy(buf->bytes + buf->length, bytes, length);
  buf->length += length;
  buf->bytes[buf->length] = '\0';
}

/* Adds a NUL-terminated string. */
static inline void buf_puts(Buf *buf, const char *text) {
  buf_add(buf, text, strlen(text));
}

/* Adds one byte. */
static inline void buf_putc(Buf *buf, char byte) {
  if (buf->length + 1 >= buf->capacity) buf_reserve(buf, 1);
  buf->bytes[buf->length++] = byte;
  buf->bytes[buf->length] = '\0';
}

/* Adds formatted text, as printf; the locale is always "C". */
void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets the length to zero and keeps the memory. */
void buf_clear(Buf *buf);

/* Releases the memory; the buffer can be used again. */
void buf_free(Buf *buf);

#endif
