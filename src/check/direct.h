#ifndef PLAINPLAN_CHECK_DIRECT_H
#define PLAINPLAN_CHECK_DIRECT_H

#include "check/functions.h"

#include <stdbool.h>

/* The tests that rules make at every line of a plan, without XPath's machinery. They are written in XPath, and mean what it
 * means; this is the part of it that is understood here:
 *
 *   test  = test "or" test | test "and" test | "not(" test ")" | "(" test ")" | nodes
 *         | "pp:filled(" nodes ")" | "pp:is(" nodes ", 'NAME')" | "pp:matches(" nodes ", 'REGEX')"
 *   nodes = "." | "self::NAME" | step ("/" step)*
 *   step  = NAME | "field[@name='NAME'" (" or @name='NAME'")* "]" */
typedef struct Direct Direct;

/* Reads a test into the arena. NULL when it has anything else in it: then it is libxml2's. */
Direct *direct_read(const char *expression, Arena *arena);

/* Whether it holds at an element. *good becomes false when a regular expression is wrong. */
bool direct_holds(const Direct *direct, Functions *functions, const xmlNode *node, bool *good);

#endif
