#ifndef PLAINPLAN_CHECK_EXPLAIN_H
#define PLAINPLAN_CHECK_EXPLAIN_H

#include "check/check.h"
#include "source/yaml.h"

/* Private to src/check: the texts that only `plainplan explain` needs. */

/* Takes the texts of one rule, a mapping with long, bad and good, into its RuleInfo; they live as long as the tree. False
 * after a diagnostic. */
bool explain_rule(RuleInfo *info, const Yaml *texts, Source *source, Diags *diags);

/* Reads the explanations of structure rules: templates/rules/explain.yml and templates/KIND/explain.yml, mappings from full
 * ids to texts. An id that is no rule of this kind is passed over: shared rules are of other kinds too. False
 * after a diagnostic. */
bool explain_structure(const char *templates_folder, const char *kind, RuleInfo *const *rules,
                       size_t count, Arena *arena, Diags *diags);

#endif
