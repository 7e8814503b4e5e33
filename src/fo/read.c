/* Reads the libxml2 tree into typed nodes: which elements may stand where, their text, their places and
 * properties, and the metadata in fo:declarations. */
#include "fo/place.h"
#include "fo/property.h"

#include "base/map.h"
#include "base/near.h"

#include <string.h>

#define FO_NAMESPACE "http://www.w3.org/1999/XSL/Format"
#define DC_NAMESPACE "http://purl.org/dc/elements/1.1/"

enum { DEEPEST_NODE = 200 };

typedef struct Element {
  const char *name;
  FoClass class;
  const char *children;
} Element;

static const Element elements[] = {
#define FO_ELEMENT(name, type, class, children) {name, class, children},
#include "fo/elements.h"
#undef FO_ELEMENT
};

/* Elements of XSL 1.1 that are outside the subset. */
static const char *const outside[] = {"bidi-override",
                                      "change-bar-begin",
                                      "change-bar-end",
                                      "float",
                                      "flow-assignment",
                                      "flow-map",
                                      "flow-name-specifier",
                                      "flow-source-list",
                                      "flow-target-list",
                                      "folio-prefix",
                                      "folio-suffix",
                                      "footnote",
                                      "footnote-body",
                                      "index-key-reference",
                                      "index-page-citation-list",
                                      "index-page-citation-list-separator",
                                      "index-page-citation-range-separator",
                                      "index-page-number-prefix",
                                      "index-page-number-suffix",
                                      "index-range-begin",
                                      "index-range-end",
                                      "initial-property-set",
                                      "inline-container",
                                      "multi-case",
                                      "multi-properties",
                                      "multi-property-set",
                                      "multi-switch",
                                      "multi-toggle",
                                      "page-sequence-wrapper",
                                      "region-name-specifier",
                                      "retrieve-table-marker",
                                      "scaling-value-citation"};

typedef struct Reader {
  FoDocument *document;
  Map *types; /* by name: Element */
  Arena *arena;
  Diags *diags;
} Reader;

const char *fo_type_name(FoType type) {
  return elements[type].name;
}

FoClass fo_class(const FoNode *node) {
  FoClass class = elements[node->type].class;
  for (const FoNode *child = node->first; class == FO_CLASS_NEUTRAL && child; child = child->next) {
    FoClass inner = fo_class(child);
    if (inner == FO_CLASS_BLOCK) return inner;
  }
  return class == FO_CLASS_NEUTRAL ? FO_CLASS_INLINE : class;
}

static bool in_namespace(const xmlNode *xml, const char *space) {
  return xml->ns && !strcmp((const char *)xml->ns->href, space);
}

/* Whether a space-separated list holds a word. */
static bool listed(const char *list, const char *word) {
  size_t length = strlen(word);
  for (const char *at = list; *at;) {
    size_t size = strcspn(at, " ");
    if (size == length && !strncmp(at, word, size)) return true;
    at += size + strspn(at + size, " ");
  }
  return false;
}

static bool allowed(const FoNode *parent, FoType type) {
  while (parent->xml && elements[parent->type].class == FO_CLASS_NEUTRAL && parent->parent)
    parent = parent->parent;
  const char *list = elements[parent->type].children;
  if (listed(list, elements[type].name)) return true;
  if (elements[type].class == FO_CLASS_BLOCK) return listed(list, "%block");
  if (elements[type].class == FO_CLASS_INLINE) return type != FO_TEXT && listed(list, "%inline");
  if (elements[type].class == FO_CLASS_NEUTRAL)
    return listed(list, "%block") || listed(list, "%inline") || listed(list, "#text");
  return false;
}

/* What is misplaced but can be laid out all the same, so that no words are lost. */
static bool harmless(const FoNode *parent, FoType type) {
  FoClass class = elements[type].class;
  return (class == FO_CLASS_INLINE || class == FO_CLASS_BLOCK) &&
         listed(elements[parent->type].children, "%block");
}

static void append(FoNode *parent, FoNode *child) {
  if (parent->last)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;
}

static void report_element(Reader *reader, const FoNode *parent, const xmlNode *xml) {
  const char *name = (const char *)xml->name;
  Place place = fo_node_place(reader->document, parent, xml);
  place = fo_element_place(reader->document, xml, place);
  if (!in_namespace(xml, FO_NAMESPACE)) {
    diag_add(reader->diags, DIAG_FO_FOREIGN, place, name);
    return;
  }
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
    if (!strcmp(outside[i], name)) {
      diag_add(reader->diags, DIAG_FO_ELEMENT_OUTSIDE, place, name);
      return;
    }
  diag_add(reader->diags, DIAG_FO_ELEMENT_UNKNOWN, place, name);
  const char *names[FO_TYPE_COUNT];
  for (size_t i = 0; i < FO_TYPE_COUNT; i++)
    names[i] = elements[i].name;
  const char *best = near_best(name, names, FO_TYPE_COUNT - 1);
  if (best) diag_hint(reader->diags, "did you mean \"%s\"?", best);
}

static void report_misplaced(Reader *reader, const FoNode *parent, const xmlNode *xml,
                             const char *name) {
  Place place = fo_node_place(reader->document, parent, xml);
  if (xml->type == XML_ELEMENT_NODE) place = fo_element_place(reader->document, xml, place);
  diag_add(reader->diags, DIAG_FO_MISPLACED, place, name, fo_type_name(parent->type));
}

static bool blank(const char *text) {
  return !text[strspn(text, " \t\r\n")];
}

/* Whether what is read has to outlive the libxml2 tree. */
static bool copies(const Reader *reader) {
  return reader->document->pictures != NULL;
}

static const char *copied(const Reader *reader, const char *text) {
  return copies(reader) ? arena_strdup(reader->arena, text) : text;
}

static const xmlNode *first_element(const xmlNode *xml) {
  const xmlNode *child = xml->children;
  while (child && child->type != XML_ELEMENT_NODE)
    child = child->next;
  return child;
}

/* The content of an instream-foreign-object. */
static const xmlNode *picture(const Reader *reader, const xmlNode *xml) {
  const xmlNode *content = first_element(xml);
  if (!content || !copies(reader)) return content;
  xmlDoc *pictures = reader->document->pictures;
  xmlNode *copy = xmlDocCopyNode((xmlNode *)content, pictures, 1);
  return copy ? xmlAddChild(xmlDocGetRootElement(pictures), copy) : NULL;
}

static void read_text(Reader *reader, FoNode *parent, const xmlNode *xml) {
  const char *text = (const char *)xml->content;
  if (!text || !*text) return;
  if (!allowed(parent, FO_TEXT)) {
    if (blank(text)) return;
    report_misplaced(reader, parent, xml, "text");
    if (!harmless(parent, FO_TEXT)) return;
  }
  FoNode *node = arena_alloc(reader->arena, sizeof *node);
  *node = (FoNode){.type = FO_TEXT,
                   .parent = parent,
                   .text = parent->text,
                   .box = parent->box,
                   .page = parent->page,
                   .table = parent->table,
                   .object = parent->object,
                   .string = copied(reader, text),
                   .language = parent->language};
  node->place = fo_node_place(reader->document, parent, xml);
  append(parent, node);
}

static Map *types_by_name(Arena *arena) {
  Map *types = map_new(arena);
  for (size_t i = 0; i < FO_TEXT; i++)
    map_set(types, elements[i].name, strlen(elements[i].name), (void *)&elements[i]);
  return types;
}

static bool find_type(const Reader *reader, const xmlNode *xml, FoType *type) {
  if (!in_namespace(xml, FO_NAMESPACE)) return false;
  const char *name = (const char *)xml->name;
  const Element *element = map_get(reader->types, name, strlen(name));
  if (element) *type = (FoType)(element - elements);
  return element != NULL;
}

static const char *content_of(Reader *reader, const xmlNode *xml) {
  xmlChar *content = xmlNodeGetContent(xml);
  const char *text = content ? (const char *)content : "";
  text += strspn(text, " \t\r\n");
  size_t length = strlen(text);
  while (length && strchr(" \t\r\n", text[length - 1]))
    length--;
  char *copy = length ? arena_strndup(reader->arena, text, length) : NULL;
  xmlFree(content);
  return copy;
}

/* Dublin Core in XMP, wherever it stands below fo:declarations. */
static void read_metadata(Reader *reader, const xmlNode *xml, int depth) {
  for (const xmlNode *child = xml->children; child && depth < 16; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    const char *name = (const char *)child->name;
    FoDocument *document = reader->document;
    if (!in_namespace(child, DC_NAMESPACE))
      read_metadata(reader, child, depth + 1);
    else if (!strcmp(name, "title"))
      document->title = content_of(reader, child);
    else if (!strcmp(name, "creator"))
      document->author = content_of(reader, child);
    else if (!strcmp(name, "description"))
      document->subject = content_of(reader, child);
  }
}

static void read_children(Reader *reader, FoNode *node, int depth);

static void read_element(Reader *reader, FoNode *parent, const xmlNode *xml, int depth) {
  FoType type;
  if (!find_type(reader, xml, &type)) {
    if (parent->type != FO_DECLARATIONS) report_element(reader, parent, xml);
    return;
  }
  if (!allowed(parent, type)) {
    report_misplaced(reader, parent, xml, fo_type_name(type));
    if (!harmless(parent, type)) return;
  }
  FoNode *node = arena_alloc(reader->arena, sizeof *node);
  *node = (FoNode){.type = type, .parent = parent, .xml = xml};
  node->place = fo_node_place(reader->document, parent, xml);
  if (depth > DEEPEST_NODE) {
    diag_add(reader->diags, DIAG_FO_DEEP, node->place, DEEPEST_NODE);
    return;
  }
  resolve_node(node, reader->document, reader->arena, reader->diags);
  append(parent, node);
  if (type == FO_DECLARATIONS)
    read_metadata(reader, xml, 0);
  else if (type != FO_INSTREAM_FOREIGN_OBJECT)
    read_children(reader, node, depth);
  if (type == FO_INSTREAM_FOREIGN_OBJECT)
    node->xml = picture(reader, xml);
  else if (copies(reader))
    node->xml = NULL;
}

static void read_children(Reader *reader, FoNode *node, int depth) {
  for (const xmlNode *child = node->xml->children; child; child = child->next) {
    if (child->type == XML_ELEMENT_NODE)
      read_element(reader, node, child, depth + 1);
    else if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
      read_text(reader, node, child);
  }
}

FoDocument *fo_read(xmlDoc *doc, const FoSources *sources, Arena *arena, Diags *diags) {
  const xmlNode *xml = doc ? xmlDocGetRootElement(doc) : NULL;
  FoDocument *document = arena_alloc(arena, sizeof *document);
  document->sources = sources;
  if (!sources || !sources->fo) {
    document->pictures = xmlNewDoc((const xmlChar *)"1.0");
    xmlDocSetRootElement(document->pictures, xmlNewNode(NULL, (const xmlChar *)"pictures"));
  }
  document->resolved = map_new(arena);
  document->columns = column_cursor_new(arena);
  Reader reader = {
      .document = document, .types = types_by_name(arena), .arena = arena, .diags = diags};
  FoType type;
  if (!xml || !find_type(&reader, xml, &type) || type != FO_ROOT) {
    Place place = xml ? fo_node_place(document, NULL, xml) : (Place){0};
    if (xml) place = fo_element_place(document, xml, place);
    diag_add(diags, DIAG_FO_NOT_FO, place, xml ? (const char *)xml->name : "");
    fo_free(document);
    return NULL;
  }
  FoNode *root = arena_alloc(arena, sizeof *root);
  *root = (FoNode){.type = FO_ROOT, .xml = xml};
  root->place = fo_node_place(document, NULL, xml);
  resolve_node(root, document, arena, diags);
  document->root = root;
  read_children(&reader, root, 1);
  if (copies(&reader)) root->xml = NULL;
  return document;
}

void fo_free(const FoDocument *document) {
  if (document) xmlFreeDoc(document->pictures);
}
