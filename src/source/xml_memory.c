/* The memory of libxml2 and libxslt: they make and release hundreds of thousands of small pieces, which a list of free
 * pieces for each size serves in a third of the time that malloc takes. */
#include "source/xml_memory.h"

#include "base/arena.h"

#include <libxml/xmlmemory.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Pieces come in steps of 16 bytes; longer ones are malloc's. */
enum { STEP = 16, CLASSES = 64, BLOCK = 64 * 1024 };
/* Until libxml2 was given this much, whole trees are not taken apart: walking through one takes longer than its memory
 * is worth, and most runs end after the first. */
enum { KEPT = 128 * 1024 * 1024 };
enum { LARGEST = CLASSES * STEP - sizeof(uint64_t) };

/* What stands before each piece: the number of its class, 0 for one of malloc's. Its size keeps pieces aligned. */
typedef struct Head {
  uint64_t unused, class;
} Head;

typedef struct Free {
  struct Free *next;
} Free;

/* libxml2's calls carry no state. */
static Free *free_pieces[CLASSES + 1];
static unsigned char *fresh, *fresh_end;
static Arena *blocks;
static size_t given; /* bytes, in blocks and by malloc */

/* A piece of a class never used before. The head shares its first half with the end of the piece before. */
static void *take_fresh(size_t class) {
  size_t size = class * STEP;
  if ((size_t)(fresh_end - fresh) < size) {
    fresh = arena_alloc(blocks, BLOCK);
    given += BLOCK;
    fresh_end = fresh + BLOCK - STEP;
  }
  void *piece = fresh + STEP;
  fresh += size;
  ((Head *)piece - 1)->class = class;
  return piece;
}

static void *take_large(size_t size) {
  Head *head = size < SIZE_MAX - sizeof(Head) ? malloc(size + sizeof(Head)) : NULL;
  if (!head) return NULL;
  given += size;
  head->class = 0;
  return head + 1;
}

/* The class whose pieces hold size bytes and half a head. */
static size_t class_of(size_t size) {
  return (size + sizeof(uint64_t) + STEP - 1) / STEP;
}

static void *take(size_t size) {
  if (size > LARGEST) return take_large(size);
  size_t class = class_of(size);
  Free *piece = free_pieces[class];
  if (!piece) return take_fresh(class);
  free_pieces[class] = piece->next;
  return piece;
}

static void give_back(void *memory) {
  if (!memory) return;
  Head *head = (Head *)memory - 1;
  if (!head->class) {
    free(head);
    return;
  }
  Free *piece = memory;
  piece->next = free_pieces[head->class];
  free_pieces[head->class] = piece;
}

static void *grow(void *memory, size_t size) {
  if (!memory) return take(size);
  Head *head = (Head *)memory - 1;
  if (!head->class && size > LARGEST) {
    Head *grown = size < SIZE_MAX - sizeof(Head) ? realloc(head, size + sizeof(Head)) : NULL;
    return grown ? grown + 1 : NULL;
  }
  size_t room = head->class ? head->class * STEP - sizeof(uint64_t) : LARGEST;
  if (head->class && size <= room) return memory;
  void *grown = take(size);
  if (!grown) return NULL;
  memcpy(grown, memory, room < size ? room : size);
  give_back(memory);
  return grown;
}

static char *copy(const char *text) {
  size_t size = strlen(text) + 1;
  char *made = take(size);
  return made ? memcpy(made, text, size) : NULL;
}

void xml_memory_start(void) {
  blocks = arena_new();
  xmlMemSetup(give_back, take, grow, copy);
}

void xml_tree_free(xmlDoc *tree) {
  if (!blocks || given > KEPT) xmlFreeDoc(tree);
}

void xml_memory_end(void) {
  arena_free(blocks);
  blocks = NULL;
}
