/* Problems as workflow commands of GitHub Actions, which shows them beside the lines that they are about. */
#include "diag/write.h"

#include <string.h>

/* What would end a value or the command is written as %XX: in a property also what ends the property. */
static void put_escaped(Buf *out, const char *text, bool property) {
  const char *special = property ? "%\r\n:," : "%\r\n";
  while (*text) {
    size_t plain = strcspn(text, special);
    buf_add(out, text, plain);
    text += plain;
    if (*text) buf_printf(out, "%%%02X", (unsigned char)*text++);
  }
}

static void put_property(Buf *out, const char *name, const char *value, bool first) {
  buf_puts(out, first ? " " : ",");
  buf_puts(out, name);
  buf_putc(out, '=');
  put_escaped(out, value, true);
}

/* Columns are only for a place in one line: GitHub refuses them for more. */
static void put_place(Buf *out, Position start, Position end) {
  buf_printf(out, ",line=%u,endLine=%u", start.line, end.line);
  if (start.line == end.line) buf_printf(out, ",col=%u,endColumn=%u", start.column, end.column);
}

static void put_record(Buf *out, Buf *details, const Diag *record) {
  static const char *const commands[] = {"notice", "warning", "error"};
  const char *file = write_file(record);
  Position start, end;
  buf_printf(out, "::%s", commands[record->severity]);
  if (file) put_property(out, "file", file, true);
  if (write_position(record, &start, &end)) put_place(out, start, end);
  put_property(out, "title", record->rule, !file);
  buf_puts(out, "::");
  buf_clear(details);
  write_details(details, record);
  put_escaped(out, details->bytes, false);
  buf_putc(out, '\n');
}

bool report_github(Diags *diags, FILE *out) {
  Buf text = {0}, details = {0};
  size_t count;
  diags_sort(diags);
  const Diag *records = diags_records(diags, &count);
  for (size_t i = 0; i < count; i++) {
    if (!records[i].allowed) put_record(&text, &details, &records[i]);
    write_gathered(&text, out, false);
  }
  buf_free(&details);
  return write_end(&text, out);
}
