#ifndef PLAINPLAN_SOURCE_PACK_H
#define PLAINPLAN_SOURCE_PACK_H

#include "base/arena.h"
#include "base/buf.h"
#include "source/yaml.h"

/* A packed form of YAML texts: their trees, each beside the length and hash of the text that it was read from, in one
 * file that is used as it lies in memory. A text that has changed is not found, so a pack is never wrong, only of less
 * use. Everything in a pack is checked before it is believed. */
typedef struct Pack Pack;

/* Maps a pack. NULL, without a word, when there is none, or when this program cannot use it. */
Pack *pack_open(const char *path);

/* A pack in memory, which must outlive it and be aligned as from malloc. NULL as above. */
Pack *pack_from_bytes(const void *bytes, size_t length);

/* Releases the pack; the trees from it must not be used any more. NULL is allowed. */
void pack_close(Pack *pack);

/* The tree of a text, its nodes in the arena and their texts in the pack, with spans counted from `start`; NULL when
 * the pack does not have it. */
Yaml *pack_find(const Pack *pack, const char *text, uint32_t length, uint32_t start, Arena *arena);

/* The bytes that were added under a name, aligned to 8 and writable (the file does not change); NULL when there are
 * none. */
void *pack_bytes(const Pack *pack, const char *name, size_t *length);

/* A hash of bytes, as a pack uses it to tell texts apart. */
uint64_t pack_hash(const void *bytes, size_t length);

/* Makes a pack. Zero-initialise; pack_finish releases it. */
typedef struct PackWriter {
  Buf entries, blocks;
} PackWriter;

/* Adds a text and its tree, whose spans count from `start`. */
void pack_add(PackWriter *writer, const char *text, uint32_t length, uint32_t start,
              const Yaml *root);

/* Adds bytes under a name. */
void pack_add_bytes(PackWriter *writer, const char *name, const void *bytes, size_t length);

/* Appends the whole pack to `out`. */
void pack_finish(PackWriter *writer, Buf *out);

#endif
