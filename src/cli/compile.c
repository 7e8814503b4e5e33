/* The whole pipeline in one place: case.md to source, case model, checks, XSL-FO, areas, PDF. */
#include "cli/compile.h"

#include "base/output.h"
#include "check/annotate.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "source/xml.h"
#include "source/xml_memory.h"
#include "transform/transform.h"

#include <errno.h>
#include <libxml/xmlsave.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The rules for the document's kind and language, as the settings have them: those of the last file when they are the
 * same. */
static const Rules *rules_for(Compiler *compiler, const Case *document, Settings *settings) {
  bool same = compiler->kind && strcmp(compiler->kind, document->kind) == 0 &&
              strcmp(compiler->language, document->language) == 0 && compiler->settings == settings;
  if (same) return compiler->rules;
  Run *run = compiler->run;
  rules_free(compiler->rules);
  compiler->rules = rules_load_with(templates_folder(run->templates), document->kind,
                                    document->language, settings, run->diags);
  if (compiler->rules && settings && !run_check_settings(run, settings)) {
    rules_free(compiler->rules);
    compiler->rules = NULL;
  }
  compiler->settings = settings;
  compiler->kind = arena_strdup(run->arena, document->kind);
  compiler->language = arena_strdup(run->arena, document->language);
  return compiler->rules;
}

static FontSet *fonts_for(Compiler *compiler) {
  if (!compiler->fonts) compiler->fonts = font_set_open(compiler->run->data, compiler->run->diags);
  return compiler->fonts;
}

/* The folder part of a path, for pictures named relative to it. */
static const char *folder_of(Arena *arena, const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? arena_strndup(arena, path, (size_t)(slash - path)) : ".";
}

/* Where the PDF of a file goes: -o FILE, -o FOLDER/name.pdf, or beside the case file; a reader's copy has the reader's
 * name in its own, so that two copies are never the same file. */
static const char *output_path(const Run *run, Arena *arena, const char *path) {
  const char *output = run->options.output;
  struct stat status;
  bool folder = output && ((stat(output, &status) == 0 && S_ISDIR(status.st_mode)) ||
                           output[strlen(output) - 1] == '/');
  if (output && !folder) return output;
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const char *dot = strrchr(name, '.');
  int stem = (int)(dot && dot != name ? (size_t)(dot - name) : strlen(name));
  const char *reader = run->options.reader, *page = run->options.page;
  char *copy = arena_printf(arena, "%s%s%s", reader ? reader : "", reader && page ? "-" : "",
                            page ? page : "");
  for (char *c = copy; *c; c++)
    if (*c == '/' || *c == ' ') *c = '-';
  const char *where = folder ? output : folder_of(arena, path);
  return arena_printf(arena, "%s/%.*s%s%s.pdf", where, stem, name, *copy ? "-" : "", copy);
}

static bool same_file(const char *a, const char *b) {
  struct stat first, second;
  return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

/* Whatever the name of an output. */
bool compile_is_input(const Run *run, const char *path) {
  for (size_t i = 0; i < run->options.file_count; i++)
    if (same_file(run->options.files[i], path)) return true;
  return false;
}

static bool write_output(Run *run, const char *path, const void *bytes, size_t length) {
  if (compile_is_input(run, path)) {
    diag_add_file(run->diags, DIAG_OUTPUT_IS_INPUT, path);
    return false;
  }
  int problem = output_write(path, bytes, length);
  if (problem) diag_add_file(run->diags, DIAG_OUTPUT_WRITE, path, strerror(problem));
  return problem == 0;
}

/* Writes to -o FILE, or to standard output when there is none or it is "-". */
static bool write_text(Run *run, const char *text, size_t length) {
  const char *output = run->options.output;
  if (output && strcmp(output, "-") != 0) return write_output(run, output, text, length);
  bool written = fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0;
  if (!written) diag_add_file(run->diags, DIAG_OUTPUT_WRITE, "(standard output)", strerror(errno));
  return written;
}

static bool emit_xml(Run *run, xmlDoc *doc) {
  xmlBuffer *buffer = xmlBufferCreate();
  xmlSaveCtxt *save = xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_FORMAT | XML_SAVE_NO_EMPTY);
  xmlSaveDoc(save, doc);
  xmlSaveClose(save);
  bool written =
      write_text(run, (const char *)xmlBufferContent(buffer), (size_t)xmlBufferLength(buffer));
  xmlBufferFree(buffer);
  return written;
}

static bool emit_areas(Run *run, const AreaDocument *areas) {
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream(&text, &length);
  area_print(areas, stream);
  fclose(stream);
  bool written = write_text(run, text, length);
  free(text);
  return written;
}

static bool write_pdf(Run *run, const AreaDocument *areas, const FontSet *fonts, const char *path) {
  Buf pdf = {0};
  bool written = pdf_render(areas, fonts, &pdf, run->diags) &&
                 (strcmp(path, "-") == 0 ? write_text(run, pdf.bytes, pdf.length)
                                         : write_output(run, path, pdf.bytes, pdf.length));
  buf_free(&pdf);
  return written;
}

/* PDF/UA-1 asks for a title and a language (7.1, 7.2): an FO file that has none gets its file's name, and "und", the tag of an
 * undetermined language. */
static void name_document(Run *run, AreaDocument *areas, const char *path, Arena *arena) {
  if (!areas->title || !*areas->title) {
    const char *slash = strrchr(path, '/');
    areas->title = arena_strdup(arena, slash ? slash + 1 : path);
    diag_add_file(run->diags, DIAG_PDF_TITLE, path);
  }
  if (areas->language && *areas->language) return;
  areas->language = "und";
  if (areas->structure) areas->structure->language = areas->language;
  diag_add_file(run->diags, DIAG_PDF_LANGUAGE, path);
}

/* FO to areas to PDF. The tree is taken over. */
static bool render(Compiler *compiler, xmlDoc *fo, const FoSources *sources, const char *path) {
  Run *run = compiler->run;
  FontSet *fonts = fonts_for(compiler);
  if (!fonts) {
    xml_tree_free(fo);
    return false;
  }
  Arena *pages = arena_new();
  AreaDocument *areas =
      layout_document(fo, sources, folder_of(pages, path), fonts, pages, run->diags);
  bool made = false;
  if (areas) name_document(run, areas, path, pages);
  if (areas)
    made = run->options.emit == EMIT_AREAS
               ? emit_areas(run, areas)
               : write_pdf(run, areas, fonts, output_path(run, pages, path));
  arena_free(pages);
  return made;
}

/* The FO of a case, whose places are in the case file and the one that it shares. */
static bool render_case(Compiler *compiler, const Case *document, xmlDoc *fo, const char *path) {
  Source *texts[] = {document->source, document->shared};
  FoSources sources = {texts, document->shared ? 2 : 1, NULL};
  return render(compiler, fo, &sources, path);
}

static void set(const Case *document, const char *name, const char *value) {
  xmlSetProp(xmlDocGetRootElement(document->xml), (const xmlChar *)name, (const xmlChar *)value);
}

/* What the page design and the rules need to know of this run. */
static void describe_run(const Run *run, const Case *document) {
  xmlNode *practice = xmlDocGetRootElement(document->xml)->children;
  set(document, "building", "yes");
  while (practice && strcmp((char *)practice->name, "practice") != 0)
    practice = practice->next;
  if (run->options.paper && practice)
    xmlSetProp(practice, (const xmlChar *)"paper", (const xmlChar *)run->options.paper);
}

/* The errors of this file, counted from the first problem that it added. */
static size_t errors_since(const Run *run, size_t before) {
  return diags_count_since(run->diags, before, SEVERITY_ERROR);
}

static bool build(Compiler *compiler, Case *document, const Rules *rules, const char *path,
                  size_t before) {
  Run *run = compiler->run;
  const Options *options = &run->options;
  size_t problems = diags_count_since(run->diags, before, SEVERITY_WARNING);
  if (options->draft && problems)
    set(document, "draft", arena_printf(document->arena, "%zu", problems));
  case_add_words(document, run->templates, run->diags);
  if (options->emit == EMIT_CASE) {
    case_add_spans(document);
    return emit_xml(run, document->xml);
  }
  if (!options->draft && errors_since(run, before)) {
    diag_add_file(run->diags, DIAG_DRAFT_ONLY, path);
    return false;
  }
  xmlDoc *fo = transform_case(document, templates_folder(run->templates), rules, run->diags);
  if (!fo) return false;
  case_free(document); /* its memory is what the pages are made of next */
  if (options->emit != EMIT_FO) return render_case(compiler, document, fo, path);
  bool made = emit_xml(run, fo);
  xml_tree_free(fo);
  return made;
}

/* The reader's copy, when one is asked for; a file that limits anything is built only as one. */
static bool make_copy(const Run *run, Case *document, bool building, Diags *diags) {
  const char *reader = run->options.reader;
  if (reader) return case_restrict(document, reader, run->templates, diags);
  if (!building || !document->restricted) return true;
  diag_add_file(diags, DIAG_READER_NEEDED, document->source->name);
  return false;
}

/* Reads what was read from a path as a case. It lives as long as the run: its source is quoted when the problems are printed. */
static Case *open_case(Compiler *compiler, Source *source, const char *path, Settings **settings,
                       Diags *diags) {
  Run *run = compiler->run;
  *settings = run_settings(run, path);
  TeamWords words = {0};
  if (*settings)
    words = (TeamWords){(*settings)->practice, (*settings)->terms, (*settings)->term_count};
  templates_set_team(run->templates, words);
  return case_read_source(source, path, run->templates, run->arena, diags);
}

/* The rules, after they were run over the case; NULL when something stopped that. */
static const Rules *check(Compiler *compiler, Case *document, Settings *settings, bool building,
                          Diags *diags) {
  if (!make_copy(compiler->run, document, building, diags)) return NULL;
  if (building) describe_run(compiler->run, document);
  const Rules *rules = rules_for(compiler, document, settings);
  if (rules) check_case(rules, document, diags);
  return rules;
}

/* The page that shows the case and what was found in it, side by side. */
static bool annotate(Compiler *compiler, Case *document, const Rules *rules, const char *path,
                     size_t before) {
  Run *run = compiler->run;
  size_t count;
  const Diag *records = diags_records(run->diags, &count);
  const char *templates = templates_folder(run->templates);
  const char *design = arena_printf(document->arena, "report/%s", run->options.page);
  annotate_case(document, records + before, count - before);
  case_add_words(document, run->templates, run->diags);
  xmlDoc *fo = transform_report(document, design, templates, rules, run->diags);
  if (!fo) return false;
  case_free(document);
  return render_case(compiler, document, fo, path);
}

/* Whether pages can be made in the language of the document. */
static bool has_words(const Run *run, const Case *document, const char *path) {
  if (case_has_words(document, run->templates, run->diags)) return true;
  diag_add_file(run->diags, DIAG_LANGUAGE_NO_WORDING, path, document->language);
  return false;
}

bool compile_check(Compiler *compiler, Source *source, const char *path, Diags *diags) {
  Settings *settings;
  Case *document = open_case(compiler, source, path, &settings, diags);
  bool checked = document && check(compiler, document, settings, false, diags);
  case_free(document);
  return checked;
}

bool compile_file(Compiler *compiler, const char *path, bool building) {
  Run *run = compiler->run;
  size_t before;
  diags_records(run->diags, &before);
  Source *source = source_read(path, run->arena, run->diags);
  if (!source) return false;
  bool page = run->options.page != NULL;
  if (!building && !page) return compile_check(compiler, source, path, run->diags);
  Settings *settings;
  Case *document = open_case(compiler, source, path, &settings, run->diags);
  const Rules *rules = NULL;
  if (document && has_words(run, document, path))
    rules = check(compiler, document, settings, true, run->diags);
  bool made = rules && (page ? annotate(compiler, document, rules, path, before)
                             : build(compiler, document, rules, path, before));
  case_free(document);
  return made;
}

bool compile_fo(Compiler *compiler, const char *path) {
  Run *run = compiler->run;
  Source *source = xml_source_read(path, run->arena, run->diags);
  if (!source) return false;
  xml_region_begin();
  xmlDoc *fo = xml_read(source, run->diags);
  xml_region_end(fo);
  FoSources sources = {NULL, 0, source};
  return fo && render(compiler, fo, &sources, path);
}

void compiler_close(Compiler *compiler) {
  rules_free(compiler->rules);
  font_set_free(compiler->fonts);
}
