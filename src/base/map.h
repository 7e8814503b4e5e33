#ifndef PLAINPLAN_BASE_MAP_H
#define PLAINPLAN_BASE_MAP_H

#include "base/arena.h"

#include <stddef.h>

/* A hash table from byte strings to pointers, kept in an arena. Entries are never removed. */
typedef struct Map Map;

/* An empty map whose memory, and copies of whose keys, come from the arena. */
Map *map_new(Arena *arena);

/* The value stored for the key, or NULL. */
void *map_get(const Map *map, const char *key, size_t length);

/* Stores a value (not NULL) for the key, replacing an earlier one. The key is copied. */
void map_set(Map *map, const char *key, size_t length, void *value);

/* A hash of length bytes, for tables in memory. */
unsigned map_hash(const char *key, size_t length);

#endif
