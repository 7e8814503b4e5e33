#ifndef PLAINPLAN_SOURCE_YAML_H
#define PLAINPLAN_SOURCE_YAML_H

#include "base/arena.h"
#include "diag/diag.h"
#include "source/source.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum YamlType { YAML_SCALAR, YAML_LIST, YAML_MAPPING } YamlType;

/* One node of a YAML text, with its place. A child of a mapping has its key; NUL-terminated text.
 */
typedef struct Yaml {
  YamlType type;
  Span span;
  const char *text; /* of a scalar */
  size_t length;
  bool quoted;      /* of a scalar: written in quotes or as a block */
  struct Yaml *key; /* of a mapping's value */
  struct Yaml *first, *last, *next;
  size_t count; /* of a list's or mapping's children */
} Yaml;

/* Reads the bytes [region.start, region.end) of the source as one YAML 1.1 document. The tree lives
 * in the arena. Anchors and aliases are refused, as are duplicate keys, keys that are not scalars,
 * a second document and nesting beyond 32 levels. Returns NULL after one diagnostic with its place;
 * an empty region gives an empty mapping. */
Yaml *yaml_read(Source *source, Span region, Arena *arena, Diags *diags);

/* Lets yaml_read take the trees of whole texts from a pack file (source/pack.h) where it has them; without one, or with
 * one that is damaged or of other texts, it reads them as ever. Texts are then in the pack: yaml_pack_close, when no tree
 * is used any more, releases it. */
void yaml_pack_open(const char *path);
void yaml_pack_close(void);

/* The open pack, or NULL. */
const struct Pack *yaml_pack(void);

/* The value of a key in a mapping, or NULL (also when node is NULL or no mapping). */
const Yaml *yaml_get(const Yaml *mapping, const char *key);

/* The text of a scalar value of a key, or NULL when there is none. */
const char *yaml_text(const Yaml *mapping, const char *key);

#endif
