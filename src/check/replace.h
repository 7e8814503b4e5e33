#ifndef PLAINPLAN_CHECK_REPLACE_H
#define PLAINPLAN_CHECK_REPLACE_H

#include "base/arena.h"
#include "source/source.h"

#include <stdbool.h>

/* Whether a text can be put in mechanically, whatever stands around it: words that begin with a letter, without
 * alternatives (| and /), Markdown or line ends. */
bool replace_is_exact(const char *replacement);

/* The replacement with the capitals of what it replaces: the first letter, or all of them. In the arena. */
const char *replace_cased(const char *found, const char *replacement, Arena *arena);

/* Whether a place holds the words (with single spaces) and nothing else (no markup, entity, escape or hard line break), and is
 * prose: no part of a link, of an address or of a word with a hyphen. */
bool replace_is_plain(Place place, const char *words);

#endif
