#ifndef PLAINPLAN_CHECK_CHECK_H
#define PLAINPLAN_CHECK_CHECK_H

#include "case/case.h"
#include "check/settings.h"
#include "diag/diag.h"

#include <libxml/xpath.h>
#include <stdbool.h>
#include <stddef.h>

/* All rules for one kind and language, compiled once and used for any number of cases. */
typedef struct Rules Rules;

/* What a rule says about itself. All strings live as long as the rules; NULL: not given. */
typedef struct RuleInfo {
  const char *id;    /* such as "euphemism/home-conditions" */
  Check check;       /* CHECK_STRUCTURE, CHECK_LANGUAGE or CHECK_READABILITY */
  Severity severity; /* in force */
  Severity given;    /* that the rule has without a team's settings */
  bool off;          /* those switch it off */
  const char
      *message; /* %s stands for the words found; of a structure rule: with … for its values */
  const char *because; /* why it matters to the reader */
  const char *ask;     /* the question that brings the plain fact */
  const char *source;  /* the guidance behind it */
  const char *link;    /* an address, when the rule names one */
  const char *category;
  const char *long_text; /* explanation, and one example each way: after rules_explain */
  const char *bad, *good;
  const char *file; /* the rule file as it is shown to the user */
  Place place;      /* of the rule in that file */
} RuleInfo;

/* Loads the rules: the language rules of templates/language/<language>/ (en-GB: those of en/, and
 * among them those limited to en-GB), and, unless kind is NULL, every .sch file in
 * templates/<kind>/. A language without rules is no problem. A broken rule file is a diagnostic
 * with its place in that file, and NULL. */
Rules *rules_load(const char *templates_folder, const char *kind, const char *language,
                  Diags *diags);

/* The same as a team's settings (NULL: none) have them: with their rules and terms added, with their severities. An error that
 * they switch off is a note, once. */
Rules *rules_load_with(const char *templates_folder, const char *kind, const char *language,
                       Settings *settings, Diags *diags);

/* Releases the rules. NULL is allowed. */
void rules_free(Rules *rules);

/* Every rule, sorted by id. The array lives as long as the rules. */
const RuleInfo *const *rules_list(const Rules *rules, size_t *count);

/* The rule of that id, or NULL. */
const RuleInfo *rules_find(const Rules *rules, const char *id);

/* Reads the texts that only explanations need (long_text, bad, good), which the rule files keep
 * apart. False after a diagnostic when a file with them is broken. */
bool rules_explain(Rules *rules, Diags *diags);

/* Runs every rule over the case and adds what it finds; applies the case's `allow` comments: what
 * they silence is kept as a record with its reason. The rules may be used for many cases, one after
 * the other. */
void check_case(const Rules *rules, const Case *document, Diags *diags);

/* Registers the functions of namespace urn:plainplan:functions (see check/functions.h) with an XPath context, for
 * a page design. The rules must outlive the context. */
void check_register_functions(const Rules *rules, xmlXPathContext *context);

/* Releases what the functions made while an expression of that context ran. */
void check_forget_functions(const Rules *rules);

#endif
