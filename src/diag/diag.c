/* The one sink for every problem: collects, sorts, removes duplicates, and decides the exit status.
 */
#include "diag/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A string that was copied lately: rules give the same ones again and again. */
typedef struct Copied {
  const char *from, *copy;
} Copied;

enum { COPIED_SLOTS = 1024 };

struct Diags {
  Arena *arena;
  Copied *copied; /* COPIED_SLOTS, by the address that each was copied from; NULL until needed */
  Diag *records;
  size_t count, capacity;
};

typedef struct Row {
  const char *id;
  Check check;
  Severity severity;
  bool machine;
  const char *message, *hint;
} Row;

static const Row rows[] = {
#define DIAG_ROW(name, id, check, severity, machine, message, hint)                                \
  [name] = {id, check, severity, machine, message, hint},
#include "diag/table.h"
#undef DIAG_ROW
};

static const char *const severity_names[] = {"note", "warning", "error"};
static const char *const check_names[] = {"command",   "source",   "case",
                                          "structure", "language", "readability",
                                          "transform", "layout",   "pdf"};

Diags *diags_new(void) {
  Arena *arena = arena_new();
  Diags *diags = arena_alloc(arena, sizeof *diags);
  diags->arena = arena;
  return diags;
}

void diags_free(Diags *diags) {
  if (diags) arena_free(diags->arena);
}

static void add_row(Diags *diags, DiagId id, Place place, const char *file, va_list arguments) {
  const Row *row = &rows[id];
  Diag record = {.rule = row->id,
                 .check = row->check,
                 .severity = row->severity,
                 .machine = row->machine || (row->severity == SEVERITY_ERROR && place.source &&
                                             place.source->installed),
                 .place = place,
                 .file = arena_strdup(diags->arena, file),
                 .message = arena_vprintf(diags->arena, row->message, arguments),
                 .ask = row->hint,
                 .general = row->message};
  ARENA_PUSH(diags->arena, diags->records, diags->count, diags->capacity, record);
}

void diag_add(Diags *diags, DiagId id, Place place, ...) {
  va_list arguments;
  va_start(arguments, place);
  add_row(diags, id, place, NULL, arguments);
  va_end(arguments);
}

void diag_add_file(Diags *diags, DiagId id, const char *file, ...) {
  va_list arguments;
  va_start(arguments, file);
  add_row(diags, id, (Place){0}, file, arguments);
  va_end(arguments);
}

/* A copy of the text in the arena: the one made before, when it came from there and still says the same. */
static const char *copy_of(Diags *diags, const char *text) {
  if (!text) return NULL;
  if (!diags->copied)
    diags->copied = arena_alloc(diags->arena, COPIED_SLOTS * sizeof *diags->copied);
  uintptr_t address = (uintptr_t)text;
  Copied *slot = &diags->copied[(address ^ address >> 10) % COPIED_SLOTS];
  if (slot->from != text || strcmp(slot->copy, text) != 0)
    *slot = (Copied){text, arena_strdup(diags->arena, text)};
  return slot->copy;
}

void diag_add_record(Diags *diags, const Diag *record) {
  Diag copy = *record;
  copy.rule = copy_of(diags, record->rule);
  copy.file = copy_of(diags, record->file);
  copy.message = copy_of(diags, record->message);
  copy.because = copy_of(diags, record->because);
  copy.ask = copy_of(diags, record->ask);
  copy.source = copy_of(diags, record->source);
  copy.allowed = copy_of(diags, record->allowed);
  copy.general = copy_of(diags, record->general);
  copy.replacement = copy_of(diags, record->replacement);
  ARENA_PUSH(diags->arena, diags->records, diags->count, diags->capacity, copy);
}

void diag_add_all(Diags *diags, const Diags *from) {
  for (size_t i = 0; i < from->count; i++)
    diag_add_record(diags, &from->records[i]);
}

void diag_hint(Diags *diags, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  diags->records[diags->count - 1].ask = arena_vprintf(diags->arena, format, arguments);
  va_end(arguments);
}

/* A record with the keys that it is sorted by, and its old place to keep the sort stable. */
typedef struct Keyed {
  Diag record;
  size_t file, index;
} Keyed;

static const void *file_key(const Diag *record) {
  return record->place.source ? (const void *)record->place.source : (const void *)record->file;
}

static bool same_file(const Diag *a, const Diag *b) {
  if (a->place.source || b->place.source) return a->place.source == b->place.source;
  if (!a->file || !b->file) return a->file == b->file;
  return strcmp(a->file, b->file) == 0;
}

static int compare(const void *left, const void *right) {
  const Keyed *a = left, *b = right;
  if (a->file != b->file) return a->file < b->file ? -1 : 1;
  const Span *s = &a->record.place.span, *t = &b->record.place.span;
  if (s->start != t->start) return s->start < t->start ? -1 : 1;
  if (a->record.severity != b->record.severity)
    return a->record.severity > b->record.severity ? -1 : 1;
  int order = strcmp(a->record.rule, b->record.rule);
  if (order) return order;
  if (s->end != t->end) return s->end < t->end ? -1 : 1;
  return a->index < b->index ? -1 : 1;
}

static bool duplicate(const Diag *a, const Diag *b) {
  return same_file(a, b) && a->place.span.start == b->place.span.start &&
         a->place.span.end == b->place.span.end && strcmp(a->rule, b->rule) == 0 &&
         strcmp(a->message, b->message) == 0;
}

void diags_sort(Diags *diags) {
  if (!diags->count) return;
  Keyed *keyed = memory_alloc(diags->count * sizeof *keyed);
  const Diag **files = memory_alloc(diags->count * sizeof *files);
  size_t file_count = 0, last = 0;
  for (size_t i = 0; i < diags->count; i++) {
    const Diag *record = &diags->records[i];
    if (!file_count || file_key(files[last]) != file_key(record))
      for (last = 0; last < file_count && !same_file(files[last], record);)
        last++;
    if (last == file_count) files[file_count++] = record;
    keyed[i] = (Keyed){*record, last, i};
  }
  qsort(keyed, diags->count, sizeof *keyed, compare);
  size_t kept = 0;
  for (size_t i = 0; i < diags->count; i++) {
    if (i && duplicate(&keyed[i - 1].record, &keyed[i].record)) continue;
    diags->records[kept++] = keyed[i].record;
  }
  diags->count = kept;
  free(files);
  free(keyed);
}

const Diag *diags_records(const Diags *diags, size_t *count) {
  *count = diags->count;
  return diags->records;
}

size_t diags_count_since(const Diags *diags, size_t since, Severity at_least) {
  size_t count = 0;
  for (size_t i = since; i < diags->count; i++)
    count += !diags->records[i].allowed && diags->records[i].severity >= at_least;
  return count;
}

size_t diags_count(const Diags *diags, Severity at_least) {
  return diags_count_since(diags, 0, at_least);
}

void diags_keep(Diags *diags, bool (*wanted)(const Diag *record)) {
  size_t kept = 0;
  for (size_t i = 0; i < diags->count; i++)
    if (wanted(&diags->records[i])) diags->records[kept++] = diags->records[i];
  diags->count = kept;
}

int diags_exit_status(const Diags *diags, Severity fail_on) {
  for (size_t i = 0; i < diags->count; i++)
    if (diags->records[i].machine) return 2;
  return diags_count(diags, fail_on) ? 1 : 0;
}

Arena *diags_arena(Diags *diags) {
  return diags->arena;
}

const char *severity_name(Severity severity) {
  return severity_names[severity];
}

const char *check_name(Check check) {
  return check_names[check];
}

const char *diag_row_id(DiagId id) {
  return rows[id].id;
}

Severity diag_row_severity(DiagId id) {
  return rows[id].severity;
}

const char *diag_row_message(DiagId id) {
  return rows[id].message;
}

const char *diag_row_hint(DiagId id) {
  return rows[id].hint;
}

Check diag_row_check(DiagId id) {
  return rows[id].check;
}
