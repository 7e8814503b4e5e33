/* What the printers of problems for other programs share. */
#include "diag/write.h"

#include <string.h>

enum { FLUSH_AT = 1 << 16 };

void write_gathered(Buf *text, FILE *out, bool all) {
  if (!all && text->length < FLUSH_AT) return;
  if (text->length) fwrite(text->bytes, 1, text->length, out);
  buf_clear(text);
}

bool write_end(Buf *text, FILE *out) {
  write_gathered(text, out, true);
  buf_free(text);
  return !ferror(out);
}

const char *write_file(const Diag *record) {
  return record->place.source ? record->place.source->name : record->file;
}

bool write_position(const Diag *record, Position *start, Position *end) {
  Source *source = record->place.source;
  if (!source || !source->length) return false;
  *start = source_position(source, record->place.span.start);
  *end = source_position(source, record->place.span.end);
  return true;
}

void write_details(Buf *out, const Diag *record) {
  const char *const lines[] = {record->because, record->ask};
  buf_puts(out, record->message);
  for (size_t i = 0; i < 2; i++) {
    if (!lines[i] || !*lines[i]) continue;
    buf_putc(out, '\n');
    buf_puts(out, lines[i]);
  }
}
