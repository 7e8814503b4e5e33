/* Problems as text for people and as JSON for programs; the other formats have files of their own. */
#include "diag/write.h"

#include "base/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 96 }; /* code points of a line that are shown */

static const char *const severity_colors[] = {"\033[36m", "\033[33m", "\033[31m"};

/* What is printed is gathered first: a report of a large file has millions of small pieces. */
typedef struct Printer {
  FILE *out;
  Buf text;
  bool color;
} Printer;

static const char *const format_names[] = {"text",   "json",       "sarif",
                                           "github", "checkstyle", "summary"};

const char *report_format_name(ReportFormat format) {
  return format_names[format];
}

static void put(Printer *printer, const char *text) {
  buf_add(&printer->text, text, strlen(text));
}

/* A code for the terminal, when there is colour. */
static void put_style(Printer *printer, const char *code) {
  if (printer->color) put(printer, code);
}

static void put_number(Printer *printer, uint32_t number, size_t width) {
  char digits[16];
  size_t at = sizeof digits;
  do
    digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  for (size_t length = sizeof digits - at; length < width; length++)
    buf_putc(&printer->text, ' ');
  buf_add(&printer->text, digits + at, sizeof digits - at);
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

static bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\t') || c == 0x7F;
}

/* Bytes of a line as they can be shown: control characters but tab as a middle dot. */
static void put_shown(Buf *out, const char *bytes, uint32_t start, uint32_t end) {
  for (uint32_t i = start; i < end; i++) {
    uint32_t from = i;
    while (i < end && !is_control((unsigned char)bytes[i]))
      i++;
    buf_add(out, bytes + from, i - from);
    if (i < end) buf_add(out, "\xC2\xB7", 2);
  }
}

/* Whether a code point takes no room of its own: combining marks and joiners. */
static bool zero_width(uint32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

/* As many spaces (or tabs, or marks) as the text takes room. */
static void put_room(Buf *out, const char *bytes, uint32_t start, uint32_t end, char mark) {
  for (size_t at = start; at < end;) {
    char first = bytes[at];
    uint32_t c = (unsigned char)first;
    if (c < 0x80)
      at++;
    else
      c = utf8_next(bytes, end, &at);
    if (!zero_width(c)) buf_putc(out, first == '\t' && mark == ' ' ? '\t' : mark);
  }
}

/* The part of a line that is shown: a window around the span, both cut to the line. */
static Span shown_part(const Source *source, Span line, Span *span) {
  if (span->start > line.end) span->start = line.end;
  if (span->end > line.end) span->end = line.end;
  if (line.end - line.start <= WINDOW) return line;
  Span part;
  part.start = move(source->bytes, span->start, -WINDOW / 2, line.start, line.end);
  part.end = move(source->bytes, part.start, WINDOW, line.start, line.end);
  if (span->end > part.end) span->end = part.end;
  return part;
}

static void put_excerpt(Printer *printer, const Diag *record, uint32_t number) {
  Source *source = record->place.source;
  Buf *out = &printer->text;
  Span span = record->place.span, line = source_line(source, number);
  Span part = shown_part(source, line, &span);
  bool cut_left = part.start > line.start, cut_right = part.end < line.end;
  put_style(printer, "\033[2m");
  put_number(printer, number, 5);
  put(printer, " |");
  put_style(printer, "\033[0m");
  put(printer, cut_left ? " …" : " ");
  put_shown(out, source->bytes, part.start, part.end);
  put(printer, cut_right ? "…\n" : "\n");
  put_style(printer, "\033[2m");
  put(printer, "      |");
  put_style(printer, "\033[0m");
  put(printer, cut_left ? "  " : " ");
  put_room(out, source->bytes, part.start, span.start, ' ');
  put_style(printer, severity_colors[record->severity]);
  put_room(out, source->bytes, span.start, span.end, '^');
  if (span.end <= span.start) buf_putc(out, '^');
  put_style(printer, "\033[0m");
  buf_putc(out, '\n');
}

/* --- text -------------------------------------------------------------------------------------- */

static void put_part(Printer *printer, const char *name, const char *text) {
  if (!text || !*text) return;
  put(printer, "  ");
  put_style(printer, "\033[2m");
  put(printer, name);
  for (size_t i = strlen(name); i < 8; i++)
    buf_putc(&printer->text, ' ');
  put_style(printer, "\033[0m");
  buf_putc(&printer->text, ' ');
  put(printer, text);
  buf_putc(&printer->text, '\n');
}

/* The first line: where, how bad, what, and the rule. */
static void put_heading(Printer *printer, const Diag *record, const Position *position) {
  const char *file = write_file(record);
  put_style(printer, "\033[1m");
  put(printer, file ? file : "plainplan");
  if (position) {
    buf_putc(&printer->text, ':');
    put_number(printer, position->line, 0);
    buf_putc(&printer->text, ':');
    put_number(printer, position->column, 0);
  }
  buf_putc(&printer->text, ':');
  put_style(printer, "\033[0m");
  buf_putc(&printer->text, ' ');
  put_style(printer, severity_colors[record->allowed ? 0 : record->severity]);
  put(printer, record->allowed ? "allowed" : severity_name(record->severity));
  buf_putc(&printer->text, ':');
  put_style(printer, "\033[0m");
  buf_putc(&printer->text, ' ');
  put(printer, record->message);
  put(printer, "  ");
  put_style(printer, "\033[2m");
  buf_putc(&printer->text, '[');
  put(printer, record->rule);
  buf_putc(&printer->text, ']');
  put_style(printer, "\033[0m");
  buf_putc(&printer->text, '\n');
}

static void put_record(Printer *printer, const Diag *record) {
  Source *source = record->place.source;
  if (source && source->length) {
    Position position = source_position(source, record->place.span.start);
    put_heading(printer, record, &position);
    put_excerpt(printer, record, position.line);
  } else {
    put_heading(printer, record, NULL);
  }
  put_part(printer, "allowed", record->allowed);
  put_part(printer, "because", record->because);
  put_part(printer, record->because || record->source ? "ask" : "do", record->ask);
  put_part(printer, "source", record->source);
}

void report_text(Diags *diags, FILE *out, bool color) {
  Printer printer = {.out = out, .color = color};
  diags_sort(diags);
  size_t count;
  const Diag *records = diags_records(diags, &count);
  for (size_t i = 0; i < count; i++) {
    if (i) buf_putc(&printer.text, '\n');
    put_record(&printer, &records[i]);
    write_gathered(&printer.text, out, false);
  }
  write_end(&printer.text, out);
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

void report_summary(const Diags *diags, const ReportRun *run, FILE *out) {
  size_t errors = diags_count(diags, SEVERITY_ERROR);
  size_t warnings = diags_count(diags, SEVERITY_WARNING) - errors;
  size_t notes = diags_count(diags, SEVERITY_NOTE) - errors - warnings;
  fprintf(out, "%zu file%s: %zu error%s, %zu warning%s, %zu note%s", run->files, plural(run->files),
          errors, plural(errors), warnings, plural(warnings), notes, plural(notes));
  for (size_t i = 0; i < run->setting_count; i++)
    fprintf(out, "%s%s", i ? ", " : "; settings: ", run->settings[i]);
  putc('\n', out);
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
  const char *file = write_file(record);
  set_text(object, "file", file ? file : "");
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
  if (!record->entangled) set_text(object, "replacement", record->replacement);
  return object;
}

/* A value as it stands inside the report, indented by so many spaces. Strings hold no line ends: those are escaped. */
static void put_json(Buf *out, json_t *value, size_t indent) {
  char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);
  for (const char *line = text; line;) {
    const char *end = strchr(line, '\n');
    buf_add(out, line, end ? (size_t)(end - line) + 1 : strlen(line));
    line = end ? end + 1 : NULL;
    for (size_t i = 0; line && i < indent; i++)
      buf_putc(out, ' ');
  }
  free(text);
  json_decref(value);
}

static void put_settings(Buf *out, const ReportRun *run) {
  json_t *settings = json_array();
  for (size_t i = 0; i < run->setting_count; i++)
    json_array_append_new(settings, json_string(run->settings[i]));
  buf_puts(out, "  \"settings\": ");
  put_json(out, settings, 2);
  buf_puts(out, ",\n");
}

bool report_json(Diags *diags, const ReportRun *run, FILE *out) {
  Buf text = {0};
  size_t count;
  diags_sort(diags);
  const Diag *records = diags_records(diags, &count);
  buf_printf(&text, "{\n  \"version\": 1,\n  \"files\": %zu,\n", run->files);
  if (run->setting_count) put_settings(&text, run);
  buf_puts(&text, "  \"diagnostics\": [");
  for (size_t i = 0; i < count; i++) {
    buf_puts(&text, i ? ",\n    " : "\n    ");
    put_json(&text, json_record(&records[i]), 4);
    write_gathered(&text, out, false);
  }
  buf_puts(&text, count ? "\n  ]\n}\n" : "]\n}\n");
  return write_end(&text, out);
}
