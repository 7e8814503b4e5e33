/* From a laid-out document to a tagged PDF: what is written, in which order. */
#include "pdf/pdf.h"

#include "pdf/content.h"
#include "pdf/file.h"
#include "pdf/fontuse.h"
#include "pdf/link.h"
#include "pdf/metadata.h"
#include "pdf/object.h"
#include "pdf/outline.h"
#include "pdf/structure.h"

#include <libdeflate.h>
#include <stdlib.h>

/* The lowest level: a file that is 1 % longer for half the time of the usual one. */
enum { COMPRESSION_LEVEL = 1, PAGES_PER_NODE = 256 };

static void *allocate(HPDF_UINT size) {
  return memory_alloc(size);
}

/* libharu's object layer without its document object, whose fonts and streams are not used. */
static void open_writer(Writer *writer, const AreaDocument *document, const FontSet *fonts,
                        Diags *diags) {
  *writer = (Writer){.document = document, .arena = arena_new(), .diags = diags};
  HPDF_Error_Init(&writer->error, NULL);
  writer->memory = HPDF_MMgr_New(&writer->error, 0, allocate, free);
  writer->xref = HPDF_Xref_New(writer->memory, 0);
  writer->catalog = HPDF_Catalog_New(writer->memory, writer->xref);
  writer->compressor = libdeflate_alloc_compressor(COMPRESSION_LEVEL);
  if (!writer->compressor) writer->error.error_no = HPDF_FAILD_TO_ALLOC_MEM;
  writer->font_count = font_count(fonts);
  writer->fonts = arena_alloc(writer->arena, writer->font_count * sizeof *writer->fonts);
  writer->pages = arena_alloc(writer->arena, document->page_count * sizeof *writer->pages);
  writer->resources = object_indirect(writer);
  writer->font_resources = object_direct(writer);
  writer->image_resources = object_direct(writer);
  writer->state_resources = object_direct(writer);
  HPDF_Dict_Add(writer->resources, "Font", writer->font_resources);
  HPDF_Dict_Add(writer->resources, "XObject", writer->image_resources);
  HPDF_Dict_Add(writer->resources, "ExtGState", writer->state_resources);
}

static void close_writer(Writer *writer) {
  HPDF_Xref_Free(writer->xref);
  HPDF_MMgr_Free(writer->memory);
  libdeflate_free_compressor(writer->compressor);
  buf_free(&writer->content);
  buf_free(&writer->packed);
  buf_free(&writer->object);
  arena_free(writer->arena);
}

/* One page dictionary (PDF 1.7, 7.7.3.3). All pages share one resource dictionary. */
static void add_page(Writer *writer, HPDF_Pages parent, size_t index) {
  const Page *page = &writer->document->pages[index];
  HPDF_Page dict = HPDF_Page_New(writer->memory, writer->xref);
  if (!dict) return;
  HPDF_Box box = {0, 0, (HPDF_REAL)page->width / 1000, (HPDF_REAL)page->height / 1000};
  HPDF_Dict_Add(dict, "MediaBox", HPDF_Box_Array_New(writer->memory, box));
  HPDF_Dict_Add(dict, "Resources", writer->resources);
  HPDF_Dict_AddNumber(dict, "StructParents", (HPDF_INT32)index);
  HPDF_Dict_AddName(dict, "Tabs", "S");
  HPDF_Pages_AddKids(parent, dict);
  writer->pages[index].page = dict;
}

/* The page tree (PDF 1.7, 7.7.3), two levels deep when the pages are many. */
static void add_pages(Writer *writer) {
  HPDF_Pages root = HPDF_Catalog_GetRoot(writer->catalog), node = root;
  size_t count = writer->document->page_count;
  for (size_t i = 0; i < count && !writer->error.error_no; i++) {
    if (count > PAGES_PER_NODE && i % PAGES_PER_NODE == 0)
      node = HPDF_Pages_New(writer->memory, root, writer->xref);
    if (node) add_page(writer, node, i);
  }
}

static bool build(Writer *writer) {
  add_pages(writer);
  if (writer->error.error_no) return false;
  destinations_collect(writer);
  structure_collect(writer);
  for (size_t i = 0; i < writer->document->page_count && !writer->error.error_no; i++)
    content_page(writer, (unsigned)i);
  bool fonts = fonts_finish(writer);
  structure_finish(writer);
  destinations_finish(writer);
  outline_write(writer);
  page_labels_write(writer);
  metadata_write(writer);
  return fonts && !writer->error.error_no;
}

bool pdf_render(const AreaDocument *document, const FontSet *fonts, Buf *out, Diags *diags) {
  Writer writer;
  buf_clear(out);
  open_writer(&writer, document, fonts, diags);
  bool done = !writer.error.error_no && build(&writer) && file_write(&writer, out);
  if (writer.error.error_no)
    diag_add_file(diags, DIAG_PDF_LIMIT, NULL, (unsigned)writer.error.error_no);
  close_writer(&writer);
  return done;
}
