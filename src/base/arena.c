/* Arena allocation: a chain of blocks, each filled from the front and freed together. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* A leak checker looks for pointers only in what malloc gave out. */
#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifndef WATCHED
#define WATCHED 0
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_SMALL = 256 * 1024, HUGE_PAGE = 2 * 1024 * 1024 };
enum { CLEARED_AT_ONCE = 8 * 1024 };

typedef struct Block {
  struct Block *older;
  size_t used, size;
  size_t clean;  /* up to here nothing is left of an earlier arena */
  size_t stale;  /* nor from here on */
  size_t mapped; /* bytes, when it came from the system in huge pages; else 0 */
  alignas(max_align_t) unsigned char bytes[];
} Block;

struct Arena {
  Block *newest;
};

_Noreturn void memory_out(void) {
  fputs("plainplan: error: this computer has no memory left for the document\n", stderr);
  _Exit(2);
}

void *memory_alloc(size_t size) {
  return memory_grow(NULL, size);
}

void *memory_grow(void *old, size_t size) {
  void *memory = realloc(old, size ? size : 1);
  if (!memory) memory_out();
  return memory;
}

Arena *arena_new(void) {
  Arena *arena = memory_alloc(sizeof *arena);
  *arena = (Arena){0};
  return arena;
}

/* Single huge pages of arenas that are gone: to clear one again takes half the time that the system takes for a new one. It
 * is cleared as it is used, while the cache still holds what was cleared. */
static Block *spare;

static void keep_spare(Block *block) {
  block->older = spare;
  spare = block;
}

static Block *take_spare(void) {
  Block *block = spare;
  if (!block) return NULL;
  spare = block->older;
  if (block->stale < block->used) block->stale = block->used;
  block->used = block->clean = 0;
  return block;
}

/* Clears what the block handed out last, and some more. */
static void clear_more(Block *block) {
  size_t end = block->used + CLEARED_AT_ONCE;
  if (end > block->stale) end = block->stale;
  if (end > block->clean) memset(block->bytes + block->clean, 0, end - block->clean);
  block->clean = end < block->stale ? end : block->size;
}

/* Hands out the next bytes of a block; they are zero. */
static void *hand_out(Block *block, size_t size) {
  void *memory = block->bytes + block->used;
  block->used += size;
  if (block->used > block->clean) clear_more(block);
  return memory;
}

void arena_free(Arena *arena) {
  if (!arena) return;
  for (Block *block = arena->newest; block;) {
    Block *older = block->older;
    if (block->mapped == HUGE_PAGE)
      keep_spare(block);
    else if (block->mapped)
      munmap(block, block->mapped);
    else
      free(block);
    block = older;
  }
  free(arena);
}

/* A zeroed block of whole huge pages: one fault of two megabytes costs less than a hundred of four kilobytes. NULL when
 * the system has none. */
static Block *map_block(size_t size) {
  size = (sizeof(Block) + size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  Block *again = size == HUGE_PAGE ? take_spare() : NULL;
  if (again) return again;
  unsigned char *start = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) return NULL;
  size_t before = (HUGE_PAGE - (uintptr_t)start % HUGE_PAGE) % HUGE_PAGE;
  if (before) munmap(start, before);
  start += before;
  munmap(start + size, HUGE_PAGE - before);
  madvise(start, size, MADV_HUGEPAGE); /* a wish: without it the pages are small */
  Block *block = (Block *)(void *)start;
  block->mapped = size;
  block->size = block->clean = size - sizeof(Block);
  return block;
}

static Block *small_block(size_t size) {
  Block *block = calloc(1, sizeof *block + size);
  if (block) block->size = block->clean = size;
  return block;
}

static Block *block_new(Arena *arena, size_t size) {
  size_t wanted = arena->newest ? arena->newest->size * 2 : FIRST_BLOCK;
  if (wanted < size) wanted = size;
  Block *block = NULL;
  if (wanted > LARGEST_SMALL && !WATCHED) block = map_block(size);
  if (wanted > LARGEST_SMALL) wanted = size > LARGEST_SMALL ? size : LARGEST_SMALL;
  if (!block) block = small_block(wanted);
  if (!block) memory_out();
  block->older = arena->newest;
  return arena->newest = block;
}

static size_t round_up(size_t size) {
  const size_t alignment = alignof(max_align_t);
  return (size + alignment - 1) & ~(alignment - 1);
}

/* The block that has room for size more bytes. */
static inline Block *block_for(Arena *arena, size_t size) {
  Block *block = arena->newest;
  return block && block->size - block->used >= size ? block : block_new(arena, size);
}

void *arena_alloc(Arena *arena, size_t size) {
  size = round_up(size ? size : 1);
  return hand_out(block_for(arena, size), size);
}

void *arena_alloc_unset(Arena *arena, size_t size) {
  size = round_up(size ? size : 1);
  Block *block = block_for(arena, size);
  void *memory = block->bytes + block->used;
  block->used += size;
  if (block->clean < block->used) block->clean = block->used;
  return memory;
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
  Block *block = arena->newest;
  size_t old_rounded = round_up(old_size), new_rounded = round_up(new_size);
  if (old && (unsigned char *)old + old_rounded == block->bytes + block->used &&
      new_rounded - old_rounded <= block->size - block->used) {
    hand_out(block, new_rounded - old_rounded);
    return old;
  }
  void *grown = arena_alloc(arena, new_size);
  if (old) memcpy(grown, old, old_size);
  return grown;
}

char *arena_strndup(Arena *arena, const char *text, size_t length) {
  char *copy = arena_alloc(arena, length + 1);
  if (length) memcpy(copy, text, length);
  return copy;
}

char *arena_strdup(Arena *arena, const char *text) {
  return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(Arena *arena, const char *format, va_list arguments) {
  char short_text[200];
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(short_text, sizeof short_text, format, again);
  va_end(again);
  if (length < (int)sizeof short_text)
    return arena_strndup(arena, short_text, length < 0 ? 0 : (size_t)length);
  char *text = arena_alloc(arena, (size_t)length + 1);
  vsnprintf(text, (size_t)length + 1, format, arguments);
  return text;
}

char *arena_printf(Arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = arena_vprintf(arena, format, arguments);
  va_end(arguments);
  return text;
}
