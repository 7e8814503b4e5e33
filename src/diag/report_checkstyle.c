/* Problems as the XML of Checkstyle 4.3, which editors and build servers read. */
#include "diag/write.h"

#include "base/utf8.h"

#include <string.h>

/* The value of an attribute: what XML has no place for, such as a control character in a file's name, becomes U+FFFD. */
static void put_escaped(Buf *out, const char *text) {
  size_t length = strlen(text), at = 0;
  while (at < length) {
    size_t start = at;
    uint32_t c = utf8_next(text, length, &at);
    if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\n' || c == '\r' || c == '\t') {
      buf_printf(out, "&#%u;", c);
    } else if (c < 0x20 || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF) {
      buf_puts(out, "\xEF\xBF\xBD");
    } else {
      buf_add(out, text + start, at - start);
    }
  }
}

static void put_attribute(Buf *out, const char *name, const char *value) {
  buf_printf(out, " %s=\"", name);
  put_escaped(out, value);
  buf_putc(out, '"');
}

static void put_record(Buf *out, Buf *details, const Diag *record) {
  static const char *const severities[] = {"info", "warning", "error"};
  Position start, end;
  buf_puts(out, "    <error");
  if (write_position(record, &start, &end))
    buf_printf(out, " line=\"%u\" column=\"%u\"", start.line, start.column);
  put_attribute(out, "severity", severities[record->severity]);
  buf_clear(details);
  write_details(details, record);
  put_attribute(out, "message", details->bytes);
  put_attribute(out, "source", record->rule);
  buf_puts(out, "/>\n");
}

bool report_checkstyle(Diags *diags, FILE *out) {
  Buf text = {0}, details = {0};
  size_t count;
  const char *open = NULL; /* the file whose element is open: problems come file by file */
  diags_sort(diags);
  const Diag *records = diags_records(diags, &count);
  buf_puts(&text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
  for (size_t i = 0; i < count; i++) {
    const char *file = write_file(&records[i]);
    if (records[i].allowed) continue;
    if (!file) file = "plainplan";
    if (!open || strcmp(open, file) != 0) {
      if (open) buf_puts(&text, "  </file>\n");
      buf_puts(&text, "  <file");
      put_attribute(&text, "name", open = file);
      buf_puts(&text, ">\n");
    }
    put_record(&text, &details, &records[i]);
    write_gathered(&text, out, false);
  }
  if (open) buf_puts(&text, "  </file>\n");
  buf_puts(&text, "</checkstyle>\n");
  buf_free(&details);
  return write_end(&text, out);
}
