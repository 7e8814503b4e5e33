#ifndef PLAINPLAN_CHECK_KEPT_H
#define PLAINPLAN_CHECK_KEPT_H

#include "check/blocks.h"
#include "check/style.h"

/* Which rules' phrases stand in each block of the case that was searched last, so that structure rules that ask for a
 * category (pp:is) need not search the same words again. */
typedef struct Kept Kept;

Kept *kept_new(void);

/* NULL is allowed. */
void kept_free(Kept *kept);

/* Keeps what was found in a block, for the node that it is the text of. */
void kept_add(Kept *kept, const Language *language, const Block *block, const Hits *hits);

/* Whether the text of a node was searched, and then, in *is, whether a phrase of a rule with that id or category stands
 * in it outside quotations. kept NULL: no. */
bool kept_is(const Kept *kept, const Language *language, const xmlNode *node, const char *text,
             size_t length, const char *name, bool *is);

/* Whether a hit is a phrase of a rule that no exception silences and that is nobody's own words. */
bool kept_stands(const Words *words, const Hits *hits, const Hit *hit);

#endif
