/* The memory of libxml2 and libxslt: they make and release hundreds of thousands of small pieces, which a list of free
 * pieces for each size serves in a third of the time that malloc takes. */
#include "source/xml_memory.h"

#include "base/arena.h"

#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Pieces come in steps of 16 bytes; longer ones are malloc's. */
enum { STEP = 16, CLASSES = 64, BLOCK = 64 * 1024 };
enum { LARGEST = CLASSES * STEP - sizeof(uint64_t) };
enum { REGIONS = 16 };

/* What stands before each piece: its class, 0 for one of malloc's, and its region. Its size keeps pieces aligned. */
typedef struct Head {
  uint64_t unused;
  uint32_t class, region;
} Head;

/* What stands before a piece of malloc's. */
typedef struct Large {
  struct Large *next, *previous; /* of its region */
  Head head;
} Large;

typedef struct Free {
  struct Free *next;
} Free;

typedef struct Region {
  Free *pieces[CLASSES + 1];
  unsigned char *fresh, *fresh_end;
  Arena *blocks; /* NULL: the region is not in use */
  Large *large;
  size_t live; /* pieces in use */
} Region;

/* libxml2's calls carry no state. The first region is that of whatever belongs to no other. */
static Region regions[REGIONS];
static Region *current = regions;

/* A piece of a class never used before. The head shares its first half with the end of the piece before. */
static void *take_fresh(Region *region, size_t class) {
  size_t size = class * STEP;
  if ((size_t)(region->fresh_end - region->fresh) < size) {
    region->fresh = arena_alloc_unset(region->blocks, BLOCK);
    region->fresh_end = region->fresh + BLOCK - STEP;
  }
  void *piece = region->fresh + STEP;
  region->fresh += size;
  Head *head = (Head *)piece - 1;
  head->class = (uint32_t) class;
  head->region = (uint32_t)(region - regions);
  return piece;
}

static Large *large_of(void *memory) {
  return (Large *)(void *)((char *)memory - sizeof(Large));
}

/* Enters a piece of malloc's, new or moved, where it stands in the list of its region. */
static void *enter(Large *large) {
  if (large->next) large->next->previous = large;
  if (large->previous)
    large->previous->next = large;
  else
    regions[large->head.region].large = large;
  return large + 1;
}

static void *take_large(Region *region, size_t size) {
  Large *large = size < SIZE_MAX - sizeof(Large) ? malloc(size + sizeof(Large)) : NULL;
  if (!large) return NULL;
  *large = (Large){.next = region->large, .head = {.region = (uint32_t)(region - regions)}};
  region->live++;
  return enter(large);
}

static void give_back_large(Large *large) {
  if (large->next) large->next->previous = large->previous;
  if (large->previous)
    large->previous->next = large->next;
  else
    regions[large->head.region].large = large->next;
  free(large);
}

/* The class whose pieces hold size bytes and half a head. */
static size_t class_of(size_t size) {
  return (size + sizeof(uint64_t) + STEP - 1) / STEP;
}

static void *take_from(Region *region, size_t size) {
  if (size > LARGEST) return take_large(region, size);
  size_t class = class_of(size);
  Free *piece = region->pieces[class];
  region->live++;
  if (!piece) return take_fresh(region, class);
  region->pieces[class] = piece->next;
  return piece;
}

static void *take(size_t size) {
  return take_from(current, size);
}

static void give_back(void *memory) {
  if (!memory) return;
  Head *head = (Head *)memory - 1;
  Region *region = &regions[head->region];
  region->live--;
  if (!head->class) {
    give_back_large(large_of(memory));
    return;
  }
  Free *piece = memory;
  piece->next = region->pieces[head->class];
  region->pieces[head->class] = piece;
}

/* A piece that grows stays in its region. */
static void *grow(void *memory, size_t size) {
  if (!memory) return take(size);
  Head *head = (Head *)memory - 1;
  if (!head->class && size > LARGEST) {
    Large *grown =
        size < SIZE_MAX - sizeof(Large) ? realloc(large_of(memory), size + sizeof(Large)) : NULL;
    return grown ? enter(grown) : NULL;
  }
  size_t room = head->class ? head->class * STEP - sizeof(uint64_t) : LARGEST;
  if (head->class && size <= room) return memory;
  void *grown = take_from(&regions[head->region], size);
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

static void release(Region *region) {
  for (Large *large = region->large, *next; large; large = next) {
    next = large->next;
    free(large);
  }
  arena_free(region->blocks);
  *region = (Region){0};
}

void xml_memory_start(void) {
  regions->blocks = arena_new();
  xmlMemSetup(give_back, take, grow, copy);
  xmlInitParser(); /* what it makes stays for good, so it must not be first made within a region */
}

void xml_region_begin(void) {
  if (!regions->blocks || current != regions) return;
  for (Region *region = regions + 1; region < regions + REGIONS && current == regions; region++)
    if (!region->blocks) current = region;
  if (current != regions) current->blocks = arena_new();
}

void xml_region_end(xmlDoc *tree) {
  Region *region = current;
  if (region == regions) return;
  xmlResetLastError();
  current = regions;
  if (tree)
    tree->_private = region;
  else
    release(region);
}

void xml_tree_free(xmlDoc *tree) {
  if (!tree) return;
  Region *region = tree->_private;
  if (!region) {
    xmlFreeDoc(tree);
    return;
  }
  xmlDictFree(tree->dict); /* shared with the page design, and older than the region */
  release(region);
}

size_t xml_tree_take_apart(xmlDoc *tree) {
  const Region *region = tree->_private;
  xmlFreeDoc(tree);
  return region ? region->live : 0;
}

void xml_memory_end(void) {
  for (Region *region = regions; region < regions + REGIONS; region++)
    if (region->blocks) release(region);
}
