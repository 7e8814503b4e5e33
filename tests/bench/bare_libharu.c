/* The floor that plainplan is measured against: a bare libharu program that writes the same lines
 * with the same font, embedded, and decides nothing.
 *   bare_libharu LINES OUT.pdf REGULAR.ttf BOLD.ttf
 * Each line of LINES is "page x y size font text": page from 1, x and y in points from the bottom
 * left corner, font R or B. Lines must be in the order of their pages. */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *data) {
  (void)data;
  fprintf(stderr, "bare_libharu: libharu error 0x%04X, %u\n", (unsigned)error, (unsigned)detail);
  exit(2);
}

static HPDF_Page add_page(HPDF_Doc pdf) {
  HPDF_Page page = HPDF_AddPage(pdf);
  HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
  return page;
}

static HPDF_Font load_font(HPDF_Doc pdf, const char *path) {
  return HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, path, HPDF_TRUE), "UTF-8");
}

static void write_lines(HPDF_Doc pdf, FILE *lines, HPDF_Font regular, HPDF_Font bold) {
  char line[4096];
  int current = 0;
  HPDF_Page page = NULL;
  while (fgets(line, sizeof line, lines)) {
    int number, text = 0;
    float x, y, size;
    char font;
    line[strcspn(line, "\n")] = '\0';
    if (sscanf(line, "%d %f %f %f %c %n", &number, &x, &y, &size, &font, &text) < 5) continue;
    for (; current < number; current++)
      page = add_page(pdf);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font == 'B' ? bold : regular, size);
    HPDF_Page_TextOut(page, x, y, line + text);
    HPDF_Page_EndText(page);
  }
}

int main(int argc, char **argv) {
  FILE *lines = argc == 5 ? fopen(argv[1], "r") : NULL;
  if (!lines) {
    fprintf(stderr, "usage: bare_libharu LINES OUT.pdf REGULAR.ttf BOLD.ttf\n");
    return 2;
  }
  HPDF_Doc pdf = HPDF_New(on_error, NULL);
  HPDF_UseUTFEncodings(pdf);
  HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
  HPDF_Font regular = load_font(pdf, argv[3]), bold = load_font(pdf, argv[4]);
  write_lines(pdf, lines, regular, bold);
  HPDF_SaveToFile(pdf, argv[2]);
  HPDF_Free(pdf);
  fclose(lines);
  return 0;
}
