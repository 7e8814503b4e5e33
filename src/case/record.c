/* Records: list items made of "Key: value" lines. */
#include "case/inline.h"

#include <string.h>

enum { LONGEST_KEY = 60 };

/* The length of what looks like a key before a colon and a space or line end; 0: it does not. */
static uint32_t key_length(const char *bytes, uint32_t at, uint32_t end) {
  for (uint32_t i = at; i < end && i - at < LONGEST_KEY; i++) {
    char c = bytes[i];
    if (c == ':') {
      char next = i + 1 < end ? bytes[i + 1] : ' ';
      return strchr(" \t\r\n", next) ? i - at : 0;
    }
    if (strchr("\r\n.;!?\"()[]*`<>", c)) return 0;
  }
  return 0;
}

/* One to four words, the first with a capital letter, none of them a number. */
static bool looks_like_key(const char *key, uint32_t length) {
  int words = 1;
  if (!(key[0] >= 'A' && key[0] <= 'Z') && (unsigned char)key[0] < 0x80) return false;
  for (uint32_t i = 0; i < length; i++) {
    if (key[i] == ' ') words++;
    if (key[i] >= '0' && key[i] <= '9') return false;
  }
  return words <= 3;
}

static void report_unknown(Builder *builder, uint32_t at, uint32_t length) {
  char *label = arena_strndup(builder->arena, builder->source->bytes + at, length);
  diag_add(builder->diags, DIAG_FIELD_UNKNOWN, source_place(builder->source, at, at + length),
           label);
  const char *near = kind_nearest(builder, builder->fields, label);
  if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
}

uint32_t record_key(Builder *builder, uint32_t at, uint32_t end, const Yaml **field, bool report) {
  const char *bytes = builder->source->bytes;
  uint32_t length = key_length(bytes, at, end);
  if (!length) return 0;
  *field = kind_field(builder, bytes + at, length);
  if (!*field) {
    if (report && looks_like_key(bytes + at, length)) report_unknown(builder, at, length);
    return 0;
  }
  uint32_t value = at + length + 1;
  while (value < end && (bytes[value] == ' ' || bytes[value] == '\t'))
    value++;
  return value;
}

xmlNode *record_field(Builder *builder, xmlNode *record, const Yaml *field, uint32_t at,
                      uint32_t value) {
  const char *bytes = builder->source->bytes;
  uint32_t label_end = value;
  while (label_end > at && bytes[label_end - 1] != ':')
    label_end--;
  const char *name = field->key->text;
  for (const xmlNode *other = record->children; other; other = other->next) {
    xmlChar *other_name = xmlGetProp(other, (const xmlChar *)"name");
    if (other_name && strcmp((char *)other_name, name) == 0)
      diag_add(builder->diags, DIAG_FIELD_TWICE, source_place(builder->source, at, label_end),
               name);
    xmlFree(other_name);
  }
  xmlNode *node = build_element(builder, record, "field", source_place(builder->source, at, value));
  build_attribute(node, "name", name);
  build_attribute(node, "label", arena_strndup(builder->arena, bytes + at, label_end - 1 - at));
  return node;
}

bool record_owners(const Yaml *field) {
  const char *holds = yaml_text(field, "holds");
  return holds && strcmp(holds, "people") == 0;
}
