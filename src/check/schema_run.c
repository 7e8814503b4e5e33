/* Evaluates Schematron over a case: in each pattern every node goes to the first rule that matches
 * it, and each failed assert becomes a finding at its place. */
#include "base/buf.h"
#include "check/schema.h"

#include <libxml/xmlerror.h>
#include <libxml/xpathInternals.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One expression may take this many steps: a rule that would never end gives up instead. */
enum { STEP_LIMIT = 400 * 1000 * 1000 };

typedef struct Run {
  xmlXPathContext *context;
  Functions *functions;
  Findings *findings;
  char error[160];
  Buf message, because, ask;
} Run;

/* A set of nodes, open addressing. */
typedef struct NodeSet {
  const xmlNode **slots;
  size_t count, capacity; /* capacity is 0 or a power of two */
} NodeSet;

static const xmlNode **node_slot(const NodeSet *set, const xmlNode *node) {
  size_t mask = set->capacity - 1, i = ((uintptr_t)node >> 4) * UINT32_C(2654435761) & mask;
  while (set->slots[i] && set->slots[i] != node)
    i = (i + 1) & mask;
  return &set->slots[i];
}

static void node_set_grow(NodeSet *set) {
  NodeSet bigger = {.capacity = set->capacity ? set->capacity * 2 : 64, .count = set->count};
  bigger.slots = memory_alloc(bigger.capacity * sizeof *bigger.slots);
  memset(bigger.slots, 0, bigger.capacity * sizeof *bigger.slots);
  for (size_t i = 0; i < set->capacity; i++)
    if (set->slots[i]) *node_slot(&bigger, set->slots[i]) = set->slots[i];
  free(set->slots);
  *set = bigger;
}

/* False when the node is in it already. */
static bool node_set_add(NodeSet *set, const xmlNode *node) {
  if (set->count * 2 >= set->capacity) node_set_grow(set);
  const xmlNode **slot = node_slot(set, node);
  if (*slot) return false;
  *slot = node;
  set->count++;
  return true;
}

static void keep_error(Run *run, const char *message) {
  if (run->error[0] || !message) return;
  size_t length = strcspn(message, "\n");
  if (length >= sizeof run->error) length = sizeof run->error - 1;
  memcpy(run->error, message, length);
  run->error[length] = '\0';
}

static void on_error(void *data, xmlErrorPtr error) {
  keep_error(data, schema_error_text(error));
}

/* libxml2 reports an unknown function or prefix only this way. */
static void on_generic_error(void *data, const char *format, ...) {
  char message[160];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  const char *text = strncmp(message, "xmlXPathCompOpEval: ", 20) == 0 ? message + 20 : message;
  keep_error(data, text);
}

/* An expression fails once, and is passed over from then on. */
static void fail(Run *run, SchemaPath *path, const char *reason) {
  path->broken = true;
  diag_add(findings_diags(run->findings), DIAG_RULE_XPATH_RUN, path->place, path->text, reason);
}

/* The value of an expression at a node, or NULL after one diagnostic for the expression. */
static xmlXPathObject *evaluate(Run *run, SchemaPath *path, xmlNode *node) {
  if (path->broken) return NULL;
  run->error[0] = '\0';
  run->context->node = node;
  run->context->contextSize = run->context->proximityPosition = 1;
  run->context->opCount = 0;
  xmlXPathObject *value = xmlXPathCompiledEval(path->compiled, run->context);
  if (value && !run->error[0]) return value;
  xmlXPathFreeObject(value);
  fail(run, path, run->error[0] ? run->error : "no value");
  return NULL;
}

/* Whether a test holds at a node; false in *good after a diagnostic. */
static bool test_holds(Run *run, SchemaPath *path, xmlNode *node, bool *good) {
  *good = !path->broken;
  if (path->broken) return false;
  if (path->direct) {
    bool holds = direct_holds(path->direct, run->functions, node, good);
    if (!*good) fail(run, path, "the regular expression is wrong");
    return holds;
  }
  xmlXPathObject *value = evaluate(run, path, node);
  *good = value != NULL;
  bool holds = value && xmlXPathCastToBoolean(value);
  xmlXPathFreeObject(value);
  return holds;
}

static void set_variables(Run *run, const SchemaLet *let, xmlNode *node) {
  for (; let; let = let->next) {
    xmlXPathObject *value =
        let->path ? evaluate(run, let->path, node) : xmlXPathNewCString(let->text);
    xmlXPathRegisterVariable(run->context, (const xmlChar *)let->name, value);
  }
}

static void clear_variables(Run *run, const SchemaLet *let) {
  for (; let; let = let->next)
    xmlXPathRegisterVariable(run->context, (const xmlChar *)let->name, NULL);
}

/* Adds text with each run of white space as one space. */
static void add_normalised(Buf *out, const char *text) {
  for (; *text; text++) {
    bool blank = strchr(" \t\r\n", *text) != NULL;
    if (!blank)
      buf_putc(out, *text);
    else if (out->length && out->bytes[out->length - 1] != ' ')
      buf_putc(out, ' ');
  }
}

static const char *text_of(Run *run, const SchemaPiece *piece, xmlNode *node, Buf *out) {
  if (!piece) return NULL;
  buf_clear(out);
  for (; piece; piece = piece->next) {
    xmlXPathObject *value = piece->value ? evaluate(run, piece->value, node) : NULL;
    xmlChar *string = value ? xmlXPathCastToString(value) : NULL;
    if (piece->text)
      add_normalised(out, piece->text);
    else if (string)
      add_normalised(out, (const char *)string);
    else if (!piece->value && node->name)
      add_normalised(out, (const char *)node->name);
    xmlFree(string);
    xmlXPathFreeObject(value);
  }
  while (out->length && out->bytes[out->length - 1] == ' ')
    out->bytes[--out->length] = '\0';
  return out->bytes ? out->bytes : "";
}

/* The node that a finding points at: an element or text of the case. */
static const xmlNode *pointed_at(Run *run, SchemaAssert *assert, xmlNode *node) {
  xmlXPathObject *value = assert->at ? evaluate(run, assert->at, node) : NULL;
  if (value && value->type == XPATH_NODESET && !xmlXPathNodeSetIsEmpty(value->nodesetval)) {
    xmlXPathNodeSetSort(value->nodesetval);
    node = xmlXPathNodeSetItem(value->nodesetval, 0);
  }
  xmlXPathFreeObject(value);
  if (node->type == XML_DOCUMENT_NODE) return xmlDocGetRootElement((xmlDoc *)node);
  while (node && node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE)
    node = node->parent;
  return node;
}

static void run_assert(Run *run, SchemaAssert *assert, xmlNode *node) {
  bool good, holds = test_holds(run, assert->test, node, &good);
  if (!good || holds != assert->report) return;
  const xmlNode *at = pointed_at(run, assert, node);
  Place place = at ? case_place(at) : (Place){0};
  const char *message = text_of(run, assert->message, node, &run->message);
  const char *because = text_of(run, assert->because, node, &run->because);
  const char *ask = text_of(run, assert->ask, node, &run->ask);
  findings_add(run->findings, &assert->info, at, place, message, because, ask);
}

static void run_rule(Run *run, SchemaRule *rule, NodeSet *seen) {
  xmlXPathObject *value = evaluate(run, rule->context, (xmlNode *)run->context->doc);
  if (value && value->type == XPATH_NODESET && value->nodesetval) {
    for (int i = 0; i < value->nodesetval->nodeNr; i++) {
      xmlNode *node = value->nodesetval->nodeTab[i];
      if (node->type == XML_NAMESPACE_DECL || !node_set_add(seen, node)) continue;
      set_variables(run, rule->lets, node);
      for (SchemaAssert *assert = rule->asserts; assert; assert = assert->next)
        run_assert(run, assert, node);
    }
    clear_variables(run, rule->lets);
  }
  xmlXPathFreeObject(value);
}

static void run_pattern(Run *run, SchemaPattern *pattern) {
  NodeSet seen = {0};
  set_variables(run, pattern->lets, (xmlNode *)run->context->doc);
  for (SchemaRule *rule = pattern->rules; rule; rule = rule->next)
    run_rule(run, rule, &seen);
  clear_variables(run, pattern->lets);
  free(seen.slots);
}

static xmlXPathContext *new_context(Run *run, Schema *schema, Functions *functions) {
  xmlXPathContext *context = xmlXPathNewContext(findings_case(run->findings)->xml);
  context->error = on_error;
  context->userData = run;
  context->opLimit = STEP_LIMIT;
  functions_register(functions, context);
  for (SchemaNamespace *ns = schema->namespaces; ns; ns = ns->next)
    xmlXPathRegisterNs(context, (const xmlChar *)ns->prefix, (const xmlChar *)ns->uri);
  xmlXPathContextSetCache(context, 1, -1, 0);
  return context;
}

void schema_run(Schema *schema, Functions *functions, Findings *findings) {
  Run run = {.findings = findings, .functions = functions};
  xmlGenericErrorFunc previous = xmlGenericError;
  void *previous_data = xmlGenericErrorContext;
  xmlSetGenericErrorFunc(&run, on_generic_error);
  run.context = new_context(&run, schema, functions);
  set_variables(&run, schema->lets, (xmlNode *)run.context->doc);
  for (SchemaPattern *pattern = schema->patterns; pattern; pattern = pattern->next)
    run_pattern(&run, pattern);
  xmlXPathFreeContext(run.context);
  xmlSetGenericErrorFunc(previous_data, previous);
  buf_free(&run.message);
  buf_free(&run.because);
  buf_free(&run.ask);
}
