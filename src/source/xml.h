#ifndef PLAINPLAN_SOURCE_XML_H
#define PLAINPLAN_SOURCE_XML_H

#include "diag/diag.h"
#include "source/source.h"

#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/* Reads an XML file, or standard input when path is "-", as source_read does, in whichever encoding its byte order mark or
 * its declaration names (XML 1.0, 4.3.3 and appendix F; UTF-8 without either). The source holds it in UTF-8. NULL after one
 * diagnostic. */
Source *xml_source_read(const char *path, Arena *arena, Diags *diags);

/* Parses a source as XML, whatever encoding it declares, in UTF-8: no network; entities that a document type declaration
 * declares inside the file are replaced, external ones are an error; libxml2's own limits on depth, size and growth. Returns
 * a document that the caller frees, or NULL after one diagnostic (source/xml) at the line that is wrong. */
xmlDoc *xml_read(Source *source, Diags *diags);

/* The place of a line (from 1) of a source: the line without its indentation. */
Place xml_line_place(Source *source, int line);

/* Whether the node is an element with this name and without a namespace. */
bool xml_is(const xmlNode *node, const char *name);

/* Makes libxml2, and what uses it, say nothing by themselves: errors reach handler(state, error) instead; NULL
 * drops them. */
void xml_errors_to(xmlStructuredErrorFunc handler, void *state);

/* A library's message as part of ours: one line, without its closing stop or line end, in the arena. */
char *xml_message(const char *message, Arena *arena);

#endif
