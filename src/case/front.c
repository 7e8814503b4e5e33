/* Front matter: finds it, reads it strictly against templates/case.yml and the kind, and adds what
 * it says to the case XML. What a case.yml beside the file says is added where the file says
 * nothing itself. */
#include "case/build.h"

#include "base/near.h"

#include <string.h>

enum { FRONT_MAX_BYTES = 64 * 1024 };

/* A mapping together with the text that it stands in. */
typedef struct Facts {
  Source *source;
  const Yaml *map;
} Facts;

static Place yaml_place(Source *source, const Yaml *node) {
  return source_place(source, node->span.start, node->span.end);
}

static bool line_is(const Source *source, uint32_t start, uint32_t end, const char *text) {
  while (end > start && strchr(" \t\r\n", source->bytes[end - 1]))
    end--;
  size_t length = strlen(text);
  return end - start == length && memcmp(source->bytes + start, text, length) == 0;
}

static uint32_t next_line(const Source *source, uint32_t at) {
  while (at < source->length && source->bytes[at] != '\n' && source->bytes[at] != '\r')
    at++;
  if (at < source->length && source->bytes[at] == '\r') at++;
  if (at < source->length && source->bytes[at] == '\n') at++;
  return at;
}

/* The region between the --- lines, and through *body where the body starts. False after a
 * diagnostic. An empty region at the body's start when there is no front matter. */
static bool find_region(Builder *builder, Span *region, uint32_t *body) {
  Source *source = builder->source;
  uint32_t start = source->body, line = next_line(source, start);
  *region = (Span){start, start};
  *body = start;
  if (!line_is(source, start, line, "---")) return true;
  region->start = line;
  for (uint32_t at = line; at < source->length; at = line) {
    line = next_line(source, at);
    region->end = at;
    *body = line;
    if (line_is(source, at, line, "---") || line_is(source, at, line, "...")) {
      if (at - region->start <= FRONT_MAX_BYTES) return true;
      diag_add(builder->diags, DIAG_FRONT_LONG, source_place(source, start, start + 3));
      return false;
    }
  }
  diag_add(builder->diags, DIAG_FRONT_OPEN, source_place(source, start, start + 3));
  return false;
}

/* --- values --------------------------------------------------------------------------------- */

static void wrong_shape(Builder *builder, Source *source, const Yaml *value, const char *wanted) {
  diag_add(builder->diags, DIAG_VALUE_SHAPE, yaml_place(source, value),
           value->key ? value->key->text : "-", wanted);
}

static void check_date(Builder *builder, Source *source, const Yaml *value) {
  Day day;
  if (!day_read_iso(value->text, &day))
    diag_add(builder->diags, DIAG_VALUE_DATE, yaml_place(source, value), value->text);
  else if (!day_exists(day))
    diag_add(builder->diags, DIAG_DATE_IMPOSSIBLE, yaml_place(source, value), value->text);
}

static void check_choice(Builder *builder, Source *source, const Yaml *value, const Yaml *choices) {
  const char *words[32];
  size_t count = 0;
  for (const Yaml *choice = choices->first; choice && count < 32; choice = choice->next) {
    if (strcmp(choice->text, value->text) == 0) return;
    words[count++] = choice->text;
  }
  diag_add(builder->diags, DIAG_VALUE_CHOICE, yaml_place(source, value), value->key->text,
           value->text);
  const char *near = near_best(value->text, words, count);
  Buf all = {0};
  for (size_t i = 0; i < count; i++)
    buf_printf(&all, "%s%s", i ? ", " : "", words[i]);
  if (near)
    diag_hint(builder->diags, "did you mean \"%s\"?", near);
  else if (count)
    diag_hint(builder->diags, "use one of: %s", all.bytes);
  buf_free(&all);
}

static const Yaml yes_no_words[2] = {
    {.type = YAML_SCALAR, .text = "yes", .next = (Yaml *)&yes_no_words[1]},
    {.type = YAML_SCALAR, .text = "no"}};
static const Yaml yes_no = {.type = YAML_LIST, .first = (Yaml *)&yes_no_words[0]};

/* Checks a scalar or list value against its declaration in case.yml or kind.yml. */
static bool check_value(Builder *builder, Source *source, const Yaml *value,
                        const Yaml *declaration) {
  const char *is = yaml_text(declaration, "is");
  if (!is) is = "text";
  bool list = strcmp(is, "list") == 0, mapping = strcmp(is, "mapping") == 0;
  if (mapping) return true;
  if (value->type != YAML_SCALAR && !list) {
    wrong_shape(builder, source, value, "one value");
    return false;
  }
  for (const Yaml *child = value->first; child; child = child->next) {
    if (child->type == YAML_SCALAR) continue;
    wrong_shape(builder, source, value, "a list of words");
    return false;
  }
  if (list) return true;
  if (strcmp(is, "date") == 0) check_date(builder, source, value);
  if (strcmp(is, "yes-no") == 0) check_choice(builder, source, value, &yes_no);
  const Yaml *choices = yaml_get(declaration, "one-of");
  if (choices) check_choice(builder, source, value, choices);
  return true;
}

/* --- adding to the tree --------------------------------------------------------------------- */

static void add_value(Builder *builder, xmlNode *parent, Source *source, const char *name,
                      const Yaml *value) {
  if (value->type == YAML_LIST) {
    for (const Yaml *child = value->first; child; child = child->next)
      add_value(builder, parent, source, name, child);
    return;
  }
  xmlNode *node = build_element(builder, parent, name, yaml_place(source, value));
  if (value->type == YAML_SCALAR) {
    if (value->length) build_plain_text(builder, node, value->text, yaml_place(source, value));
    return;
  }
  for (const Yaml *child = value->first; child; child = child->next)
    if (xmlValidateNCName((const xmlChar *)child->key->text, 0) == 0)
      add_value(builder, node, source, child->key->text, child);
}

static void unknown_key(Builder *builder, Source *source, const Yaml *value, DiagId id,
                        const Yaml *group, const Yaml *more) {
  const char *known[128];
  size_t count = 0;
  const Yaml *groups[] = {group, more};
  for (size_t g = 0; g < 2; g++)
    for (const Yaml *key = groups[g] ? groups[g]->first : NULL; key && count < 128; key = key->next)
      known[count++] = key->key->text;
  diag_add(builder->diags, id, yaml_place(source, value->key), value->key->text);
  const char *near = near_best(value->key->text, known, count);
  if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
}

/* Adds the keys of a mapping that `done` does not have yet, each declared in one of two groups. */
static void add_keys(Builder *builder, xmlNode *parent, Facts facts, const Yaml *done,
                     DiagId unknown, const Yaml *group, const Yaml *more) {
  for (const Yaml *value = facts.map->first; value; value = value->next) {
    const char *key = value->key->text;
    if (strcmp(key, "people") == 0 && unknown == DIAG_FACT_UNKNOWN) continue;
    if (yaml_get(done, key)) continue;
    const Yaml *declaration = yaml_get(group, key);
    if (!declaration) declaration = yaml_get(more, key);
    if (!declaration)
      unknown_key(builder, facts.source, value, unknown, group, more);
    else if (check_value(builder, facts.source, value, declaration))
      add_value(builder, parent, facts.source, key, value);
  }
}

/* --- people --------------------------------------------------------------------------------- */

static bool same_word(const char *a, const char *b) {
  return near_distance(a, b, 0) == 0;
}

static bool listed(const Yaml *list, const char *word) {
  for (const Yaml *item = list ? list->first : NULL; item; item = item->next)
    if (same_word(item->text, word)) return true;
  return false;
}

/* child, parent, network or agency, from `is` and `of`; NULL when neither tells. */
static const char *person_role(const Builder *builder, const char *is, bool employed) {
  static const char *const family[] = {"child", "parent", "network"};
  const Yaml *roles = yaml_get(builder->common, "roles");
  if (employed) return "agency";
  for (size_t i = 0; is && i < 3; i++)
    if (listed(yaml_get(roles, family[i]), is)) return family[i];
  return is && listed(yaml_get(roles, "agency"), is) ? "agency" : NULL;
}

/* "she" or "he", when `is` says which ("grandmother"); else NULL. */
static const char *person_pronoun(const Builder *builder, const char *is) {
  const Yaml *pronouns = yaml_get(builder->common, "pronouns");
  for (const Yaml *list = pronouns && is ? pronouns->first : NULL; list; list = list->next)
    if (listed(list, is)) return list->key->text;
  return NULL;
}

static void set_role(Builder *builder, xmlNode *person, Facts own, Facts shared) {
  const Facts *both[] = {&own, &shared};
  const char *role = NULL, *is = NULL;
  bool employed = false;
  for (size_t i = 0; i < 2; i++) {
    if (!both[i]->map) continue;
    if (!role) role = yaml_text(both[i]->map, "role");
    if (!is) is = yaml_text(both[i]->map, "is");
    employed |= yaml_get(both[i]->map, "of") != NULL;
  }
  if (!role) role = person_role(builder, is, employed);
  if (!role && is) diag_add(builder->diags, DIAG_PERSON_ROLE, case_place(person), is);
  build_attribute(person, "role", role ? role : "other");
  const char *pronoun = person_pronoun(builder, is);
  if (pronoun) build_attribute(person, "pronoun", pronoun);
}

static const Yaml *find_person(const Yaml *people, const char *name) {
  for (const Yaml *person = people ? people->first : NULL; person; person = person->next) {
    const char *other = yaml_text(person, "name");
    if (other && strcmp(other, name) == 0) return person;
  }
  return NULL;
}

static void add_person(Builder *builder, xmlNode *people, Facts own, Facts shared, size_t number) {
  const Yaml *keys = yaml_get(builder->common, "person");
  const Yaml *more = yaml_get(builder->kind, "person");
  xmlNode *node = build_element(builder, people, "person", yaml_place(own.source, own.map));
  build_attribute(node, "id", arena_printf(builder->arena, "p%zu", number));
  add_keys(builder, node, own, NULL, DIAG_PERSON_KEY, keys, more);
  if (shared.map) add_keys(builder, node, shared, own.map, DIAG_PERSON_KEY, keys, more);
  builder->restricted |= yaml_get(own.map, "for") || yaml_get(shared.map, "for");
  set_role(builder, node, own, shared);
}

/* The list of people of a front matter, or NULL when it has none or after a diagnostic. */
static const Yaml *people_list(Builder *builder, Facts facts) {
  const Yaml *people = yaml_get(facts.map, "people");
  if (people && people->type != YAML_LIST) {
    wrong_shape(builder, facts.source, people, "a list of people");
    return NULL;
  }
  return people;
}

static void add_people(Builder *builder, xmlNode *root, Facts own, Facts shared) {
  xmlNode *node = build_element(builder, root, "people", (Place){builder->source, {0, 0}});
  const Yaml *lists[] = {people_list(builder, own), people_list(builder, shared)};
  Source *sources[] = {own.source, shared.source};
  size_t number = 0;
  for (size_t list = 0; list < 2; list++) {
    for (const Yaml *p = lists[list] ? lists[list]->first : NULL; p; p = p->next) {
      const char *name = yaml_text(p, "name");
      if (!name || !*name) {
        diag_add(builder->diags, DIAG_PERSON_SHAPE, yaml_place(sources[list], p));
        continue;
      }
      if (list == 1 && find_person(lists[0], name)) continue;
      if (find_person(lists[list], name) != p) {
        diag_add(builder->diags, DIAG_PERSON_TWICE, yaml_place(sources[list], p), name);
        continue;
      }
      const Yaml *other = list == 0 ? find_person(lists[1], name) : NULL;
      add_person(builder, node, (Facts){sources[list], p}, (Facts){sources[1], other}, ++number);
    }
  }
}

/* --- practice, language, kind --------------------------------------------------------------- */

/* The value of a key in the file's own front matter or else the shared one, and where it stands. */
static const char *fact(Facts own, Facts shared, const char *key, Place *place) {
  Facts both[] = {own, shared};
  for (size_t i = 0; i < 2; i++) {
    const Yaml *value = yaml_get(both[i].map, key);
    if (!value || value->type != YAML_SCALAR || !value->length) continue;
    *place = yaml_place(both[i].source, value);
    return value->text;
  }
  return NULL;
}

/* Adds those limits that are not there yet. */
static void add_limits(Builder *builder, xmlNode *node, const Yaml *limits, Place place) {
  for (const Yaml *limit = limits ? limits->first : NULL; limit; limit = limit->next) {
    const char *name = limit->key->text;
    bool known = false;
    for (xmlNode *child = node->children; child && !known; child = child->next) {
      xmlChar *other = xmlGetProp(child, (const xmlChar *)"name");
      known = other && strcmp((char *)other, name) == 0;
      xmlFree(other);
    }
    if (known || limit->type != YAML_SCALAR) continue;
    xmlNode *element = build_element(builder, node, "limit", place);
    build_attribute(element, "name", name);
    build_plain_text(builder, element, limit->text, place);
  }
}

/* Adds the limits of the kind, and the limits and facts of a practice chain, the most particular first. */
static void add_practice(Builder *builder, xmlNode *root, const Yaml *const *chain, size_t count,
                         Place place) {
  xmlNode *node = build_element(builder, root, "practice", place);
  build_attribute(node, "id", yaml_text(chain[0], "practice"));
  add_limits(builder, node, yaml_get(builder->kind, "limits"), place);
  Buf ids = {0};
  for (size_t i = 0; i < count; i++) {
    buf_printf(&ids, "%s%s", i ? " " : "", yaml_text(chain[i], "practice"));
    for (const Yaml *value = chain[i]->first; value; value = value->next) {
      const char *key = value->key->text;
      if (value->type == YAML_SCALAR && !xmlHasProp(node, (const xmlChar *)key))
        build_attribute(node, key, value->text);
    }
    add_limits(builder, node, yaml_get(chain[i], "limits"), place);
  }
  build_attribute(node, "chain", ids.bytes);
  buf_free(&ids);
  for (size_t i = count; i-- > 0;)
    if (yaml_text(chain[i], "emergency"))
      builder->marks.emergency = yaml_text(chain[i], "emergency");
}

/* Finds the practice, or what stands in for it: "us-tx" falls back to "us" when that file says so.
 */
static void read_practice(Builder *builder, xmlNode *root, const char *practice, Place place) {
  const Yaml *chain[4];
  if (!practice) practice = templates_team(builder->templates).practice;
  size_t count =
      practice ? templates_practice(builder->templates, practice, chain, builder->diags) : 0;
  if (practice && !count) {
    char *base = arena_strdup(builder->arena, practice);
    char *dash = strrchr(base, '-');
    if (dash) *dash = '\0';
    count = dash ? templates_practice(builder->templates, base, chain, builder->diags) : 0;
    const char *variants = count ? yaml_text(chain[0], "variants") : NULL;
    if (variants && strcmp(variants, "yes") == 0) {
      diag_add(builder->diags, DIAG_PRACTICE_FALLBACK, place, practice, base);
    } else {
      size_t names;
      const char *const *list = templates_names(builder->templates, "practice", &names);
      const char *near = near_best(practice, list, names);
      diag_add(builder->diags, DIAG_PRACTICE_UNKNOWN, place, practice);
      if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
      count = 0;
    }
  }
  const Yaml *settings = templates_file(builder->templates, "case.yml", builder->diags);
  const char *fallback = yaml_text(settings, "practice-when-none");
  if (!count && fallback)
    count = templates_practice(builder->templates, fallback, chain, builder->diags);
  if (count) add_practice(builder, root, chain, count, place);
}

/* The language of the document. One that has rules but no wording can be checked, if not printed (case_has_words). */
static void read_language(Builder *builder, const char *language, Place place) {
  const Yaml *chain[3];
  const char *fallback = yaml_text(builder->common, "language-when-none");
  builder->language = fallback ? fallback : "en";
  if (!language) return;
  size_t found = templates_wording(builder->templates, language, chain, builder->diags), count;
  const char *const *names = templates_names(builder->templates, "wording", &count);
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], language) == 0) found = SIZE_MAX;
  bool ruled = !found && templates_has_rules(builder->templates, language);
  if (found || ruled) builder->language = arena_strdup(builder->arena, language);
  if (found == SIZE_MAX || ruled) return;
  diag_add(builder->diags, found ? DIAG_LANGUAGE_FALLBACK : DIAG_LANGUAGE_UNKNOWN, place, language);
  const char *near = near_best(language, names, count);
  if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
}

static const Yaml *read_map(Builder *builder, Source *source, Span region) {
  const Yaml *map = yaml_read(source, region, builder->arena, builder->diags);
  if (!map || map->type == YAML_MAPPING) return map;
  diag_add(builder->diags, DIAG_FRONT_SHAPE, yaml_place(source, map));
  return NULL;
}

uint32_t front_read(Builder *builder, xmlNode *root) {
  Span region;
  uint32_t body;
  if (!find_region(builder, &region, &body)) return UINT32_MAX;
  Facts own = {builder->source, read_map(builder, builder->source, region)};
  if (!own.map) return UINT32_MAX;
  Facts shared = {builder->shared, NULL};
  if (builder->shared) {
    Span all = {builder->shared->body, builder->shared->length};
    shared.map = read_map(builder, builder->shared, all);
    if (!shared.map) return UINT32_MAX;
  }
  bool bare = region.start == region.end && region.start == body; /* a plain text without facts */
  if (bare) shared.map = NULL;
  Place place = source_place(builder->source, region.start, region.start);
  const char *kind = fact(own, shared, "document", &place);
  builder->common = templates_file(builder->templates, "case.yml", builder->diags);
  if (!builder->common) return UINT32_MAX;
  Place language_place = place, practice_place = place, written_place;
  read_language(builder, fact(own, shared, "language", &language_place), language_place);
  if (!kind_load(builder, kind ? kind : "case-note", place)) return UINT32_MAX;
  read_practice(builder, root, fact(own, shared, "practice", &practice_place), practice_place);
  const char *written = fact(own, shared, "written", &written_place);
  if (written) day_read_iso(written, &builder->marks.written);
  xmlNode *facts = build_element(builder, root, "facts", (Place){builder->source, region});
  const Yaml *keys = yaml_get(builder->common, "facts"), *more = yaml_get(builder->kind, "facts");
  add_keys(builder, facts, own, NULL, DIAG_FACT_UNKNOWN, keys, more);
  if (shared.map) add_keys(builder, facts, shared, own.map, DIAG_FACT_UNKNOWN, keys, more);
  add_people(builder, root, own, shared);
  return body;
}
