/* check --fix: puts in what rules say can be put in mechanically. */
#include "cli/fix.h"

#include "base/diff.h"
#include "base/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A replacement can make words that another rule replaces; a circle of rules ends here. */
enum { MOST_ROUNDS = 8 };

/* The changes to one text, in its order. */
typedef struct Edits {
  const Diag **items;
  bool *overlaps;
  size_t count, capacity, possible; /* possible: those that overlap no other */
} Edits;

static bool same_edit(const Diag *a, const Diag *b) {
  return a->place.span.start == b->place.span.start && a->place.span.end == b->place.span.end &&
         strcmp(a->replacement, b->replacement) == 0;
}

/* Those that run into each other are marked, all of them: which one is right is not for a program to say. */
static void mark_overlaps(Edits *edits, Arena *arena) {
  size_t farthest = 0; /* the edit that reaches farthest so far */
  edits->overlaps = arena_alloc(arena, edits->count + 1);
  edits->possible = edits->count;
  for (size_t i = 1; i < edits->count; i++) {
    const Diag *before = edits->items[farthest], *edit = edits->items[i];
    if (edit->place.span.start < before->place.span.end)
      edits->overlaps[i] = edits->overlaps[farthest] = true;
    if (edit->place.span.end > before->place.span.end) farthest = i;
  }
  for (size_t i = 0; i < edits->count; i++)
    edits->possible -= edits->overlaps[i];
}

static Edits collect(Diags *found, const Source *source, Arena *arena) {
  Edits edits = {0};
  size_t count;
  diags_sort(found);
  const Diag *records = diags_records(found, &count);
  for (size_t i = 0; i < count; i++) {
    const Diag *record = &records[i];
    if (!record->replacement || record->entangled || record->allowed) continue;
    if (record->place.source != source) continue;
    if (edits.count && same_edit(edits.items[edits.count - 1], record)) continue;
    ARENA_PUSH(arena, edits.items, edits.count, edits.capacity, record);
  }
  mark_overlaps(&edits, arena);
  return edits;
}

static Source *apply(const Source *source, const Edits *edits, Run *run) {
  Buf text = {0};
  uint32_t at = 0;
  for (size_t i = 0; i < edits->count; i++) {
    if (edits->overlaps[i]) continue;
    Span span = edits->items[i]->place.span;
    buf_add(&text, source->bytes + at, span.start - at);
    buf_puts(&text, edits->items[i]->replacement);
    at = span.end;
  }
  buf_add(&text, source->bytes + at, source->length - at);
  char *bytes = arena_strndup(run->arena, text.bytes, text.length);
  Source *changed = source_from_bytes(source->name, bytes, text.length, run->arena, run->diags);
  buf_free(&text);
  return changed;
}

/* Says which replacements are left to people. */
static void tell_left(Diags *diags, Diags *found, const Edits *edits) {
  size_t count;
  const Diag *records = diags_records(found, &count);
  for (size_t i = 0; i < count; i++)
    if (records[i].replacement && records[i].entangled && !records[i].allowed)
      diag_add(diags, DIAG_FIX_MARKUP, records[i].place, records[i].replacement);
  for (size_t i = 0; i < edits->count; i++)
    if (edits->overlaps[i])
      diag_add(diags, DIAG_FIX_OVERLAP, edits->items[i]->place, edits->items[i]->replacement);
}

/* Checks the text and changes it until there is nothing left to change. *found holds the problems of the last one. */
static Source *change(Compiler *compiler, Source *source, const char *path, Diags **found,
                      bool *checked) {
  Run *run = compiler->run;
  for (int round = 1;; round++) {
    *found = diags_new();
    *checked = compile_check(compiler, source, path, *found);
    Edits edits = collect(*found, source, run->arena);
    Source *changed =
        *checked && edits.possible && round < MOST_ROUNDS ? apply(source, &edits, run) : NULL;
    /* A dry run speaks of the file as it is. */
    if (run->options.dry_run ? round == 1 : !changed) tell_left(run->diags, *found, &edits);
    if (!changed) return source;
    source = changed;
    diags_free(*found);
  }
}

static bool print(Run *run, const char *bytes, size_t length, FILE *out) {
  if (fwrite(bytes, 1, length, out) == length && fflush(out) == 0) return true;
  diag_add_file(run->diags, DIAG_OUTPUT_WRITE, "(standard output)", strerror(errno));
  return false;
}

/* With a report for programs on standard output the diff goes to standard error. */
static bool show(Run *run, const Source *before, const Source *after) {
  Buf text = {0};
  diff_unified(&text, before->name, before->bytes, before->length, after->bytes, after->length);
  bool shown = !text.length || print(run, text.bytes, text.length,
                                     run->options.format == REPORT_TEXT ? stdout : stderr);
  buf_free(&text);
  return shown;
}

/* The old text beside the file, then the new one into it. */
static bool write_back(Run *run, const char *path, const Source *before, const Source *after) {
  const char *kept = arena_printf(run->arena, "%s~", path), *name = kept;
  if (compile_is_input(run, kept)) {
    diag_add_file(run->diags, DIAG_OUTPUT_IS_INPUT, kept);
    return false;
  }
  int problem = output_write(kept, before->bytes, before->length);
  if (!problem) problem = output_rewrite(name = path, after->bytes, after->length);
  if (problem) diag_add_file(run->diags, DIAG_OUTPUT_WRITE, name, strerror(problem));
  return !problem;
}

static bool is_changeable(Run *run, const char *path) {
  struct stat status;
  if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || S_ISREG(status.st_mode) ||
      S_ISDIR(status.st_mode))
    return true; /* or reading it says why not */
  diag_add_file(run->diags, DIAG_FIX_NO_FILE, path);
  return false;
}

/* Shows or writes what was changed; where that fails the problems of the file as it is are told. */
static bool give(Run *run, const char *path, const Source *before, const Source *after) {
  bool standard = strcmp(path, "-") == 0;
  if (run->options.dry_run) return show(run, before, after);
  if (standard) return print(run, after->bytes, after->length, stdout);
  return before == after || (show(run, before, after) && write_back(run, path, before, after));
}

bool fix_file(Compiler *compiler, const char *path) {
  Run *run = compiler->run;
  Source *source = is_changeable(run, path) ? source_read(path, run->arena, run->diags) : NULL;
  if (!source) return false;
  Diags *found;
  bool checked;
  Source *after = change(compiler, source, path, &found, &checked);
  bool given = give(run, path, source, after);
  if (given || after == source)
    diag_add_all(run->diags, found);
  else
    compile_check(compiler, source, path, run->diags);
  diags_free(found);
  return checked && given;
}
