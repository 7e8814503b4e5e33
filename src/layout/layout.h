#ifndef PLAINPLAN_LAYOUT_LAYOUT_H
#define PLAINPLAN_LAYOUT_LAYOUT_H

#include "base/arena.h"
#include "diag/diag.h"
#include "fo/fo.h"
#include "font/font.h"
#include "layout/area.h"

#include <libxml/tree.h>
#include <stdio.h>

/* Lays out an XSL-FO tree: the FO is read and its properties resolved (src/fo), then broken into
 * lines and pages. base_folder is where relative image paths start. Everything returned lives in
 * the arena; the fonts must outlive it. The tree is taken over and released, as soon as it is read where that can be. What the subset does not have is one diagnostic each,
 * naming the element or property and its place. Returns NULL when nothing could be laid out (not
 * FO, no page master, no font), after a diagnostic. */
AreaDocument *layout_document(xmlDoc *fo, const FoSources *sources, const char *base_folder,
                              FontSet *fonts, Arena *arena, Diags *diags);

/* Prints the areas as text, one line each, for --emit areas and golden tests. */
void area_print(const AreaDocument *document, FILE *out);

#endif
