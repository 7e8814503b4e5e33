/* Several files: a child process works on them and sends its problems back after each file. When it dies, the file that it
 * died on is reported, and a new child goes on with the next. */
#include "cli/batch.h"

#include "base/buf.h"
#include "base/map.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What stands before the strings of one record in the pipe. A length of UINT32_MAX is a NULL string; a header with
 * `end` ends a file's records. */
enum { STRINGS = 10 };

typedef struct Header {
  bool end, made, machine, installed, entangled;
  Check check;
  Severity severity;
  Span span;
  uint32_t lengths[STRINGS];
} Header;

typedef struct Sender {
  FILE *pipe;
  size_t sent;
} Sender;

static void send_record(FILE *pipe, const Diag *record) {
  const Source *source = record->place.source;
  const char *strings[STRINGS] = {source ? source->name : NULL,
                                  record->rule,
                                  record->file,
                                  record->message,
                                  record->because,
                                  record->ask,
                                  record->source,
                                  record->allowed,
                                  record->general,
                                  record->replacement};
  Header header = {.machine = record->machine,
                   .installed = source && source->installed,
                   .entangled = record->entangled,
                   .check = record->check,
                   .severity = record->severity,
                   .span = record->place.span};
  for (int i = 0; i < STRINGS; i++)
    header.lengths[i] = strings[i] ? (uint32_t)strlen(strings[i]) : UINT32_MAX;
  fwrite(&header, sizeof header, 1, pipe);
  for (int i = 0; i < STRINGS; i++)
    if (strings[i]) fwrite(strings[i], 1, header.lengths[i], pipe);
}

/* In the child, after each file: sends what came since the last one. */
static void send_new(Run *run, void *state) {
  Sender *sender = state;
  size_t count;
  const Diag *records = diags_records(run->diags, &count);
  for (; sender->sent < count; sender->sent++)
    send_record(sender->pipe, &records[sender->sent]);
  Header end = {.end = true};
  fwrite(&end, sizeof end, 1, sender->pipe);
  fflush(sender->pipe);
}

/* The text that a record points into, read again once. */
static Source *find_source(Run *run, Map *sources, const char *name, bool installed) {
  Source *source = map_get(sources, name, strlen(name));
  if (source) return source;
  Diags *ignored = diags_new();
  source = source_read(name, run->arena, ignored);
  diags_free(ignored);
  if (!source) { /* a text that is not valid, or gone: its name is still told */
    source = arena_alloc(run->arena, sizeof *source);
    *source = (Source){.name = name, .bytes = "", .arena = run->arena};
  }
  source->installed = installed;
  map_set(sources, name, strlen(name), source);
  return source;
}

/* Reads one record, or the end of a file's; false when the child is gone. */
static bool receive(Run *run, FILE *pipe, Map *sources, bool *end) {
  Header header;
  const char *strings[STRINGS];
  if (fread(&header, sizeof header, 1, pipe) != 1) return false;
  *end = header.end;
  if (header.end) return true;
  for (int i = 0; i < STRINGS; i++) {
    strings[i] = NULL;
    if (header.lengths[i] == UINT32_MAX) continue;
    char *text = arena_alloc(run->arena, (size_t)header.lengths[i] + 1);
    if (fread(text, 1, header.lengths[i], pipe) != header.lengths[i]) return false;
    strings[i] = text;
  }
  Diag record = {.rule = strings[1],
                 .check = header.check,
                 .severity = header.severity,
                 .machine = header.machine,
                 .file = strings[2],
                 .message = strings[3],
                 .because = strings[4],
                 .ask = strings[5],
                 .source = strings[6],
                 .allowed = strings[7],
                 .general = strings[8],
                 .replacement = strings[9],
                 .entangled = header.entangled};
  if (strings[0])
    record.place = (Place){find_source(run, sources, strings[0], header.installed), header.span};
  diag_add_record(run->diags, &record);
  return true;
}

/* Files [first, …) in a child. Returns the index of the file that it died on, or the count of files; *made tells whether all
 * was made. */
static size_t run_child(Run *run, BatchWork work, size_t first, Map *sources, bool *made) {
  int ends[2];
  fflush(stdout);
  if (pipe(ends) != 0) return run->options.file_count;
  pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    Sender sender = {fdopen(ends[1], "wb"), 0};
    diags_records(run->diags, &sender.sent);
    bool all = work(run, first, send_new, &sender);
    fclose(sender.pipe);
    fflush(stdout);
    _exit(all ? 0 : 1);
  }
  close(ends[1]);
  FILE *pipe_end = fdopen(ends[0], "rb");
  size_t done = first;
  bool end;
  while (child > 0 && receive(run, pipe_end, sources, &end))
    done += end;
  fclose(pipe_end);
  int status = 0;
  waitpid(child, &status, 0);
  *made &= child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return done;
}

static void nothing_between(Run *run, void *state) {
  (void)run;
  (void)state;
}

static bool uses_standard_input(const Run *run) {
  for (size_t i = 0; i < run->options.file_count; i++)
    if (strcmp(run->options.files[i], "-") == 0) return true;
  return false;
}

bool batch_run(Run *run, BatchWork work) {
  size_t count = run->options.file_count;
  if (count < 2 || uses_standard_input(run)) return work(run, 0, nothing_between, NULL);
  Map *sources = map_new(run->arena);
  bool made = true;
  for (size_t first = 0; first < count;) {
    size_t died = run_child(run, work, first, sources, &made);
    if (died < count) diag_add_file(run->diags, DIAG_CRASHED, run->options.files[died]);
    first = died + 1;
  }
  return made;
}
