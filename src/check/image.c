/* Numbers, texts and arrays in a row: each text with its length before it, each array aligned. */
#include "check/image.h"

#include <string.h>

enum { ALIGNMENT = 8 };

#define NO_TEXT UINT32_MAX

/* The next bytes to be read, or NULL when there are not so many. */
static unsigned char *take(Image *image, size_t length) {
  if (!image->good || length > image->length - image->at) {
    image->good = false;
    return NULL;
  }
  unsigned char *bytes = image->bytes + image->at;
  image->at += length;
  return bytes;
}

static void plain(Image *image, void *value, size_t size) {
  if (image->out) {
    buf_add(image->out, value, size);
    return;
  }
  const unsigned char *bytes = take(image, size);
  if (bytes)
    memcpy(value, bytes, size);
  else
    memset(value, 0, size);
}

void image_number(Image *image, uint32_t *number) {
  plain(image, number, sizeof *number);
}

void image_mask(Image *image, uint64_t *mask) {
  plain(image, mask, sizeof *mask);
}

void image_truth(Image *image, bool *truth) {
  uint32_t number = *truth;
  image_number(image, &number);
  *truth = number != 0;
}

void image_count(Image *image, size_t *count) {
  uint32_t number = (uint32_t)*count;
  image_number(image, &number);
  *count = number;
}

static void write_text(Image *image, const char *text) {
  uint32_t length = text ? (uint32_t)strlen(text) : NO_TEXT;
  image_number(image, &length);
  if (text) buf_add(image->out, text, (size_t)length + 1);
}

void image_text(Image *image, const char **text) {
  if (image->out) {
    write_text(image, *text);
    return;
  }
  /* tens of thousands of texts are read at every start */
  const unsigned char *bytes = image->bytes + image->at;
  size_t left = image->length - image->at;
  uint32_t length = NO_TEXT;
  bool good = image->good && left >= sizeof length;
  if (good) memcpy(&length, bytes, sizeof length);
  bool none = length == NO_TEXT;
  size_t size = sizeof length + (none ? 0 : (size_t)length + 1);
  if (!good || size > left || (!none && bytes[size - 1])) {
    image->good = false;
    *text = none ? NULL : "";
    return;
  }
  image->at += size;
  *text = none ? NULL : (const char *)bytes + sizeof length;
}

void *image_bytes(Image *image, void *items, size_t count, size_t size) {
  if (image->out) {
    while (image->out->length % ALIGNMENT)
      buf_putc(image->out, '\0');
    buf_add(image->out, items, count * size);
    return items;
  }
  size_t padding = (ALIGNMENT - image->at % ALIGNMENT) % ALIGNMENT;
  take(image, padding);
  return take(image, count * size);
}
