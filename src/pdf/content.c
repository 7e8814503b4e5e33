/* The content stream of a page: walks its areas, puts each into its marked-content sequence
 * (PDF 1.7, 14.6 and 14.7.4.2) and keeps the graphics state. */
#include "pdf/content.h"

#include "pdf/link.h"
#include "pdf/object.h"
#include "pdf/structure.h"

void content_operator(Content *content, const char *operator) {
  buf_puts(content->out, operator);
  buf_putc(content->out, '\n');
}

void content_point(Content *content, int64_t x, int64_t y) {
  put_length(content->out, x);
  buf_putc(content->out, ' ');
  put_length(content->out, content->page->height - y);
  buf_putc(content->out, ' ');
}

void content_begin_text(Content *content) {
  if (content->in_text) return;
  content_operator(content, "BT");
  content->in_text = true;
  content->text_x = content->text_y = 0;
}

void content_end_text(Content *content) {
  if (!content->in_text) return;
  content_operator(content, "ET");
  content->in_text = false;
}

void content_save(Content *content) {
  content_end_text(content);
  content_operator(content, "q");
  content->saved = content->state;
}

void content_restore(Content *content) {
  content_end_text(content);
  content_operator(content, "Q");
  content->state = content->saved;
}

static bool same_color(Color a, Color b) {
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* A component of 0 to 255 as a number of 0 to 1. */
static void put_component(Buf *out, uint8_t component) {
  put_thousandths(out, (component * 1000 + 127) / 255);
  buf_putc(out, ' ');
}

static void set_color(Content *content, Color *current, Color color, const char *operator) {
  if (same_color(*current, color)) return;
  put_component(content->out, color.red);
  put_component(content->out, color.green);
  put_component(content->out, color.blue);
  content_operator(content, operator);
  *current = color;
}

void content_fill(Content *content, Color color) {
  set_color(content, &content->state.fill, color, "rg");
}

void content_stroke(Content *content, Color color) {
  set_color(content, &content->state.stroke, color, "RG");
}

void content_line_width(Content *content, Length width) {
  int64_t wanted = hundredths(width);
  if (content->state.line_width == wanted) return;
  put_hundredths(content->out, wanted);
  content_operator(content, " w");
  content->state.line_width = wanted;
}

static void set_integer(Content *content, int *current, int wanted, const char *operator) {
  if (*current == wanted) return;
  put_integer(content->out, wanted);
  content_operator(content, operator);
  *current = wanted;
}

void content_line_cap(Content *content, int cap) {
  set_integer(content, &content->state.line_cap, cap, "J");
}

void content_line_join(Content *content, int join) {
  set_integer(content, &content->state.line_join, join, "j");
}

void content_miter_limit(Content *content, Length limit) {
  if (content->state.miter_limit == limit) return;
  put_thousandths(content->out, limit);
  content_operator(content, " M");
  content->state.miter_limit = limit;
}

void content_dash(Content *content, const Length *dashes, size_t count, Length offset) {
  if (!count && !content->state.dashed) return;
  buf_putc(content->out, '[');
  for (size_t i = 0; i < count; i++) {
    put_length(content->out, dashes[i]);
    if (i + 1 < count) buf_putc(content->out, ' ');
  }
  buf_puts(content->out, "] ");
  put_length(content->out, offset);
  content_operator(content, " d");
  content->state.dashed = count > 0;
}

/* Opacity needs a graphics state dictionary (PDF 1.7, 8.4.5), one for each pair in use. */
void content_opacity(Content *content, uint8_t fill, uint8_t stroke) {
  if (content->state.fill_opacity == fill && content->state.stroke_opacity == stroke) return;
  Writer *writer = content->writer;
  const char *name = arena_printf(writer->arena, "G%u.%u", fill, stroke);
  if (!HPDF_Dict_GetItem(writer->state_resources, name, HPDF_OCLASS_DICT)) {
    HPDF_Dict state = object_indirect(writer);
    object_entries(writer, state, "/Type /ExtGState /ca %d.%03d /CA %d.%03d\n", fill / 255,
                   fill % 255 * 1000 / 255, stroke / 255, stroke % 255 * 1000 / 255);
    HPDF_Dict_Add(writer->state_resources, name, state);
  }
  put_name(content->out, name);
  content_operator(content, " gs");
  content->state.fill_opacity = fill;
  content->state.stroke_opacity = stroke;
}

static void end_mark(Content *content) {
  content_end_text(content);
  if (content->in_mark) content_operator(content, "EMC");
  content->in_mark = false;
}

/* An artifact with its type (PDF 1.7, 14.8.2.2.2). */
static void begin_artifact(Content *content, Artifact artifact) {
  static const char *const properties[] = {
      "/Artifact<</Type/Layout>>BDC", "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
      "/Artifact<</Type/Pagination/Subtype/Footer>>BDC", "/Artifact<</Type/Background>>BDC"};
  if (content->in_mark && !content->mark && content->artifact == artifact) return;
  end_mark(content);
  content_operator(content, properties[artifact]);
  content->in_mark = true;
  content->mark = NULL;
  content->artifact = artifact;
}

/* Opens a sequence for an element's content. Only its MCID counts, the tag says the role for human
 * readers (PDF 1.7, 14.7.4.2). */
static void open_sequence(Content *content, Element *element, const char *tag) {
  content->mcid = structure_new_mcid(content->writer, content->page_index, element);
  put_name(content->out, tag ? tag : element->structure->role);
  buf_puts(content->out, "<</MCID ");
  put_integer(content->out, content->mcid);
  content->in_mark = true;
}

/* Notes that content of the area at hand goes into the open sequence. */
static void note_mark(Content *content) {
  Mark *mark = content->mark;
  if (mark->page < 0) mark->mcid = content->mcid;
  mark->page = (int)content->page_index;
  mark->last_mcid = content->mcid;
}

/* The area's content may go on in the open sequence; else the next one opens when it is needed. */
static void begin_content(Content *content, Mark *mark) {
  const Mark *last = content->mark;
  bool goes_on =
      content->in_mark && last && last->element == mark->element && mark->order == last->order + 1;
  if (!goes_on) end_mark(content);
  content->mark = mark;
}

void content_need_sequence(Content *content) {
  if (!content->mark) return;
  if (!content->in_mark) {
    open_sequence(content, content->mark->element, NULL);
    content_operator(content, ">>BDC");
  }
  note_mark(content);
}

/* In an artifact the sequence is nested. In content it takes the place of the one at hand: a
 * sequence with both MCID and ActualText is what readers understand best. */
void content_begin_actual_text(Content *content, const char *text, size_t length) {
  content_end_text(content);
  if (content->mark) {
    end_mark(content);
    open_sequence(content, content->mark->element, "Span");
    note_mark(content);
  } else {
    buf_puts(content->out, "/Span<<");
  }
  buf_puts(content->out, "/ActualText ");
  put_text(content->out, text, length);
  content_operator(content, ">>BDC");
}

void content_end_actual_text(Content *content) {
  content_end_text(content);
  content_operator(content, "EMC");
  content->in_mark = !content->mark;
}

/* Makes what follows show only inside the rectangle (PDF 1.7, 8.5.4), or everywhere again. */
static void set_clip(Content *content, const Rect *clip) {
  if (content->clip == clip) return;
  end_mark(content);
  if (content->clip) {
    content_operator(content, "Q");
    content->state = content->unclipped;
  }
  content->clip = clip;
  if (!clip) return;
  content->unclipped = content->state;
  content_operator(content, "q");
  content_point(content, clip->x, (int64_t)clip->y + clip->height);
  put_length(content->out, clip->width);
  buf_putc(content->out, ' ');
  put_length(content->out, clip->height);
  content_operator(content, " re W n");
}

static void paint(Content *content, const Area *area) {
  typedef void (*Painter)(Content *, const Area *);
  static const Painter painters[] = {[AREA_TEXT] = content_text,
                                     [AREA_BOX] = content_box,
                                     [AREA_STROKE] = content_rule,
                                     [AREA_IMAGE] = content_image,
                                     [AREA_PATH] = content_path};
  Mark *mark = area->owner ? structure_mark(content->writer, area) : NULL;
  if (area->type == AREA_LINK) {
    link_annotate(content->writer, content->page_index, area, mark);
    return;
  }
  set_clip(content, area->clip);
  if (mark && mark->page < 0)
    begin_content(content, mark);
  else
    begin_artifact(content, area->artifact);
  if (area->type != AREA_TEXT) content_need_sequence(content);
  painters[area->type](content, area);
}

/* What holds at the start of each page (PDF 1.7, table 52). */
static const GraphicsState initial_state = {
    .line_width = 100, .miter_limit = 10000, .fill_opacity = 255, .stroke_opacity = 255};

void content_page(Writer *writer, unsigned page_index) {
  Content content = {.writer = writer,
                     .page = &writer->document->pages[page_index],
                     .page_index = page_index,
                     .out = &writer->content,
                     .state = initial_state};
  buf_clear(content.out);
  for (const Area *area = content.page->first; area; area = area->next)
    paint(&content, area);
  set_clip(&content, NULL);
  end_mark(&content);
  HPDF_PageAttr attributes = writer->pages[page_index].page->attr;
  object_fill_stream(writer, attributes->contents, content.out->bytes, content.out->length, NULL);
}
