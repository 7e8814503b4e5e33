/* The command line: reads the options, runs one command, prints what was found. */
#include "base/near.h"
#include "cli/cli.h"
#include "cli/settings.h"
#include "source/xml.h"
#include "source/xml_memory.h"
#include "source/yaml.h"

#include <libxml/parser.h>
#include <libxslt/xslt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Command {
  const char *name;
  bool (*run)(Run *run);
  const char *options; /* the names of those that it takes */
  const char *usage, *summary;
} Command;

static const Command commands[] = {
    {"build", command_build,
     "--output --draft --emit --paper --for --format --fail-on --settings --no-settings",
     "build FILE… [-o FILE|FOLDER] [--draft] [--for READER] [--emit case|fo|areas] [--paper a4|letter]",
     "checks case files and makes a PDF of each"},
    {"check", command_check,
     "--output --format --fail-on --for --paper --fix --dry-run --settings --no-settings --style",
     "check FILE… [--format text|json|sarif|github|checkstyle|summary|pdf|handout] [-o FILE] "
     "[--fail-on error|warning|note] [--fix [--dry-run]] [--settings FILE] [--style FOLDER]…",
     "checks case files; - is standard input"},
    {"new", command_new, "--output --language", "new KIND [--language L] [-o FILE]",
     "writes a starter file that explains itself"},
    {"explain", command_explain, "--language --settings --no-settings", "explain RULE…",
     "says what a rule means, with an example and its source"},
    {"kinds", command_kinds, "--language", "kinds", "lists the kinds of document"},
    {"rules", command_rules, "--language --settings --no-settings --style",
     "rules [--language L] [--settings FILE] [--style FOLDER]…",
     "lists every rule with the severity that it has here"},
    {"fo", command_fo, "--output --emit --format --fail-on",
     "fo FILE.fo [-o FILE.pdf] [--emit areas]", "lays out an XSL-FO file"},
    {"pack", command_pack, "--output", "pack -o FILE",
     "packs the data files so that the program starts faster; make does it"},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static bool set_output(Options *options, const char *value) {
  options->output = value;
  return *value != '\0';
}

static bool set_language(Options *options, const char *value) {
  options->language = value;
  return *value != '\0';
}

static bool set_reader(Options *options, const char *value) {
  options->reader = value;
  return *value != '\0';
}

static bool set_draft(Options *options, const char *value) {
  (void)value;
  return options->draft = true;
}

static bool set_fix(Options *options, const char *value) {
  (void)value;
  return options->fix = true;
}

static bool set_dry_run(Options *options, const char *value) {
  (void)value;
  return options->dry_run = true;
}

static bool set_settings(Options *options, const char *value) {
  options->settings = value;
  return *value != '\0';
}

static bool set_style(Options *options, const char *value) {
  size_t most = sizeof options->styles / sizeof *options->styles;
  if (!*value || options->style_count == most) return false;
  options->styles[options->style_count++] = value;
  return true;
}

static bool set_no_settings(Options *options, const char *value) {
  (void)value;
  return options->no_settings = true;
}

static bool set_emit(Options *options, const char *value) {
  static const char *const stages[] = {"case", "fo", "areas"};
  for (int i = 0; i < 3; i++)
    if (strcmp(value, stages[i]) == 0) options->emit = (Emit)(EMIT_CASE + i);
  return options->emit != EMIT_NOTHING;
}

static bool set_paper(Options *options, const char *value) {
  options->paper = value;
  return strcmp(value, "a4") == 0 || strcmp(value, "letter") == 0;
}

static bool set_format(Options *options, const char *value) {
  if (strcmp(value, "pdf") == 0) options->page = "annotated";
  if (strcmp(value, "handout") == 0) options->page = value;
  if (options->page) return true;
  for (ReportFormat format = REPORT_TEXT; format < REPORT_FORMATS; format++) {
    if (strcmp(value, report_format_name(format)) != 0) continue;
    options->format = format;
    return true;
  }
  return false;
}

static bool set_fail_on(Options *options, const char *value) {
  for (Severity severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++) {
    if (strcmp(value, severity_name(severity)) != 0) continue;
    options->fail_on = severity;
    options->fails = true;
    return true;
  }
  return false;
}

typedef struct Option {
  const char *name, *brief;
  bool takes_value;
  bool (*set)(Options *options, const char *value);
  const char *summary;
} Option;

static const Option option_table[] = {
    {"--output", "-o", true, set_output,
     "where to write: a file, a folder, or - for standard output"},
    {"--draft", NULL, false, set_draft, "make the PDF in spite of errors, every page marked"},
    {"--for", NULL, true, set_reader,
     "the copy for one reader: a person's name, or family, chair, worker …"},
    {"--emit", NULL, true, set_emit, "print a stage as text instead: case, fo or areas"},
    {"--paper", NULL, true, set_paper, "a4 or letter; without it the practice decides"},
    {"--format", NULL, true, set_format,
     "how problems are printed: text, json, sarif, github, checkstyle or summary; pdf and handout put them on paper"},
    {"--fail-on", NULL, true, set_fail_on,
     "exit with 1 from this severity on: error, warning or note"},
    {"--fix", NULL, false, set_fix,
     "make the replacements that need nobody's judgement; the old text is kept in FILE~"},
    {"--dry-run", NULL, false, set_dry_run, "with --fix: only show what would be changed"},
    {"--settings", NULL, true, set_settings,
     "the team's settings, instead of the plainplan.yml beside the file or above it"},
    {"--no-settings", NULL, false, set_no_settings, "without the team's settings"},
    {"--style", NULL, true, set_style,
     "a folder of Vale's styles (Google, write-good …), whose rules are checked too; up to 16"},
    {"--language", NULL, true, set_language, "en-GB, en-US …"},
};
enum { OPTION_COUNT = sizeof option_table / sizeof *option_table };

static void print_help(void) {
  puts(
      "plainplan: checks case files of child-welfare work and makes plain-language PDFs of them\n");
  for (int i = 0; i < COMMAND_COUNT; i++)
    printf("  plainplan %s\n      %s\n", commands[i].usage, commands[i].summary);
  puts("\nOptions");
  for (int i = 0; i < OPTION_COUNT; i++)
    printf("  %-13s %-3s %s\n", option_table[i].name,
           option_table[i].brief ? option_table[i].brief : "", option_table[i].summary);
  puts(
      "\nExit status: 0 nothing found; 1 problems in the documents; 2 the command or the machine.\n"
      "The manual page plainplan(1) says more.");
}

static const Command *find_command(Run *run, const char *name) {
  const char *names[COMMAND_COUNT];
  for (int i = 0; i < COMMAND_COUNT; i++) {
    names[i] = commands[i].name;
    if (strcmp(names[i], name) == 0) return &commands[i];
  }
  diag_add_file(run->diags, DIAG_COMMAND_UNKNOWN, NULL, name);
  const char *near = near_best(name, names, COMMAND_COUNT);
  if (near) diag_hint(run->diags, "did you mean \"%s\"?", near);
  return NULL;
}

static bool takes(const Command *command, const char *option) {
  size_t length = strlen(option);
  for (const char *found = command->options; (found = strstr(found, option)); found += length)
    if (found[length] == ' ' || !found[length]) return true;
  return false;
}

static const Option *find_option(Run *run, const Command *command, const char *name,
                                 size_t length) {
  const char *names[OPTION_COUNT];
  size_t count = 0;
  for (int i = 0; i < OPTION_COUNT; i++) {
    const Option *option = &option_table[i];
    if (!takes(command, option->name)) continue;
    names[count++] = option->name;
    bool full = strlen(option->name) == length && strncmp(option->name, name, length) == 0;
    if (full || (option->brief && strcmp(option->brief, name) == 0)) return option;
  }
  char *given = arena_strndup(run->arena, name, length);
  diag_add_file(run->diags, DIAG_OPTION_UNKNOWN, NULL, given);
  const char *near = near_best(given, names, count);
  if (near) diag_hint(run->diags, "did you mean %s?", near);
  return NULL;
}

/* Reads one option at arguments[*at], and its value from the same or the next argument. */
static bool read_option(Run *run, const Command *command, char **arguments, int count, int *at) {
  const char *argument = arguments[*at], *value = NULL;
  const char *equals = strncmp(argument, "--", 2) == 0 ? strchr(argument, '=') : NULL;
  size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
  const Option *option = find_option(run, command, argument, length);
  if (!option) return false;
  if (equals)
    value = equals + 1;
  else if (option->takes_value && *at + 1 < count)
    value = arguments[++*at];
  if (option->takes_value && !value) {
    diag_add_file(run->diags, DIAG_OPTION_NEEDS_VALUE, NULL, option->name);
    return false;
  }
  if (option->set(&run->options, value)) return true;
  diag_add_file(run->diags, DIAG_OPTION_VALUE, NULL, option->name, value);
  diag_hint(run->diags, "%s: %s", option->name, option->summary);
  return false;
}

static bool settings_fit(Run *run) {
  if (!run->options.settings || !run->options.no_settings) return true;
  diag_add_file(run->diags, DIAG_USAGE, NULL, "--settings and --no-settings exclude each other");
  return false;
}

static bool read_arguments(Run *run, const Command *command, char **arguments, int count) {
  const char **files = arena_alloc(run->arena, (size_t)(count + 1) * sizeof *files);
  bool options = true;
  run->options.files = files;
  for (int i = 0; i < count; i++) {
    const char *argument = arguments[i];
    if (options && strcmp(argument, "--") == 0)
      options = false;
    else if (!options || argument[0] != '-' || !argument[1])
      files[run->options.file_count++] = argument;
    else if (!read_option(run, command, arguments, count, &i))
      return false;
  }
  return settings_fit(run);
}

static void print_text(Run *run, const ReportRun *about, FILE *out, bool summary) {
  size_t count;
  diags_records(run->diags, &count);
  report_text(run->diags, out, isatty(fileno(out)) != 0 && !getenv("NO_COLOR"));
  if (summary && count) putc('\n', out);
  if (summary) report_summary(run->diags, about, out);
}

/* Whether standard output is for the changed text. */
static bool text_is_output(const Options *options) {
  if (options->dry_run) return false;
  for (size_t i = 0; options->fix && i < options->file_count; i++)
    if (strcmp(options->files[i], "-") == 0) return true;
  return false;
}

/* A dry run tells what it would change and what it cannot, not what is left to find. */
static bool is_of_fix(const Diag *record) {
  return record->machine || strcmp(record->rule, diag_row_id(DIAG_FIX_MARKUP)) == 0 ||
         strcmp(record->rule, diag_row_id(DIAG_FIX_OVERLAP)) == 0;
}

static bool is_of_machine(const Diag *record) {
  return record->machine;
}

static void print_problems(Run *run, const Command *command) {
  const Options *options = &run->options;
  bool report_is_output = command && command->run == command_check;
  FILE *out = report_is_output || options->format != REPORT_TEXT ? stdout : stderr;
  if (text_is_output(options)) out = stderr;
  if (options->dry_run && options->format == REPORT_TEXT) {
    diags_keep(run->diags, is_of_fix);
    report_is_output = false;
    out = stderr;
  }
  ReportRun about = {.files = options->file_count,
                     .settings = run->setting_paths,
                     .setting_count = run->setting_count};
  if (options->page) { /* that is the report; only what went wrong in making it is told here */
    diags_keep(run->diags, is_of_machine);
    report_is_output = false;
    out = stderr;
  }
  switch (options->format) {
  case REPORT_JSON:
    report_json(run->diags, &about, out);
    break;
  case REPORT_SARIF:
    report_sarif(run->diags, &about, out);
    break;
  case REPORT_GITHUB:
    report_github(run->diags, out);
    break;
  case REPORT_CHECKSTYLE:
    report_checkstyle(run->diags, out);
    break;
  case REPORT_SUMMARY:
    report_table(run->diags, &about, out);
    break;
  default:
    print_text(run, &about, out, report_is_output);
  }
}

static int run_command(Run *run, int count, char **arguments) {
  const Command *command = find_command(run, arguments[0]);
  bool fine = command && read_arguments(run, command, arguments + 1, count - 1) &&
              (run->data = data_folder(run->arena, run->diags)) != NULL;
  if (fine) {
    data_open_pack(run->arena, run->data);
    run->templates = templates_open(arena_printf(run->arena, "%s/templates", run->data));
    bool files = command->run == command_check || command->run == command_build;
    fine = (!takes(command, "--settings") || run_read_settings(run, files)) && command->run(run);
  }
  int status = diags_exit_status(run->diags, run->options.fail_on);
  print_problems(run, command);
  if (fflush(stdout) != 0 && status == 0) status = 2;
  return !fine && status == 0 ? 1 : status;
}

int main(int count, char **arguments) {
  if (count < 2) {
    print_help();
    return 2;
  }
  if (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0 ||
      strcmp(arguments[1], "help") == 0) {
    print_help();
    return 0;
  }
  if (strcmp(arguments[1], "--version") == 0) {
    puts("plainplan " PLAINPLAN_VERSION);
    return 0;
  }
  for (int i = 2; i < count; i++) {
    if (strcmp(arguments[i], "--") == 0) break;
    if (strcmp(arguments[i], "--help") != 0) continue;
    print_help();
    return 0;
  }
  bool own_memory = !getenv("PLAINPLAN_PLAIN_MEMORY"); /* for tools that watch malloc */
  if (own_memory) xml_memory_start();
  xml_errors_to(NULL, NULL);
  Run run = {.arena = arena_new(), .diags = diags_new(), .options = {.fail_on = SEVERITY_ERROR}};
  int status = run_command(&run, count - 1, arguments + 1);
  templates_free(run.templates);
  diags_free(run.diags);
  arena_free(run.arena);
  yaml_pack_close();
  xsltCleanupGlobals();
  xmlCleanupParser();
  if (own_memory) xml_memory_end();
  return status;
}
