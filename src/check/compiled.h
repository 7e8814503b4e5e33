#ifndef PLAINPLAN_CHECK_COMPILED_H
#define PLAINPLAN_CHECK_COMPILED_H

#include "check/style.h"

/* The rules of a language as they were compiled, kept in the pack (source/pack.h) beside the hashes of the files that
 * they came from, so that a start compiles nothing. When a file has changed they are not used. */

/* Fills a new language from the open pack. False when the pack does not have it as the files are now; the language must
 * then be thrown away. */
bool compiled_load(Language *language);

/* Appends a loaded language to `out`. False when one of its files cannot be read. */
bool compiled_save(Language *language, Buf *out);

/* The name of a language in the pack, in the arena. */
const char *compiled_name(const char *language, Arena *arena);

#endif
