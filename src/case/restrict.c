/* The copy for one reader: what that reader may not see leaves the tree before anything is made of
 * it, and what is left is searched for what had to go. */
#include "case/build.h"

#include "base/near.h"

#include <string.h>

/* The reader, under every word that a `for` may use for them. */
typedef struct Reader {
  Arena *arena;
  const char **words;
  size_t word_count, word_capacity;
  bool works; /* for the agency, the court or the chair */
  const char **withheld;
  size_t withheld_count, withheld_capacity;
} Reader;

static char *child_text(Arena *arena, const xmlNode *node, const char *name) {
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (strcmp((char *)child->name, name) != 0) continue;
    xmlChar *content = xmlNodeGetContent(child);
    char *text = arena_strdup(arena, (char *)content);
    xmlFree(content);
    return text;
  }
  return NULL;
}

static void add_word(Reader *reader, const char *word) {
  if (word && *word)
    ARENA_PUSH(reader->arena, reader->words, reader->word_count, reader->word_capacity, word);
}

static bool same(const char *a, const char *b) {
  return near_distance(a, b, 0) == 0;
}

static bool is_reader(const Reader *reader, const char *word) {
  for (size_t i = 0; i < reader->word_count; i++)
    if (same(reader->words[i], word)) return true;
  return false;
}

/* Whether a list "chair, worker" or a single word names the reader. */
static bool list_names(const Reader *reader, const char *list) {
  while (*list) {
    size_t length = strcspn(list, ",;");
    const char *word = list;
    size_t end = length;
    while (end && *word == ' ')
      word++, end--;
    while (end && word[end - 1] == ' ')
      end--;
    if (is_reader(reader, arena_strndup(reader->arena, word, end))) return true;
    list += length + (list[length] != '\0');
  }
  return false;
}

static xmlNode *child(xmlNode *parent, const char *name) {
  for (xmlNode *node = parent->children; node; node = node->next)
    if (strcmp((char *)node->name, name) == 0) return node;
  return NULL;
}

static char *first_word(Arena *arena, const char *text) {
  return arena_strndup(arena, text, strcspn(text, " "));
}

/* Adds the words of the person whom the reader's name names. False when nobody is called that. */
static bool person_words(Reader *reader, xmlNode *people, const char *name) {
  for (xmlNode *person = people->children; person; person = person->next) {
    char *full = child_text(reader->arena, person, "name");
    char *also = child_text(reader->arena, person, "also");
    char *is = child_text(reader->arena, person, "is");
    if (!full) continue;
    if (!same(full, name) && !same(first_word(reader->arena, full), name) &&
        !(also && same(also, name)) && !(is && same(is, name)))
      continue;
    xmlChar *role = xmlGetProp(person, (const xmlChar *)"role");
    bool works = role && strcmp((char *)role, "agency") == 0;
    add_word(reader, full);
    add_word(reader, first_word(reader->arena, full));
    add_word(reader, also);
    add_word(reader, is);
    add_word(reader, arena_strdup(reader->arena, (char *)role));
    add_word(reader, works ? "worker" : "family");
    reader->works = works;
    xmlFree(role);
    return true;
  }
  return false;
}

static bool find_reader(Reader *reader, xmlNode *people, const char *name, Templates *templates,
                        Diags *diags) {
  const Yaml *groups = yaml_get(templates_file(templates, "case.yml", diags), "readers");
  const char *candidates[128];
  size_t count = 0;
  add_word(reader, name);
  for (const Yaml *group = groups ? groups->first : NULL; group && count < 64;
       group = group->next) {
    candidates[count++] = group->text;
    if (!same(group->text, name)) continue;
    bool agency = same(name, "worker") || same(name, "agency");
    if (agency) add_word(reader, "agency");
    if (agency) add_word(reader, "worker");
    reader->works = agency || same(name, "chair") || same(name, "court");
    return true;
  }
  if (person_words(reader, people, name)) return true;
  for (xmlNode *person = people->children; person && count < 128; person = person->next) {
    char *full = child_text(reader->arena, person, "name");
    if (full) candidates[count++] = full;
  }
  diag_add(diags, DIAG_READER_UNKNOWN, (Place){0}, name);
  const char *near = near_best(name, candidates, count);
  if (near) diag_hint(diags, "did you mean \"%s\"?", near);
  return false;
}

/* --- taking out ----------------------------------------------------------------------------- */

static void drop(xmlNode *node) {
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

static void withhold(Reader *reader, const char *text) {
  if (text && strlen(text) > 1)
    ARENA_PUSH(reader->arena, reader->withheld, reader->withheld_count, reader->withheld_capacity,
               text);
}

/* Takes out the people whom the reader may not see, and remembers their names, numbers and
 * addresses. */
static void drop_people(Reader *reader, xmlNode *people) {
  for (xmlNode *person = people->children, *next; person; person = next) {
    next = person->next;
    bool limited = false, allowed = false;
    for (xmlNode *key = person->children, *after; key; key = after) {
      after = key->next;
      if (strcmp((char *)key->name, "for") != 0) continue;
      xmlChar *list = xmlNodeGetContent(key);
      limited = true;
      allowed |= list_names(reader, (char *)list);
      xmlFree(list);
      drop(key);
    }
    if (!limited || allowed) continue;
    char *name = child_text(reader->arena, person, "name");
    withhold(reader, name);
    withhold(reader, name ? first_word(reader->arena, name) : NULL);
    withhold(reader, child_text(reader->arena, person, "also"));
    withhold(reader, child_text(reader->arena, person, "phone"));
    withhold(reader, child_text(reader->arena, person, "address"));
    drop(person);
  }
}

/* The words of the front matter that only those who work with the case may read. */
static void drop_withheld_facts(Reader *reader, xmlNode *facts) {
  for (xmlNode *fact = facts->children, *next; fact; fact = next) {
    next = fact->next;
    if (strcmp((char *)fact->name, "withheld") != 0) continue;
    xmlChar *text = xmlNodeGetContent(fact);
    if (!reader->works) withhold(reader, arena_strdup(reader->arena, (char *)text));
    xmlFree(text);
    drop(fact);
  }
}

static bool is_element(const xmlNode *node, const char *name) {
  return node->type == XML_ELEMENT_NODE && strcmp((char *)node->name, name) == 0;
}

/* A section of which only the heading is left has nothing more to say, not even its heading. */
static bool hollow(const xmlNode *section) {
  for (const xmlNode *node = section->children; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE && !is_element(node, "heading")) return false;
  return true;
}

/* Takes out the limited blocks below a node; nesting is bounded when the case is read. Those that the reader may see keep
 * their `for`. */
static void drop_blocks(const Reader *reader, xmlNode *parent) {
  for (xmlNode *node = parent->children, *next; node; node = next) {
    next = node->next;
    if (node->type != XML_ELEMENT_NODE) continue;
    xmlChar *list = xmlGetProp(node, (const xmlChar *)"for");
    bool goes = list && !list_names(reader, (char *)list);
    xmlFree(list);
    if (goes) {
      drop(node);
      continue;
    }
    bool was_hollow = hollow(node);
    drop_blocks(reader, node);
    bool emptied = is_element(node, "section") && !was_hollow && hollow(node);
    bool bare = (is_element(node, "records") || is_element(node, "list")) && !node->children;
    if (emptied || bare) drop(node);
  }
}

/* --- searching what is left ----------------------------------------------------------------- */

/* Lower case, no spaces or hyphens: a postcode or a number is found however it is written. */
static char *squeeze(Arena *arena, const char *text) {
  char *out = arena_alloc(arena, strlen(text) + 1);
  size_t used = 0;
  for (; *text; text++) {
    if (strchr(" -\t\r\n().", *text)) continue;
    out[used++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
  }
  return out;
}

static bool word_boundary(const char *text, const char *at, size_t length) {
  uint32_t total = (uint32_t)strlen(text), start = (uint32_t)(at - text);
  return !(start && marks_in_word(text, total, start - 1) && marks_in_word(text, total, start)) &&
         !marks_in_word(text, total, start + (uint32_t)length);
}

/* Whether a text says a withheld word: as a word of its own, or, when it holds a digit, however
 * spaced. */
static bool says(Arena *arena, const char *text, const char *withheld) {
  if (strpbrk(withheld, "0123456789"))
    return strstr(squeeze(arena, text), squeeze(arena, withheld)) != NULL;
  size_t length = strlen(withheld);
  for (const char *at = strcasestr(text, withheld); at; at = strcasestr(at + 1, withheld))
    if (word_boundary(text, at, length)) return true;
  return false;
}

static bool search_text(Reader *reader, const xmlNode *node, const char *name, Diags *diags) {
  xmlChar *content = xmlNodeGetContent(node);
  bool clean = true;
  for (size_t i = 0; i < reader->withheld_count; i++) {
    if (!says(reader->arena, (char *)content, reader->withheld[i])) continue;
    diag_add(diags, DIAG_WITHHELD, case_place(node), reader->withheld[i], name);
    clean = false;
  }
  xmlFree(content);
  return clean;
}

static bool holds_text(const xmlNode *node) {
  for (const xmlNode *kid = node->children; kid; kid = kid->next)
    if (kid->type == XML_TEXT_NODE) return true;
  return false;
}

/* Searches each element that holds text itself, and the attributes of every one; but for what is meant for this
 * reader by name. */
static bool search(Reader *reader, const xmlNode *node, const char *name, Diags *diags) {
  bool clean = true;
  if (xmlHasProp(node, (const xmlChar *)"for")) return true;
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
    clean &= search_text(reader, (const xmlNode *)attribute, name, diags);
  if (holds_text(node)) clean &= search_text(reader, node, name, diags);
  for (const xmlNode *kid = node->children; kid; kid = kid->next)
    if (kid->type == XML_ELEMENT_NODE) clean &= search(reader, kid, name, diags);
  return clean;
}

/* A finished copy does not say for whom its passages were. */
static void forget_readers(xmlNode *node) {
  xmlUnsetProp(node, (const xmlChar *)"for");
  for (xmlNode *kid = node->children; kid; kid = kid->next)
    if (kid->type == XML_ELEMENT_NODE) forget_readers(kid);
}

static void collect_allows(Case *document, const xmlNode *parent) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (strcmp((const char *)node->name, "allow") == 0)
      ARENA_PUSH(document->arena, document->allows, document->allow_count, document->allow_capacity,
                 node);
    collect_allows(document, node);
  }
}

void case_find_allows(Case *document) {
  document->allow_count = document->allow_capacity = 0;
  document->allows = NULL;
  collect_allows(document, xmlDocGetRootElement(document->xml));
}

bool case_restrict(Case *document, const char *name, Templates *templates, Diags *diags) {
  Reader reader = {.arena = document->arena};
  xmlNode *root = xmlDocGetRootElement(document->xml);
  xmlNode *people = child(root, "people"), *facts = child(root, "facts");
  if (!find_reader(&reader, people, name, templates, diags)) return false;
  build_attribute(root, "reader", name);
  drop_people(&reader, people);
  drop_withheld_facts(&reader, facts);
  drop_blocks(&reader, child(root, "body"));
  case_find_allows(document);
  document->restricted = false;
  bool clean = !reader.withheld_count || search(&reader, root, name, diags);
  forget_readers(root);
  return clean;
}
