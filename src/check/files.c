/* Which rule files a folder holds. */
#include "check/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **folder_names(const char *folder, const char *suffix, Arena *arena, size_t *count) {
  const char **names = NULL;
  size_t capacity = 0, suffix_length = strlen(suffix);
  *count = 0;
  DIR *directory = opendir(folder);
  for (struct dirent *entry; directory && (entry = readdir(directory));) {
    size_t length = strlen(entry->d_name);
    if (length <= suffix_length || entry->d_name[0] == '.') continue;
    if (strcmp(entry->d_name + length - suffix_length, suffix) != 0) continue;
    ARENA_PUSH(arena, names, *count, capacity, arena_strdup(arena, entry->d_name));
  }
  if (directory) closedir(directory);
  if (*count) qsort(names, *count, sizeof *names, compare_texts);
  return names;
}

const char *file_stem(const char *path, Arena *arena) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  return arena_strndup(arena, name, dot ? (size_t)(dot - name) : strlen(name));
}
