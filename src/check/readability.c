#include "check/readability.h"
struct Readability {
  int x;
};
Readability *readability_load(const char *t, const char *l, Arena *arena, Diags *d) {
  (void)t;
  (void)l;
  (void)d;
  return arena_alloc(arena, sizeof(Readability));
}
size_t readability_count(const Readability *r) {
  (void)r;
  return 0;
}
RuleInfo *readability_rule(const Readability *r, size_t i) {
  (void)r;
  (void)i;
  return 0;
}
