#ifndef PLAINPLAN_FO_PLACE_H
#define PLAINPLAN_FO_PLACE_H

#include "fo/tree.h"

/* Where things of an FO tree are: in the case file through pp:at, or in the FO file. Private to
 * src/fo. */

/* The place of a node: its own pp:at, else that of its parent's place in a case file, else its line
 * of the FO file. */
Place fo_node_place(const FoDocument *document, const FoNode *parent, const xmlNode *xml);

/* The place of an attribute's name and value in the FO file where that is known, else the node's. */
Place fo_attribute_place(const FoDocument *document, const FoNode *node, const char *name);

/* The place of an element's name in the FO file where that is known, else `place`. */
Place fo_element_place(const FoDocument *document, const xmlNode *xml, Place place);

#endif
