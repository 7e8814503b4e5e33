/* Writes and reads what style_read.c and its neighbours compile. One function for each struct does both. */
#include "check/compiled.h"

#include "check/files.h"
#include "check/sentences.h"
#include "source/pack.h"
#include "source/yaml.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *compiled_name(const char *language, Arena *arena) {
  return arena_printf(arena, "rules of %s", language);
}

/* --- the files that it comes from --- */

/* The hash of a file's bytes; 0 when it cannot be read. buffer is work space. */
static uint64_t file_hash(const char *path, Buf *buffer) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  uint64_t hash = 0;
  if (file < 0) return 0;
  buf_clear(buffer);
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= SOURCE_MAX_BYTES) {
    buf_reserve(buffer, (size_t)status.st_size);
    ssize_t length = read(file, buffer->bytes, (size_t)status.st_size);
    if (length == status.st_size) hash = pack_hash(buffer->bytes, (size_t)length);
  }
  close(file);
  return hash;
}

/* One hash over the names and contents of the .yml files of a folder, added to `hash`. */
static bool add_folder(const char *folder, Arena *arena, Buf *buffer, uint64_t *hash) {
  size_t count;
  const char **names = folder_names(folder, ".yml", arena, &count);
  for (size_t i = 0; i < count; i++) {
    uint64_t parts[] = {*hash, pack_hash(names[i], strlen(names[i])),
                        file_hash(arena_printf(arena, "%s/%s", folder, names[i]), buffer)};
    if (!parts[2]) return false;
    *hash = pack_hash(parts, sizeof parts);
  }
  return true;
}

static bool hash_files(const Language *language, uint64_t *hash) {
  Buf buffer = {0};
  *hash = 1;
  const char *classes = arena_printf(language->arena, "%s/classes", language->folder);
  bool good = add_folder(language->folder, language->arena, &buffer, hash) &&
              add_folder(classes, language->arena, &buffer, hash);
  buf_free(&buffer);
  return good;
}

/* --- what it is made of --- */

static void class_list(Image *image, ClassList *list) {
  IMAGE_ITEMS(image, list->items, list->count);
  list->capacity = list->count;
}

/* The texts of a list, with room made for them. */
static void text_items(Image *image, const char ***items, size_t *count) {
  image_count(image, count);
  if (!image->out && image->good && *count)
    *items = arena_alloc(image->arena, *count * sizeof **items);
  for (size_t i = 0; i < *count && image->good; i++)
    image_text(image, &(*items)[i]);
}

static void text_list(Image *image, TextList *list) {
  text_items(image, &list->items, &list->count);
  list->capacity = list->count;
}

static void signed_number(Image *image, long *number) {
  uint32_t value = (uint32_t)*number;
  image_number(image, &value);
  *number = (int32_t)value;
}

static void conditions(Image *image, Conditions *value) {
  image_truth(image, &value->given);
  if (!value->given) return;
  for (Where where = 0; where < WHERE_COUNT; where++)
    class_list(image, &value->where[where]);
  image_truth(image, &value->defined);
  image_truth(image, &value->negated);
  image_truth(image, &value->agency);
  signed_number(image, &value->facts);
}

static void rule_info(Image *image, RuleInfo *info) {
  const char **const texts[] = {&info->id,     &info->message, &info->because,  &info->ask,
                                &info->source, &info->link,    &info->category, &info->long_text,
                                &info->bad,    &info->good,    &info->file};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    image_text(image, texts[i]);
  uint32_t severity = info->severity, given = info->given;
  image_number(image, &severity);
  image_number(image, &given);
  info->severity = (Severity)severity;
  info->given = (Severity)given;
  info->check = CHECK_LANGUAGE;
}

static void style_rule(Image *image, StyleRule *rule) {
  uint32_t extends = rule->extends;
  bool *const truths[] = {&rule->by_sentence, &rule->ignore_case, &rule->nonword, &rule->first_only,
                          &rule->general,     &rule->clause,      &rule->fix,     &rule->has_max,
                          &rule->has_min,     &rule->rest};
  TextList *const lists[] = {&rule->kinds, &rule->sections, &rule->fields, &rule->practices};
  rule_info(image, &rule->info);
  image_number(image, &extends);
  rule->extends = (Extends)extends;
  image_number(image, &rule->blocks);
  for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
    image_truth(image, truths[i]);
  signed_number(image, &rule->max);
  signed_number(image, &rule->min);
  signed_number(image, &rule->limit);
  signed_number(image, &rule->company);
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    text_list(image, lists[i]);
  conditions(image, &rule->unless);
  conditions(image, &rule->only);
  image_number(image, &rule->first);
  image_number(image, &rule->second);
  image_mask(image, &rule->facts);
}

static void expression(Image *image, Expression *value) {
  image_text(image, &value->pattern);
  image_truth(image, &value->ignore_case);
  image_truth(image, &value->triggered);
  image_truth(image, &value->manual);
  image_number(image, &value->output.kind);
  image_number(image, &value->output.owner);
  image_text(image, &value->output.exact);
  image_text(image, &value->output.replacement);
}

/* What a class was read from stays behind: no rule is added to a language from an image. */
static void word_class(Image *image, WordClass *value) {
  image_text(image, &value->name);
  image_truth(image, &value->in_document);
  image_number(image, &value->tag);
  class_list(image, &value->expressions);
}

static void pair(Image *image, Pair *value) {
  image_number(image, &value->rule);
  image_text(image, &value->either);
  image_text(image, &value->or);
}

static void own_classes(Image *image, OwnClasses *own) {
  uint32_t *const numbers[] = {&own->reports,     &own->explains,    &own->explains_start,
                               &own->reports_not, &own->reports_end, &own->title_nouns,
                               &own->title_links, &own->negations,   &own->cuts,
                               &own->agencies,    &own->persons,     &own->clause_starts,
                               &own->mentions,    &own->she,         &own->he,
                               &own->seen};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    image_number(image, numbers[i]);
}

/* A list of pointers to structs: those that are read get one array. */
#define IMAGE_STRUCTS(image, list, function)                                                       \
  do {                                                                                             \
    image_count((image), &(list).count);                                                           \
    if (!(image)->out && (image)->good && (list).count) {                                          \
      (list).capacity = (list).count;                                                              \
      (list).items = arena_alloc((image)->arena, (list).count * sizeof *(list).items);             \
      void *all_ = arena_alloc((image)->arena, (list).count * sizeof **(list).items);              \
      for (size_t i_ = 0; i_ < (list).count; i_++)                                                 \
        (list).items[i_] = (void *)((char *)all_ + i_ * sizeof **(list).items);                    \
    }                                                                                              \
    for (size_t i_ = 0; i_ < (list).count && (image)->good; i_++)                                  \
      function((image), (list).items[i_]);                                                         \
  } while (0)

static void pairs(Image *image, Language *language) {
  image_count(image, &language->pairs.count);
  if (!image->out && image->good && language->pairs.count)
    language->pairs.items =
        arena_alloc(image->arena, language->pairs.count * sizeof *language->pairs.items);
  for (size_t i = 0; i < language->pairs.count && image->good; i++)
    pair(image, &language->pairs.items[i]);
}

static void whole(Image *image, Language *language) {
  vocabulary_image(language->vocabulary, image);
  tags_image(language->tags, image);
  tags_image(language->own_tags, image);
  sentences_image(language->sentences, image);
  automaton_image(language->phrases, image);
  automaton_image(language->classes, image);
  IMAGE_STRUCTS(image, language->rules, style_rule);
  IMAGE_STRUCTS(image, language->expressions, expression);
  IMAGE_STRUCTS(image, language->class_list, word_class);
  pairs(image, language);
  class_list(image, &language->always);
  class_list(image, &language->counting);
  class_list(image, &language->absences);
  own_classes(image, &language->own);
}

static void index_classes(Language *language) {
  for (size_t i = 0; i < language->class_list.count; i++) {
    const char *name = language->class_list.items[i]->name;
    if (name) map_set(language->class_by_name, name, strlen(name), (void *)(uintptr_t)(i + 1));
  }
}

bool compiled_load(Language *language) {
  if (!yaml_pack()) return false;
  Image image = {.arena = language->arena, .good = true};
  const char *name = compiled_name(language->name, language->arena);
  image.bytes = pack_bytes(yaml_pack(), name, &image.length);
  uint64_t hash, files;
  if (!image.bytes) return false;
  image_mask(&image, &hash);
  if (!hash_files(language, &files) || files != hash) return false;
  language->sentences = sentences_new(language->arena);
  whole(&image, language);
  if (image.good) index_classes(language);
  return image.good;
}

bool compiled_save(Language *language, Buf *out) {
  Image image = {.out = out, .good = true};
  uint64_t hash;
  if (!hash_files(language, &hash)) return false;
  image_mask(&image, &hash);
  whole(&image, language);
  return true;
}
