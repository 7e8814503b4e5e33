/* Which paths of rules become calls of functions, and which stay as they are. */
#include "check/shortcut.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void becomes(const char *expression, const char *expected) {
  Buf out = {0};
  shortcut_take(&out, expression);
  assert_string_equal(out.bytes, expected);
  buf_free(&out);
}

static void fields_by_name(void **state) {
  (void)state;
  becomes("field[@name='when']", "pp:field('when')");
  becomes("not(field[@name='who']/name) or field[@name='a-b'][1]",
          "not(pp:field('who')/name) or pp:field('a-b')[1]");
  becomes("record[field[@name='who']]", "record[pp:field('who')]");
  becomes("$steps/field[@name='who']/name", "pp:field('who',$steps)/name");
}

static void elements_below(void **state) {
  (void)state;
  becomes("field[@name='who']/descendant::name/@ref", "pp:below('name',pp:field('who'))/@ref");
  becomes("$a/field[@name='who']/descendant::name", "pp:below('name',pp:field('who',$a))");
  becomes("$a[@b='c' or @d]/descendant::field", "pp:below('field',$a[@b='c' or @d])");
}

static void elements_of_the_body(void **state) {
  (void)state;
  becomes("/case/body/descendant::voice[@ref]", "pp:in-body('voice')[@ref]");
  becomes("1 = count(/case/body/descendant::p)", "1 = count(pp:in-body('p'))");
}

static void other_paths_stay(void **state) {
  (void)state;
  static const char *const stay[] = {"a/field[@name='when']",
                                     "a/ field[@name='when']",
                                     "descendant::field[@name='a']",
                                     "field[@name='a' or @b]",
                                     "field[@name=$a]",
                                     "$a/b/field[@name='a']",
                                     "$steps/field[@name='a' or @b]",
                                     "$a[@b]/descendant::c[1]",
                                     "$a[@b]/descendant::*",
                                     "$a[@b]/c/descendant::d",
                                     "$a[b[1]]/descendant::c",
                                     "'field[@name=' or \" field[@name='a']\"",
                                     "/case/body/descendant::*",
                                     "my-field[@name='a']",
                                     "/case/body/descendant::text()",
                                     "/case/body/descendant::pp:a",
                                     "x/case/body/descendant::a"};
  for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
    becomes(stay[i], stay[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_by_name),
      cmocka_unit_test(elements_below),
      cmocka_unit_test(elements_of_the_body),
      cmocka_unit_test(other_paths_stay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
