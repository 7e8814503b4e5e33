/* PDF objects over libharu's object layer, and the notation of numbers and strings (PDF 1.7, 7.3).
 */
#include "pdf/object.h"

#include <libdeflate.h>
#include <stdarg.h>
#include <string.h>

/* How a dictionary prints itself: what HPDF_Dict.attr points to. */
typedef struct Printed {
  Writer *writer;
  ObjectPrint print;
  void *item;
} Printed;

/* The upper bits of libharu's object ids say how an object is owned. */
enum { OBJECT_NUMBER_MASK = 0x00FFFFFF };

HPDF_Dict object_direct(Writer *writer) {
  return HPDF_Dict_New(writer->memory);
}

HPDF_Dict object_indirect(Writer *writer) {
  HPDF_Dict dict = HPDF_Dict_New(writer->memory);
  HPDF_Xref_Add(writer->xref, dict);
  return dict;
}

HPDF_Array object_array(Writer *writer) {
  return HPDF_Array_New(writer->memory);
}

unsigned object_number(const void *object) {
  return (unsigned)(((const HPDF_Obj_Header *)object)->obj_id & OBJECT_NUMBER_MASK);
}

/* Called by HPDF_Dict_Write before the closing brackets. */
static HPDF_STATUS write_printed(HPDF_Dict dict, HPDF_Stream stream) {
  const Printed *printed = dict->attr;
  Buf *out = &printed->writer->object;
  buf_clear(out);
  printed->print(printed->writer, out, printed->item);
  if (!out->length) return HPDF_OK;
  return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->bytes, (HPDF_UINT)out->length);
}

void object_printed(Writer *writer, HPDF_Dict dict, ObjectPrint print, void *item) {
  Printed *printed = arena_alloc(writer->arena, sizeof *printed);
  *printed = (Printed){writer, print, item};
  dict->attr = printed;
  dict->write_fn = write_printed;
}

static void print_ready_text(Writer *writer, Buf *out, void *item) {
  (void)writer;
  buf_puts(out, item);
}

void object_entries(Writer *writer, HPDF_Dict dict, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = arena_vprintf(writer->arena, format, arguments);
  va_end(arguments);
  object_printed(writer, dict, print_ready_text, text);
}

static void write_bytes(HPDF_Dict stream, const void *bytes, size_t length) {
  if (length) HPDF_Stream_Write(stream->stream, bytes, (HPDF_UINT)length);
}

void object_fill_stream(Writer *writer, HPDF_Dict stream, const void *bytes, size_t length,
                        const char *entries) {
  Buf *packed = &writer->packed;
  buf_clear(packed);
  buf_reserve(packed, libdeflate_zlib_compress_bound(writer->compressor, length));
  packed->length =
      libdeflate_zlib_compress(writer->compressor, bytes, length, packed->bytes, packed->capacity);
  write_bytes(stream, packed->bytes, packed->length);
  object_entries(writer, stream, "/Filter /FlateDecode %s\n", entries ? entries : "");
}

HPDF_Dict object_stream(Writer *writer, const void *bytes, size_t length, const char *entries) {
  HPDF_Dict stream = HPDF_DictStream_New(writer->memory, writer->xref);
  object_fill_stream(writer, stream, bytes, length, entries);
  return stream;
}

HPDF_Dict object_plain_stream(Writer *writer, const void *bytes, size_t length,
                              const char *entries) {
  HPDF_Dict stream = HPDF_DictStream_New(writer->memory, writer->xref);
  write_bytes(stream, bytes, length);
  object_entries(writer, stream, "%s\n", entries ? entries : "");
  return stream;
}

int64_t hundredths(int64_t length) {
  return length >= 0 ? (length + 5) / 10 : -((-length + 5) / 10);
}

/* value / 10^decimals, without zeros at the end or before the point. */
static inline void put_decimal(Buf *out, int64_t value, int decimals) {
  char text[32], *end = text + sizeof text, *at = end;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  for (int i = 0; i < decimals; i++, rest /= 10)
    if (at < end || rest % 10) *--at = (char)('0' + rest % 10);
  if (at < end) *--at = '.';
  if (rest || at == end) {
    do
      *--at = (char)('0' + rest % 10);
    while (rest /= 10);
  }
  if (value < 0) *--at = '-';
  buf_add(out, at, (size_t)(end - at));
}

void put_hundredths(Buf *out, int64_t value) {
  put_decimal(out, value, 2);
}

void put_thousandths(Buf *out, int64_t value) {
  put_decimal(out, value, 3);
}

void put_length(Buf *out, int64_t length) {
  put_hundredths(out, hundredths(length));
}

/* A number and what stands after it, at once: structure trees are made of references. */
static void put_number(Buf *out, uint64_t value, const char *after, size_t length) {
  char text[32], *at = text + sizeof text - length;
  memcpy(at, after, length);
  do
    *--at = (char)('0' + value % 10);
  while (value /= 10);
  buf_add(out, at, (size_t)(text + sizeof text - at));
}

void put_integer(Buf *out, int64_t value) {
  if (value < 0) buf_putc(out, '-');
  put_number(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, " ", 1);
}

void put_object(Buf *out, size_t number) {
  put_number(out, number, " 0 R ", 5);
}

static bool is_ascii(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < 0x20 || (unsigned char)text[i] > 0x7E) return false;
  return true;
}

/* A literal string (PDF 1.7, 7.3.4.2). A carriage return would be read as a line feed. */
static void put_literal(Buf *out, const char *bytes, size_t length) {
  buf_putc(out, '(');
  for (size_t i = 0; i < length; i++) {
    char byte = bytes[i];
    if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r') buf_putc(out, '\\');
    buf_putc(out, byte == '\r' ? 'r' : byte);
  }
  buf_putc(out, ')');
}

void put_text(Buf *out, const char *text, size_t length) {
  if (!is_ascii(text, length)) {
    buf_puts(out, "<FEFF");
    utf16_hex(out, text, length);
    buf_putc(out, '>');
    return;
  }
  put_literal(out, text, length);
}

void put_bytes(Buf *out, const char *text) {
  put_literal(out, text, strlen(text));
  buf_putc(out, ' ');
}

void put_name(Buf *out, const char *name) {
  buf_putc(out, '/');
  for (const char *at = name; *at; at++) {
    if (*at <= ' ' || *at > '~' || strchr("()<>[]{}/%#", *at))
      buf_printf(out, "#%02X", (unsigned char)*at);
    else
      buf_putc(out, *at);
  }
}

void put_reference(Buf *out, const void *object) {
  put_object(out, object_number(object));
}

void put_rectangle(Buf *out, const Page *page, Rect rect) {
  buf_putc(out, '[');
  put_length(out, rect.x);
  buf_putc(out, ' ');
  put_length(out, (int64_t)page->height - rect.y - rect.height);
  buf_putc(out, ' ');
  put_length(out, (int64_t)rect.x + rect.width);
  buf_putc(out, ' ');
  put_length(out, (int64_t)page->height - rect.y);
  buf_putc(out, ']');
}
