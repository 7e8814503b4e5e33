#ifndef PLAINPLAN_CHECK_PEOPLE_H
#define PLAINPLAN_CHECK_PEOPLE_H

#include "check/blocks.h"
#include "check/style.h"

/* The people of a case as its text speaks of them. */
typedef struct People People;

/* Reads them from the case XML; at most 64 are told apart. They live in the arena. */
People *people_new(const Case *document, const Language *language, Arena *arena);

/* Flags the words of the block that are names of somebody declared, and, as WORD_OF_AGENCY, those of somebody who works for
 * an agency: each name, and each "she" or "he" that can stand for nobody else whom the block has spoken of. */
void people_mark(const People *people, const Language *language, const Block *block);

#endif
