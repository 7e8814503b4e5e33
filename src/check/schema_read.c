/* Compiles a Schematron file: variables, patterns, rules, asserts and their texts. */
#include "base/buf.h"
#include "base/near.h"
#include "check/schema_source.h"
#include "check/shortcut.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

typedef struct Reader {
  SchemaFiles files;
  Schema *schema;
  Arena *arena;
  Diags *diags;
  const char *id_prefix;
  xmlXPathContext *context; /* expressions are compiled against it */
  const char *error;
  /* what an assert inherits */
  const char *role, *see;
  SchemaPattern *pattern, **next_pattern;
  SchemaRule *rule, **next_rule;
  SchemaAssert **next_assert;
  SchemaLet **next_let;
  SchemaNamespace **next_namespace;
  int extends_depth;
} Reader;

static void fail(Reader *reader, DiagId id, const xmlNode *node, const char *first,
                 const char *second) {
  diag_add(reader->diags, id, schema_place(node), first, second);
  reader->files.failed = true;
}

static void on_xpath_error(void *data, xmlErrorPtr error) {
  Reader *reader = data;
  if (!reader->error) reader->error = schema_error_text(error);
}

static SchemaPath *compile(Reader *reader, const xmlNode *node, const char *text) {
  Buf quick = {0};
  shortcut_take(&quick, text);
  reader->error = NULL;
  xmlXPathCompExpr *compiled = xmlXPathCtxtCompile(reader->context, (const xmlChar *)quick.bytes);
  buf_free(&quick);
  if (!compiled) {
    fail(reader, DIAG_RULE_XPATH, node, text,
         reader->error ? reader->error : "it cannot be understood");
    return NULL;
  }
  Schema *schema = reader->schema;
  ARENA_PUSH(reader->arena, schema->compiled, schema->compiled_count, schema->compiled_capacity,
             compiled);
  SchemaPath *path = arena_alloc(reader->arena, sizeof *path);
  *path = (SchemaPath){.compiled = compiled, .text = text, .place = schema_place(node)};
  return path;
}

/* A test: directly, where it is one of those that stand at every line. */
static SchemaPath *compile_test(Reader *reader, const xmlNode *node, const char *text) {
  Direct *direct = direct_read(text, reader->arena);
  if (!direct) return compile(reader, node, text);
  SchemaPath *path = arena_alloc(reader->arena, sizeof *path);
  *path = (SchemaPath){.direct = direct, .text = text, .place = schema_place(node)};
  return path;
}

/* The required attribute, or NULL after a diagnostic. */
static const char *required(Reader *reader, const xmlNode *node, const char *name) {
  const char *value = schema_attribute(reader->arena, node, name);
  if (!value) fail(reader, DIAG_RULE_ATTRIBUTE, node, (const char *)node->name, name);
  return value;
}

/* Where the top-level branch of a union that starts at text ends. */
static const char *branch_end(const char *text) {
  int depth = 0;
  char quote = '\0';
  for (; *text; text++) {
    if (quote) {
      if (*text == quote) quote = '\0';
    } else if (*text == '\'' || *text == '"') {
      quote = *text;
    } else if (*text == '[' || *text == '(') {
      depth++;
    } else if (*text == ']' || *text == ')') {
      depth--;
    } else if (*text == '|' && !depth) {
      break;
    }
  }
  return text;
}

/* A rule's context is a pattern as in XSLT: the nodes that it matches anywhere in the tree. */
static const char *context_expression(Arena *arena, const char *text) {
  Buf out = {0};
  while (*text) {
    text += strspn(text, " \t\r\n");
    const char *end = branch_end(text);
    bool rooted = *text == '/' || *text == '(' || *text == '$' || strncmp(text, "id(", 3) == 0;
    if (!rooted) buf_puts(&out, "//");
    buf_add(&out, text, (size_t)(end - text));
    if (*end) buf_puts(&out, "|");
    text = *end ? end + 1 : end;
  }
  const char *copy = arena_strndup(arena, out.bytes ? out.bytes : "", out.length);
  buf_free(&out);
  return copy;
}

/* Suggests the element that was meant. */
static void unknown_element(Reader *reader, const xmlNode *node) {
  static const char *const names[] = {"assert",  "diagnostic", "diagnostics", "dir",   "emph",
                                      "extends", "include",    "let",         "name",  "ns",
                                      "p",       "param",      "pattern",     "phase", "report",
                                      "rule",    "schema",     "span",        "title", "value-of"};
  fail(reader, DIAG_RULE_ELEMENT, node, (const char *)node->name, NULL);
  const char *near = near_best((const char *)node->name, names, sizeof names / sizeof *names);
  if (near) diag_hint(reader->diags, "did you mean <%s>?", near);
}

static void read_let(Reader *reader, xmlNode *node) {
  const char *name = required(reader, node, "name");
  if (!name) return;
  SchemaLet *let = arena_alloc(reader->arena, sizeof *let);
  const char *value = schema_attribute(reader->arena, node, "value");
  let->name = name;
  if (value) {
    let->path = compile(reader, node, value);
  } else {
    xmlChar *content = xmlNodeGetContent(node);
    let->text = arena_strdup(reader->arena, (const char *)content);
    xmlFree(content);
  }
  *reader->next_let = let;
  reader->next_let = &let->next;
}

static void add_piece(Reader *reader, SchemaPiece ***next, const char *text, SchemaPath *value) {
  SchemaPiece *piece = arena_alloc(reader->arena, sizeof *piece);
  *piece = (SchemaPiece){.text = text, .value = value};
  **next = piece;
  *next = &piece->next;
}

static void read_pieces(Reader *reader, const xmlNode *parent, SchemaPiece ***next) {
  for (const xmlNode *child = parent->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      add_piece(reader, next, arena_strdup(reader->arena, (const char *)child->content), NULL);
    } else if (schema_is(child, "value-of")) {
      const char *select = required(reader, child, "select");
      if (select) add_piece(reader, next, NULL, compile(reader, child, select));
    } else if (schema_is(child, "name")) {
      const char *path = schema_attribute(reader->arena, child, "path");
      add_piece(reader, next, NULL, path ? compile(reader, child, path) : NULL);
    } else if (child->type == XML_ELEMENT_NODE) {
      read_pieces(reader, child, next);
    }
  }
}

static SchemaPiece *read_message(Reader *reader, const xmlNode *node) {
  SchemaPiece *first = NULL, **next = &first;
  if (node) read_pieces(reader, node, &next);
  return first;
}

/* The message as `explain` shows it: … where a value stands; white space as one space. */
static const char *static_text(Reader *reader, const SchemaPiece *piece) {
  if (!piece) return NULL;
  Buf out = {0};
  bool space = false;
  for (; piece; piece = piece->next) {
    const char *text = piece->text ? piece->text : "…";
    for (; *text; text++) {
      bool blank = strchr(" \t\r\n", *text) != NULL;
      if (!blank && space && out.length) buf_putc(&out, ' ');
      if (!blank) buf_putc(&out, *text);
      space = blank;
    }
  }
  const char *copy = arena_strndup(reader->arena, out.bytes ? out.bytes : "", out.length);
  buf_free(&out);
  return copy;
}

static size_t indent_of(const char *line) {
  return strspn(line, " \t");
}

/* An example keeps its lines, without the indentation that they share. */
static const char *example_text(Reader *reader, const xmlNode *node) {
  if (!node) return NULL;
  xmlChar *content = xmlNodeGetContent(node);
  const char *text = (const char *)content;
  while (text[indent_of(text)] == '\n')
    text += indent_of(text) + 1;
  size_t shared = indent_of(text);
  Buf out = {0};
  for (const char *line = text; *line;) {
    size_t length = strcspn(line, "\n"), indent = indent_of(line);
    if (indent > shared) indent = shared;
    if (indent > length) indent = length;
    buf_add(&out, line + indent, length - indent);
    buf_putc(&out, '\n');
    line += length + (line[length] == '\n');
  }
  while (out.length && strchr(" \t\r\n", out.bytes[out.length - 1]))
    out.length--;
  const char *copy = arena_strndup(reader->arena, out.bytes ? out.bytes : "", out.length);
  buf_free(&out);
  xmlFree(content);
  return copy;
}

/* The diagnostic RULE.part, found by that name or in the list of ids that the assert gives. */
static const xmlNode *diagnostic(Reader *reader, const xmlNode *node, const char *id,
                                 const char *part) {
  char *wanted = arena_printf(reader->arena, "%s.%s", id, part);
  const xmlNode *found = map_get(reader->files.diagnostics, wanted, strlen(wanted));
  const char *list = schema_attribute(reader->arena, node, "diagnostics");
  while (!found && list && *list) {
    list += strspn(list, " \t\r\n");
    size_t length = strcspn(list, " \t\r\n"), suffix = strlen(part) + 1;
    if (length > suffix && list[length - suffix] == '.' &&
        strncmp(list + length - suffix + 1, part, suffix - 1) == 0)
      found = map_get(reader->files.diagnostics, list, length);
    list += length;
  }
  return found;
}

static void check_references(Reader *reader, const xmlNode *node) {
  const char *list = schema_attribute(reader->arena, node, "diagnostics");
  while (list && *list) {
    list += strspn(list, " \t\r\n");
    size_t length = strcspn(list, " \t\r\n");
    if (length && !map_get(reader->files.diagnostics, list, length))
      fail(reader, DIAG_RULE_REFERENCE, node, "diagnostic",
           arena_strndup(reader->arena, list, length));
    list += length;
  }
}

static Severity read_severity(Reader *reader, const xmlNode *node, const char *role) {
  static const char *const names[] = {"note", "warning", "error"};
  if (!role) return SEVERITY_ERROR;
  for (int i = 0; i < 3; i++)
    if (strcmp(role, names[i]) == 0) return (Severity)i;
  fail(reader, DIAG_RULE_ROLE, node, role, NULL);
  const char *near = near_best(role, names, 3);
  if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
  return SEVERITY_ERROR;
}

/* The attribute of the element, or what an element around it says. */
static const char *inherited(Reader *reader, const xmlNode *node, const char *name,
                             const char *otherwise) {
  const char *value = schema_attribute(reader->arena, node, name);
  return value ? value : otherwise;
}

static void read_texts(Reader *reader, const xmlNode *node, SchemaAssert *assert) {
  const char *id = assert->info.id;
  RuleInfo *info = &assert->info;
  assert->message = read_message(reader, node);
  assert->because = read_message(reader, diagnostic(reader, node, id, "because"));
  assert->ask = read_message(reader, diagnostic(reader, node, id, "ask"));
  info->message = static_text(reader, assert->message);
  info->because = static_text(reader, assert->because);
  info->ask = static_text(reader, assert->ask);
  info->long_text = static_text(reader, read_message(reader, diagnostic(reader, node, id, "long")));
  info->bad = example_text(reader, diagnostic(reader, node, id, "bad"));
  info->good = example_text(reader, diagnostic(reader, node, id, "good"));
  const char *see = inherited(reader, node, "see", reader->see);
  bool address = see && strncmp(see, "http", 4) == 0;
  info->link = address ? see : NULL;
  info->source = address ? NULL : see;
}

static void read_assert(Reader *reader, xmlNode *node) {
  const char *test = required(reader, node, "test"), *id = required(reader, node, "id");
  if (!test || !id) return;
  check_references(reader, node);
  SchemaAssert *assert = arena_alloc(reader->arena, sizeof *assert);
  const Source *source = node->doc->_private;
  assert->report = schema_is(node, "report");
  assert->info.id =
      strchr(id, '/') ? id : arena_printf(reader->arena, "%s/%s", reader->id_prefix, id);
  assert->info.check = CHECK_STRUCTURE;
  assert->info.severity =
      read_severity(reader, node, inherited(reader, node, "role", reader->role));
  assert->info.file = source->name;
  assert->info.place = schema_place(node);
  read_texts(reader, node, assert);
  assert->test = compile_test(reader, node, test);
  xmlChar *at = xmlGetNsProp(node, (const xmlChar *)"at", (const xmlChar *)FUNCTIONS_NAMESPACE);
  if (at) assert->at = compile(reader, node, arena_strdup(reader->arena, (const char *)at));
  xmlFree(at);
  *reader->next_assert = assert;
  reader->next_assert = &assert->next;
}

static void visit_in_rule(void *state, xmlNode *node);

/* Takes over the contents of an abstract rule. */
static void read_extends(Reader *reader, xmlNode *node) {
  const char *id = required(reader, node, "rule");
  xmlNode *abstract = id ? map_get(reader->files.rules, id, strlen(id)) : NULL;
  if (id && (!abstract || reader->extends_depth > 8)) {
    fail(reader, DIAG_RULE_REFERENCE, node, "abstract rule", id);
  } else if (abstract) {
    reader->extends_depth++;
    schema_each_child(abstract, visit_in_rule, reader);
    reader->extends_depth--;
  }
}

static void visit_in_rule(void *state, xmlNode *node) {
  Reader *reader = state;
  if (schema_is(node, "let"))
    read_let(reader, node);
  else if (schema_is(node, "assert") || schema_is(node, "report"))
    read_assert(reader, node);
  else if (schema_is(node, "extends"))
    read_extends(reader, node);
  else if (!schema_is(node, "p") && !schema_is(node, "title"))
    unknown_element(reader, node);
}

static bool is_true(Reader *reader, const xmlNode *node, const char *name) {
  const char *value = schema_attribute(reader->arena, node, name);
  return value && strcmp(value, "true") == 0;
}

static void read_rule(Reader *reader, xmlNode *node) {
  if (is_true(reader, node, "abstract")) return;
  const char *context = required(reader, node, "context");
  if (!context) return;
  SchemaRule *rule = arena_alloc(reader->arena, sizeof *rule);
  rule->context = compile(reader, node, context_expression(reader->arena, context));
  const char *role = reader->role, *see = reader->see;
  SchemaLet **lets = reader->next_let;
  reader->role = inherited(reader, node, "role", role);
  reader->see = inherited(reader, node, "see", see);
  reader->next_let = &rule->lets;
  reader->next_assert = &rule->asserts;
  schema_each_child(node, visit_in_rule, reader);
  reader->role = role;
  reader->see = see;
  reader->next_let = lets;
  *reader->next_rule = rule;
  reader->next_rule = &rule->next;
}

static void visit_in_pattern(void *state, xmlNode *node) {
  Reader *reader = state;
  if (schema_is(node, "let"))
    read_let(reader, node);
  else if (schema_is(node, "rule"))
    read_rule(reader, node);
  else if (!schema_is(node, "p") && !schema_is(node, "title") && !schema_is(node, "param"))
    unknown_element(reader, node);
}

static void read_pattern(Reader *reader, xmlNode *node) {
  if (is_true(reader, node, "abstract")) return;
  const char *base = schema_attribute(reader->arena, node, "is-a");
  const xmlNode *abstract = base ? map_get(reader->files.patterns, base, strlen(base)) : NULL;
  if (base && !abstract) {
    fail(reader, DIAG_RULE_REFERENCE, node, "abstract pattern", base);
    return;
  }
  SchemaPattern *pattern = arena_alloc(reader->arena, sizeof *pattern);
  const char *role = reader->role, *see = reader->see;
  SchemaLet **lets = reader->next_let;
  reader->role = inherited(reader, node, "role", role);
  reader->see = inherited(reader, node, "see", see);
  reader->next_let = &pattern->lets;
  reader->next_rule = &pattern->rules;
  const xmlNode *content = abstract ? schema_instantiate(&reader->files, node, abstract) : node;
  schema_each_child(content, visit_in_pattern, reader);
  reader->role = role;
  reader->see = see;
  reader->next_let = lets;
  *reader->next_pattern = pattern;
  reader->next_pattern = &pattern->next;
}

static void read_namespace(Reader *reader, xmlNode *node) {
  const char *prefix = required(reader, node, "prefix"), *uri = required(reader, node, "uri");
  if (!prefix || !uri) return;
  SchemaNamespace *item = arena_alloc(reader->arena, sizeof *item);
  *item = (SchemaNamespace){.prefix = prefix, .uri = uri};
  *reader->next_namespace = item;
  reader->next_namespace = &item->next;
}

static void visit_in_schema(void *state, xmlNode *node) {
  static const char *const ignored[] = {"title", "p", "phase", "diagnostics", "properties"};
  Reader *reader = state;
  for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
    if (schema_is(node, ignored[i])) return;
  if (schema_is(node, "ns"))
    read_namespace(reader, node);
  else if (schema_is(node, "let"))
    read_let(reader, node);
  else if (schema_is(node, "pattern"))
    read_pattern(reader, node);
  else
    unknown_element(reader, node);
}

static void read_schema(Reader *reader, xmlNode *root) {
  reader->role = schema_attribute(reader->arena, root, "role");
  reader->see = schema_attribute(reader->arena, root, "see");
  reader->next_let = &reader->schema->lets;
  reader->next_pattern = &reader->schema->patterns;
  reader->next_namespace = &reader->schema->namespaces;
  schema_each_child(root, visit_in_schema, reader);
}

Schema *schema_read(const char *path, const char *templates_folder, const char *id_prefix,
                    Arena *arena, Diags *diags) {
  Reader reader = {.files = {.folder = templates_folder, .arena = arena, .diags = diags},
                   .schema = arena_alloc(arena, sizeof(Schema)),
                   .arena = arena,
                   .diags = diags,
                   .id_prefix = id_prefix,
                   .context = xmlXPathNewContext(NULL)};
  reader.context->error = on_xpath_error;
  reader.context->userData = &reader;
  xmlNode *root = schema_files_open(&reader.files, path);
  if (root) read_schema(&reader, root);
  schema_files_close(&reader.files);
  xmlXPathFreeContext(reader.context);
  if (!reader.files.failed) return reader.schema;
  schema_free(reader.schema);
  return NULL;
}

void schema_free(Schema *schema) {
  if (!schema) return;
  for (size_t i = 0; i < schema->compiled_count; i++)
    xmlXPathFreeCompExpr(schema->compiled[i]);
  schema->compiled_count = 0;
}
