/* Tests of rules that need no XPath: a reader of the part of it that they are written in, and their evaluation. */
#include "check/direct.h"

#include "check/regex.h"
#include "source/xml.h"

#include <string.h>

typedef enum DirectType { OR, AND, NOT, EXISTS, FILLED, IS, MATCHES } DirectType;

/* One step of a path: the children with this name and, of fields, one of these keys. */
typedef struct Step {
  const char *name;
  const char **keys;
  size_t key_count, key_capacity;
  struct Step *next;
} Step;

struct Direct {
  DirectType type;
  struct Direct *left, *right; /* right: of OR and AND */
  const char *self;            /* self::NAME; or NULL */
  Step *steps;                 /* NULL: the node itself */
  const char *literal;         /* of IS and MATCHES */
};

/* The state of a reading. */
typedef struct Reader {
  const char *at;
  Arena *arena;
  int depth;
} Reader;

enum { DEEPEST = 20 };

static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

static bool is_one_of(char c, const char *set) {
  return c && strchr(set, c);
}

static void skip_space(Reader *reader) {
  reader->at += strspn(reader->at, " \t\r\n");
}

/* Takes a sign or the beginning of a call, such as "pp:is(". */
static bool take(Reader *reader, const char *text) {
  skip_space(reader);
  size_t length = strlen(text);
  if (strncmp(reader->at, text, length) != 0) return false;
  reader->at += length;
  return true;
}

/* Takes an operator that is a word. */
static bool take_word(Reader *reader, const char *word) {
  const char *before = reader->at;
  if (!take(reader, word)) return false;
  if (!is_one_of(*reader->at, name_bytes) && !is_one_of(*reader->at, ":.")) return true;
  reader->at = before;
  return false;
}

static const char *take_name(Reader *reader) {
  size_t length = strspn(reader->at, name_bytes);
  if (!length || is_one_of(*reader->at, "0123456789-")) return NULL;
  reader->at += length;
  return arena_strndup(reader->arena, reader->at - length, length);
}

static const char *take_literal(Reader *reader) {
  skip_space(reader);
  const char *end = *reader->at == '\'' ? strchr(reader->at + 1, '\'') : NULL;
  if (!end) return NULL;
  const char *text = arena_strndup(reader->arena, reader->at + 1, (size_t)(end - reader->at - 1));
  reader->at = end + 1;
  return text;
}

/* [@name='NAME' or @name='NAME' …] */
static bool read_keys(Reader *reader, Step *step) {
  do {
    const char *key = take(reader, "@name") && take(reader, "=") ? take_literal(reader) : NULL;
    if (!key) return false;
    ARENA_PUSH(reader->arena, step->keys, step->key_count, step->key_capacity, key);
  } while (take_word(reader, "or"));
  return take(reader, "]");
}

static bool read_nodes(Reader *reader, Direct *direct) {
  skip_space(reader);
  if (*reader->at == '.' && !is_one_of(reader->at[1], "./")) {
    reader->at++;
    return true;
  }
  if (take(reader, "self::")) return (direct->self = take_name(reader)) != NULL;
  Step **next = &direct->steps;
  do {
    const char *name = take_name(reader);
    if (!name || is_one_of(*reader->at, ":(")) return false;
    Step *step = *next = arena_alloc(reader->arena, sizeof *step);
    step->name = name;
    next = &step->next;
    if (*reader->at != '[') continue;
    reader->at++;
    if (strcmp(name, "field") != 0 || !read_keys(reader, step)) return false;
  } while (*reader->at == '/' && reader->at++);
  return *reader->at != '[';
}

static Direct *new_direct(Reader *reader, DirectType type) {
  Direct *direct = arena_alloc(reader->arena, sizeof *direct);
  direct->type = type;
  return direct;
}

static Direct *read_or(Reader *reader);

/* A function of nodes; with_literal: and of a text. */
static Direct *read_call(Reader *reader, DirectType type, bool with_literal) {
  Direct *direct = new_direct(reader, type);
  if (!read_nodes(reader, direct)) return NULL;
  if (with_literal && (!take(reader, ",") || !(direct->literal = take_literal(reader))))
    return NULL;
  return take(reader, ")") ? direct : NULL;
}

static Direct *read_one(Reader *reader) {
  if (take(reader, "not(")) {
    Direct *direct = new_direct(reader, NOT);
    direct->left = read_or(reader);
    return direct->left && take(reader, ")") ? direct : NULL;
  }
  if (take(reader, "(")) {
    Direct *direct = read_or(reader);
    return direct && take(reader, ")") ? direct : NULL;
  }
  if (take(reader, "pp:filled(")) return read_call(reader, FILLED, false);
  if (take(reader, "pp:is(")) return read_call(reader, IS, true);
  if (take(reader, "pp:matches(")) return read_call(reader, MATCHES, true);
  Direct *direct = new_direct(reader, EXISTS);
  return read_nodes(reader, direct) ? direct : NULL;
}

static Direct *pair(Reader *reader, DirectType type, Direct *left, Direct *right) {
  if (!right) return NULL;
  Direct *direct = new_direct(reader, type);
  direct->left = left;
  direct->right = right;
  return direct;
}

static Direct *read_and(Reader *reader) {
  Direct *left = read_one(reader);
  while (left && take_word(reader, "and"))
    left = pair(reader, AND, left, read_one(reader));
  return left;
}

static Direct *read_or(Reader *reader) {
  if (++reader->depth > DEEPEST) return NULL;
  Direct *left = read_and(reader);
  while (left && take_word(reader, "or"))
    left = pair(reader, OR, left, read_and(reader));
  reader->depth--;
  return left;
}

Direct *direct_read(const char *expression, Arena *arena) {
  Reader reader = {.at = expression, .arena = arena};
  Direct *direct = read_or(&reader);
  skip_space(&reader);
  return direct && !*reader.at ? direct : NULL;
}

/* --- evaluation --- */

static bool has_key(const xmlNode *node, const Step *step) {
  if (!step->key_count) return true;
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
    if (attribute->ns || strcmp((const char *)attribute->name, "name") != 0) continue;
    const xmlNode *value = attribute->children;
    for (size_t i = 0; value && i < step->key_count; i++)
      if (strcmp((const char *)value->content, step->keys[i]) == 0) return true;
    return false;
  }
  return false;
}

/* The first node in document order that the steps lead to. */
static const xmlNode *first_node(const xmlNode *node, const Step *step) {
  if (!step) return node;
  if (node->type != XML_ELEMENT_NODE && node->type != XML_DOCUMENT_NODE) return NULL;
  for (const xmlNode *child = node->children; child; child = child->next) {
    const xmlNode *found =
        xml_is(child, step->name) && has_key(child, step) ? first_node(child, step->next) : NULL;
    if (found) return found;
  }
  return NULL;
}

static const xmlNode *selected(const Direct *direct, const xmlNode *node) {
  if (direct->self) return xml_is(node, direct->self) ? node : NULL;
  return first_node(node, direct->steps);
}

static bool matches(const Direct *direct, Functions *functions, const char *text, size_t length,
                    bool *good) {
  Regex *regex = functions_regex(functions, direct->literal, "");
  if (!regex) *good = false;
  return regex && regex_find(regex, text, length, 0, NULL, NULL) == REGEX_FOUND;
}

bool direct_holds(const Direct *direct, Functions *functions, const xmlNode *node, bool *good) {
  switch (direct->type) {
  case OR:
    return direct_holds(direct->left, functions, node, good) ||
           direct_holds(direct->right, functions, node, good);
  case AND:
    return direct_holds(direct->left, functions, node, good) &&
           direct_holds(direct->right, functions, node, good);
  case NOT:
    return !direct_holds(direct->left, functions, node, good);
  default:
    break;
  }
  const xmlNode *found = selected(direct, node);
  if (direct->type == EXISTS) return found != NULL;
  size_t length;
  const char *text = functions_text(functions, found, &length);
  if (direct->type == FILLED) return text[strspn(text, " \t\r\n")] != '\0';
  if (direct->type == IS) return functions_is(functions, found, text, direct->literal);
  return matches(direct, functions, text, length, good);
}
