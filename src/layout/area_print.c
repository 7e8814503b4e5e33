/* Prints areas as text, one line each: the page, the type, the box, the roles from the document down, and
 * what is shown. The form is stable: golden tests compare it. */
#include "layout/area.h"
#include "layout/layout.h"

#include <inttypes.h>
#include <string.h>

/* Thousandths of a point as points. */
static void print_length(FILE *out, Length length) {
  const char *sign = length < 0 ? "-" : "";
  int64_t size = length < 0 ? -(int64_t)length : length;
  fprintf(out, "%s%" PRId64 ".%03" PRId64, sign, size / 1000, size % 1000);
}

static void print_box(FILE *out, Rect box) {
  const Length parts[4] = {box.x, box.y, box.width, box.height};
  for (int i = 0; i < 4; i++) {
    fputc(' ', out);
    print_length(out, parts[i]);
  }
}

static void print_path(FILE *out, const Structure *structure) {
  if (structure->parent) {
    print_path(out, structure->parent);
    fputc('/', out);
  }
  fputs(structure->role, out);
}

static void print_owner(FILE *out, const Area *area) {
  static const char *const kinds[] = {"artifact", "artifact-header", "artifact-footer",
                                      "artifact-background"};
  fputc(' ', out);
  if (area->owner)
    print_path(out, area->owner);
  else
    fputs(kinds[area->artifact], out);
}

static void print_string(FILE *out, const char *text, size_t length) {
  fputs(" \"", out);
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '"' || text[i] == '\\') fputc('\\', out);
    if (text[i] == '\n')
      fputs("\\n", out);
    else
      fputc(text[i], out);
  }
  fputc('"', out);
}

static void print_color(FILE *out, Color color) {
  if (color.none)
    fputs(" none", out);
  else
    fprintf(out, " #%02x%02x%02x", color.red, color.green, color.blue);
}

static void print_text(FILE *out, const Area *area) {
  const TextArea *text = &area->as.text;
  print_string(out, text->text + text->text_start, text->text_length);
  fprintf(out, " %s ", text->font ? text->font->postscript_name : "-");
  print_length(out, text->size);
  print_color(out, text->color);
  fputs(" baseline ", out);
  print_length(out, text->baseline);
  if (text->right_to_left) fputs(" rtl", out);
}

static void print_edge(FILE *out, const char *name, const Edge *edge) {
  static const char *const styles[] = {"none",   "solid", "dashed", "dotted", "double",
                                       "groove", "ridge", "inset",  "outset"};
  if (!edge->width || edge->style == LINE_NONE) return;
  fprintf(out, " %s ", name);
  print_length(out, edge->width);
  fprintf(out, " %s", styles[edge->style]);
  print_color(out, edge->color);
}

static void print_painted(FILE *out, const Area *area) {
  const BoxArea *box = &area->as.painted;
  print_color(out, box->background);
  print_edge(out, "top", &box->top);
  print_edge(out, "right", &box->right);
  print_edge(out, "bottom", &box->bottom);
  print_edge(out, "left", &box->left);
  bool round = false;
  for (int i = 0; i < 4; i++)
    if (box->radius[i].x && box->radius[i].y) round = true;
  if (!round) return;
  fputs(" radius", out);
  for (int i = 0; i < 4; i++) {
    fputc(' ', out);
    print_length(out, box->radius[i].x);
    if (box->radius[i].x == box->radius[i].y) continue;
    fputc('/', out);
    print_length(out, box->radius[i].y);
  }
}

static void print_stroke(FILE *out, const Area *area) {
  print_edge(out, "stroke", &area->as.stroke.edge);
}

static void print_image(FILE *out, const Area *area) {
  const char *path = area->as.image.path, *slash = strrchr(path, '/');
  path = slash ? slash + 1 : path;
  print_string(out, path, strlen(path));
}

static void print_vector(FILE *out, const Area *area) {
  fprintf(out, " segments %zu fill", area->as.path.segment_count);
  print_color(out, area->as.path.fill);
  fputs(" stroke", out);
  print_color(out, area->as.path.stroke);
}

static void print_link(FILE *out, const Area *area) {
  const LinkArea *link = &area->as.link;
  const char *target = link->uri ? link->uri : link->destination ? link->destination : "";
  fprintf(out, " %s", link->uri ? "uri" : "id");
  print_string(out, target, strlen(target));
}

typedef struct Printer {
  const char *name;
  void (*print)(FILE *, const Area *);
} Printer;

static const Printer printers[] = {
    [AREA_TEXT] = {"text", print_text},       [AREA_BOX] = {"box", print_painted},
    [AREA_STROKE] = {"stroke", print_stroke}, [AREA_IMAGE] = {"image", print_image},
    [AREA_PATH] = {"path", print_vector},     [AREA_LINK] = {"link", print_link}};

static void print_page(FILE *out, const Page *page, size_t number) {
  fprintf(out, "page %zu label %s size ", number, page->label);
  print_length(out, page->width);
  fputc(' ', out);
  print_length(out, page->height);
  fputc('\n', out);
  for (const Area *area = page->first; area; area = area->next) {
    fprintf(out, "%zu %s", number, printers[area->type].name);
    print_box(out, area->box);
    print_owner(out, area);
    if (area->clip) fputs(" clip", out);
    if (area->clip) print_box(out, *area->clip);
    printers[area->type].print(out, area);
    fputc('\n', out);
  }
}

static void print_structure(FILE *out, const Structure *structure, int depth) {
  fprintf(out, "%*s%s", depth * 2, "", structure->role);
  if (structure->language) fprintf(out, " lang %s", structure->language);
  if (structure->alternative)
    print_string(out, structure->alternative, strlen(structure->alternative));
  if (structure->scope) fprintf(out, " scope %d", (int)structure->scope);
  if (structure->column_span > 1) fprintf(out, " columns %u", structure->column_span);
  if (structure->row_span > 1) fprintf(out, " rows %u", structure->row_span);
  if (structure->numbering) fprintf(out, " numbering %d", (int)structure->numbering);
  size_t contents = 0;
  for (const StructureKid *kid = structure->first; kid; kid = kid->next)
    contents += kid->area != NULL;
  if (contents) fprintf(out, " contents %zu", contents);
  fputc('\n', out);
  for (const StructureKid *kid = structure->first; kid; kid = kid->next)
    if (kid->element) print_structure(out, kid->element, depth + 1);
}

static void print_bookmarks(FILE *out, const Bookmark *bookmark, int depth) {
  for (; bookmark; bookmark = bookmark->next) {
    fprintf(out, "bookmark%*s", depth * 2, "");
    print_string(out, bookmark->title, strlen(bookmark->title));
    fprintf(out, " %s\n", bookmark->destination ? bookmark->destination : "-");
    print_bookmarks(out, bookmark->children, depth + 1);
  }
}

void area_print(const AreaDocument *document, FILE *out) {
  fprintf(out, "title %s\nlanguage %s\n", document->title ? document->title : "-",
          document->language ? document->language : "-");
  for (size_t i = 0; i < document->page_count; i++)
    print_page(out, &document->pages[i], i + 1);
  for (size_t i = 0; i < document->destination_count; i++) {
    const Destination *place = &document->destinations[i];
    fprintf(out, "destination %s page %u ", place->id, place->page + 1);
    print_length(out, place->x);
    fputc(' ', out);
    print_length(out, place->y);
    fputc('\n', out);
  }
  print_bookmarks(out, document->bookmarks, 0);
  print_structure(out, document->structure, 0);
}
