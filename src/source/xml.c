/* Reads XML with nothing that a hostile file could use, and turns libxml2's errors into diagnostics. */
#include "source/xml.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

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

/* Instead of reading a file, libxml2 is told that it cannot be had. */
static xmlParserInput *refuse(const char *url, const char *id, xmlParserCtxt *parser) {
  (void)id;
  FirstError *first = parser->_private;
  if (first && !first->found) {
    first->found = true;
    int line = parser->input ? parser->input->line : 1;
    diag_add(first->diags, DIAG_XML_EXTERNAL, xml_line_place(first->source, line), url ? url : "");
  }
  return NULL;
}

xmlDoc *xml_read(Source *source, Diags *diags) {
  FirstError first = {source, diags, false};
  xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();
  xml_errors_to(first_error, &first);
  xmlSetExternalEntityLoader(refuse);
  xmlParserCtxt *parser = xmlNewParserCtxt();
  parser->_private = &first;
  xmlDoc *doc = xmlCtxtReadMemory(parser, source->bytes, (int)source->length, source->name, "UTF-8",
                                  XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOENT);
  xmlFreeParserCtxt(parser);
  xmlSetExternalEntityLoader(loader);
  xml_errors_to(NULL, NULL);
  if (!doc && !first.found) diag_add(diags, DIAG_XML_SYNTAX, xml_line_place(source, 1), "no XML");
  if (doc && first.found) {
    xmlFreeDoc(doc);
    return NULL;
  }
  return doc;
}

/* --- encodings --- */

/* The encoding that the first bytes tell, before any declaration can be read; NULL: one in which that is ASCII. */
static const char *encoding_of_bytes(const char *bytes, size_t length) {
  static const struct {
    const char *bytes;
    size_t length;
    const char *encoding;
  } beginnings[] = {{"\xEF\xBB\xBF", 3, "UTF-8"},  {"\0\0\xFE\xFF", 4, "UTF-32"},
                    {"\xFF\xFE\0\0", 4, "UTF-32"}, {"\xFE\xFF", 2, "UTF-16"},
                    {"\xFF\xFE", 2, "UTF-16"},     {"\0<\0?", 4, "UTF-16BE"},
                    {"<\0?\0", 4, "UTF-16LE"}};
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
    if (length >= beginnings[i].length &&
        memcmp(bytes, beginnings[i].bytes, beginnings[i].length) == 0)
      return beginnings[i].encoding;
  return NULL;
}

/* The encoding that the XML declaration names, or "UTF-8". */
static const char *declared_encoding(const char *bytes, size_t length, Arena *arena) {
  const char *end = length > 5 && strncmp(bytes, "<?xml", 5) == 0 ? strstr(bytes, "?>") : NULL;
  const char *name = end ? strstr(bytes, "encoding") : NULL;
  if (!name || name > end) return "UTF-8";
  name += strlen("encoding");
  name += strspn(name, " \t\r\n=");
  if (*name != '"' && *name != '\'') return "UTF-8"; /* the parser will say so */
  return arena_strndup(arena, name + 1, strcspn(name + 1, "\"'?"));
}

/* Text in an encoding as UTF-8 in the arena; NULL when there is no such encoding or the bytes are not in it. */
static char *as_utf8(const char *bytes, size_t length, const char *encoding, Arena *arena,
                     size_t *utf8_length) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &status);
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  UChar *wide = memory_alloc((length + 1) * 2 * sizeof *wide); /* two for a byte at most */
  int32_t count =
      ucnv_toUChars(converter, wide, (int32_t)length * 2, bytes, (int32_t)length, &status);
  ucnv_close(converter);
  int32_t written = 0;
  char *text = NULL;
  if (U_SUCCESS(status)) {
    text = arena_alloc(arena, (size_t)count * 3 + 1);
    u_strToUTF8(text, count * 3 + 1, &written, wide, count, &status);
  }
  free(wide);
  *utf8_length = (size_t)written;
  return U_SUCCESS(status) ? text : NULL;
}

Source *xml_source_read(const char *path, Arena *arena, Diags *diags) {
  size_t length;
  const char *name, *bytes = source_read_bytes(path, arena, diags, &name, &length);
  if (!bytes) return NULL;
  const char *encoding = encoding_of_bytes(bytes, length);
  if (!encoding) encoding = declared_encoding(bytes, length, arena);
  bool plain = strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "US-ASCII") == 0;
  if (!plain && length <= SOURCE_MAX_BYTES) {
    bytes = as_utf8(bytes, length, encoding, arena, &length);
    if (!bytes) {
      diag_add_file(diags, DIAG_XML_ENCODING, name, encoding);
      return NULL;
    }
  }
  return source_from_bytes(name, bytes, length, arena, diags);
}

bool xml_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && !node->ns && strcmp((const char *)node->name, name) == 0;
}
