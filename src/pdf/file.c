/* Writes the objects of a document as a file: header, libharu's objects, the structure elements, cross-reference table
 * and trailer (PDF 1.7, 7.5). */
#include "pdf/file.h"

#include "pdf/element.h"
#include "pdf/object.h"

#include <endian.h>
#include <hpdf_consts.h>
#include <hpdf_error.h>
#include <string.h>

/* Two 64-bit lanes of multiply and fold over the bytes; the same on every machine. */
static void hash_bytes(const unsigned char *bytes, size_t length, uint64_t lanes[2]) {
  lanes[0] = 0x9E3779B97F4A7C15u ^ length;
  lanes[1] = 0xC2B2AE3D27D4EB4Fu;
  for (size_t i = 0; i < length; i += 8) {
    uint64_t word = 0;
    memcpy(&word, bytes + i, length - i < 8 ? length - i : 8);
    word = le64toh(word);
    lanes[0] = (lanes[0] ^ word) * 0xFF51AFD7ED558CCDu;
    lanes[0] ^= lanes[0] >> 32;
    lanes[1] = (lanes[1] + word) * 0xC4CEB9FE1A85EC53u;
    lanes[1] ^= lanes[1] >> 29;
  }
}

/* The trailer's ID (PDF 1.7, 14.4): a hash of all that was written before it. */
static void put_file_id(Buf *out) {
  uint64_t lanes[2];
  hash_bytes((const unsigned char *)out->bytes, out->length, lanes);
  for (int i = 0; i < 2; i++)
    buf_printf(out, "%s<%016llX%016llX>", i ? "" : "/ID [", (unsigned long long)lanes[0],
               (unsigned long long)lanes[1]);
  buf_puts(out, "]\n");
}

/* Where each object starts in the file, by its number; 0 is none. */
typedef struct Offsets {
  size_t *items, count;
} Offsets;

static HPDF_STATUS write_to_buf(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length) {
  buf_add(stream->attr, bytes, length);
  return HPDF_OK;
}

/* Starts an object with the next number and notes its place. */
static void begin_object(Buf *out, Offsets *offsets) {
  offsets->items[offsets->count] = out->length;
  put_integer(out, (int64_t)offsets->count++);
  buf_puts(out, "0 obj\n");
}

/* libharu's own objects. Its first entry is the free one. */
static void write_objects(const Writer *writer, Buf *out, Offsets *offsets) {
  HPDF_Stream stream = HPDF_CallbackWriter_New(writer->memory, write_to_buf, out);
  while (offsets->count < writer->first_element && !writer->error.error_no) {
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(writer->xref, (HPDF_UINT)offsets->count);
    begin_object(out, offsets);
    HPDF_Obj_WriteValue(entry->obj, stream, NULL);
    buf_puts(out, "\nendobj\n");
  }
  HPDF_Stream_Free(stream);
}

static void write_elements(const Writer *writer, Buf *out, Offsets *offsets) {
  for (size_t i = 0; i < writer->element_count; i++) {
    begin_object(out, offsets);
    buf_puts(out, "<<\n");
    element_print(writer, out, writer->elements[i]);
    buf_puts(out, ">>\nendobj\n");
  }
}

/* An entry of twenty bytes (PDF 1.7, 7.5.4). */
static void put_entry(Buf *out, size_t offset) {
  char entry[] = "0000000000 00000 n\r\n";
  for (int at = 9; offset && at >= 0; at--, offset /= 10)
    entry[at] = (char)('0' + offset % 10);
  buf_add(out, entry, sizeof entry - 1);
}

static void write_table(const Writer *writer, Buf *out, const Offsets *offsets) {
  size_t start = out->length;
  buf_printf(out, "xref\n0 %zu\n0000000000 65535 f\r\n", offsets->count);
  for (size_t i = 1; i < offsets->count; i++)
    put_entry(out, offsets->items[i]);
  buf_printf(out, "trailer\n<<\n/Size %zu /Root ", offsets->count);
  put_reference(out, writer->catalog);
  buf_puts(out, "/Info ");
  put_reference(out, writer->info);
  buf_putc(out, '\n');
  put_file_id(out);
  buf_printf(out, ">>\nstartxref\n%zu\n%%%%EOF\n", start);
}

bool file_write(Writer *writer, Buf *out) {
  Offsets offsets = {.count = 1};
  writer->first_element = writer->xref->entries->count;
  size_t count = writer->first_element + writer->element_count;
  if (count > HPDF_LIMIT_MAX_XREF_ELEMENT) HPDF_SetError(&writer->error, HPDF_XREF_COUNT_ERR, 0);
  offsets.items = arena_alloc(writer->arena, count * sizeof *offsets.items);
  buf_puts(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  write_objects(writer, out, &offsets);
  write_elements(writer, out, &offsets);
  write_table(writer, out, &offsets);
  return !writer->error.error_no;
}
