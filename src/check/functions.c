/* The XPath functions of namespace urn:plainplan:functions, and the EXSLT that needs no stylesheet.
 */
#include "check/functions.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/near.h"
#include "base/utf8.h"
#include "case/calendar.h"
#include "check/body_index.h"
#include "check/regex.h"
#include "source/xml.h"

#include <libexslt/exslt.h>
#include <libxml/hash.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>

struct Functions {
  const Language *language;
  Arena *arena;
  Map *regexes;                          /* by flags and pattern: Expression */
  struct Expression *expressions, *last; /* all of them; the one last used */
  UCaseMap *cases;                       /* made when first needed */
  Buf text;                              /* of the node that an argument was */
  xmlDoc *scratch;                       /* owns the elements that pp:tokens makes */
  BodyIndex *body;                       /* of the case at hand; NULL until asked for */
};

typedef struct Expression {
  const char *pattern, *flags;
  Regex *regex; /* NULL: the pattern is wrong */
  struct Expression *next;
} Expression;

/* The functions find their state as a variable that no expression can name: a short name is found soon. */
static const xmlChar state_name[] = " ";

static Functions *state_of(xmlXPathParserContext *parser) {
  xmlXPathObject *object = xmlHashLookup(parser->context->varHash, state_name);
  return object ? object->user : NULL;
}

static bool has_arguments(xmlXPathParserContext *parser, int count, int least, int most) {
  if (count >= least && count <= most) return true;
  xmlXPathSetArityError(parser);
  return false;
}

/* Takes the last argument off the stack as a string in the arena of the functions. */
static xmlChar *pop(xmlXPathParserContext *parser) {
  xmlChar *text = xmlXPathPopString(parser);
  return text ? text : xmlStrdup((const xmlChar *)"");
}

/* Takes the last argument off the stack as an object that holds a string: patterns are long, and a copy of one costs more
 * than to match it. */
static xmlXPathObject *pop_string(xmlXPathParserContext *parser) {
  xmlXPathObject *object = xmlXPathConvertString(valuePop(parser));
  return object && object->stringval ? object : xmlXPathNewCString("");
}

/* Adds the text below an element; false when it holds more than elements and text. */
static bool add_text(Buf *out, const xmlNode *element) {
  for (const xmlNode *node = element->children; node; node = node->next) {
    if (node->type == XML_TEXT_NODE && node->content)
      buf_puts(out, (const char *)node->content);
    else if (node->type != XML_ELEMENT_NODE || !add_text(out, node))
      return false;
  }
  return true;
}

/* The text of an element is put together here: libxml2 makes and grows a buffer for each. */
const char *functions_text(Functions *functions, const xmlNode *node, size_t *length) {
  Buf *text = &functions->text;
  buf_clear(text);
  buf_puts(text, "");
  if (node && (node->type != XML_ELEMENT_NODE || !add_text(text, node))) {
    xmlChar *string = xmlXPathCastNodeToString((xmlNode *)node);
    buf_clear(text);
    buf_puts(text, (char *)string);
    xmlFree(string);
  }
  *length = text->length;
  return text->bytes;
}

/* Takes the last argument off the stack as text that lasts until the next call; nearly always that of one node. */
static const char *pop_text(xmlXPathParserContext *parser, Functions *functions) {
  const xmlXPathObject *top = parser->value;
  const xmlNodeSet *nodes = top && top->type == XPATH_NODESET ? top->nodesetval : NULL;
  Buf *text = &functions->text;
  if (nodes && nodes->nodeNr == 1) {
    size_t length;
    const char *bytes = functions_text(functions, nodes->nodeTab[0], &length);
    xmlXPathFreeObject(valuePop(parser));
    return bytes;
  }
  xmlChar *string = pop(parser);
  buf_clear(text);
  buf_puts(text, (char *)string);
  xmlFree(string);
  return text->bytes;
}

/* A pattern with its flags, compiled when first met. A rule asks for the same one at every node. */
static Expression *expression(Functions *functions, const char *pattern, const char *flags) {
  Expression *last = functions->last;
  if (last && strcmp(last->pattern, pattern) == 0 && strcmp(last->flags, flags) == 0) return last;
  Buf key = {0}; /* in no arena: a rule may ask once for every node */
  buf_puts(&key, flags);
  buf_putc(&key, '/');
  buf_puts(&key, pattern);
  Expression *found = map_get(functions->regexes, key.bytes, key.length);
  if (!found) {
    RegexError error;
    found = arena_alloc(functions->arena, sizeof *found);
    *found = (Expression){.pattern = arena_strdup(functions->arena, pattern),
                          .flags = arena_strdup(functions->arena, flags),
                          .regex = regex_new(pattern, strchr(flags, 'i') != NULL, &error),
                          .next = functions->expressions};
    functions->expressions = found;
    map_set(functions->regexes, key.bytes, key.length, found);
  }
  buf_free(&key);
  return functions->last = found;
}

Regex *functions_regex(Functions *functions, const char *pattern, const char *flags) {
  return expression(functions, pattern, flags)->regex;
}

bool functions_is(const Functions *functions, const xmlNode *node, const char *text,
                  const char *name) {
  return functions->language && language_is(functions->language, node, text, name);
}

static void pp_matches(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 2, 3) || !functions) return;
  xmlXPathObject *flags = count == 3 ? pop_string(parser) : NULL;
  xmlXPathObject *pattern = pop_string(parser);
  const char *text = pop_text(parser, functions);
  Regex *regex =
      expression(functions, (char *)pattern->stringval, flags ? (char *)flags->stringval : "")
          ->regex;
  if (regex)
    xmlXPathReturnBoolean(parser, regex_find(regex, text, functions->text.length, 0, NULL, NULL) ==
                                      REGEX_FOUND);
  else
    xmlXPatherror(parser, __FILE__, __LINE__, XPATH_EXPR_ERROR);
  xmlXPathFreeObject(flags);
  xmlXPathFreeObject(pattern);
}

static void pp_filled(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  const char *text = pop_text(parser, functions);
  xmlXPathReturnBoolean(parser, text[strspn(text, " \t\r\n")] != '\0');
}

static void pp_is(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 2, 2) || !functions) return;
  xmlChar *name = pop(parser);
  const xmlXPathObject *top = parser->value;
  const xmlNodeSet *nodes = top && top->type == XPATH_NODESET ? top->nodesetval : NULL;
  const xmlNode *node = nodes && nodes->nodeNr == 1 ? nodes->nodeTab[0] : NULL;
  const char *text = pop_text(parser, functions);
  xmlXPathReturnBoolean(parser, functions_is(functions, node, text, (char *)name));
  xmlFree(name);
}

static void pp_words(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  const char *text = pop_text(parser, functions);
  xmlXPathReturnNumber(parser, (double)language_words(text));
}

static void pp_sentences(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  xmlChar *text = pop(parser);
  xmlXPathReturnNumber(parser, (double)language_sentences(functions->language, (char *)text));
  xmlFree(text);
}

/* Takes a date off the stack; false when it is none. */
static bool pop_date(xmlXPathParserContext *parser, Day *day) {
  xmlChar *text = pop(parser);
  char *start = (char *)text;
  start += strspn(start, " \t\r\n");
  size_t length = strcspn(start, " \t\r\nT");
  start[length] = '\0';
  bool is_date = day_read_iso(start, day) && day->year > 0 && day_exists(*day);
  xmlFree(text);
  return is_date;
}

static void pp_days(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 2, 2)) return;
  Day from, to;
  bool has_to = pop_date(parser, &to), has_from = pop_date(parser, &from);
  bool both = has_to && has_from;
  xmlXPathReturnNumber(parser, both ? (double)(day_number(to) - day_number(from)) : (double)NAN);
}

static void pp_date_ok(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 1, 1)) return;
  Day day;
  xmlXPathReturnBoolean(parser, pop_date(parser, &day));
}

static void pp_weekday(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 1, 1)) return;
  Day day;
  bool is_date = pop_date(parser, &day);
  xmlXPathReturnNumber(parser, is_date ? (double)day_weekday(day) : (double)NAN);
}

/* How many days from Monday to Friday are among the `days` days after `from`. */
static long weekdays_after(Day from, long days) {
  long weekdays = days / 7 * 5;
  int weekday = day_weekday(from); /* 1 to 7 */
  for (long i = 0; i < days % 7; i++)
    if ((weekday + i) % 7 < 5) weekdays++;
  return weekdays;
}

/* How many dates of the list fall from Monday to Friday, after `from` and not after `to`. The list is cut up. */
static long holidays_after(Day from, Day to, char *list) {
  long holidays = 0;
  for (char *next = NULL, *item = strtok_r(list, " \t\r\n,", &next); item;
       item = strtok_r(NULL, " \t\r\n,", &next)) {
    Day day;
    if (!day_read_iso(item, &day) || day.year <= 0 || !day_exists(day)) continue;
    if (day_number(day) > day_number(from) && day_number(day) <= day_number(to) &&
        day_weekday(day) < 6)
      holidays++;
  }
  return holidays;
}

static void pp_working_days(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 2, 3)) return;
  xmlChar *list = count == 3 ? pop(parser) : NULL;
  Day from, to;
  bool has_to = pop_date(parser, &to), has_from = pop_date(parser, &from);
  double days = (double)NAN;
  if (has_to && has_from) {
    long apart = day_number(to) - day_number(from);
    long holidays = list ? holidays_after(from, to, (char *)list) : 0;
    days = apart > 0 ? (double)(weekdays_after(from, apart) - holidays) : 0;
  }
  xmlXPathReturnNumber(parser, days);
  xmlFree(list);
}

/* The candidate nearest to the name, "" when one is the name itself or none is near. */
static xmlChar *nearest(const xmlNodeSet *nodes, const char *name) {
  int limit = utf8_count(name, strlen(name)) <= 4 ? 1 : 2, best = limit + 1;
  xmlChar *found = xmlStrdup((const xmlChar *)"");
  for (int i = 0; nodes && best && i < nodes->nodeNr; i++) {
    xmlChar *candidate = xmlXPathCastNodeToString(nodes->nodeTab[i]);
    int distance = near_distance(name, (char *)candidate, limit);
    if (distance < best) {
      best = distance;
      xmlFree(found);
      found = distance ? xmlStrdup(candidate) : xmlStrdup((const xmlChar *)"");
    }
    xmlFree(candidate);
  }
  return found;
}

static void pp_near(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 2, 2)) return;
  xmlXPathObject *object = valuePop(parser);
  xmlChar *name = pop(parser);
  const xmlNodeSet *nodes = object && object->type == XPATH_NODESET ? object->nodesetval : NULL;
  xmlXPathReturnString(parser, nearest(nodes, (char *)name));
  xmlFree(name);
  xmlXPathFreeObject(object);
}

/* text in lower case by the rules of Unicode; ASCII without asking ICU. */
static xmlChar *lower_case(Functions *functions, xmlChar *text) {
  size_t length = strlen((char *)text);
  bool ascii = true;
  for (size_t i = 0; i < length; i++) {
    if (text[i] >= 0x80) ascii = false;
    if (text[i] >= 'A' && text[i] <= 'Z') text[i] += 'a' - 'A';
  }
  if (ascii) return text;
  UErrorCode status = U_ZERO_ERROR;
  if (!functions->cases) functions->cases = ucasemap_open("", 0, &status);
  int32_t capacity = (int32_t)length * 3 + 1;
  xmlChar *lower = xmlMalloc((size_t)capacity);
  if (!lower || !functions->cases) return text;
  ucasemap_utf8ToLower(functions->cases, (char *)lower, capacity, (char *)text, (int32_t)length,
                       &status);
  if (U_FAILURE(status)) {
    xmlFree(lower);
    return text;
  }
  xmlFree(text);
  return lower;
}

static void pp_lower(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  xmlXPathReturnString(parser, lower_case(functions, pop(parser)));
}

static void pp_tokens(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 2) || !functions) return;
  xmlChar *separators = count == 2 ? pop(parser) : xmlStrdup((const xmlChar *)" \t\r\n,");
  xmlChar *text = pop(parser);
  xmlNodeSet *nodes = xmlXPathNodeSetCreate(NULL);
  for (char *at = (char *)text; *at;) {
    at += strspn(at, (char *)separators);
    size_t length = strcspn(at, (char *)separators);
    if (!length) length = strlen(at); /* no separators: all of it */
    if (!*at) break;
    xmlNode *token = xmlNewDocNode(functions->scratch, NULL, (const xmlChar *)"token", NULL);
    xmlAddChild(token, xmlNewDocTextLen(functions->scratch, (xmlChar *)at, (int)length));
    xmlAddChild(xmlDocGetRootElement(functions->scratch), token);
    xmlXPathNodeSetAddUnique(nodes, token);
    at += length;
  }
  xmlXPathReturnNodeSet(parser, nodes);
  xmlFree(separators);
  xmlFree(text);
}

/* Whether a list of names with spaces between them has this one. */
static bool is_listed(const char *names, const char *name) {
  for (const char *at = names; *at;) {
    size_t same = 0;
    while (name[same] && at[same] == name[same])
      same++;
    if (!name[same] && (!at[same] || at[same] == ' ')) return true;
    while (*at && *at != ' ')
      at++;
    while (*at == ' ')
      at++;
  }
  return false;
}

/* Whether its attribute "name" is one of the names. */
static bool has_name(const xmlNode *node, const xmlChar *names) {
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    if (!attribute->ns && strcmp((const char *)attribute->name, "name") == 0)
      return attribute->children && !attribute->children->next &&
             is_listed((const char *)names, (const char *)attribute->children->content);
  return false;
}

static void add_fields(xmlNodeSet *fields, const xmlNode *parent, const xmlChar *names) {
  if (!parent || parent->type != XML_ELEMENT_NODE) return;
  for (xmlNode *node = parent->children; node; node = node->next)
    if (xml_is(node, "field") && has_name(node, names)) xmlXPathNodeSetAddUnique(fields, node);
}

/* pp:field: the fields with one of these names among the children of the context node, or of each node of a set. */
static void pp_field(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 1, 2)) return;
  xmlXPathObject *parents = count == 2 ? valuePop(parser) : NULL;
  const xmlNodeSet *set = parents && parents->type == XPATH_NODESET ? parents->nodesetval : NULL;
  xmlChar *names = pop(parser);
  xmlNodeSet *fields = xmlXPathNodeSetCreate(NULL);
  if (count == 1) add_fields(fields, parser->context->node, names);
  for (int i = 0; set && i < set->nodeNr; i++)
    add_fields(fields, set->nodeTab[i], names);
  xmlXPathReturnNodeSet(parser, fields);
  xmlXPathFreeObject(parents);
  xmlFree(names);
}

/* Takes the last argument off the stack as a node-set; NULL after an error. */
static xmlXPathObject *pop_nodes(xmlXPathParserContext *parser) {
  if (parser->value && parser->value->type == XPATH_NODESET) return valuePop(parser);
  xmlXPathSetTypeError(parser);
  return NULL;
}

static bool is_below(const xmlNode *node, const xmlNode *top) {
  while (node && node != top)
    node = node->parent;
  return node != NULL;
}

/* Adds the elements with a name below a node, in the order of the document. */
static void add_below(xmlNodeSet *found, const xmlNode *top, const char *name) {
  for (const xmlNode *node = top->children; node;) {
    if (xml_is(node, name) && !node->ns) xmlXPathNodeSetAddUnique(found, (xmlNode *)node);
    if (node->type == XML_ELEMENT_NODE && node->children) {
      node = node->children;
      continue;
    }
    while (node != top && !node->next)
      node = node->parent;
    node = node == top ? NULL : node->next;
  }
}

/* pp:below: the elements with this name below the nodes of a set. */
static void pp_below(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 2, 2)) return;
  xmlXPathObject *tops = pop_nodes(parser);
  xmlChar *name = pop(parser);
  xmlNodeSet *found = xmlXPathNodeSetCreate(NULL), *set = tops ? tops->nodesetval : NULL;
  const xmlNode *last = NULL;
  if (set && set->nodeNr > 1) xmlXPathNodeSetSort(set);
  for (int i = 0; set && i < set->nodeNr; i++) {
    const xmlNode *top = set->nodeTab[i];
    if (top->type != XML_ELEMENT_NODE && top->type != XML_DOCUMENT_NODE) continue;
    if (last && is_below(top, last)) continue; /* found already */
    add_below(found, top, (const char *)name);
    last = top;
  }
  xmlXPathReturnNodeSet(parser, found);
  xmlXPathFreeObject(tops);
  xmlFree(name);
}

/* The index of the body, made when first asked for. */
static const BodyIndex *body_of(Functions *functions, xmlDoc *doc) {
  if (!body_index_is_of(functions->body, doc)) {
    body_index_free(functions->body);
    functions->body = body_index_new(doc);
  }
  return functions->body;
}

/* pp:in-body: the elements with this name in the body of the case. */
static void pp_in_body(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  xmlChar *name = pop(parser);
  const BodyIndex *body = body_of(functions, parser->context->doc);
  xmlXPathReturnNodeSet(parser, body_index_named(body, (char *)name));
  xmlFree(name);
}

static void pp_texts(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 0, 0) || !functions) return;
  xmlXPathReturnNodeSet(parser, body_index_texts(body_of(functions, parser->context->doc)));
}

/* pp:which: those of the nodes whose text the regular expression is found in. */
static void pp_which(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 2, 2) || !functions) return;
  xmlChar *pattern = pop(parser);
  Regex *regex = functions_regex(functions, (char *)pattern, "");
  xmlXPathObject *nodes = pop_nodes(parser);
  xmlNodeSet *found = xmlXPathNodeSetCreate(NULL);
  const xmlNodeSet *set = nodes ? nodes->nodesetval : NULL;
  for (int i = 0; regex && set && i < set->nodeNr; i++) {
    size_t length;
    const char *text = functions_text(functions, set->nodeTab[i], &length);
    if (regex_find(regex, text, length, 0, NULL, NULL) == REGEX_FOUND)
      xmlXPathNodeSetAddUnique(found, set->nodeTab[i]);
  }
  xmlXPathReturnNodeSet(parser, found);
  if (!regex) xmlXPatherror(parser, __FILE__, __LINE__, XPATH_EXPR_ERROR);
  xmlXPathFreeObject(nodes);
  xmlFree(pattern);
}

static bool is_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (unsigned char)c >= 0x80;
}

/* Whether the text has these words, not as a part of longer ones. */
static bool has_words(const char *text, const char *words, size_t length) {
  for (const char *at = length ? strstr(text, words) : NULL; at; at = strstr(at + 1, words))
    if ((at == text || !is_letter(at[-1])) && !is_letter(at[length])) return true;
  return false;
}

/* Whether the text names the person: by the name, another name, or the first word of one when it is no title. */
static bool names_person(const char *text, const xmlNode *person) {
  enum { LONGEST_TITLE = 3 };
  bool named = false;
  for (const xmlNode *node = person->children; node && !named; node = node->next) {
    if (!xml_is(node, "name") && !xml_is(node, "also")) continue;
    xmlChar *name = xmlNodeGetContent(node);
    size_t first = strcspn((char *)name, " ");
    named = has_words(text, (char *)name, strlen((char *)name));
    if (!named && name[first] && first > LONGEST_TITLE) {
      name[first] = '\0';
      named = has_words(text, (char *)name, first);
    }
    xmlFree(name);
  }
  return named;
}

/* pp:naming: those of the nodes whose text names one of the people. */
static void pp_naming(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 2, 2) || !functions) return;
  xmlXPathObject *people = pop_nodes(parser), *nodes = pop_nodes(parser);
  xmlNodeSet *found = xmlXPathNodeSetCreate(NULL);
  const xmlNodeSet *set = nodes ? nodes->nodesetval : NULL;
  const xmlNodeSet *who = people ? people->nodesetval : NULL;
  for (int i = 0; set && i < set->nodeNr; i++) {
    size_t length;
    const char *text = functions_text(functions, set->nodeTab[i], &length);
    bool named = false;
    for (int j = 0; who && j < who->nodeNr && !named; j++)
      named = names_person(text, who->nodeTab[j]);
    if (named) xmlXPathNodeSetAddUnique(found, set->nodeTab[i]);
  }
  xmlXPathReturnNodeSet(parser, found);
  xmlXPathFreeObject(people);
  xmlXPathFreeObject(nodes);
}

/* pp:longer: those of the nodes whose text has more characters than that. */
static void pp_longer(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 2, 2) || !functions) return;
  double least = xmlXPathPopNumber(parser);
  xmlXPathObject *nodes = pop_nodes(parser);
  xmlNodeSet *found = xmlXPathNodeSetCreate(NULL);
  const xmlNodeSet *set = nodes ? nodes->nodesetval : NULL;
  for (int i = 0; set && i < set->nodeNr; i++) {
    size_t length;
    const char *text = functions_text(functions, set->nodeTab[i], &length);
    if ((double)length > least && (double)utf8_count(text, length) > least)
      xmlXPathNodeSetAddUnique(found, set->nodeTab[i]);
  }
  xmlXPathReturnNodeSet(parser, found);
  xmlXPathFreeObject(nodes);
}

/* pp:count: how often the regular expression is found in the text of the nodes. */
static void pp_count(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 2, 2) || !functions) return;
  xmlChar *pattern = pop(parser);
  Regex *regex = functions_regex(functions, (char *)pattern, "");
  xmlXPathObject *nodes = pop_nodes(parser);
  const xmlNodeSet *set = nodes ? nodes->nodesetval : NULL;
  double found = 0;
  for (int i = 0; regex && set && i < set->nodeNr; i++) {
    size_t length, start, end;
    const char *text = functions_text(functions, set->nodeTab[i], &length);
    for (size_t from = 0; from <= length; from = end > from ? end : from + 1) {
      if (regex_find(regex, text, length, from, &start, &end) != REGEX_FOUND) break;
      found++;
    }
  }
  xmlXPathReturnNumber(parser, found);
  if (!regex) xmlXPatherror(parser, __FILE__, __LINE__, XPATH_EXPR_ERROR);
  xmlXPathFreeObject(nodes);
  xmlFree(pattern);
}

/* Adds the text below a node to out, without names of people. */
static void add_unnamed(Buf *out, const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE && child->content)
      buf_puts(out, (const char *)child->content);
    else if (child->type == XML_ELEMENT_NODE && !xml_is(child, "name"))
      add_unnamed(out, child);
  }
}

/* Adds an element for each sentence of the text; white space within counts as one space, at the ends for nothing. */
static void add_sentences(Functions *functions, xmlNodeSet *nodes, const char *text) {
  Buf sentence = {0};
  for (const char *at = text;; at++) {
    bool space = *at && strchr(" \t\r\n", *at) != NULL;
    bool stops = !*at || (strchr(".!?", *at) && (!at[1] || strchr(" \t\r\n", at[1])));
    if (stops && sentence.length) {
      while (sentence.length && sentence.bytes[sentence.length - 1] == ' ')
        sentence.length--;
      xmlNode *token = xmlNewDocNode(functions->scratch, NULL, (const xmlChar *)"token", NULL);
      xmlAddChild(token, xmlNewDocTextLen(functions->scratch, (xmlChar *)sentence.bytes,
                                          (int)sentence.length));
      xmlAddChild(xmlDocGetRootElement(functions->scratch), token);
      xmlXPathNodeSetAddUnique(nodes, token);
      buf_clear(&sentence);
    } else if (space) {
      if (sentence.length && sentence.bytes[sentence.length - 1] != ' ') buf_putc(&sentence, ' ');
    } else if (!stops) {
      buf_putc(&sentence, *at);
    }
    if (!*at) break;
  }
  buf_free(&sentence);
}

static void pp_unnamed(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  xmlXPathObject *nodes = pop_nodes(parser);
  const xmlNodeSet *set = nodes ? nodes->nodesetval : NULL;
  xmlNodeSet *sentences = xmlXPathNodeSetCreate(NULL);
  for (int i = 0; set && i < set->nodeNr; i++) {
    buf_clear(&functions->text);
    buf_puts(&functions->text, "");
    add_unnamed(&functions->text, set->nodeTab[i]);
    add_sentences(functions, sentences, functions->text.bytes);
  }
  xmlXPathReturnNodeSet(parser, sentences);
  xmlXPathFreeObject(nodes);
}

static void pp_in_text(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  xmlChar *id = pop(parser);
  const BodyIndex *body = body_of(functions, parser->context->doc);
  xmlXPathReturnBoolean(parser, body_index_refers(body, (char *)id));
  xmlFree(id);
}

static void pp_length(xmlXPathParserContext *parser, int count) {
  Functions *functions = state_of(parser);
  if (!has_arguments(parser, count, 1, 1) || !functions) return;
  const char *text = pop_text(parser, functions);
  xmlXPathReturnNumber(parser, (double)utf8_count(text, functions->text.length));
}

/* exsl:node-set: without result tree fragments there is nothing to convert. */
static void node_set(xmlXPathParserContext *parser, int count) {
  has_arguments(parser, count, 1, 1);
}

static void object_type(xmlXPathParserContext *parser, int count) {
  if (!has_arguments(parser, count, 1, 1)) return;
  xmlXPathObject *object = valuePop(parser);
  const char *name = "external";
  switch (object ? object->type : XPATH_UNDEFINED) {
  case XPATH_STRING:
    name = "string";
    break;
  case XPATH_NUMBER:
    name = "number";
    break;
  case XPATH_BOOLEAN:
    name = "boolean";
    break;
  case XPATH_NODESET:
    name = "node-set";
    break;
  default:
    break;
  }
  xmlXPathFreeObject(object);
  xmlXPathReturnString(parser, xmlStrdup((const xmlChar *)name));
}

static const struct {
  const char *name, *namespace;
  xmlXPathFunction function;
} table[] = {
    {"matches", FUNCTIONS_NAMESPACE, pp_matches},
    {"is", FUNCTIONS_NAMESPACE, pp_is},
    {"words", FUNCTIONS_NAMESPACE, pp_words},
    {"sentences", FUNCTIONS_NAMESPACE, pp_sentences},
    {"days", FUNCTIONS_NAMESPACE, pp_days},
    {"working-days", FUNCTIONS_NAMESPACE, pp_working_days},
    {"date-ok", FUNCTIONS_NAMESPACE, pp_date_ok},
    {"weekday", FUNCTIONS_NAMESPACE, pp_weekday},
    {"near", FUNCTIONS_NAMESPACE, pp_near},
    {"lower", FUNCTIONS_NAMESPACE, pp_lower},
    {"tokens", FUNCTIONS_NAMESPACE, pp_tokens},
    {"field", FUNCTIONS_NAMESPACE, pp_field},
    {"below", FUNCTIONS_NAMESPACE, pp_below},
    {"in-body", FUNCTIONS_NAMESPACE, pp_in_body},
    {"texts", FUNCTIONS_NAMESPACE, pp_texts},
    {"which", FUNCTIONS_NAMESPACE, pp_which},
    {"longer", FUNCTIONS_NAMESPACE, pp_longer},
    {"naming", FUNCTIONS_NAMESPACE, pp_naming},
    {"count", FUNCTIONS_NAMESPACE, pp_count},
    {"unnamed-sentences", FUNCTIONS_NAMESPACE, pp_unnamed},
    {"in-text", FUNCTIONS_NAMESPACE, pp_in_text},
    {"length", FUNCTIONS_NAMESPACE, pp_length},
    {"filled", FUNCTIONS_NAMESPACE, pp_filled},
    {"node-set", "http://exslt.org/common", node_set},
    {"object-type", "http://exslt.org/common", object_type},
    {"test", "http://exslt.org/regular-expressions", pp_matches},
    {"tokenize", "http://exslt.org/strings", pp_tokens},
};

void functions_forget(Functions *functions) {
  body_index_free(functions->body);
  functions->body = NULL;
  xmlFreeDoc(functions->scratch);
  functions->scratch = NULL;
}

/* A fresh, empty document for the elements that this run makes. */
static void begin_run(Functions *functions) {
  functions_forget(functions);
  functions->scratch = xmlNewDoc((const xmlChar *)"1.0");
  xmlDocSetRootElement(functions->scratch, xmlNewNode(NULL, (const xmlChar *)"tokens"));
}

Functions *functions_new(const Language *language, Arena *arena) {
  Functions *functions = arena_alloc(arena, sizeof *functions);
  *functions = (Functions){.language = language, .arena = arena, .regexes = map_new(arena)};
  return functions;
}

void functions_free(Functions *functions) {
  if (!functions) return;
  for (Expression *item = functions->expressions; item; item = item->next)
    regex_free(item->regex);
  if (functions->cases) ucasemap_close(functions->cases);
  functions_forget(functions);
  buf_free(&functions->text);
}

void functions_register_own(Functions *functions, xmlXPathContext *context) {
  begin_run(functions);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strcmp(table[i].namespace, FUNCTIONS_NAMESPACE) == 0)
      xmlXPathRegisterFuncNS(context, (const xmlChar *)table[i].name,
                             (const xmlChar *)table[i].namespace, table[i].function);
  xmlXPathRegisterVariable(context, state_name, xmlXPathWrapExternal(functions));
}

void functions_register(Functions *functions, xmlXPathContext *context) {
  exsltDateXpathCtxtRegister(context, (const xmlChar *)"date");
  exsltMathXpathCtxtRegister(context, (const xmlChar *)"math");
  exsltSetsXpathCtxtRegister(context, (const xmlChar *)"set");
  exsltStrXpathCtxtRegister(context, (const xmlChar *)"str");
  xmlXPathRegisterNs(context, (const xmlChar *)"exsl", (const xmlChar *)"http://exslt.org/common");
  xmlXPathRegisterNs(context, (const xmlChar *)"regexp",
                     (const xmlChar *)"http://exslt.org/regular-expressions");
  xmlXPathRegisterNs(context, (const xmlChar *)"pp", (const xmlChar *)FUNCTIONS_NAMESPACE);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (strcmp(table[i].namespace, FUNCTIONS_NAMESPACE) != 0)
      xmlXPathRegisterFuncNS(context, (const xmlChar *)table[i].name,
                             (const xmlChar *)table[i].namespace, table[i].function);
  functions_register_own(functions, context);
}
