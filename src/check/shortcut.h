#ifndef PLAINPLAN_CHECK_SHORTCUT_H
#define PLAINPLAN_CHECK_SHORTCUT_H

#include "base/buf.h"

/* Adds an XPath expression with the paths that rules walk most often as calls of functions, which find the same
 * nodes many times faster: field[@name='X'] as pp:field('X'), $S/field[@name='X'] as pp:field('X',$S),
 * /case/body/descendant::X as pp:in-body('X'). What stands
 * in quotation marks stays as it is. */
void shortcut_take(Buf *out, const char *expression);

#endif
