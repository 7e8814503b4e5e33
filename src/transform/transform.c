/* Case XML to XSL-FO through libxslt, with the page design kept inside the templates folder. */
#include "transform/transform.h"

#include "check/check.h"
#include "source/xml.h"
#include "source/xml_memory.h"
#include "transform/say.h"

#include <libexslt/exslt.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltutils.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where libxml2's and libxslt's errors of one transformation go: the first becomes a diagnostic. */
typedef struct Trouble {
  const Case *document;
  Diags *diags;
  const char *path; /* the page design */
  const char *file; /* and line: where the next complaint belongs, or NULL */
  int line;
  bool found;
} Trouble;

static void report(Trouble *trouble, const char *file, int line, const char *message) {
  if (trouble->found) return;
  trouble->found = true;
  Arena *arena = diags_arena(trouble->diags);
  Place place = {0};
  Source *source = source_read(file ? file : trouble->path, arena, trouble->diags);
  if (source) place = xml_line_place(source, line);
  diag_add(trouble->diags, DIAG_TEMPLATE, place, xml_message(message, arena));
}

static void on_error(void *state, xmlError *error) {
  Trouble *trouble = state;
  if (error->level == XML_ERR_WARNING) return;
  const xmlNode *node = error->node;
  bool in_template = node && node->doc && node->doc->URL && node->doc != trouble->document->xml;
  if (error->file && error->line > 0 && strstr(error->file, ".xsl"))
    report(trouble, error->file, error->line, error->message);
  else if (in_template)
    report(trouble, (const char *)node->doc->URL, (int)xmlGetLineNo(node), error->message);
  else
    report(trouble, trouble->file, trouble->line, error->message);
}

/* "runtime error: file F line N element E" says where the complaint that follows belongs. */
static bool read_context(Trouble *trouble, const char *text) {
  const char *file = strstr(text, "error: file "), *line = file ? strstr(file, " line ") : NULL;
  if (!line) return false;
  file += strlen("error: file ");
  trouble->file = arena_strndup(trouble->document->arena, file, (size_t)(line - file));
  trouble->line = (int)strtol(line + strlen(" line "), NULL, 10);
  return true;
}

/* libxslt's and XPath's own complaints come as printf pieces. */
static void on_generic_error(void *state, const char *format, ...) {
  Trouble *trouble = state;
  char text[600];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (read_context(trouble, text) || strlen(text) < 3) return;
  const char *message = strncmp(text, "xmlXPathCompOpEval: ", 20) == 0 ? text + 20 : text;
  report(trouble, trouble->file, trouble->line, message);
}

/* Reading goes through `load` alone; everything else is forbidden. */
static xsltSecurityPrefs *new_preferences(void) {
  xsltSecurityPrefs *preferences = xsltNewSecurityPrefs();
  xsltSetSecurityPrefs(preferences, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
  xsltSetSecurityPrefs(preferences, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
  xsltSetSecurityPrefs(preferences, XSLT_SECPREF_READ_NETWORK, xsltSecurityForbid);
  xsltSetSecurityPrefs(preferences, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
  return preferences;
}

/* The folder whose files may be loaded; libxslt's loader has no state of its own. */
static const char *loader_folder;

/* Parses a file with the names shared through the dictionary that libxslt asks for. */
static xmlDoc *parse(const char *path, xmlDict *dict) {
  xmlParserCtxt *parser = xmlNewParserCtxt();
  if (dict) {
    xmlDictFree(parser->dict);
    parser->dict = dict;
    xmlDictReference(dict);
  }
  xmlDoc *doc = xmlCtxtReadFile(parser, path, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  xmlFreeParserCtxt(parser);
  return doc;
}

/* Loads a page design or what it imports: only from below the templates folder, without network or DTD. */
static xmlDoc *load(const xmlChar *uri, xmlDict *dict, int options, void *context,
                    xsltLoadType type) {
  (void)options;
  (void)context;
  (void)type;
  char *real = realpath((const char *)uri, NULL);
  char *folder = realpath(loader_folder, NULL);
  size_t length = folder ? strlen(folder) : 0;
  bool inside = real && folder && strncmp(real, folder, length) == 0 && real[length] == '/';
  xmlDoc *doc = inside ? parse((const char *)uri, dict) : NULL;
  free(real);
  free(folder);
  return doc;
}

static xsltStylesheet *read_design(const char *path) {
  xmlDoc *doc = load((const xmlChar *)path, NULL, 0, NULL, XSLT_LOAD_START);
  if (!doc) return NULL;
  xsltStylesheet *design = xsltParseStylesheetDoc(doc);
  if (!design) {
    xmlFreeDoc(doc);
    return NULL;
  }
  if (!design->errors) return design;
  xsltFreeStylesheet(design);
  return NULL;
}

static xmlDoc *apply(xsltStylesheet *design, Trouble *trouble, const Rules *functions) {
  xsltTransformContext *context = xsltNewTransformContext(design, trouble->document->xml);
  xsltSecurityPrefs *preferences = new_preferences();
  xsltSetCtxtSecurityPrefs(preferences, context);
  xsltSetTransformErrorFunc(context, trouble, on_generic_error);
  Say *say = say_new(trouble->document, trouble->diags);
  context->_private = say;
  if (functions) check_register_functions(functions, context->xpathCtxt);
  say_register(context);
  context->xpathCtxt->error = on_error;
  context->xpathCtxt->userData = trouble;
  xml_region_begin();
  xmlDoc *result =
      xsltApplyStylesheetUser(design, trouble->document->xml, NULL, NULL, NULL, context);
  trouble->found |= say->missing;
  bool failed = context->state != XSLT_STATE_OK || trouble->found;
  xsltFreeTransformContext(context);
  xsltFreeSecurityPrefs(preferences);
  if (functions) check_forget_functions(functions);
  if (result && (failed || !xmlDocGetRootElement(result))) {
    xmlFreeDoc(result);
    result = NULL;
  }
  xml_region_end(result);
  return result;
}

xmlDoc *transform_case(const Case *document, const char *templates_folder, const Rules *functions,
                       Diags *diags) {
  const char *design = arena_printf(document->arena, "%s/page", document->kind);
  return transform_report(document, design, templates_folder, functions, diags);
}

xmlDoc *transform_report(const Case *document, const char *page, const char *templates_folder,
                         const Rules *functions, Diags *diags) {
  const char *path = arena_printf(document->arena, "%s/%s.xsl", templates_folder, page);
  if (access(path, F_OK) != 0) {
    diag_add_file(diags, DIAG_PAGE_MISSING, document->source->name, document->kind);
    return NULL;
  }
  Trouble trouble = {.document = document, .diags = diags, .path = path};
  loader_folder = templates_folder;
  xsltSetLoaderFunc(load);
  xml_errors_to(on_error, &trouble);
  xsltSetGenericErrorFunc(&trouble, on_generic_error);
  xmlSetGenericErrorFunc(&trouble, on_generic_error);
  exsltCommonRegister();
  exsltStrRegister();
  exsltSetsRegister();
  exsltFuncRegister();
  exsltMathRegister();
  xsltInit();
  xsltStylesheet *design = read_design(path);
  xmlDoc *result = design ? apply(design, &trouble, functions) : NULL;
  xsltFreeStylesheet(design);
  xsltSetGenericErrorFunc(NULL, NULL);
  xmlSetGenericErrorFunc(NULL, NULL);
  xml_errors_to(NULL, NULL);
  if (!result && !trouble.found) diag_add_file(diags, DIAG_TEMPLATE_FAILED, path);
  return result;
}
