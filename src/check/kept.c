/* What was found in each block, by its node. */
#include "check/kept.h"

#include <string.h>

/* What stands in one block. The hash tells whether a text is the one that was searched. */
typedef struct Standing {
  uint32_t hash, length;
  uint32_t *rules;
  size_t count, capacity;
} Standing;

struct Kept {
  Arena *arena;
  Map *by_node;
};

Kept *kept_new(void) {
  Arena *arena = arena_new();
  Kept *kept = arena_alloc(arena, sizeof *kept);
  *kept = (Kept){arena, map_new(arena)};
  return kept;
}

void kept_free(Kept *kept) {
  if (kept) arena_free(kept->arena);
}

bool kept_stands(const Words *words, const Hits *hits, const Hit *hit) {
  const Output *output = hit->output;
  if (output->kind != FOUND || words->items[hit->first].flags & WORD_QUOTED) return false;
  for (size_t i = 0; i < hits->count; i++) {
    const Hit *other = &hits->items[i];
    if (other->output->kind == EXCEPTED &&
        (other->output->owner == output->owner || other->output->owner == EVERY_RULE) &&
        other->first <= hit->first && other->last >= hit->last)
      return false;
  }
  return true;
}

void kept_add(Kept *kept, const Language *language, const Block *block, const Hits *hits) {
  const xmlNode *node = block->container;
  Standing *standing = arena_alloc(kept->arena, sizeof *standing);
  standing->length = (uint32_t)block->text.length;
  standing->hash = map_hash(block->text.bytes, block->text.length);
  for (size_t i = 0; i < hits->count; i++) {
    uint32_t rule = hits->items[i].output->owner;
    if (kept_stands(&block->words, hits, &hits->items[i]) && rule < language->rules.count)
      ARENA_PUSH(kept->arena, standing->rules, standing->count, standing->capacity, rule);
  }
  map_set(kept->by_node, (const char *)&node, sizeof node, standing);
}

bool kept_is(const Kept *kept, const Language *language, const xmlNode *node, const char *text,
             size_t length, const char *name, bool *is) {
  const Standing *standing =
      kept && node ? map_get(kept->by_node, (const char *)&node, sizeof node) : NULL;
  if (!standing || standing->length != length || standing->hash != map_hash(text, length))
    return false;
  *is = false;
  for (size_t i = 0; i < standing->count && !*is; i++) {
    const RuleInfo *info = &language->rules.items[standing->rules[i]]->info;
    *is = strcmp(info->category, name) == 0 || strcmp(info->id, name) == 0;
  }
  return true;
}
