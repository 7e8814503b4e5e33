#ifndef PLAINPLAN_CLI_BATCH_H
#define PLAINPLAN_CLI_BATCH_H

#include "cli/cli.h"

/* Does some work on each file of the run, from `first` on, calling between after each. */
typedef bool (*BatchWork)(Run *run, size_t first, void (*between)(Run *run, void *state),
                          void *state);

/* Runs the work over several files in a child process, so that a crash on one of them is reported and the others go
 * on. Its problems arrive in the run's sink as if there were no child. One file, or standard input, is worked
 * on in this process. Returns whether everything was made. */
bool batch_run(Run *run, BatchWork work);

#endif
