#ifndef PLAINPLAN_CHECK_EXEMPT_H
#define PLAINPLAN_CHECK_EXEMPT_H

#include "check/match.h"

/* What no rule looks at: names, what somebody is reported to have said, titles of services and laws, and the labels
 * of a form. */

/* Whether a word of the block belongs to the class with that tag; TAG_NONE: never. */
bool exempt_has_tag(const Match *match, uint32_t word, uint32_t tag);

/* Flags what stands behind the words [first, last], which say that somebody said it, as not the writer's own. */
void exempt_reported(Match *match, uint32_t first, uint32_t last);

/* Flags the few words behind the words [first, last] ("the word", "under the heading"), which name what follows as
 * words. */
void exempt_mentioned(Match *match, uint32_t first, uint32_t last);

/* Whether the candidate is part of a title, as of a service, a law, a tool or a street. */
bool exempt_is_title(Match *match, const Candidate *candidate);

/* Whether the candidate is what an abbreviation beside it stands for: "DASH (domestic abuse, …)", "… (DASH)". */
bool exempt_is_expansion(const Match *match, const Candidate *candidate);

/* Whether the candidate is in the label of what follows it: "Concerns: …" at the beginning of a block, a line or a
 * sentence, "**Readiness.** …", a line of its own above others, the first row of a table. */
bool exempt_is_label(const Match *match, const Candidate *candidate);

/* Whether the candidate is said not to be so: "was not hostile". */
bool exempt_is_negated(const Match *match, const Candidate *candidate);

/* Whether it is the agency that does what the candidate says: "the council failed to". */
bool exempt_is_of_agency(const Match *match, const Candidate *candidate);

/* Whether the block is a heading in all but form: a few words in bold, or a short paragraph above others, and no full
 * stop. */
bool exempt_is_heading(const Match *match);

/* Whether the words from `word` on begin with the capitals of the abbreviation `letters`; the index behind them, or 0.
 * Small words between ("child and adolescent mental health") need no letter. */
uint32_t exempt_spells(const Match *match, uint32_t letters, uint32_t word);

/* Whether the words that the abbreviation is short for stand shortly before or behind it. */
bool exempt_is_spelled_out(const Match *match, const Candidate *candidate);

#endif
