#ifndef PLAINPLAN_CHECK_SCHEMA_H
#define PLAINPLAN_CHECK_SCHEMA_H

#include "check/direct.h"
#include "check/findings.h"
#include "check/functions.h"

#include <libxml/xpath.h>

/* A Schematron schema (ISO/IEC 19757-3, query language XPath 1.0 with EXSLT), compiled: what the
 * reader makes and the runner uses. */

/* An expression and where it stands, so that a failure points into the rule file. */
typedef struct SchemaPath {
  xmlXPathCompExpr *compiled;
  Direct *direct; /* of a test that goes without `compiled` */
  const char *text;
  Place place;
  bool broken; /* its failure was reported once */
} SchemaPath;

/* A variable: by expression, or (path NULL) by its text. */
typedef struct SchemaLet {
  const char *name, *text;
  SchemaPath *path;
  struct SchemaLet *next;
} SchemaLet;

/* A piece of a message: text, or the value of an expression, or (both NULL) the context's name. */
typedef struct SchemaPiece {
  const char *text;
  SchemaPath *value;
  struct SchemaPiece *next;
} SchemaPiece;

typedef struct SchemaAssert {
  RuleInfo info;
  bool report; /* fires when the test is true, an assert when it is false */
  SchemaPath *test;
  SchemaPath *at;                       /* pp:at: selects the node to point at; or NULL */
  SchemaPiece *message, *because, *ask; /* because and ask may be NULL */
  struct SchemaAssert *next;
} SchemaAssert;

typedef struct SchemaRule {
  SchemaPath *context;
  SchemaLet *lets;
  SchemaAssert *asserts;
  struct SchemaRule *next;
} SchemaRule;

typedef struct SchemaPattern {
  SchemaLet *lets;
  SchemaRule *rules;
  struct SchemaPattern *next;
} SchemaPattern;

typedef struct SchemaNamespace {
  const char *prefix, *uri;
  struct SchemaNamespace *next;
} SchemaNamespace;

typedef struct Schema {
  SchemaNamespace *namespaces;
  SchemaLet *lets;
  SchemaPattern *patterns;
  xmlXPathCompExpr **compiled; /* all of them, to be released */
  size_t compiled_count, compiled_capacity;
} Schema;

/* Reads a .sch file below the templates folder, with what it includes. The prefix is put before a
 * rule id that has none. NULL after a diagnostic with its place in the file. The schema and its
 * sources live in the arena; schema_free releases the rest. */
Schema *schema_read(const char *path, const char *templates_folder, const char *id_prefix,
                    Arena *arena, Diags *diags);

/* Releases the compiled expressions. NULL is allowed. */
void schema_free(Schema *schema);

/* What an error of libxml2's XPath means, in plain words. */
const char *schema_error_text(const xmlError *error);

/* Evaluates the schema over the case. */
void schema_run(Schema *schema, Functions *functions, Findings *findings);

#endif
