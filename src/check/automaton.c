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
  uint32_t edges;  /* the first; 0: none */
  uint32_t output; /* what ends here, by number; 0: nothing */
  uint32_t skip;   /* the state behind an optional part that begins here; 0: none */
} State;

/* The edge of one of a node's states. */
typedef struct Target {
  uint32_t word, to;
} Target;

/* A set of states: what is known after some words. */
typedef struct Node {
  const uint32_t *states;
  uint32_t state_count, output_count;
  uint32_t edge_count;     /* of all states */
  const uint32_t *buckets; /* where the targets for a word begin, by its lowest bits, and one more;
                               NULL: not made */
  const Target *targets;
  uint32_t bucket_mask;
  const Output *const *outputs;
  bool leads_on;
  bool wild;     /* goes on with any word or any number */
  uint64_t tags; /* the classes that it goes on with */
} Node;

enum { NOT_MADE = 0, DEAD = 1, LEAST_LIVE_BITS = 1 << 14, LIVE_BITS_AN_EDGE = 8 };
enum { FEW_EDGES = 16 }; /* are read one by one */

/* What a word counts as: itself, any word or any number, and the classes it belongs to. */
typedef struct Face {
  uint32_t id, wild;
  uint64_t tags;
  uint32_t
      key; /* its own number, or one for all words that no rule knows and that have the same face */
} Face;

enum { MOST_FACES = 256, FIRST_FACE_KEY = 1 << 30 };

typedef struct Step {
  uint32_t node, word, to;
} Step;

struct Automaton {
  Vocabulary *vocabulary;
  Tags *tags;
  Arena *arena;
  State *states; /* 0 is unused */
  size_t state_count, state_capacity;
  Output *outputs; /* 0 is unused */
  size_t output_count, output_capacity;
  Edge *edges; /* 0 is unused */
  size_t edge_count, edge_capacity;
  uint32_t *first; /* by word: the edges from the start; 0: none */
  size_t word_count;
  uint32_t *starts;               /* by word: the node after it; NOT_MADE, DEAD or a node */
  uint64_t tag_starts, tags_used; /* the classes that a phrase begins with, or has at all */
  Face faces[MOST_FACES];         /* of words that no rule knows */
  uint32_t face_starts[MOST_FACES];
  uint32_t face_count;
  Node *nodes; /* 0 and 1 are unused */
  size_t node_count, node_capacity;
  Map *node_by_states;
  Step *steps; /* between nodes, by hash */
  size_t step_count, step_slots;
  uint64_t *live; /* live_bits bits: a pair of node and word whose bit is not set leads nowhere */
  uint32_t live_bits; /* a power of two */
  uint32_t *set;      /* work space for sets of states */
  size_t set_count, set_capacity;
};

static uint32_t new_state(Automaton *a) {
  State state = {0};
  ARENA_PUSH(a->arena, a->states, a->state_count, a->state_capacity, state);
  return (uint32_t)a->state_count - 1;
}

Automaton *automaton_new(Vocabulary *vocabulary, Tags *tags, size_t edges, Arena *arena) {
  Automaton *a = arena_alloc(arena, sizeof *a);
  *a = (Automaton){.vocabulary = vocabulary,
                   .tags = tags,
                   .arena = arena,
                   .edges = arena_alloc(arena, edges * sizeof *a->edges),
                   .edge_capacity = edges,
                   .states = arena_alloc(arena, edges / 2 * sizeof *a->states),
                   .state_capacity = edges / 2};
  Edge edge = {0};
  Node node = {0};
  Output output = {0};
  new_state(a);
  ARENA_PUSH(arena, a->edges, a->edge_count, a->edge_capacity, edge);
  ARENA_PUSH(arena, a->outputs, a->output_count, a->output_capacity, output);
  ARENA_PUSH(arena, a->nodes, a->node_count, a->node_capacity, node);
  ARENA_PUSH(arena, a->nodes, a->node_count, a->node_capacity, node);
  a->node_by_states = map_new(arena);
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

static bool is_tag(uint32_t word) {
  return word >= WORD_TAG_ID && word < WORD_FIRST;
}

static uint64_t tag_bit(uint32_t word) {
  return UINT64_C(1) << (word - WORD_TAG_ID);
}

/* An edge between two states; from 0: the start. */
static uint32_t add_edge(Automaton *a, uint32_t from, uint32_t word, uint32_t to) {
  make_room(a, word);
  if (is_tag(word)) {
    a->tags_used |= tag_bit(word);
    if (!from) a->tag_starts |= tag_bit(word);
  }
  uint32_t *list = from ? &a->states[from].edges : &a->first[word];
  Edge edge = {word, to, *list};
  ARENA_PUSH(a->arena, a->edges, a->edge_count, a->edge_capacity, edge);
  *list = (uint32_t)a->edge_count - 1;
  return to;
}

/* Where a part of a chain begins: at a state (0: none yet), and, while all before it is optional, at the start. */
typedef struct Begin {
  uint32_t state;
  bool start;
} Begin;

/* The edges of a word in all its forms. */
static uint32_t add_word(Automaton *a, uint32_t from, uint32_t word, uint32_t to) {
  size_t count;
  const uint32_t *forms = vocabulary_forms(a->vocabulary, word, &count);
  for (size_t i = 0; i < count; i++)
    add_edge(a, from, forms[i], to);
  return add_edge(a, from, word, to);
}

static void add_words(Automaton *a, const Words *words, uint32_t from, uint32_t end) {
  for (size_t i = 0; i < words->count; i++)
    from = add_word(a, from, words->items[i].id, i + 1 == words->count ? end : new_state(a));
}

/* Adds one alternative of a part: a path of words to `end`. False when it has no words. */
static bool add_path(Automaton *a, const Words *words, Begin begin, uint32_t end) {
  if (!words->count) return false;
  if (begin.start) add_words(a, words, 0, end);
  if (begin.state) add_words(a, words, begin.state, end);
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
static bool add_part(Automaton *a, Words *scratch, const Phrases *part, Begin begin, uint32_t end) {
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
    Begin begin = {.start = true};
    for (size_t i = 0; i < chain->count; i++) {
      uint32_t end = new_state(a);
      bool optional = add_part(a, scratch, &chain->parts[i], begin, end);
      if (optional && begin.state) a->states[begin.state].skip = end;
      begin = (Begin){end, begin.start && optional};
    }
    ARENA_PUSH(a->arena, a->outputs, a->output_count, a->output_capacity, output);
    if (begin.state) a->states[begin.state].output = (uint32_t)a->output_count - 1;
  }
}

void automaton_add_phrase(Automaton *a, Words *scratch, const char *phrase, Output output) {
  Phrases part = {.items = &phrase, .count = 1};
  Chain chain = {.parts = &part, .count = 1};
  automaton_add(a, scratch, &chain, output);
}

static void image_output(Image *image, Output *output) {
  image_number(image, &output->kind);
  image_number(image, &output->owner);
  image_text(image, &output->exact);
  image_text(image, &output->replacement);
}

/* Moves the edges of one list behind each other. */
static void gather_list(const Automaton *a, uint32_t *head, Edge *edges, uint32_t *count) {
  uint32_t from = *head;
  if (from) *head = *count;
  for (; from; from = a->edges[from].next) {
    edges[*count] = a->edges[from];
    edges[*count].next = a->edges[from].next ? *count + 1 : 0;
    ++*count;
  }
}

/* Orders the edges so that those of one list stand together: whoever follows it reads them in a row. */
static void gather_edges(Automaton *a) {
  Edge *edges = arena_alloc(a->arena, a->edge_count * sizeof *edges);
  uint32_t count = 1;
  for (size_t word = 0; word < a->word_count; word++)
    gather_list(a, &a->first[word], edges, &count);
  for (size_t state = 1; state < a->state_count; state++)
    gather_list(a, &a->states[state].edges, edges, &count);
  a->edges = edges;
  a->edge_capacity = a->edge_count;
}

void automaton_image(Automaton *a, Image *image) {
  if (image->out) gather_edges(a);
  IMAGE_ITEMS(image, a->states, a->state_count);
  IMAGE_ITEMS(image, a->edges, a->edge_count);
  IMAGE_ITEMS(image, a->first, a->word_count);
  image_mask(image, &a->tag_starts);
  image_mask(image, &a->tags_used);
  image_count(image, &a->output_count);
  if (!image->out) {
    a->state_capacity = a->state_count;
    a->edge_capacity = a->edge_count;
    a->output_capacity = a->output_count;
    a->starts = arena_alloc(a->arena, a->word_count * sizeof *a->starts);
    a->outputs = arena_alloc(a->arena, a->output_count * sizeof *a->outputs);
  }
  for (size_t i = 0; i < a->output_count && image->good; i++)
    image_output(image, &a->outputs[i]);
}

/* --- the deterministic automaton, made where it is needed --- */

/* Adds a state and those that optional parts lead on to, perhaps once more. */
static void add_to_set(Automaton *a, uint32_t state) {
  for (; state; state = a->states[state].skip)
    ARENA_PUSH(a->arena, a->set, a->set_count, a->set_capacity, state);
}

static bool fits(const Face *face, uint32_t word) {
  if (is_tag(word)) return face->tags & tag_bit(word);
  return word == face->id ? word != WORD_UNKNOWN : word == face->wild && word;
}

/* Adds the targets of a list of edges that the word may take. */
static void add_targets(Automaton *a, uint32_t edge, const Face *face) {
  for (; edge; edge = a->edges[edge].next)
    if (fits(face, a->edges[edge].word)) add_to_set(a, a->edges[edge].to);
}

/* Groups the edges of all states of a node by word, so that a word finds its own at once. */
static void group_edges(Automaton *a, Node *node) {
  uint32_t size = FEW_EDGES;
  while (size < node->edge_count)
    size *= 2;
  uint32_t *buckets = arena_alloc(a->arena, (size + 2) * sizeof *buckets), mask = size - 1;
  Target *targets = arena_alloc(a->arena, node->edge_count * sizeof *targets);
  for (uint32_t i = 0; i < node->state_count; i++)
    for (uint32_t e = a->states[node->states[i]].edges; e; e = a->edges[e].next)
      buckets[(a->edges[e].word & mask) + 2]++;
  for (uint32_t i = 2; i < size + 2; i++)
    buckets[i] += buckets[i - 1];
  for (uint32_t i = 0; i < node->state_count; i++)
    for (uint32_t e = a->states[node->states[i]].edges; e; e = a->edges[e].next) {
      const Edge *edge = &a->edges[e];
      targets[buckets[(edge->word & mask) + 1]++] = (Target){edge->word, edge->to};
    }
  node->buckets = buckets;
  node->targets = targets;
  node->bucket_mask = mask;
}

/* Adds the targets of the edges of a node with this very word. */
static void add_grouped(Automaton *a, const Node *node, uint32_t word) {
  const uint32_t *bucket = &node->buckets[word & node->bucket_mask];
  for (uint32_t i = bucket[0]; i < bucket[1]; i++)
    if (node->targets[i].word == word) add_to_set(a, node->targets[i].to);
}

static int by_number(const void *left, const void *right) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  return a < b ? -1 : a > b;
}

static uint32_t pair_hash(uint32_t node, uint32_t word) {
  uint32_t hash = (node * UINT32_C(2654435761)) ^ (word * UINT32_C(2246822519));
  return hash ^ hash >> 15;
}

/* Notes how many edges and which words the node goes on with. */
static void note_words(Automaton *a, uint32_t number, Node *node) {
  for (uint32_t i = 0; i < node->state_count; i++)
    for (uint32_t e = a->states[node->states[i]].edges; e; e = a->edges[e].next) {
      node->edge_count++;
      uint32_t word = a->edges[e].word, bit = pair_hash(number, word) & (a->live_bits - 1);
      a->live[bit / 64] |= UINT64_C(1) << bit % 64;
      if (is_tag(word))
        node->tags |= tag_bit(word);
      else if (word < WORD_FIRST)
        node->wild = true;
    }
}

static uint32_t new_node(Automaton *a) {
  size_t count = a->set_count, outputs = 0;
  uint32_t *states = arena_alloc(a->arena, count * sizeof *states);
  const Output **list = arena_alloc(a->arena, count * sizeof *list);
  bool leads_on = false;
  for (size_t i = 0; i < count; i++) {
    const State *state = &a->states[states[i] = a->set[i]];
    if (state->output) list[outputs++] = &a->outputs[state->output];
    if (state->edges) leads_on = true;
  }
  Node node = {.states = states,
               .state_count = (uint32_t)count,
               .output_count = (uint32_t)outputs,
               .outputs = list,
               .leads_on = leads_on};
  note_words(a, (uint32_t)a->node_count, &node);
  ARENA_PUSH(a->arena, a->nodes, a->node_count, a->node_capacity, node);
  return (uint32_t)a->node_count - 1;
}

/* Sorts a list of states; most are short, and nearly in order. */
static void sort_states(uint32_t *set, size_t count) {
  enum { SHORT = 48 };
  if (count > SHORT) {
    qsort(set, count, sizeof *set, by_number);
    return;
  }
  for (size_t i = 1; i < count; i++) {
    uint32_t state = set[i];
    size_t at = i;
    for (; at && set[at - 1] > state; at--)
      set[at] = set[at - 1];
    set[at] = state;
  }
}

/* Sorts the set in the work space and keeps each state once. */
static void make_set(Automaton *a) {
  size_t kept = 0;
  sort_states(a->set, a->set_count);
  for (size_t i = 0; i < a->set_count; i++)
    if (!kept || a->set[i] != a->set[kept - 1]) a->set[kept++] = a->set[i];
  a->set_count = kept;
}

/* The node for the set of states in the work space. */
static uint32_t node_for_set(Automaton *a) {
  if (!a->set_count) return DEAD;
  make_set(a);
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

/* The key of the words with this face that no rule knows; 0 when there are too many. */
static uint32_t face_key(Automaton *a, const Face *face) {
  uint32_t i = 0;
  while (i < a->face_count && (a->faces[i].wild != face->wild || a->faces[i].tags != face->tags ||
                               a->faces[i].id != face->id))
    i++;
  if (i == MOST_FACES) return 0;
  if (i == a->face_count) a->faces[a->face_count++] = *face;
  return FIRST_FACE_KEY + i;
}

/* The name of somebody is never the word that it looks like. */
static Face face_of(Automaton *a, const char *text, const Word *word) {
  Face face = {.id = word->flags & WORD_NAME ? WORD_UNKNOWN : word->id, .wild = wildcard(word)};
  if (a->tags_used) face.tags = tags_of(a->tags, text, word) & a->tags_used;
  bool itself = face.id && !(word->flags & WORD_SHOUTED && face.tags);
  face.key = itself ? face.id : face_key(a, &face);
  return face;
}

static uint32_t make_start(Automaton *a, const Face *face) {
  a->set_count = 0;
  if (face->id && face->id < a->word_count) add_targets(a, a->first[face->id], face);
  if (face->wild) add_targets(a, a->first[face->wild], face);
  for (uint64_t left = face->tags & a->tag_starts; left; left &= left - 1)
    add_targets(a, a->first[WORD_TAG_ID + (uint32_t)__builtin_ctzll(left)], face);
  return node_for_set(a);
}

static uint32_t make_step(Automaton *a, uint32_t node, const Face *face) {
  Node *from = &a->nodes[node];
  a->set_count = 0;
  if (from->edge_count <= FEW_EDGES) {
    for (uint32_t i = 0; i < from->state_count; i++)
      add_targets(a, a->states[from->states[i]].edges, face);
    return node_for_set(a);
  }
  if (!from->buckets) group_edges(a, from);
  if (face->id) add_grouped(a, from, face->id);
  if (face->wild) add_grouped(a, from, face->wild);
  for (uint64_t left = face->tags & from->tags; left; left &= left - 1)
    add_grouped(a, from, WORD_TAG_ID + (uint32_t)__builtin_ctzll(left));
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

/* Whether the node may go on with the word; mostly it does not, and one bit says so. */
static bool may_follow(const Automaton *a, uint32_t index, const char *text, const Word *word) {
  uint32_t bit = pair_hash(index, word->id) & (a->live_bits - 1);
  const Node *node = &a->nodes[index];
  if ((a->live[bit / 64] >> bit % 64 & 1) || node->wild) return true;
  return node->tags && node->tags & tags_of(a->tags, text, word);
}

/* Whether a word is told by its number alone. */
static bool is_itself(const Word *word) {
  return word->id && !(word->flags & (WORD_NAME | WORD_SHOUTED));
}

static uint32_t follow(Automaton *a, uint32_t node, const char *text, const Word *word) {
  bool itself = is_itself(word);
  Face face = {.key = word->id};
  if (!itself) face = face_of(a, text, word);
  if (!face.key) return make_step(a, node, &face);
  if (a->step_count * 2 >= a->step_slots) grow_steps(a);
  Step *step = step_slot(a, node, face.key);
  if (step->to) return step->to;
  if (itself) face = face_of(a, text, word);
  uint32_t to = make_step(a, node, &face);
  *step_slot(a, node, face.key) = (Step){node, face.key, to};
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
    if (*exact == PHRASE_NUMBER || *exact == PHRASE_ANY || *exact == PHRASE_TAG) return true;
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
    if (!may_follow(a, index, s->text, &s->words[last + 1])) return;
    index = follow(a, index, s->text, &s->words[last + 1]);
    if (index == DEAD) return;
  }
}

/* The node after a first word, or DEAD. */
static uint32_t start(Automaton *a, const char *text, const Word *word) {
  Face face = face_of(a, text, word);
  uint32_t unmade = NOT_MADE, *slot = &unmade;
  if (face.id && face.key == face.id) {
    make_room(a, face.id);
    slot = &a->starts[face.id];
  } else if (face.key >= FIRST_FACE_KEY) {
    slot = &a->face_starts[face.key - FIRST_FACE_KEY];
  }
  if (*slot == NOT_MADE) *slot = make_start(a, &face);
  return *slot;
}

/* Room for the bits of the nodes that will be made: more for more phrases. */
static void make_live(Automaton *a) {
  a->live_bits = LEAST_LIVE_BITS;
  while (a->live_bits < a->edge_count * LIVE_BITS_AN_EDGE)
    a->live_bits *= 2;
  a->live = arena_alloc(a->arena, a->live_bits / 8);
}

void automaton_run(Automaton *a, const Words *words, const char *text, size_t from, size_t to,
                   Hits *hits) {
  Search s = {.automaton = a, .words = words->items, .text = text, .to = to, .hits = hits};
  if (!a->word_count) return;
  if (!a->live) make_live(a);
  bool wild = a->first[WORD_ANY_ID] || a->first[WORD_NUMBER_ID] || a->tag_starts;
  a->starts[WORD_UNKNOWN] = wild ? NOT_MADE : DEAD;
  for (s.first = from; s.first < to; s.first++) {
    const Word *word = &words->items[s.first];
    bool known = word->id < a->word_count && !(word->flags & (WORD_NAME | WORD_SHOUTED));
    uint32_t index = known ? a->starts[word->id] : NOT_MADE;
    if (index == DEAD || word->flags & WORD_GLUED) continue;
    if (index == NOT_MADE) index = start(a, text, word);
    if (index != DEAD) walk(&s, index);
  }
}
