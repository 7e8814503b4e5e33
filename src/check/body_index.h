#ifndef PLAINPLAN_CHECK_BODY_INDEX_H
#define PLAINPLAN_CHECK_BODY_INDEX_H

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <stdbool.h>

/* The elements of a case's body by name, in the order of the document: rules ask for them again and again, and a walk
 * through a long body costs more than any of the rules. Holds until the body changes. */
typedef struct BodyIndex BodyIndex;

/* Walks the body once. A document that is no case has none. */
BodyIndex *body_index_new(xmlDoc *doc);

/* Releases it. NULL is allowed. */
void body_index_free(BodyIndex *index);

/* Whether it is that of this document. */
bool body_index_is_of(const BodyIndex *index, const xmlDoc *doc);

/* A new set of the elements with a name. */
xmlNodeSet *body_index_named(const BodyIndex *index, const char *name);

/* A new set of what holds running text: paragraphs, fields, headings and points without paragraphs. */
xmlNodeSet *body_index_texts(const BodyIndex *index);

/* Whether a name, a section or somebody's own words refer to the person with this id. */
bool body_index_refers(const BodyIndex *index, const char *id);

#endif
