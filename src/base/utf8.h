#ifndef PLAINPLAN_BASE_UTF8_H
#define PLAINPLAN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the code point that starts at bytes[*at] and moves *at past it (Unicode 15, table 3-7).
 * *at must be below length. An ill-formed byte gives U+FFFD and moves on by one. */
uint32_t utf8_next(const char *bytes, size_t length, size_t *at);

/* Writes the UTF-8 form of a code point into out (up to 4 bytes, no NUL) and returns its length. A
 * surrogate or a value above U+10FFFF is written as U+FFFD. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* The offset of the first byte that is not well-formed UTF-8, or length when all of it is. */
size_t utf8_valid_prefix(const char *bytes, size_t length);

/* How many code points length bytes of valid UTF-8 hold. */
size_t utf8_count(const char *bytes, size_t length);

#endif
