/* Raster images as XObjects (PDF 1.7, 8.9): JPEG goes in as it is, PNG is decoded with libpng and
 * its transparency becomes a soft mask. */
#include "pdf/content.h"

#include "pdf/object.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PIXELS = 64 * 1024 * 1024 };

/* Tells why an image cannot be shown. The words are the library's own or a name of the format. */
static bool refuse(Content *content, const Area *area, const char *why) {
  const char *path = area->as.image.path;
  diag_add(content->writer->diags, DIAG_PDF_IMAGE, area->place, path ? path : "", why);
  return false;
}

/* What the frame header of a JPEG says (ISO 10918-1, B.2.2). */
typedef struct Frame {
  unsigned width, height, components;
  bool adobe; /* has an Adobe marker: its CMYK is inverted */
} Frame;

static unsigned read_u16(const unsigned char *at) {
  return (unsigned)at[0] << 8 | at[1];
}

static bool is_frame_marker(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Walks the marker segments up to the frame header. */
static bool read_frame(const ImageArea *image, Frame *frame) {
  const unsigned char *bytes = image->bytes;
  size_t at = 2;
  if (image->length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return false;
  while (at + 4 <= image->length && bytes[at] == 0xFF) {
    unsigned marker = bytes[at + 1], length = read_u16(bytes + at + 2);
    if (marker == 0xFF) {
      at++;
      continue;
    }
    if (at + 2 + length > image->length) return false;
    if (marker == 0xEE && length >= 14 && memcmp(bytes + at + 4, "Adobe", 5) == 0)
      frame->adobe = true;
    if (is_frame_marker(marker)) {
      if (length < 8 || bytes[at + 4] != 8) return false;
      frame->height = read_u16(bytes + at + 5);
      frame->width = read_u16(bytes + at + 7);
      frame->components = bytes[at + 9];
      return frame->width && frame->height;
    }
    at += 2 + length;
  }
  return false;
}

static const char *const color_spaces[] = {NULL, "DeviceGray", NULL, "DeviceRGB", "DeviceCMYK"};

static HPDF_Dict jpeg_object(Content *content, const Area *area) {
  Writer *writer = content->writer;
  const ImageArea *image = &area->as.image;
  Frame frame = {0};
  if (!read_frame(image, &frame) || frame.components > 4 || !color_spaces[frame.components]) {
    refuse(content, area, "JPEG");
    return NULL;
  }
  bool inverted = frame.components == 4 && frame.adobe;
  const char *entries = arena_printf(
      writer->arena,
      "/Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent 8 /ColorSpace /%s "
      "/Filter /DCTDecode%s",
      frame.width, frame.height, color_spaces[frame.components],
      inverted ? " /Decode [1 0 1 0 1 0 1 0]" : "");
  return object_plain_stream(writer, image->bytes, image->length, entries);
}

/* Moves the alpha samples out from between the others. */
static unsigned char *split_alpha(unsigned char *samples, size_t pixels, unsigned channels) {
  unsigned char *alpha = memory_alloc(pixels);
  for (size_t i = 0; i < pixels; i++) {
    alpha[i] = samples[i * channels + channels - 1];
    for (unsigned c = 0; c + 1 < channels; c++)
      samples[i * (channels - 1) + c] = samples[i * channels + c];
  }
  return alpha;
}

static HPDF_Dict samples_object(Writer *writer, const png_image *png, const unsigned char *samples,
                                unsigned channels) {
  const char *entries =
      arena_printf(writer->arena,
                   "/Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent 8 "
                   "/ColorSpace /%s",
                   png->width, png->height, color_spaces[channels]);
  return object_stream(writer, samples, (size_t)png->width * png->height * channels, entries);
}

static HPDF_Dict png_object(Content *content, const Area *area) {
  Writer *writer = content->writer;
  const ImageArea *image = &area->as.image;
  png_image png = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory(&png, image->bytes, image->length)) {
    refuse(content, area, png.message);
    return NULL;
  }
  png.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
  unsigned channels = PNG_IMAGE_SAMPLE_CHANNELS(png.format);
  size_t pixels = (size_t)png.width * png.height;
  if (pixels > MOST_PIXELS) {
    png_image_free(&png);
    refuse(content, area, "PNG");
    return NULL;
  }
  unsigned char *samples = memory_alloc(pixels * channels), *alpha = NULL;
  HPDF_Dict object = NULL;
  if (!png_image_finish_read(&png, NULL, samples, 0, NULL)) {
    refuse(content, area, png.message);
  } else {
    if (png.format & PNG_FORMAT_FLAG_ALPHA) alpha = split_alpha(samples, pixels, channels--);
    object = samples_object(writer, &png, samples, channels);
    if (alpha) HPDF_Dict_Add(object, "SMask", samples_object(writer, &png, alpha, 1));
  }
  png_image_free(&png);
  free(alpha);
  free(samples);
  return object;
}

/* The XObject of an image, made at its first use. */
static const ImageUse *image_use(Content *content, const Area *area) {
  Writer *writer = content->writer;
  const ImageArea *image = &area->as.image;
  for (size_t i = 0; i < writer->image_count; i++)
    if (writer->images[i].bytes == image->bytes) return &writer->images[i];
  HPDF_Dict object =
      image->format == IMAGE_JPEG ? jpeg_object(content, area) : png_object(content, area);
  ImageUse use = {.bytes = image->bytes,
                  .name = arena_printf(writer->arena, "I%zu", writer->image_count),
                  .usable = object != NULL};
  if (object) HPDF_Dict_Add(writer->image_resources, use.name, object);
  ARENA_PUSH(writer->arena, writer->images, writer->image_count, writer->image_capacity, use);
  return &writer->images[writer->image_count - 1];
}

void content_image(Content *content, const Area *area) {
  const ImageUse *use = image_use(content, area);
  if (!use->usable) return;
  content_save(content);
  content_opacity(content, 255, 255);
  put_length(content->out, area->box.width);
  buf_puts(content->out, " 0 0 ");
  put_length(content->out, area->box.height);
  buf_putc(content->out, ' ');
  content_point(content, area->box.x, (int64_t)area->box.y + area->box.height);
  content_operator(content, "cm");
  put_name(content->out, use->name);
  content_operator(content, " Do");
  content_restore(content);
}
