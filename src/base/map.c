/* Open-addressing hash table with linear probing. */
#include "base/map.h"

#include <stdint.h>
#include <string.h>

typedef struct Entry {
  const char *key;
  size_t length;
  unsigned hash;
  void *value;
} Entry;

struct Map {
  Arena *arena;
  Entry *entries;
  size_t count, capacity; /* capacity is a power of two */
};

/* Eight bytes at a time: words and whole sets of attributes are keys. */
unsigned map_hash(const char *key, size_t length) {
  const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
  uint64_t hash = length * factor, part;
  for (; length >= sizeof part; key += sizeof part, length -= sizeof part) {
    memcpy(&part, key, sizeof part);
    hash = (hash ^ part) * factor;
    hash ^= hash >> 32;
  }
  part = 0;
  memcpy(&part, key, length);
  hash = (hash ^ part) * factor;
  return (unsigned)(hash ^ hash >> 32);
}

Map *map_new(Arena *arena) {
  Map *map = arena_alloc(arena, sizeof *map);
  map->arena = arena;
  map->capacity = 16;
  map->entries = arena_alloc(arena, map->capacity * sizeof *map->entries);
  return map;
}

static Entry *find(const Map *map, const char *key, size_t length, unsigned hash) {
  size_t mask = map->capacity - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Entry *entry = &map->entries[i];
    if (!entry->value) return entry;
    if (entry->hash == hash && entry->length == length && memcmp(entry->key, key, length) == 0)
      return entry;
  }
}

void *map_get(const Map *map, const char *key, size_t length) {
  return find(map, key, length, map_hash(key, length))->value;
}

static void grow(Map *map) {
  Entry *old = map->entries;
  size_t old_capacity = map->capacity;
  map->capacity *= 2;
  map->entries = arena_alloc(map->arena, map->capacity * sizeof *map->entries);
  for (size_t i = 0; i < old_capacity; i++)
    if (old[i].value) *find(map, old[i].key, old[i].length, old[i].hash) = old[i];
}

void map_set(Map *map, const char *key, size_t length, void *value) {
  if (map->count * 2 >= map->capacity) grow(map);
  unsigned hash = map_hash(key, length);
  Entry *entry = find(map, key, length, hash);
  if (!entry->value) {
    *entry = (Entry){arena_strndup(map->arena, key, length), length, hash, NULL};
    map->count++;
  }
  entry->value = value;
}
