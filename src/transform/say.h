#ifndef PLAINPLAN_TRANSFORM_SAY_H
#define PLAINPLAN_TRANSFORM_SAY_H

#include "case/case.h"

#include <libxslt/xsltInternals.h>

#define SAY_NAMESPACE "urn:plainplan:functions"

/* Private to src/transform: pp:say, pp:date, pp:age and pp:at over one case and its words. */
typedef struct Say {
  const Case *document;
  Diags *diags;
  bool missing; /* an entry was asked for that is not there */
  Map *entries; /* "say ID", "month N", "weekday N", "date STYLE" -> text */
} Say;

/* Indexes the words of the case. The result lives in the case's arena. */
Say *say_new(const Case *document, Diags *diags);

/* Registers the functions with a transformation; its _private must be the Say. */
void say_register(xsltTransformContext *context);

#endif
