/* Sequences of words, each told by an expression of its own. */
#include "base/utf8.h"
#include "vale/run.h"

#include <string.h>
#include <unicode/uchar.h>

/* The words and signs of the passage. */
typedef struct Tokens {
  Span *items;
  size_t count, capacity;
} Tokens;

/* Letters and digits, with what joins them inside a word: an apostrophe, a hyphen, a full stop before a digit. */
static size_t word_end(const Run *run, size_t at) {
  size_t end = at;
  while (end < run->length) {
    size_t next = end;
    uint32_t c = utf8_next(run->text, run->length, &next);
    bool joins =
        end > at && next < run->length && (c == '-' || c == '\'' || c == 0x2019 || c == '_');
    size_t after = next;
    if (joins && !u_isalnum((UChar32)utf8_next(run->text, run->length, &after))) joins = false;
    if (!joins && !u_isalnum((UChar32)c)) break;
    end = next;
  }
  return end;
}

static Tokens tokens_of(Run *run) {
  Tokens tokens = {0};
  for (size_t at = 0; at < run->length;) {
    size_t end = word_end(run, at), next = at;
    utf8_next(run->text, run->length, &next);
    bool blank = strchr(" \t\r\n", run->text[at]) != NULL;
    if (end == at) end = next;
    if (!blank)
      ARENA_PUSH(run->arena, tokens.items, tokens.count, tokens.capacity,
                 ((Span){(uint32_t)at, (uint32_t)end}));
    at = end;
  }
  return tokens;
}

static bool fits(Run *run, const SequenceToken *token, const Tokens *tokens, size_t word) {
  if (word >= tokens->count) return token->negate; /* what is not there is not that word */
  Span span = tokens->items[word];
  return run_matches(run, &token->pattern, run->text + span.start, span.end - span.start) !=
         token->negate;
}

/* Whether the tokens from one on are found from a word on; *end gets the word behind the last. */
static bool follow(Run *run, size_t token, const Tokens *tokens, size_t word, size_t *end) {
  const ValeRule *rule = run_rule(run);
  for (; token < rule->token_count; token++) {
    const SequenceToken *wanted = &rule->tokens[token];
    size_t last = word + (size_t)(wanted->skip > 0 ? wanted->skip : 0);
    while (word < last && !fits(run, wanted, tokens, word))
      word++;
    if (!fits(run, wanted, tokens, word)) return false;
    if (word < tokens->count) word++;
  }
  *end = word;
  return true;
}

void run_sequence(Run *run) {
  Tokens tokens = tokens_of(run);
  size_t end;
  for (size_t first = 0; first < tokens.count; first++) {
    if (!follow(run, 0, &tokens, first, &end) || end <= first) continue;
    uint32_t start = tokens.items[first].start, stop = tokens.items[end - 1].end;
    const char *words = run_text(run, start, stop);
    run_report(run, start, stop, words, NULL);
  }
}
