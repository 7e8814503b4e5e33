/* Finds the places of nodes and attributes: pp:at points into case files; in an FO file the line that
 * libxml2 counted is searched for the name. */
#include "fo/place.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Lines longer than this are not searched. */
enum { LONGEST_LINE = 100000, FARTHEST_BACK = 20000 };

/* "START-END" or "N:START-END". */
static Place parse_at(const FoSources *sources, const char *text) {
  char *end;
  unsigned long source = 0, first = strtoul(text, &end, 10);
  if (*end == ':') {
    source = first;
    first = strtoul(end + 1, &end, 10);
  }
  if (*end != '-' || !sources || source >= sources->source_count) return (Place){0};
  unsigned long last = strtoul(end + 1, &end, 10);
  Source *found = sources->sources[source];
  if (!found || *end || first > last || last > found->length) return (Place){0};
  return source_place(found, (uint32_t)first, (uint32_t)last);
}

static Place own_place(const FoDocument *document, const xmlNode *xml) {
  if (xml->type != XML_ELEMENT_NODE) return (Place){0};
  for (const xmlAttr *attribute = xml->properties; attribute; attribute = attribute->next)
    if (attribute->ns && !strcmp((const char *)attribute->name, "at") &&
        !strcmp((const char *)attribute->ns->href, PLAINPLAN_NAMESPACE) && attribute->children &&
        attribute->children->content)
      return parse_at(document->sources, (const char *)attribute->children->content);
  return (Place){0};
}

static Source *fo_source(const FoDocument *document) {
  return document->sources ? document->sources->fo : NULL;
}

static Place line_place(const FoDocument *document, const xmlNode *xml) {
  Source *fo = fo_source(document);
  long line = fo ? xmlGetLineNo(xml) : 0;
  if (line < 1) return (Place){0};
  return (Place){fo, source_line(fo, (uint32_t)line)};
}

Place fo_node_place(const FoDocument *document, const FoNode *parent, const xmlNode *xml) {
  Place own = own_place(document, xml);
  if (own.source) return own;
  if (parent && parent->place.source && parent->place.source != fo_source(document))
    return parent->place;
  return line_place(document, xml);
}

static bool name_character(char c) {
  return isalnum((unsigned char)c) || strchr("-_.:", c) != NULL;
}

/* Whether the element's name stands at an offset, after "<". */
static bool tag_at(const char *bytes, uint32_t at, const char *name) {
  size_t length = strlen(name);
  return bytes[at] == '<' && !strncmp(bytes + at + 1, name, length) &&
         (!bytes[at + 1 + length] || !name_character(bytes[at + 1 + length]));
}

static const char *qualified(const xmlNode *xml, char *buffer, size_t size) {
  const char *prefix = xml->ns && xml->ns->prefix ? (const char *)xml->ns->prefix : NULL;
  size_t used = 0;
  for (const char *at = prefix; at && *at && used + 2 < size;)
    buffer[used++] = *at++;
  if (prefix) buffer[used++] = ':';
  for (const char *at = (const char *)xml->name; *at && used + 1 < size;)
    buffer[used++] = *at++;
  buffer[used] = '\0';
  return buffer;
}

/* How many start tags of that name, before the element, libxml2 counted on the same line. */
static int same_line_before(const xmlNode *xml) {
  int count = 0;
  long line = xmlGetLineNo(xml);
  for (const xmlNode *other = xml->prev; other && xmlGetLineNo(other) == line; other = other->prev)
    if (other->type == XML_ELEMENT_NODE &&
        !strcmp((const char *)other->name, (const char *)xml->name))
      count++;
  return count;
}

/* The offset of the element's "<": libxml2 counts the line on which the start tag ends, so the
 * nearest start tag of that name at or before the end of that line is looked for. */
static bool find_tag(Source *fo, const xmlNode *xml, uint32_t *found) {
  char name[128];
  qualified(xml, name, sizeof name);
  long line = xmlGetLineNo(xml);
  if (line < 1) return false;
  Span span = source_line(fo, (uint32_t)line);
  if (span.end - span.start > LONGEST_LINE) return false;
  int skip = same_line_before(xml);
  for (uint32_t at = span.start; at < span.end; at++)
    if (tag_at(fo->bytes, at, name) && skip-- == 0) {
      *found = at;
      return true;
    }
  for (uint32_t at = span.start; at-- > 0 && span.start - at < FARTHEST_BACK;)
    if (tag_at(fo->bytes, at, name)) {
      *found = at;
      return true;
    }
  return false;
}

Place fo_element_place(const FoDocument *document, const xmlNode *xml, Place place) {
  Source *fo = fo_source(document);
  uint32_t at;
  if (!fo || (place.source && place.source != fo) || !find_tag(fo, xml, &at)) return place;
  uint32_t end = ++at;
  while (end < fo->length && name_character(fo->bytes[end]))
    end++;
  return source_place(fo, at, end);
}

Place fo_place(const FoDocument *document, const FoNode *node) {
  const xmlNode *xml = node->xml;
  if (!xml || node->type == FO_TEXT) return node->place;
  if (node->type == FO_INSTREAM_FOREIGN_OBJECT && xml->parent) xml = xml->parent;
  return fo_element_place(document, xml, node->place);
}

/* The end of the attribute's quoted value that starts after its name, or the name's own end. */
static uint32_t value_end(const Source *fo, uint32_t at) {
  uint32_t end = at;
  while (end < fo->length && strchr(" \t\r\n=", fo->bytes[end]))
    end++;
  if (end >= fo->length || (fo->bytes[end] != '"' && fo->bytes[end] != '\'')) return at;
  const char *close = strchr(fo->bytes + end + 1, fo->bytes[end]);
  return close ? (uint32_t)(close - fo->bytes) + 1 : at;
}

Place fo_attribute_place(const FoDocument *document, const FoNode *node, const char *name) {
  Source *fo = fo_source(document);
  uint32_t at;
  if (!fo || (node->place.source && node->place.source != fo) || !node->xml ||
      !find_tag(fo, node->xml, &at))
    return node->place;
  if (!strncmp(name, "fox:", 4)) name += 4;
  size_t length = strlen(name);
  for (at++; at < fo->length && fo->bytes[at] != '>';) {
    char before = fo->bytes[at - 1];
    if (!strncmp(fo->bytes + at, name, length) && strchr(" \t\r\n:", before) &&
        !name_character(fo->bytes[at + length]))
      return source_place(fo, at, value_end(fo, at + (uint32_t)length));
    if (fo->bytes[at] == '"' || fo->bytes[at] == '\'') {
      const char *close = strchr(fo->bytes + at + 1, fo->bytes[at]);
      if (!close) break;
      at = (uint32_t)(close - fo->bytes);
    }
    at++;
  }
  return fo_element_place(document, node->xml, node->place);
}

/* How often the bytes of the character come in the text before the offset. */
static int count_before(const char *text, size_t offset, const char *character, size_t length) {
  int count = 0;
  for (size_t at = 0; at + length <= offset; at++)
    if (!memcmp(text + at, character, length)) count++;
  return count;
}

static size_t character_length(const char *at) {
  size_t length = 1;
  while ((at[length] & 0xC0) == 0x80)
    length++;
  return length;
}

Place fo_character_place(const FoDocument *document, const FoNode *text, size_t offset) {
  Place place = text->place;
  Source *source = place.source;
  if (!source || !text->string || offset >= strlen(text->string)) return place;
  const char *character = text->string + offset;
  size_t length = character_length(character);
  uint32_t from = place.span.start, to = place.span.end;
  if (source == fo_source(document)) to = source->length;
  int skip = count_before(text->string, offset, character, length);
  for (uint32_t at = from; at + length <= to; at++)
    if (!memcmp(source->bytes + at, character, length) && skip-- == 0)
      return source_place(source, at, at + (uint32_t)length);
  return place;
}
