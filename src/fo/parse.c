/* Parses one property value by the kind of its row and stores it in the resolver's structs. */
#include "fo/property.h"

#include <string.h>

static bool lookup(void *data, const char *function, const char *name, Value *value) {
  const Resolver *resolver = data;
  const char *component = resolver->spec.component;
  const Property *property = resolver->spec.property;
  if (name) property = property_find_part(resolver->arena, name, &component);
  if (!property) return false;
  const FoNode *from = property_source(resolver, function, property);
  return from && property_number(resolver, from, property, component, value);
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

/* Whether two properties keep the same kind of value, so that one can be taken for the other. */
static bool same_values(const Property *one, const Property *other) {
  return one->kind == other->kind && one->keywords == other->keywords && one->set == other->set;
}

/* What a value is taken over from: a field of a resolved node. */
typedef struct Taken {
  const FoNode *node;
  const Property *property;
  const char *component;
} Taken;

/* Reads a whole value "function(name)", where the name may be left out for that of the spec's own
 * property. False when the value is something else, or the property is of another kind. */
static bool read_taken(const Resolver *resolver, const Spec *spec, const char *function,
                       Taken *taken) {
  size_t length = strlen(function);
  if (strncmp(spec->value, function, length) != 0 || spec->value[length] != '(') return false;
  static const char around[] = " \t\r\n'\"";
  const char *name = spec->value + length + 1;
  name += strspn(name, around);
  size_t size = strcspn(name, " \t\r\n'\")");
  const char *rest = name + size + strspn(name + size, around);
  if (strcmp(rest, ")") != 0) return false;
  *taken = (Taken){.property = spec->property, .component = spec->component};
  if (size)
    taken->property = property_find_part(
        resolver->arena, arena_strndup(resolver->arena, name, size), &taken->component);
  if (!taken->property || !same_values(taken->property, spec->property)) return false;
  taken->node = property_source(resolver, function, taken->property);
  return true;
}

/* Whether the value is a number that another node's base may change, so that it has to be evaluated. */
static bool depends(const Resolver *resolver, const Taken *taken) {
  Value value;
  PropertyKind kind = taken->property->kind;
  return taken->node && (kind == KIND_RANGE || kind == KIND_LENGTH) &&
         property_number(resolver, taken->node, taken->property, taken->component, &value);
}

/* "inherit", and the functions that take over a whole value. */
static Taken taken_from(const Resolver *resolver, const Spec *spec) {
  static const char *const functions[] = {"from-parent", "inherited-property-value",
                                          "from-nearest-specified-value", "from-table-column"};
  if (!strcmp(spec->value, "inherit"))
    return (Taken){resolver->node->parent, spec->property, spec->component};
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    Taken taken;
    if (read_taken(resolver, spec, functions[i], &taken) && !depends(resolver, &taken))
      return taken;
  }
  return (Taken){0};
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
  if (property->set == set_indent)
    resolver->box.indent_given |= 1U << (field == &resolver->text.end_indent ? FO_END : FO_START);
  if (property->set != set_margin) return;
  unsigned bit = 1U << ((const FoLength *)field - resolver->box.margin);
  resolver->box.margin_given |= bit;
  if (spec->rank % 16 < 5)
    resolver->soft_margin |= bit;
  else
    resolver->soft_margin &= ~bit;
}

/* Copies a value that another node has. */
static bool take_over(Resolver *resolver, const Spec *spec, const Taken *taken, char *field) {
  const Property *from = taken->property;
  char *source = property_field(from, resolver, (void *)property_group(taken->node, from->group));
  size_t size, given;
  field = property_part(spec->property, spec->component, field, &size);
  source = property_part(from, taken->component, source, &given);
  if (!field || !source || size != given) return false;
  memcpy(field, source, size);
  return true;
}

/* A value in place of system-font(name) or system-font(name, property). */
static const char *font_value(const Resolver *resolver, const Spec *spec) {
  static const char function[] = "system-font(";
  size_t length = strlen(spec->value);
  if (strncmp(spec->value, function, sizeof function - 1) != 0 || spec->value[length - 1] != ')')
    return spec->value;
  const char *comma = strchr(spec->value, ',');
  if (!comma) return system_font(spec->property->name);
  comma += 1 + strspn(comma + 1, " ");
  const char *name = arena_strndup(resolver->arena, comma, strcspn(comma, " )"));
  const Property *property = property_find(name);
  return property && same_values(property, spec->property) ? system_font(name) : NULL;
}

bool property_set(Resolver *resolver, const Spec *given) {
  const Property *property = given->property;
  void *field = property_field(property, resolver, resolver_group(resolver, property->group));
  if (property->kind == KIND_NO_EFFECT) return true;
  Spec *spec = &resolver->spec;
  *spec = *given;
  spec->value = font_value(resolver, given);
  if (!spec->value) return false;
  Taken taken = taken_from(resolver, spec);
  if (property->kind == KIND_ONLY) return taken.node || only(property, spec->value);
  resolver->changed |= 1U << property->group;
  bool stored;
  if (taken.node) {
    stored = take_over(resolver, spec, &taken, field);
  } else {
    size_t size = property_size(property);
    char before[sizeof(FoSpace)];
    memcpy(before, field, size);
    stored = set_by_kind(resolver, spec, field);
    if (!stored) memcpy(field, before, size);
  }
  if (stored) note_given(resolver, given, field);
  return stored;
}
