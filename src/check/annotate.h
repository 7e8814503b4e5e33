#ifndef PLAINPLAN_CHECK_ANNOTATE_H
#define PLAINPLAN_CHECK_ANNOTATE_H

#include "case/case.h"
#include "diag/diag.h"

/* Writes what was found into the case XML, for a page that shows both: a child `findings` of the root with one
 * `finding` (n, severity, rule, category, on; words, message, because, ask, source) for each, numbered in the order of
 * the text; `mark` elements (ns: the numbers that it belongs to; ends: those whose last word is in it) around the words;
 * and an attribute `notes` with the numbers on the element that a finding without words of its own is about. `on` is
 * "words", "element" or "document". Findings in other files and silenced ones are left out. */
void annotate_case(Case *document, const Diag *records, size_t count);

#endif
