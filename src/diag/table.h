/* Every problem that the compiler itself can find: name, id, check, severity, whether the command or the
 * machine is at fault (exit status 2), message (printf), what to do. Problems that rule files find are
 * not here: they name themselves. No include guard: included with DIAG_ROW defined. */

/* command */
DIAG_ROW(DIAG_OPTION_UNKNOWN, "command/unknown-option", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no option \"%s\"", "plainplan --help lists the options")
DIAG_ROW(DIAG_COMMAND_UNKNOWN, "command/unknown-command", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no command \"%s\"", "plainplan --help lists the commands")
DIAG_ROW(DIAG_OPTION_VALUE, "command/option-value", CHECK_COMMAND, SEVERITY_ERROR, true,
         "option %s cannot be \"%s\"", "plainplan --help says what each option takes")
DIAG_ROW(DIAG_OPTION_NEEDS_VALUE, "command/option-needs-value", CHECK_COMMAND, SEVERITY_ERROR, true,
         "option %s needs a value after it", "plainplan --help says what each option takes")
DIAG_ROW(DIAG_USAGE, "command/usage", CHECK_COMMAND, SEVERITY_ERROR, true, "%s",
         "plainplan --help shows how each command is used")
DIAG_ROW(DIAG_RULE_UNKNOWN, "command/unknown-rule", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no rule \"%s\"", "plainplan rules lists them all")
DIAG_ROW(DIAG_DATA_MISSING, "command/data-missing", CHECK_COMMAND, SEVERITY_ERROR, true,
         "the folder with plainplan's templates was not found",
         "install plainplan again, or set PLAINPLAN_DATA to the folder that holds templates/ and fonts/")

/* source */
DIAG_ROW(DIAG_FILE_MISSING, "source/missing", CHECK_SOURCE, SEVERITY_ERROR, true,
         "the file does not exist", "check the spelling of its name and folder")
DIAG_ROW(DIAG_FILE_UNREADABLE, "source/unreadable", CHECK_SOURCE, SEVERITY_ERROR, true,
         "the file cannot be read: %s", "check who may open the file")
DIAG_ROW(DIAG_FILE_IS_FOLDER, "source/is-folder", CHECK_SOURCE, SEVERITY_ERROR, true,
         "this is a folder, not a file", "name the files in it, for example FOLDER/*.md")
DIAG_ROW(DIAG_FILE_TOO_BIG, "source/too-big", CHECK_SOURCE, SEVERITY_ERROR, true,
         "the file is larger than 16 MiB", "split it: one case, one file")
DIAG_ROW(DIAG_FILE_EMPTY, "source/empty", CHECK_SOURCE, SEVERITY_ERROR, false, "the file is empty",
         "plainplan new KIND writes a starter file")
DIAG_ROW(DIAG_NOT_UTF8, "source/not-utf-8", CHECK_SOURCE, SEVERITY_ERROR, false,
         "byte %u (0x%02X) is not UTF-8 text", "save the file again with the encoding UTF-8")
DIAG_ROW(DIAG_NUL, "source/nul", CHECK_SOURCE, SEVERITY_ERROR, false,
         "byte %u is a NUL, which no text holds", "remove it, or save the file again as plain text")

/* pdf and output */
DIAG_ROW(DIAG_OUTPUT_OPEN, "pdf/output-not-writable", CHECK_PDF, SEVERITY_ERROR, true,
         "the output cannot be written: %s", "check the folder's name and who may write in it")
DIAG_ROW(DIAG_OUTPUT_WRITE, "pdf/output-failed", CHECK_PDF, SEVERITY_ERROR, true,
         "writing the output failed: %s", "make room on the disk; an earlier file of that name is as it was")
