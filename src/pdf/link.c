/* Destinations and the link annotations that go to them or to the web. */
#include "pdf/link.h"

#include "base/map.h"
#include "pdf/object.h"
#include "pdf/tree.h"

#include <string.h>

void destinations_collect(Writer *writer) {
  const AreaDocument *document = writer->document;
  writer->destinations = map_new(writer->arena);
  for (size_t i = 0; i < document->destination_count; i++) {
    Destination *destination = &document->destinations[i];
    size_t length = strlen(destination->id);
    if (destination->page < document->page_count &&
        !map_get(writer->destinations, destination->id, length))
      map_set(writer->destinations, destination->id, length, destination);
  }
}

static void print_destination(Writer *writer, Buf *out, const void *item) {
  const Destination *destination = item;
  const Page *page = &writer->document->pages[destination->page];
  buf_putc(out, '[');
  put_reference(out, writer->pages[destination->page].page);
  buf_puts(out, "/XYZ ");
  put_length(out, destination->x);
  buf_putc(out, ' ');
  put_length(out, (int64_t)page->height - destination->y);
  buf_puts(out, " null]");
}

bool put_destination(Writer *writer, Buf *out, const char *id) {
  const Destination *found = map_get(writer->destinations, id, strlen(id));
  if (found) print_destination(writer, out, found);
  return found != NULL;
}

void destinations_finish(Writer *writer) {
  const AreaDocument *document = writer->document;
  NameEntry *entries = arena_alloc(writer->arena, document->destination_count * sizeof *entries);
  size_t count = 0;
  for (size_t i = 0; i < document->destination_count; i++) {
    const Destination *destination = &document->destinations[i];
    if (map_get(writer->destinations, destination->id, strlen(destination->id)) == destination)
      entries[count++] = (NameEntry){destination->id, destination};
  }
  if (!count) return;
  HPDF_Dict names = object_direct(writer);
  HPDF_Dict_Add(names, "Dests", tree_of_names(writer, entries, count, print_destination));
  HPDF_Dict_Add(writer->catalog, "Names", names);
}

/* Where the link goes, as the entry A or Dest; false when nowhere. */
static bool put_target(Writer *writer, Buf *out, const Area *area) {
  const LinkArea *link = &area->as.link;
  if (link->uri) {
    buf_puts(out, "/A <</Type /Action /S /URI /URI ");
    put_bytes(out, link->uri);
    buf_puts(out, ">>\n");
    return true;
  }
  buf_puts(out, "/Dest ");
  if (link->destination && put_destination(writer, out, link->destination)) return true;
  diag_add(writer->diags, DIAG_PDF_NOWHERE, area->place,
           link->destination ? link->destination : "");
  return false;
}

void link_annotate(Writer *writer, unsigned page, const Area *area, Mark *mark) {
  Buf *out = &writer->object;
  const LinkArea *link = &area->as.link;
  const char *description = link->description ? link->description
                            : link->uri       ? link->uri
                                              : link->destination;
  buf_clear(out);
  if (!mark || mark->annotation || !put_target(writer, out, area)) return;
  size_t key = writer->document->page_count + writer->link_count;
  buf_puts(out, "/Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /Rect ");
  put_rectangle(out, &writer->document->pages[page], area->box);
  buf_printf(out, "\n/StructParent %zu /Contents ", key);
  put_text(out, description, strlen(description));
  mark->annotation = object_indirect(writer);
  object_entries(writer, mark->annotation, "%s\n", out->bytes);
  mark->page = (int)page;
  if (mark->element->page < 0) mark->element->page = (int)page;
  ARENA_PUSH(writer->arena, writer->link_marks, writer->link_count, writer->link_capacity, mark);
  PageUse *use = &writer->pages[page];
  if (!use->annotations) {
    use->annotations = object_array(writer);
    HPDF_Dict_Add(use->page, "Annots", use->annotations);
  }
  HPDF_Array_Add(use->annotations, mark->annotation);
}
