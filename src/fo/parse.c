/* Parses one property value by the kind of its row and stores it in the resolver's structs. */
#include "fo/property.h"

#include <string.h>

static bool number_of(Resolver *resolver, const FoNode *from, const Property *property,
                      Value *value);

static const void *group_of(const FoNode *node, Group group) {
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

/* The size of what a custom setter stores, known by its setter. */
static size_t value_size(const Property *property) {
  if (property->kind != KIND_CUSTOM) return field_size(property);
  if (property->set == set_font_family || property->set == set_source) return sizeof(char *);
  if (property->set == set_font_size || property->set == set_border_width) return sizeof(Length);
  if (property->set == set_font_weight || property->set == set_decoration ||
      property->set == set_baseline_shift || property->set == set_initial_page ||
      property->set == set_repeats)
    return sizeof(int32_t);
  return sizeof(FoLength);
}

/* The nearest ancestor that specifies the property itself, or NULL. */
static const FoNode *nearest_specified(const FoNode *node, const char *name) {
  for (const FoNode *up = node->parent; up; up = up->parent)
    if (up->xml && xmlHasProp(up->xml, (const xmlChar *)name)) return up;
  return NULL;
}

static bool lookup(void *data, const char *function, const char *name, Value *value) {
  Resolver *resolver = data;
  const FoNode *from = resolver->node->parent;
  const Property *property = name ? property_find(name) : NULL;
  if (!property || !from) return false;
  if (!strcmp(function, "from-nearest-specified-value")) {
    const FoNode *nearest = nearest_specified(resolver->node, name);
    if (nearest) from = nearest;
  }
  return number_of(resolver, from, property, value);
}

static bool number_of(Resolver *resolver, const FoNode *from, const Property *property,
                      Value *value) {
  const char *field = property_field(property, resolver, (void *)group_of(from, property->group));
  *value = (Value){.kind = VALUE_NUMBER};
  if (property->kind == KIND_COLOR) {
    *value = (Value){.kind = VALUE_COLOR, .color = *(const Color *)field};
    return true;
  }
  if (property->kind == KIND_NUMBER) {
    value->fixed = (int64_t) * (const int32_t *)field * FO_UNIT;
    return true;
  }
  value->power = 1;
  if (property->kind == KIND_SPACE) field = (const char *)&((const FoSpace *)field)->optimum;
  if (property->kind == KIND_RANGE) field = (const char *)&((const FoRange *)field)->optimum;
  if (value_size(property) == sizeof(Length) && property->kind == KIND_CUSTOM) {
    value->fixed = (int64_t) * (const Length *)field * 1000;
    return property->set == set_font_size || property->set == set_border_width;
  }
  if (property->kind != KIND_LENGTH && property->kind != KIND_SPACE &&
      property->kind != KIND_RANGE && property->kind != KIND_CUSTOM)
    return false;
  const FoLength *length = (const FoLength *)field;
  value->fixed = (int64_t)length->fixed * 1000;
  value->percent = (int64_t)length->percent * 10;
  return !length->automatic;
}

static const FoNode *ancestor(const FoNode *node, FoType type) {
  while (node && node->type != type)
    node = node->parent;
  return node;
}

static void add_length(Value *value, const FoLength *length, int sign) {
  value->fixed += sign * (int64_t)length->fixed * 1000;
  value->percent += sign * (int64_t)length->percent * 10;
}

/* label-end() and body-start() (XSL 1.1, 7.30): what the indents of a list's parts are made of. */
static bool list_edge(void *data, bool label_end, Value *value) {
  Resolver *resolver = data;
  const FoNode *item = ancestor(resolver->node, FO_LIST_ITEM);
  const FoNode *list = ancestor(resolver->node, FO_LIST_BLOCK);
  if (!item || !list || !item->text || !list->text) return false;
  *value = (Value){.kind = VALUE_NUMBER, .power = 1};
  add_length(value, &item->text->start_indent, 1);
  add_length(value, &list->text->provisional_distance, 1);
  if (!label_end) return true;
  add_length(value, &list->text->provisional_separation, -1);
  value->fixed = -value->fixed;
  value->percent = FO_UNIT - value->percent;
  return true;
}

ExpressionContext resolver_context(Resolver *resolver) {
  return (ExpressionContext){.arena = resolver->arena,
                             .font_size = resolver->text.font_size,
                             .lookup = lookup,
                             .list_edge = list_edge,
                             .data = resolver};
}

bool resolver_value(Resolver *resolver, const Spec *spec, Value *value) {
  ExpressionContext context = resolver_context(resolver);
  return expression_evaluate(spec->value, &context, value);
}

static bool word_is_auto(const char *word) {
  return !strcmp(word, "auto") || !strcmp(word, "none") || !strcmp(word, "use-font-metrics");
}

static bool set_length(Resolver *resolver, const Spec *spec, FoLength *length) {
  Value value;
  if (!resolver_value(resolver, spec, &value)) return false;
  if (value.kind == VALUE_WORD && word_is_auto(value.word)) {
    *length = (FoLength){.automatic = true};
    return spec->property->flags & ALLOW_AUTO;
  }
  if (!value_length(&value, length)) return false;
  return length->fixed >= 0 || length->percent || spec->property->flags & ALLOW_NEGATIVE;
}

static bool set_points(Resolver *resolver, const Spec *spec, Length *points) {
  FoLength length;
  if (!set_length(resolver, spec, &length) || length.percent) return false;
  *points = length.fixed;
  return true;
}

static bool whole_number(const Value *value, int32_t *number) {
  if (value->kind != VALUE_NUMBER || value->power || value->percent || value->proportional)
    return false;
  int64_t rounded = (value->fixed + (value->fixed < 0 ? -FO_UNIT / 2 : FO_UNIT / 2)) / FO_UNIT;
  if (rounded > 1000000 || rounded < -1000000) return false;
  *number = (int32_t)rounded;
  return true;
}

static bool set_number(Resolver *resolver, const Spec *spec, int32_t *number) {
  Value value;
  return resolver_value(resolver, spec, &value) && whole_number(&value, number);
}

static bool set_keyword(const Spec *spec, int *field) {
  for (const Keyword *keyword = spec->property->keywords; keyword->name; keyword++)
    if (!strcmp(keyword->name, spec->value)) {
      *field = keyword->value;
      return true;
    }
  return false;
}

static bool set_color(Resolver *resolver, const Spec *spec, Color *color) {
  if (!strcmp(spec->value, "currentColor")) {
    *color = resolver->text.color;
    return true;
  }
  if (color_parse(spec->value, color)) return true;
  Value value;
  if (!resolver_value(resolver, spec, &value) || value.kind != VALUE_COLOR) return false;
  *color = value.color;
  return true;
}

static bool set_string(Resolver *resolver, const Spec *spec, const char **string) {
  (void)resolver;
  *string = !*spec->value || !strcmp(spec->value, "none") ? NULL : spec->value;
  return true;
}

static bool set_space(Resolver *resolver, const Spec *spec, FoSpace *space) {
  const char *component = spec->component;
  if (component && !strcmp(component, "conditionality")) {
    space->retain = !strcmp(spec->value, "retain");
    return space->retain || !strcmp(spec->value, "discard");
  }
  if (component && !strcmp(component, "precedence")) {
    space->precedence = FO_ALWAYS;
    return !strcmp(spec->value, "force") || set_number(resolver, spec, &space->precedence);
  }
  FoLength length;
  if (!set_length(resolver, spec, &length)) return false;
  if (!component) {
    space->minimum = space->optimum = space->maximum = length;
  } else if (!strcmp(component, "minimum")) {
    space->minimum = length;
    if (space->optimum.fixed < length.fixed) space->optimum = length;
  } else if (!strcmp(component, "optimum")) {
    space->optimum = length;
  } else if (!strcmp(component, "maximum")) {
    space->maximum = length;
  } else {
    return false;
  }
  return true;
}

/* A dimension given as one value leaves its limits alone, as width leaves min-width; a leader's
 * length sets all three. */
static bool set_range(Resolver *resolver, const Spec *spec, FoRange *range) {
  FoLength length;
  if (!set_length(resolver, spec, &length)) return false;
  const char *component = spec->component;
  if (!component) {
    range->optimum = length;
    if (!(spec->property->flags & ALLOW_AUTO)) range->minimum = range->maximum = length;
  } else if (!strcmp(component, "minimum")) {
    range->minimum = length;
  } else if (!strcmp(component, "optimum")) {
    range->optimum = length;
  } else if (!strcmp(component, "maximum")) {
    range->maximum = length;
  } else {
    return false;
  }
  return true;
}

static bool keep_strength(Resolver *resolver, const Spec *spec, int32_t *strength) {
  *strength = !strcmp(spec->value, "always") ? FO_ALWAYS : 0;
  if (*strength || !strcmp(spec->value, "auto")) return true;
  return set_number(resolver, spec, strength) && *strength >= 0;
}

/* A keep given as one value on a block says nothing about what stands on one line inside it. */
static bool set_keep(Resolver *resolver, const Spec *spec, FoKeep *keep) {
  int32_t strength;
  if (!keep_strength(resolver, spec, &strength)) return false;
  const char *component = spec->component;
  if (!component) {
    keep->within_column = keep->within_page = strength;
    if (fo_class(resolver->node) == FO_CLASS_INLINE) keep->within_line = strength;
  } else if (!strcmp(component, "within-line")) {
    keep->within_line = strength;
  } else if (!strcmp(component, "within-column")) {
    keep->within_column = strength;
  } else if (!strcmp(component, "within-page")) {
    keep->within_page = strength;
  } else {
    return false;
  }
  return true;
}

/* "inherit", and the functions that take over a whole value of the same property. */
static bool takes_over(const Spec *spec, const char *function) {
  size_t length = strlen(function);
  if (strncmp(spec->value, function, length) != 0 || spec->value[length] != '(') return false;
  const char *name = spec->value + length + 1;
  size_t size = strcspn(name, ")");
  if (strcmp(name + size, ")") != 0) return false;
  return !size ||
         (strlen(spec->property->name) == size && !strncmp(name, spec->property->name, size));
}

static const FoNode *taken_from(const Resolver *resolver, const Spec *spec) {
  const FoNode *parent = resolver->node->parent;
  if (!strcmp(spec->value, "inherit") || takes_over(spec, "from-parent") ||
      takes_over(spec, "inherited-property-value"))
    return parent;
  if (!takes_over(spec, "from-nearest-specified-value")) return NULL;
  const FoNode *nearest = nearest_specified(resolver->node, spec->property->name);
  return nearest ? nearest : parent;
}

static bool only(const Property *property, const char *value) {
  size_t length = strlen(value);
  for (const char *at = property->initial; at && *at;) {
    size_t size = strcspn(at, "|");
    if (size == length && !strncmp(at, value, size)) return true;
    at += size + (at[size] == '|');
  }
  return false;
}

static bool set_by_kind(Resolver *resolver, const Spec *spec, void *field) {
  switch (spec->property->kind) {
  case KIND_LENGTH:
    return set_length(resolver, spec, field);
  case KIND_POINTS:
    return set_points(resolver, spec, field);
  case KIND_NUMBER:
    return set_number(resolver, spec, field);
  case KIND_KEYWORD:
    return set_keyword(spec, field);
  case KIND_COLOR:
    return set_color(resolver, spec, field);
  case KIND_STRING:
    return set_string(resolver, spec, field);
  case KIND_SPACE:
    return set_space(resolver, spec, field);
  case KIND_RANGE:
    return set_range(resolver, spec, field);
  case KIND_KEEP:
    return set_keep(resolver, spec, field);
  case KIND_CUSTOM:
    return spec->property->set(resolver, spec, field);
  case KIND_ONLY:
    return only(spec->property, spec->value);
  default:
    return true;
  }
}

static void *resolver_group(Resolver *resolver, Group group) {
  switch (group) {
  case IN_TEXT:
    return &resolver->text;
  case IN_BOX:
    return &resolver->box;
  case IN_PAGE:
    return &resolver->page;
  case IN_TABLE:
    return &resolver->table;
  default:
    return &resolver->object;
  }
}

/* A margin of the shorthand gives way to a space or indent that is given itself. */
static void note_given(Resolver *resolver, const Spec *spec, const void *field) {
  const Property *property = spec->property;
  if (property->kind == KIND_SPACE) {
    if (field == &resolver->box.space_before) resolver->given_space |= 1U << FO_BEFORE;
    if (field == &resolver->box.space_after) resolver->given_space |= 1U << FO_AFTER;
  }
  if (property->set != set_margin) return;
  unsigned bit = 1U << ((const FoLength *)field - resolver->box.margin);
  resolver->box.margin_given |= bit;
  if (spec->rank % 16 < 5)
    resolver->soft_margin |= bit;
  else
    resolver->soft_margin &= ~bit;
}

bool property_set(Resolver *resolver, const Spec *spec) {
  const Property *property = spec->property;
  void *field = property_field(property, resolver, resolver_group(resolver, property->group));
  if (property->kind == KIND_NO_EFFECT) return true;
  const FoNode *from = taken_from(resolver, spec);
  bool stored = true;
  if (property->kind == KIND_ONLY) {
    return from || only(property, spec->value);
  }
  resolver->changed |= 1U << property->group;
  if (from) {
    const char *source =
        property_field(property, resolver, (void *)group_of(from, property->group));
    memcpy(field, source, value_size(property));
  } else {
    size_t size = value_size(property);
    char before[sizeof(FoSpace)];
    memcpy(before, field, size);
    stored = set_by_kind(resolver, spec, field);
    if (!stored) memcpy(field, before, size);
  }
  if (stored) note_given(resolver, spec, field);
  return stored;
}
