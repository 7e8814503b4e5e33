/* Problems as a log of the Static Analysis Results Interchange Format (SARIF) 2.1.0, of OASIS. */
#include "diag/write.h"

#include "base/map.h"
#include "base/utf8.h"

#include <string.h>

/* A rule that found something: the first of its problems stands for it. */
typedef struct Rules {
  const Diag **first;
  size_t count, capacity;
  Map *numbers; /* by id: the number plus one, as a pointer */
} Rules;

/* --- JSON ---------------------------------------------------------------------------------------- */

static void put_text(Buf *out, const char *text, size_t length) {
  buf_putc(out, '"');
  for (size_t at = 0; at < length;) {
    size_t start = at;
    uint32_t c = utf8_next(text, length, &at);
    if (c == '"' || c == '\\') {
      buf_putc(out, '\\');
      buf_putc(out, (char)c);
    } else if (c < 0x20 || c == 0x7F) {
      buf_printf(out, "\\u%04x", c);
    } else if (c == 0xFFFD) { /* also what stands for a byte that is no UTF-8 */
      buf_puts(out, "\xEF\xBF\xBD");
    } else {
      buf_add(out, text + start, at - start);
    }
  }
  buf_putc(out, '"');
}

static void put_string(Buf *out, const char *text) {
  put_text(out, text, strlen(text));
}

/* {"text": …} under a name. */
static void put_message(Buf *out, const char *name, const char *text) {
  buf_printf(out, "\"%s\": {\"text\": ", name);
  put_string(out, text);
  buf_putc(out, '}');
}

/* --- rules --------------------------------------------------------------------------------------- */

static void collect_rules(Rules *rules, const Diag *records, size_t count, Arena *arena) {
  rules->numbers = map_new(arena);
  for (size_t i = 0; i < count; i++) {
    const char *id = records[i].rule;
    if (map_get(rules->numbers, id, strlen(id))) continue;
    ARENA_PUSH(arena, rules->first, rules->count, rules->capacity, &records[i]);
    map_set(rules->numbers, id, strlen(id), (void *)(uintptr_t)rules->count);
  }
}

static size_t rule_number(const Rules *rules, const char *id) {
  return (size_t)(uintptr_t)map_get(rules->numbers, id, strlen(id)) - 1;
}

/* The message of the rule itself: with … where each finding fills in its words. */
static void put_general(Buf *out, Buf *scratch, const Diag *record) {
  const char *text = record->general ? record->general : record->message;
  buf_clear(scratch);
  while (*text) {
    size_t plain = strcspn(text, "%");
    buf_add(scratch, text, plain);
    text += plain;
    if (!*text) break;
    size_t length = 1 + strspn(text + 1, "0123456789.lz");
    bool filled = text[length] && strchr("sduXc", text[length]);
    buf_puts(scratch, filled ? "\xE2\x80\xA6" : "%");
    text += filled ? length + 1 : text[1] == '%' ? 2 : 1;
  }
  put_message(out, "shortDescription", scratch->bytes ? scratch->bytes : "");
}

/* What to do or to ask, and the guidance behind it. */
static void put_help(Buf *out, Buf *scratch, const Diag *record) {
  if (!record->ask && !record->source) return;
  buf_clear(scratch);
  if (record->ask) buf_puts(scratch, record->ask);
  if (record->ask && record->source) buf_puts(scratch, "\n\n");
  if (record->source) buf_puts(scratch, record->source);
  buf_puts(out, ", ");
  put_message(out, "help", scratch->bytes);
}

static void put_rule(Buf *out, Buf *scratch, const Diag *record) {
  buf_puts(out, "{\"id\": ");
  put_string(out, record->rule);
  buf_puts(out, ", ");
  put_general(out, scratch, record);
  if (record->because) {
    buf_puts(out, ", ");
    put_message(out, "fullDescription", record->because);
  }
  put_help(out, scratch, record);
  buf_printf(out, ", \"defaultConfiguration\": {\"level\": \"%s\"}",
             severity_name(record->severity));
  buf_printf(out, ", \"properties\": {\"tags\": [\"%s\"]}}", check_name(record->check));
}

/* --- results ------------------------------------------------------------------------------------- */

/* A file's name as a URI reference (RFC 3986): every byte that is not unreserved or a stroke as %XX. */
static void put_artifact(Buf *out, const char *file) {
  buf_puts(out, "\"artifactLocation\": {\"uri\": \"");
  if (*file == '/') buf_puts(out, "file://");
  for (const char *c = file; *c; c++) {
    bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
                 strchr("-._~/", *c);
    if (plain)
      buf_putc(out, *c);
    else
      buf_printf(out, "%%%02X", (unsigned char)*c);
  }
  buf_puts(out, "\"}");
}

static void put_region(Buf *out, const char *name, const Diag *record) {
  Position start, end;
  if (!write_position(record, &start, &end)) return;
  Span span = record->place.span;
  buf_printf(out,
             ", \"%s\": {\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, "
             "\"endColumn\": %u, \"byteOffset\": %u, \"byteLength\": %u}",
             name, start.line, start.column, end.line, end.column, span.start,
             span.end - span.start);
}

static void put_location(Buf *out, const Diag *record) {
  const char *file = write_file(record);
  if (!file) return;
  buf_puts(out, ", \"locations\": [{\"physicalLocation\": {");
  put_artifact(out, file);
  put_region(out, "region", record);
  buf_puts(out, "}}]");
}

static void put_fix(Buf *out, const Diag *record) {
  if (!record->replacement || record->entangled || !record->place.source) return;
  buf_puts(out, ", \"fixes\": [{\"artifactChanges\": [{");
  put_artifact(out, write_file(record));
  buf_puts(out, ", \"replacements\": [{\"insertedContent\": {\"text\": ");
  put_string(out, record->replacement);
  buf_putc(out, '}');
  put_region(out, "deletedRegion", record);
  buf_puts(out, "}]}]}]");
}

static void put_result(Buf *out, const Rules *rules, const Diag *record) {
  buf_puts(out, "{\"ruleId\": ");
  put_string(out, record->rule);
  buf_printf(out, ", \"ruleIndex\": %zu, \"level\": \"%s\", ", rule_number(rules, record->rule),
             severity_name(record->severity));
  put_message(out, "message", record->message);
  put_location(out, record);
  put_fix(out, record);
  if (record->allowed) {
    buf_puts(out, ", \"suppressions\": [{\"kind\": \"inSource\", \"justification\": ");
    put_string(out, record->allowed);
    buf_puts(out, "}]");
  }
  buf_putc(out, '}');
}

/* --- the log ------------------------------------------------------------------------------------- */

static const char head[] =
    "{\n"
    "  \"$schema\": "
    "\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n"
    "  \"version\": \"2.1.0\",\n"
    "  \"runs\": [{\n"
    "    \"tool\": {\"driver\": {\"name\": \"plainplan\", \"version\": \"" PLAINPLAN_VERSION
    "\", \"rules\": [";

static void put_run(Buf *out, const ReportRun *run, bool successful) {
  buf_puts(out, "\n    ]}},\n    \"columnKind\": \"unicodeCodePoints\",\n");
  buf_printf(out, "    \"invocations\": [{\"executionSuccessful\": %s}],\n",
             successful ? "true" : "false");
  buf_printf(out, "    \"properties\": {\"files\": %zu, \"settings\": [", run->files);
  for (size_t i = 0; i < run->setting_count; i++) {
    if (i) buf_puts(out, ", ");
    put_string(out, run->settings[i]);
  }
  buf_puts(out, "]},\n    \"results\": [");
}

bool report_sarif(Diags *diags, const ReportRun *run, FILE *out) {
  Buf text = {0}, scratch = {0};
  Rules rules = {0};
  Arena *arena = arena_new();
  size_t count;
  diags_sort(diags);
  const Diag *records = diags_records(diags, &count);
  collect_rules(&rules, records, count, arena);
  buf_puts(&text, head);
  for (size_t i = 0; i < rules.count; i++) {
    buf_puts(&text, i ? ",\n      " : "\n      ");
    put_rule(&text, &scratch, rules.first[i]);
  }
  put_run(&text, run, diags_exit_status(diags, SEVERITY_ERROR) != 2);
  for (size_t i = 0; i < count; i++) {
    buf_puts(&text, i ? ",\n      " : "\n      ");
    put_result(&text, &rules, &records[i]);
    write_gathered(&text, out, false);
  }
  buf_puts(&text, "\n    ]\n  }]\n}\n");
  buf_free(&scratch);
  arena_free(arena);
  return write_end(&text, out);
}
