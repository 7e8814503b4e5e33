/* One structure element as a dictionary: its type, kids, texts and attributes (PDF 1.7, 14.7.2 and
 * 14.8.5). */
#include "pdf/element.h"

#include "pdf/object.h"

#include <string.h>

/* PDF 1.7, 14.8.4. */
static const char *const standard_roles[] = {
    "Document", "Part",  "Art",   "Sect",      "Div",     "BlockQuote", "Caption",
    "TOC",      "TOCI",  "Index", "NonStruct", "Private", "P",          "H",
    "H1",       "H2",    "H3",    "H4",        "H5",      "H6",         "L",
    "LI",       "Lbl",   "LBody", "Table",     "TR",      "TH",         "TD",
    "THead",    "TBody", "TFoot", "Span",      "Quote",   "Note",       "Reference",
    "BibEntry", "Code",  "Link",  "Annot",     "Ruby",    "Warichu",    "RB",
    "RT",       "RP",    "WT",    "WP",        "Figure",  "Formula",    "Form"};

/* What roles of other vocabularies (PDF 2.0, HTML) come nearest to. */
static const struct {
  const char *role, *standard;
} known_roles[] = {{"Title", "P"},     {"Subtitle", "P"},
                   {"Aside", "Sect"},  {"FENote", "Note"},
                   {"Sub", "Span"},    {"Em", "Span"},
                   {"Strong", "Span"}, {"Header", "Sect"},
                   {"Footer", "Sect"}, {"DocumentFragment", "Div"}};

const char *element_standard_role(const Element *element) {
  const char *role = element->structure->role;
  for (size_t i = 0; i < sizeof standard_roles / sizeof *standard_roles; i++)
    if (strcmp(role, standard_roles[i]) == 0) return role;
  for (size_t i = 0; i < sizeof known_roles / sizeof *known_roles; i++)
    if (strcmp(role, known_roles[i].role) == 0) return known_roles[i].standard;
  return element->first ? "Div" : "Span";
}

void put_element(const Writer *writer, Buf *out, const Element *element) {
  put_object(out, writer->first_element + element->index);
}

static void put_sequence(const Writer *writer, Buf *out, const Element *element, int page,
                         int mcid) {
  if (page == element->page) {
    put_integer(out, mcid);
    return;
  }
  buf_puts(out, "<</Type /MCR /Pg ");
  put_reference(out, writer->pages[page].page);
  buf_puts(out, "/MCID ");
  put_integer(out, mcid);
  buf_puts(out, ">> ");
}

/* One piece of content: its marked-content sequences from `first` on, or a link. */
static void put_content(const Writer *writer, Buf *out, const Element *element, const Mark *mark,
                        int first) {
  for (int mcid = first; !mark->annotation && mcid <= mark->last_mcid; mcid++)
    put_sequence(writer, out, element, mark->page, mcid);
  if (!mark->annotation) return;
  buf_puts(out, "<</Type /OBJR /Obj ");
  put_reference(out, mark->annotation);
  buf_puts(out, "/Pg ");
  put_reference(out, writer->pages[mark->page].page);
  buf_puts(out, ">> ");
}

/* The kids in logical order. Contents that share a marked-content sequence count once. */
static void put_kids(const Writer *writer, Buf *out, const Element *element) {
  const Mark *mark = writer->marks + element->mark_start, *last = NULL;
  const Element *child = element->first;
  buf_puts(out, "/K [");
  for (const StructureKid *kid = element->structure->first; kid; kid = kid->next) {
    if (kid->element) {
      put_element(writer, out, child);
      child = child->next;
      continue;
    }
    if (!kid->area) continue;
    bool shared = last && last->page == mark->page && last->last_mcid == mark->mcid;
    if (mark->page >= 0) {
      put_content(writer, out, element, mark, shared ? mark->mcid + 1 : mark->mcid);
      last = mark;
    }
    mark++;
  }
  buf_puts(out, "]\n");
}

static void put_text_entry(Buf *out, const char *key, const char *text) {
  if (!text) return;
  buf_puts(out, key);
  put_text(out, text, strlen(text));
  buf_putc(out, '\n');
}

/* PDF 1.7, 14.8.5.7. */
static void put_table_attributes(Buf *out, const Structure *cell) {
  static const char *const scopes[] = {"", "/Scope /Column ", "/Scope /Row ", "/Scope /Both "};
  if (cell->scope == SCOPE_NONE && cell->column_span < 2 && cell->row_span < 2) return;
  buf_puts(out, "<</O /Table ");
  buf_puts(out, scopes[cell->scope]);
  if (cell->column_span > 1) buf_printf(out, "/ColSpan %u ", cell->column_span);
  if (cell->row_span > 1) buf_printf(out, "/RowSpan %u ", cell->row_span);
  buf_puts(out, ">>");
}

/* PDF 1.7, 14.8.5.5. */
static void put_list_attributes(Buf *out, const Structure *list) {
  static const char *const numberings[] = {"None", "Disc", "Decimal", "None"};
  buf_printf(out, "<</O /List /ListNumbering /%s>>", numberings[list->numbering]);
}

/* PDF 1.7, 14.8.5.4.3. */
static void put_layout_attributes(const Writer *writer, Buf *out, const Structure *figure) {
  if (!figure->box.width || figure->box_page >= writer->document->page_count) return;
  buf_puts(out, "<</O /Layout /Placement /Block /BBox ");
  put_rectangle(out, &writer->document->pages[figure->box_page], figure->box);
  buf_puts(out, ">>");
}

static void put_attributes(const Writer *writer, Buf *out, const Element *element) {
  const char *role = element->standard;
  size_t before = out->length;
  buf_puts(out, "/A [");
  size_t start = out->length;
  if (strcmp(role, "TH") == 0 || strcmp(role, "TD") == 0)
    put_table_attributes(out, element->structure);
  else if (strcmp(role, "L") == 0)
    put_list_attributes(out, element->structure);
  else if (strcmp(role, "Figure") == 0 || strcmp(role, "Formula") == 0)
    put_layout_attributes(writer, out, element->structure);
  if (out->length == start)
    out->length = before;
  else
    buf_puts(out, "]\n");
}

void element_print(const Writer *writer, Buf *out, const Element *element) {
  const Structure *structure = element->structure;
  buf_puts(out, "/Type /StructElem /S ");
  put_name(out, structure->role);
  buf_puts(out, " /P ");
  if (element->parent)
    put_element(writer, out, element->parent);
  else
    put_reference(out, writer->structure_root);
  if (element->page >= 0) {
    buf_puts(out, "/Pg ");
    put_reference(out, writer->pages[element->page].page);
  }
  buf_putc(out, '\n');
  if (structure->first) put_kids(writer, out, element);
  put_attributes(writer, out, element);
  put_text_entry(out, "/Lang ", structure->language);
  put_text_entry(out, "/Alt ", structure->alternative);
  put_text_entry(out, "/ActualText ", structure->actual_text);
  put_text_entry(out, "/T ", structure->title);
  if (!element->id) return;
  buf_puts(out, "/ID ");
  put_bytes(out, element->id);
}
