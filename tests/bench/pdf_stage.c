/* Measures the pdf stage alone: pdf_stage PAGES [FILE] renders that many full pages of text that is
 * laid out already and prints the CPU time and the memory that the stage took. */
#include "pdf/pdf.h"
#include "synthetic.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double cpu_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static long peak_kilobytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

int main(int argc, char **argv) {
  unsigned pages = argc > 1 ? (unsigned)atoi(argv[1]) : 3;
  Synthetic s;
  Buf out = {0};
  double start = cpu_milliseconds();
  synthetic_open(&s, pages);
  Structure *document = synthetic_element(&s, NULL, "Document");
  for (unsigned i = 0; i < pages; i++)
    synthetic_full_page(&s, i, document);
  double ready = cpu_milliseconds();
  long memory = peak_kilobytes();
  bool done = pdf_render(&s.document, s.fonts, &out, s.diags);
  double end = cpu_milliseconds();
  printf("%u pages: prepared in %.2f ms, rendered in %.2f ms (%.3f a page), %.1f KiB a page, "
         "%zu bytes\n",
         pages, ready - start, end - ready, (end - ready) / pages,
         (double)(peak_kilobytes() - memory) / pages, out.length);
  FILE *file = argc > 2 ? fopen(argv[2], "wb") : NULL;
  if (file) {
    fwrite(out.bytes, 1, out.length, file);
    fclose(file);
  }
  buf_free(&out);
  synthetic_close(&s);
  return done ? 0 : 1;
}
