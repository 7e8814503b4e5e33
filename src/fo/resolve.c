/* Resolves the properties of one formatting object: collects what its attributes specify, puts it in the
 * order in which values win, stores them over inherited and initial values, and settles the corresponding
 * ones (margins and indents, border widths and styles). */
#include "fo/place.h"
#include "fo/property.h"

#include "base/map.h"
#include "base/near.h"

#include <string.h>

#define FOX_NAMESPACE "http://xmlgraphics.apache.org/fop/extensions"

enum { LONGEST_KEY = 1000 };

/* Marks the colour of a border that nobody set: the text's colour. */
static const Color current_color = {.red = 1, .none = true};

static int rank(const Property *property, int level) {
  int phase = property->flags & EARLIEST ? 0 : property->flags & EARLY ? 1 : 2;
  return phase * 16 + level;
}

static bool add_spec(Resolver *resolver, Spec spec) {
  if (resolver->spec_count == MOST_SPECS) return false;
  resolver->specs[resolver->spec_count++] = spec;
  return true;
}

const Property *property_find_part(Arena *arena, const char *name, const char **component) {
  const char *dot = strchr(name, '.');
  *component = dot ? dot + 1 : NULL;
  return property_find(dot ? arena_strndup(arena, name, (size_t)(dot - name)) : name);
}

bool resolver_expand(Resolver *resolver, const Spec *from, const char *name, const char *value,
                     int level) {
  Spec spec = {.value = value, .attribute = from->attribute, .written = from->written};
  spec.property = property_find_part(resolver->arena, name, &spec.component);
  if (!spec.property) return false;
  spec.rank = rank(spec.property, level);
  return add_spec(resolver, spec);
}

static bool has_components(const Property *property) {
  return property->kind == KIND_SPACE || property->kind == KIND_RANGE ||
         property->kind == KIND_KEEP || property->kind == KIND_CUSTOM;
}

/* The name that the table knows an attribute by, or NULL for one that is not FO's business. */
static const char *attribute_name(Arena *arena, const xmlAttr *attribute) {
  const char *name = (const char *)attribute->name;
  if (!attribute->ns) return name;
  const char *space = (const char *)attribute->ns->href;
  if (!strcmp(space, (const char *)XML_XML_NAMESPACE))
    return strcmp(name, "lang") != 0 ? NULL : "xml:lang";
  if (strcmp(space, FOX_NAMESPACE) != 0) return NULL;
  return arena_printf(arena, "fox:%s", name);
}

static void report_unknown(Resolver *resolver, const char *name) {
  size_t count;
  const Property *rows = property_rows(&count);
  Place place = fo_attribute_place(resolver->document, resolver->node, name);
  diag_add(resolver->diags, DIAG_FO_PROPERTY_UNKNOWN, place, name);
  const char **names = arena_alloc(resolver->arena, count * sizeof *names);
  for (size_t i = 0; i < count; i++)
    names[i] = rows[i].name;
  const char *best = near_best(name, names, count);
  if (best) diag_hint(resolver->diags, "did you mean \"%s\"?", best);
}

static void report_value(Resolver *resolver, const Spec *spec) {
  Place place = fo_attribute_place(resolver->document, resolver->node, spec->attribute);
  DiagId id = spec->property->kind == KIND_ONLY ? DIAG_FO_VALUE_OUTSIDE : DIAG_FO_VALUE;
  diag_add(resolver->diags, id, place, spec->attribute, spec->written);
  const char *names[16];
  size_t count = 0;
  for (const Keyword *row = spec->property->keywords; row && row->name && count < 16; row++)
    names[count++] = row->name;
  const char *best = count ? near_best(spec->value, names, count) : NULL;
  if (best) diag_hint(resolver->diags, "did you mean \"%s\"?", best);
}

static char *trimmed(Arena *arena, const xmlNode *node, const xmlAttr *attribute) {
  const xmlNode *only = attribute->children;
  xmlChar *made = NULL;
  const char *text = "";
  if (only && !only->next && only->type == XML_TEXT_NODE)
    text = (const char *)only->content;
  else if (only)
    text = (const char *)(made = xmlNodeListGetString(node->doc, only, 1));
  text = text ? text : "";
  text += strspn(text, " \t\r\n");
  size_t length = strlen(text);
  while (length && strchr(" \t\r\n", text[length - 1]))
    length--;
  char *copy = arena_strndup(arena, text, length);
  xmlFree(made);
  return copy;
}

static void collect(Resolver *resolver, const xmlAttr *attribute) {
  const char *name = attribute_name(resolver->arena, attribute);
  if (!name) return;
  Spec spec = {.attribute = name};
  spec.property = property_find_part(resolver->arena, name, &spec.component);
  if (!spec.property || (spec.component && !has_components(spec.property))) {
    report_unknown(resolver, name);
    return;
  }
  spec.value = spec.written = trimmed(resolver->arena, resolver->node->xml, attribute);
  if (spec.property->kind == KIND_SHORTHAND) {
    if (!spec.property->expand(resolver, &spec)) report_value(resolver, &spec);
    return;
  }
  int level = spec.property->side >= SIDE_TOP && spec.property->side != SIDE_NONE ? 8 : 5;
  spec.rank = rank(spec.property, level + (spec.component ? 1 : 0));
  if (!add_spec(resolver, spec)) report_value(resolver, &spec);
}

static void sort(Spec *specs, int count) {
  for (int i = 1; i < count; i++) {
    Spec spec = specs[i];
    int at = i;
    for (; at > 0 && specs[at - 1].rank > spec.rank; at--)
      specs[at] = specs[at - 1];
    specs[at] = spec;
  }
}

static void store(Resolver *resolver) {
  const char *reported = NULL;
  for (int i = 0; i < resolver->spec_count; i++) {
    Spec *spec = &resolver->specs[i];
    if (property_set(resolver, spec) || spec->attribute == reported) continue;
    reported = spec->attribute;
    report_value(resolver, spec);
  }
}

static void add(FoLength *length, const FoLength *more) {
  length->fixed += more->fixed;
  length->percent += more->percent;
}

static bool takes_indents(const FoNode *node) {
  switch (node->type) {
  case FO_BLOCK:
  case FO_BLOCK_CONTAINER:
  case FO_LIST_BLOCK:
  case FO_LIST_ITEM:
  case FO_TABLE:
  case FO_TABLE_AND_CAPTION:
    return true;
  default:
    return false;
  }
}

/* XSL 1.1, 5.3.2: a margin adds to the indent that is inherited, together with border and padding. */
static void settle_indent(Resolver *resolver, int side, FoLength *indent, const FoLength *above) {
  FoBox *box = &resolver->box;
  if (!(box->margin_given & (1U << side))) return;
  if (resolver->soft_margin & box->indent_given & (1U << side)) return;
  FoLength sum = box->margin[side];
  if (resolver->node->type != FO_BLOCK_CONTAINER && above) add(&sum, above);
  add(&sum, &box->padding[side]);
  sum.fixed += box->border[side].width;
  *indent = sum;
  resolver->changed |= 1U << IN_TEXT;
}

static void settle_margins(Resolver *resolver) {
  FoBox *box = &resolver->box;
  const FoText *above = resolver->node->parent ? resolver->node->parent->text : NULL;
  if (takes_indents(resolver->node)) {
    settle_indent(resolver, FO_START, &resolver->text.start_indent,
                  above ? &above->start_indent : NULL);
    settle_indent(resolver, FO_END, &resolver->text.end_indent, above ? &above->end_indent : NULL);
    FoSpace *before = &box->space_before, *after = &box->space_after;
    unsigned spaces = box->margin_given & ~(resolver->soft_margin & resolver->given_space);
    if (spaces & (1U << FO_BEFORE))
      before->minimum = before->optimum = before->maximum = box->margin[FO_BEFORE];
    if (spaces & (1U << FO_AFTER))
      after->minimum = after->optimum = after->maximum = box->margin[FO_AFTER];
  } else {
    if (box->margin_given & (1U << FO_START)) box->space_start.optimum = box->margin[FO_START];
    if (box->margin_given & (1U << FO_END)) box->space_end.optimum = box->margin[FO_END];
  }
}

static void settle_borders(Resolver *resolver) {
  for (int side = 0; side < 4; side++) {
    FoEdge *edge = &resolver->box.border[side];
    if (edge->style == LINE_NONE) edge->width = 0;
    if (edge->color.none && edge->color.red == current_color.red)
      edge->color = resolver->text.color;
  }
}

static void settle_clamp(FoSpace *space) {
  if (space->optimum.fixed > space->maximum.fixed && !space->maximum.percent)
    space->maximum = space->optimum;
}

static void settle(Resolver *resolver) {
  settle_borders(resolver);
  settle_margins(resolver);
  settle_clamp(&resolver->box.space_before);
  settle_clamp(&resolver->box.space_after);
}

static void set_initials(Resolver *resolver) {
  size_t count;
  const Property *rows = property_rows(&count);
  for (int early = 1; early >= 0; early--)
    for (size_t i = 0; i < count; i++) {
      const Property *row = &rows[i];
      bool is_early = (row->flags & (EARLY | EARLIEST)) != 0;
      if (!row->initial || row->kind == KIND_ONLY || is_early != (early == 1)) continue;
      Spec spec = {.property = row, .value = row->initial, .attribute = row->name};
      property_set(resolver, &spec);
    }
  for (int side = 0; side < 4; side++)
    resolver->box.border[side] = (FoEdge){.width = 1000, .color = current_color};
  resolver->box.inline_dimension.maximum = (FoLength){.automatic = true};
  resolver->box.block_dimension.maximum = (FoLength){.automatic = true};
  resolver->box.margin_given = resolver->box.indent_given = 0;
  resolver->text.leader_length =
      (FoRange){.optimum = {.fixed = 12000}, .maximum = {.percent = 100000}};
}

/* The node that holds every property's initial value: the parent of fo:root. */
static FoNode *initial_node(const FoDocument *document, Arena *arena, Diags *diags) {
  FoNode *node = arena_alloc(arena, sizeof *node);
  Resolver *resolver = arena_alloc(arena, sizeof *resolver);
  *resolver = (Resolver){.arena = arena, .diags = diags, .document = document, .node = node};
  set_initials(resolver);
  settle_borders(resolver);
  node->text = &resolver->text;
  node->page = &resolver->page;
  node->table = &resolver->table;
  node->object = &resolver->object;
  FoBox *raw = arena_alloc(arena, sizeof *raw);
  *raw = resolver->box;
  for (int side = 0; side < 4; side++)
    raw->border[side] = (FoEdge){.width = 1000, .color = current_color};
  node->box = raw;
  return node;
}

static void *copy(Arena *arena, const void *from, size_t size) {
  return memcpy(arena_alloc(arena, size), from, size);
}

/* Keeps what was changed, shares what was not. */
static void share(Resolver *resolver, const FoNode *initial, const FoBox *plain_box) {
  FoNode *node = resolver->node;
  Arena *arena = resolver->arena;
  unsigned changed = resolver->changed;
  if (changed & 1U << IN_TEXT) node->text = copy(arena, &resolver->text, sizeof resolver->text);
  node->box =
      changed & 1U << IN_BOX ? copy(arena, &resolver->box, sizeof resolver->box) : plain_box;
  node->page =
      changed & 1U << IN_PAGE ? copy(arena, &resolver->page, sizeof resolver->page) : initial->page;
  node->table = changed & 1U << IN_TABLE ? copy(arena, &resolver->table, sizeof resolver->table)
                                         : initial->table;
  node->object = changed & 1U << IN_OBJECT ? copy(arena, &resolver->object, sizeof resolver->object)
                                           : initial->object;
}

static const char *language_of(Arena *arena, const FoText *text) {
  if (!text->language) return NULL;
  if (!text->country || strchr(text->language, '-')) return text->language;
  return arena_printf(arena, "%s-%s", text->language, text->country);
}

static const FoBox *plain_box(const FoNode *initial, Arena *arena) {
  FoBox *box = copy(arena, initial->box, sizeof *box);
  for (int side = 0; side < 4; side++)
    box->border[side] = (FoEdge){.color = initial->text->color};
  return box;
}

/* The initial values hang on the root's parent; every node finds them through it. */
static const FoNode *initial_of(const FoNode *node) {
  while (node->parent)
    node = node->parent;
  return node;
}

/* Resolves a node by its own attributes. */
static void resolve_alone(FoNode *node, const FoDocument *document, Arena *arena, Diags *diags) {
  const FoNode *initial = initial_of(node);
  Resolver resolver;
  resolver.arena = arena;
  resolver.diags = diags;
  resolver.document = document;
  resolver.node = node;
  resolver.changed = resolver.soft_margin = resolver.given_space = 0;
  resolver.spec_count = 0;
  resolver.spec = (Spec){0};
  resolver.text = *node->parent->text;
  resolver.box = *initial->box;
  resolver.page = *initial->page;
  resolver.table = *initial->table;
  resolver.object = *initial->object;
  node->text = node->parent->text;
  node->box = initial->first->box;
  for (const xmlAttr *attribute = node->xml->properties; attribute; attribute = attribute->next)
    collect(&resolver, attribute);
  sort(resolver.specs, resolver.spec_count);
  store(&resolver);
  settle(&resolver);
  share(&resolver, initial, initial->first->box);
  node->language =
      node->text == node->parent->text ? node->parent->language : language_of(arena, node->text);
}

/* Adds the bytes and a zero to the key; false when there is no room. */
static bool key_add(char *key, size_t *length, const void *bytes, size_t count) {
  if (count >= LONGEST_KEY - *length) return false;
  memcpy(key + *length, bytes, count);
  key[*length + count] = '\0';
  *length += count + 1;
  return true;
}

static bool key_add_attribute(char *key, size_t *length, const xmlAttr *attribute) {
  const xmlNode *only = attribute->children;
  if (only && (only->next || only->type != XML_TEXT_NODE)) return false;
  const char *name = (const char *)attribute->name;
  const char *value = only && only->content ? (const char *)only->content : "";
  if (!attribute->ns) {
    if (!strcmp(name, "id")) return false;
  } else if (!strcmp((const char *)attribute->ns->href, FOX_NAMESPACE)) {
    key_add(key, length, "fox", 3);
  } else if (!strcmp((const char *)attribute->ns->href, (const char *)XML_XML_NAMESPACE)) {
    key_add(key, length, "xml", 3);
  } else {
    return true; /* not FO's business */
  }
  if (strstr(value, "from-table-column")) return false;
  return key_add(key, length, name, strlen(name)) && key_add(key, length, value, strlen(value));
}

/* What decides a node's properties: its type, its attributes and, by the first node like its parent, those of all its
 * ancestors. Returns the length of the key; 0 for a node that is not like any other. */
static size_t key_of(const FoNode *node, char *key) {
  size_t length = 0;
  bool whole = key_add(key, &length, &node->parent->alike, sizeof node->parent->alike) &&
               key_add(key, &length, &node->type, sizeof node->type);
  for (const xmlAttr *attribute = node->xml->properties; attribute && whole;
       attribute = attribute->next)
    whole = key_add_attribute(key, &length, attribute);
  return whole ? length : 0;
}

static void take_over(FoNode *node, const FoNode *alike) {
  node->alike = alike;
  node->text = alike->text;
  node->box = alike->box;
  node->page = alike->page;
  node->table = alike->table;
  node->object = alike->object;
  node->language = alike->language;
}

static void resolve_root(FoNode *root, const FoDocument *document, Arena *arena, Diags *diags) {
  FoNode *initial = initial_node(document, arena, diags);
  FoNode *plain = arena_alloc(arena, sizeof *plain);
  plain->box = plain_box(initial, arena);
  initial->first = plain;
  root->parent = initial;
  resolve_alone(root, document, arena, diags);
}

void resolve_node(FoNode *node, const FoDocument *document, Arena *arena, Diags *diags) {
  node->alike = node;
  if (!node->parent) {
    resolve_root(node, document, arena, diags);
    return;
  }
  char key[LONGEST_KEY];
  size_t length = key_of(node, key), problems, before;
  const FoNode *alike = length ? map_get(document->resolved, key, length) : NULL;
  if (alike) {
    take_over(node, alike);
    return;
  }
  diags_records(diags, &before);
  resolve_alone(node, document, arena, diags);
  diags_records(diags, &problems);
  /* What is wrong is reported at each node. */
  if (length && problems == before) map_set(document->resolved, key, length, node);
}
