#ifndef PLAINPLAN_CHECK_CHECK_H
#define PLAINPLAN_CHECK_CHECK_H

#include "case/case.h"
#include "diag/diag.h"

#include <stdbool.h>

/* All rules for one kind, language and practice, compiled once and used for any number of cases. */
typedef struct Rules Rules;

/* Loads templates/language/<language>/ (en-GB: en/ and what it limits to en-GB), and, when
 * kind_folder is not NULL, the Schematron rules in it. A broken rule file is a diagnostic with its
 * place in that file, and NULL. */
Rules *rules_load(const char *templates_folder, const char *kind, const char *language,
                  Diags *diags);

/* Releases the rules. NULL is allowed. */
void rules_free(Rules *rules);

/* Runs every rule over the case and adds what it finds; applies the case's `allow` comments. */
void check_case(const Rules *rules, const Case *document, Diags *diags);

#endif
