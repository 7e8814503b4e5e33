#ifndef PLAINPLAN_SOURCE_XML_MEMORY_H
#define PLAINPLAN_SOURCE_XML_MEMORY_H

#include <libxml/tree.h>

/* Gives libxml2, and what uses it, its own lists of free pieces instead of malloc. Called once, before
 * anything else of libxml2; never where a tool watches malloc. */
void xml_memory_start(void);

/* Releases a whole tree that nothing uses any more; a first few stay until the end of the program. NULL is allowed. */
void xml_tree_free(xmlDoc *tree);

/* Releases all of it, after libxml2's own clean-up. */
void xml_memory_end(void);

#endif
