#ifndef PLAINPLAN_CHECK_FILES_H
#define PLAINPLAN_CHECK_FILES_H

#include "base/arena.h"

#include <stddef.h>

/* The names of the files in a folder that end in suffix, sorted so that every machine reads and reports
 * in the same order. None when the folder does not exist. */
const char **folder_names(const char *folder, const char *suffix, Arena *arena, size_t *count);

/* The name of a file without its folder and suffix. */
const char *file_stem(const char *path, Arena *arena);

#endif
