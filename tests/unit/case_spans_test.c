/* Spans: whatever stands between a text and its source -- emphasis, soft breaks, entities, escapes, links, quotes,
 * nested lists, CRLF, tabs, a byte order mark, combining characters -- a word in the case XML points at
 * exactly its own bytes. */
#include "case/case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
  Arena *arena;
  Diags *diags;
  Templates *templates;
  Case *document;
} Fixture;

static Fixture open_case(const char *text) {
  Fixture fixture = {arena_new(), diags_new(), templates_open("templates"), NULL};
  Source *source = source_from_bytes("test.md", text, strlen(text), fixture.arena, fixture.diags);
  assert_non_null(source);
  fixture.document =
      case_from_sources(source, NULL, fixture.templates, fixture.arena, fixture.diags);
  assert_non_null(fixture.document);
  return fixture;
}

static void close_case(Fixture *fixture) {
  case_free(fixture->document);
  templates_free(fixture->templates);
  diags_free(fixture->diags);
  arena_free(fixture->arena);
}

/* The first text node below a node that holds the word, and where in it. */
static const xmlNode *find_text(const xmlNode *node, const char *word, uint32_t *at) {
  for (; node; node = node->next) {
    if (node->type == XML_TEXT_NODE) {
      const char *found = strstr((const char *)node->content, word);
      if (found) {
        *at = (uint32_t)(found - (const char *)node->content);
        return node;
      }
    }
    const xmlNode *below = find_text(node->children, word, at);
    if (below) return below;
  }
  return NULL;
}

/* The word of the case XML has exactly this source text, and stands at this line and column. */
static void expect(const char *text, const char *word, const char *source_text, unsigned line,
                   unsigned column) {
  Fixture fixture = open_case(text);
  uint32_t at = 0;
  const xmlNode *node = find_text(xmlDocGetRootElement(fixture.document->xml)->children, word, &at);
  assert_non_null(node);
  Place place = case_text_place(node, at, at + (uint32_t)strlen(word));
  size_t length = place.span.end - place.span.start;
  assert_int_equal(length, strlen(source_text));
  assert_memory_equal(place.source->bytes + place.span.start, source_text, length);
  Position position = source_position(place.source, place.span.start);
  assert_int_equal(position.line, line);
  assert_int_equal(position.column, column);
  close_case(&fixture);
}

static void plain_and_emphasis(void **state) {
  (void)state;
  expect("The house is dirty.\n", "dirty", "dirty", 1, 14);
  expect("The *house* is **dirty**.\n", "dirty", "dirty", 1, 18);
  expect("The ***very* dirty** room\n", "dirty", "dirty", 1, 14);
  expect("snake_case_word stays and _this_ slants\n", "slants", "slants", 1, 34);
  expect("two * stars * alone dirty\n", "dirty", "dirty", 1, 21);
  expect("`code` and ``co`de`` then dirty\n", "dirty", "dirty", 1, 27);
}

static void soft_breaks(void **state) {
  (void)state;
  expect("home\nconditions are poor\n", "home conditions", "home\nconditions", 1, 1);
  expect("home  \nconditions\n", "conditions", "conditions", 2, 1);
  expect("home\\\nconditions\n", "conditions", "conditions", 2, 1);
  expect("home\r\nconditions are poor\r\n", "home conditions", "home\r\nconditions", 1, 1);
  expect("a\rb dirty\r", "dirty", "dirty", 2, 3);
  expect("home\n   conditions\n", "home conditions", "home\n   conditions", 1, 1);
  expect("> home\n> conditions\n", "home conditions", "home\n> conditions", 1, 3);
  expect("> home\nconditions\n", "home conditions", "home\nconditions", 1, 3);
  expect("> > home\n> > conditions\n", "home conditions", "home\n> > conditions", 1, 5);
}

static void entities_and_escapes(void **state) {
  (void)state;
  expect("bed &amp; board dirty\n", "& board", "&amp; board", 1, 5);
  expect("bed &amp; board dirty\n", "dirty", "dirty", 1, 17);
  expect("caf&eacute; dirty\n", "caf\xC3\xA9", "caf&eacute;", 1, 1);
  expect("&#233;t&#xE9; dirty\n", "dirty", "dirty", 1, 15);
  expect("not \\*this\\* dirty\n", "*this*", "\\*this\\*", 1, 5);
  expect("AT&T and dirty\n", "dirty", "dirty", 1, 10);
  expect("&nothing; dirty\n", "dirty", "dirty", 1, 11);
  expect("back\\slash dirty\n", "dirty", "dirty", 1, 12);
  expect("&amp;amp; dirty\n", "&amp;", "&amp;amp;", 1, 1);
}

static void links(void **state) {
  (void)state;
  expect("see [the dirty room](http://a.example/dirty_x \"dirty t\") dirty-end\n", "dirty-end",
         "dirty-end", 1, 58);
  expect("see [the dirty room](<a b> 'x') now\n", "dirty", "dirty", 1, 10);
  expect("[ref][r] dirty\n\n[r]: http://a.example\n", "dirty", "dirty", 1, 10);
  expect("[r]: http://a.example\ntext [r] dirty\n", "dirty", "dirty", 2, 10);
  expect("<http://a.example/x> dirty\n", "dirty", "dirty", 1, 22);
  expect("![a *b* c](x.png) dirty\n", "dirty", "dirty", 1, 19);
  expect("an <em>html</em> dirty\n", "dirty", "dirty", 1, 18);
  expect("a <!-- dirty --> dirty word\n", "dirty", "dirty", 1, 18);
}

static void blocks(void **state) {
  (void)state;
  expect("# A dirty title #\n", "dirty", "dirty", 1, 5);
  expect("A dirty title\n=============\n", "dirty", "dirty", 1, 3);
  expect("- one\n  - two dirty\n", "dirty", "dirty", 2, 9);
  expect("1. one\n\n   more\n   text dirty\n", "dirty", "dirty", 4, 9);
  expect("-\tone dirty\n", "dirty", "dirty", 1, 7);
  expect("\t- code? no\n\npara dirty\n", "dirty", "dirty", 3, 6);
  expect("- > quoted\n  > dirty\n", "quoted dirty", "quoted\n  > dirty", 1, 5);
  expect("\xEF\xBB\xBFThe dirty house\n", "dirty", "dirty", 1, 5);
  expect("\xEF\xBB\xBF---\ntitle: x\n---\nThe dirty house\n", "dirty", "dirty", 4, 5);
  expect("cafe\xCC\x81 dirty\n", "dirty", "dirty", 1, 7);
  expect("tab\tdirty\n", "dirty", "dirty", 1, 5);
}

static const char front[] = "---\ndocument: safety-plan\npractice: wales\nlanguage: en-GB\n"
                            "written: 2026-11-21\npeople:\n"
                            "  - {name: Megan, is: child}\n  - {name: Nan Price, is: grandmother}\n"
                            "  - {name: Mr. Ortiz, is: teacher, of: school}\n"
                            "  - {name: Dee O'Brien, is: aunt}\n---\n";

static void records(void **state) {
  (void)state;
  char text[600];
  snprintf(text, sizeof text,
           "%s## How we will do it\n\n- How: Megan rings\n  her nan\n  Who: Nan Price\n"
           "- How: again\n\n  A second paragraph dirty\n",
           front);
  expect(text, "her nan", "her nan", 15, 3);
  expect(text, "Nan Price", "Nan Price", 8, 12);
  expect(text, "dirty", "dirty", 19, 22);
}

static char *content_of(Fixture *fixture, const char *name, const char *attribute) {
  for (xmlNode *node = xmlDocGetRootElement(fixture->document->xml); node;) {
    if (node->type == XML_ELEMENT_NODE && strcmp((char *)node->name, name) == 0) {
      xmlChar *value =
          attribute ? xmlGetProp(node, (const xmlChar *)attribute) : xmlNodeGetContent(node);
      char *copy = arena_strdup(fixture->arena, (char *)value);
      xmlFree(value);
      return copy;
    }
    if (node->children) {
      node = node->children;
      continue;
    }
    while (node && !node->next)
      node = node->parent;
    node = node ? node->next : NULL;
  }
  return NULL;
}

/* Marks: what is recognised inside the text of a kind with sections. */
static void marks(void **state) {
  (void)state;
  static const struct {
    const char *text, *element, *attribute, *expected;
  } rows[] = {
      {"On 3 November 2026 it rained.", "date", "value", "2026-11-03"},
      {"On Tuesday 24 November at 10", "date", "value", "2026-11-24"},
      {"On November 5, 2026, it rained", "date", "value", "2026-11-05"},
      {"On the 2nd of March 2026", "date", "value", "2026-03-02"},
      {"on 2026-11-21 and later", "date", "value", "2026-11-21"},
      {"Megan may 3 times", "date", NULL, NULL},
      {"Ring 01632 960456.", "phone", NULL, "01632 960456"},
      {"Ring (01632) 960-456 now", "phone", NULL, "(01632) 960-456"},
      {"Ring 715-555-0147, or", "phone", NULL, "715-555-0147"},
      {"Ring 999 now", "phone", NULL, "999"},
      {"in 2026 we saw 12345678 birds", "phone", NULL, NULL},
      {"Megan\xE2\x80\x99s school", "name", NULL, "Megan"},
      {"Nan Price and others", "name", NULL, "Nan Price"},
      {"Megane is a car", "name", NULL, NULL},
      {"the teacher, Mr. Ortiz, rang", "name", NULL, "Mr. Ortiz"},
      {"Dee O'Brien rang", "name", NULL, "Dee O'Brien"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[600];
    snprintf(text, sizeof text, "%s\n%s\n", front, rows[i].text);
    Fixture fixture = open_case(text);
    xmlNode *body = xmlDocGetRootElement(fixture.document->xml)->last;
    xmlNode *people = body->prev; /* out of the way: only the body is searched */
    xmlUnlinkNode(people);
    xmlFreeNode(people);
    char *found = NULL;
    xmlNode *facts = body->prev;
    xmlUnlinkNode(facts);
    xmlFreeNode(facts);
    found = content_of(&fixture, rows[i].element, rows[i].attribute);
    if (rows[i].expected) {
      assert_non_null(found);
      assert_string_equal(found, rows[i].expected);
    } else {
      assert_null(found);
    }
    close_case(&fixture);
  }
}

static void own_words(void **state) {
  (void)state;
  char text[600];
  snprintf(text, sizeof text,
           "%s> I want - really - my *dog*. \xE2\x80\x94 Megan, 18 November 2026\n", front);
  Fixture fixture = open_case(text);
  assert_string_equal(content_of(&fixture, "voice", "name"), "Megan");
  assert_string_equal(content_of(&fixture, "voice", "date"), "2026-11-18");
  assert_string_equal(content_of(&fixture, "voice", NULL), "I want - really - my dog.");
  close_case(&fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_and_emphasis),
      cmocka_unit_test(soft_breaks),
      cmocka_unit_test(entities_and_escapes),
      cmocka_unit_test(links),
      cmocka_unit_test(blocks),
      cmocka_unit_test(records),
      cmocka_unit_test(marks),
      cmocka_unit_test(own_words),
  };
  return cmocka_run_group_tests_name("case_spans", tests, NULL, NULL);
}
