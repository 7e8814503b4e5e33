/* The XML side of Schematron: files, includes, abstract patterns, places. Errors of the XML parser
 * become diagnostics. */
#include "check/schema_source.h"

#include "base/buf.h"
#include "source/xml.h"

#include <ctype.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_INCLUDE = 8 };

bool schema_is(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && node->ns &&
         strcmp((const char *)node->ns->href, SCHEMATRON_NAMESPACE) == 0 &&
         strcmp((const char *)node->name, name) == 0;
}

const char *schema_attribute(Arena *arena, const xmlNode *node, const char *name) {
  xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
  const char *copy = arena_strdup(arena, (const char *)value);
  xmlFree(value);
  return copy;
}

Place schema_place(const xmlNode *node) {
  return xml_line_place(node->doc->_private, (int)xmlGetLineNo(node));
}

const char *schema_error_text(const xmlError *error) {
  static const struct {
    int code;
    const char *text;
  } texts[] = {
      {XML_XPATH_NUMBER_ERROR, "a number is expected"},
      {XML_XPATH_UNFINISHED_LITERAL_ERROR, "a quotation mark is not closed"},
      {XML_XPATH_START_LITERAL_ERROR, "a quotation mark is not closed"},
      {XML_XPATH_VARIABLE_REF_ERROR, "a name must follow $"},
      {XML_XPATH_UNDEF_VARIABLE_ERROR, "it uses a variable that is not declared"},
      {XML_XPATH_INVALID_PREDICATE_ERROR, "a condition in [ ] is wrong or not closed"},
      {XML_XPATH_UNCLOSED_ERROR, "a parenthesis is not closed"},
      {XML_XPATH_UNKNOWN_FUNC_ERROR, "it uses a function that does not exist"},
      {XML_XPATH_INVALID_OPERAND, "an operand is of the wrong type"},
      {XML_XPATH_INVALID_TYPE, "a value is of the wrong type"},
      {XML_XPATH_INVALID_ARITY, "a function has too few or too many arguments"},
      {XML_XPATH_UNDEF_PREFIX_ERROR, "it uses a prefix that no <ns> declares"},
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (texts[i].code == error->code) return texts[i].text;
  if (error->code == XML_XPATH_EXPRESSION_OK + XPATH_OP_LIMIT_EXCEEDED) return "it takes too long";
  return "it cannot be understood here";
}

/* What the parser's error handler needs to know. */
typedef struct Parsing {
  SchemaFiles *files;
  Source *source;
  bool failed;
} Parsing;

static void on_xml_error(void *data, xmlErrorPtr error) {
  Parsing *parsing = ((xmlParserCtxt *)data)->_private;
  if (parsing->failed || error->level < XML_ERR_ERROR) return;
  parsing->failed = true;
  const char *message = error->message ? error->message : "";
  char *text = arena_strndup(parsing->files->arena, message, strcspn(message, "\n"));
  diag_add(parsing->files->diags, DIAG_RULE_XML, xml_line_place(parsing->source, error->line),
           text);
}

static xmlDoc *parse(SchemaFiles *files, Source *source) {
  xmlParserCtxt *parser = xmlNewParserCtxt();
  if (!parser) return NULL;
  Parsing parsing = {files, source, false};
  parser->_private = &parsing;
  parser->sax->serror = on_xml_error;
  int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
  xmlDoc *xml =
      xmlCtxtReadMemory(parser, source->bytes, (int)source->length, source->name, NULL, options);
  xmlFreeParserCtxt(parser);
  if (xml && parsing.failed) {
    xmlFreeDoc(xml);
    xml = NULL;
  }
  if (xml) xml->_private = source;
  return xml;
}

static void index_element(SchemaFiles *files, xmlNode *node) {
  const char *id = schema_attribute(files->arena, node, "id");
  if (!id) return;
  const char *abstract = schema_attribute(files->arena, node, "abstract");
  bool is_abstract = abstract && strcmp(abstract, "true") == 0;
  Map *map = NULL;
  if (schema_is(node, "diagnostic")) map = files->diagnostics;
  if (schema_is(node, "rule") && is_abstract) map = files->rules;
  if (schema_is(node, "pattern") && is_abstract) map = files->patterns;
  if (map) map_set(map, id, strlen(id), node);
}

static xmlNode *open_document(SchemaFiles *files, const char *path, int depth);

/* The real path of href beside the including file, if it is below the folder; else NULL. */
static const char *include_path(SchemaFiles *files, const xmlNode *node, const char *href) {
  const Source *source = node->doc->_private;
  const char *slash = strrchr(source->name, '/');
  int directory = slash ? (int)(slash - source->name) + 1 : 0;
  char *joined = arena_printf(files->arena, "%.*s%s", directory, source->name, href);
  char *real = realpath(joined, NULL), *root = realpath(files->folder, NULL);
  size_t length = root ? strlen(root) : 0;
  bool inside = real && root && strncmp(real, root, length) == 0 && real[length] == '/';
  free(real);
  free(root);
  return inside ? joined : NULL;
}

static void open_include(SchemaFiles *files, xmlNode *node, int depth) {
  const char *href = schema_attribute(files->arena, node, "href");
  if (!href) {
    diag_add(files->diags, DIAG_RULE_ATTRIBUTE, schema_place(node), (const char *)node->name,
             "href");
    files->failed = true;
    return;
  }
  const char *path = include_path(files, node, href);
  if (!path || depth >= DEEPEST_INCLUDE) {
    diag_add(files->diags, DIAG_RULE_INCLUDE, schema_place(node), href,
             path ? "the files include each other" : "it is not below templates/");
    files->failed = true;
    return;
  }
  node->_private = open_document(files, path, depth + 1);
}

static bool includes_file(Arena *arena, const xmlNode *node) {
  return schema_is(node, "include") ||
         (schema_is(node, "extends") && schema_attribute(arena, node, "href"));
}

static void index_tree(SchemaFiles *files, xmlNode *node, int depth) {
  for (; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (includes_file(files->arena, node)) open_include(files, node, depth);
    index_element(files, node);
    index_tree(files, node->children, depth);
  }
}

static xmlNode *open_document(SchemaFiles *files, const char *path, int depth) {
  Source *source = source_read_data(path, diags_arena(files->diags), files->diags);
  xmlDoc *xml = source ? parse(files, source) : NULL;
  if (!xml) {
    files->failed = true;
    return NULL;
  }
  SchemaDocument *document = arena_alloc(files->arena, sizeof *document);
  *document = (SchemaDocument){xml, files->documents};
  files->documents = document;
  xmlNode *root = xmlDocGetRootElement(xml);
  index_tree(files, root, depth);
  return root;
}

xmlNode *schema_files_open(SchemaFiles *files, const char *path) {
  files->diagnostics = map_new(files->arena);
  files->rules = map_new(files->arena);
  files->patterns = map_new(files->arena);
  xmlNode *root = open_document(files, path, 0);
  if (root && !schema_is(root, "schema")) {
    diag_add(files->diags, DIAG_RULE_ELEMENT, schema_place(root), (const char *)root->name);
    diag_hint(files->diags, "the root is <schema xmlns=\"%s\">", SCHEMATRON_NAMESPACE);
    files->failed = true;
  }
  return files->failed ? NULL : root;
}

void schema_files_close(SchemaFiles *files) {
  for (SchemaDocument *document = files->documents; document; document = document->next)
    xmlFreeDoc(document->xml);
  files->documents = NULL;
}

void schema_each_child(const xmlNode *parent, void (*visit)(void *state, xmlNode *child),
                       void *state) {
  for (xmlNode *child = parent->children; child; child = child->next) {
    if (child->type != XML_ELEMENT_NODE || !child->ns ||
        strcmp((const char *)child->ns->href, SCHEMATRON_NAMESPACE) != 0)
      continue; /* the standard allows elements of other namespaces and ignores them */
    xmlNode *included = child->_private;
    if (!included)
      visit(state, child);
    else if (schema_is(included, "schema") || schema_is(child, "extends"))
      schema_each_child(included, visit, state);
    else
      visit(state, included);
  }
}

/* The param of that name among the children of an instance, or NULL. */
static xmlChar *param_value(const xmlNode *instance, const char *name, size_t length) {
  for (const xmlNode *child = instance->children; child; child = child->next) {
    if (!schema_is(child, "param")) continue;
    xmlChar *given = xmlGetNoNsProp(child, (const xmlChar *)"name");
    bool same = given && strlen((char *)given) == length && memcmp(given, name, length) == 0;
    xmlFree(given);
    if (same) return xmlGetNoNsProp(child, (const xmlChar *)"value");
  }
  return NULL;
}

static size_t name_length(const char *text) {
  size_t length = 0;
  while (isalnum((unsigned char)text[length]) || strchr("_-.", text[length] ? text[length] : ' '))
    length++;
  return length;
}

/* text with every $name that is a param replaced by its value. */
static void substitute(const xmlNode *instance, const char *text, Buf *out) {
  while (*text) {
    size_t length = *text == '$' ? name_length(text + 1) : 0;
    xmlChar *value = length ? param_value(instance, text + 1, length) : NULL;
    if (value) {
      buf_puts(out, (const char *)value);
      text += 1 + length;
      xmlFree(value);
    } else {
      buf_putc(out, *text++);
    }
  }
}

static void substitute_tree(const xmlNode *instance, xmlNode *node) {
  for (; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
      xmlChar *old = xmlNodeGetContent((xmlNode *)attribute);
      Buf value = {0};
      buf_puts(&value, "");
      substitute(instance, (const char *)old, &value);
      if (attribute->ns)
        xmlSetNsProp(node, attribute->ns, attribute->name, (const xmlChar *)value.bytes);
      else
        xmlSetProp(node, attribute->name, (const xmlChar *)value.bytes);
      buf_free(&value);
      xmlFree(old);
    }
    substitute_tree(instance, node->children);
  }
}

xmlNode *schema_instantiate(SchemaFiles *files, const xmlNode *instance, const xmlNode *pattern) {
  /* a document of its own, so that it is released with the others and knows its source */
  xmlDoc *xml = xmlNewDoc((const xmlChar *)"1.0");
  xml->_private = pattern->doc->_private;
  SchemaDocument *document = arena_alloc(files->arena, sizeof *document);
  *document = (SchemaDocument){xml, files->documents};
  files->documents = document;
  xmlNode *copy = xmlDocCopyNode((xmlNode *)pattern, xml, 1);
  xmlDocSetRootElement(xml, copy);
  substitute_tree(instance, copy->children);
  return copy;
}
