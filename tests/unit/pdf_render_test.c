/* Renders a document with every type of area and reads the PDF back with qpdf, poppler and mutool.
 * With a file name as its argument the test leaves its PDF there to be looked at. */
#include "pdf/pdf.h"
#include "svg/svg.h"
#include "synthetic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <png.h>

/* Gray and CMYK, 8 by 8 pixels each. */
static const unsigned char gray_jpeg[] = {
    0xFF, 0xD8, 0xFF, 0xDB, 0x00, 0x43, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x08, 0x00, 0x08,
    0x01, 0x01, 0x11, 0x00, 0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x37, 0xFF, 0xD9,
};
static const unsigned char cmyk_jpeg[] = {
    0xFF, 0xD8, 0xFF, 0xEE, 0x00, 0x0E, 0x41, 0x64, 0x6F, 0x62, 0x65, 0x00, 0x64, 0x00, 0x00, 0x00,
    0x00, 0x00, 0xFF, 0xDB, 0x00, 0x43, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xC0, 0x00, 0x14, 0x08, 0x00, 0x08, 0x00, 0x08,
    0x04, 0x43, 0x11, 0x00, 0x4D, 0x11, 0x00, 0x59, 0x11, 0x00, 0x4B, 0x11, 0x00, 0xFF, 0xC4, 0x00,
    0x15, 0x00, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x02, 0x03, 0xFF, 0xC4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xDA, 0x00, 0x0E, 0x04, 0x43,
    0x00, 0x4D, 0x00, 0x59, 0x00, 0x4B, 0x00, 0x00, 0x3F, 0x00, 0x99, 0x11, 0x3F, 0xFF, 0xD9,
};

static const char *keep; /* where the PDF is left, or NULL */

/* A PNG of 4 by 4 pixels that fades from left to right, in one of libpng's simple formats. */
static void make_png(Synthetic *s, ImageArea *image, png_uint_32 format) {
  png_image png = {.version = PNG_IMAGE_VERSION, .width = 4, .height = 4, .format = format};
  unsigned char samples[4 * 4 * 8] = {0}, *bytes = arena_alloc(s->arena, 4096);
  unsigned char map[4 * 4] = {255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 64, 0, 0, 0, 0};
  size_t pixel = PNG_IMAGE_PIXEL_SIZE(format);
  for (size_t i = 0; i < 16 * pixel; i++)
    samples[i] = (unsigned char)(i / pixel % 4 * 80);
  if (format & PNG_FORMAT_FLAG_COLORMAP) {
    png.colormap_entries = 4;
    for (size_t i = 0; i < 16; i++)
      samples[i] = (unsigned char)(i % 4);
  }
  png_alloc_size_t length = 4096;
  assert_true(png_image_write_to_memory(&png, bytes, &length, 0, samples, 0, map));
  *image = (ImageArea){.format = IMAGE_PNG, .bytes = bytes, .length = length, .path = "test.png"};
}

/* Every kind of picture in a row, as one figure each. */
static void add_images(Synthetic *s, Structure *parent) {
  static const png_uint_32 formats[] = {PNG_FORMAT_GRAY,          PNG_FORMAT_GA,
                                        PNG_FORMAT_RGB,           PNG_FORMAT_RGBA,
                                        PNG_FORMAT_RGBA_COLORMAP, PNG_FORMAT_LINEAR_RGB_ALPHA};
  for (int i = 0; i < 8; i++) {
    Rect box = {60000 + i * 40000, 500000, 30000, 30000};
    Structure *figure = synthetic_element(s, parent, "Figure");
    figure->alternative = "A coloured square";
    figure->box = box;
    Area *area = synthetic_area(s, 0, AREA_IMAGE, figure, box);
    if (i < 6)
      make_png(s, &area->as.image, formats[i]);
    else
      area->as.image = (ImageArea){.format = IMAGE_JPEG,
                                   .bytes = i == 6 ? gray_jpeg : cmyk_jpeg,
                                   .length = i == 6 ? sizeof gray_jpeg : sizeof cmyk_jpeg,
                                   .path = "test.jpg"};
  }
}

/* A box with a border of one style on some of its sides. */
static void add_box(Synthetic *s, int at, LineStyle style, int sides, Length radius, bool many) {
  static const Color colors[] = {{180, 40, 40, false}, {40, 120, 40, false}, {40, 40, 180, false}};
  Rect box = {60000 + at % 6 * 80000, 330000 + at / 6 * 55000, 70000, 45000};
  Area *area = synthetic_area(s, 0, AREA_BOX, NULL, box);
  area->artifact = ARTIFACT_BACKGROUND;
  BoxArea *painted = &area->as.painted;
  painted->background = (Color){240, 236, 220, false};
  Edge *edges[] = {&painted->top, &painted->right, &painted->bottom, &painted->left};
  for (int i = 0; i < 4; i++) {
    painted->radius[i] = (Radius){radius, radius};
    if (sides >> i & 1)
      *edges[i] = (Edge){many ? 1500 + i * 1500 : 3000, style, colors[many ? i % 3 : 0]};
  }
}

static void add_boxes(Synthetic *s) {
  add_box(s, 0, LINE_SOLID, 15, 0, false);
  add_box(s, 1, LINE_DASHED, 15, 0, false);
  add_box(s, 2, LINE_DOTTED, 15, 0, false);
  add_box(s, 3, LINE_DOUBLE, 15, 0, false);
  add_box(s, 4, LINE_SOLID, 15, 12000, false);
  add_box(s, 5, LINE_DASHED, 15, 12000, false);
  add_box(s, 6, LINE_DOTTED, 15, 12000, false);
  add_box(s, 7, LINE_DOUBLE, 15, 12000, false);
  add_box(s, 8, LINE_SOLID, 8, 0, false);
  add_box(s, 9, LINE_SOLID, 15, 0, true);
  add_box(s, 10, LINE_SOLID, 15, 12000, true);
  add_box(s, 11, LINE_DASHED, 5, 12000, false);
}

static void add_rules(Synthetic *s) {
  static const LineStyle styles[] = {LINE_SOLID, LINE_DASHED, LINE_DOTTED, LINE_DOUBLE};
  for (int i = 0; i < 4; i++) {
    Area *area =
        synthetic_area(s, 0, AREA_STROKE, NULL, (Rect){60000, 445000 + i * 8000, 470000, 0});
    area->as.stroke = (StrokeArea){60000,
                                   445000 + i * 8000,
                                   530000,
                                   445000 + i * 8000,
                                   {2000, styles[i], {90, 90, 90, false}}};
  }
}

static void add_svg(Synthetic *s, Structure *parent) {
  static const char svg[] =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'>"
      "<rect width='200' height='100' rx='10' fill='#eef' stroke='navy' stroke-width='2'/>"
      "<path d='M20 50a30 30 0 1 1 60 0a30 30 0 0 1-60 0z' fill='#c30' fill-opacity='.5'/>"
      "<path d='M100 80L130 20 160 80z' fill='none' stroke='green' stroke-width='6' "
      "stroke-linejoin='round'/><g transform='rotate(30 170 50)'>"
      "<rect x='160' y='40' width='20' height='20' stroke='black' stroke-dasharray='3 2'/></g>"
      "<text x='100' y='95' font-size='12' text-anchor='middle'>Harm, \xCE\xB1</text></svg>";
  xmlDoc *doc = xmlReadMemory(svg, (int)strlen(svg), "svg", NULL, 0);
  Rect box = {60000, 560000, 240000, 120000};
  Structure *figure = synthetic_element(s, parent, "Figure");
  figure->alternative = "A triangle & a disc";
  figure->box = box;
  SvgContext context = {.fonts = s->fonts,
                        .shaper = s->shaper,
                        .arena = s->arena,
                        .diags = s->diags,
                        .owner = figure};
  Area *last, *first = svg_areas(xmlDocGetRootElement(doc), box, &context, &last);
  s->document.pages[0].last->next = first;
  s->document.pages[0].last = last;
  for (Area *area = first; area; area = area->next)
    synthetic_kid(s, figure, NULL, area);
  xmlFreeDoc(doc);
}

/* A line in each of several scripts. */
static void add_scripts(Synthetic *s, Structure *parent) {
  static const struct {
    const char *family, *text, *language;
    uint32_t script;
  } lines[] = {{"Andika", "AVATAR \xEF\xAC\x81 ffi e\xCC\x81 Si\xC3\xA2n\xC2\xA0Rees", "en",
                HB_SCRIPT_LATIN},
               {"Noto Naskh Arabic", "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xD8\xA8\xD9\x83",
                "ar", HB_SCRIPT_ARABIC},
               {"Noto Sans Bengali", "\xE0\xA6\x95\xE0\xA7\x8D\xE0\xA6\xB7\xE0\xA6\xBF", "bn",
                HB_SCRIPT_BENGALI},
               {"Noto Sans Thai", "\xE0\xB8\x81\xE0\xB8\xB3\xE0\xB8\xA5\xE0\xB8\xB1\xE0\xB8\x87",
                "th", HB_SCRIPT_THAI},
               {"Droid Sans Fallback", "\xE4\xBD\xA0\xE5\xA5\xBD", "zh", HB_SCRIPT_HAN}};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    Structure *p = synthetic_element(s, parent, "P");
    p->language = lines[i].language;
    const Font *font = font_select(s->fonts, lines[i].family, 400, false, s->diags);
    synthetic_text(s, 0, p, font, 14000, 60000, 230000 + (Length)i * 20000, lines[i].text,
                   (hb_script_t)lines[i].script);
  }
}

static void add_table(Synthetic *s, Structure *parent, const Font *font) {
  static const char *const cells[2][2] = {{"Who", "When"}, {"Nan Rees", "On Friday"}};
  Structure *table = synthetic_element(s, parent, "Table");
  for (int row = 0; row < 2; row++) {
    Structure *tr = synthetic_element(s, table, "TR");
    for (int column = 0; column < 2; column++) {
      Structure *cell = synthetic_element(s, tr, row ? "TD" : "TH");
      if (!row) cell->scope = SCOPE_COLUMN;
      synthetic_text(s, 0, cell, font, 12000, 60000 + column * 150000, 150000 + row * 18000,
                     cells[row][column], HB_SCRIPT_LATIN);
    }
  }
}

/* A list whose item holds text on either side of a link. */
static void add_list(Synthetic *s, Structure *parent, const Font *font) {
  Structure *list = synthetic_element(s, parent, "L");
  list->numbering = LIST_DECIMAL;
  Structure *item = synthetic_element(s, list, "LI");
  Structure *label = synthetic_element(s, item, "Lbl"), *body = synthetic_element(s, item, "LBody");
  synthetic_text(s, 0, label, font, 12000, 60000, 200000, "1.", HB_SCRIPT_LATIN);
  Area *before = synthetic_text(s, 0, body, font, 12000, 80000, 200000, "Ring ", HB_SCRIPT_LATIN);
  Structure *link = synthetic_element(s, body, "Link");
  Area *inside = synthetic_text(s, 0, link, font, 12000, 80000 + before->box.width, 200000,
                                "the second page", HB_SCRIPT_LATIN);
  Area *active = synthetic_area(s, 0, AREA_LINK, link, inside->box);
  active->as.link = (LinkArea){.destination = "second", .description = "Go to the second page"};
  synthetic_text(s, 0, body, font, 12000, inside->box.x + inside->box.width, 200000, " today.",
                 HB_SCRIPT_LATIN);
  Structure *web = synthetic_element(s, parent, "Link");
  Area *text = synthetic_text(s, 0, web, font, 12000, 300000, 200000, "gov.wales", HB_SCRIPT_LATIN);
  active = synthetic_area(s, 0, AREA_LINK, web, text->box);
  active->as.link = (LinkArea){.uri = "https://www.gov.wales/(x)", .description = "Website"};
}

/* Two pages with all there is; the last paragraph goes on from the first to the second. */
static void build(Synthetic *s) {
  synthetic_open(s, 2);
  s->document.pages[0].label = "i";
  s->document.pages[1].label = "ii";
  const Font *font = font_select(s->fonts, "Andika", 400, false, s->diags);
  const Font *bold = font_select(s->fonts, "Andika", 700, false, s->diags);
  Structure *document = synthetic_element(s, NULL, "Document");
  Area *header = synthetic_text(s, 0, NULL, font, 9000, 60000, 40000, "Draft", HB_SCRIPT_LATIN);
  header->artifact = ARTIFACT_PAGINATION_HEADER;
  Structure *heading = synthetic_element(s, document, "H1");
  heading->id = "first";
  synthetic_text(s, 0, heading, bold, 20000, 60000, 100000, "A plan for Megan", HB_SCRIPT_LATIN);
  add_boxes(s);
  add_table(s, document, font);
  add_list(s, document, font);
  add_scripts(s, document);
  add_rules(s);
  add_images(s, document);
  add_svg(s, document);
  Structure *aside = synthetic_element(s, document, "Own words"), *note;
  Structure *long_one = synthetic_element(s, aside, "P");
  synthetic_text(s, 0, long_one, font, 12000, 60000, 720000, "It goes on ", HB_SCRIPT_LATIN);
  synthetic_text(s, 0, long_one, font, 12000, 60000, 736000, "from here ", HB_SCRIPT_LATIN);
  synthetic_text(s, 1, long_one, font, 12000, 60000, 100000, "to here.", HB_SCRIPT_LATIN);
  note = synthetic_element(s, document, "Note");
  synthetic_text(s, 1, note, font, 10000, 60000, 140000, "A note.", HB_SCRIPT_LATIN);
  static Destination places[] = {{"second", 1, 60000, 90000}, {"first", 0, 60000, 80000}};
  static Bookmark child = {.title = "Si\xC3\xA2n", .destination = "second"};
  static Bookmark top = {.title = "Plan", .destination = "first", .open = true, .children = &child};
  s->document.destinations = places;
  s->document.destination_count = 2;
  s->document.bookmarks = &top;
}

/* What a command prints about the file, standard error included; its status in *status. */
static char *output_of(const char *command, const char *path, int *status) {
  static char output[65536];
  char line[512];
  snprintf(line, sizeof line, command, path);
  FILE *pipe = popen(line, "r");
  assert_non_null(pipe);
  size_t length = fread(output, 1, sizeof output - 1, pipe);
  output[length] = '\0';
  *status = pclose(pipe);
  return output;
}

typedef struct Fixture {
  Synthetic s;
  Buf pdf;
  char path[64];
} Fixture;

static int set_up(void **state) {
  Fixture *f = calloc(1, sizeof *f);
  build(&f->s);
  if (!pdf_render(&f->s.document, f->s.fonts, &f->pdf, f->s.diags)) return -1;
  strcpy(f->path, "/tmp/plainplan-pdf-XXXXXX");
  int descriptor = mkstemp(f->path);
  FILE *file = fdopen(descriptor, "wb");
  fwrite(f->pdf.bytes, 1, f->pdf.length, file);
  fclose(file);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  Fixture *f = *state;
  if (keep)
    rename(f->path, keep);
  else
    unlink(f->path);
  buf_free(&f->pdf);
  synthetic_close(&f->s);
  free(f);
  return 0;
}

static void nothing_is_wrong_with_it(void **state) {
  Fixture *f = *state;
  size_t count;
  int status;
  const Diag *records = diags_records(f->s.diags, &count);
  if (count) fail_msg("%s", records[0].message);
  const char *output = output_of("qpdf --check %s 2>&1", f->path, &status);
  assert_int_equal(status, 0);
  assert_non_null(strstr(output, "No syntax or stream encoding errors"));
  assert_memory_equal(f->pdf.bytes, "%PDF-1.7\n", 9);
  output = output_of("mutool draw -o /dev/null -s 5 %s 2>&1 | grep -i -e error -e warning | "
                     "grep -v ICC",
                     f->path, &status);
  assert_string_equal(output, "");
  output = output_of("pdftoppm -r 20 %s 2>&1 >/dev/null", f->path, &status);
  assert_string_equal(output, "");
}

static void the_same_document_gives_the_same_bytes(void **state) {
  Fixture *f = *state;
  Synthetic again;
  Buf pdf = {0};
  build(&again);
  assert_true(pdf_render(&again.document, again.fonts, &pdf, again.diags));
  assert_int_equal(pdf.length, f->pdf.length);
  assert_memory_equal(pdf.bytes, f->pdf.bytes, pdf.length);
  buf_free(&pdf);
  synthetic_close(&again);
}

static void fonts_are_embedded_subsets(void **state) {
  Fixture *f = *state;
  int status;
  char *output = output_of("pdffonts %s 2>&1 | tail -n +3", f->path, &status);
  size_t lines = 0;
  for (char *line = strtok(output, "\n"); line; line = strtok(NULL, "\n"), lines++) {
    assert_int_equal(line[6], '+');
    assert_non_null(strstr(line, "yes yes yes"));
  }
  assert_int_equal(lines, 6);
}

static void the_text_reads_back(void **state) {
  Fixture *f = *state;
  int status;
  const char *output = output_of("pdftotext -raw %s - 2>&1", f->path, &status);
  static const char *const wanted[] = {
      "A plan for Megan",
      "Who When",
      "Nan Rees On Friday",
      "Ring the second page today.",
      "AVATAR \xEF\xAC\x81 ffi e\xCC\x81 Si\xC3\xA2n Rees",
      "\xE0\xA6\x95\xE0\xA7\x8D\xE0\xA6\xB7\xE0\xA6\xBF",
      "\xE4\xBD\xA0\xE5\xA5\xBD",
      "\xE0\xB8\x81\xE0\xB8\xB3\xE0\xB8\xA5\xE0\xB8\xB1\xE0\xB8\x87",
      "Harm, \xCE\xB1"};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    if (!strstr(output, wanted[i])) fail_msg("not found: %s in\n%s", wanted[i], output);
}

static void the_structure_reads_back(void **state) {
  Fixture *f = *state;
  int status;
  const char *output = output_of("pdfinfo -struct-text %s 2>&1", f->path, &status);
  static const char *const wanted[] = {"Document\n  H1 <first> (block)",
                                       "TH:\n         /Scope /Column\n        \"Who\"",
                                       "\"Ring \"",
                                       "\"the second page\"",
                                       "\" today.\"",
                                       "\"It goes on from here ",
                                       "Figure",
                                       "Note <note.",
                                       "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xD8\xA8\xD9\x83"};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    if (!strstr(output, wanted[i])) fail_msg("not found: %s in\n%s", wanted[i], output);
  output = output_of("pdfinfo -struct %s 2>&1", f->path, &status);
  assert_non_null(strstr(output, "/Scope /Column"));
  assert_non_null(strstr(output, "/ListNumbering /Decimal"));
}

static void what_it_says_of_itself(void **state) {
  Fixture *f = *state;
  int status;
  const char *output = output_of("pdfinfo %s 2>&1", f->path, &status);
  assert_non_null(strstr(output, "Title:           Synthetic (test) title"));
  assert_non_null(strstr(output, "Author:          Si\xC3\xA2n"));
  assert_non_null(strstr(output, "Tagged:          yes"));
  assert_null(strstr(output, "CreationDate"));
  output = output_of("qpdf --json %s 2>&1 | grep -e '\"/Lang\"' -e '\"/DisplayDocTitle\"' "
                     "-e '\"/Tabs\"' -e '/StructParent\"'",
                     f->path, &status);
  assert_non_null(strstr(output, "en-GB"));
  assert_non_null(strstr(output, "\"/DisplayDocTitle\": true"));
  assert_non_null(strstr(output, "\"/Tabs\": \"/S\""));
  assert_non_null(strstr(output, "\"/StructParent\": 2"));
  assert_non_null(strstr(output, "\"/StructParent\": 3"));
}

static void contents_share_a_sequence_only_side_by_side(void **state) {
  Fixture *f = *state;
  int status;
  const char *output = output_of("qpdf --stream-data=uncompress --object-streams=disable %s - | "
                                 "grep -a -c '^/P<</MCID'",
                                 f->path, &status);
  assert_int_equal(atoi(output),
                   5); /* scripts read plainly, and the long paragraph on either page */
  output = output_of("qpdf --stream-data=uncompress --object-streams=disable %s - | "
                     "grep -a -c '^/LBody<</MCID'",
                     f->path, &status);
  assert_int_equal(atoi(output), 2); /* before the link and after it */
}

static void a_broken_image_is_a_diagnostic(void **state) {
  (void)state;
  Synthetic s;
  Buf pdf = {0};
  size_t count;
  synthetic_open(&s, 1);
  synthetic_element(&s, NULL, "Document");
  for (int i = 0; i < 2; i++) {
    Area *area = synthetic_area(&s, 0, AREA_IMAGE, NULL, (Rect){0, 0, 1000, 1000});
    area->as.image = (ImageArea){.format = i ? IMAGE_PNG : IMAGE_JPEG,
                                 .bytes = i ? (const unsigned char *)"\x89PNG\r\n" : gray_jpeg,
                                 .length = i ? 6 : 20,
                                 .path = "bad"};
  }
  assert_true(pdf_render(&s.document, s.fonts, &pdf, s.diags));
  const Diag *records = diags_records(s.diags, &count);
  assert_int_equal(count, 2);
  assert_string_equal(records[0].rule, "pdf/image-unreadable");
  buf_free(&pdf);
  synthetic_close(&s);
}

static void a_document_needs_title_and_language(void **state) {
  (void)state;
  Synthetic s;
  Buf pdf = {0};
  size_t count;
  synthetic_open(&s, 1);
  s.document.title = s.document.language = NULL;
  assert_true(pdf_render(&s.document, s.fonts, &pdf, s.diags));
  const Diag *records = diags_records(s.diags, &count);
  assert_int_equal(count, 2);
  assert_string_equal(records[0].rule, "pdf/no-title");
  assert_string_equal(records[1].rule, "pdf/no-language");
  buf_free(&pdf);
  synthetic_close(&s);
}

static void a_picture_needs_a_text_in_its_place(void **state) {
  (void)state;
  Synthetic s;
  Buf pdf = {0};
  size_t count;
  synthetic_open(&s, 1);
  synthetic_element(&s, synthetic_element(&s, NULL, "Document"), "Figure");
  assert_true(pdf_render(&s.document, s.fonts, &pdf, s.diags));
  const Diag *records = diags_records(s.diags, &count);
  assert_int_equal(count, 1);
  assert_string_equal(records[0].rule, "pdf/no-alternative");
  buf_free(&pdf);
  synthetic_close(&s);
}

/* Layout says which character has no glyph; here its stand-in is shown and nothing is said. */
static void a_character_without_a_glyph_has_a_stand_in(void **state) {
  (void)state;
  Synthetic s;
  Buf pdf = {0};
  size_t count;
  synthetic_open(&s, 1);
  Structure *p = synthetic_element(&s, synthetic_element(&s, NULL, "Document"), "P");
  const Font *font = font_select(s.fonts, "Andika", 400, false, s.diags);
  synthetic_text(&s, 0, p, font, 12000, 60000, 60000, "a \xE4\xBD\xA0 b", HB_SCRIPT_LATIN);
  assert_true(pdf_render(&s.document, s.fonts, &pdf, s.diags));
  diags_records(s.diags, &count);
  assert_int_equal(count, 0);
  buf_free(&pdf);
  synthetic_close(&s);
}

static void links_need_somewhere_to_go(void **state) {
  (void)state;
  Synthetic s;
  Buf pdf = {0};
  size_t count;
  synthetic_open(&s, 1);
  Structure *link = synthetic_element(&s, synthetic_element(&s, NULL, "Document"), "Link");
  Area *area = synthetic_area(&s, 0, AREA_LINK, link, (Rect){0, 0, 1000, 1000});
  area->as.link = (LinkArea){.destination = "nowhere"};
  assert_true(pdf_render(&s.document, s.fonts, &pdf, s.diags));
  const Diag *records = diags_records(s.diags, &count);
  assert_int_equal(count, 1);
  assert_string_equal(records[0].rule, "pdf/unknown-destination");
  buf_free(&pdf);
  synthetic_close(&s);
}

/* More pages than one node of the page tree holds, more kids than one of libharu's arrays. */
static void large_documents_stay_within_the_limits(void **state) {
  (void)state;
  Synthetic s;
  Buf pdf = {0};
  enum { PAGES = 600, KIDS = 40000 };
  synthetic_open(&s, PAGES);
  Structure *document = synthetic_element(&s, NULL, "Document");
  for (unsigned i = 0; i < PAGES; i++)
    synthetic_full_page(&s, i, document);
  for (int i = 0; i < KIDS; i++)
    synthetic_element(&s, document, "Div");
  assert_true(pdf_render(&s.document, s.fonts, &pdf, s.diags));
  char path[] = "/tmp/plainplan-pdf-XXXXXX";
  FILE *file = fdopen(mkstemp(path), "wb");
  fwrite(pdf.bytes, 1, pdf.length, file);
  fclose(file);
  int status;
  output_of("qpdf --check %s 2>&1", path, &status);
  assert_int_equal(status, 0);
  assert_non_null(strstr(output_of("pdfinfo %s 2>&1", path, &status), "Pages:           600"));
  unlink(path);
  buf_free(&pdf);
  synthetic_close(&s);
}

int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_wrong_with_it),
      cmocka_unit_test(the_same_document_gives_the_same_bytes),
      cmocka_unit_test(fonts_are_embedded_subsets),
      cmocka_unit_test(the_text_reads_back),
      cmocka_unit_test(the_structure_reads_back),
      cmocka_unit_test(what_it_says_of_itself),
      cmocka_unit_test(contents_share_a_sequence_only_side_by_side),
      cmocka_unit_test(a_broken_image_is_a_diagnostic),
      cmocka_unit_test(a_document_needs_title_and_language),
      cmocka_unit_test(a_picture_needs_a_text_in_its_place),
      cmocka_unit_test(a_character_without_a_glyph_has_a_stand_in),
      cmocka_unit_test(links_need_somewhere_to_go),
      cmocka_unit_test(large_documents_stay_within_the_limits),
  };
  if (argc > 1) keep = argv[1];
  int failed = cmocka_run_group_tests(tests, set_up, tear_down);
  xmlCleanupParser();
  return failed;
}
