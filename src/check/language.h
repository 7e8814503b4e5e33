#ifndef PLAINPLAN_CHECK_LANGUAGE_H
#define PLAINPLAN_CHECK_LANGUAGE_H

#include "base/buf.h"
#include "check/findings.h"

#include <libxml/tree.h>

/* The language rules of one language, compiled: rules, word classes, abbreviations. */
typedef struct Language Language;

/* Loads templates/language/<language>/. NULL, after a diagnostic, when a file is broken; a language
 * without a folder gives one without rules. */
Language *language_load(const char *templates_folder, const char *language, Arena *arena,
                        Diags *diags);

/* The same, from the files even where the open pack has them compiled: for a language that rules are added to. */
Language *language_read(const char *templates_folder, const char *language, Arena *arena,
                        Diags *diags);

/* Releases what is not in the arena. NULL is allowed. */
void language_free(Language *language);

/* Adds the rules of a further file. False after a diagnostic. */
bool language_add(Language *language, const char *path, Diags *diags);

/* Adds words that no rule finds anything in when they stand so. */
void language_add_term(Language *language, const char *term);

/* How many rules, and each one's description. */
size_t language_count(const Language *language);
RuleInfo *language_rule(const Language *language, size_t index);

/* Reads the explanations into the descriptions. False after a diagnostic. */
bool language_explain(Language *language, Diags *diags);

/* Whether the text of a node holds a phrase of the class, or of the rules of that category, outside quotations. node: where
 * the text is from, or NULL; what the last check found there is not looked for again. */
bool language_is(const Language *language, const xmlNode *node, const char *text,
                 const char *class_name);

/* How many words and sentences a text has. */
size_t language_words(const char *text);
size_t language_sentences(const Language *language, const char *text);

/* Whether a word is a short form behind whose full stop a sentence goes on: "Mr". */
bool language_abbreviates(const Language *language, const char *word, size_t length);

struct Block;

/* Whether the checks that follow keep what they find in each block for language_is. Forgets what was kept before. */
void language_keep(Language *language, bool keep);

/* Runs the rules over the body of the case; also, unless NULL, is called for every block as well. */
void language_check(Language *language, Findings *findings,
                    void (*also)(void *state, const struct Block *block), void *state);

#endif
