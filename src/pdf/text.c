/* Text areas: glyph ids in show strings, kerning in TJ arrays (PDF 1.7, 9.4.3), and the text that
 * every glyph stands for. */
#include "pdf/content.h"

#include "base/utf8.h"
#include "pdf/fontuse.h"
#include "pdf/object.h"

#include <string.h>

/* Positions along a run are counted in 1/100,000 of 1/1000 pt, so that the widths of the file,
 * 1/100,000 em, times the size are whole numbers. */
enum { FINE = 100000 };

/* A glyph is moved when it would stand further from its place than this: 0.02 pt. */
static const int64_t tolerance = 20 * (int64_t)FINE;

/* A run being shown. */
typedef struct Run {
  Content *content;
  const TextArea *text;
  FontUse *use;
  int64_t pen;   /* where layout has the pen */
  int64_t shown; /* where a PDF reader has it */
  bool in_array, in_string;
} Run;

/* The glyphs of one cluster and the text that they stand for together. */
typedef struct Cluster {
  const Glyph *glyphs;
  size_t count;
  const char *text;
  size_t length;
} Cluster;

static void close_string(Run *run) {
  if (run->in_string) buf_putc(run->content->out, ')');
  run->in_string = false;
}

static void open_string(Run *run) {
  if (!run->in_array) buf_putc(run->content->out, '[');
  if (!run->in_string) buf_putc(run->content->out, '(');
  run->in_array = run->in_string = true;
}

static void close_array(Run *run) {
  close_string(run);
  if (run->in_array) content_operator(run->content, "]TJ");
  run->in_array = false;
}

/* A number in a TJ array moves the pen back by that many thousandths of the font size. */
static void move_to(Run *run, int64_t target) {
  int64_t distance = target - run->shown, unit = (int64_t)run->text->size * (FINE / 1000);
  if (distance <= tolerance && distance >= -tolerance) return;
  int64_t steps = distance / unit;
  if (!steps) return;
  close_string(run);
  if (!run->in_array) buf_putc(run->content->out, '[');
  run->in_array = true;
  put_hundredths(run->content->out, -steps * 100);
  run->shown += steps * unit;
}

static void put_code_byte(Buf *out, unsigned byte) {
  if (byte == '(' || byte == ')' || byte == '\\') buf_putc(out, '\\');
  if (byte == '\r')
    buf_puts(out, "\\r");
  else
    buf_putc(out, (char)byte);
}

static void set_rise(Run *run, Length rise) {
  Content *content = run->content;
  if (content->state.rise == rise) return;
  close_array(run);
  put_length(content->out, rise);
  content_operator(content, " Ts");
  content->state.rise = rise;
}

static void show_glyph(Run *run, const Glyph *glyph) {
  set_rise(run, glyph->y_offset);
  move_to(run, run->pen + (int64_t)glyph->x_offset * FINE);
  open_string(run);
  put_code_byte(run->content->out, glyph->id >> 8 & 255);
  put_code_byte(run->content->out, glyph->id & 255);
  run->shown += (int64_t)font_use_width(run->use, glyph->id) * run->text->size;
  run->pen += (int64_t)glyph->advance * FINE;
}

/* Marks of direction and places to break: they steer setting and are not text to read. */
static bool is_steering(uint32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* The text of a cluster without characters that only steer, unless it has no others. */
static void readable_text(Arena *arena, Cluster *cluster) {
  size_t at = 0, kept = 0;
  bool steering = false;
  if (cluster->length == 1) return;
  while (at < cluster->length && !steering)
    steering = is_steering(utf8_next(cluster->text, cluster->length, &at));
  if (!steering) return;
  char *text = arena_alloc(arena, cluster->length + 1);
  for (at = 0; at < cluster->length;) {
    size_t start = at;
    if (is_steering(utf8_next(cluster->text, cluster->length, &at))) continue;
    memcpy(text + kept, cluster->text + start, at - start);
    kept += at - start;
  }
  if (!kept) return;
  cluster->text = text;
  cluster->length = kept;
}

/* Notes what a cluster of several glyphs stands for, character by character as far as they go.
 * Returns whether the glyphs, read one by one, then give the cluster's text. */
static bool note_several(FontUse *use, const Cluster *cluster) {
  size_t at = 0;
  bool exact = true;
  for (size_t i = 0; i < cluster->count; i++) {
    size_t start = at;
    if (at < cluster->length) utf8_next(cluster->text, cluster->length, &at);
    bool last = i + 1 == cluster->count;
    if (last) at = cluster->length;
    bool has_text = at > start;
    exact &= has_text;
    exact &= glyph_map_note(use->glyphs, cluster->glyphs[i].id,
                            has_text ? cluster->text + start : cluster->text,
                            has_text ? at - start : cluster->length);
  }
  return exact;
}

/* Shows a cluster. When its glyphs already stand for another text, its own is given as ActualText
 * (PDF 1.7, 14.9.4). */
static void show_cluster(Run *run, Cluster *cluster) {
  readable_text(run->content->writer->arena, cluster);
  bool told = cluster->count == 1 ? glyph_map_note(run->use->glyphs, cluster->glyphs->id,
                                                   cluster->text, cluster->length)
                                  : note_several(run->use, cluster);
  if (!told) {
    close_array(run);
    buf_puts(run->content->out, "/Span<</ActualText ");
    put_text(run->content->out, cluster->text, cluster->length);
    content_operator(run->content, ">>BDC");
  }
  for (size_t i = 0; i < cluster->count; i++)
    show_glyph(run, &cluster->glyphs[i]);
  if (told) return;
  close_array(run);
  content_operator(run->content, "EMC");
}

/* The glyph that stands in for a character without one (PDF/UA-1, 7.21.8 forbids .notdef). */
static uint32_t stand_in(const Font *font) {
  hb_codepoint_t glyph;
  if (hb_font_get_nominal_glyph(font->hb, 0xFFFD, &glyph) && glyph) return glyph;
  if (hb_font_get_nominal_glyph(font->hb, '?', &glyph)) return glyph;
  return 0;
}

/* A cluster whose character no font has: says so and shows the stand-in. */
static void show_missing(Run *run, Cluster *cluster, Place place) {
  size_t at = 0;
  uint32_t code_point = cluster->length ? utf8_next(cluster->text, cluster->length, &at) : 0;
  Glyph glyph = *cluster->glyphs;
  glyph.id = stand_in(run->text->font);
  diag_add(run->content->writer->diags, DIAG_FONT_NO_GLYPH, place, code_point);
  if (!glyph.id) return;
  cluster->glyphs = &glyph;
  cluster->count = 1;
  show_cluster(run, cluster);
}

static bool has_notdef(const Cluster *cluster) {
  for (size_t i = 0; i < cluster->count; i++)
    if (!cluster->glyphs[i].id) return true;
  return false;
}

/* The cluster that starts at glyph `from`; its text reaches to the logically next cluster, which is
 * the next one from left to right or the one before from right to left. */
static Cluster cluster_at(const TextArea *text, size_t from, size_t previous) {
  const Glyph *glyphs = text->glyphs;
  size_t end = from + 1, run_end = text->text_start + text->text_length;
  while (end < text->glyph_count && glyphs[end].cluster == glyphs[from].cluster)
    end++;
  size_t start = glyphs[from].cluster, stop = run_end;
  if (text->right_to_left)
    stop = previous;
  else if (end < text->glyph_count)
    stop = glyphs[end].cluster;
  if (start > run_end) start = run_end;
  if (stop < start || stop > run_end) stop = run_end;
  Cluster cluster = {glyphs + from, end - from, text->text + start, stop - start};
  if (!cluster.length) cluster.text = " ", cluster.length = 1;
  return cluster;
}

/* Puts the start of the text line where the run begins (Td). */
static void place_run(Content *content, const Area *area) {
  int64_t x = hundredths(area->box.x);
  int64_t y = hundredths((int64_t)content->page->height - area->as.text.baseline);
  if (x != content->text_x || y != content->text_y) {
    put_hundredths(content->out, x - content->text_x);
    buf_putc(content->out, ' ');
    put_hundredths(content->out, y - content->text_y);
    content_operator(content, " Td");
  } else if (content->shown_text) {
    content_operator(content, "0 0 Td");
  }
  content->text_x = x;
  content->text_y = y;
  content->shown_text = true;
}

static void set_font(Content *content, const FontUse *use, Length size) {
  if (content->state.font == use && content->state.font_size == size) return;
  put_name(content->out, use->name);
  buf_putc(content->out, ' ');
  put_thousandths(content->out, size);
  content_operator(content, " Tf");
  content->state.font = use;
  content->state.font_size = size;
}

void content_text(Content *content, const Area *area) {
  const TextArea *text = &area->as.text;
  if (!text->glyph_count) return;
  Run run = {.content = content, .text = text, .use = font_use(content->writer, text->font)};
  content_begin_text(content);
  set_font(content, run.use, text->size);
  content_fill(content, text->color);
  content_opacity(content, 255, 255);
  place_run(content, area);
  size_t previous = text->text_start + text->text_length;
  for (size_t i = 0; i < text->glyph_count;) {
    Cluster cluster = cluster_at(text, i, previous);
    i += cluster.count;
    previous = cluster.glyphs->cluster;
    if (has_notdef(&cluster))
      show_missing(&run, &cluster, area->place);
    else
      show_cluster(&run, &cluster);
  }
  close_array(&run);
  set_rise(&run, 0);
}
