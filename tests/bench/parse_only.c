/* The floor for checking: reads a file and has cmark parse it, nothing else. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  long length = ftell(file);
  rewind(file);
  char *text = malloc((size_t)length + 1);
  if (!text || fread(text, 1, (size_t)length, file) != (size_t)length) return 2;
  cmark_node *document = cmark_parse_document(text, (size_t)length, CMARK_OPT_DEFAULT);
  int status = document ? 0 : 1;
  cmark_node_free(document);
  free(text);
  fclose(file);
  return status;
}
