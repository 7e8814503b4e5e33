/* One case file to one case XML. */
#include "case/build.h"

#include "source/xml_memory.h"

#include <string.h>
#include <unistd.h>

static xmlDoc *new_document(void) {
  xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
  doc->dict = xmlDictCreate();
  return doc;
}

static Case *read_all(Source *source, Source *shared, Templates *templates, Arena *arena,
                      Diags *diags) {
  Builder builder = {.arena = arena,
                     .source = source,
                     .shared = shared,
                     .templates = templates,
                     .diags = diags,
                     .doc = new_document()};
  Case *document = arena_alloc(arena, sizeof *document);
  document->xml = builder.doc;
  xmlNode *root = build_element(&builder, NULL, "case", (Place){source, {0, 0}});
  xmlDocSetRootElement(builder.doc, root);
  uint32_t body = front_read(&builder, root);
  if (body != UINT32_MAX && builder.marking) {
    xmlNode *people = root->last, *facts = people->prev;
    marks_prepare(&builder, facts, people);
  }
  if (body == UINT32_MAX || !body_read(&builder, root, body)) {
    xmlFreeDoc(builder.doc);
    return NULL;
  }
  *document = (Case){.arena = arena,
                     .source = source,
                     .shared = shared,
                     .xml = builder.doc,
                     .kind = builder.kind_name,
                     .language = builder.language,
                     .restricted = builder.restricted,
                     .allows = builder.allows,
                     .allow_count = builder.allow_count};
  for (xmlNode *node = root->children; node; node = node->next) {
    if (strcmp((char *)node->name, "practice") != 0) continue;
    xmlChar *id = xmlGetProp(node, (const xmlChar *)"id");
    document->practice = arena_strdup(arena, (char *)id);
    xmlFree(id);
  }
  build_attribute(root, "kind", document->kind);
  build_attribute(root, "language", document->language);
  build_attribute(root, "practice", document->practice);
  return document;
}

Case *case_from_sources(Source *source, Source *shared, Templates *templates, Arena *arena,
                        Diags *diags) {
  xml_region_begin();
  Case *document = read_all(source, shared, templates, arena, diags);
  xml_region_end(document ? document->xml : NULL);
  return document;
}

/* The case.yml in the folder of a case file, when there is one. False when it is there and cannot
 * be read. */
static bool read_shared(const char *path, Arena *arena, Diags *diags, Source **shared) {
  *shared = NULL;
  if (strcmp(path, "-") == 0) return true;
  const char *slash = strrchr(path, '/');
  int folder = slash ? (int)(slash - path) + 1 : 0;
  const char *beside = arena_printf(arena, "%.*scase.yml", folder, path);
  if (access(beside, F_OK) != 0) return true;
  *shared = source_read(beside, arena, diags);
  return *shared != NULL;
}

Case *case_read(const char *path, Templates *templates, Arena *arena, Diags *diags) {
  Source *source = source_read(path, arena, diags);
  return source ? case_read_source(source, path, templates, arena, diags) : NULL;
}

Case *case_read_source(Source *source, const char *path, Templates *templates, Arena *arena,
                       Diags *diags) {
  Source *shared;
  if (!read_shared(path, arena, diags, &shared)) return NULL;
  uint32_t at = source->body;
  while (at < source->length && strchr(" \t\r\n", source->bytes[at]))
    at++;
  if (at == source->length) {
    diag_add(diags, DIAG_FILE_EMPTY, source_place(source, 0, 0));
    return NULL;
  }
  return case_from_sources(source, shared, templates, arena, diags);
}

void case_free(Case *document) {
  if (!document) return;
  xml_tree_free(document->xml);
  document->xml = NULL;
}

/* Writes a number so that it ends before a place; returns where it starts. */
static char *digits_before(char *at, uint32_t number) {
  do
    *--at = (char)('0' + number % 10);
  while (number /= 10);
  return at;
}

const char *case_span(const Case *document, const xmlNode *node, char text[CASE_SPAN_SIZE]) {
  const NodeOrigin *origin = node->_private;
  char *at = text + CASE_SPAN_SIZE; /* from its end on: there are thousands, and snprintf is slow */
  *--at = '\0';
  if (node->type != XML_ELEMENT_NODE || !origin || !origin->source) return at;
  at = digits_before(at, origin->span.end);
  *--at = '-';
  at = digits_before(at, origin->span.start);
  return origin->source == document->shared ? memcpy(at - 2, "1:", 2) : at;
}

/* The next node in document order; descends no deeper than the limits on nesting allow. */
static xmlNode *next_node(xmlNode *node, const xmlNode *root) {
  if (node->children) return node->children;
  while (node != root && !node->next)
    node = node->parent;
  return node == root ? NULL : node->next;
}

void case_add_spans(Case *document) {
  xmlNode *root = xmlDocGetRootElement(document->xml);
  for (xmlNode *node = root; node; node = next_node(node, root))
    if (node->type == XML_ELEMENT_NODE && node->_private)
      build_attribute(node, "at", case_span(document, node, (char[CASE_SPAN_SIZE]){0}));
}

/* --- words ---------------------------------------------------------------------------------- */

static void add_entry(xmlNode *words, Map *seen, const char *element, const char *id,
                      const char *text) {
  char key[200];
  int length = snprintf(key, sizeof key, "%s %s", element, id);
  if (length < 0 || (size_t)length >= sizeof key || map_get(seen, key, (size_t)length)) return;
  map_set(seen, key, (size_t)length, (void *)text);
  xmlNode *node = xmlNewTextChild(words, NULL, (const xmlChar *)element, (const xmlChar *)text);
  build_attribute(node, "id", id);
}

static void add_group(xmlNode *words, Map *seen, const char *element, const Yaml *group) {
  for (const Yaml *entry = group ? group->first : NULL; entry; entry = entry->next)
    if (entry->type == YAML_SCALAR && entry->key)
      add_entry(words, seen, element, entry->key->text, entry->text);
}

static void add_numbered(xmlNode *words, Map *seen, const char *element, const Yaml *list) {
  int number = 0;
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next) {
    char id[16];
    snprintf(id, sizeof id, "%d", ++number);
    const Yaml *text = item->type == YAML_LIST ? item->first : item;
    if (text && text->type == YAML_SCALAR) add_entry(words, seen, element, id, text->text);
  }
}

bool case_has_words(const Case *document, Templates *templates, Diags *diags) {
  const Yaml *chain[3];
  return templates_wording(templates, document->language, chain, diags) > 0;
}

void case_add_words(Case *document, Templates *templates, Diags *diags) {
  xmlNode *root = xmlDocGetRootElement(document->xml);
  xmlNode *words = xmlNewChild(root, NULL, (const xmlChar *)"words", NULL);
  Map *seen = map_new(document->arena);
  const Yaml *chain[3];
  size_t count = templates_wording(templates, document->language, chain, diags);
  const char *const groups[] = {document->kind, "common"};
  for (size_t group = 0; group < 2; group++)
    for (size_t i = 0; i < count; i++)
      add_group(words, seen, "say", yaml_get(yaml_get(chain[i], "say"), groups[group]));
  for (size_t i = 0; i < count; i++) {
    add_numbered(words, seen, "month", yaml_get(chain[i], "months"));
    add_numbered(words, seen, "weekday", yaml_get(chain[i], "weekdays"));
    add_numbered(words, seen, "short-weekday", yaml_get(chain[i], "short-weekdays"));
    add_group(words, seen, "date", yaml_get(chain[i], "dates"));
  }
}
