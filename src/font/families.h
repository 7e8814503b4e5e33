#ifndef PLAINPLAN_FONT_FAMILIES_H
#define PLAINPLAN_FONT_FAMILIES_H

#include "base/arena.h"
#include "diag/diag.h"
#include "font/font.h"

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>

/* What fonts/fonts.yml declares: for src/font only. */

typedef enum Variant { REGULAR, BOLD, ITALIC, BOLD_ITALIC, VARIANT_COUNT } Variant;

/* One declared font file, and the font once it was asked for. */
typedef struct FontFile {
  const char *path; /* relative to a font folder; NULL: the family has none */
  Font *font;       /* NULL until opened */
  bool failed;      /* looked for in vain */
  bool reported;    /* and the user was told */
} FontFile;

typedef struct Family {
  const char *name, *package, *licence, *use;
  hb_script_t *scripts; /* ends with HB_SCRIPT_INVALID */
  FontFile files[VARIANT_COUNT];
} Family;

typedef struct Families {
  Family *items;
  size_t count;
  Family *standard; /* `default` in the file */
  Family *sans_serif, *serif, *monospace;
  const char **folders; /* where files are looked for, in this order; ends with NULL */
} Families;

/* Reads the fonts map, strictly: an unknown key, a missing one or a family that is named but not
 * listed gives a diagnostic with its place and NULL. The folders of PLAINPLAN_FONTS come first. */
Families *families_read(const char *path, Arena *arena, Diags *diags);

/* The family of that name, compared without regard to ASCII case, or a generic one; or NULL. */
Family *families_find(const Families *families, const char *name, size_t length);

#endif
