#ifndef PLAINPLAN_FO_FO_H
#define PLAINPLAN_FO_FO_H

#include "diag/diag.h"
#include "source/source.h"

#include <libxml/tree.h>

/* The namespace of the attribute `at` that the templates copy from the case XML: "START-END", or
 * "N:START-END" for source N. It lets layout point into the case file. */
#define PLAINPLAN_NAMESPACE "urn:plainplan:source"

/* The texts that an FO tree can point into. sources[0] is the case file; `fo` is the FO file itself
 * when it was read from one (plainplan fo), else NULL. */
typedef struct FoSources {
  Source **sources;
  size_t source_count;
  Source *fo;
} FoSources;

#endif
