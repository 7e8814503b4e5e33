#ifndef PLAINPLAN_CHECK_SCHEMA_SOURCE_H
#define PLAINPLAN_CHECK_SCHEMA_SOURCE_H

#include "base/map.h"
#include "check/schema.h"

#include <libxml/tree.h>

#define SCHEMATRON_NAMESPACE "http://purl.oclc.org/dsdl/schematron"

/* The XML documents that one schema is made of: its file and those that it includes. */
typedef struct SchemaDocument {
  xmlDoc *xml; /* xml->_private is its Source */
  struct SchemaDocument *next;
} SchemaDocument;

typedef struct SchemaFiles {
  const char *folder; /* nothing outside is included */
  Arena *arena;
  Diags *diags;
  SchemaDocument *documents;
  Map *diagnostics, *rules, *patterns; /* diagnostics, abstract rules and abstract patterns by id */
  bool failed;
} SchemaFiles;

/* Reads a file and, through it, all that it includes; indexes what can be referred to by id.
 * Returns the root element, or NULL after a diagnostic. */
xmlNode *schema_files_open(SchemaFiles *files, const char *path);

/* Releases the documents. */
void schema_files_close(SchemaFiles *files);

/* Calls visit for every Schematron element child, with what is included in the place of `include`.
 */
void schema_each_child(const xmlNode *parent, void (*visit)(void *state, xmlNode *child),
                       void *state);

/* Whether a node is the Schematron element of that name. */
bool schema_is(const xmlNode *node, const char *name);

/* The value of an attribute without namespace, in the arena, or NULL. */
const char *schema_attribute(Arena *arena, const xmlNode *node, const char *name);

/* The place of an element in its rule file: its line. */
Place schema_place(const xmlNode *node);

/* A copy of the abstract pattern with the instance's params put in; freed with the instance's
 * document. */
xmlNode *schema_instantiate(SchemaFiles *files, const xmlNode *instance, const xmlNode *pattern);

#endif
