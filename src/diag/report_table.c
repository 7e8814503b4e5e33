/* How many problems of which kind there are, file by file, as a table for people. */
#include "diag/write.h"

#include "base/map.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { ERRORS, WARNINGS, NOTES, ALLOWED, COLUMNS };

/* The counts of one category of rules, or of a whole file. */
typedef struct Counts {
  const char *name;
  size_t values[COLUMNS];
} Counts;

/* A file, or all files together. */
typedef struct Group {
  Counts all;
  Counts *categories;
  size_t count, capacity;
  Map *by_name; /* the number of a category plus one, as a pointer */
} Group;

typedef struct Table {
  Arena *arena;
  Group *files, total;
  size_t count, capacity;
  size_t width; /* of the column of names, in characters */
} Table;

static void widen(Table *table, const char *name) {
  size_t width = utf8_count(name, strlen(name)) + 2;
  if (width > table->width) table->width = width;
}

static void open_group(Table *table, Group *group, const char *name) {
  *group = (Group){.all = {.name = name}, .by_name = map_new(table->arena)};
  widen(table, name);
}

/* The part of a rule's id before the stroke. */
static Counts *category(Table *table, Group *group, const char *rule) {
  size_t length = strcspn(rule, "/");
  size_t number = (size_t)(uintptr_t)map_get(group->by_name, rule, length);
  if (!number) {
    Counts counts = {.name = arena_strndup(table->arena, rule, length)};
    ARENA_PUSH(table->arena, group->categories, group->count, group->capacity, counts);
    number = group->count;
    map_set(group->by_name, rule, length, (void *)(uintptr_t)number);
    widen(table, counts.name);
  }
  return &group->categories[number - 1];
}

static void count_record(Table *table, Group *group, const Diag *record) {
  static const int columns[] = {NOTES, WARNINGS, ERRORS};
  int column = record->allowed ? ALLOWED : columns[record->severity];
  group->all.values[column]++;
  category(table, group, record->rule)->values[column]++;
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const Counts *)a)->name, ((const Counts *)b)->name);
}

static void put_name(Buf *out, const Table *table, const char *name, bool indented) {
  size_t width = utf8_count(name, strlen(name)) + (indented ? 2 : 0);
  if (indented) buf_puts(out, "  ");
  for (const char *c = name; *c;
       c++) /* a control character in a file's name stays out of the terminal */
    buf_putc(out, (unsigned char)*c < 0x20 || *c == 0x7F ? '?' : *c);
  for (; width < table->width; width++)
    buf_putc(out, ' ');
}

static void put_counts(Buf *out, const Table *table, const Counts *counts, bool indented) {
  put_name(out, table, counts->name, indented);
  for (int i = 0; i < COLUMNS; i++)
    buf_printf(out, " %8zu", counts->values[i]);
  buf_putc(out, '\n');
}

static void put_group(Buf *out, const Table *table, Group *group) {
  put_counts(out, table, &group->all, false);
  if (group->count) qsort(group->categories, group->count, sizeof *group->categories, by_name);
  for (size_t i = 0; i < group->count; i++)
    put_counts(out, table, &group->categories[i], true);
}

/* Problems come file by file. */
static void count_all(Table *table, const Diag *records, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const char *file = write_file(&records[i]);
    if (!file) file = "plainplan";
    if (!table->count || strcmp(table->files[table->count - 1].all.name, file) != 0) {
      Group group;
      open_group(table, &group, file);
      ARENA_PUSH(table->arena, table->files, table->count, table->capacity, group);
    }
    count_record(table, &table->files[table->count - 1], &records[i]);
    count_record(table, &table->total, &records[i]);
  }
}

bool report_table(Diags *diags, const ReportRun *run, FILE *out) {
  Table table = {.arena = arena_new(), .width = 24};
  Buf text = {0};
  size_t count;
  diags_sort(diags);
  const Diag *records = diags_records(diags, &count);
  open_group(&table, &table.total,
             arena_printf(table.arena, "%zu file%s", run->files, run->files == 1 ? "" : "s"));
  count_all(&table, records, count);
  put_name(&text, &table, "", false);
  buf_puts(&text, "   errors warnings    notes  allowed\n");
  for (size_t i = 0; i < table.count; i++) {
    put_group(&text, &table, &table.files[i]);
    buf_putc(&text, '\n');
    write_gathered(&text, out, false);
  }
  put_group(&text, &table, &table.total);
  for (size_t i = 0; i < run->setting_count; i++)
    buf_printf(&text, "%s%s%s", i ? ", " : "settings: ", run->settings[i],
               i + 1 < run->setting_count ? "" : "\n");
  arena_free(table.arena);
  return write_end(&text, out);
}
