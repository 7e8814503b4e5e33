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
  const Area *area;
  const TextArea *text;
  FontUse *use;
  int64_t pen;   /* where layout has the pen, from the start of the run */
  int64_t shown; /* where a PDF reader has it */
  bool placed, in_array, in_string;
} Run;

/* Some text and how long it is. */
typedef struct Text {
  const char *bytes;
  size_t length;
} Text;

/* The glyphs of one cluster, and the part of TextArea.text that they stand for together. */
typedef struct Cluster {
  const Glyph *glyphs;
  size_t count;
  size_t start, stop;
} Cluster;

static void close_string(Run *run) {
  if (run->in_string) buf_putc(run->content->out, ')');
  run->in_string = false;
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

/* Starts a text line where the run has got to (Td), in a new text object when there is none. */
static void place_run(Run *run) {
  Content *content = run->content;
  if (run->placed && content->in_text) return;
  content_begin_text(content);
  set_font(content, run->use, run->text->size);
  content_fill(content, run->text->color);
  content_opacity(content, 255, 255);
  int64_t x = hundredths(run->area->box.x + run->shown / FINE);
  int64_t y = hundredths((int64_t)content->page->height - run->text->baseline);
  put_hundredths(content->out, x - content->text_x);
  buf_putc(content->out, ' ');
  put_hundredths(content->out, y - content->text_y);
  content_operator(content, " Td");
  content->text_x = x;
  content->text_y = y;
  run->shown = (x * 10 - run->area->box.x) * FINE;
  run->placed = true;
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

/* Writes one byte of a literal string; returns where the next goes. */
static char *code_byte(char *out, unsigned char byte) {
  bool escaped = byte == '(' || byte == ')' || byte == '\\' || byte == '\r';
  if (escaped) *out++ = '\\';
  *out++ = byte == '\r' ? 'r' : (char)byte;
  return out;
}

/* Writes the two-byte code of a glyph, four bytes at most. */
static char *code_glyph(char *out, uint32_t glyph) {
  return code_byte(code_byte(out, glyph >> 8 & 255), glyph & 255);
}

static void put_code(Buf *out, uint32_t glyph) {
  buf_reserve(out, 4);
  out->length = (size_t)(code_glyph(out->bytes + out->length, glyph) - out->bytes);
  out->bytes[out->length] = '\0';
}

static void set_rise(Run *run, Length rise) {
  Content *content = run->content;
  if (content->state.rise == rise) return;
  close_array(run);
  put_length(content->out, rise);
  content_operator(content, " Ts");
  content->state.rise = rise;
}

/* Shows glyphs of a string that goes on, from left to right, as far as a reader has the pen where each stands already: then
 * a glyph is its code and nothing else, as nearly all are. Returns the first that is more. */
static size_t show_next(Run *run, size_t from, size_t to) {
  if (!run->in_string || run->text->right_to_left) return from;
  const Glyph *glyphs = run->text->glyphs;
  Buf *out = run->content->out;
  buf_reserve(out, 4 * (to - from));
  char *at = out->bytes + out->length;
  int64_t pen = run->pen, shown = run->shown;
  for (; from < to; from++) {
    const Glyph *glyph = &glyphs[from];
    int64_t distance = pen + (int64_t)glyph->x_offset * FINE - shown;
    if (distance > tolerance || distance < -tolerance) break;
    if (run->content->state.rise != glyph->y_offset) break;
    at = code_glyph(at, glyph->id);
    shown += (int64_t)font_use_width(run->use, glyph->id) * run->text->size;
    pen += (int64_t)glyph->advance * FINE;
  }
  *at = '\0';
  out->length = (size_t)(at - out->bytes);
  run->pen = pen;
  run->shown = shown;
  return from;
}

/* Text from right to left is shown in its logical order, so that whoever reads the sequence reads it
 * in order: the pen goes back before each glyph. */
static void show_glyph(Run *run, const Glyph *glyph) {
  bool rtl = run->text->right_to_left;
  if (rtl) run->pen -= (int64_t)glyph->advance * FINE;
  place_run(run);
  set_rise(run, glyph->y_offset);
  move_to(run, run->pen + (int64_t)glyph->x_offset * FINE);
  open_string(run);
  put_code(run->content->out, glyph->id);
  run->shown += (int64_t)font_use_width(run->use, glyph->id) * run->text->size;
  if (!rtl) run->pen += (int64_t)glyph->advance * FINE;
}

/* Marks of direction and places to break: they steer setting and are not text to read. */
static bool is_steering(uint32_t c) {
  return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* The text from one offset to another without characters that only steer, unless it has no others;
 * a space where there is none at all, since a glyph must stand for something. */
static Text readable_text(const Run *run, size_t start, size_t stop) {
  size_t length = stop - start, at = 0, kept = 0;
  Text plain = {run->text->text + start, length};
  bool steering = false;
  if (!length) return (Text){" ", 1};
  while (length > 1 && at < length && !steering)
    steering = is_steering(utf8_next(plain.bytes, length, &at));
  if (!steering) return plain;
  char *text = arena_alloc(run->content->writer->arena, length + 1);
  for (at = 0; at < length;) {
    size_t from = at;
    if (is_steering(utf8_next(plain.bytes, length, &at))) continue;
    memcpy(text + kept, plain.bytes + from, at - from);
    kept += at - from;
  }
  return kept ? (Text){text, kept} : plain;
}

/* The glyph at a place of a cluster in logical order. */
static const Glyph *cluster_glyph(const Run *run, const Cluster *cluster, size_t at) {
  return &cluster->glyphs[run->text->right_to_left ? cluster->count - 1 - at : at];
}

/* The characters of a cluster's text that none of its glyphs has by the font's cmap, at most as many
 * as fit; all of them when there are none such. */
static Text unclaimed(const Run *run, const Cluster *cluster, Text text, char *out, size_t size) {
  size_t kept = 0;
  for (size_t at = 0; at < text.length;) {
    size_t from = at;
    uint32_t character = utf8_next(text.bytes, text.length, &at);
    bool claimed = false;
    for (size_t i = 0; i < cluster->count && !claimed; i++)
      claimed =
          font_use_character(run->content->writer, run->use, cluster->glyphs[i].id) == character;
    if (claimed || kept + at - from > size) continue;
    memcpy(out + kept, text.bytes + from, at - from);
    kept += at - from;
  }
  return kept ? (Text){out, kept} : text;
}

/* Notes what each glyph of a cluster of several stands for: its character by the font's cmap. Of
 * those without one, forms that only shaping brings, the first stands for what is left of the text
 * and the others for a zero width space, since each must stand for something. Returns whether the
 * glyphs read one by one give the text. */
static bool note_several(const Run *run, const Cluster *cluster, Text text) {
  char rest_bytes[32], own[4] = {0};
  Text rest = unclaimed(run, cluster, text, rest_bytes, sizeof rest_bytes);
  size_t read = 0;
  bool exact = true;
  for (size_t i = 0; i < cluster->count; i++) {
    uint32_t glyph = cluster_glyph(run, cluster, i)->id;
    uint32_t character = font_use_character(run->content->writer, run->use, glyph);
    Text part = {own, character ? utf8_encode(character, own) : 0};
    if (!character) {
      part = rest;
      rest = (Text){"\xE2\x80\x8B", 3};
    }
    bool next = part.length <= text.length - read &&
                memcmp(text.bytes + read, part.bytes, part.length) == 0;
    if (next) read += part.length;
    exact = glyph_map_note(run->use->glyphs, glyph, part.bytes, part.length) && next && exact;
  }
  return exact && read == text.length;
}

/* Notes what a cluster's glyphs stand for. Returns whether reading them gives its text. */
static bool note_cluster(const Run *run, const Cluster *cluster) {
  Text text = readable_text(run, cluster->start, cluster->stop);
  if (cluster->count > 1) return note_several(run, cluster, text);
  return glyph_map_note(run->use->glyphs, cluster->glyphs->id, text.bytes, text.length);
}

static bool has_notdef(const Cluster *cluster) {
  for (size_t i = 0; i < cluster->count; i++)
    if (!cluster->glyphs[i].id) return true;
  return false;
}

static void show_cluster(Run *run, const Cluster *cluster) {
  for (size_t i = 0; i < cluster->count; i++)
    show_glyph(run, cluster_glyph(run, cluster, i));
}

/* The glyph that stands in for a character without one (PDF/UA-1, 7.21.8 forbids .notdef). */
static uint32_t stand_in(const Font *font) {
  hb_codepoint_t glyph;
  if (hb_font_get_nominal_glyph(font->hb, 0xFFFD, &glyph) && glyph) return glyph;
  if (hb_font_get_nominal_glyph(font->hb, '?', &glyph)) return glyph;
  return 0;
}

/* The glyph at a place in logical order. */
static size_t glyph_index(const TextArea *text, size_t at) {
  return text->right_to_left ? text->glyph_count - 1 - at : at;
}

/* The cluster that starts after `done` glyphs in logical order. Its text reaches to the next one.
 */
static Cluster cluster_after(const TextArea *text, size_t done) {
  uint32_t start = text->glyphs[glyph_index(text, done)].cluster;
  size_t end = done + 1, run_end = text->text_start + text->text_length, stop = run_end;
  while (end < text->glyph_count && text->glyphs[glyph_index(text, end)].cluster == start)
    end++;
  if (end < text->glyph_count) stop = text->glyphs[glyph_index(text, end)].cluster;
  size_t first = text->right_to_left ? text->glyph_count - end : done;
  if (stop < start || stop > run_end) stop = start;
  return (Cluster){text->glyphs + first, end - done, start, stop};
}

/* A word: clusters up to and with the next space, in logical order. */
typedef struct Word {
  size_t from, to;    /* its glyphs, in logical order */
  size_t start, stop; /* its text */
  bool told;          /* its glyphs, read one by one, give its text */
} Word;

/* Whether a glyph, from left to right, stands for one character of ASCII and nothing else does. */
static inline bool note_plain(const Run *run, size_t at) {
  const TextArea *text = run->text;
  const Glyph *glyph = &text->glyphs[at];
  const char *character = text->text + glyph->cluster;
  unsigned char c = (unsigned char)*character;
  size_t stop =
      at + 1 < text->glyph_count ? glyph[1].cluster : text->text_start + text->text_length;
  if (!glyph->id || stop != (size_t)glyph->cluster + 1 || c >= 0x80) return false;
  if (run->use->plain[c] == glyph->id) return true;
  if (!glyph_map_note(run->use->glyphs, glyph->id, character, 1)) return false;
  run->use->plain[c] = glyph->id;
  return true;
}

/* Where the words end that start after `done` glyphs and have only plain ones; `done` when already the first has others. */
static size_t plain_words(const Run *run, size_t done) {
  const TextArea *text = run->text;
  if (text->right_to_left) return done;
  for (size_t i = done; i < text->glyph_count; i++) {
    if (!note_plain(run, i)) return done;
    if (text->text[text->glyphs[i].cluster] == ' ') done = i + 1;
  }
  return text->glyph_count;
}

/* Gathers the word that starts after `done` glyphs and notes what its glyphs stand for. */
static Word word_after(const Run *run, size_t done) {
  Word word = {.from = done, .to = done, .told = true};
  while (word.to < run->text->glyph_count) {
    Cluster cluster = cluster_after(run->text, word.to);
    if (word.to == done) word.start = cluster.start;
    word.stop = cluster.stop;
    word.to += cluster.count;
    if (has_notdef(&cluster) || !note_cluster(run, &cluster)) word.told = false;
    if (cluster.start < cluster.stop && run->text->text[cluster.start] == ' ') break;
  }
  if (word.stop < word.start) word.stop = word.start;
  return word;
}

/* A cluster whose character no font has (layout has said so): a stand-in. */
static void show_missing(Run *run, const Cluster *cluster) {
  Glyph glyph = *cluster->glyphs;
  glyph.id = stand_in(run->text->font);
  if (!glyph.id) return;
  glyph_map_note(run->use->glyphs, glyph.id, "\xEF\xBF\xBD", 3);
  show_glyph(run, &glyph);
}

/* Shows a word whose glyphs may be missing, cluster by cluster. */
static void show_clusters(Run *run, const Word *word) {
  for (size_t done = word->from; done < word->to;) {
    Cluster cluster = cluster_after(run->text, done);
    done += cluster.count;
    if (has_notdef(&cluster))
      show_missing(run, &cluster);
    else
      show_cluster(run, &cluster);
  }
}

/* Shows glyphs that tell their text. */
static void show_glyphs(Run *run, size_t from, size_t to) {
  content_need_sequence(run->content);
  while ((from = show_next(run, from, to)) < to)
    show_glyph(run, &run->text->glyphs[glyph_index(run->text, from++)]);
}

/* Shows a word. When its glyphs do not tell its text, that is given as ActualText
 * (PDF 1.7, 14.9.4). */
static void show_word(Run *run, const Word *word) {
  if (word->told) {
    show_glyphs(run, word->from, word->to);
    return;
  }
  close_array(run);
  Text text = readable_text(run, word->start, word->stop);
  content_begin_actual_text(run->content, text.bytes, text.length);
  show_clusters(run, word);
  close_array(run);
  content_end_actual_text(run->content);
}

void content_text(Content *content, const Area *area) {
  const TextArea *text = &area->as.text;
  if (text->size <= 0 || text->color.none) return;
  Run run = {.content = content,
             .area = area,
             .text = text,
             .use = text->glyph_count ? font_use(content->writer, text->font) : NULL};
  for (size_t i = 0; text->right_to_left && i < text->glyph_count; i++)
    run.pen += (int64_t)text->glyphs[i].advance * FINE;
  run.shown = run.pen;
  for (size_t done = 0; done < text->glyph_count;) {
    size_t end = plain_words(&run, done);
    if (end > done) {
      show_glyphs(&run, done, end);
      done = end;
      continue;
    }
    Word word = word_after(&run, done);
    show_word(&run, &word);
    done = word.to;
  }
  close_array(&run);
  set_rise(&run, 0);
}
