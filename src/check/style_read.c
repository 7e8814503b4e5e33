/* Reads a rule file strictly: one rule in Vale's form, or a set of them under `rules`. */
#include "base/buf.h"
#include "base/near.h"
#include "check/files.h"
#include "check/replace.h"
#include "check/style.h"

#include <stdlib.h>
#include <string.h>

typedef enum KeyType { TEXT, LIST, TRUTH, NUMBER, MAPPING, EITHER_FORM, IGNORED } KeyType;

/* Every key of a rule. Those of Vale that make no difference here are read and left. */
#define KEYS(KEY)                                                                                  \
  KEY(EXTENDS, "extends", TEXT)                                                                    \
  KEY(MESSAGE, "message", TEXT)                                                                    \
  KEY(LEVEL, "level", TEXT)                                                                        \
  KEY(SCOPE, "scope", LIST)                                                                        \
  KEY(LINK, "link", TEXT)                                                                          \
  KEY(LIMIT, "limit", NUMBER)                                                                      \
  KEY(TOKENS, "tokens", LIST)                                                                      \
  KEY(RAW, "raw", LIST)                                                                            \
  KEY(SWAP, "swap", EITHER_FORM)                                                                   \
  KEY(FIX, "fix", TRUTH)                                                                           \
  KEY(EXCEPTIONS, "exceptions", LIST)                                                              \
  KEY(IGNORECASE, "ignorecase", TRUTH)                                                             \
  KEY(NONWORD, "nonword", TRUTH)                                                                   \
  KEY(TOKEN, "token", TEXT)                                                                        \
  KEY(MAX, "max", NUMBER)                                                                          \
  KEY(MIN, "min", NUMBER)                                                                          \
  KEY(EITHER_KEY, "either", MAPPING)                                                               \
  KEY(FIRST, "first", TEXT)                                                                        \
  KEY(SECOND, "second", TEXT)                                                                      \
  KEY(ACTION, "action", IGNORED)                                                                   \
  KEY(VOCAB, "vocab", IGNORED)                                                                     \
  KEY(APPEND, "append", IGNORED)                                                                   \
  KEY(ALPHA, "alpha", IGNORED)                                                                     \
  KEY(DESCRIPTION, "description", IGNORED)                                                         \
  KEY(NAME, "name", IGNORED)                                                                       \
  KEY(CAPITALIZE, "capitalize", IGNORED)                                                           \
  KEY(BECAUSE, "because", TEXT)                                                                    \
  KEY(ASK, "ask", TEXT)                                                                            \
  KEY(SOURCE, "source", TEXT)                                                                      \
  KEY(LONG, "long", TEXT)                                                                          \
  KEY(BAD, "bad", TEXT)                                                                            \
  KEY(GOOD, "good", TEXT)                                                                          \
  KEY(CATEGORY, "category", TEXT)                                                                  \
  KEY(UNLESS, "unless", MAPPING)                                                                   \
  KEY(ONLY, "only", MAPPING)                                                                       \
  KEY(FIRST_ONLY, "first-only", TRUTH)                                                             \
  KEY(GENERAL, "general", TRUTH)                                                                   \
  KEY(CLAUSE, "clause", TRUTH)                                                                     \
  KEY(REST, "rest", TRUTH)                                                                         \
  KEY(COMPANY, "company", NUMBER)                                                                  \
  KEY(KINDS, "kinds", LIST)                                                                        \
  KEY(SECTIONS, "sections", LIST)                                                                  \
  KEY(FIELDS, "fields", LIST)                                                                      \
  KEY(PRACTICES, "practices", LIST)                                                                \
  KEY(LANGUAGES, "languages", LIST)

typedef enum Key {
#define KEY(name, text, type) KEY_##name,
  KEYS(KEY)
#undef KEY
      KEY_COUNT
} Key;

static const char *const key_names[] = {
#define KEY(name, text, type) text,
    KEYS(KEY)
#undef KEY
};

static const KeyType key_types[] = {
#define KEY(name, text, type) type,
    KEYS(KEY)
#undef KEY
};

/* The values of one rule by key: its own, or those that the file gives for all. */
typedef struct Draft {
  const Yaml *values[KEY_COUNT];
  const Yaml *shared_unless; /* of the file, when the rule has conditions of its own: both hold */
  const char *id;
  const Yaml *at; /* where to point at when a key is missing */
} Draft;

typedef struct Reader {
  Language *language;
  Arena *arena;
  Diags *diags;
  Source *source;
  const char *stem;
  bool good;
} Reader;

static Place place_of(const Reader *reader, const Yaml *node) {
  return source_place(reader->source, node->span.start, node->span.end);
}

static void fail(Reader *reader, DiagId id, const Yaml *at, const char *first, const char *second) {
  diag_add(reader->diags, id, place_of(reader, at), first, second);
  reader->good = false;
}

static void fail_near(Reader *reader, DiagId id, const Yaml *at, const char *word,
                      const char *const *candidates, size_t count) {
  fail(reader, id, at, word, NULL);
  const char *near = near_best(word, candidates, count);
  if (near) diag_hint(reader->diags, "did you mean \"%s\"?", near);
}

static bool is_truth(const Yaml *value) {
  return value->type == YAML_SCALAR &&
         (strcmp(value->text, "true") == 0 || strcmp(value->text, "false") == 0);
}

static bool is_number(const Yaml *value) {
  if (value->type != YAML_SCALAR || !value->length) return false;
  char *end;
  strtol(value->text, &end, 10);
  return !*end;
}

static bool is_list(const Yaml *value) {
  if (value->type == YAML_SCALAR) return value->length > 0;
  if (value->type != YAML_LIST) return false;
  for (const Yaml *item = value->first; item; item = item->next)
    if (item->type != YAML_SCALAR || !item->length) return false;
  return true;
}

/* What a value of that type must be, or NULL when it is. */
static const char *needs(KeyType type, const Yaml *value) {
  switch (type) {
  case TEXT:
    return value->type == YAML_SCALAR && value->length ? NULL : "a text";
  case LIST:
    return is_list(value) ? NULL : "a list of texts";
  case TRUTH:
    return is_truth(value) ? NULL : "true or false";
  case NUMBER:
    return is_number(value) ? NULL : "a number";
  case MAPPING:
    return value->type == YAML_MAPPING ? NULL : "keys and values";
  case EITHER_FORM:
    return value->type != YAML_SCALAR ? NULL : "keys and values";
  default:
    return NULL;
  }
}

/* Takes one key and its value into the draft. */
static void take(Reader *reader, Draft *draft, const Yaml *value) {
  for (size_t i = 0; i < KEY_COUNT; i++) {
    if (strcmp(value->key->text, key_names[i]) != 0) continue;
    const char *needed = needs(key_types[i], value);
    if (needed) fail(reader, DIAG_STYLE_TYPE, value->key, key_names[i], needed);
    draft->values[i] = value;
    return;
  }
  fail_near(reader, DIAG_STYLE_KEY, value->key, value->key->text, key_names, KEY_COUNT);
}

static const char *text(const Draft *draft, Key key) {
  return draft->values[key] ? draft->values[key]->text : NULL;
}

static bool truth(const Draft *draft, Key key, bool otherwise) {
  const Yaml *value = draft->values[key];
  return value ? strcmp(value->text, "true") == 0 : otherwise;
}

static long number(const Draft *draft, Key key) {
  return draft->values[key] ? strtol(draft->values[key]->text, NULL, 10) : 0;
}

/* The first text of a value that is one text or a list of texts. */
static const Yaml *items_of(const Yaml *value) {
  return value && value->type == YAML_LIST ? value->first : value;
}

/* The next text: a lone text has no next, whatever key follows it in its mapping. */
static const Yaml *next_item(const Yaml *value, const Yaml *item) {
  return value->type == YAML_LIST ? item->next : NULL;
}

static TextList texts(Reader *reader, const Draft *draft, Key key) {
  TextList list = {0};
  const Yaml *value = draft->values[key];
  for (const Yaml *item = items_of(value); item; item = next_item(value, item))
    ARENA_PUSH(reader->arena, list.items, list.count, list.capacity, item->text);
  return list;
}

static Severity severity_of(Reader *reader, const Draft *draft) {
  static const char *const names[] = {"suggestion", "note", "warning", "error"};
  static const Severity values[] = {SEVERITY_NOTE, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR};
  const Yaml *level = draft->values[KEY_LEVEL];
  if (!level) return SEVERITY_WARNING; /* as in Vale */
  for (size_t i = 0; i < 4; i++)
    if (strcmp(level->text, names[i]) == 0) return values[i];
  fail(reader, DIAG_STYLE_TYPE, level->key, "level", "suggestion, note, warning or error");
  return SEVERITY_NOTE;
}

/* One part of a scope, such as "heading", "~list" or "sentence.en". */
static uint32_t scope_part(const char *part, bool *by_sentence) {
  static const struct {
    const char *name;
    uint32_t blocks;
  } scopes[] = {
      {"text", IN_ALL},        {"raw", IN_ALL},   {"summary", IN_ALL},         {"sentence", IN_ALL},
      {"heading", IN_HEADING}, {"list", IN_LIST}, {"paragraph", IN_PARAGRAPH}, {"field", IN_FIELD}};
  bool negated = *part == '~';
  part += negated;
  if (strncmp(part, "sentence", 8) == 0) *by_sentence = true;
  for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
    size_t length = strlen(scopes[i].name);
    if (strncmp(part, scopes[i].name, length) != 0 || (part[length] && part[length] != '.'))
      continue;
    return negated ? IN_ALL & ~scopes[i].blocks : scopes[i].blocks;
  }
  return 0;
}

static void read_scope(Reader *reader, const Draft *draft, StyleRule *rule) {
  const Yaml *scope = draft->values[KEY_SCOPE];
  if (!scope) {
    rule->blocks = IN_ALL & ~(uint32_t)IN_HEADING;
    return;
  }
  for (const Yaml *item = items_of(scope); item; item = next_item(scope, item)) {
    uint32_t blocks = IN_ALL;
    for (const char *part = item->text; *part;) { /* parts with & between: all must hold */
      part += strspn(part, " &");
      char *name = arena_strndup(reader->arena, part, strcspn(part, " &"));
      uint32_t found = *name ? scope_part(name, &rule->by_sentence) : IN_ALL;
      if (!found)
        fail(reader, DIAG_STYLE_TYPE, item, "scope",
             "text, sentence, paragraph, heading, list or field");
      blocks &= found;
      part += strlen(name);
    }
    rule->blocks |= blocks;
  }
}

static void read_tokens(Reader *reader, const Draft *draft, StyleRule *rule, Key key,
                        Output output) {
  const Yaml *value = draft->values[key];
  for (const Yaml *item = items_of(value); item; item = next_item(value, item))
    if (!style_add_pattern(reader->language, item->text, rule->ignore_case, rule->nonword, output,
                           place_of(reader, item), reader->diags))
      reader->good = false;
}

static void missing(Reader *reader, const Draft *draft, const char *what) {
  fail(reader, DIAG_STYLE_MISSING, draft->at, draft->id, what);
}

static void read_existence(Reader *reader, const Draft *draft, StyleRule *rule, uint32_t number) {
  Output output = {.kind = FOUND, .owner = number};
  if (!draft->values[KEY_TOKENS] && !draft->values[KEY_RAW]) missing(reader, draft, "tokens");
  read_tokens(reader, draft, rule, KEY_TOKENS, output);
  const Yaml *raw = draft->values[KEY_RAW];
  if (!raw) return;
  Buf pattern = {0}; /* Vale joins the parts of `raw` to one expression */
  for (const Yaml *item = items_of(raw); item; item = next_item(raw, item))
    buf_puts(&pattern, item->text);
  const char *joined = arena_strndup(reader->arena, pattern.bytes, pattern.length);
  buf_free(&pattern);
  if (!style_add_pattern(reader->language, joined, rule->ignore_case, true, output,
                         place_of(reader, raw), reader->diags))
    reader->good = false;
}

static void read_swap_mapping(Reader *reader, StyleRule *rule, uint32_t number,
                              const Yaml *mapping) {
  for (const Yaml *value = mapping->first; value; value = value->next) {
    if (mapping->type != YAML_MAPPING || value->type != YAML_SCALAR) {
      fail(reader, DIAG_STYLE_TYPE, value, "swap", "the words to use for each phrase");
      return;
    }
    if (rule->fix && !replace_is_exact(value->text))
      fail(reader, DIAG_STYLE_TYPE, value, value->text,
           "to be one replacement, without / or | or Markdown, because the rule has fix: true");
    Output output = {.kind = FOUND, .owner = number, .replacement = value->text};
    if (!style_add_pattern(reader->language, value->key->text, rule->ignore_case, rule->nonword,
                           output, place_of(reader, value->key), reader->diags))
      reader->good = false;
  }
}

static void read_substitution(Reader *reader, const Draft *draft, StyleRule *rule,
                              uint32_t number) {
  const Yaml *swap = draft->values[KEY_SWAP];
  if (!swap) {
    missing(reader, draft, "swap");
  } else if (swap->type == YAML_MAPPING) {
    read_swap_mapping(reader, rule, number, swap);
  } else {
    for (const Yaml *item = swap->first; item; item = item->next)
      read_swap_mapping(reader, rule, number, item);
  }
}

static void read_occurrence(Reader *reader, const Draft *draft, StyleRule *rule, uint32_t number) {
  const Yaml *token = draft->values[KEY_TOKEN];
  rule->has_max = draft->values[KEY_MAX] != NULL;
  rule->has_min = draft->values[KEY_MIN] != NULL;
  if (!token) missing(reader, draft, "token");
  if (!rule->has_max && !rule->has_min) missing(reader, draft, "max");
  if (!token) return;
  rule->first = style_add_expression(reader->language, token->text, rule->ignore_case,
                                     (Output){.kind = FOUND, .owner = number}, true,
                                     place_of(reader, token), reader->diags);
  if (rule->first == UINT32_MAX) reader->good = false;
}

static void read_conditional(Reader *reader, const Draft *draft, StyleRule *rule, uint32_t number) {
  Key keys[] = {KEY_FIRST, KEY_SECOND};
  uint32_t *into[] = {&rule->first, &rule->second};
  for (int i = 0; i < 2; i++) {
    const Yaml *value = draft->values[keys[i]];
    if (!value) {
      missing(reader, draft, key_names[keys[i]]);
      continue;
    }
    *into[i] = style_add_expression(reader->language, value->text, rule->ignore_case,
                                    (Output){.kind = FOUND, .owner = number}, true,
                                    place_of(reader, value), reader->diags);
    if (*into[i] == UINT32_MAX) reader->good = false;
  }
}

static void read_consistency(Reader *reader, const Draft *draft, StyleRule *rule, uint32_t number) {
  Language *language = reader->language;
  if (!draft->values[KEY_EITHER_KEY]) {
    missing(reader, draft, "either");
    return;
  }
  for (const Yaml *value = draft->values[KEY_EITHER_KEY]->first; value; value = value->next) {
    if (value->type != YAML_SCALAR) {
      fail(reader, DIAG_STYLE_TYPE, value, "either", "two spellings");
      return;
    }
    Pair pair = {number, value->key->text, value->text};
    ARENA_PUSH(reader->arena, language->pairs.items, language->pairs.count,
               language->pairs.capacity, pair);
    Output output = {.kind = EITHER, .owner = (uint32_t)language->pairs.count - 1};
    Output other = {.kind = OR, .owner = output.owner};
    if (!style_add_pattern(language, pair.either, rule->ignore_case, rule->nonword, output,
                           place_of(reader, value->key), reader->diags) ||
        !style_add_pattern(language, pair.or, rule->ignore_case, rule->nonword, other,
                           place_of(reader, value), reader->diags))
      reader->good = false;
  }
}

/* Sentences of at least `min` words that have no word of these classes. */
static void read_absence(Reader *reader, const Draft *draft, StyleRule *rule, uint32_t number) {
  Language *language = reader->language;
  const Yaml *value = draft->values[KEY_TOKENS];
  ARENA_PUSH(reader->arena, language->absences.items, language->absences.count,
             language->absences.capacity, number);
  if (!value) missing(reader, draft, "tokens");
  for (const Yaml *item = items_of(value); item; item = next_item(value, item)) {
    const char *end = item->length > 2 && item->text[0] == '<' ? strchr(item->text, '>') : NULL;
    const char *name = end && !end[1] ? arena_strndup(reader->arena, item->text + 1,
                                                      (size_t)(end - item->text - 1))
                                      : NULL;
    uint32_t tag = name ? style_class_tag(language, name) : TAG_NONE;
    if (tag == TAG_NONE)
      fail(reader, DIAG_STYLE_TYPE, item, item->text, "a class of words such as <person>");
    else
      rule->facts |= UINT64_C(1) << tag;
  }
}

/* A class that a condition names: {class: NAME}. */
static void add_named_class(Reader *reader, const Yaml *item, ClassList *list, Where where) {
  const char *name = yaml_text(item, "class");
  uint32_t number = name ? style_class(reader->language, name) : UINT32_MAX;
  if (!name || item->count != 1) {
    fail(reader, DIAG_STYLE_TYPE, item, "a condition", "phrases, or {class: NAME}");
  } else if (number == UINT32_MAX) {
    size_t count = reader->language->class_list.count, named = 0;
    const char **names = arena_alloc(reader->arena, count * sizeof *names);
    for (size_t i = 0; i < count; i++)
      if (reader->language->class_list.items[i]->name)
        names[named++] = reader->language->class_list.items[i]->name;
    fail_near(reader, DIAG_STYLE_CLASS, item, name, names, named);
  } else {
    if (where == IN_DOCUMENT && !style_class_in_document(reader->language, number, reader->diags))
      reader->good = false;
    ARENA_PUSH(reader->arena, list->items, list->count, list->capacity, number);
  }
}

/* Phrases and expressions of a condition make a class without a name. */
static void read_condition(Reader *reader, const Yaml *value, ClassList *list, Where where) {
  uint32_t own = UINT32_MAX;
  if (value->type == YAML_MAPPING) {
    add_named_class(reader, value, list, where);
    return;
  }
  for (const Yaml *item = items_of(value); item; item = next_item(value, item)) {
    if (item->type == YAML_MAPPING) {
      add_named_class(reader, item, list, where);
      continue;
    }
    if (item->type != YAML_SCALAR || !item->length) {
      fail(reader, DIAG_STYLE_TYPE, item, "a condition", "phrases, or {class: NAME}");
      continue;
    }
    if (own == UINT32_MAX) {
      own = style_new_class(reader->language, NULL);
      reader->language->class_list.items[own]->in_document = where == IN_DOCUMENT;
      ARENA_PUSH(reader->arena, list->items, list->count, list->capacity, own);
    }
    Output output = {.kind = OF_CLASS, .owner = own};
    if (!style_add_pattern(reader->language, item->text, true, false, output,
                           place_of(reader, item), reader->diags))
      reader->good = false;
  }
}

/* A condition that is true or false. */
static bool *condition_flag(Conditions *conditions, const char *name) {
  if (strcmp(name, "defined") == 0) return &conditions->defined;
  if (strcmp(name, "negated") == 0) return &conditions->negated;
  return strcmp(name, "agency") == 0 ? &conditions->agency : NULL;
}

static void read_conditions(Reader *reader, const Yaml *mapping, Conditions *conditions) {
  static const char *const names[] = {
      "sentence", "before",   "shortly-before", "after",   "shortly-after", "next-sentence",
      "beside",   "document", "defined",        "negated", "agency",        "facts"};
  const size_t count = sizeof names / sizeof *names;
  if (!mapping) return;
  conditions->given = true;
  for (const Yaml *value = mapping->first; value; value = value->next) {
    const char *name = value->key->text;
    bool *flag = condition_flag(conditions, name);
    size_t where = 0;
    while (where < WHERE_COUNT && strcmp(names[where], name) != 0)
      where++;
    if (where < WHERE_COUNT)
      read_condition(reader, value, &conditions->where[where], (Where)where);
    else if (strcmp(name, "facts") == 0 && is_number(value))
      conditions->facts = strtol(value->text, NULL, 10);
    else if (strcmp(name, "facts") == 0)
      fail(reader, DIAG_STYLE_TYPE, value->key, name, "a number");
    else if (flag && is_truth(value))
      *flag = strcmp(value->text, "true") == 0;
    else if (flag)
      fail(reader, DIAG_STYLE_TYPE, value->key, name, "true or false");
    else
      fail_near(reader, DIAG_STYLE_KEY, value->key, name, names, count);
  }
}

static void read_info(Reader *reader, const Draft *draft, RuleInfo *info) {
  const char *source = text(draft, KEY_SOURCE), *full = NULL;
  if (source) full = map_get(reader->language->sources, source, strlen(source));
  *info = (RuleInfo){.id = draft->id,
                     .check = CHECK_LANGUAGE,
                     .severity = severity_of(reader, draft),
                     .message = text(draft, KEY_MESSAGE),
                     .because = text(draft, KEY_BECAUSE),
                     .ask = text(draft, KEY_ASK),
                     .source = full ? full : source,
                     .link = text(draft, KEY_LINK),
                     .category = text(draft, KEY_CATEGORY),
                     .long_text = text(draft, KEY_LONG),
                     .bad = text(draft, KEY_BAD),
                     .good = text(draft, KEY_GOOD),
                     .file = reader->source->name,
                     .place = place_of(reader, draft->at)};
  if (!info->message) missing(reader, draft, "message");
  if (!info->category) info->category = reader->stem;
}

static const struct {
  const char *name;
  Extends extends;
  void (*read)(Reader *reader, const Draft *draft, StyleRule *rule, uint32_t number);
} forms[] = {
    {"existence", EXISTENCE, read_existence},
    {"substitution", SUBSTITUTION, read_substitution},
    {"occurrence", OCCURRENCE, read_occurrence},
    {"repetition", REPETITION, NULL},
    {"consistency", CONSISTENCY, read_consistency},
    {"conditional", CONDITIONAL, read_conditional},
    {"absence", ABSENCE, read_absence},
};

/* The row of `extends`, or -1: after a diagnostic, or a note about what is not supported. */
static int form_of(Reader *reader, const Draft *draft) {
  static const char *const others[] = {"metric",   "readability", "capitalization",
                                       "spelling", "sequence",    "script"};
  const Yaml *extends = draft->values[KEY_EXTENDS];
  if (!extends) {
    missing(reader, draft, "extends");
    return -1;
  }
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(extends->text, forms[i].name) == 0) return (int)i;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(extends->text, others[i]) == 0) {
      diag_add(reader->diags, DIAG_STYLE_UNSUPPORTED, place_of(reader, extends), others[i]);
      return -1;
    }
  fail(reader, DIAG_STYLE_TYPE, extends->key, "extends",
       "existence, substitution, occurrence, repetition, consistency, conditional or absence");
  return -1;
}

/* Whether the rule is for the language: it names none, this one, or the one that this is a form of. */
static bool for_language(const Reader *reader, const Draft *draft) {
  const Yaml *value = draft->values[KEY_LANGUAGES];
  const char *language = reader->language->name;
  if (!value) return true;
  for (const Yaml *item = items_of(value); item; item = next_item(value, item))
    if (strncmp(language, item->text, item->length) == 0 &&
        (!language[item->length] || language[item->length] == '-'))
      return true;
  return false;
}

static void read_rule(Reader *reader, const Draft *draft) {
  int form = form_of(reader, draft);
  if (form < 0 || !reader->good || !for_language(reader, draft)) return;
  Language *language = reader->language;
  StyleRule *rule = arena_alloc(reader->arena, sizeof *rule);
  read_info(reader, draft, &rule->info);
  read_scope(reader, draft, rule);
  rule->extends = forms[form].extends;

  rule->ignore_case = truth(draft, KEY_IGNORECASE, false);
  rule->nonword = truth(draft, KEY_NONWORD, false);
  rule->first_only = truth(draft, KEY_FIRST_ONLY, false);
  rule->general = truth(draft, KEY_GENERAL, false);
  rule->clause = truth(draft, KEY_CLAUSE, false);
  rule->fix = truth(draft, KEY_FIX, false);
  rule->rest = truth(draft, KEY_REST, false);
  if (rule->fix && rule->extends != SUBSTITUTION)
    fail(reader, DIAG_STYLE_TYPE, draft->values[KEY_FIX]->key, "fix",
         "a rule that extends substitution");
  rule->max = number(draft, KEY_MAX);
  rule->min = number(draft, KEY_MIN);
  rule->limit = number(draft, KEY_LIMIT);
  rule->company = number(draft, KEY_COMPANY);
  rule->kinds = texts(reader, draft, KEY_KINDS);
  rule->sections = texts(reader, draft, KEY_SECTIONS);
  rule->fields = texts(reader, draft, KEY_FIELDS);
  rule->practices = texts(reader, draft, KEY_PRACTICES);
  ARENA_PUSH(reader->arena, language->rules.items, language->rules.count, language->rules.capacity,
             rule);
  uint32_t own = (uint32_t)language->rules.count - 1;
  if (rule->extends == OCCURRENCE || rule->extends == REPETITION || rule->extends == CONDITIONAL)
    ARENA_PUSH(reader->arena, language->counting.items, language->counting.count,
               language->counting.capacity, own);
  if (forms[form].read) forms[form].read(reader, draft, rule, own);
  read_tokens(reader, draft, rule, KEY_EXCEPTIONS, (Output){.kind = EXCEPTED, .owner = own});
  read_conditions(reader, draft->shared_unless, &rule->unless);
  read_conditions(reader, draft->values[KEY_UNLESS], &rule->unless);
  read_conditions(reader, draft->values[KEY_ONLY], &rule->only);
}

/* A set of rules: the keys beside `rules` are for all of them. */
static void read_set(Reader *reader, const Yaml *root, const Yaml *set) {
  Draft shared = {0};
  for (const Yaml *value = root->first; value; value = value->next)
    if (value != set) take(reader, &shared, value);
  if (set->type != YAML_MAPPING) {
    fail(reader, DIAG_STYLE_TYPE, set->key, "rules", "a name and keys for each rule");
    return;
  }
  for (const Yaml *value = set->first; value && reader->good; value = value->next) {
    Draft draft = shared;
    if (yaml_get(value, "unless")) draft.shared_unless = shared.values[KEY_UNLESS];
    draft.id = arena_printf(reader->arena, "%s/%s", reader->stem, value->key->text);
    draft.at = value->key;
    if (value->type != YAML_MAPPING)
      fail(reader, DIAG_STYLE_TYPE, value->key, draft.id, "keys and values");
    for (const Yaml *item = value->first; item && reader->good; item = item->next)
      take(reader, &draft, item);
    if (reader->good) read_rule(reader, &draft);
  }
}

bool style_read(Language *language, const char *path, Diags *diags) {
  Reader reader = {.language = language,
                   .arena = language->arena,
                   .diags = diags,
                   .source = source_read_data(path, diags_arena(diags), diags),
                   .stem = file_stem(path, language->arena),
                   .good = true};
  if (!reader.source) return false;
  Span all = {reader.source->body, reader.source->length};
  const Yaml *root = yaml_read(reader.source, all, reader.arena, diags);
  if (!root) return false;
  if (root->type != YAML_MAPPING) {
    fail(&reader, DIAG_STYLE_TYPE, root, reader.stem, "keys and values");
    return false;
  }
  const Yaml *set = yaml_get(root, "rules");
  if (set) {
    read_set(&reader, root, set);
  } else {
    Draft draft = {.id = reader.stem, .at = root};
    for (const Yaml *value = root->first; value && reader.good; value = value->next)
      take(&reader, &draft, value);
    if (reader.good) read_rule(&reader, &draft);
  }
  return reader.good;
}
