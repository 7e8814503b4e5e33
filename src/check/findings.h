#ifndef PLAINPLAN_CHECK_FINDINGS_H
#define PLAINPLAN_CHECK_FINDINGS_H

#include "check/check.h"

/* What the checks of one case report to: applies the case's `allow` elements on the way to the
 * sink. */
typedef struct Findings Findings;

/* For one case. The arena must outlive it. */
Findings *findings_new(const Case *document, Diags *diags, Arena *arena);

/* Adds one finding of a rule about a node of the case XML. message, because and ask may be NULL for
 * those of the rule. */
void findings_add(Findings *findings, const RuleInfo *rule, const xmlNode *node, Place place,
                  const char *message, const char *because, const char *ask);

/* Adds one finding of a rule that knows what can be put in the place of what it found. entangled: not mechanically,
 * because markup stands among the words. */
void findings_add_replacement(Findings *findings, const RuleInfo *rule, const xmlNode *node,
                              Place place, const char *message, const char *replacement,
                              bool entangled);

/* Reports the `allow` elements that name no rule, give no reason or silenced nothing. Called once,
 * after all checks. */
void findings_finish(Findings *findings, const Rules *rules);

/* The case and the sink. */
const Case *findings_case(const Findings *findings);
Diags *findings_diags(const Findings *findings);

#endif
