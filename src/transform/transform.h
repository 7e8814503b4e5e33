#ifndef PLAINPLAN_TRANSFORM_TRANSFORM_H
#define PLAINPLAN_TRANSFORM_TRANSFORM_H

#include "case/case.h"
#include "check/check.h"
#include "diag/diag.h"

#include <libxml/tree.h>

/* Makes the XSL-FO tree of a case with the page design templates/KIND/page.xsl (XSLT 1.0 with EXSLT). The case must
 * have its words (case_add_words). The page design reads nothing outside the templates
 * folder and writes nothing. It can use, in the namespace urn:plainplan:functions:
 *
 *   pp:say(id, slot, value, …)  the wording with that id, each {slot} filled in
 *   pp:date(iso, style?)        a date as the wording writes it: long, medium (the default), short or weekday
 *   pp:age(born, on)            whole years between two ISO dates
 *   pp:at()                     where the element at hand stands in the case file, for the attribute at:at
 *   pp:matches, pp:words, pp:days …  the functions that structure rules have (check/functions.h), through
 *                               `functions`, which may be NULL
 *
 * Returns a document that the caller frees (xml_tree_free), or NULL after a diagnostic with its place in the page design. */
xmlDoc *transform_case(const Case *document, const char *templates_folder, const Rules *functions,
                       Diags *diags);

/* The same with another page design: templates/PAGE.xsl, such as "report/annotated". */
xmlDoc *transform_report(const Case *document, const char *page, const char *templates_folder,
                         const Rules *functions, Diags *diags);

#endif
