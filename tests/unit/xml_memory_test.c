/* Regions of libxml2's memory: what is made in one goes with its tree, and nothing outlives it. */
#include "source/xml_memory.h"

#include "check_support.h"
#include "source/xml.h"
#include "transform/transform.h"

#include <libxml/parser.h>

/* libxml2 and libxslt keep things of their own; none of them may lie in the region of a tree. */
static void nothing_outlives_its_tree(void **state) {
  (void)state;
  static const char *const files[] = {
      "samples/safety-plan/rees.md",      "samples/safety-plan/whitebird.md",
      "samples/safety-plan/bad-parry.md", "samples/core-group/harris.md",
      "samples/statements/rees.md",       "samples/safety-plan/note-visit.md"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    Arena *arena = arena_new();
    Diags *diags = diags_new();
    Templates *templates = templates_open("templates");
    Case *document = case_read(files[i], templates, arena, diags);
    assert_non_null(document);
    assert_non_null(document->xml->_private);
    Rules *rules = rules_load("templates", document->kind, document->language, diags);
    assert_non_null(rules);
    check_case(rules, document, diags);
    case_add_words(document, templates, diags);
    xmlDoc *fo = transform_case(document, "templates", rules, diags);
    assert_non_null(fo);
    assert_non_null(fo->_private);
    assert_int_equal(xml_tree_take_apart(fo), 0);
    rules_free(rules);
    assert_int_equal(xml_tree_take_apart(document->xml), 0);
    templates_free(templates);
    diags_free(diags);
    arena_free(arena);
  }
}

/* Pieces of every size, on both sides of the largest that is no malloc's, that grow, shrink and go in any order. */
static void pieces_keep_what_they_hold(void **state) {
  (void)state;
  enum { COUNT = 64 };
  xml_region_begin();
  xmlDoc *tree = xmlNewDoc((const xmlChar *)"1.0");
  unsigned char *pieces[COUNT];
  size_t sizes[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    sizes[i] = i * 37 % 1500 + 1;
    pieces[i] = xmlMalloc(sizes[i]);
    memset(pieces[i], (int)i, sizes[i]);
  }
  for (size_t round = 1; round < 6; round++)
    for (size_t i = 0; i < COUNT; i++) {
      size_t size = (sizes[i] * 7 + round * 211) % 2500 + 1,
             kept = size < sizes[i] ? size : sizes[i];
      pieces[i] = xmlRealloc(pieces[i], size);
      for (size_t j = 0; j < kept; j++)
        assert_int_equal(pieces[i][j], i);
      memset(pieces[i], (int)i, size);
      sizes[i] = size;
    }
  for (size_t i = 0; i < COUNT; i += 2)
    xmlFree(pieces[i]);
  xml_region_end(tree);
  for (size_t i = 1; i < COUNT; i += 2)
    xmlFree(pieces[i]);
  assert_int_equal(xml_tree_take_apart(tree), 0);
}

/* More trees at once than there are regions, released in another order than made. */
static void many_trees(void **state) {
  (void)state;
  xmlDoc *trees[40];
  for (size_t i = 0; i < 40; i++) {
    xml_region_begin();
    trees[i] = xmlReadMemory("<a b='c'>d<e/></a>", 18, "t", NULL, 0);
    xml_region_end(trees[i]);
    assert_non_null(trees[i]);
  }
  for (size_t i = 0; i < 40; i++)
    xml_tree_free(trees[i * 7 % 40]);
  xml_region_begin();
  xml_region_end(NULL);
  xml_tree_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_keep_what_they_hold),
      cmocka_unit_test(many_trees),
      cmocka_unit_test(nothing_outlives_its_tree),
  };
  xml_memory_start();
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  xmlCleanupParser();
  xml_memory_end();
  return failed;
}
