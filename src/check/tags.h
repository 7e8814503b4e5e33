#ifndef PLAINPLAN_CHECK_TAGS_H
#define PLAINPLAN_CHECK_TAGS_H

#include "check/image.h"
#include "check/words.h"

/* The word classes that patterns name, such as <person>: which of them a word belongs to, as bits. A word
 * belongs to a class because it is listed, because of its ending ("\w+ly"), because it is in capitals, or as the name of
 * somebody. */
typedef struct Tags Tags;

enum { TAG_NONE = 64 };

Tags *tags_new(Vocabulary *vocabulary, Arena *arena);

/* A new class; its number (below WORD_TAGS), or TAG_NONE when there are as many as there can be. */
uint32_t tags_add(Tags *tags);

/* Puts a word into a class, keeps one out of it that its ending would put in, or adds all words with an
 * ending (in small letters; a word must have two letters before it), all names, or all words in capitals of least to
 * most letters (a small s or digits may follow). */
void tags_add_word(Tags *tags, uint32_t tag, uint32_t word);
void tags_exclude_word(Tags *tags, uint32_t tag, uint32_t word);
void tags_add_ending(Tags *tags, uint32_t tag, const char *ending);
void tags_add_names(Tags *tags, uint32_t tag);
void tags_add_capitals(Tags *tags, uint32_t tag, uint32_t least, uint32_t most);

/* Writes the classes, or reads them into new ones. */
void tags_image(Tags *tags, Image *image);

/* The classes of a word of a text, one bit each. The name of somebody declared belongs to those of names
 * alone; so does a word that no rule knows and that is written as a name is. */
uint64_t tags_of(Tags *tags, const char *text, const Word *word);

/* Whether a word of a text belongs to a class; to TAG_NONE belongs none. */
bool tags_has(Tags *tags, const char *text, const Word *word, uint32_t tag);

#endif
