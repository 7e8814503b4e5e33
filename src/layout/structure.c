/* The structure tree: elements join it when they first show something. */
#include "layout/context.h"

#include <string.h>

/* A structure element with what only layout needs to know of it. */
typedef struct Element {
  Structure structure; /* first, so that the two can be told by one pointer */
  bool attached;
  bool inserting; /* of the root: kids go after insert_after, not to the end */
  StructureKid *insert_after;
} Element;

/* The element made before for the same node, when a flow is laid out again at another width. */
static Structure *made_before(const Layout *layout, const Structure *parent, const char *role,
                              const FoNode *node, const void *key[3]) {
  key[0] = parent;
  key[1] = role;
  key[2] = node;
  return layout->structures ? map_get(layout->structures, (const char *)key, 3 * sizeof *key)
                            : NULL;
}

Structure *structure_new(Layout *layout, Structure *parent, const char *role, const FoNode *node) {
  const void *key[3];
  Structure *before = made_before(layout, parent, role, node, key);
  if (before) return before;
  Element *element = arena_alloc(layout->arena, sizeof *element);
  Structure *structure = &element->structure;
  structure->role = role;
  structure->parent = parent;
  structure->place = node->place;
  structure->id = node->type == FO_TEXT ? NULL : node->box->id;
  structure->alternative = node->type == FO_TEXT ? NULL : node->box->alternative;
  const char *around = parent ? structure_language(parent) : NULL;
  if (node->language && (!around || strcmp(around, node->language) != 0))
    structure->language = node->language;
  if (layout->structures) map_set(layout->structures, (const char *)key, sizeof key, structure);
  return structure;
}

Structure *structure_root(Layout *layout, const FoNode *node) {
  Structure *root = structure_new(layout, NULL, "Document", node);
  ((Element *)root)->attached = true;
  return root;
}

void structure_insert_after(Structure *root, StructureKid *kid, bool inserting) {
  Element *element = (Element *)root;
  element->inserting = inserting;
  element->insert_after = kid;
}

Structure *structure_static(Layout *layout, const FoNode *node) {
  const char *role = node->type == FO_TEXT ? NULL : node->box->role;
  if (!layout->static_root || !role || !strcmp(role, "artifact") || !strcmp(role, "Artifact"))
    return NULL;
  return structure_new(layout, layout->static_root, role, node);
}

static void insert(Structure *parent, StructureKid *kid, StructureKid *after) {
  kid->next = after ? after->next : parent->first;
  if (after)
    after->next = kid;
  else
    parent->first = kid;
  if (!kid->next) parent->last = kid;
}

static void add_kid(Layout *layout, Structure *parent, Structure *child, Area *area) {
  StructureKid *kid = arena_alloc(layout->arena, sizeof *kid);
  *kid = (StructureKid){.element = child, .area = area};
  Element *element = (Element *)parent;
  insert(parent, kid, element->inserting ? element->insert_after : parent->last);
  if (element->inserting) element->insert_after = kid;
}

void structure_attach(Layout *layout, Structure *structure) {
  Element *element = (Element *)structure;
  if (element->attached || !structure->parent) return;
  element->attached = true;
  structure_attach(layout, structure->parent);
  add_kid(layout, structure->parent, structure, NULL);
}

void structure_add(Layout *layout, Structure *structure, Area *area) {
  structure_attach(layout, structure);
  add_kid(layout, structure, NULL, area);
}

bool structure_holds_text(const Structure *structure) {
  static const char *const roles[] = {"P",     "H",         "H1",       "H2",     "H3",   "H4",
                                      "H5",    "H6",        "Caption",  "Lbl",    "Span", "Quote",
                                      "Link",  "Note",      "Em",       "Strong", "Code", "Formula",
                                      "Title", "Reference", "BibEntry", "Figure"};
  const char *role = structure->role;
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (*roles[i] == *role && !strcmp(roles[i], role)) return true;
  return false;
}

const char *structure_language(const Structure *structure) {
  for (; structure; structure = structure->parent)
    if (structure->language) return structure->language;
  return NULL;
}
