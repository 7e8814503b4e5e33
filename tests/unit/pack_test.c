/* The packed form of the data files: the same trees, and never a wrong one, whatever happened to the pack. */
#include "base/buf.h"
#include "source/pack.h"
#include "source/yaml.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST_FILES = 400 };

typedef struct Texts {
  Arena *arena;
  Diags *diags;
  Source *sources[MOST_FILES];
  const Yaml *trees[MOST_FILES];
  size_t count;
} Texts;

static Span whole(const Source *source) {
  return (Span){source->body, source->length};
}

static void add_file(Texts *texts, const char *path) {
  Source *source = source_read(path, texts->arena, texts->diags);
  assert_non_null(source);
  assert_true(texts->count < MOST_FILES);
  texts->sources[texts->count] = source;
  texts->trees[texts->count] = yaml_read(source, whole(source), texts->arena, texts->diags);
  assert_non_null(texts->trees[texts->count++]);
}

static void add_folder(Texts *texts, const char *folder) {
  DIR *directory = opendir(folder);
  assert_non_null(directory);
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    const char *path = arena_printf(texts->arena, "%s/%s", folder, entry->d_name);
    const char *dot = strrchr(entry->d_name, '.');
    if (dot && strcmp(dot, ".yml") == 0) add_file(texts, path);
    if (!dot) add_folder(texts, path);
  }
  closedir(directory);
}

static void add_text(Texts *texts, const char *text) {
  Source *source = source_from_bytes("text", text, strlen(text), texts->arena, texts->diags);
  texts->sources[texts->count] = source;
  texts->trees[texts->count] = yaml_read(source, whole(source), texts->arena, texts->diags);
  assert_non_null(texts->trees[texts->count++]);
}

static Texts *open_texts(void) {
  Arena *arena = arena_new();
  Texts *texts = arena_alloc(arena, sizeof *texts);
  texts->arena = arena;
  texts->diags = diags_new();
  return texts;
}

static void close_texts(Texts *texts) {
  diags_free(texts->diags);
  arena_free(texts->arena);
}

static Buf packed(const Texts *texts) {
  PackWriter writer = {0};
  Buf pack = {0};
  for (size_t i = 0; i < texts->count; i++) {
    const Source *source = texts->sources[i];
    pack_add(&writer, source->bytes + source->body, source->length - source->body, source->body,
             texts->trees[i]);
  }
  pack_finish(&writer, &pack);
  return pack;
}

static bool same(const Yaml *a, const Yaml *b) {
  if (!a || !b) return a == b;
  if (a->type != b->type || a->span.start != b->span.start || a->span.end != b->span.end ||
      a->length != b->length || a->quoted != b->quoted || a->count != b->count)
    return false;
  if (a->type == YAML_SCALAR && memcmp(a->text, b->text, a->length + 1) != 0) return false;
  if (!same(a->key, b->key)) return false;
  const Yaml *x = a->first, *y = b->first;
  for (; x && y; x = x->next, y = y->next) {
    if (!same(x, y)) return false;
    if (!x->next && (a->last != x || b->last != y)) return false;
  }
  return !x && !y;
}

static Yaml *find(const Pack *pack, const Source *source, Arena *arena) {
  return pack_find(pack, source->bytes + source->body, source->length - source->body, source->body,
                   arena);
}

/* Every text is either not found or has its tree; how many are found. */
static size_t found_right(const Texts *texts, const void *bytes, size_t length) {
  Pack *pack = pack_from_bytes(bytes, length);
  size_t found = 0;
  if (!pack) return 0;
  Arena *arena = arena_new();
  for (size_t i = 0; i < texts->count; i++) {
    const Yaml *tree = find(pack, texts->sources[i], arena);
    if (!tree) continue;
    assert_true(same(tree, texts->trees[i]));
    found++;
  }
  arena_free(arena);
  pack_close(pack);
  return found;
}

static void every_data_file_has_the_same_tree(void **state) {
  (void)state;
  Texts *texts = open_texts();
  add_folder(texts, "templates");
  add_file(texts, "fonts/fonts.yml");
  Buf pack = packed(texts);
  assert_true(texts->count > 40);
  assert_int_equal(found_right(texts, pack.bytes, pack.length), texts->count);
  buf_free(&pack);
  close_texts(texts);
}

/* Texts with everything that a tree can have in it. */
static Texts *odd_texts(void) {
  Texts *texts = open_texts();
  add_text(texts, "");
  add_text(texts, "a");
  add_text(texts, "- one\n- 'two'\n- [x, {y: z}]\n- |\n  three\n  four\n- \"\\0 and é\"\n-\n");
  add_text(texts, "\xEF\xBB\xBFkey: {a: 1, 'b': []}\nother: é\nempty:\nlast: {}\n");
  return texts;
}

static void any_damaged_byte_is_noticed(void **state) {
  (void)state;
  Texts *texts = odd_texts();
  Buf pack = packed(texts);
  assert_int_equal(found_right(texts, pack.bytes, pack.length), texts->count);
  for (size_t i = 0; i < pack.length; i++)
    for (int flip = 1; flip < 256; flip = flip * 2 + 1) {
      pack.bytes[i] = (char)(pack.bytes[i] ^ flip);
      found_right(texts, pack.bytes, pack.length);
      pack.bytes[i] = (char)(pack.bytes[i] ^ flip);
    }
  buf_free(&pack);
  close_texts(texts);
}

static void a_pack_cut_short_is_of_less_use(void **state) {
  (void)state;
  Texts *texts = odd_texts();
  Buf pack = packed(texts);
  for (size_t length = 0; length < pack.length; length++) {
    char *cut = memory_alloc(length + 1); /* of its own, so that tools see a read beyond it */
    memcpy(cut, pack.bytes, length);
    char *exact = memory_grow(cut, length);
    found_right(texts, exact, length);
    free(exact);
  }
  buf_free(&pack);
  close_texts(texts);
}

/* Flips a byte here and there in the pack of all data files. */
static void damage_in_a_large_pack_is_noticed(void **state) {
  (void)state;
  Texts *texts = open_texts();
  add_folder(texts, "templates/language/en/explain");
  add_file(texts, "fonts/fonts.yml");
  Buf pack = packed(texts);
  for (size_t i = 0; i < pack.length; i += 1 + pack.length / 150) {
    pack.bytes[i] = (char)~pack.bytes[i];
    assert_true(found_right(texts, pack.bytes, pack.length) <= texts->count);
    pack.bytes[i] = (char)~pack.bytes[i];
  }
  buf_free(&pack);
  close_texts(texts);
}

static void an_edited_text_is_read_as_it_is(void **state) {
  (void)state;
  Texts *texts = open_texts();
  add_text(texts, "key: old\n");
  Buf pack = packed(texts);
  char path[] = "/tmp/pack-test-XXXXXX";
  int file = mkstemp(path);
  assert_int_equal(write(file, pack.bytes, pack.length), pack.length);
  close(file);
  yaml_pack_open(path);
  Source *edited = source_from_bytes("text", "key: new\n", 9, texts->arena, texts->diags);
  const Yaml *tree = yaml_read(edited, whole(edited), texts->arena, texts->diags);
  assert_string_equal(yaml_text(tree, "key"), "new");
  tree = yaml_read(texts->sources[0], whole(texts->sources[0]), texts->arena, texts->diags);
  assert_true(same(tree, texts->trees[0]));
  assert_string_equal(yaml_text(tree, "key"), "old");
  Span part = {5, 8}; /* a part of a text is never looked up */
  tree = yaml_read(texts->sources[0], part, texts->arena, texts->diags);
  assert_string_equal(tree->text, "old");
  yaml_pack_close();
  yaml_pack_open("/tmp/there-is-no-such-pack");
  unlink(path);
  buf_free(&pack);
  close_texts(texts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_data_file_has_the_same_tree),
      cmocka_unit_test(any_damaged_byte_is_noticed),
      cmocka_unit_test(a_pack_cut_short_is_of_less_use),
      cmocka_unit_test(damage_in_a_large_pack_is_noticed),
      cmocka_unit_test(an_edited_text_is_read_as_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
