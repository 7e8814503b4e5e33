/* Trees of YAML texts in one file, found by the hash of the text. The layout: a header, the entries, and for each entry
 * a block of nodes in document order (a key stands before its value) with their texts behind them. */
#include "source/pack.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 40, TYPE_MASK = 3, QUOTED = 4, ALIGNMENT = 8 };

static const char magic[8] = "plnpack"; /* with the NUL */
enum { VERSION = 4, BYTE_ORDER_MARK = 0x01020304 };

typedef struct Header {
  char magic[8];
  uint32_t version, byte_order;
  uint32_t node_size, entry_count;
} Header;

typedef struct Entry {
  uint64_t hash;   /* of the text */
  uint64_t check;  /* CRC of what stands from `at` on */
  uint32_t length; /* of the text */
  uint32_t at;     /* where the block is, from the start of the pack */
  uint32_t node_count, text_length;
} Entry;

typedef struct PackNode {
  uint32_t type;       /* a YamlType, perhaps with QUOTED */
  uint32_t start, end; /* from the start of the text */
  uint32_t text;       /* of a scalar: where in the texts; NUL-terminated */
  uint32_t count;      /* of a scalar: its length; else how many children follow */
} PackNode;

struct Pack {
  const unsigned char *bytes;
  size_t length;
  const Entry *entries;
  size_t count;
  bool mapped;
};

static uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
  return hash ^ hash >> 29;
}

/* Any change of one byte changes it: each step can be undone. Four at a time do not wait for each other. */
uint64_t pack_hash(const void *bytes, size_t length) {
  enum { LANES = 4 };
  uint64_t lanes[LANES] = {length, 1, 2, 3}, words[LANES];
  const unsigned char *at = bytes;
  for (; length >= sizeof words; at += sizeof words, length -= sizeof words) {
    memcpy(words, at, sizeof words);
    for (int i = 0; i < LANES; i++)
      lanes[i] = mix(lanes[i], words[i]);
  }
  memset(words, 0, sizeof words);
  if (length) memcpy(words, at, length);
  uint64_t hash = UINT64_C(0xC2B2AE3D27D4EB4F);
  for (int i = 0; i < LANES; i++)
    hash = mix(hash, mix(lanes[i], words[i]));
  return hash;
}

/* Tells whether bytes are as they were written; the fastest that there is. */
static uint64_t check_of(const void *bytes, size_t length) {
  return libdeflate_crc32(0, bytes, length);
}

/* --- reading ------------------------------------------------------------------------------------ */

static bool usable(const unsigned char *bytes, size_t length) {
  const Header *header = (const Header *)(const void *)bytes;
  return length >= sizeof *header && length <= UINT32_MAX &&
         memcmp(header->magic, magic, sizeof magic) == 0 && header->version == VERSION &&
         header->byte_order == BYTE_ORDER_MARK && header->node_size == sizeof(PackNode) &&
         header->entry_count <= (length - sizeof *header) / sizeof(Entry);
}

Pack *pack_from_bytes(const void *bytes, size_t length) {
  if (!usable(bytes, length)) return NULL;
  Pack *pack = memory_alloc(sizeof *pack);
  const Header *header = bytes;
  *pack = (Pack){.bytes = bytes,
                 .length = length,
                 .entries = (const Entry *)(const void *)(header + 1),
                 .count = header->entry_count};
  return pack;
}

Pack *pack_open(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return NULL;
  struct stat status;
  void *bytes = MAP_FAILED;
  size_t length = 0;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    length = (size_t)status.st_size;
    bytes = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
  }
  close(file);
  if (bytes == MAP_FAILED) return NULL;
  Pack *pack = pack_from_bytes(bytes, length);
  if (pack)
    pack->mapped = true;
  else
    munmap(bytes, length);
  return pack;
}

void pack_close(Pack *pack) {
  if (pack && pack->mapped) munmap((void *)pack->bytes, pack->length);
  free(pack);
}

/* The making of one tree. */
typedef struct Rebuild {
  const PackNode *nodes;
  size_t node_count, next;
  const char *texts;
  size_t text_length;
  Yaml *made; /* one for each node */
  uint32_t start, length;
} Rebuild;

/* Makes the next node of the block and those below it. NULL when something does not fit. */
static Yaml *rebuild(Rebuild *r, int depth) {
  if (r->next == r->node_count || depth > DEEPEST) return NULL;
  Yaml *node = &r->made[r->next];
  const PackNode *from = &r->nodes[r->next++];
  if (from->start > from->end || from->end > r->length) return NULL;
  node->type = (YamlType)(from->type & TYPE_MASK);
  node->span = (Span){r->start + from->start, r->start + from->end};
  if (node->type == YAML_SCALAR) {
    if (from->text >= r->text_length || from->count >= r->text_length - from->text) return NULL;
    node->text = r->texts + from->text;
    node->length = from->count;
    node->quoted = (from->type & QUOTED) != 0;
    return node->text[node->length] ? NULL : node;
  }
  if (node->type != YAML_LIST && node->type != YAML_MAPPING) return NULL;
  for (node->count = 0; node->count < from->count; node->count++) {
    Yaml *key = node->type == YAML_MAPPING ? rebuild(r, depth + 1) : NULL;
    if (node->type == YAML_MAPPING && (!key || key->type != YAML_SCALAR)) return NULL;
    Yaml *child = rebuild(r, depth + 1);
    if (!child) return NULL;
    child->key = key;
    *(node->last ? &node->last->next : &node->first) = child;
    node->last = child;
  }
  return node;
}

static Yaml *tree_of(const Pack *pack, const Entry *entry, uint32_t start, Arena *arena) {
  if (entry->at % ALIGNMENT || entry->at > pack->length) return NULL;
  size_t room = pack->length - entry->at;
  if (entry->node_count > room / sizeof(PackNode)) return NULL;
  size_t nodes = entry->node_count * sizeof(PackNode);
  if (!entry->node_count || entry->text_length > room - nodes) return NULL;
  const unsigned char *block = pack->bytes + entry->at;
  if (check_of(block, nodes + entry->text_length) != entry->check) return NULL;
  Rebuild r = {.nodes = (const PackNode *)(const void *)block,
               .node_count = entry->node_count,
               .texts = (const char *)block + nodes,
               .text_length = entry->text_length,
               .made = arena_alloc(arena, entry->node_count * sizeof(Yaml)),
               .start = start,
               .length = entry->length};
  Yaml *root = rebuild(&r, 0);
  return r.next == r.node_count ? root : NULL;
}

Yaml *pack_find(const Pack *pack, const char *text, uint32_t length, uint32_t start, Arena *arena) {
  uint64_t hash = 0;
  bool hashed = false;
  for (size_t i = 0; i < pack->count; i++) {
    const Entry *entry = &pack->entries[i];
    if (entry->length != length) continue;
    if (!hashed) hash = pack_hash(text, length);
    hashed = true;
    if (entry->hash == hash) return tree_of(pack, entry, start, arena);
  }
  return NULL;
}

void *pack_bytes(const Pack *pack, const char *name, size_t *length) {
  uint64_t hash = pack_hash(name, strlen(name));
  for (size_t i = 0; i < pack->count; i++) {
    const Entry *entry = &pack->entries[i];
    if (entry->hash != hash || entry->length != strlen(name) || entry->node_count) continue;
    bool fits = entry->at % ALIGNMENT == 0 && entry->at <= pack->length &&
                entry->text_length <= pack->length - entry->at;
    if (!fits || check_of(pack->bytes + entry->at, entry->text_length) != entry->check) return NULL;
    *length = entry->text_length;
    return (void *)(pack->bytes + entry->at);
  }
  return NULL;
}

/* --- writing ------------------------------------------------------------------------------------ */

/* Counts the nodes that a tree takes, keys included. */
static uint32_t count_nodes(const Yaml *node) {
  uint32_t count = 1;
  for (const Yaml *child = node->first; child; child = child->next)
    count += count_nodes(child) + (child->key != NULL);
  return count;
}

static void put_node(Buf *nodes, Buf *texts, const Yaml *node, uint32_t start) {
  PackNode packed = {.type = (uint32_t)node->type | (node->quoted ? (uint32_t)QUOTED : 0),
                     .start = node->span.start - start,
                     .end = node->span.end - start,
                     .count = (uint32_t)node->count};
  if (node->type == YAML_SCALAR) {
    packed.text = (uint32_t)texts->length;
    packed.count = (uint32_t)node->length;
    buf_add(texts, node->text, node->length);
    buf_putc(texts, '\0');
  }
  buf_add(nodes, &packed, sizeof packed);
  for (const Yaml *child = node->first; child; child = child->next) {
    if (child->key) put_node(nodes, texts, child->key, start);
    put_node(nodes, texts, child, start);
  }
}

/* Ends the block that began at `at`: notes it, and fills up to the next. */
static void end_block(PackWriter *writer, size_t at, Entry entry) {
  Buf *blocks = &writer->blocks;
  entry.at = (uint32_t)at; /* from the first block on, until pack_finish */
  entry.check = check_of(blocks->bytes + at, blocks->length - at);
  buf_add(&writer->entries, &entry, sizeof entry);
  while (blocks->length % ALIGNMENT)
    buf_putc(blocks, '\0');
}

void pack_add(PackWriter *writer, const char *text, uint32_t length, uint32_t start,
              const Yaml *root) {
  Buf texts = {0};
  size_t at = writer->blocks.length;
  put_node(&writer->blocks, &texts, root, start);
  buf_add(&writer->blocks, texts.bytes, texts.length);
  end_block(writer, at,
            (Entry){.hash = pack_hash(text, length),
                    .length = length,
                    .node_count = count_nodes(root),
                    .text_length = (uint32_t)texts.length});
  buf_free(&texts);
}

void pack_add_bytes(PackWriter *writer, const char *name, const void *bytes, size_t length) {
  size_t at = writer->blocks.length, name_length = strlen(name);
  buf_add(&writer->blocks, bytes, length);
  end_block(writer, at,
            (Entry){.hash = pack_hash(name, name_length),
                    .length = (uint32_t)name_length,
                    .text_length = (uint32_t)length});
}

void pack_finish(PackWriter *writer, Buf *out) {
  size_t count = writer->entries.length / sizeof(Entry);
  Header header = {.version = VERSION,
                   .byte_order = BYTE_ORDER_MARK,
                   .node_size = sizeof(PackNode),
                   .entry_count = (uint32_t)count};
  memcpy(header.magic, magic, sizeof magic);
  buf_add(out, &header, sizeof header);
  for (size_t i = 0; i < count; i++) {
    Entry entry;
    memcpy(&entry, writer->entries.bytes + i * sizeof entry, sizeof entry);
    entry.at += (uint32_t)(sizeof header + writer->entries.length);
    buf_add(out, &entry, sizeof entry);
  }
  buf_add(out, writer->blocks.bytes, writer->blocks.length);
  buf_free(&writer->entries);
  buf_free(&writer->blocks);
}
