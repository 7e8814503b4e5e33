/* Name trees and number trees, a root over leaves. */
#include "pdf/tree.h"

#include "pdf/object.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_PER_LEAF = 64 };

/* A leaf of either kind of tree. */
typedef struct Leaf {
  size_t from, to;
  TreeValue number_value;
  const NameEntry *names;
  NameValue name_value;
} Leaf;

/* The root: its leaves. */
typedef struct Root {
  HPDF_Dict *leaves;
  size_t count;
} Root;

static void print_root(Writer *writer, Buf *out, void *item) {
  (void)writer;
  const Root *root = item;
  buf_puts(out, "/Kids [");
  for (size_t i = 0; i < root->count; i++)
    put_reference(out, root->leaves[i]);
  buf_puts(out, "]\n");
}

static void print_number_leaf(Writer *writer, Buf *out, void *item) {
  const Leaf *leaf = item;
  buf_printf(out, "/Limits [%zu %zu]\n/Nums [", leaf->from, leaf->to - 1);
  for (size_t i = leaf->from; i < leaf->to; i++) {
    put_integer(out, (int64_t)i);
    leaf->number_value(writer, out, i);
    buf_putc(out, '\n');
  }
  buf_puts(out, "]\n");
}

static void print_name_leaf(Writer *writer, Buf *out, void *item) {
  const Leaf *leaf = item;
  buf_puts(out, "/Limits [");
  put_bytes(out, leaf->names[leaf->from].name);
  put_bytes(out, leaf->names[leaf->to - 1].name);
  buf_puts(out, "]\n/Names [");
  for (size_t i = leaf->from; i < leaf->to; i++) {
    put_bytes(out, leaf->names[i].name);
    leaf->name_value(writer, out, leaf->names[i].item);
    buf_putc(out, '\n');
  }
  buf_puts(out, "]\n");
}

/* The leaves over `count` entries, each a copy of `pattern` with its own range. */
static HPDF_Dict make_tree(Writer *writer, size_t count, Leaf pattern, ObjectPrint print) {
  Root *root = arena_alloc(writer->arena, sizeof *root);
  root->leaves = arena_alloc(writer->arena, (count / ENTRIES_PER_LEAF + 1) * sizeof *root->leaves);
  for (size_t from = 0; from < count; from += ENTRIES_PER_LEAF) {
    Leaf *leaf = arena_alloc(writer->arena, sizeof *leaf);
    *leaf = pattern;
    leaf->from = from;
    leaf->to = count - from < ENTRIES_PER_LEAF ? count : from + ENTRIES_PER_LEAF;
    HPDF_Dict dict = object_indirect(writer);
    object_printed(writer, dict, print, leaf);
    root->leaves[root->count++] = dict;
  }
  HPDF_Dict dict = object_indirect(writer);
  object_printed(writer, dict, print_root, root);
  return dict;
}

HPDF_Dict tree_of_numbers(Writer *writer, size_t count, TreeValue value) {
  return make_tree(writer, count, (Leaf){.number_value = value}, print_number_leaf);
}

static int compare_names(const void *a, const void *b) {
  const NameEntry *left = a, *right = b;
  return strcmp(left->name, right->name);
}

HPDF_Dict tree_of_names(Writer *writer, NameEntry *entries, size_t count, NameValue value) {
  if (count) qsort(entries, count, sizeof *entries, compare_names);
  return make_tree(writer, count, (Leaf){.names = entries, .name_value = value}, print_name_leaf);
}
