#ifndef PLAINPLAN_BASE_ARENA_H
#define PLAINPLAN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/* Memory that lives as long as one document: allocated piece by piece, freed all at once. Callers
 * never check an allocation: when memory runs out the process says so and exits with status 2. */
typedef struct Arena Arena;

/* A new, empty arena, owned by the caller; arena_free releases it. */
Arena *arena_new(void);

/* Releases the arena and everything allocated from it. NULL is allowed. */
void arena_free(Arena *arena);

/* size bytes of zeroed memory, aligned for any type; never NULL. */
void *arena_alloc(Arena *arena, size_t size) __attribute__((returns_nonnull));

/* The same, but what the memory holds is anything. */
void *arena_alloc_unset(Arena *arena, size_t size) __attribute__((returns_nonnull));

/* Grows an array of old_size bytes to new_size, copying it; the new part is zeroed. old may be
 * NULL. The old block stays allocated until the arena is freed, unless it was the newest one. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size)
    __attribute__((returns_nonnull));

/* A NUL-terminated copy of length bytes of text. */
char *arena_strndup(Arena *arena, const char *text, size_t length);

/* A NUL-terminated copy of text; NULL gives NULL. */
char *arena_strdup(Arena *arena, const char *text);

/* printf into the arena. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* vprintf into the arena. */
char *arena_vprintf(Arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Says that memory has run out and ends the process with status 2. */
_Noreturn void memory_out(void);

/* malloc, calloc and realloc that say so and exit with status 2 when memory runs out; for the few
 * buffers that live outside an arena. Free with free(). */
void *memory_alloc(size_t size) __attribute__((returns_nonnull));
void *memory_grow(void *old, size_t size) __attribute__((returns_nonnull));

/* Appends an item to an array kept in an arena: items, count and capacity are lvalues of the array.
 */
#define ARENA_PUSH(arena, items, count, capacity, item)                                            \
  do {                                                                                             \
    if ((count) == (capacity)) {                                                                   \
      size_t grown_ = (capacity) ? (size_t)(capacity)*2 : 8;                                       \
      (items) = arena_grow((arena), (items), (size_t)(capacity) * sizeof *(items),                 \
                           grown_ * sizeof *(items));                                              \
      (capacity) = grown_;                                                                         \
    }                                                                                              \
    (items)[(count)++] = (item);                                                                   \
  } while (0)

#endif
