/* Graphics: reads PNG and JPEG headers for their sizes, and fits pictures into their viewports. */
#include "layout/inline.h"

#include "svg/svg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_IMAGE = 64 * 1024 * 1024, PIXEL = 750 };

static unsigned big_endian(const unsigned char *at, int size) {
  unsigned value = 0;
  while (size-- > 0)
    value = value << 8 | *at++;
  return value;
}

/* Pixels to thousandths of a point at a density in pixels per metre; 0: CSS pixels. */
static Length natural(unsigned pixels, unsigned per_metre) {
  int64_t length = (int64_t)pixels * PIXEL;
  if (per_metre) length = (int64_t)pixels * 72000 * 10000 / 254 / per_metre;
  return (Length)(length > 100000000 ? 100000000 : length);
}

static bool read_png(Image *image) {
  static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  const unsigned char *bytes = image->bytes;
  if (image->length < 33 || memcmp(bytes, signature, 8) != 0 || memcmp(bytes + 12, "IHDR", 4) != 0)
    return false;
  unsigned width = big_endian(bytes + 16, 4), height = big_endian(bytes + 20, 4);
  unsigned x = 0, y = 0;
  for (size_t at = 33; at + 21 <= image->length;) {
    unsigned size = big_endian(bytes + at, 4);
    if (!memcmp(bytes + at + 4, "pHYs", 4) && size == 9 && bytes[at + 16] == 1) {
      x = big_endian(bytes + at + 8, 4);
      y = big_endian(bytes + at + 12, 4);
    }
    if (!memcmp(bytes + at + 4, "IDAT", 4) || size > image->length) break;
    at += (size_t)size + 12;
  }
  image->format = IMAGE_PNG;
  image->width = natural(width, x);
  image->height = natural(height, y);
  return width && height && width < 100000 && height < 100000;
}

static unsigned jpeg_density(const unsigned char *segment, bool vertical) {
  unsigned density = big_endian(segment + (vertical ? 14 : 12), 2);
  if (segment[11] == 1) return density * 10000 / 254;
  return segment[11] == 2 ? density * 100 : 0;
}

static bool read_jpeg(Image *image) {
  const unsigned char *bytes = image->bytes;
  if (image->length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return false;
  unsigned x = 0, y = 0;
  for (size_t at = 2; at + 19 < image->length && bytes[at] == 0xFF;) {
    unsigned marker = bytes[at + 1], size = big_endian(bytes + at + 2, 2);
    if (marker == 0xE0 && !memcmp(bytes + at + 4, "JFIF", 5)) {
      x = jpeg_density(bytes + at, false);
      y = jpeg_density(bytes + at, true);
    }
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      unsigned height = big_endian(bytes + at + 5, 2), width = big_endian(bytes + at + 7, 2);
      image->format = IMAGE_JPEG;
      image->width = natural(width, x);
      image->height = natural(height, y);
      return width && height;
    }
    at += size + 2;
  }
  return false;
}

static unsigned char *read_file(Layout *layout, const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  unsigned char *bytes = NULL;
  if (!fseek(file, 0, SEEK_END)) {
    long size = ftell(file);
    if (size > 0 && size <= LARGEST_IMAGE && !fseek(file, 0, SEEK_SET)) {
      bytes = arena_alloc(layout->arena, (size_t)size);
      *length = fread(bytes, 1, (size_t)size, file);
      if (*length != (size_t)size) bytes = NULL;
    } else {
      errno = size > LARGEST_IMAGE ? EFBIG : EINVAL;
    }
  }
  fclose(file);
  return bytes;
}

/* Only files, never the network: a scheme other than file: is refused. */
static const char *local_path(Layout *layout, const char *source) {
  if (!strncmp(source, "file://", 7)) return source + 7;
  if (!strncmp(source, "file:", 5)) source += 5;
  const char *colon = strchr(source, ':'), *slash = strchr(source, '/');
  if (colon && (!slash || colon < slash)) return NULL;
  if (*source == '/' || !layout->base_folder || !*layout->base_folder) return source;
  return arena_printf(layout->arena, "%s/%s", layout->base_folder, source);
}

static const Image *refuse(Layout *layout, const FoNode *node, const char *why) {
  const char *source = node->object->source;
  diag_add(layout->diags, DIAG_FO_IMAGE, fo_place(layout->fo, node), source ? source : "", why);
  return NULL;
}

const Image *image_read(Layout *layout, const FoNode *node) {
  const char *source = node->object->source;
  if (!source) return refuse(layout, node, "it has no src");
  const char *path = local_path(layout, source);
  if (!path) return refuse(layout, node, "only files are read, never the network");
  Image *image = map_get(layout->images, path, strlen(path));
  if (image) return image;
  image = arena_alloc(layout->arena, sizeof *image);
  image->path = path;
  image->bytes = read_file(layout, path, &image->length);
  if (!image->bytes) return refuse(layout, node, strerror(errno));
  if (!read_png(image) && !read_jpeg(image))
    return refuse(layout, node, "it is neither PNG nor JPEG");
  map_set(layout->images, path, strlen(path), image);
  return image;
}

/* The length that keeps the picture's proportions. */
static Length in_proportion(Length length, Length to, Length from) {
  return from > 0 ? (Length)((int64_t)length * to / from) : 0;
}

static Length fitted(int fit, Length content, Length room) {
  if (fit == FO_SIZE_DOWN && content <= room) return content;
  if (fit == FO_SIZE_UP && content >= room) return content;
  return room;
}

/* XSL 1.1, 7.15: content-width, content-height and scaling. room is the viewport where it is given,
 * -1 where it is not. */
static void content_size(const FoNode *node, Length room_width, Length room_height, Length *width,
                         Length *height) {
  const FoObject *object = node->object;
  Length natural_width = *width, natural_height = *height;
  bool by_width = true, by_height = true;
  if (object->width_fit && room_width >= 0)
    *width = fitted(object->width_fit, natural_width, room_width);
  else if (!object->content_width.automatic && !object->width_fit)
    *width = fo_length(object->content_width, natural_width);
  else
    by_width = false;
  if (object->height_fit && room_height >= 0)
    *height = fitted(object->height_fit, natural_height, room_height);
  else if (!object->content_height.automatic && !object->height_fit)
    *height = fo_length(object->content_height, natural_height);
  else
    by_height = false;
  if (object->non_uniform && by_width && by_height) return;
  Length other = in_proportion(natural_width, *height, natural_height);
  bool height_rules = by_height && (!by_width || other < *width);
  if (height_rules)
    *width = other;
  else if (by_width)
    *height = in_proportion(natural_height, *width, natural_width);
}

static Length offset(int how, Length room) {
  if (room <= 0) return 0;
  return how == 1 ? room / 2 : how == 2 ? room : 0;
}

static void place_content(const FoNode *node, Object *object, Length width, Length height) {
  int across = node->text->text_align == FO_ALIGN_CENTER ? 1
               : node->text->text_align == FO_ALIGN_END || node->text->text_align == FO_ALIGN_RIGHT
                   ? 2
                   : 0;
  int down = node->text->display_align == FO_DISPLAY_CENTER  ? 1
             : node->text->display_align == FO_DISPLAY_AFTER ? 2
                                                             : 0;
  Length viewport = object->width - object->left - object->right;
  object->content = (Rect){offset(across, viewport - width), offset(down, object->height - height),
                           width, height};
}

bool graphic_measure(Layout *layout, const FoNode *node, Length line_width, Object *object) {
  Length width = 0, height = 0;
  const FoBox *box = node->box;
  Length room_width = box->inline_dimension.optimum.automatic
                          ? -1
                          : range_length(&box->inline_dimension, line_width, 0);
  Length room_height =
      box->block_dimension.optimum.automatic ? -1 : range_length(&box->block_dimension, 0, 0);
  if (object->type == OBJECT_IMAGE) {
    object->image = image_read(layout, node);
    if (!object->image) return false;
    width = object->image->width;
    height = object->image->height;
  } else {
    bool svg = node->xml && !strcmp((const char *)node->xml->name, "svg") && node->xml->ns &&
               !strcmp((const char *)node->xml->ns->href, "http://www.w3.org/2000/svg");
    if (!svg) {
      diag_add(layout->diags, DIAG_FO_SVG, fo_place(layout->fo, node));
      return false;
    }
    if (!svg_size(node->xml, &width, &height) || !width || !height) {
      width = room_width >= 0 ? room_width : room_height >= 0 ? room_height : line_width;
      height = room_height >= 0 ? room_height : width;
    }
  }
  content_size(node, room_width, room_height, &width, &height);
  object->left = edge_size(node, side_of(node, 3), line_width);
  object->right = edge_size(node, side_of(node, 1), line_width);
  object->top = edge_size(node, FO_BEFORE, line_width);
  object->bottom = edge_size(node, FO_AFTER, line_width);
  object->width = (room_width >= 0 ? room_width : width) + object->left + object->right;
  object->height = room_height >= 0 ? room_height : height;
  place_content(node, object, width, height);
  if (object->width > line_width) report_wide(layout, node, object->width - line_width);
  return true;
}
