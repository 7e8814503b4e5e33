/* The elements of the body by name. */
#include "check/body_index.h"

#include "base/map.h"
#include "source/xml.h"

#include <stdint.h>
#include <string.h>

/* The elements of one name. */
typedef struct List {
  xmlNode **items;
  size_t count, capacity;
  bool text; /* what they hold is text, in points only where they have no paragraphs */
} List;

enum { NAMES = 64 };

struct BodyIndex {
  const xmlDoc *doc;
  Arena *arena;
  Map *lists; /* by name: List */
  List texts;
  /* The case keeps each name once, so that most lists are found by where their name stands. */
  struct {
    const xmlChar *name;
    List *list;
  } met[NAMES];
};

static bool has_paragraph(const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if (xml_is(child, "p")) return true;
  return false;
}

static List *list_named(BodyIndex *index, const xmlNode *node) {
  const char *name = (const char *)node->name;
  size_t length = strlen(name);
  List *list = map_get(index->lists, name, length);
  if (list) return list;
  list = arena_alloc(index->arena, sizeof *list);
  list->text =
      xml_is(node, "p") || xml_is(node, "field") || xml_is(node, "heading") || xml_is(node, "item");
  map_set(index->lists, name, length, list);
  return list;
}

static List *list_of(BodyIndex *index, const xmlNode *node) {
  size_t slot = (uintptr_t)node->name / sizeof(void *) % NAMES;
  if (index->met[slot].name != node->name) {
    index->met[slot].name = node->name;
    index->met[slot].list = list_named(index, node);
  }
  return index->met[slot].list;
}

static void add(BodyIndex *index, List *list, xmlNode *node) {
  ARENA_PUSH(index->arena, list->items, list->count, list->capacity, node);
}

static void add_element(BodyIndex *index, xmlNode *node) {
  List *list = list_of(index, node);
  add(index, list, node);
  if (list->text && !(xml_is(node, "item") && has_paragraph(node))) add(index, &index->texts, node);
}

/* The node after this one in the order of the document, within top; NULL at the end. */
static xmlNode *next_within(const xmlNode *top, xmlNode *node) {
  if (node->type == XML_ELEMENT_NODE && node->children) return node->children;
  while (node != top && !node->next)
    node = node->parent;
  return node == top ? NULL : node->next;
}

BodyIndex *body_index_new(xmlDoc *doc) {
  Arena *arena = arena_new();
  BodyIndex *index = arena_alloc(arena, sizeof *index);
  *index = (BodyIndex){.doc = doc, .arena = arena, .lists = map_new(arena)};
  xmlNode *root = xmlDocGetRootElement(doc);
  if (!root || !xml_is(root, "case")) return index;
  for (xmlNode *body = root->children; body; body = body->next) {
    if (!xml_is(body, "body")) continue;
    for (xmlNode *node = next_within(body, body); node; node = next_within(body, node))
      if (node->type == XML_ELEMENT_NODE && !node->ns) add_element(index, node);
  }
  return index;
}

void body_index_free(BodyIndex *index) {
  if (index) arena_free(index->arena);
}

bool body_index_is_of(const BodyIndex *index, const xmlDoc *doc) {
  return index && index->doc == doc;
}

static xmlNodeSet *set_of(const List *list) {
  xmlNodeSet *set = xmlXPathNodeSetCreate(NULL);
  if (!set || !list || !list->count) return set;
  set->nodeTab = xmlMalloc(list->count * sizeof *set->nodeTab);
  if (!set->nodeTab) return set;
  memcpy(set->nodeTab, list->items, list->count * sizeof *set->nodeTab);
  set->nodeNr = set->nodeMax = (int)list->count;
  return set;
}

xmlNodeSet *body_index_named(const BodyIndex *index, const char *name) {
  return set_of(map_get(index->lists, name, strlen(name)));
}

xmlNodeSet *body_index_texts(const BodyIndex *index) {
  return set_of(&index->texts);
}

static bool refers(const xmlNode *node, const char *id) {
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    if (strcmp((const char *)attribute->name, "ref") == 0 && attribute->children &&
        attribute->children->content)
      return strcmp((const char *)attribute->children->content, id) == 0;
  return false;
}

bool body_index_refers(const BodyIndex *index, const char *id) {
  static const char *const referring[] = {"name", "section", "voice"};
  for (size_t i = 0; i < sizeof referring / sizeof *referring; i++) {
    const List *list = map_get(index->lists, referring[i], strlen(referring[i]));
    for (size_t at = 0; list && at < list->count; at++)
      if (refers(list->items[at], id)) return true;
  }
  return false;
}
