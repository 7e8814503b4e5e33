/* Setters of the properties whose values need more than their kind says. */
#include "fo/property.h"

#include <string.h>

/* Evaluates with percentages and em taken of a known base. */
static bool value_of(Resolver *resolver, const Spec *spec, Length em, Length base, Value *value) {
  ExpressionContext context = resolver_context(resolver);
  context.font_size = em;
  context.known_base = true;
  context.base = base;
  return expression_evaluate(spec->value, &context, value);
}

typedef struct Size {
  const char *name;
  int over, by;
} Size;

static const Size sizes[] = {{"xx-small", 125, 216}, {"x-small", 25, 36}, {"small", 5, 6},
                             {"medium", 1, 1},       {"large", 6, 5},     {"x-large", 36, 25},
                             {"xx-large", 216, 125}};

bool set_font_size(Resolver *resolver, const Spec *spec, void *field) {
  const FoNode *parent = resolver->node->parent;
  Length inherited = parent && parent->text ? parent->text->font_size : 12000;
  Length *size = field;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    if (!strcmp(sizes[i].name, spec->value)) {
      *size = 12000 * sizes[i].over / sizes[i].by;
      return true;
    }
  if (!strcmp(spec->value, "larger")) {
    *size = inherited / 5 * 6;
    return true;
  }
  if (!strcmp(spec->value, "smaller")) {
    *size = inherited / 6 * 5;
    return true;
  }
  Value value;
  FoLength length;
  if (!value_of(resolver, spec, inherited, inherited, &value) || !value_length(&value, &length) ||
      length.percent || length.fixed < 0 || length.fixed > 10000000)
    return false;
  *size = length.fixed;
  return true;
}

bool set_font_weight(Resolver *resolver, const Spec *spec, void *field) {
  int *weight = field;
  const FoNode *parent = resolver->node->parent;
  int inherited = parent && parent->text ? parent->text->font_weight : 400;
  if (!strcmp(spec->value, "normal"))
    *weight = 400;
  else if (!strcmp(spec->value, "bold"))
    *weight = 700;
  else if (!strcmp(spec->value, "bolder"))
    *weight = inherited < 600 ? 700 : 900;
  else if (!strcmp(spec->value, "lighter"))
    *weight = inherited > 600 ? 400 : 100;
  else {
    Value value;
    if (!resolver_value(resolver, spec, &value) || value.kind != VALUE_NUMBER || value.power ||
        value.fixed < FO_UNIT || value.fixed > (int64_t)FO_UNIT * 1000)
      return false;
    *weight = (int)(value.fixed / FO_UNIT);
  }
  return true;
}

bool set_font_family(Resolver *resolver, const Spec *spec, void *field) {
  (void)resolver;
  if (!*spec->value) return false;
  *(const char **)field = spec->value;
  return true;
}

/* normal is 1.2, as the standard advises (7.16.4). A compound given in parts takes its optimum. */
bool set_line_height(Resolver *resolver, const Spec *spec, void *field) {
  FoLength *height = field;
  if (spec->component && strcmp(spec->component, "optimum") != 0) return true;
  if (!strcmp(spec->value, "normal")) {
    *height = (FoLength){.proportional = 1200};
    return true;
  }
  Value value;
  Length size = resolver->text.font_size;
  if (!value_of(resolver, spec, size, size, &value) || value.kind != VALUE_NUMBER ||
      value.fixed < 0)
    return false;
  if (value.power == 1) return value_length(&value, height);
  *height = (FoLength){.proportional = (int32_t)(value.fixed / 1000)};
  return true;
}

bool set_border_width(Resolver *resolver, const Spec *spec, void *field) {
  FoEdge *edge = (FoEdge *)((char *)field - offsetof(FoEdge, width));
  if (spec->component && !strcmp(spec->component, "conditionality")) {
    edge->retain = !strcmp(spec->value, "retain");
    return edge->retain || strcmp(spec->value, "discard") == 0;
  }
  if (!strcmp(spec->value, "thin"))
    edge->width = 500;
  else if (!strcmp(spec->value, "medium"))
    edge->width = 1000;
  else if (!strcmp(spec->value, "thick"))
    edge->width = 2000;
  else {
    Value value;
    FoLength length;
    if (!resolver_value(resolver, spec, &value) || !value_length(&value, &length) ||
        length.percent || length.fixed < 0)
      return false;
    edge->width = length.fixed;
  }
  return true;
}

static bool plain_length(Resolver *resolver, const Spec *spec, FoLength *length) {
  Value value;
  if (!resolver_value(resolver, spec, &value)) return false;
  if (value.kind == VALUE_WORD && !strcmp(value.word, "auto")) {
    *length = (FoLength){0};
    return spec->property->flags & ALLOW_AUTO;
  }
  if (!value_length(&value, length)) return false;
  return length->fixed >= 0 || length->percent || spec->property->flags & ALLOW_NEGATIVE;
}

/* One radius, or the two of an ellipse: across, then down. */
bool set_radius(Resolver *resolver, const Spec *spec, void *field) {
  const char *parts[MOST_PARTS];
  int count = split_parts(resolver->arena, spec->value, parts);
  if (count != 1 && count != 2) return false;
  FoRadius *radius = field;
  Spec part = *spec;
  part.value = parts[0];
  if (!plain_length(resolver, &part, &radius->across)) return false;
  part.value = parts[count - 1];
  return plain_length(resolver, &part, &radius->down);
}

bool set_border_separation(Resolver *resolver, const Spec *spec, void *field) {
  (void)field;
  FoLength length;
  if (!plain_length(resolver, spec, &length)) return false;
  bool block = spec->component && !strcmp(spec->component, "block-progression-direction");
  bool in_line = spec->component && !strcmp(spec->component, "inline-progression-direction");
  if (spec->component && !block && !in_line) return false;
  if (!in_line) resolver->text.separation_block = length;
  if (!block) resolver->text.separation_inline = length;
  return true;
}

bool set_padding(Resolver *resolver, const Spec *spec, void *field) {
  if (!spec->component || !strcmp(spec->component, "length"))
    return plain_length(resolver, spec, field);
  size_t side = (size_t)((FoLength *)field - resolver->box.padding);
  resolver->box.padding_retain[side] = !strcmp(spec->value, "retain");
  return !strcmp(spec->component, "conditionality") &&
         (resolver->box.padding_retain[side] || !strcmp(spec->value, "discard"));
}

bool set_margin(Resolver *resolver, const Spec *spec, void *field) {
  return plain_length(resolver, spec, field);
}

bool set_indent(Resolver *resolver, const Spec *spec, void *field) {
  return plain_length(resolver, spec, field);
}

/* At most 100 pt either way, so that no line's sum overflows. */
bool set_letter_spacing(Resolver *resolver, const Spec *spec, void *field) {
  FoLength *length = field;
  if (spec->component && strcmp(spec->component, "optimum") != 0) return true;
  *length = (FoLength){0};
  if (!strcmp(spec->value, "normal")) return true;
  const Length most = 100000;
  return plain_length(resolver, spec, length) && length->fixed <= most && length->fixed >= -most;
}

bool set_baseline_shift(Resolver *resolver, const Spec *spec, void *field) {
  int *alignment = field;
  *alignment = FO_BASELINE;
  if (!strcmp(spec->value, "baseline")) return true;
  *alignment = FO_BASELINE_SUB;
  if (!strcmp(spec->value, "sub")) return true;
  *alignment = FO_BASELINE_SUPER;
  if (!strcmp(spec->value, "super")) return true;
  *alignment = FO_BASELINE_LENGTH;
  Value value;
  const FoNode *parent = resolver->node->parent;
  Length base = parent && parent->text ? parent->text->font_size : resolver->text.font_size;
  return value_of(resolver, spec, resolver->text.font_size, base, &value) &&
         value_length(&value, &resolver->box.baseline_length);
}

typedef struct Decoration {
  const char *name;
  int add, remove;
} Decoration;

static const Decoration decorations[] = {{"none", 0, -1},
                                         {"underline", FO_UNDERLINE, 0},
                                         {"overline", FO_OVERLINE, 0},
                                         {"line-through", FO_LINE_THROUGH, 0},
                                         {"no-underline", 0, FO_UNDERLINE},
                                         {"no-overline", 0, FO_OVERLINE},
                                         {"no-line-through", 0, FO_LINE_THROUGH},
                                         {"blink", 0, 0},
                                         {"no-blink", 0, 0}};

static bool decorate(const char *word, size_t length, int *flags) {
  for (size_t i = 0; i < sizeof decorations / sizeof *decorations; i++) {
    const Decoration *row = &decorations[i];
    if (strlen(row->name) != length || strncmp(row->name, word, length) != 0) continue;
    *flags = (*flags & ~row->remove) | row->add;
    return true;
  }
  return false;
}

/* Text decoration is not inherited, but it is drawn through what an FO holds: so it starts from
 * that of an inline parent. */
bool set_decoration(Resolver *resolver, const Spec *spec, void *field) {
  (void)resolver;
  int *flags = field;
  const char *at = spec->value;
  if (!*at) return false;
  while (*at) {
    size_t length = strcspn(at, " ");
    if (!decorate(at, length, flags)) return false;
    at += length + strspn(at + length, " ");
  }
  return true;
}

bool set_initial_page(Resolver *resolver, const Spec *spec, void *field) {
  int32_t *number = field;
  *number = FO_PAGE_AUTO;
  if (!strcmp(spec->value, "auto")) return true;
  *number = FO_PAGE_AUTO_ODD;
  if (!strcmp(spec->value, "auto-odd")) return true;
  *number = FO_PAGE_AUTO_EVEN;
  if (!strcmp(spec->value, "auto-even")) return true;
  Value value;
  if (!resolver_value(resolver, spec, &value) || value.kind != VALUE_NUMBER || value.power ||
      value.fixed > (int64_t)FO_UNIT * 1000000)
    return false;
  *number = (int32_t)((value.fixed + FO_UNIT / 2) / FO_UNIT);
  if (*number < 1) *number = 1;
  return true;
}

bool set_repeats(Resolver *resolver, const Spec *spec, void *field) {
  int32_t *repeats = field;
  *repeats = -1;
  if (!strcmp(spec->value, "no-limit")) return true;
  Value value;
  if (!resolver_value(resolver, spec, &value) || value.kind != VALUE_NUMBER || value.power ||
      value.fixed < 0 || value.fixed > (int64_t)FO_UNIT * 1000000)
    return false;
  *repeats = (int32_t)(value.fixed / FO_UNIT);
  return true;
}

bool set_content_size(Resolver *resolver, const Spec *spec, void *field) {
  FoObject *object = &resolver->object;
  int *fit = field == (void *)&object->content_width ? &object->width_fit : &object->height_fit;
  FoLength *length = field;
  *fit = 0;
  *length = (FoLength){.automatic = true};
  if (!strcmp(spec->value, "auto")) return true;
  *fit = FO_SIZE_FIT;
  if (!strcmp(spec->value, "scale-to-fit")) return true;
  *fit = FO_SIZE_DOWN;
  if (!strcmp(spec->value, "scale-down-to-fit")) return true;
  *fit = FO_SIZE_UP;
  if (!strcmp(spec->value, "scale-up-to-fit")) return true;
  *fit = 0;
  return plain_length(resolver, spec, length);
}

/* A uri-specification, url(…) with or without quotes, or the bare address. */
bool set_source(Resolver *resolver, const Spec *spec, void *field) {
  const char *start = spec->value;
  size_t length = strlen(start);
  if (length > 5 && !strncmp(start, "url(", 4) && start[length - 1] == ')') {
    start += 4;
    length -= 5;
    while (length && *start == ' ')
      start++, length--;
    while (length && start[length - 1] == ' ')
      length--;
  }
  if (length >= 2 && (*start == '"' || *start == '\'') && start[length - 1] == *start) {
    start++;
    length -= 2;
  }
  if (!length) return false;
  *(const char **)field = arena_strndup(resolver->arena, start, length);
  return true;
}
