/* Whose name a word is, and whom a "she" stands for where only one person can be meant. */
#include "check/people.h"

#include "source/xml.h"

#include <string.h>

enum { MOST_PEOPLE = 64 };

/* A set of people: a bit for each, in the order of the front matter. */
typedef uint64_t Set;

struct People {
  Map *words;     /* of their names, each with the Set of those who have it */
  Set agency;     /* who works for one */
  Set she, he;    /* who can be called that */
  uint32_t count; /* at most MOST_PEOPLE */
};

static void add_word(People *people, const char *word, size_t length, Set person, Arena *arena) {
  Set *owners = map_get(people->words, word, length);
  if (!owners) {
    owners = arena_alloc(arena, sizeof *owners);
    map_set(people->words, word, length, owners);
  }
  *owners |= person;
}

static void add_name(People *people, const xmlNode *name, const Language *language, Set person,
                     Arena *arena) {
  xmlChar *content = xmlNodeGetContent(name);
  const char *text = (char *)content;
  Words words = {0};
  words_split(&words, language->vocabulary, text, strlen(text));
  for (size_t i = 0; i < words.count; i++) {
    const Word *word = &words.items[i];
    if (word->flags & WORD_CAPITAL)
      add_word(people, text + word->start, word->end - word->start, person, arena);
  }
  words_free(&words);
  xmlFree(content);
}

static bool attribute_is(const xmlNode *node, const char *name, const char *value) {
  xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
  bool same = text && strcmp((char *)text, value) == 0;
  xmlFree(text);
  return same;
}

static void add_person(People *people, const xmlNode *person, const Language *language,
                       Arena *arena) {
  Set own = people->count < MOST_PEOPLE ? (Set)1 << people->count++ : 0;
  if (attribute_is(person, "role", "agency")) people->agency |= own;
  if (!attribute_is(person, "pronoun", "he")) people->she |= own;
  if (!attribute_is(person, "pronoun", "she")) people->he |= own;
  for (const xmlNode *fact = person->children; fact; fact = fact->next)
    if (xml_is(fact, "name") || xml_is(fact, "also")) add_name(people, fact, language, own, arena);
}

People *people_new(const Case *document, const Language *language, Arena *arena) {
  People *people = arena_alloc(arena, sizeof *people);
  *people = (People){.words = map_new(arena)};
  const xmlNode *part = xmlDocGetRootElement(document->xml)->children;
  while (part && !xml_is(part, "people"))
    part = part->next;
  for (const xmlNode *node = part ? part->children : NULL; node; node = node->next)
    if (xml_is(node, "person")) add_person(people, node, language, arena);
  return people;
}

static const Set *owners_of(const People *people, const Block *block, size_t word) {
  const Word *at = &block->words.items[word];
  if (!(at->flags & WORD_CAPITAL)) return NULL;
  return map_get(people->words, block->text.bytes + at->start, at->end - at->start);
}

/* Flags the words of one name ("Nan Rees") from `first` on; returns the word behind it, and who has the name. */
static size_t mark_name(const People *people, const Block *block, size_t first, Set *named) {
  Word *words = block->words.items;
  const Set *owners;
  size_t end = first;
  for (*named = ~(Set)0; end < block->words.count; end++) {
    if (!(owners = owners_of(people, block, end))) break;
    words[end].flags |= WORD_NAME;
    if (*named & *owners) *named &= *owners;
  }
  for (size_t i = first; i < end && *named && !(*named & ~people->agency); i++)
    words[i].flags |= WORD_OF_AGENCY;
  return end;
}

/* Whom a word stands for as a pronoun, of those spoken of before; none when it is no pronoun. */
static Set meant_by(const People *people, const Language *language, const Block *block, size_t word,
                    Set spoken_of) {
  uint64_t tags = tags_of(language->own_tags, block->text.bytes, &block->words.items[word]);
  Set who = 0;
  if (language->own.she != TAG_NONE && tags >> language->own.she & 1) who |= people->she;
  if (language->own.he != TAG_NONE && tags >> language->own.he & 1) who |= people->he;
  return who & spoken_of;
}

static bool is_one(Set set) {
  return set && !(set & (set - 1));
}

/* Somebody who is not named ("her mother") may be the one whom each later pronoun means. */
static bool is_somebody_else(const Language *language, const Block *block, size_t word, Set who) {
  return !who && tags_has(language->own_tags, block->text.bytes, &block->words.items[word],
                          language->own.persons);
}

void people_mark(const People *people, const Language *language, const Block *block) {
  if (!people->count) return;
  Set spoken_of = 0;
  bool others = false;
  for (size_t i = 0; i < block->words.count;) {
    Set who;
    size_t end = owners_of(people, block, i) ? mark_name(people, block, i, &who) : i;
    if (end > i) {
      spoken_of |= who;
      i = end;
      continue;
    }
    who = meant_by(people, language, block, i, spoken_of);
    if (is_one(who) && !others && !(who & ~people->agency))
      block->words.items[i].flags |= WORD_OF_AGENCY;
    others |= is_somebody_else(language, block, i, who);
    i++;
  }
}
