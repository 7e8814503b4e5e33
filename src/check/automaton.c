/* The phrase automaton. A word that begins no phrase costs one look at an array. */
#include "check/automaton.h"

#include <string.h>

typedef struct Edge {
  uint32_t node, word, to; /* to 0: free */
} Edge;

typedef struct Node {
  const Output *outputs;
  bool leads_on;    /* has an edge */
  bool number, any; /* has an edge for any number, for any word */
} Node;

struct Automaton {
  Vocabulary *vocabulary;
  Arena *arena;
  Node *nodes; /* 0 is unused, 1 the root */
  size_t node_count, node_capacity;
  uint32_t *starts; /* by word: the node after it from the root, 0: none */
  size_t start_count;
  Edge *edges; /* a power of two, at most half of it used */
  size_t edge_count, edge_slots;
};

static uint32_t new_node(Automaton *a) {
  Node node = {0};
  ARENA_PUSH(a->arena, a->nodes, a->node_count, a->node_capacity, node);
  return (uint32_t)a->node_count - 1;
}

static Edge *edge_slot(const Automaton *a, uint32_t node, uint32_t word) {
  uint32_t hash = (node * UINT32_C(2654435761)) ^ (word * UINT32_C(2246822519));
  hash ^= hash >> 15;
  size_t mask = a->edge_slots - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Edge *edge = &a->edges[i];
    if (!edge->to || (edge->node == node && edge->word == word)) return edge;
  }
}

static void grow_edges(Automaton *a) {
  Edge *old = a->edges;
  size_t count = a->edge_slots;
  a->edge_slots = count ? count * 2 : 4096;
  a->edges = arena_alloc(a->arena, a->edge_slots * sizeof *a->edges);
  for (size_t i = 0; i < count; i++)
    if (old[i].to) *edge_slot(a, old[i].node, old[i].word) = old[i];
}

Automaton *automaton_new(Vocabulary *vocabulary, Arena *arena) {
  Automaton *a = arena_alloc(arena, sizeof *a);
  *a = (Automaton){.vocabulary = vocabulary, .arena = arena};
  new_node(a);
  new_node(a);
  grow_edges(a);
  return a;
}

static uint32_t *start_of(Automaton *a, uint32_t word) {
  if (word >= a->start_count) {
    size_t grown = a->start_count ? a->start_count * 2 : 4096;
    while (grown <= word)
      grown *= 2;
    a->starts = arena_grow(a->arena, a->starts, a->start_count * sizeof *a->starts,
                           grown * sizeof *a->starts);
    a->start_count = grown;
  }
  return &a->starts[word];
}

static uint32_t follow(Automaton *a, uint32_t node, uint32_t word) {
  Node *from = &a->nodes[node];
  if (word == WORD_NUMBER_ID) from->number = true;
  if (word == WORD_ANY_ID) from->any = true;
  from->leads_on = true;
  if (node == 1) {
    uint32_t *start = start_of(a, word);
    if (!*start) *start = new_node(a);
    return *start;
  }
  if (a->edge_count * 2 >= a->edge_slots) grow_edges(a);
  Edge *edge = edge_slot(a, node, word);
  if (!edge->to) {
    *edge = (Edge){node, word, new_node(a)};
    a->edge_count++;
  }
  return edge->to;
}

static bool same_output(const Output *a, const Output *b) {
  bool same_exact =
      a->exact == b->exact || (a->exact && b->exact && strcmp(a->exact, b->exact) == 0);
  return a->kind == b->kind && a->owner == b->owner && same_exact;
}

static void add_split(Automaton *a, const Words *words, const Output *output) {
  uint32_t node = 1;
  for (size_t i = 0; i < words->count; i++)
    node = follow(a, node, words->items[i].id);
  if (node == 1) return;
  for (const Output *old = a->nodes[node].outputs; old; old = old->next)
    if (same_output(old, output)) return;
  Output *copy = arena_alloc(a->arena, sizeof *copy);
  *copy = *output;
  copy->next = a->nodes[node].outputs;
  a->nodes[node].outputs = copy;
}

void automaton_add(Automaton *a, Words *scratch, const char *phrase, Output output) {
  words_learn(scratch, a->vocabulary, phrase);
  add_split(a, scratch, &output);
  bool hyphenated = false;
  for (size_t i = 1; i < scratch->count; i++)
    if (scratch->items[i].flags & WORD_HYPHENATED) hyphenated = true;
  if (!hyphenated || output.exact) return;
  char *joined = arena_strdup(a->arena, phrase), *to = joined;
  for (const char *from = phrase; *from; from++)
    if (*from != '-') *to++ = *from;
  *to = '\0';
  words_learn(scratch, a->vocabulary, joined);
  add_split(a, scratch, &output);
}

/* One search. */
typedef struct Search {
  const Automaton *automaton;
  const Word *words;
  const char *text;
  size_t first, to;
  Hits *hits;
} Search;

static void push_hit(Hits *hits, Hit hit) {
  if (hits->count == hits->capacity) {
    hits->capacity = hits->capacity ? hits->capacity * 2 : 64;
    hits->items = memory_grow(hits->items, hits->capacity * sizeof *hits->items);
  }
  hits->items[hits->count++] = hit;
}

static bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80);
}

/* Whether the text of the words is the phrase in its own case; only the letters are compared, the gaps may
 * differ. */
static bool written_exactly(const Search *s, size_t last, const char *exact) {
  const char *at = s->text + s->words[s->first].start, *end = s->text + s->words[last].end;
  while (*exact && at < end) {
    if (!is_word_byte(*exact)) {
      exact++;
    } else if (!is_word_byte(*at)) {
      at++;
    } else if (*exact == PHRASE_NUMBER || *exact == PHRASE_ANY || *exact != *at) {
      return *exact == PHRASE_NUMBER || *exact == PHRASE_ANY;
    } else {
      exact++;
      at++;
    }
  }
  return true;
}

static void report(const Search *s, const Node *node, size_t last) {
  for (const Output *output = node->outputs; output; output = output->next)
    if (!output->exact || written_exactly(s, last, output->exact))
      push_hit(s->hits, (Hit){(uint32_t)s->first, (uint32_t)last, output});
}

/* A phrase ends between words, not inside one. */
static bool ends_here(const Search *s, size_t last) {
  return last + 1 >= s->to || !(s->words[last + 1].flags & WORD_GLUED);
}

static void walk(const Search *s, uint32_t index, size_t last) {
  const Automaton *a = s->automaton;
  for (;;) {
    const Node *node = &a->nodes[index];
    if (node->outputs && ends_here(s, last)) report(s, node, last);
    if (!node->leads_on || ++last >= s->to) return;
    const Word *word = &s->words[last];
    if (node->number && (word->flags & WORD_IS_NUMBER))
      walk(s, edge_slot(a, index, WORD_NUMBER_ID)->to, last);
    if (node->any && (word->flags & WORD_IS_TEXT))
      walk(s, edge_slot(a, index, WORD_ANY_ID)->to, last);
    if (!word->id) return;
    index = edge_slot(a, index, word->id)->to;
    if (!index) return;
  }
}

void automaton_run(const Automaton *a, const Words *words, const char *text, size_t from, size_t to,
                   Hits *hits) {
  Search s = {.automaton = a, .words = words->items, .text = text, .to = to, .hits = hits};
  const Node *root = &a->nodes[1];
  uint32_t number = root->number ? a->starts[WORD_NUMBER_ID] : 0;
  uint32_t any = root->any ? a->starts[WORD_ANY_ID] : 0;
  for (s.first = from; s.first < to; s.first++) {
    const Word *word = &words->items[s.first];
    uint32_t start = word->id < a->start_count ? a->starts[word->id] : 0;
    if (word->flags & WORD_GLUED) continue;
    if (word->id && start) walk(&s, start, s.first);
    if (number && (word->flags & WORD_IS_NUMBER)) walk(&s, number, s.first);
    if (any && (word->flags & WORD_IS_TEXT)) walk(&s, any, s.first);
  }
}
