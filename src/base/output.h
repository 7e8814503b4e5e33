#ifndef PLAINPLAN_BASE_OUTPUT_H
#define PLAINPLAN_BASE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Writes a whole file so that a reader never sees half of it: aside with mode 0600, synced, then renamed. What
 * is no regular file (a device, a pipe) is written directly. A signal that ends the process removes what was
 * written aside. Returns 0, or the errno of what failed; the earlier file is then as it was. */
int output_write(const char *path, const void *bytes, size_t length);

/* Writes new bytes into a regular file in the same way: behind symbolic links, with the permissions and as far as possible the
 * owner and group that it has. Refuses (EACCES) a file that the user may not write. Returns as above. */
int output_rewrite(const char *path, const void *bytes, size_t length);

#endif
