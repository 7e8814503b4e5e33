/* Expands regular expressions that stand for a limited number of phrases into these phrases, so that the
 * word automaton finds them and no expression has to run. */
#include "check/phrase.h"

#include "check/words.h"

#include <ctype.h>
#include <string.h>

enum { MOST_PHRASES = 4096, DEEPEST = 20 };

static const char number_phrase[] = {PHRASE_NUMBER, '\0'}, any_phrase[] = {PHRASE_ANY, '\0'};

typedef struct Expander {
  const char *at;
  const PhraseClasses *classes;
  Arena *arena;
  int depth;
  bool endless; /* it stands for more phrases than can be listed */
} Expander;

static void add(Expander *e, Phrases *list, const char *text) {
  if (list->count >= MOST_PHRASES)
    e->endless = true;
  else
    ARENA_PUSH(e->arena, list->items, list->count, list->capacity, text);
}

static Phrases single(Expander *e, const char *text) {
  Phrases list = {.items = arena_alloc(e->arena, sizeof *list.items), .count = 1, .capacity = 1};
  list.items[0] = text;
  return list;
}

/* Every item of the first followed by every item of the second. */
static Phrases product(Expander *e, const Phrases *first, const Phrases *second) {
  if (first->count == 1 && !*first->items[0]) return *second;
  if (second->count == 1 && !*second->items[0]) return *first;
  Phrases list = {0};
  for (size_t i = 0; i < first->count && !e->endless; i++) {
    size_t length = strlen(first->items[i]);
    for (size_t j = 0; j < second->count && !e->endless; j++) {
      size_t more = strlen(second->items[j]);
      char *text = arena_alloc(e->arena, length + more + 1);
      memcpy(text, first->items[i], length);
      memcpy(text + length, second->items[j], more);
      add(e, &list, text);
    }
  }
  return list;
}

static Phrases alternatives(Expander *e);

/* "(" has been read. */
static Phrases group(Expander *e) {
  Phrases list = {0};
  if (strncmp(e->at, "?:", 2) == 0)
    e->at += 2;
  else if (*e->at == '?')
    e->endless = true;
  if (++e->depth > DEEPEST) e->endless = true;
  if (!e->endless) list = alternatives(e);
  e->depth--;
  if (*e->at == ')')
    e->at++;
  else
    e->endless = true;
  return list;
}

/* "[" has been read. */
static Phrases class_of(Expander *e) {
  Phrases list = {0};
  if (*e->at == '^') e->endless = true;
  while (*e->at && *e->at != ']' && !e->endless) {
    char first = *e->at++;
    if (first == '\\') first = *e->at ? *e->at++ : '\\';
    if (isalnum((unsigned char)first) && strchr("dwsbDWSB", first) && e->at[-2] == '\\')
      e->endless = true;
    char last = first;
    if (*e->at == '-' && e->at[1] && e->at[1] != ']') {
      last = e->at[1];
      e->at += 2;
    }
    if (last - first > 16 || (first & 0x80)) e->endless = true;
    for (char c = first; c <= last && !e->endless; c++)
      add(e, &list, arena_strndup(e->arena, &c, 1));
  }
  if (*e->at == ']' && list.count)
    e->at++;
  else
    e->endless = true;
  return list;
}

static bool take_plus(Expander *e) {
  bool plus = *e->at == '+';
  e->at += plus;
  return plus;
}

/* What a class stands for; endless when it cannot be named. */
static Phrases phrases_of_class(Expander *e, const char *name) {
  const Phrases *found = e->classes ? e->classes->find(e->classes->state, name) : NULL;
  Phrases list = {0};
  if (!found) e->endless = true;
  for (size_t i = 0; found && i < found->count; i++)
    add(e, &list, found->items[i]);
  return list;
}

/* "\\w+" has been read and letters follow: all words with that ending are a class without a name. */
static Phrases ending(Expander *e) {
  size_t length = strspn(e->at, "abcdefghijklmnopqrstuvwxyz");
  const char *name = arena_printf(e->arena, "\\w+%.*s", (int)length, e->at);
  if (!length || strchr("?*+{", e->at[length] ? e->at[length] : ' ')) e->endless = true;
  e->at += length;
  return e->endless ? single(e, "") : phrases_of_class(e, name);
}

/* A backslash has been read. */
static Phrases escape(Expander *e) {
  char c = *e->at;
  if (c) e->at++;
  switch (c) {
  case 's':
    take_plus(e);
    return single(e, " ");
  case 'd':
    if (*e->at == '{') e->at += strcspn(e->at, "}") + (e->at[strcspn(e->at, "}")] == '}');
    take_plus(e);
    while (strncmp(e->at, "\\d", 2) == 0)
      e->at += 2;
    return single(e, number_phrase);
  case 'w':
    if (!take_plus(e)) e->endless = true;
    return isalnum((unsigned char)*e->at) ? ending(e) : single(e, any_phrase);
  case 'b':
    return single(e, "");
  default:
    if (isalnum((unsigned char)c) || !c) e->endless = true;
    return single(e, arena_strndup(e->arena, &c, 1));
  }
}

/* The name that begins behind a "<" and its length with the ">", or NULL when it is no name. */
static const char *class_name(const char *at, size_t *length, Arena *arena) {
  size_t end = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
  *length = end + 1;
  return end && at[end] == '>' ? arena_strndup(arena, at, end) : NULL;
}

/* "<" has been read. */
static Phrases named_class(Expander *e) {
  size_t length;
  const char *name = e->classes ? class_name(e->at, &length, e->arena) : NULL;
  if (!name) return single(e, "<");
  e->at += length;
  return phrases_of_class(e, name);
}

static Phrases atom(Expander *e) {
  char c = *e->at++;
  switch (c) {
  case '(':
    return group(e);
  case '[':
    return class_of(e);
  case '\\':
    return escape(e);
  case '<':
    return named_class(e);
  case ' ':
    take_plus(e);
    return single(e, " ");
  case '.':
  case '*':
  case '+':
  case '^':
  case '$':
  case '?':
    e->endless = true;
    return single(e, "");
  default:
    break;
  }
  size_t length = 1;
  while (((unsigned char)e->at[length - 1] & 0xC0) == 0x80)
    length++;
  e->at += length - 1;
  return single(e, arena_strndup(e->arena, e->at - length, length));
}

/* Reads {n} or {n,m}; false when it is none or not small. */
static bool counts(Expander *e, int *least, int *most) {
  const char *at = e->at + 1;
  *least = *most = 0;
  while (isdigit((unsigned char)*at) && *least < 100)
    *least = *least * 10 + (*at++ - '0');
  *most = *least;
  if (*at == ',') {
    at++;
    for (*most = 0; isdigit((unsigned char)*at) && *most < 100;)
      *most = *most * 10 + (*at++ - '0');
  }
  e->at = *at == '}' ? at + 1 : at;
  return *at == '}' && *most >= *least && *most > 0 && *most <= 8;
}

static Phrases quantified(Expander *e) {
  Phrases once = atom(e), list = {0};
  int least = 1, most = 1;
  if (*e->at == '?') {
    e->at++;
    least = 0;
  } else if (*e->at == '{') {
    if (!counts(e, &least, &most)) e->endless = true;
  } else if (*e->at == '*' || *e->at == '+') {
    e->endless = true;
  }
  if (*e->at == '?' || *e->at == '+') e->endless = true; /* lazy or possessive: leave it to PCRE */
  if (least == 1 && most == 1) return once;
  Phrases so_far = single(e, "");
  for (int i = 0; i <= most && !e->endless; i++) {
    for (size_t j = 0; i >= least && j < so_far.count; j++)
      add(e, &list, so_far.items[j]);
    if (i < most) so_far = product(e, &so_far, &once);
  }
  return list;
}

#define YES_8 true, true, true, true, true, true, true, true
#define YES_26 YES_8, YES_8, YES_8, true, true
#define YES_64 YES_8, YES_8, YES_8, YES_8, YES_8, YES_8, YES_8, YES_8
static const bool plain_bytes[256] = {
    ['\''] = true,  ['-'] = true,   ['0'] = YES_8,   ['8'] = true, ['9'] = true,
    ['A'] = YES_26, ['a'] = YES_26, [0x80] = YES_64, YES_64};

static bool is_plain(char c) {
  return plain_bytes[(unsigned char)c];
}

/* A run of plain text that no quantifier changes: the common case, taken whole. */
static size_t plain_run(const char *text) {
  size_t length = 0;
  while (is_plain(text[length]) || (text[length] == ' ' && is_plain(text[length + 1])))
    length++;
  if (length && text[length] && strchr("?*+{", text[length])) {
    length--;
    while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
      length--;
  }
  return length;
}

/* The next part of a sequence: a run of plain characters, or what stands in brackets or is repeated. */
static Phrases next_part(Expander *e) {
  size_t length = plain_run(e->at);
  if (!length) return quantified(e);
  Phrases run = single(e, arena_strndup(e->arena, e->at, length));
  e->at += length;
  return run;
}

static Phrases sequence(Expander *e) {
  Phrases list = {0};
  while (*e->at && *e->at != '|' && *e->at != ')' && !e->endless) {
    Phrases next = next_part(e);
    list = list.count ? product(e, &list, &next) : next;
  }
  return list.count ? list : single(e, "");
}

/* Adds the phrases of one alternative; most are plain words. */
static void alternative(Expander *e, Phrases *list) {
  size_t length = plain_run(e->at);
  if (!e->at[length] || e->at[length] == '|' || e->at[length] == ')') {
    add(e, list, length ? arena_strndup(e->arena, e->at, length) : "");
    e->at += length;
    return;
  }
  Phrases more = sequence(e);
  for (size_t i = 0; i < more.count; i++)
    add(e, list, more.items[i]);
}

static Phrases alternatives(Expander *e) {
  Phrases list = {0};
  alternative(e, &list);
  while (*e->at == '|' && !e->endless) {
    e->at++;
    alternative(e, &list);
  }
  return list;
}

bool phrases_expand(const char *pattern, const PhraseClasses *classes, Arena *arena,
                    Phrases *phrases) {
  Expander e = {.at = pattern, .classes = classes, .arena = arena};
  if (strncmp(pattern, "(?i)", 4) == 0) e.at += 4;
  *phrases = alternatives(&e);
  return !e.endless && !*e.at;
}

/* Whether every phrase of the list that is not empty begins, or ends, with a space. */
static bool spaced(const Phrases *list, bool at_start) {
  for (size_t i = 0; i < list->count; i++) {
    const char *text = list->items[i];
    size_t length = strlen(text);
    if (length && text[at_start ? 0 : length - 1] != ' ') return false;
  }
  return true;
}

static bool may_be_empty(const Phrases *list) {
  for (size_t i = 0; i < list->count; i++)
    if (!*list->items[i]) return true;
  return false;
}

/* Cuts a sequence into parts wherever words are sure to end. */
static Chain *chain_sequence(Expander *e) {
  Chain *chain = arena_alloc(e->arena, sizeof *chain);
  bool separated = true; /* what came before ends with a space */
  while (*e->at && *e->at != '|' && *e->at != ')' && !e->endless) {
    Phrases next = next_part(e);
    bool starts = spaced(&next, true), ends = spaced(&next, false);
    if (!chain->count || separated || starts) {
      ARENA_PUSH(e->arena, chain->parts, chain->count, chain->capacity, next);
    } else {
      Phrases *last = &chain->parts[chain->count - 1];
      *last = product(e, last, &next);
    }
    separated = ends && (separated || !may_be_empty(&next));
  }
  return chain;
}

bool phrases_is_plain(const char *pattern) {
  size_t length = plain_run(pattern);
  return length && !pattern[length];
}

bool phrases_chain(const char *pattern, const PhraseClasses *classes, Arena *arena,
                   Chain **chains) {
  Expander e = {.at = pattern, .classes = classes, .arena = arena};
  if (strncmp(pattern, "(?i)", 4) == 0) e.at += 4;
  Chain **next = chains;
  for (;;) {
    *next = chain_sequence(&e);
    next = &(*next)->next;
    if (e.endless || *e.at != '|') break;
    e.at++;
  }
  return !e.endless && !*e.at;
}

const char *phrases_missing_class(const char *pattern, const PhraseClasses *classes, Arena *arena) {
  size_t length;
  for (const char *at = pattern; (at = strchr(at, '<')); at++) {
    const char *name = class_name(at + 1, &length, arena);
    if (name && !classes->find(classes->state, name)) return name;
  }
  return NULL;
}

/* The end of a group or class that begins at text. */
static const char *skip_bracket(const char *text) {
  char close = *text == '(' ? ')' : ']';
  int depth = 0;
  for (; *text; text++) {
    if (*text == '\\' && text[1]) {
      text++;
    } else if (close == ']' ? *text == ']' : *text == ')') {
      if (--depth <= 0) return text + 1;
    } else if (*text == (close == ')' ? '(' : '\0') || depth == 0) {
      depth++;
    }
  }
  return text;
}

static const char *skip_quantifier(const char *text) {
  if (*text == '{') text += strcspn(text, "}");
  while (*text && strchr("?*+}", *text))
    text++;
  return text;
}

static bool has_top_level_alternative(const char *text) {
  while (*text) {
    if (*text == '|') return true;
    if (*text == '(' || *text == '[')
      text = skip_bracket(text);
    else
      text += *text == '\\' && text[1] ? 2 : 1;
  }
  return false;
}

/* Whether what stands at text (behind a run of letters) is surely no letter. */
static bool ends_word(const char *text) {
  return !*text || *text == ' ' || strncmp(text, "\\s", 2) == 0 || strncmp(text, "\\b", 2) == 0;
}

const char *phrases_required_word(const char *pattern, Arena *arena) {
  const char *best = NULL;
  size_t best_length = 0;
  bool begins = true; /* no letter stands right before */
  if (has_top_level_alternative(pattern)) return NULL;
  for (const char *at = pattern; *at;) {
    size_t length = 0;
    while (isalpha((unsigned char)at[length]))
      length++;
    if (length) {
      bool optional = at[length] && strchr("?*{", at[length]);
      if (begins && !optional && ends_word(at + length) && length > best_length) {
        best = at;
        best_length = length;
      }
      at = skip_quantifier(at + length);
      begins = false;
    } else if (*at == '(' || *at == '[') {
      at = skip_quantifier(skip_bracket(at));
      begins = false;
    } else if (*at == ' ' || strncmp(at, "\\s", 2) == 0 || strncmp(at, "\\b", 2) == 0) {
      at += *at == ' ' ? 1 : 2;
      begins = !(*at && strchr("?*{", *at)) || at[-1] == 'b';
      at = skip_quantifier(at);
    } else {
      at = skip_quantifier(at + (*at == '\\' && at[1] ? 2 : 1));
      begins = false;
    }
  }
  return best ? arena_strndup(arena, best, best_length) : NULL;
}
