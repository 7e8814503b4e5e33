/* The document outline and the page labels. */
#include "pdf/outline.h"

#include "pdf/link.h"
#include "pdf/object.h"

#include <stdlib.h>
#include <string.h>

/* One outline item. */
typedef struct Item {
  const Bookmark *bookmark;
  HPDF_Dict dict, parent, previous, next, first, last;
  int visible; /* how many items below it show when it is open */
} Item;

static void put_link(Buf *out, const char *key, HPDF_Dict dict) {
  if (!dict) return;
  buf_puts(out, key);
  put_reference(out, dict);
}

/* PDF 1.7, table 153. */
static void print_item(Writer *writer, Buf *out, void *data) {
  const Item *item = data;
  buf_puts(out, "/Title ");
  put_text(out, item->bookmark->title, strlen(item->bookmark->title));
  put_link(out, "/Parent ", item->parent);
  put_link(out, "/Prev ", item->previous);
  put_link(out, "/Next ", item->next);
  put_link(out, "/First ", item->first);
  put_link(out, "/Last ", item->last);
  if (item->visible)
    buf_printf(out, "/Count %d ", item->bookmark->open ? item->visible : -item->visible);
  size_t before = out->length;
  buf_puts(out, "/Dest ");
  if (!item->bookmark->destination || !put_destination(writer, out, item->bookmark->destination))
    out->length = before;
  buf_putc(out, '\n');
}

/* Makes the items of one level and those below. Returns how many show when their parent is open. */
static int add_items(Writer *writer, const Bookmark *bookmarks, HPDF_Dict parent, HPDF_Dict *first,
                     HPDF_Dict *last) {
  Item *previous = NULL;
  int visible = 0;
  for (const Bookmark *bookmark = bookmarks; bookmark; bookmark = bookmark->next) {
    Item *item = arena_alloc(writer->arena, sizeof *item);
    *item = (Item){.bookmark = bookmark, .dict = object_indirect(writer), .parent = parent};
    object_printed(writer, item->dict, print_item, item);
    if (previous) {
      previous->next = item->dict;
      item->previous = previous->dict;
    } else {
      *first = item->dict;
    }
    *last = item->dict;
    previous = item;
    item->visible = add_items(writer, bookmark->children, item->dict, &item->first, &item->last);
    visible += 1 + (bookmark->open ? item->visible : 0);
  }
  return visible;
}

void outline_write(Writer *writer) {
  if (!writer->document->bookmarks) return;
  HPDF_Dict root = object_indirect(writer), first = NULL, last = NULL;
  int visible = add_items(writer, writer->document->bookmarks, root, &first, &last);
  HPDF_Dict_AddName(root, "Type", "Outlines");
  HPDF_Dict_Add(root, "First", first);
  HPDF_Dict_Add(root, "Last", last);
  HPDF_Dict_AddNumber(root, "Count", visible);
  HPDF_Dict_Add(writer->catalog, "Outlines", root);
}

/* A label taken apart: a number in a style, or any other text. */
typedef struct Label {
  char style; /* 'D' decimal, 'r' small roman, 0 other */
  unsigned number;
  const char *text;
} Label;

/* The small roman form of a number up to 399, as page numbers are. */
static void roman(unsigned number, char *out) {
  static const struct {
    unsigned value;
    const char *letters;
  } steps[] = {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
               {9, "ix"},  {5, "v"},   {4, "iv"}, {1, "i"}};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    for (; number >= steps[i].value; number -= steps[i].value)
      for (const char *letter = steps[i].letters; *letter; letter++)
        *out++ = *letter;
  *out = '\0';
}

static Label parse_label(const char *text) {
  enum { MOST_ROMAN = 399 };
  char form[32];
  if (!text) return (Label){0, 0, ""};
  size_t length = strspn(text, "0123456789");
  if (length && !text[length] && length < 9 && *text != '0')
    return (Label){'D', (unsigned)strtoul(text, NULL, 10), text};
  for (unsigned number = 1; *text && !text[strspn(text, "ivxlc")] && number <= MOST_ROMAN;
       number++) {
    roman(number, form);
    if (strcmp(form, text) == 0) return (Label){'r', number, text};
  }
  return (Label){0, 0, text};
}

/* The Nums array of the page label tree: a new entry where a label does not count on from the last.
 */
static void print_labels(Writer *writer, Buf *out, void *item) {
  const AreaDocument *document = writer->document;
  Label last = {0};
  (void)item;
  buf_puts(out, "/Nums [");
  for (size_t i = 0; i < document->page_count; i++) {
    Label label = parse_label(document->pages[i].label);
    bool counts_on =
        i && label.style && label.style == last.style && label.number == last.number + 1;
    last = label;
    if (counts_on) continue;
    put_integer(out, (int64_t)i);
    if (label.style) {
      buf_printf(out, "<</S /%c /St %u>>\n", label.style, label.number);
      continue;
    }
    buf_puts(out, "<</P ");
    put_text(out, label.text, strlen(label.text));
    buf_puts(out, ">>\n");
  }
  buf_puts(out, "]\n");
}

void page_labels_write(Writer *writer) {
  HPDF_Dict labels = object_indirect(writer);
  object_printed(writer, labels, print_labels, NULL);
  HPDF_Dict_Add(writer->catalog, "PageLabels", labels);
}
