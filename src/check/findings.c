/* Findings on their way to the sink, and the comments in a case that silence them with a reason. */
#include "check/findings.h"

#include "base/map.h"
#include "base/near.h"

#include <string.h>

/* Nobody reads more; a hostile text could ask for millions. */
enum { MOST_FINDINGS = 100000 };

/* One `allow` element and what it speaks of. */
typedef struct Allowance {
  const xmlNode *element;
  const xmlNode *target; /* the block or section after it; NULL: nothing follows */
  const char *rule, *reason;
  size_t next; /* of the same rule, plus one; 0: none */
  bool opens;  /* nothing stands before it, so it also speaks of the document as a whole */
  bool used;
} Allowance;

struct Findings {
  const Case *document;
  Diags *diags;
  Arena *arena;
  Allowance *allowances;
  size_t count, capacity;
  Map *by_rule; /* the last allowance of a rule, plus one */
  size_t found;
};

static bool is_named(const xmlNode *node, const char *name) {
  return node && node->type == XML_ELEMENT_NODE && node->name[0] == (unsigned char)name[0] &&
         strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *next_element(const xmlNode *node) {
  for (node = node->next; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE && !is_named(node, "allow")) return node;
  return NULL;
}

static bool nothing_before(const xmlNode *node) {
  for (const xmlNode *at = node; at && !is_named(at, "body"); at = at->parent)
    for (const xmlNode *sibling = at->prev; sibling; sibling = sibling->prev)
      if (sibling->type == XML_ELEMENT_NODE && !is_named(sibling, "allow") &&
          !is_named(sibling, "heading"))
        return false;
  return true;
}

/* The block that follows; the whole section before whose heading it stands. */
static const xmlNode *target_of(const xmlNode *allow) {
  const xmlNode *target = next_element(allow);
  for (const xmlNode *up = allow->parent; !target && up && !is_named(up, "body"); up = up->parent)
    target = next_element(up);
  if (is_named(target, "heading") && target->parent) return target->parent;
  return target;
}

static const char *attribute(Arena *arena, const xmlNode *node, const char *name) {
  xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
  char *copy = arena_strdup(arena, (const char *)value);
  xmlFree(value);
  return copy;
}

static void collect(Findings *findings, const xmlNode *element) {
  Allowance allowance = {.element = element,
                         .target = target_of(element),
                         .rule = attribute(findings->arena, element, "rule"),
                         .reason = attribute(findings->arena, element, "reason"),
                         .opens = nothing_before(element)};
  size_t length = allowance.rule ? strlen(allowance.rule) : 0;
  if (length)
    allowance.next = (size_t)(uintptr_t)map_get(findings->by_rule, allowance.rule, length);
  ARENA_PUSH(findings->arena, findings->allowances, findings->count, findings->capacity, allowance);
  if (length)
    map_set(findings->by_rule, allowance.rule, length, (void *)(uintptr_t)findings->count);
}

Findings *findings_new(const Case *document, Diags *diags, Arena *arena) {
  Findings *findings = arena_alloc(arena, sizeof *findings);
  *findings =
      (Findings){.document = document, .diags = diags, .arena = arena, .by_rule = map_new(arena)};
  for (size_t i = 0; i < document->allow_count; i++)
    collect(findings, document->allows[i]);
  return findings;
}

static bool is_whole_document(const xmlNode *node) {
  return !node || node->type != XML_ELEMENT_NODE || is_named(node, "case") ||
         is_named(node, "body");
}

static bool contains(const xmlNode *ancestor, const xmlNode *node) {
  for (; node; node = node->parent)
    if (node == ancestor) return true;
  return false;
}

static bool blank(const char *text) {
  return !text || !text[strspn(text, " \t\r\n")];
}

/* The reason why a finding does not count, or NULL. */
static const char *allowed(Findings *findings, const char *rule, const xmlNode *node) {
  size_t number = (size_t)(uintptr_t)map_get(findings->by_rule, rule, strlen(rule));
  for (; number; number = findings->allowances[number - 1].next) {
    Allowance *allowance = &findings->allowances[number - 1];
    if (blank(allowance->reason)) continue;
    bool whole = allowance->opens && is_whole_document(node);
    if (!whole && !(allowance->target && contains(allowance->target, node))) continue;
    allowance->used = true;
    return allowance->reason;
  }
  return NULL;
}

/* Adds a record that has its place and what it says itself; the rule gives the rest. */
static void add(Findings *findings, const RuleInfo *rule, const xmlNode *node, Diag record) {
  if (rule->off || ++findings->found > MOST_FINDINGS) return;
  record.rule = rule->id;
  record.check = rule->check;
  record.severity = rule->severity;
  if (!record.place.source) record.file = findings->document->source->name;
  if (!record.message) record.message = rule->message;
  if (!record.because) record.because = rule->because;
  if (!record.ask) record.ask = rule->ask;
  record.general = rule->message;
  record.source = rule->source;
  record.allowed = findings->count ? allowed(findings, rule->id, node) : NULL;
  diag_add_record(findings->diags, &record);
}

void findings_add(Findings *findings, const RuleInfo *rule, const xmlNode *node, Place place,
                  const char *message, const char *because, const char *ask) {
  add(findings, rule, node,
      (Diag){.place = place, .message = message, .because = because, .ask = ask});
}

void findings_add_replacement(Findings *findings, const RuleInfo *rule, const xmlNode *node,
                              Place place, const char *message, const char *replacement,
                              bool entangled) {
  add(findings, rule, node,
      (Diag){
          .place = place, .message = message, .replacement = replacement, .entangled = entangled});
}

static const char *nearest_rule(const Rules *rules, const char *id, Arena *arena) {
  size_t count;
  const RuleInfo *const *list = rules_list(rules, &count);
  const char **ids = arena_alloc(arena, (count + 1) * sizeof *ids);
  for (size_t i = 0; i < count; i++)
    ids[i] = list[i]->id;
  return near_best(id, ids, count);
}

static void report(Findings *findings, const Allowance *allowance, const Rules *rules) {
  Place place = case_place(allowance->element);
  const char *rule = allowance->rule ? allowance->rule : "";
  const RuleInfo *info = rules_find(rules, rule);
  if (!info) {
    diag_add(findings->diags, DIAG_ALLOW_UNKNOWN, place, rule);
    const char *near = nearest_rule(rules, rule, findings->arena);
    if (near) diag_hint(findings->diags, "did you mean %s?", near);
  } else if (blank(allowance->reason)) {
    diag_add(findings->diags, DIAG_ALLOW_REASON, place, rule);
  } else if (!allowance->used && !info->off) {
    diag_add(findings->diags, DIAG_ALLOW_UNUSED, place, rule);
  }
}

void findings_finish(Findings *findings, const Rules *rules) {
  if (findings->found > MOST_FINDINGS)
    diag_add_file(findings->diags, DIAG_FINDINGS_MANY, findings->document->source->name,
                  (int)MOST_FINDINGS);
  for (size_t i = 0; i < findings->count; i++)
    report(findings, &findings->allowances[i], rules);
}

const Case *findings_case(const Findings *findings) {
  return findings->document;
}

Diags *findings_diags(const Findings *findings) {
  return findings->diags;
}
