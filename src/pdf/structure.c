/* The structure tree (PDF 1.7, 14.7): its elements, and which marked content on which page is
 * theirs. */
#include "pdf/structure.h"

#include "base/map.h"
#include "pdf/element.h"
#include "pdf/object.h"
#include "pdf/tree.h"

#include <string.h>

/* An element whose kids are being walked. */
typedef struct Cursor {
  Element *element;
  const StructureKid *kid;
} Cursor;

/* What the walk over the tree collects. */
typedef struct Walk {
  Writer *writer;
  Cursor *stack;
  size_t depth, depth_capacity;
  size_t mark_capacity;
  Map *ids;
} Walk;

/* The ID of an element: its own when no earlier element has it. A Note needs one (PDF/UA-1, 7.9).
 */
static const char *unique_id(Walk *walk, const Structure *structure) {
  const char *id = structure->id;
  if (!id && strcmp(structure->role, "Note") == 0)
    id = arena_printf(walk->writer->arena, "note.%zu", walk->writer->element_count);
  if (!id || !*id || map_get(walk->ids, id, strlen(id))) return NULL;
  map_set(walk->ids, id, strlen(id), walk);
  return id;
}

static Element *add_element(Walk *walk, const Structure *structure, Element *parent) {
  Writer *writer = walk->writer;
  Element *element = arena_alloc(writer->arena, sizeof *element);
  *element = (Element){.structure = structure,
                       .parent = parent,
                       .index = writer->element_count,
                       .id = unique_id(walk, structure),
                       .page = -1,
                       .mark_start = writer->mark_count};
  if (parent && parent->last)
    parent->last->next = element;
  else if (parent)
    parent->first = element;
  if (parent) parent->last = element;
  ARENA_PUSH(writer->arena, writer->elements, writer->element_count, writer->element_capacity,
             element);
  Cursor cursor = {element, structure->first};
  ARENA_PUSH(writer->arena, walk->stack, walk->depth, walk->depth_capacity, cursor);
  return element;
}

/* The marks of one element must lie side by side, so its contents are noted before the walk goes
 * down into its child elements. Contents on either side of a child element never share a sequence.
 */
static void add_marks(Walk *walk, Element *element) {
  Writer *writer = walk->writer;
  uint32_t order = 0;
  element->mark_start = writer->mark_count;
  for (const StructureKid *kid = element->structure->first; kid; kid = kid->next) {
    order++;
    if (!kid->area) continue;
    Mark mark = {.area = kid->area, .element = element, .order = order, .page = -1, .mcid = -1};
    ARENA_PUSH(writer->arena, writer->marks, writer->mark_count, walk->mark_capacity, mark);
  }
}

static size_t slot_of(const Writer *writer, const Area *area) {
  uint64_t hash = (uint64_t)(uintptr_t)area * 0x9E3779B97F4A7C15u;
  return (size_t)(hash >> 32) & writer->mark_mask;
}

/* The hash table from areas to marks. Its order never shows in the file. */
static void index_marks(Writer *writer) {
  size_t size = 16;
  while (size < writer->mark_count * 2)
    size *= 2;
  writer->mark_slots = arena_alloc(writer->arena, size * sizeof *writer->mark_slots);
  writer->mark_mask = size - 1;
  for (size_t i = 0; i < writer->mark_count; i++) {
    size_t slot = slot_of(writer, writer->marks[i].area);
    while (writer->mark_slots[slot])
      slot = (slot + 1) & writer->mark_mask;
    writer->mark_slots[slot] = (uint32_t)i + 1;
  }
}

Mark *structure_mark(const Writer *writer, const Area *area) {
  for (size_t slot = slot_of(writer, area);; slot = (slot + 1) & writer->mark_mask) {
    uint32_t found = writer->mark_slots[slot];
    if (!found) return NULL;
    if (writer->marks[found - 1].area == area) return &writer->marks[found - 1];
  }
}

void structure_collect(Writer *writer) {
  Walk walk = {.writer = writer, .ids = map_new(writer->arena)};
  if (writer->document->structure) {
    writer->root = add_element(&walk, writer->document->structure, NULL);
    add_marks(&walk, writer->root);
  }
  while (walk.depth) {
    Cursor *top = &walk.stack[walk.depth - 1];
    const StructureKid *kid = top->kid;
    if (!kid) {
      walk.depth--;
      continue;
    }
    top->kid = kid->next;
    if (kid->element) add_marks(&walk, add_element(&walk, kid->element, top->element));
  }
  index_marks(writer);
}

int structure_new_mcid(Writer *writer, unsigned page, Element *element) {
  PageUse *use = &writer->pages[page];
  if (element->page < 0) element->page = (int)page;
  ARENA_PUSH(writer->arena, use->owners, use->owner_count, use->owner_capacity, element);
  return (int)use->owner_count - 1;
}

/* The value of a page or a link in the ParentTree (PDF 1.7, 14.7.4.4). */
static void print_parents(Writer *writer, Buf *out, size_t key) {
  size_t pages = writer->document->page_count;
  if (key >= pages) {
    put_element(writer, out, writer->link_marks[key - pages]->element);
    return;
  }
  const PageUse *use = &writer->pages[key];
  buf_putc(out, '[');
  for (size_t i = 0; i < use->owner_count; i++)
    put_element(writer, out, use->owners[i]);
  buf_putc(out, ']');
}

/* A picture that is content needs a text in its place (PDF/UA-1, 7.3). */
static void check_alternative(const Writer *writer, const Element *element) {
  const Structure *structure = element->structure;
  bool picture =
      strcmp(element->standard, "Figure") == 0 || strcmp(element->standard, "Formula") == 0;
  if (picture && !structure->alternative && !structure->actual_text)
    diag_add(writer->diags, DIAG_PDF_ALTERNATIVE, structure->place);
}

/* Gives each element its standard type and returns the entries of the RoleMap: one for each role
 * that is not standard (PDF 1.7, 14.7.3). The first element with a role decides for all. */
static const char *map_roles(Writer *writer) {
  Map *known = map_new(writer->arena);
  const char *entries = "";
  for (size_t i = 0; i < writer->element_count; i++) {
    Element *element = writer->elements[i];
    const char *role = element->structure->role;
    element->standard = map_get(known, role, strlen(role));
    if (element->standard) continue;
    element->standard = element_standard_role(element);
    map_set(known, role, strlen(role), (char *)element->standard);
    if (element->standard == role) continue;
    buf_clear(&writer->object);
    put_name(&writer->object, role);
    entries =
        arena_printf(writer->arena, "%s%s /%s\n", entries, writer->object.bytes, element->standard);
  }
  return entries;
}

static void print_element_reference(Writer *writer, Buf *out, const void *item) {
  put_element(writer, out, item);
}

static HPDF_Dict id_tree(Writer *writer) {
  NameEntry *entries = arena_alloc(writer->arena, writer->element_count * sizeof *entries);
  size_t count = 0;
  for (size_t i = 0; i < writer->element_count; i++)
    if (writer->elements[i]->id)
      entries[count++] = (NameEntry){writer->elements[i]->id, writer->elements[i]};
  return count ? tree_of_names(writer, entries, count, print_element_reference) : NULL;
}

static void print_root(Writer *writer, Buf *out, void *root) {
  buf_puts(out, "/K ");
  put_element(writer, out, root);
  buf_putc(out, '\n');
}

void structure_finish(Writer *writer) {
  HPDF_Dict root = object_indirect(writer), roles = object_direct(writer);
  size_t keys = writer->document->page_count + writer->link_count;
  HPDF_Dict_AddName(root, "Type", "StructTreeRoot");
  if (writer->root) object_printed(writer, root, print_root, writer->root);
  HPDF_Dict_Add(root, "ParentTree", tree_of_numbers(writer, keys, print_parents));
  HPDF_Dict_AddNumber(root, "ParentTreeNextKey", (HPDF_INT32)keys);
  object_entries(writer, roles, "%s", map_roles(writer));
  HPDF_Dict_Add(root, "RoleMap", roles);
  HPDF_Dict ids = id_tree(writer);
  if (ids) HPDF_Dict_Add(root, "IDTree", ids);
  for (size_t i = 0; i < writer->element_count; i++)
    check_alternative(writer, writer->elements[i]);
  writer->structure_root = root;
  HPDF_Dict_Add(writer->catalog, "StructTreeRoot", root);
}
