#ifndef PLAINPLAN_CHECK_SETTINGS_H
#define PLAINPLAN_CHECK_SETTINGS_H

#include "case/templates.h"
#include "diag/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* What a team wants of one rule, or of all rules of a category. */
typedef struct RuleSetting {
  const char *name; /* a rule's id, a category, or a category with a stroke and a star */
  bool off;
  Severity severity;
  Place place;
  bool known; /* there is such a rule or category */
  bool told;  /* that it switches off what is an error */
} RuleSetting;

/* A file of a team's settings, plainplan.yml. */
typedef struct Settings {
  const char *path; /* as it is shown to the user */
  RuleSetting *rules;
  size_t rule_count, rule_capacity;
  const char **added; /* further files of language rules */
  size_t added_count, added_capacity;
  const char **styles; /* folders of Vale's styles */
  size_t style_count, style_capacity;
  const char **terms; /* words of the team's own, which no rule marks */
  size_t term_count, term_capacity;
  const char *practice; /* of files that name none, or NULL */
  bool fails;           /* fail_on is given */
  Severity fail_on;
  bool checked; /* every name of a rule is known to be one */
} Settings;

/* Reads a settings file strictly. NULL after a diagnostic with its place. */
Settings *settings_read(const char *path, Templates *templates, Arena *arena, Diags *diags);

/* What the settings want of a rule of that id and category (which may be NULL), the most particular first and of equals the
 * last; NULL: nothing. Notes that they name something that there is. */
RuleSetting *settings_of(Settings *settings, const char *id, const char *category);

#endif
