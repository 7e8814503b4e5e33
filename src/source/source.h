#ifndef PLAINPLAN_SOURCE_SOURCE_H
#define PLAINPLAN_SOURCE_SOURCE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A half-open range of bytes [start, end) of one source. */
typedef struct Span {
  uint32_t start, end;
} Span;

/* One text that was read: a case file, a shared case.yml, a template, a rule file or an FO file.
 * The bytes never change, so every later object points into them. */
typedef struct Source {
  const char *name;  /* as it is shown to the user */
  const char *bytes; /* NUL-terminated */
  uint32_t length;
  uint32_t body; /* offset of the first byte after a byte order mark */
  uint32_t *line_starts;
  size_t line_count; /* 0 until source_position is first asked */
  bool installed;    /* one of plainplan's own data files: a mistake in it is not the writer's */
  Arena *arena;
} Source;

/* A span together with the source that it is in; source is NULL where there is no text to point to.
 */
typedef struct Place {
  Source *source;
  Span span;
} Place;

/* Line and column, both from 1; the column counts code points. */
typedef struct Position {
  uint32_t line, column;
} Position;

/* The largest source that is read, in bytes. */
enum { SOURCE_MAX_BYTES = 16 * 1024 * 1024 };

struct Diags;

/* Reads a whole file, or standard input when path is "-", and validates it: at most
 * SOURCE_MAX_BYTES, UTF-8, no NUL. Returns a source in the arena. On failure it adds one diagnostic
 * (for bad UTF-8 or a NUL it points at the byte) and returns NULL. */
Source *source_read(const char *path, Arena *arena, struct Diags *diags);

/* Reads the bytes of a whole file as source_read does, without looking at them, into the arena; they are NUL-terminated.
 * *name gets what the file is called in messages. NULL after one diagnostic. */
const char *source_read_bytes(const char *path, Arena *arena, struct Diags *diags,
                              const char **name, size_t *length);

/* Reads one of plainplan's own data files: as source_read, and a mistake found in it later is the machine's, not the
 * writer's (exit status 2). */
Source *source_read_data(const char *path, Arena *arena, struct Diags *diags);

/* A source over bytes that are already in memory and outlive it (tests, text given by the editor).
 * Validated as by source_read. */
Source *source_from_bytes(const char *name, const char *bytes, size_t length, Arena *arena,
                          struct Diags *diags);

/* Where an offset is. An offset beyond the end gives the end. The line index is made on first use.
 */
Position source_position(Source *source, uint32_t offset);

/* The span of the line (from 1) without its line ending. */
Span source_line(Source *source, uint32_t line);

/* The place of a span in a source. */
Place source_place(Source *source, uint32_t start, uint32_t end);

#endif
