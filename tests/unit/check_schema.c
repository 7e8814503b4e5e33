/* Schematron: the semantics of patterns, rules, variables, includes and abstract patterns; places
 * and errors of rule files; the functions that rules can use. */
#include "check_support.h"

#define SCHEMA(content)                                                                            \
  "<schema xmlns='http://purl.oclc.org/dsdl/schematron'\n xmlns:pp='urn:plainplan:functions'>\n"   \
  "<ns prefix='pp' uri='urn:plainplan:functions'/>\n" content "</schema>\n"

/* Runs one rule file over one case and compares what is found. */
static void expect(const char *schema, const char *xml, const char *expected) {
  Folder folder;
  XmlCase c;
  folder_open(&folder);
  folder_write(&folder, "kind/rules.sch", schema);
  xml_case_open(&c, xml);
  Rules *rules = rules_load(folder.path, "kind", "xx", c.diags);
  if (rules) check_case(rules, &c.document, c.diags);
  assert_string_equal(found(c.diags), expected);
  rules_free(rules);
  xml_case_close(&c);
  folder_close(&folder);
}

static void assert_and_report(void **state) {
  (void)state;
  expect(
      SCHEMA("<pattern><rule context='item'>"
             "<assert id='a' test='@who'>nobody <emph>does</emph>\n <value-of select='.'/></assert>"
             "<report id='k/b' role='note' test='@who = 1'><name/> has one</report>"
             "</rule></pattern>"),
      "<case><item>this</item><item who='1'/></case>",
      "kind/a: nobody does this\nk/b: item has one\n");
}

static void first_rule_wins(void **state) {
  (void)state;
  expect(
      SCHEMA(
          "<pattern><rule context='item[@skip]'/>"
          "<rule context='item'><report id='a' test='1'>one</report></rule>"
          "<rule context='*'><report id='b' test='1'>rest</report></rule></pattern>"
          "<pattern><rule context='item'><report id='c' test='1'>again</report></rule></pattern>"),
      "<case><item skip=''/><item/></case>",
      "kind/a: one\nkind/b: rest\nkind/c: again\nkind/c: again\n");
}

static void variables(void **state) {
  (void)state;
  expect(
      SCHEMA("<let name='limit' value='count(//item)'/><let name='word' >text</let>"
             "<pattern><let name='half' value='$limit div 2'/><rule context='item'>"
             "<let name='own' value='@n'/><let name='twice' value='$own * 2'/>"
             "<report id='a' test='$twice &gt; $limit'>"
             "<value-of select='concat($word, $twice, \"/\", $half)'/></report></rule></pattern>"),
      "<case><item n='1'/><item n='2'/></case>", "kind/a: text4/1\n");
}

static void unions_and_attributes(void **state) {
  (void)state;
  expect(SCHEMA("<pattern><rule context=\"a[. = '|'] | @x|/case/b\">"
                "<report id='a' test='1'><value-of select='name()'/></report></rule></pattern>"),
         "<case><c><a>|</a><a/></c><b x='1'/></case>", "kind/a: a\nkind/a: b\nkind/a: x\n");
}

static void abstract_rule_and_pattern(void **state) {
  (void)state;
  expect(
      SCHEMA(
          "<pattern abstract='true' id='needs'><rule context='$what'>"
          "<assert id='$id' test='$part'>no <value-of select=\"'$part'\"/></assert></rule></pattern>"
          "<pattern is-a='needs'><param name='what' value='step'/><param name='id' value='a'/>"
          "<param name='part' value='who'/></pattern>"
          "<pattern><rule abstract='true' id='base'><assert id='b' test='when'>no time</assert></rule>"
          "<rule context='step'><extends rule='base'/></rule></pattern>"),
      "<case><step/></case>", "kind/a: no who\nkind/b: no time\n");
}

static void texts_from_diagnostics(void **state) {
  (void)state;
  Folder folder;
  XmlCase c;
  folder_open(&folder);
  folder_write(
      &folder, "kind/rules.sch",
      SCHEMA("<pattern><rule context='item' see='A guide'><assert id='kind/a' role='warning'"
             " test='@who' diagnostics='kind/a.ask other.because'>none</assert></rule></pattern>"
             "<diagnostics><diagnostic id='kind/a.ask'>Who, <value-of select='@n'/>?</diagnostic>"
             "<diagnostic id='other.because'>it matters</diagnostic>"
             "<diagnostic id='kind/a.bad'>\n    - one\n      two\n  </diagnostic></diagnostics>"));
  xml_case_open(&c, "<case><item n='7'/></case>");
  Rules *rules = rules_load(folder.path, "kind", "xx", c.diags);
  assert_non_null(rules);
  check_case(rules, &c.document, c.diags);
  size_t count;
  const Diag *record = diags_records(c.diags, &count);
  assert_int_equal(count, 1);
  assert_string_equal(record->ask, "Who, 7?");
  assert_string_equal(record->because, "it matters");
  assert_string_equal(record->source, "A guide");
  assert_int_equal(record->severity, SEVERITY_WARNING);
  const RuleInfo *info = rules_find(rules, "kind/a");
  assert_string_equal(info->ask, "Who, …?");
  assert_string_equal(info->bad, "- one\n  two");
  assert_null(rules_find(rules, "kind/b"));
  rules_free(rules);
  xml_case_close(&c);
  folder_close(&folder);
}

static void include_of_common_rules(void **state) {
  (void)state;
  Folder folder;
  XmlCase c;
  folder_open(&folder);
  folder_write(&folder, "common.sch",
               SCHEMA("<let name='n' value='7'/><pattern><rule context='case'>"
                      "<report id='all/a' test='1'>common</report></rule></pattern>"));
  folder_write(&folder, "kind/rules.sch",
               SCHEMA("<include href='../common.sch'/><pattern><rule context='case'>"
                      "<report id='b' test='$n = 7'>own</report></rule></pattern>"));
  xml_case_open(&c, "<case/>");
  Rules *rules = rules_load(folder.path, "kind", "xx", c.diags);
  assert_non_null(rules);
  check_case(rules, &c.document, c.diags);
  assert_string_equal(found(c.diags), "all/a: common\nkind/b: own\n");
  rules_free(rules);
  xml_case_close(&c);
  folder_close(&folder);
}

static void functions(void **state) {
  (void)state;
  static const char *const holds[] = {
      "pp:matches('Room 12', '\\d+')",
      "pp:matches('ABC', 'b', 'i') and not(pp:matches('ABC', 'b'))",
      "pp:days('2024-02-28', '2024-03-01') = 2",
      "pp:days('2026-12-05', '2026-11-21') = -14",
      "pp:working-days('2026-11-20', '2026-11-23') = 1",
      "pp:working-days('2026-11-18', '2026-12-02') = 10",
      "pp:working-days('2026-11-21', '2026-11-22') = 0 and pp:working-days('2026-11-22', '2026-11-28') = 5",
      "pp:working-days('2026-12-18', '2027-01-05', '2026-12-25 2026-12-28\n 2027-01-01') = 9",
      "pp:working-days('2026-12-18', '2026-12-29', '2026-12-18 2026-12-26 2026-12-30 soon') = 7",
      "pp:working-days('2026-12-18', '2026-12-01') = 0",
      "string(pp:working-days('soon', '2026-11-21', '')) = 'NaN'",
      "pp:count(//none, 'a') = 0 and pp:count(//name, 'n') = 3 and pp:count(//name, '') > 0",
      "pp:unnamed-sentences(//s) = 'is at 3.30 here' and count(pp:unnamed-sentences(//s)) = 3",
      "pp:unnamed-sentences(//s)[3] = 'A b' and not(pp:unnamed-sentences(//none))",
      "count(pp:naming(//s, //person)) = 1 and not(pp:naming(//n, //person))",
      "string(pp:days('soon', '2026-11-21')) = 'NaN'",
      "pp:date-ok('2024-02-29') and not(pp:date-ok('2026-02-29')) and not(pp:date-ok('2026-2-9'))",
      "pp:weekday('2026-11-22') = 7 and pp:weekday('1970-01-01') = 4",
      "pp:near('Meghan', //name) = 'Megan'",
      "pp:near('Megan', //name) = '' and pp:near('Bob', //name) = ''",
      "pp:lower('SIÂN') = 'siân'",
      "count(pp:tokens('a, b c')) = 3 and pp:tokens('a;b', ';')[2] = 'b'",
      "pp:words('One, two-three; four’s 5.') = 4",
      "pp:sentences('He came at 5. He left! Why?') = 3",
      "count(str:tokenize('a b')) = 2 and exsl:object-type(1) = 'number'",
      "date:year('2026-11-21') = 2026 and math:max(//n) = 3",
  };
  for (size_t i = 0; i < sizeof holds / sizeof *holds; i++) {
    char schema[1024];
    snprintf(
        schema, sizeof schema,
        SCHEMA(
            "<pattern><rule context='case'><assert id='a' test=\"%s\">wrong</assert></rule></pattern>"),
        holds[i]);
    print_message("%s\n", holds[i]);
    expect(schema,
           "<case><name>Siân</name><name>Megan</name><n>3</n><n>1</n>"
           "<s>Bo Lee is. <name>Al</name> is  at 3.30\n here! A b</s><s/>"
           "<person><name>Megan (x Rees</name><also>Lee</also></person></case>",
           "");
  }
}

/* The functions over the body find what the paths find that they stand for. */
static void functions_over_the_body(void **state) {
  (void)state;
  static const char *const hold[] = {
      "count(pp:texts()) = 5 and pp:texts()[1][self::heading] and pp:texts()[3][self::item]",
      "count(/case/body/descendant::item) = 2 and count(/case/body/descendant::voice) = 0",
      "count(//record/field) = 2 and count($records/field[@name='how']) = 1",
      "pp:field('how', $records) = 'By bus' and count(pp:field('who how', $records)) = 2",
      "not(pp:field('ho', $records)) and not(pp:field('', $records))",
      "pp:filled(//p) and not(pp:filled(' \t')) and not(pp:filled(//nothing))",
      "pp:length('Siân') = 4 and pp:length(//field[1]) = 6",
      "count(pp:below('field', / | //body | //record)) = count(//field)",
      "count(pp:below('field', $records)) = 2 and not(pp:below('nothing', $records))",
      "pp:in-text('p1') and not(pp:in-text('p')) and not(pp:in-text('p2'))",
  };
  for (size_t i = 0; i < sizeof hold / sizeof *hold; i++) {
    char schema[900];
    snprintf(schema, sizeof schema,
             SCHEMA("<let name='records' value='//record'/><pattern><rule context='case'>"
                    "<assert id='x' test=\"%s\">no</assert></rule></pattern>"),
             hold[i]);
    expect(schema,
           "<case><facts><p>no</p></facts><body><heading>A</heading><list><item><p>One</p></item>"
           "<item><name ref='p1'>Ann</name></item></list><record><field name='how'>By bus</field>"
           "<field name='who'>Ann</field></record></body></case>",
           "");
  }
}

static void broken_files(void **state) {
  (void)state;
  expect(
      "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<pattern></schema>", "<case/>",
      "structure/rule-file: this rule file is not well-formed XML: Opening and ending tag mismatch: "
      "pattern line 2 and schema\n");
  expect(SCHEMA("<pattern><rule context='a['/></pattern>"), "<case/>",
         "structure/xpath: the expression \"//a[\" is not XPath: it cannot be understood here\n");
  expect(SCHEMA("<patern/>"), "<case/>",
         "structure/unknown-element: Schematron has no element \"patern\" here\n");
  expect(
      SCHEMA("<pattern><rule context='a'><assert id='x' role='eror' test='1'/></rule></pattern>"),
      "<case/>", "structure/role: role cannot be \"eror\"\n");
  expect(SCHEMA("<pattern><rule context='a'><assert id='x'/></rule></pattern>"), "<case/>",
         "structure/missing-attribute: <assert> needs the attribute test\n");
  expect(
      SCHEMA("<include href='../../etc/passwd'/>"), "<case/>",
      "structure/include: the file \"../../etc/passwd\" cannot be included: it is not below templates/\n");
  expect(
      SCHEMA("<include href='rules.sch'/>"), "<case/>",
      "structure/include: the file \"rules.sch\" cannot be included: the files include each other\n");
  expect(
      SCHEMA("<pattern><rule context='case'><assert id='x' test='pp:wordz(.)'>t</assert></rule>"
             "<rule context='b'><assert id='y' test='$none'>t</assert></rule></pattern>"),
      "<case><b/></case>",
      "structure/xpath-failed: the expression \"pp:wordz(.)\" cannot be evaluated: function wordz not "
      "found\nstructure/xpath-failed: the expression \"$none\" cannot be evaluated: it uses a variable that is "
      "not declared\n");
}

static void line_of_the_mistake(void **state) {
  (void)state;
  Folder folder;
  folder_open(&folder);
  folder_write(&folder, "kind/rules.sch", SCHEMA("<pattern>\n  <rule context='a['/>\n</pattern>"));
  Diags *diags = diags_new();
  assert_null(rules_load(folder.path, "kind", "xx", diags));
  size_t count;
  const Diag *record = diags_records(diags, &count);
  Position position = source_position(record->place.source, record->place.span.start);
  assert_int_equal(position.line, 5);
  assert_int_equal(position.column, 3);
  assert_true(record->machine);
  diags_free(diags);
  folder_close(&folder);
}

static void suppressions(void **state) {
  (void)state;
  const char *schema =
      SCHEMA("<pattern><rule context='p'><report id='a' test='1'>p</report></rule>"
             "<rule context='case'><report id='b' test='1'>whole</report></rule></pattern>");
  expect(schema,
         "<case><body><allow rule='kind/b' reason='r'/><section><heading>x</heading>"
         "<allow rule='kind/a' reason='asked by the family'/><p/><p/></section>"
         "<allow rule='kind/a' reason='all of it'/><section><heading/><p/></section></body></case>",
         "allowed kind/a: p\nkind/a: p\nallowed kind/a: p\nallowed kind/b: whole\n");
  expect(schema,
         "<case><body><allow rule='kind/a' reason=' '/><p/><allow rule='kind/q' reason='r'/><p/>"
         "<section><allow rule='kind/b' reason='r'/></section></body></case>",
         "kind/a: p\nkind/a: p\nkind/b: whole\n"
         "check/allow-without-reason: no reason is given for allowing kind/a\n"
         "check/allow-unknown-rule: there is no rule \"kind/q\" to allow\n"
         "check/allow-unused: kind/b finds nothing here, so there is nothing to allow\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(assert_and_report),
      cmocka_unit_test(first_rule_wins),
      cmocka_unit_test(variables),
      cmocka_unit_test(unions_and_attributes),
      cmocka_unit_test(abstract_rule_and_pattern),
      cmocka_unit_test(texts_from_diagnostics),
      cmocka_unit_test(include_of_common_rules),
      cmocka_unit_test(functions),
      cmocka_unit_test(functions_over_the_body),
      cmocka_unit_test(broken_files),
      cmocka_unit_test(line_of_the_mistake),
      cmocka_unit_test(suppressions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
