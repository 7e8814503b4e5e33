/* Reads YAML into a small tree with byte spans, strictly: what a hostile or mistyped file can do
 * ends in one diagnostic. */
#include "source/yaml.h"

#include "source/pack.h"

#include <string.h>
#include <yaml.h>

enum { DEEPEST = 32 };

typedef struct Reader {
  yaml_parser_t parser;
  Source *source;
  Span region;
  Arena *arena;
  Diags *diags;
  size_t plain;       /* characters from the start that are one byte each */
  size_t known_index; /* a character index of libyaml and the byte offset that it stands for */
  uint32_t known_offset;
  bool failed;
} Reader;

/* What libyaml says, and what to tell the person who wrote the file. The first match is used. */
static const struct {
  const char *problem, *hint;
} hints[] = {
    {"mapping values are not allowed",
     "a value that holds a colon and a space needs \"quotes\" around it"},
    {"could not find expected ':'", "each line needs the form  key: value"},
    {"did not find expected ',' or '}'", "put a comma between the entries and a } at the end"},
    {"did not find expected ',' or ']'", "put a comma between the entries and a ] at the end"},
    {"found character that cannot start any token",
     "indent with spaces, not tabs, and put \"quotes\" around a value that begins with @, ` or %"},
    {"found unexpected end of stream", "a quotation mark is opened and never closed"},
    {"did not find expected '-' indicator", "the entries of a list must line up under each other"},
    {"did not find expected key",
     "the keys must line up under each other; a value with special characters "
     "needs \"quotes\""},
};

/* libyaml counts characters; spans count bytes. Up to the first character of more than one byte the two are the same;
 * behind it the marks come nearly in order, so go on from the last one, in either direction. */
static uint32_t byte_offset(Reader *reader, size_t index) {
  const char *bytes = reader->source->bytes;
  if (index <= reader->plain) return reader->region.start + (uint32_t)index;
  size_t at = reader->known_offset;
  for (; reader->known_index > index; reader->known_index--)
    do
      at--;
    while (((unsigned char)bytes[at] & 0xC0) == 0x80);
  for (; reader->known_index < index && at < reader->region.end; reader->known_index++)
    do
      at++;
    while (at < reader->region.end && ((unsigned char)bytes[at] & 0xC0) == 0x80);
  reader->known_offset = (uint32_t)at;
  return reader->known_offset;
}

/* How many bytes at the start of the region are ASCII. */
static size_t plain_prefix(const Source *source, Span region) {
  size_t at = region.start;
  while (at < region.end && (unsigned char)source->bytes[at] < 0x80)
    at++;
  return at - region.start;
}

static Place event_place(Reader *reader, const yaml_event_t *event) {
  uint32_t start = byte_offset(reader, event->start_mark.index);
  uint32_t end = byte_offset(reader, event->end_mark.index);
  return source_place(reader->source, start, end);
}

static void parse_error(Reader *reader) {
  uint32_t at = byte_offset(reader, reader->parser.problem_mark.index);
  if (at >= reader->region.end && at > reader->region.start) at = reader->region.end - 1;
  diag_add(reader->diags, DIAG_YAML_SYNTAX, source_place(reader->source, at, at + 1));
  const char *problem = reader->parser.problem ? reader->parser.problem : "";
  for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
    if (!strstr(problem, hints[i].problem)) continue;
    diag_hint(reader->diags, "%s", hints[i].hint);
    break;
  }
  reader->failed = true;
}

static bool next_event(Reader *reader, yaml_event_t *event) {
  if (yaml_parser_parse(&reader->parser, event)) return true;
  parse_error(reader);
  return false;
}

static Yaml *refuse(Reader *reader, DiagId id, Place place) {
  diag_add(reader->diags, id, place);
  reader->failed = true;
  return NULL;
}

static Yaml *read_node(Reader *reader, yaml_event_t *event, int depth);

static void append(Yaml *parent, Yaml *child) {
  if (parent->last)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
  parent->count++;
}

/* Reads a mapping's value for the key just read. */
static bool read_value(Reader *reader, Yaml *mapping, Yaml *key, int depth) {
  if (yaml_get(mapping, key->text)) {
    diag_add(reader->diags, DIAG_YAML_DUPLICATE,
             source_place(reader->source, key->span.start, key->span.end), key->text);
    reader->failed = true;
    return false;
  }
  yaml_event_t event;
  if (!next_event(reader, &event)) return false;
  Yaml *value = read_node(reader, &event, depth + 1);
  if (!value) return false;
  value->key = key;
  append(mapping, value);
  return true;
}

/* Reads the children of a list or mapping up to its end event. */
static bool read_children(Reader *reader, Yaml *parent, int depth) {
  for (;;) {
    yaml_event_t event;
    if (!next_event(reader, &event)) return false;
    if (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT) {
      parent->span.end = event_place(reader, &event).span.end;
      while (parent->span.end > parent->span.start &&
             strchr(" \t\r\n", reader->source->bytes[parent->span.end - 1]))
        parent->span.end--; /* a block ends where the next one begins: without the space between */
      yaml_event_delete(&event);
      return true;
    }
    Place place = event_place(reader, &event);
    Yaml *child = read_node(reader, &event, depth + 1);
    if (!child) return false;
    if (parent->type == YAML_LIST) {
      append(parent, child);
    } else if (child->type != YAML_SCALAR) {
      refuse(reader, DIAG_YAML_KEY, place);
      return false;
    } else if (!read_value(reader, parent, child, depth)) {
      return false;
    }
  }
}

static Yaml *read_scalar(Reader *reader, const yaml_event_t *event, Yaml *node) {
  node->type = YAML_SCALAR;
  node->length = event->data.scalar.length;
  node->text = arena_strndup(reader->arena, (const char *)event->data.scalar.value, node->length);
  node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  return node;
}

/* Takes over the event, which starts a node. */
static Yaml *read_node(Reader *reader, yaml_event_t *event, int depth) {
  Place place = event_place(reader, event);
  Yaml *node = arena_alloc(reader->arena, sizeof *node);
  node->span = place.span;
  yaml_event_type_t type = event->type;
  bool anchored = (type == YAML_SCALAR_EVENT && event->data.scalar.anchor) ||
                  (type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor) ||
                  (type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor);
  if (type == YAML_SCALAR_EVENT) read_scalar(reader, event, node);
  yaml_event_delete(event);
  if (type == YAML_ALIAS_EVENT || anchored) return refuse(reader, DIAG_YAML_ALIAS, place);
  if (depth > DEEPEST) return refuse(reader, DIAG_YAML_DEPTH, place);
  if (type == YAML_SCALAR_EVENT) return node;
  node->type = type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAPPING;
  return read_children(reader, node, depth) ? node : NULL;
}

/* Reads from the start of the stream to its end: at most one document. */
static Yaml *read_stream(Reader *reader) {
  Yaml *root = NULL;
  for (;;) {
    yaml_event_t event;
    if (!next_event(reader, &event)) return NULL;
    yaml_event_type_t type = event.type;
    bool structural = type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT ||
                      type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT;
    if (type == YAML_DOCUMENT_START_EVENT && root) {
      Place place = event_place(reader, &event);
      yaml_event_delete(&event);
      return refuse(reader, DIAG_YAML_SECOND, place);
    }
    if (structural)
      yaml_event_delete(&event);
    else if (!(root = read_node(reader, &event, 0)))
      return NULL;
    if (type == YAML_STREAM_END_EVENT) return root;
  }
}

/* The trees of the program's own data files, for the whole process: they never change while it runs. */
static Pack *pack;

void yaml_pack_close(void) {
  pack_close(pack);
  pack = NULL;
}

const Pack *yaml_pack(void) {
  return pack;
}

void yaml_pack_open(const char *path) {
  yaml_pack_close();
  pack = pack_open(path);
}

/* The tree of a whole text from the pack, or NULL. */
static Yaml *packed(const Source *source, Span region, Arena *arena) {
  if (!pack || region.start != source->body || region.end != source->length) return NULL;
  return pack_find(pack, source->bytes + region.start, region.end - region.start, region.start,
                   arena);
}

Yaml *yaml_read(Source *source, Span region, Arena *arena, Diags *diags) {
  Yaml *known = packed(source, region, arena);
  if (known) return known;
  Reader reader = {.source = source,
                   .region = region,
                   .arena = arena,
                   .diags = diags,
                   .known_offset = region.start,
                   .plain = plain_prefix(source, region)};
  if (!yaml_parser_initialize(&reader.parser)) {
    diag_add(diags, DIAG_YAML_SYNTAX, source_place(source, region.start, region.end));
    return NULL;
  }
  yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader.parser, (const unsigned char *)source->bytes + region.start,
                               region.end - region.start);
  Yaml *root = read_stream(&reader);
  yaml_parser_delete(&reader.parser);
  if (reader.failed) return NULL;
  if (!root || (root->type == YAML_SCALAR && !root->length)) {
    root = arena_alloc(arena, sizeof *root);
    *root = (Yaml){.type = YAML_MAPPING, .span = region};
  }
  return root;
}

const Yaml *yaml_get(const Yaml *mapping, const char *key) {
  if (!mapping || mapping->type != YAML_MAPPING) return NULL;
  for (const Yaml *child = mapping->first; child; child = child->next)
    if (strcmp(child->key->text, key) == 0) return child;
  return NULL;
}

const char *yaml_text(const Yaml *mapping, const char *key) {
  const Yaml *value = yaml_get(mapping, key);
  return value && value->type == YAML_SCALAR ? value->text : NULL;
}
