#ifndef PLAINPLAN_CHECK_QUOTES_H
#define PLAINPLAN_CHECK_QUOTES_H

#include "check/words.h"

/* Finds out which words stand in quotation marks of any style: “ ” " ‘ ’ ' « » „ ‹ ›. */

/* Notes one mark of `length` bytes at text[at]; the next word will be words->count. after_word: it is
 * an apostrophe's sign right behind a letter or digit, so that it may be no mark at all. */
void quotes_note(Words *words, uint32_t sign, const char *text, size_t text_length, size_t at,
                 size_t length, bool after_word);

/* Pairs the marks up and sets WORD_QUOTED on the words between. A mark without a partner quotes
 * nothing. */
void quotes_apply(Words *words);

/* The same for a text that begins with a dash right before a word, as dialogue is written in Spanish: what stands
 * between that dash and the next, and again behind the one that closes an aside, is what somebody says. */
void quotes_dialogue(Words *words, const char *text);

#endif
