/* The functions through which a page design speaks: wording with slots, dates, ages, and where in the case file it is. */
#include "transform/say.h"

#include "base/buf.h"
#include "case/calendar.h"
#include "source/xml.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>
#include <string.h>

static Say *context_say(xmlXPathParserContext *parser) {
  return xsltXPathGetTransformContext(parser)->_private;
}

static const char *entry(const Say *say, const char *group, const char *id) {
  char key[200];
  int length = snprintf(key, sizeof key, "%s %s", group, id);
  return length > 0 && (size_t)length < sizeof key ? map_get(say->entries, key, (size_t)length)
                                                   : NULL;
}

static const char *numbered(const Say *say, const char *group, int number) {
  char id[16];
  snprintf(id, sizeof id, "%d", number);
  const char *text = entry(say, group, id);
  return text ? text : "";
}

/* Copies a pattern with each {slot} replaced by its value; an unknown slot stays as it is. */
static void fill(Buf *out, const char *pattern, char *const *slots, int pairs) {
  while (*pattern) {
    const char *close = *pattern == '{' ? strchr(pattern, '}') : NULL;
    size_t length = close ? (size_t)(close - pattern) - 1 : 0;
    bool filled = false;
    for (int i = 0; close && i < pairs && !filled; i++) {
      if (strlen(slots[2 * i]) != length || memcmp(slots[2 * i], pattern + 1, length) != 0)
        continue;
      buf_puts(out, slots[2 * i + 1]);
      pattern = close + 1;
      filled = true;
    }
    if (!filled) buf_putc(out, *pattern++);
  }
}

static void push_buffer(xmlXPathParserContext *parser, Buf *text) {
  valuePush(parser, xmlXPathNewCString(text->bytes ? text->bytes : ""));
  buf_free(text);
}

enum { MOST_ARGUMENTS = 17 };

/* Pops the arguments, the first one into arguments[0]; each is freed by the caller. */
static bool pop_strings(xmlXPathParserContext *parser, int count, char **arguments) {
  if (count < 1 || count > MOST_ARGUMENTS) {
    xmlXPathSetArityError(parser);
    return false;
  }
  for (int i = count - 1; i >= 0; i--)
    arguments[i] = (char *)xmlXPathPopString(parser);
  return true;
}

static void free_strings(int count, char **arguments) {
  for (int i = 0; i < count; i++)
    xmlFree(arguments[i]);
}

static void say_function(xmlXPathParserContext *parser, int count) {
  char *arguments[MOST_ARGUMENTS];
  if (!pop_strings(parser, count, arguments)) return;
  Say *say = context_say(parser);
  const char *pattern = entry(say, "say", arguments[0]);
  Buf out = {0};
  if (pattern) {
    fill(&out, pattern, arguments + 1, (count - 1) / 2);
  } else {
    say->missing = true;
    diag_add_file(say->diags, DIAG_WORD_MISSING, NULL, arguments[0]);
  }
  push_buffer(parser, &out);
  free_strings(count, arguments);
}

static void date_function(xmlXPathParserContext *parser, int count) {
  char *arguments[MOST_ARGUMENTS];
  if (!pop_strings(parser, count, arguments)) return;
  Say *say = context_say(parser);
  Day day;
  Buf out = {0};
  const char *style = count > 1 ? arguments[1] : "medium";
  if (day_read_iso(arguments[0], &day) && day_exists(day)) {
    char number[16], year[16];
    snprintf(number, sizeof number, "%d", day.day);
    snprintf(year, sizeof year, "%d", day.year);
    char *slots[] = {"weekday", (char *)numbered(say, "weekday", day_weekday(day)),
                     "month",   (char *)numbered(say, "month", day.month),
                     "day",     number,
                     "year",    year};
    const char *pattern = entry(say, "date", style);
    fill(&out, pattern ? pattern : "{weekday}", slots, 4);
  } else {
    buf_puts(&out, arguments[0]);
  }
  push_buffer(parser, &out);
  free_strings(count, arguments);
}

static void age_function(xmlXPathParserContext *parser, int count) {
  char *arguments[MOST_ARGUMENTS];
  if (!pop_strings(parser, count, arguments)) return;
  Day born, on;
  Buf out = {0};
  if (count > 1 && day_read_iso(arguments[0], &born) && day_read_iso(arguments[1], &on)) {
    bool before = on.month < born.month || (on.month == born.month && on.day < born.day);
    if (on.year >= born.year) buf_printf(&out, "%d", on.year - born.year - before);
  }
  push_buffer(parser, &out);
  free_strings(count, arguments);
}

static void at_function(xmlXPathParserContext *parser, int count) {
  char text[CASE_SPAN_SIZE];
  if (count != 0) {
    xmlXPathSetArityError(parser);
    return;
  }
  const Case *document = context_say(parser)->document;
  valuePush(parser, xmlXPathNewCString(case_span(document, parser->context->node, text)));
}

/* Whether a node holds more than words, names and dates. */
static bool is_marked(const xmlNode *node) {
  const xmlNode *child = node->type == XML_ELEMENT_NODE ? node->children : NULL;
  for (; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE && !xml_is(child, "name") && !xml_is(child, "date"))
      return true;
  return false;
}

/* pp:marked: whether the context node holds what needs templates inside a line. */
static void marked_function(xmlXPathParserContext *parser, int count) {
  if (count != 0) {
    xmlXPathSetArityError(parser);
    return;
  }
  valuePush(parser, xmlXPathNewBoolean(is_marked(parser->context->node)));
}

/* pp:plain: the text of the context node; nothing when it is marked. */
static void plain_function(xmlXPathParserContext *parser, int count) {
  if (count != 0) {
    xmlXPathSetArityError(parser);
    return;
  }
  xmlNode *node = parser->context->node;
  xmlChar *text = is_marked(node) ? NULL : xmlXPathCastNodeToString(node);
  valuePush(parser, text ? xmlXPathWrapString(text) : xmlXPathNewCString(""));
}

Say *say_new(const Case *document, Diags *diags) {
  Say *say = arena_alloc(document->arena, sizeof *say);
  *say = (Say){.document = document, .diags = diags, .entries = map_new(document->arena)};
  xmlNode *node = xmlDocGetRootElement(document->xml)->children;
  while (node && strcmp((char *)node->name, "words") != 0)
    node = node->next;
  for (xmlNode *word = node ? node->children : NULL; word; word = word->next) {
    xmlChar *id = xmlGetProp(word, (const xmlChar *)"id");
    xmlChar *text = xmlNodeGetContent(word);
    char key[200];
    int length = snprintf(key, sizeof key, "%s %s", (char *)word->name, (char *)id);
    if (length > 0 && (size_t)length < sizeof key)
      map_set(say->entries, key, (size_t)length, arena_strdup(document->arena, (char *)text));
    xmlFree(id);
    xmlFree(text);
  }
  return say;
}

void say_register(xsltTransformContext *context) {
  static const struct {
    const char *name;
    xmlXPathFunction function;
  } functions[] = {{"say", say_function}, {"date", date_function},     {"age", age_function},
                   {"at", at_function},   {"marked", marked_function}, {"plain", plain_function}};
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    xsltRegisterExtFunction(context, (const xmlChar *)functions[i].name,
                            (const xmlChar *)SAY_NAMESPACE, functions[i].function);
}
