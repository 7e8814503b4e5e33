/* The only printer of problems: text for people, JSON for programs. */
#include "diag/report.h"

#include "base/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 96 }; /* code points of a line that are shown */

static const char *const severity_colors[] = {"\033[36m", "\033[33m", "\033[31m"};

typedef struct Printer {
  FILE *out;
  bool color;
} Printer;

static const char *style(const Printer *printer, const char *code) {
  return printer->color ? code : "";
}

/* --- the excerpt ------------------------------------------------------------------------------- */

/* Moves an offset by a number of code points, within [low, high]. */
static uint32_t move(const char *bytes, uint32_t at, int by, uint32_t low, uint32_t high) {
  for (; by < 0 && at > low; by++)
    do
      at--;
    while (at > low && ((unsigned char)bytes[at] & 0xC0) == 0x80);
  for (; by > 0 && at < high; by--)
    do
      at++;
    while (at < high && ((unsigned char)bytes[at] & 0xC0) == 0x80);
  return at;
}

/* Bytes of a line as they can be shown: control characters but tab as a middle dot. */
static void put_shown(FILE *out, const char *bytes, uint32_t start, uint32_t end) {
  for (uint32_t i = start; i < end; i++) {
    unsigned char c = (unsigned char)bytes[i];
    if ((c < 0x20 && c != '\t') || c == 0x7F)
      fputs("\xC2\xB7", out);
    else
      putc(c, out);
  }
}

/* Whether a code point takes no room of its own: combining marks and joiners. */
static bool zero_width(uint32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

/* As many spaces (or tabs, or marks) as the text takes room. */
static void put_room(FILE *out, const char *bytes, uint32_t start, uint32_t end, char mark) {
  for (size_t at = start; at < end;) {
    bool tab = bytes[at] == '\t';
    uint32_t c = utf8_next(bytes, end, &at);
    if (!zero_width(c)) putc(tab && mark == ' ' ? '\t' : mark, out);
  }
}

static void put_excerpt(const Printer *printer, const Diag *record) {
  Source *source = record->place.source;
  Span span = record->place.span;
  Position position = source_position(source, span.start);
  Span line = source_line(source, position.line);
  if (span.start > line.end) span.start = line.end;
  if (span.end > line.end) span.end = line.end;
  uint32_t start = line.start, end = line.end;
  if (line.end - line.start > WINDOW) {
    start = move(source->bytes, span.start, -WINDOW / 2, line.start, line.end);
    end = move(source->bytes, start, WINDOW, line.start, line.end);
    if (span.end > end) span.end = end;
  }
  const char *left = start > line.start ? "…" : "", *right = end < line.end ? "…" : "";
  fprintf(printer->out, "%s%5u |%s %s", style(printer, "\033[2m"), position.line,
          style(printer, "\033[0m"), left);
  put_shown(printer->out, source->bytes, start, end);
  fprintf(printer->out, "%s\n%s      |%s %s", right, style(printer, "\033[2m"),
          style(printer, "\033[0m"), *left ? " " : "");
  put_room(printer->out, source->bytes, start, span.start, ' ');
  fputs(style(printer, severity_colors[record->severity]), printer->out);
  put_room(printer->out, source->bytes, span.start, span.end, '^');
  if (span.end <= span.start) putc('^', printer->out);
  fprintf(printer->out, "%s\n", style(printer, "\033[0m"));
}

/* --- text -------------------------------------------------------------------------------------- */

static void put_part(const Printer *printer, const char *name, const char *text) {
  if (text && *text)
    fprintf(printer->out, "  %s%-8s%s %s\n", style(printer, "\033[2m"), name,
            style(printer, "\033[0m"), text);
}

static void put_record(const Printer *printer, const Diag *record) {
  Source *source = record->place.source;
  const char *file = source ? source->name : record->file;
  const char *severity = record->allowed ? "allowed" : severity_name(record->severity);
  const char *color = severity_colors[record->allowed ? 0 : record->severity];
  fprintf(printer->out, "%s%s", style(printer, "\033[1m"), file ? file : "plainplan");
  if (source && source->length) {
    Position position = source_position(source, record->place.span.start);
    fprintf(printer->out, ":%u:%u", position.line, position.column);
  }
  fprintf(printer->out, ":%s %s%s:%s %s  %s[%s]%s\n", style(printer, "\033[0m"),
          style(printer, color), severity, style(printer, "\033[0m"), record->message,
          style(printer, "\033[2m"), record->rule, style(printer, "\033[0m"));
  if (source && source->length) put_excerpt(printer, record);
  put_part(printer, "allowed", record->allowed);
  put_part(printer, "because", record->because);
  put_part(printer, record->because || record->source ? "ask" : "do", record->ask);
  put_part(printer, "source", record->source);
}

void report_text(Diags *diags, FILE *out, bool color) {
  Printer printer = {out, color};
  diags_sort(diags);
  size_t count;
  const Diag *records = diags_records(diags, &count);
  for (size_t i = 0; i < count; i++) {
    if (i) putc('\n', out);
    put_record(&printer, &records[i]);
  }
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

void report_summary(const Diags *diags, size_t files, FILE *out) {
  size_t errors = diags_count(diags, SEVERITY_ERROR);
  size_t warnings = diags_count(diags, SEVERITY_WARNING) - errors;
  size_t notes = diags_count(diags, SEVERITY_NOTE) - errors - warnings;
  fprintf(out, "%zu file%s: %zu error%s, %zu warning%s, %zu note%s\n", files, plural(files), errors,
          plural(errors), warnings, plural(warnings), notes, plural(notes));
}

/* --- JSON -------------------------------------------------------------------------------------- */

static json_t *json_position(Source *source, uint32_t offset) {
  Position position = source_position(source, offset);
  return json_pack("{s:I, s:I, s:I}", "offset", (json_int_t)offset, "line",
                   (json_int_t)position.line, "column", (json_int_t)position.column);
}

/* The exact source text of the span; cut to whole characters when a span ends inside a broken one. */
static json_t *json_text(const Diag *record) {
  const Source *source = record->place.source;
  Span span = record->place.span;
  json_t *text = json_stringn(source->bytes + span.start, span.end - span.start);
  return text ? text : json_string("");
}

static void set_text(json_t *object, const char *key, const char *text) {
  if (text) json_object_set_new(object, key, json_string(text));
}

static json_t *json_record(const Diag *record) {
  Source *source = record->place.source;
  json_t *object = json_object();
  set_text(object, "file", source ? source->name : record->file ? record->file : "");
  set_text(object, "rule", record->rule);
  set_text(object, "check", check_name(record->check));
  set_text(object, "severity", severity_name(record->severity));
  if (source) {
    json_object_set_new(object, "start", json_position(source, record->place.span.start));
    json_object_set_new(object, "end", json_position(source, record->place.span.end));
    json_object_set_new(object, "text", json_text(record));
  }
  set_text(object, "message", record->message);
  set_text(object, "because", record->because);
  set_text(object, "ask", record->ask);
  set_text(object, "source", record->source);
  set_text(object, "allowed", record->allowed);
  return object;
}

bool report_json(Diags *diags, size_t files, FILE *out) {
  diags_sort(diags);
  size_t count;
  const Diag *records = diags_records(diags, &count);
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++)
    json_array_append_new(list, json_record(&records[i]));
  json_t *report =
      json_pack("{s:i, s:I, s:o}", "version", 1, "files", (json_int_t)files, "diagnostics", list);
  bool written = report && json_dumpf(report, out, JSON_INDENT(2)) == 0 && putc('\n', out) != EOF;
  json_decref(report);
  return written;
}
