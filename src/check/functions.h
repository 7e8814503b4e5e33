#ifndef PLAINPLAN_CHECK_FUNCTIONS_H
#define PLAINPLAN_CHECK_FUNCTIONS_H

#include "base/arena.h"
#include "check/language.h"

#include <libxml/xpath.h>

/* The functions that rules and templates can use in XPath, in the namespace
 * urn:plainplan:functions. All of them take strings (or node-sets, whose first node counts) unless
 * said otherwise.
 *
 * - pp:matches(text, regex, flags?): true when the regular expression (PCRE; flags "i") is found
 * - pp:is(text, class): true when the text holds a phrase of a language class, or of the language
 *   rules of that category, outside quotation marks
 * - pp:filled(text): true when it is more than white space
 * - pp:length(text): how many characters
 * - pp:words(text): how many words
 * - pp:sentences(text): how many sentences
 * - pp:lower(text): in lower case (all scripts)
 * - pp:tokens(text, separators?): a node-set of elements, one a piece between the separators (white
 *   space and commas)
 * - pp:days(from, to): whole days between two ISO dates; NaN when one is none
 * - pp:working-days(from, to, holidays?): days from Monday to Friday after the first ISO date, up to
 *   and with the second, without those that a list of ISO dates names; NaN when one is no date
 * - pp:date-ok(text): true when it is an ISO date that the calendar has
 * - pp:weekday(date): 1 Monday to 7 Sunday; NaN when it is no date
 * - pp:near(name, nodes): the string among the nodes that is one or two changes away from the name;
 *   "" when there is none or when one is equal
 * - pp:field(names, nodes?): the fields with one of the names (spaces between them) among the
 *   children of the context node, or of the nodes
 * - pp:in-body(name): the elements of the body with that name
 * - pp:texts(): what holds running text in the body: paragraphs, fields, headings, and points
 *   without paragraphs
 * - pp:which(nodes, regex): the nodes whose text the regular expression is found in
 * - pp:naming(nodes, people): the nodes whose text has a name of one of the person elements; for kinds
 *   without sections, in which names are not marked
 * - pp:count(nodes, regex): how often the regular expression is found in the text of the nodes
 * - pp:unnamed-sentences(nodes): the sentences of the nodes without the names of people in them, each
 *   as an element
 * - pp:longer(nodes, n): the nodes whose text has more than n characters
 * - pp:in-text(id): true when something in the body refers to the person with this id
 *
 * Of these, rules need not call pp:field and pp:in-body: check/shortcut.h says which paths become
 * calls of them.
 *
 * Also there, as EXSLT has them: exsl:node-set, exsl:object-type, regexp:test, str:tokenize, and
 * the modules date, math, set and str. */
typedef struct Functions Functions;

#define FUNCTIONS_NAMESPACE "urn:plainplan:functions"

/* The functions over one language's rules (NULL: pp:is is always false). Released by
 * functions_free. */
Functions *functions_new(const Language *language, Arena *arena);

/* What pp:matches and pp:is do, for tests that go without XPath (direct.h). The text of a node (NULL: "") is as XPath has it,
 * and lasts until the next call; a regular expression is NULL when it is wrong. */
const char *functions_text(Functions *functions, const xmlNode *node, size_t *length);
struct Regex *functions_regex(Functions *functions, const char *pattern, const char *flags);
bool functions_is(const Functions *functions, const xmlNode *node, const char *text,
                  const char *name);

/* Forgets the elements that they made and what they know of the case, after a run. */
void functions_forget(Functions *functions);

/* Releases what the functions keep, such as compiled expressions. NULL is allowed. */
void functions_free(Functions *functions);

/* Registers only those of urn:plainplan:functions: in XSLT, libexslt has the others. */
void functions_register_own(Functions *functions, xmlXPathContext *context);

/* Registers all of them with a context. */
void functions_register(Functions *functions, xmlXPathContext *context);

#endif
