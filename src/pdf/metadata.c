/* What the file says about itself: information dictionary, XMP, and the catalog's language. */
#include "pdf/metadata.h"

#include "pdf/object.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PRODUCER "plainplan " PLAINPLAN_VERSION

/* The time that SOURCE_DATE_EPOCH gives; false when it is not set or not a number. Without it the
 * file has no dates, so that the same input gives the same bytes. */
static bool given_time(struct tm *when) {
  const char *text = getenv("SOURCE_DATE_EPOCH");
  if (!text || !*text) return false;
  char *end;
  errno = 0;
  long long seconds = strtoll(text, &end, 10);
  time_t time = (time_t)seconds;
  return !*end && !errno && seconds >= 0 && gmtime_r(&time, when) && when->tm_year < 8100;
}

static void put_entry(Buf *out, const char *key, const char *text) {
  if (!text || !*text) return;
  buf_puts(out, key);
  put_text(out, text, strlen(text));
  buf_putc(out, '\n');
}

/* PDF 1.7, 14.3.3. */
static void print_information(Writer *writer, Buf *out, void *item) {
  const AreaDocument *document = writer->document;
  struct tm when;
  (void)item;
  put_entry(out, "/Title ", document->title);
  put_entry(out, "/Author ", document->author);
  put_entry(out, "/Subject ", document->subject);
  put_entry(out, "/Producer ", PRODUCER);
  if (!given_time(&when)) return;
  char date[32];
  strftime(date, sizeof date, "D:%Y%m%d%H%M%SZ", &when);
  put_entry(out, "/CreationDate ", date);
  put_entry(out, "/ModDate ", date);
}

/* Text as the content of an XML element. Characters that XML 1.0 forbids are left out. */
static void put_xml(Buf *out, const char *text) {
  for (; *text; text++) {
    if (*text == '&')
      buf_puts(out, "&amp;");
    else if (*text == '<')
      buf_puts(out, "&lt;");
    else if (*text == '>')
      buf_puts(out, "&gt;");
    else if ((unsigned char)*text >= 0x20 || strchr("\t\n\r", *text))
      buf_putc(out, *text);
  }
}

static void put_property(Buf *out, const char *before, const char *text, const char *after) {
  if (!text || !*text) return;
  buf_puts(out, before);
  put_xml(out, text);
  buf_puts(out, after);
}

static void put_dates(Buf *out) {
  struct tm when;
  if (!given_time(&when)) return;
  char date[32];
  strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &when);
  buf_printf(out, "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n",
             date, date);
}

/* An XMP packet with the same facts as the information dictionary (ISO 16684-1). */
static void put_packet(const AreaDocument *document, Buf *out) {
  buf_puts(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                "  xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                "  xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                "  xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                "<pdfuaid:part>1</pdfuaid:part>\n<dc:format>application/pdf</dc:format>\n");
  put_property(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->title,
               "</rdf:li></rdf:Alt></dc:title>\n");
  put_property(out, "<dc:creator><rdf:Seq><rdf:li>", document->author,
               "</rdf:li></rdf:Seq></dc:creator>\n");
  put_property(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", document->subject,
               "</rdf:li></rdf:Alt></dc:description>\n");
  put_property(out, "<dc:language><rdf:Bag><rdf:li>", document->language,
               "</rdf:li></rdf:Bag></dc:language>\n");
  buf_puts(out, "<pdf:Producer>" PRODUCER "</pdf:Producer>\n");
  put_dates(out);
  buf_puts(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

static void print_language(Writer *writer, Buf *out, void *item) {
  (void)item;
  put_entry(out, "/Lang ", writer->document->language);
}

void metadata_write(Writer *writer) {
  const AreaDocument *document = writer->document;
  if (!document->title || !*document->title) diag_add_file(writer->diags, DIAG_PDF_TITLE, NULL);
  if (!document->language || !*document->language)
    diag_add_file(writer->diags, DIAG_PDF_LANGUAGE, NULL);
  writer->info = object_indirect(writer);
  object_printed(writer, writer->info, print_information, NULL);
  buf_clear(&writer->content);
  put_packet(document, &writer->content);
  HPDF_Dict packet = object_plain_stream(writer, writer->content.bytes, writer->content.length,
                                         "/Type /Metadata /Subtype /XML");
  HPDF_Dict marked = object_direct(writer), viewer = object_direct(writer);
  HPDF_Dict_AddBoolean(marked, "Marked", HPDF_TRUE);
  HPDF_Dict_AddBoolean(viewer, "DisplayDocTitle", HPDF_TRUE);
  HPDF_Dict_Add(writer->catalog, "Metadata", packet);
  HPDF_Dict_Add(writer->catalog, "MarkInfo", marked);
  HPDF_Dict_Add(writer->catalog, "ViewerPreferences", viewer);
  object_printed(writer, writer->catalog, print_language, NULL);
}
