#ifndef PLAINPLAN_CHECK_IMAGE_H
#define PLAINPLAN_CHECK_IMAGE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* What was compiled from the rule files, as bytes that can be used where they lie. Each module has one function that
 * goes through what it keeps; the same function writes it and reads it back. */
typedef struct Image {
  Buf *out;             /* to be written; NULL: to be read */
  unsigned char *bytes; /* to be read, aligned to 8, writable, and outliving what is read from it */
  size_t length, at;
  Arena *arena; /* for what is read */
  bool good;    /* false once something did not fit; what is read then must not be used */
} Image;

/* One number, one truth, one text (NULL is one as well). */
void image_number(Image *image, uint32_t *number);
void image_mask(Image *image, uint64_t *mask);
void image_truth(Image *image, bool *truth);
void image_text(Image *image, const char **text);

/* A count, and `count` items of `size` bytes without pointers in them; what is read lies in the image itself. */
void image_count(Image *image, size_t *count);
void *image_bytes(Image *image, void *items, size_t count, size_t size);

/* An array of items without pointers: a list with items and count. */
#define IMAGE_ITEMS(image, items, count)                                                           \
  do {                                                                                             \
    image_count((image), &(count));                                                                \
    (items) = image_bytes((image), (items), (count), sizeof *(items));                             \
  } while (0)

#endif
