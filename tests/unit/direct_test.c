/* Tests that go without XPath mean what XPath means: each is run both ways at every element of real cases. */
#include "check/direct.h"

#include "check_support.h"

static const char *const expressions[] = {
    ".",
    "name",
    "field[@name='when']",
    "not(field[@name='when'])",
    "field[@name='how' or @name='what']/name",
    "field[@name='chosen-by']/name or field[@name='only-one']",
    "records/record/field[@name='what']",
    "pp:filled(.)",
    "pp:filled(field[@name='if-not'])",
    "pp:filled(field[@name='options']) or pp:filled(field[@name='only-one'])",
    "self::field and not(pp:matches(.,'[0-9]'))",
    "self::p or self::heading",
    "pp:is(.,'coercive')",
    "pp:is(., 'umbrella-term') and not(pp:is(.,'promise'))",
    "pp:is(field[@name='how'],'service')",
    "pp:matches(.,'(?i)\\b(will not|never|until)\\b')",
    "pp:matches(field[@name='when'] , '[0-9]')",
    "  ( name or p )  and ( not( pp:matches(.,'x') ) or field )  ",
    "not(not(record))",
    "name and pp:filled(name) or p and pp:filled(p) or not(section)",
    "android or organ or not-a-name",
};

/* What is libxml2's. */
static const char *const others[] = {
    "",
    "$steps",
    "count(p)",
    "p[1]",
    "p = 'x'",
    "..",
    "./p",
    "//p",
    "@name",
    "p | name",
    "1",
    "field[@name=$a]",
    "p/",
    "pp:filled()",
    "not(p",
    "(p",
    "p or",

    "ancestor::case",
    "p[@a]",
    "pp:is(.)",
    "true()",
    "pp:days(.,p)",
    "p and and p",
    "pp:is(.,\"x\")",
    "text()",
    "a:b",
    "p)",
};

static bool by_xpath(xmlXPathContext *context, xmlNode *node, const char *expression) {
  context->node = node;
  xmlXPathObject *value = xmlXPathEval((const xmlChar *)expression, context);
  assert_non_null(value);
  bool holds = xmlXPathCastToBoolean(value);
  xmlXPathFreeObject(value);
  return holds;
}

static size_t compare(const xmlNode *parent, const char *expression, const Direct *direct,
                      Functions *functions, xmlXPathContext *context) {
  size_t true_ones = 0;
  for (xmlNode *node = parent->children; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    bool good = true, holds = direct_holds(direct, functions, node, &good);
    assert_true(good);
    if (holds != by_xpath(context, node, expression))
      fail_msg("%s at line %ld", expression, xmlGetLineNo(node));
    true_ones += holds + compare(node, expression, direct, functions, context);
  }
  return true_ones;
}

static void means_what_xpath_means(void **state) {
  (void)state;
  static const char *const files[] = {"samples/safety-plan/rees.md",
                                      "samples/safety-plan/bad-parry.md",
                                      "samples/core-group/harris.md"};
  size_t held[sizeof expressions / sizeof *expressions] = {0};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    Arena *arena = arena_new();
    Diags *diags = diags_new();
    Templates *templates = templates_open("templates");
    Case *document = case_read(files[i], templates, arena, diags);
    assert_non_null(document);
    Language *language = language_load("templates", "en-GB", arena, diags);
    assert_non_null(language);
    Functions *functions = functions_new(language, arena);
    xmlXPathContext *context = xmlXPathNewContext(document->xml);
    functions_register(functions, context);
    for (size_t j = 0; j < sizeof expressions / sizeof *expressions; j++) {
      const Direct *direct = direct_read(expressions[j], arena);
      if (!direct) fail_msg("%s is not read", expressions[j]);
      held[j] +=
          compare((const xmlNode *)document->xml, expressions[j], direct, functions, context);
    }
    xmlXPathFreeContext(context);
    functions_free(functions);
    language_free(language);
    case_free(document);
    templates_free(templates);
    diags_free(diags);
    arena_free(arena);
  }
  for (size_t j = 0; j + 1 < sizeof expressions / sizeof *expressions; j++)
    if (!held[j]) fail_msg("%s holds nowhere, so that nothing was compared", expressions[j]);
}

static void leaves_the_rest_to_libxml2(void **state) {
  (void)state;
  Arena *arena = arena_new();
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (direct_read(others[i], arena)) fail_msg("%s is read", others[i]);
  char deep[2000];
  memset(deep, '(', sizeof deep);
  deep[sizeof deep - 1] = '\0';
  assert_null(direct_read(deep, arena));
  arena_free(arena);
}

static void a_wrong_expression_is_told(void **state) {
  (void)state;
  Arena *arena = arena_new();
  Functions *functions = functions_new(NULL, arena);
  xmlNode *node = xmlNewNode(NULL, (const xmlChar *)"p");
  const Direct *direct = direct_read("pp:matches(.,'(a')", arena);
  assert_non_null(direct);
  bool good = true;
  assert_false(direct_holds(direct, functions, node, &good));
  assert_false(good);
  xmlFreeNode(node);
  functions_free(functions);
  arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(means_what_xpath_means),
      cmocka_unit_test(leaves_the_rest_to_libxml2),
      cmocka_unit_test(a_wrong_expression_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
