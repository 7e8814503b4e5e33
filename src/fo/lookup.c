/* Values of other formatting objects, for the functions of XSL 1.1, 5.10.4: whose they are, where they are
 * kept, and what they are as numbers. */
#include "fo/property.h"

#include <string.h>

const void *property_group(const FoNode *node, Group group) {
  switch (group) {
  case IN_TEXT:
    return node->text;
  case IN_BOX:
    return node->box;
  case IN_PAGE:
    return node->page;
  case IN_TABLE:
    return node->table;
  default:
    return node->object;
  }
}

static size_t field_size(const Property *property) {
  switch (property->kind) {
  case KIND_LENGTH:
    return sizeof(FoLength);
  case KIND_POINTS:
    return sizeof(Length);
  case KIND_NUMBER:
    return sizeof(int32_t);
  case KIND_COLOR:
    return sizeof(Color);
  case KIND_STRING:
    return sizeof(char *);
  case KIND_SPACE:
    return sizeof(FoSpace);
  case KIND_RANGE:
    return sizeof(FoRange);
  case KIND_KEEP:
    return sizeof(FoKeep);
  default:
    return sizeof(int);
  }
}

size_t property_size(const Property *property) {
  if (property->kind != KIND_CUSTOM) return field_size(property);
  if (property->set == set_font_family || property->set == set_source) return sizeof(char *);
  if (property->set == set_radius) return sizeof(FoRadius);
  if (property->set == set_font_size || property->set == set_border_width) return sizeof(Length);
  if (property->set == set_font_weight || property->set == set_decoration ||
      property->set == set_baseline_shift || property->set == set_initial_page ||
      property->set == set_repeats)
    return sizeof(int32_t);
  return sizeof(FoLength);
}

typedef struct Part {
  const char *name;
  size_t offset, size;
} Part;

static const Part space_parts[] = {{"minimum", offsetof(FoSpace, minimum), sizeof(FoLength)},
                                   {"optimum", offsetof(FoSpace, optimum), sizeof(FoLength)},
                                   {"maximum", offsetof(FoSpace, maximum), sizeof(FoLength)},
                                   {"precedence", offsetof(FoSpace, precedence), sizeof(int32_t)},
                                   {"conditionality", offsetof(FoSpace, retain), sizeof(bool)},
                                   {NULL, 0, 0}};
static const Part range_parts[] = {{"minimum", offsetof(FoRange, minimum), sizeof(FoLength)},
                                   {"optimum", offsetof(FoRange, optimum), sizeof(FoLength)},
                                   {"maximum", offsetof(FoRange, maximum), sizeof(FoLength)},
                                   {NULL, 0, 0}};
static const Part keep_parts[] = {
    {"within-line", offsetof(FoKeep, within_line), sizeof(int32_t)},
    {"within-column", offsetof(FoKeep, within_column), sizeof(int32_t)},
    {"within-page", offsetof(FoKeep, within_page), sizeof(int32_t)},
    {NULL, 0, 0}};

char *property_part(const Property *property, const char *component, char *field, size_t *size) {
  const Part *part = NULL;
  *size = property_size(property);
  if (property->kind == KIND_SPACE) part = space_parts;
  if (property->kind == KIND_RANGE) part = range_parts;
  if (property->kind == KIND_KEEP) part = keep_parts;
  if (!component) return field;
  if (!part) return !strcmp(component, "length") || !strcmp(component, "optimum") ? field : NULL;
  while (part->name && strcmp(part->name, component) != 0)
    part++;
  if (!part->name) return NULL;
  *size = part->size;
  return field + part->offset;
}

/* The nearest ancestor that specifies the property itself, or else the parent. */
static const FoNode *nearest_specified(const FoNode *node, const char *name) {
  for (const FoNode *up = node->parent; up; up = up->parent)
    if (up->xml && xmlHasProp(up->xml, (const xmlChar *)name)) return up;
  return node->parent;
}

const FoNode *property_source(const Resolver *resolver, const char *function,
                              const Property *property) {
  if (!strcmp(function, "from-nearest-specified-value"))
    return nearest_specified(resolver->node, property->name);
  if (!strcmp(function, "from-table-column")) return column_of(resolver);
  return resolver->node->parent;
}

/* What a percentage in a value is of. */
typedef enum Base { BASE_WIDTH, BASE_HEIGHT, BASE_FONT } Base;

static Base base_of(const Property *property) {
  if (property->group == IN_TEXT && property->set && property->set != set_indent) return BASE_FONT;
  if (property->set == set_baseline_shift) return BASE_FONT;
  if (property->group != IN_BOX) return BASE_WIDTH;
  if (property->offset == offsetof(FoBox, top) || property->offset == offsetof(FoBox, bottom) ||
      (property->offset >= offsetof(FoBox, block_dimension) &&
       property->offset < offsetof(FoBox, block_dimension) + sizeof(FoRange)))
    return BASE_HEIGHT;
  return BASE_WIDTH;
}

/* Whether the value is the width of a parent that is the base of its children's percentages: then it is
 * all of that base, however it was given. */
static bool is_base(const Resolver *resolver, const FoNode *from, const Property *property,
                    const FoLength *length) {
  return from == resolver->node->parent && property->group == IN_BOX &&
         property->offset == offsetof(FoBox, inline_dimension) &&
         (length->automatic || length->percent) &&
         (from->type == FO_TABLE || from->type == FO_BLOCK_CONTAINER) &&
         base_of(resolver->spec.property) == BASE_WIDTH;
}

static bool length_value(const Resolver *resolver, const FoNode *from, const Property *property,
                         const FoLength *length, Value *value) {
  value->power = 1;
  if (is_base(resolver, from, property, length)) {
    value->percent = FO_UNIT;
    return true;
  }
  if (property->set == set_line_height && length->proportional) {
    bool own = resolver->spec.property == property;
    value->power = own ? 0 : 1;
    value->fixed = (int64_t)length->proportional * (own ? 1000 : from->text->font_size);
    return true;
  }
  value->fixed = (int64_t)length->fixed * 1000;
  value->percent = (int64_t)length->percent * 10;
  value->proportional = (int64_t)length->proportional * 1000;
  return !length->automatic &&
         (!length->percent || base_of(property) == base_of(resolver->spec.property));
}

/* Of the setters that keep a whole number in an int. */
static bool counts(const Property *property) {
  return property->set == set_font_weight || property->set == set_initial_page ||
         property->set == set_repeats;
}

bool property_number(const Resolver *resolver, const FoNode *from, const Property *property,
                     const char *component, Value *value) {
  bool compound = property->kind == KIND_SPACE || property->kind == KIND_RANGE;
  size_t size;
  char *field = property_field(property, resolver, (void *)property_group(from, property->group));
  field = property_part(property, compound && !component ? "optimum" : component, field, &size);
  *value = (Value){.kind = VALUE_NUMBER};
  if (!field) return false;
  if (property->kind == KIND_COLOR) {
    *value = (Value){.kind = VALUE_COLOR, .color = *(const Color *)field};
    return true;
  }
  if (property->kind == KIND_NUMBER || counts(property)) {
    value->fixed = (int64_t) * (const int32_t *)field * FO_UNIT;
    return true;
  }
  if (property->set == set_font_size || property->set == set_border_width) {
    value->power = 1;
    value->fixed = (int64_t) * (const Length *)field * 1000;
    return true;
  }
  bool custom = property->kind == KIND_CUSTOM && size == sizeof(FoLength);
  if (property->kind != KIND_LENGTH && !(compound && size == sizeof(FoLength)) && !custom)
    return false;
  return length_value(resolver, from, property, (const FoLength *)field, value);
}

const char *system_font(const char *property) {
  static const char *const rows[][2] = {{"font-family", "sans-serif"}, {"font-size", "medium"},
                                        {"font-stretch", "normal"},    {"font-style", "normal"},
                                        {"font-variant", "normal"},    {"font-weight", "normal"},
                                        {"line-height", "normal"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (!strcmp(rows[i][0], property)) return rows[i][1];
  return NULL;
}
