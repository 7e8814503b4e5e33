#ifndef PLAINPLAN_TEST_CHECK_SUPPORT_H
#define PLAINPLAN_TEST_CHECK_SUPPORT_H

/* What the tests of the check stage share: rule files in a folder of their own, cases made from XML
 * or from Markdown, and a look at what was found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "check/check.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of templates that one test writes and removes. */
typedef struct Folder {
  char path[64];
  char files[16][160];
  size_t count;
} Folder;

__attribute__((unused)) static void folder_open(Folder *folder) {
  *folder = (Folder){.path = "/tmp/plainplan-check-XXXXXX"};
  assert_non_null(mkdtemp(folder->path));
}

/* Writes a file, and the folders it is in. */
__attribute__((unused)) static void folder_write(Folder *folder, const char *name,
                                                 const char *text) {
  assert_true(folder->count < 16);
  char *path = folder->files[folder->count++];
  char folder_path[sizeof folder->path];
  memcpy(folder_path, folder->path, sizeof folder_path);
  snprintf(path, sizeof folder->files[0], "%s/%s", folder_path, name);
  for (char *slash = path + strlen(folder->path) + 1; (slash = strchr(slash, '/')); slash++) {
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
  }
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

/* Checks a case; whether the rule found something in it. */
__attribute__((unused)) static bool rule_finds(Rules *rules, const Case *document, Diags *diags,
                                               const char *rule) {
  size_t count;
  check_case(rules, document, diags);
  const Diag *records = diags_records(diags, &count);
  for (size_t i = 0; i < count; i++)
    if (strcmp(records[i].rule, rule) == 0) return true;
  return false;
}

__attribute__((unused)) static void folder_close(Folder *folder) {
  for (size_t i = 0; i < folder->count; i++) {
    char *path = folder->files[i];
    unlink(path);
    for (char *slash; (slash = strrchr(path, '/')) && slash > path + strlen(folder->path);) {
      *slash = '\0';
      rmdir(path);
    }
  }
  rmdir(folder->path);
}

/* A case over XML, without places. */
typedef struct XmlCase {
  Arena *arena;
  Diags *diags;
  Case document;
} XmlCase;

__attribute__((unused)) static void xml_case_open(XmlCase *c, const char *xml) {
  *c = (XmlCase){.arena = arena_new(), .diags = diags_new()};
  c->document.arena = c->arena;
  c->document.source = source_from_bytes("test.xml", xml, strlen(xml), c->arena, c->diags);
  c->document.xml = xmlReadMemory(xml, (int)strlen(xml), "test.xml", NULL, 0);
  c->document.language = "en-GB";
  assert_non_null(c->document.xml);
  case_find_allows(&c->document);
}

__attribute__((unused)) static void xml_case_close(XmlCase *c) {
  xmlFreeDoc(c->document.xml);
  diags_free(c->diags);
  arena_free(c->arena);
}

/* The findings as one text, a line each: "rule: message", "allowed " before what is silenced. */
__attribute__((unused)) static char *found(Diags *diags) {
  static char text[8192];
  size_t count, length = 0;
  const Diag *records = diags_records(diags, &count);
  text[0] = '\0';
  for (size_t i = 0; i < count && length < sizeof text - 512; i++)
    length +=
        (size_t)snprintf(text + length, sizeof text - length, "%s%s: %s\n",
                         records[i].allowed ? "allowed " : "", records[i].rule, records[i].message);
  return text;
}

#endif
