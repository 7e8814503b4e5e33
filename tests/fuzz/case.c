/* Fuzzes everything from a case file's bytes to its findings: source, YAML, Markdown, marks, copies, checks. */
#include "check/check.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Templates *templates;
  static Rules *rules;
  static Diags *shared;
  if (!templates) {
    shared = diags_new();
    templates = templates_open("templates");
    rules = rules_load("templates", "safety-plan", "en-GB", shared);
  }
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  char *bytes = arena_strndup(arena, (const char *)data, size);
  Source *source = source_from_bytes("fuzz.md", bytes, size, arena, diags);
  Case *document = source ? case_from_sources(source, NULL, templates, arena, diags) : NULL;
  if (document) {
    if (rules) check_case(rules, document, diags);
    case_restrict(document, "family", templates, diags);
    case_add_words(document, templates, diags);
    case_add_spans(document);
  }
  case_free(document);
  diags_sort(diags);
  diags_free(diags);
  arena_free(arena);
  return 0;
}
