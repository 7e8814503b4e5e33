#ifndef PLAINPLAN_VALE_VALE_H
#define PLAINPLAN_VALE_VALE_H

#include "check/check.h"
#include "check/findings.h"
#include "check/language.h"
#include "check/readability.h"

/* Styles of Vale (vale.sh), read as they are published and run as Vale runs them: over the text as Vale sees it, every
 * match of every rule. What plainplan's own language rules leave out (quotations, names, titles) is looked at too. */
typedef struct Vale Vale;

/* Reads the styles of the folders that the settings name: each is a style, a folder of .yml files named by their rules, or holds styles. What a
 * style asks for and is not supported is a note, and that rule is left out. NULL after a diagnostic. The team's own terms
 * are what a vocabulary is to Vale: exceptions of every rule that has some. The language and its readability, which know
 * short forms and count syllables, must outlive it. */
Vale *vale_load(const Settings *settings, const Language *language, const Readability *readability,
                Arena *arena, Diags *diags);

/* Releases what is not in the arena. NULL is allowed. */
void vale_free(Vale *vale);

/* How many rules, and each one's description. */
size_t vale_count(const Vale *vale);
RuleInfo *vale_rule(const Vale *vale, size_t index);

/* Runs every rule over the case file. */
void vale_check(const Vale *vale, Findings *findings);

#endif
