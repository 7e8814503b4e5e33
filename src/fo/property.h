#ifndef PLAINPLAN_FO_PROPERTY_H
#define PLAINPLAN_FO_PROPERTY_H

#include "fo/value.h"

#include <stdbool.h>
#include <stddef.h>

/* The table of properties and what resolving one FO's properties needs. Private to src/fo. */

typedef enum Group { IN_TEXT, IN_BOX, IN_PAGE, IN_TABLE, IN_OBJECT, GROUP_COUNT } Group;

typedef enum PropertyKind {
  KIND_LENGTH,    /* FoLength */
  KIND_POINTS,    /* Length, no percentage */
  KIND_NUMBER,    /* int32_t, a whole number */
  KIND_KEYWORD,   /* int, from row.keywords */
  KIND_COLOR,     /* Color */
  KIND_STRING,    /* const char *; "none" and "" give NULL */
  KIND_SPACE,     /* FoSpace */
  KIND_RANGE,     /* FoRange */
  KIND_KEEP,      /* FoKeep */
  KIND_CUSTOM,    /* row.set */
  KIND_SHORTHAND, /* row.expand */
  KIND_ONLY,      /* known; only the values in row.initial (separated by |) are in the subset */
  KIND_NO_EFFECT  /* known, means nothing on paper */
} PropertyKind;

typedef struct Keyword {
  const char *name;
  int value;
} Keyword;

/* The side that a property speaks of; the last four are absolute and depend on the writing mode. */
typedef enum Side {
  SIDE_BEFORE,
  SIDE_AFTER,
  SIDE_START,
  SIDE_END,
  SIDE_TOP,
  SIDE_BOTTOM,
  SIDE_LEFT,
  SIDE_RIGHT,
  SIDE_NONE
} Side;

enum { ALLOW_AUTO = 1, ALLOW_NEGATIVE = 2, EARLY = 4, EARLIEST = 8 };

typedef struct Resolver Resolver;
typedef struct Spec Spec;

typedef struct Property {
  const char *name;
  PropertyKind kind;
  Group group; /* IN_TEXT: inherited */
  size_t offset;
  const char *initial;
  unsigned flags;
  Side side;
  const Keyword *keywords;
  size_t stride; /* between the fields of two sides */
  bool (*set)(Resolver *resolver, const Spec *spec, void *field);
  bool (*expand)(Resolver *resolver, const Spec *spec);
} Property;

/* One value specified for a property, by an attribute or through a shorthand. */
struct Spec {
  const Property *property;
  const char *value;
  const char *component; /* "optimum" of "space-before.optimum", or NULL */
  const char *attribute; /* as written, for diagnostics */
  const char *written;   /* the attribute's whole value */
  int rank;              /* later wins */
  bool inherit;
};

enum { MOST_SPECS = 160, MOST_PARTS = 12 };

struct Resolver {
  Arena *arena;
  Diags *diags;
  const FoDocument *document;
  FoNode *node; /* being resolved; its parent is resolved already */
  FoText text;
  FoBox box;
  FoPage page;
  FoTable table;
  FoObject object;
  unsigned changed;     /* bit 1 << group */
  unsigned soft_margin; /* bit 1 << side: a margin that only the shorthand gave */
  unsigned given_space; /* bit 1 << side: space-before, space-after given themselves */
  Spec specs[MOST_SPECS];
  int spec_count;
  Spec spec; /* being evaluated */
};

/* The row of a property by its name without component; NULL when there is none. */
const Property *property_find(const char *name);

/* The row of a property by its name as an attribute has it, such as "space-before.optimum"; *component
 * is the part behind the dot, NULL where there is none. NULL when there is no such property. */
const Property *property_find_part(Arena *arena, const char *name, const char **component);

/* All rows, in the order of their names. */
const Property *property_rows(size_t *count);

/* Where a property's value is kept in the group's struct. */
void *property_field(const Property *property, const Resolver *resolver, void *group);

/* Adds a value for another property, from a shorthand: level says how general (0: most). */
bool resolver_expand(Resolver *resolver, const Spec *from, const char *name, const char *value,
                     int level);

/* Splits a list of values at its white space, so that an expression stays whole; returns how many, 0
 * when there are none or too many. */
int split_parts(Arena *arena, const char *text, const char *parts[MOST_PARTS]);

/* Evaluates the spec's value as one expression, percentages left to layout. */
bool resolver_value(Resolver *resolver, const Spec *spec, Value *value);

/* The context in which expressions of this FO are evaluated. */
ExpressionContext resolver_context(Resolver *resolver);

/* Parses and stores one value. False when it cannot be. */
bool property_set(Resolver *resolver, const Spec *spec);

/* Resolves all properties of a node whose type, parent and xml are set. Reports what is unknown or
 * cannot be parsed. */
void resolve_node(FoNode *node, const FoDocument *document, Arena *arena, Diags *diags);

/* A formatting object's value of a property as a number, for the functions of XSL 1.1, 5.10.4; from is
 * resolved already. component picks a part of a compound, NULL: its optimum. False when the value is
 * neither a number nor a colour, or depends on a base that is not that of the property being evaluated. */
bool property_number(const Resolver *resolver, const FoNode *from, const Property *property,
                     const char *component, Value *value);

/* Where a part of a compound is kept in its field, and how many bytes it takes; component NULL: all. */
char *property_part(const Property *property, const char *component, char *field, size_t *size);

/* How many bytes a value takes. */
size_t property_size(const Property *property);

/* What column_of() needs to follow a document's tables. Lives in the arena. */
void *column_cursor_new(Arena *arena);

/* The fo:table-column that the table cell being resolved, or the one around it, stands in (XSL 1.1,
 * 5.10.4): one with its column-number and as many columns spanned, else with one. NULL when there is
 * none, and outside cells. */
const FoNode *column_of(const Resolver *resolver);

/* The struct of a resolved node that keeps the values of a group. */
const void *property_group(const FoNode *node, Group group);

/* The node whose value of the property a function of XSL 1.1, 5.10.4 asks for: the parent, the
 * nearest ancestor that specifies it, or the column of the table cell around. NULL when there is
 * none. */
const FoNode *property_source(const Resolver *resolver, const char *function,
                              const Property *property);

/* The value of a font property for system-font() (XSL 1.1, 5.10.3), as text; NULL when it has none. On
 * paper every system font is the plain one. */
const char *system_font(const char *property);

/* Custom setters and shorthands (custom.c, shorthand.c), for the table. */
bool set_font_size(Resolver *resolver, const Spec *spec, void *field);
bool set_font_weight(Resolver *resolver, const Spec *spec, void *field);
bool set_font_family(Resolver *resolver, const Spec *spec, void *field);
bool set_line_height(Resolver *resolver, const Spec *spec, void *field);
bool set_border_width(Resolver *resolver, const Spec *spec, void *field);
bool set_border_separation(Resolver *resolver, const Spec *spec, void *field);
bool set_padding(Resolver *resolver, const Spec *spec, void *field);
bool set_margin(Resolver *resolver, const Spec *spec, void *field);
bool set_indent(Resolver *resolver, const Spec *spec, void *field);
bool set_baseline_shift(Resolver *resolver, const Spec *spec, void *field);
bool set_decoration(Resolver *resolver, const Spec *spec, void *field);
bool set_initial_page(Resolver *resolver, const Spec *spec, void *field);
bool set_repeats(Resolver *resolver, const Spec *spec, void *field);
bool set_content_size(Resolver *resolver, const Spec *spec, void *field);
bool set_source(Resolver *resolver, const Spec *spec, void *field);
bool set_letter_spacing(Resolver *resolver, const Spec *spec, void *field);
bool set_radius(Resolver *resolver, const Spec *spec, void *field);
bool expand_font(Resolver *resolver, const Spec *spec);
bool expand_margin(Resolver *resolver, const Spec *spec);
bool expand_padding(Resolver *resolver, const Spec *spec);
bool expand_border(Resolver *resolver, const Spec *spec);
bool expand_border_side(Resolver *resolver, const Spec *spec);
bool expand_border_part(Resolver *resolver, const Spec *spec);
bool expand_background(Resolver *resolver, const Spec *spec);
bool expand_page_break(Resolver *resolver, const Spec *spec);
bool expand_white_space(Resolver *resolver, const Spec *spec);
bool expand_vertical_align(Resolver *resolver, const Spec *spec);
bool expand_size(Resolver *resolver, const Spec *spec);
bool expand_position(Resolver *resolver, const Spec *spec);
bool expand_border_spacing(Resolver *resolver, const Spec *spec);
bool expand_radius(Resolver *resolver, const Spec *spec);

#endif
