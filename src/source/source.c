/* Reads a text once, validates it, and says where an offset is when something is printed. */
#include "source/source.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "diag/diag.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

Place source_place(Source *source, uint32_t start, uint32_t end) {
  return (Place){source, {start, end}};
}

/* Adds one diagnostic for the first byte that no text may hold. */
static bool validate(Source *source, Diags *diags) {
  uint32_t bad = (uint32_t)utf8_valid_prefix(source->bytes, source->length);
  const char *nul = memchr(source->bytes, '\0', bad);
  if (nul) {
    uint32_t at = (uint32_t)(nul - source->bytes);
    diag_add(diags, DIAG_NUL, source_place(source, at, at + 1), at);
    return false;
  }
  if (bad == source->length) return true;
  diag_add(diags, DIAG_NOT_UTF8, source_place(source, bad, bad + 1), bad,
           (unsigned char)source->bytes[bad]);
  return false;
}

Source *source_from_bytes(const char *name, const char *bytes, size_t length, Arena *arena,
                          Diags *diags) {
  if (length > SOURCE_MAX_BYTES) {
    diag_add_file(diags, DIAG_FILE_TOO_BIG, name);
    return NULL;
  }
  Source *source = arena_alloc(arena, sizeof *source);
  *source = (Source){.name = arena_strdup(arena, name),
                     .bytes = bytes,
                     .length = (uint32_t)length,
                     .arena = arena};
  if (length >= 3 && memcmp(bytes, byte_order_mark, 3) == 0) source->body = 3;
  return validate(source, diags) ? source : NULL;
}

/* The whole stream in the arena, at most one byte more than is allowed; NULL when reading failed.
 */
static char *read_stream(FILE *stream, size_t expected, Arena *arena, size_t *length) {
  size_t capacity = expected < 4096 ? 4096 : expected + 1;
  char *bytes = arena_alloc(arena, capacity + 1);
  *length = 0;
  for (;;) {
    size_t got = fread(bytes + *length, 1, capacity - *length, stream);
    *length += got;
    if (!got || *length > SOURCE_MAX_BYTES) break;
    if (*length == capacity) {
      bytes = arena_grow(arena, bytes, capacity + 1, capacity * 2 + 1);
      capacity *= 2;
    }
  }
  return ferror(stream) ? NULL : bytes;
}

const char *source_read_bytes(const char *path, Arena *arena, Diags *diags, const char **name,
                              size_t *length) {
  bool standard_input = strcmp(path, "-") == 0;
  FILE *stream = standard_input ? stdin : fopen(path, "rb");
  struct stat status;
  *name = standard_input ? "(standard input)" : path;
  if (!stream || fstat(fileno(stream), &status) != 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      diag_add_file(diags, DIAG_FILE_MISSING, path);
    else
      diag_add_file(diags, DIAG_FILE_UNREADABLE, path, strerror(errno));
    if (stream && !standard_input) fclose(stream);
    return NULL;
  }
  char *bytes = NULL;
  if (S_ISDIR(status.st_mode)) {
    diag_add_file(diags, DIAG_FILE_IS_FOLDER, path);
  } else if (S_ISREG(status.st_mode) && status.st_size > SOURCE_MAX_BYTES) {
    diag_add_file(diags, DIAG_FILE_TOO_BIG, path);
  } else {
    size_t expected = S_ISREG(status.st_mode) ? (size_t)status.st_size : 0;
    bytes = read_stream(stream, expected, arena, length);
    if (!bytes) diag_add_file(diags, DIAG_FILE_UNREADABLE, path, strerror(errno));
  }
  if (!standard_input) fclose(stream);
  return bytes;
}

Source *source_read(const char *path, Arena *arena, Diags *diags) {
  size_t length;
  const char *name, *bytes = source_read_bytes(path, arena, diags, &name, &length);
  return bytes ? source_from_bytes(name, bytes, length, arena, diags) : NULL;
}

/* The first line ending at or after an offset, or the end of the text. */
static uint32_t line_end(const Source *source, uint32_t at, bool carriage_returns) {
  const char *start = source->bytes + at;
  const char *feed = memchr(start, '\n', source->length - at);
  size_t length = feed ? (size_t)(feed - start) : source->length - at;
  const char *carriage = carriage_returns ? memchr(start, '\r', length) : NULL;
  return at + (uint32_t)(carriage ? (size_t)(carriage - start) : length);
}

/* Offsets of the first byte of each line; CR, LF and CRLF end a line as in CommonMark. */
static void index_lines(Source *source) {
  size_t capacity = 0;
  uint32_t at = source->body;
  bool carriage_returns = memchr(source->bytes, '\r', source->length) != NULL;
  ARENA_PUSH(source->arena, source->line_starts, source->line_count, capacity, at);
  for (;;) {
    at = line_end(source, at, carriage_returns);
    if (at == source->length) break;
    bool pair =
        source->bytes[at] == '\r' && at + 1 < source->length && source->bytes[at + 1] == '\n';
    at += pair ? 2 : 1;
    ARENA_PUSH(source->arena, source->line_starts, source->line_count, capacity, at);
  }
}

Source *source_read_data(const char *path, Arena *arena, Diags *diags) {
  Source *source = source_read(path, arena, diags);
  if (source) source->installed = true;
  return source;
}

Position source_position(Source *source, uint32_t offset) {
  if (!source->line_count) index_lines(source);
  if (offset > source->length) offset = source->length;
  if (offset < source->body) offset = source->body;
  size_t low = 0, high = source->line_count;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (source->line_starts[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  uint32_t start = source->line_starts[low];
  return (Position){(uint32_t)low + 1,
                    (uint32_t)utf8_count(source->bytes + start, offset - start) + 1};
}

Span source_line(Source *source, uint32_t line) {
  if (!source->line_count) index_lines(source);
  if (line < 1 || line > source->line_count) return (Span){source->length, source->length};
  uint32_t start = source->line_starts[line - 1];
  uint32_t end = line < source->line_count ? source->line_starts[line] : source->length;
  while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
    end--;
  return (Span){start, end};
}
