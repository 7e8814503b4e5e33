#ifndef PLAINPLAN_CLI_SETTINGS_H
#define PLAINPLAN_CLI_SETTINGS_H

#include "check/settings.h"
#include "cli/cli.h"

/* Reads the settings of all files of the run, or, unless `files`, those of the current folder: those that --settings names, or
 * the nearest plainplan.yml in the folder of each file or above it. Takes over their fail-on. False after a diagnostic. */
bool run_read_settings(Run *run, bool files);

/* The settings that hold for a file ("-": for the current folder), or NULL. */
Settings *run_settings(Run *run, const char *path);

/* Whether every rule that the settings name is one, of whatever kind of document and form of language; says which is not. */
bool run_check_settings(Run *run, Settings *settings);

#endif
