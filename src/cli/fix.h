#ifndef PLAINPLAN_CLI_FIX_H
#define PLAINPLAN_CLI_FIX_H

#include "cli/compile.h"

/* Checks a case file and makes the replacements in it that need nobody's judgement: shows them as a unified diff, keeps the old
 * text in FILE~ and writes the new one into FILE; with --dry-run only shows them. The text on standard input goes changed to
 * standard output. What is then left to find goes to the sink of the run. False when it could not be checked or written. */
bool fix_file(Compiler *compiler, const char *path);

#endif
