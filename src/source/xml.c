/* Reads XML with nothing that a hostile file could use, and turns libxml2's errors into diagnostics. */
#include "source/xml.h"

#include <libxml/parser.h>
#include <string.h>

typedef struct FirstError {
  Source *source;
  Diags *diags;
  bool found;
} FirstError;

static void ignore(void *state, xmlError *error) {
  (void)state;
  (void)error;
}

void xml_errors_to(xmlStructuredErrorFunc handler, void *state) {
  xmlSetStructuredErrorFunc(state, handler ? handler : ignore);
}

Place xml_line_place(Source *source, int line) {
  Span span = source_line(source, line > 0 ? (uint32_t)line : 1);
  while (span.start < span.end && strchr(" \t", source->bytes[span.start]))
    span.start++;
  return (Place){source, span};
}

char *xml_message(const char *message, Arena *arena) {
  size_t length = message ? strcspn(message, "\r\n") : 0;
  while (length && strchr(" .", message[length - 1]))
    length--;
  return arena_strndup(arena, message ? message : "", length);
}

static void first_error(void *state, xmlError *error) {
  FirstError *first = state;
  if (first->found || error->level == XML_ERR_WARNING) return;
  first->found = true;
  diag_add(first->diags, DIAG_XML_SYNTAX, xml_line_place(first->source, error->line),
           xml_message(error->message, diags_arena(first->diags)));
}

xmlDoc *xml_read(Source *source, Diags *diags) {
  FirstError first = {source, diags, false};
  xml_errors_to(first_error, &first);
  xmlDoc *doc = xmlReadMemory(source->bytes, (int)source->length, source->name, "UTF-8",
                              XML_PARSE_NONET | XML_PARSE_BIG_LINES);
  xml_errors_to(NULL, NULL);
  if (doc && doc->intSubset) {
    diag_add(diags, DIAG_XML_DOCTYPE, xml_line_place(source, 1));
    xmlFreeDoc(doc);
    return NULL;
  }
  if (!doc && !first.found) diag_add(diags, DIAG_XML_SYNTAX, xml_line_place(source, 1), "no XML");
  if (doc && first.found) {
    xmlFreeDoc(doc);
    return NULL;
  }
  return doc;
}
