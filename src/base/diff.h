#ifndef PLAINPLAN_BASE_DIFF_H
#define PLAINPLAN_BASE_DIFF_H

#include "base/buf.h"

/* Appends the unified diff (three lines of context, as patch(1) reads it) that makes one text of another; nothing when they
 * are the same. Takes time in proportion to their length. A change that moves lines farther than LINES_APART may be told as a
 * longer one than it is, never as a wrong one. */
void diff_unified(Buf *out, const char *name, const char *before, size_t before_length,
                  const char *after, size_t after_length);

#endif
