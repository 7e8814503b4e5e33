#ifndef PLAINPLAN_CASE_TEMPLATES_H
#define PLAINPLAN_CASE_TEMPLATES_H

#include "base/arena.h"
#include "base/map.h"
#include "diag/diag.h"
#include "source/yaml.h"

#include <stdbool.h>
#include <stddef.h>

/* The data files that the case model needs: templates/case.yml, KIND/kind.yml, practice/ and
 * wording/. Each is read when first asked for and kept. */
typedef struct Templates Templates;

/* The templates below a folder ("…/templates"). Owned by the caller. */
Templates *templates_open(const char *folder);

/* Releases everything read. NULL is allowed. */
void templates_free(Templates *templates);

/* The folder given to templates_open. */
const char *templates_folder(const Templates *templates);

/* The names of all kinds (folders with a kind.yml), sorted; the array and names live as long as the
 * templates. */
const char *const *templates_kinds(Templates *templates, size_t *count);

/* The names of the files DIR/NAME.yml below the folder without ".yml", sorted. */
const char *const *templates_names(Templates *templates, const char *folder, size_t *count);

/* The tree of a data file below the folder, such as "case.yml", or NULL: without a diagnostic when
 * it does not exist, after one when it cannot be read. */
const Yaml *templates_file(Templates *templates, const char *path, Diags *diags);

/* The wording chain of a language, most particular first (en-GB, en): the trees that exist. Returns
 * how many (0: no wording for the language). */
size_t templates_wording(Templates *templates, const char *language, const Yaml *chain[3],
                         Diags *diags);

/* Whether there are language rules for a language: those of its folder or of the language without its region. */
bool templates_has_rules(Templates *templates, const char *language);

/* The practice chain, most particular first (us-ca, us), by each file's `parent`. Returns how many
 * (0: the practice is unknown). */
size_t templates_practice(Templates *templates, const char *practice, const Yaml *chain[4],
                          Diags *diags);

/* What a team sets for all its files: the practice of those that name none (or NULL), and words of its own, of which those
 * that begin with a capital letter are names. */
typedef struct TeamWords {
  const char *practice;
  const char *const *terms;
  size_t term_count;
} TeamWords;

/* Sets and gives them; what they point to must outlive the templates. */
void templates_set_team(Templates *templates, TeamWords words);
TeamWords templates_team(const Templates *templates);

/* Calls visit for every label (text) under a mapping from languages to a text or a list of texts,
 * as far as the language has it: {en: [A, B], cy: C}. Falls back to the primary language, then to
 * all. */
void templates_labels(const Yaml *by_language, const char *language,
                      void (*visit)(void *state, const char *label), void *state);

#endif
