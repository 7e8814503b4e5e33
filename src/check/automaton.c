/* The phrase automaton. A word that begins no phrase costs one look at an array. */
#include "check/automaton.h"

#include "base/map.h"

#include <stdlib.h>
#include <string.h>

/* The states of the rules' own automaton: each phrase has its own, so that adding one is cheap. */
typedef struct Edge {
  uint32_t word, to;
  uint32_t next; /* of the same state; 0: none */
} Edge;

typedef struct State {
  uint32_t edges;       /* the first; 0: none */
  const Output *output; /* a phrase ends here */
} State;

/* A set of states: what is known after some words. */
typedef struct Node {
  const uint32_t *states;
  uint32_t state_count, output_count;
  const Output *const *outputs;
  bool leads_on;
  bool wild; /* goes on with any word or any number */
} Node;

enum { NOT_MADE = 0, DEAD = 1, LIVE_BITS = 1 << 18 };

/* What a word that no rule knows counts as. */
enum { OTHER_TEXT = UINT32_MAX, OTHER_NUMBER = UINT32_MAX - 1, OTHER_SIGN = UINT32_MAX - 2 };

typedef struct Step {
  uint32_t node, word, to;
} Step;

struct Automaton {
  Vocabulary *vocabulary;
  Arena *arena;
  State *states; /* 0 is unused */
  size_t state_count, state_capacity;
  Edge *edges; /* 0 is unused */
  size_t edge_count, edge_capacity;
  uint32_t *first; /* by word: the edges from the start; 0: none */
  size_t word_count;
  uint32_t *starts; /* by word: the node after it; NOT_MADE, DEAD or a node */
  Node *nodes;      /* 0 and 1 are unused */
  size_t node_count, node_capacity;
  Map *node_by_states;
  Step *steps; /* between nodes, by hash */
  size_t step_count, step_slots;
  uint64_t *live; /* LIVE_BITS bits: a pair of node and word whose bit is not set leads nowhere */
  uint32_t *set;  /* work space for sets of states */
  size_t set_count, set_capacity;
};

static uint32_t new_state(Automaton *a) {
  State state = {0};
  ARENA_PUSH(a->arena, a->states, a->state_count, a->state_capacity, state);
  return (uint32_t)a->state_count - 1;
}

Automaton *automaton_new(Vocabulary *vocabulary, size_t edges, Arena *arena) {
  Automaton *a = arena_alloc(arena, sizeof *a);
  *a = (Automaton){.vocabulary = vocabulary,
                   .arena = arena,
                   .edges = arena_alloc(arena, edges * sizeof *a->edges),
                   .edge_capacity = edges,
                   .states = arena_alloc(arena, edges / 2 * sizeof *a->states),
                   .state_capacity = edges / 2};
  Edge edge = {0};
  Node node = {0};
  new_state(a);
  ARENA_PUSH(arena, a->edges, a->edge_count, a->edge_capacity, edge);
  ARENA_PUSH(arena, a->nodes, a->node_count, a->node_capacity, node);
  ARENA_PUSH(arena, a->nodes, a->node_count, a->node_capacity, node);
  a->node_by_states = map_new(arena);
  a->live = arena_alloc(arena, LIVE_BITS / 8);
  return a;
}

static void make_room(Automaton *a, uint32_t word) {
  if (word < a->word_count) return;
  size_t old = a->word_count, grown = old ? old * 2 : 8192;
  while (grown <= word)
    grown *= 2;
  a->first = arena_grow(a->arena, a->first, old * sizeof *a->first, grown * sizeof *a->first);
  a->starts = arena_grow(a->arena, a->starts, old * sizeof *a->starts, grown * sizeof *a->starts);
  a->word_count = grown;
}

/* An edge between two states; from 0: the start. */
static uint32_t add_edge(Automaton *a, uint32_t from, uint32_t word, uint32_t to) {
  make_room(a, word);
  uint32_t *list = from ? &a->states[from].edges : &a->first[word];
  Edge edge = {word, to, *list};
  ARENA_PUSH(a->arena, a->edges, a->edge_count, a->edge_capacity, edge);
  *list = (uint32_t)a->edge_count - 1;
  return to;
}

/* A list of the states at which a part of a chain begins. 0 is the start of the phrase. */
typedef struct Begin {
  uint32_t items[64];
  size_t count;
} Begin;

/* Adds one alternative of a part: a path of words from every beginning to `end`. False when it has no
 * words. */
static bool add_path(Automaton *a, const Words *words, const Begin *begin, uint32_t end) {
  if (!words->count) return false;
  for (size_t i = 0; i < begin->count; i++) {
    uint32_t state = begin->items[i];
    for (size_t j = 0; j < words->count; j++)
      state = add_edge(a, state, words->items[j].id, j + 1 == words->count ? end : new_state(a));
  }
  return true;
}

static bool has_hyphen(const Words *words) {
  for (size_t i = 1; i < words->count; i++)
    if (words->items[i].flags & WORD_HYPHENATED) return true;
  return false;
}

static const char *without_hyphens(Arena *arena, const char *phrase) {
  char *joined = arena_strdup(arena, phrase), *to = joined;
  for (const char *from = phrase; *from; from++)
    if (*from != '-') *to++ = *from;
  *to = '\0';
  return joined;
}

/* Adds all alternatives of a part. True when one of them is empty. */
static bool add_part(Automaton *a, Words *scratch, const Phrases *part, const Begin *begin,
                     uint32_t end) {
  bool empty = false;
  for (size_t i = 0; i < part->count; i++) {
    words_learn(scratch, a->vocabulary, part->items[i]);
    if (!add_path(a, scratch, begin, end)) {
      empty = true;
    } else if (has_hyphen(scratch)) {
      words_learn(scratch, a->vocabulary, without_hyphens(a->arena, part->items[i]));
      add_path(a, scratch, begin, end);
    }
  }
  return empty;
}

void automaton_add(Automaton *a, Words *scratch, const Chain *chains, Output output) {
  for (const Chain *chain = chains; chain; chain = chain->next) {
    Begin begin = {.count = 1};
    for (size_t i = 0; i < chain->count; i++) {
      uint32_t end = new_state(a);
      bool optional = add_part(a, scratch, &chain->parts[i], &begin, end);
      bool full = begin.count == sizeof begin.items / sizeof *begin.items;
      if (!optional || full) begin.count = 0;
      begin.items[begin.count++] = end;
    }
    Output *copy = arena_alloc(a->arena, sizeof *copy);
    *copy = output;
    for (size_t i = 0; i < begin.count; i++)
      if (begin.items[i]) a->states[begin.items[i]].output = copy;
  }
}

void automaton_add_phrase(Automaton *a, Words *scratch, const char *phrase, Output output) {
  Phrases part = {.items = &phrase, .count = 1};
  Chain chain = {.parts = &part, .count = 1};
  automaton_add(a, scratch, &chain, output);
}

/* --- the deterministic automaton, made where it is needed --- */

static void add_to_set(Automaton *a, uint32_t state) {
  for (size_t i = 0; i < a->set_count; i++)
    if (a->set[i] == state) return;
  ARENA_PUSH(a->arena, a->set, a->set_count, a->set_capacity, state);
}

/* Adds the targets of a list of edges that are for the word. */
static void add_targets(Automaton *a, uint32_t edge, uint32_t word) {
  for (; edge; edge = a->edges[edge].next)
    if (a->edges[edge].word == word) add_to_set(a, a->edges[edge].to);
}

static int by_number(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return a < b ? -1 : a > b;
}

static uint32_t pair_hash(uint32_t node, uint32_t word) {
  uint32_t hash = (node * UINT32_C(2654435761)) ^ (word * UINT32_C(2246822519));
  return hash ^ hash >> 15;
}

/* Notes the words that the node goes on with. */
static void note_words(Automaton *a, uint32_t number, Node *node) {
  for (uint32_t i = 0; i < node->state_count; i++)
    for (uint32_t e = a->states[node->states[i]].edges; e; e = a->edges[e].next) {
      uint32_t word = a->edges[e].word, bit = pair_hash(number, word) % LIVE_BITS;
      a->live[bit / 64] |= UINT64_C(1) << bit % 64;
      if (word == WORD_ANY_ID || word == WORD_NUMBER_ID) node->wild = true;
    }
}

static uint32_t new_node(Automaton *a) {
  size_t count = a->set_count, outputs = 0;
  uint32_t *states = arena_alloc(a->arena, count * sizeof *states);
  const Output **list = arena_alloc(a->arena, count * sizeof *list);
  bool leads_on = false;
  for (size_t i = 0; i < count; i++) {
    const State *state = &a->states[states[i] = a->set[i]];
    if (state->output) list[outputs++] = state->output;
    if (state->edges) leads_on = true;
  }
  Node node = {states, (uint32_t)count, (uint32_t)outputs, list, leads_on, false};
  note_words(a, (uint32_t)a->node_count, &node);
  ARENA_PUSH(a->arena, a->nodes, a->node_count, a->node_capacity, node);
  return (uint32_t)a->node_count - 1;
}

/* The node for the set of states in the work space. */
static uint32_t node_for_set(Automaton *a) {
  if (!a->set_count) return DEAD;
  qsort(a->set, a->set_count, sizeof *a->set, by_number);
  const char *key = (const char *)a->set;
  size_t length = a->set_count * sizeof *a->set;
  uintptr_t known = (uintptr_t)map_get(a->node_by_states, key, length);
  if (known) return (uint32_t)known;
  uint32_t node = new_node(a);
  map_set(a->node_by_states, key, length, (void *)(uintptr_t)node);
  return node;
}

/* What a word counts as besides itself: any word, any number. */
static uint32_t wildcard(const Word *word) {
  if (word->flags & WORD_IS_TEXT) return WORD_ANY_ID;
  return word->flags & WORD_IS_NUMBER ? WORD_NUMBER_ID : WORD_UNKNOWN;
}

static uint32_t make_start(Automaton *a, uint32_t word, uint32_t wild) {
  a->set_count = 0;
  if (word < a->word_count) add_targets(a, a->first[word], word);
  if (wild && wild < a->word_count) add_targets(a, a->first[wild], wild);
  return node_for_set(a);
}

static uint32_t make_step(Automaton *a, uint32_t node, uint32_t word, uint32_t wild) {
  a->set_count = 0;
  const Node from = a->nodes[node];
  for (uint32_t i = 0; i < from.state_count; i++) {
    uint32_t edges = a->states[from.states[i]].edges;
    if (word) add_targets(a, edges, word);
    if (wild) add_targets(a, edges, wild);
  }
  return node_for_set(a);
}

static Step *step_slot(const Automaton *a, uint32_t node, uint32_t word) {
  size_t mask = a->step_slots - 1;
  for (size_t i = pair_hash(node, word) & mask;; i = (i + 1) & mask) {
    Step *step = &a->steps[i];
    if (step->to == NOT_MADE || (step->node == node && step->word == word)) return step;
  }
}

static void grow_steps(Automaton *a) {
  Step *old = a->steps;
  size_t count = a->step_slots;
  a->step_slots = count ? count * 2 : 1024;
  a->steps = arena_alloc(a->arena, a->step_slots * sizeof *a->steps);
  for (size_t i = 0; i < count; i++)
    if (old[i].to) *step_slot(a, old[i].node, old[i].word) = old[i];
}

static uint32_t other(const Word *word) {
  if (word->flags & WORD_IS_TEXT) return OTHER_TEXT;
  return word->flags & WORD_IS_NUMBER ? OTHER_NUMBER : OTHER_SIGN;
}

/* Whether the node may go on with the word; mostly it does not, and one bit says so. */
static bool may_follow(const Automaton *a, uint32_t node, const Word *word) {
  uint32_t bit = pair_hash(node, word->id) % LIVE_BITS;
  return (a->live[bit / 64] >> bit % 64 & 1) || a->nodes[node].wild;
}

static uint32_t follow(Automaton *a, uint32_t node, const Word *word) {
  uint32_t key = word->id ? word->id : other(word);
  if (a->step_count * 2 >= a->step_slots) grow_steps(a);
  Step *step = step_slot(a, node, key);
  if (step->to) return step->to;
  uint32_t to = make_step(a, node, word->id, wildcard(word));
  *step_slot(a, node, key) = (Step){node, key, to};
  a->step_count++;
  return to;
}

/* One search. */
typedef struct Search {
  Automaton *automaton;
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

/* Whether the text of the words is the phrase in its own case; only the letters are compared, the
 * gaps may differ. */
static bool written_exactly(const Search *s, size_t last, const char *exact) {
  const char *at = s->text + s->words[s->first].start, *end = s->text + s->words[last].end;
  while (*exact && at < end) {
    if (*exact == PHRASE_NUMBER || *exact == PHRASE_ANY) return true;
    if (!is_word_byte(*exact))
      exact++;
    else if (!is_word_byte(*at))
      at++;
    else if (*exact++ != *at++)
      return false;
  }
  return true;
}

/* A phrase ends between words, not inside one. */
static bool ends_here(const Search *s, size_t last) {
  return last + 1 >= s->to || !(s->words[last + 1].flags & WORD_GLUED);
}

static void report(const Search *s, const Node *node, size_t last) {
  if (!ends_here(s, last)) return;
  for (uint32_t i = 0; i < node->output_count; i++) {
    const Output *output = node->outputs[i];
    if (!output->exact || written_exactly(s, last, output->exact))
      push_hit(s->hits, (Hit){(uint32_t)s->first, (uint32_t)last, output});
  }
}

static void walk(const Search *s, uint32_t index) {
  Automaton *a = s->automaton;
  for (size_t last = s->first;; last++) {
    const Node *node = &a->nodes[index];
    if (node->output_count) report(s, node, last);
    if (!node->leads_on || last + 1 >= s->to) return;
    if (!may_follow(a, index, &s->words[last + 1])) return;
    index = follow(a, index, &s->words[last + 1]);
    if (index == DEAD) return;
  }
}

/* The node after a first word, or DEAD. */
static uint32_t start(Automaton *a, const Word *word, bool any, bool number) {
  bool known = word->id && word->id < a->word_count;
  uint32_t wild = wildcard(word);
  bool wild_start = (wild == WORD_ANY_ID && any) || (wild == WORD_NUMBER_ID && number);
  uint32_t key = known && (a->first[word->id] || !wild_start) ? word->id : wild;
  if (!key || (!known && !wild_start)) return DEAD;
  if (!a->starts[key]) a->starts[key] = make_start(a, known ? word->id : 0, wild_start ? wild : 0);
  return a->starts[key];
}

void automaton_run(Automaton *a, const Words *words, const char *text, size_t from, size_t to,
                   Hits *hits) {
  Search s = {.automaton = a, .words = words->items, .text = text, .to = to, .hits = hits};
  if (!a->word_count) return;
  bool any = a->first[WORD_ANY_ID], number = a->first[WORD_NUMBER_ID];
  if (!any && !number) a->starts[WORD_UNKNOWN] = DEAD;
  for (s.first = from; s.first < to; s.first++) {
    const Word *word = &words->items[s.first];
    uint32_t index = word->id < a->word_count ? a->starts[word->id] : NOT_MADE;
    if (index == DEAD || word->flags & WORD_GLUED) continue;
    if (index == NOT_MADE) index = start(a, word, any, number);
    if (index != DEAD) walk(&s, index);
  }
}
