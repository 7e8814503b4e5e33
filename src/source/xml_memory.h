#ifndef PLAINPLAN_SOURCE_XML_MEMORY_H
#define PLAINPLAN_SOURCE_XML_MEMORY_H

#include <libxml/tree.h>
#include <stddef.h>

/* Gives libxml2, and what uses it, its own lists of free pieces instead of malloc. Called once, before
 * anything else of libxml2; never where a tool watches malloc. */
void xml_memory_start(void);

/* From here to xml_region_end, what libxml2 takes lies in a region of its own, so that a tree that is made in between is
 * released at once, and its memory can be used again. In between nothing may be made that outlives the tree; only one
 * region can be open. Without xml_memory_start, nothing happens. */
void xml_region_begin(void);

/* Ends the region and gives it to the tree, or, when there is none, releases it. */
void xml_region_end(xmlDoc *tree);

/* Releases a whole tree that nothing uses any more, with its region when it has one. NULL is allowed. */
void xml_tree_free(xmlDoc *tree);

/* Takes a tree apart piece by piece, as libxml2 does, and returns how many pieces are left in its region, which stays: 0,
 * unless something outlives its tree. For tests. */
size_t xml_tree_take_apart(xmlDoc *tree);

/* Releases all of it, after libxml2's own clean-up. */
void xml_memory_end(void);

#endif
