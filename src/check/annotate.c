/* Puts findings beside the words that they are about. */
#include "check/annotate.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* One finding and where it is in the case file. */
typedef struct Note {
  const Diag *diag;
  uint32_t start, end;
  uint32_t
      from; /* where its mark begins: a finding around others is marked where it ends, and by its number alone */
  size_t number;
  bool placed;   /* its words are marked, or will be when the walk has come to their end */
  xmlNode *node; /* of the list */
} Note;

typedef struct Annotation {
  Case *document;
  Note *notes;
  size_t count;
} Annotation;

/* A stretch of one text node that findings are about: bytes [from, to). */
typedef struct Stretch {
  size_t from, to;
  const Note *note;
  bool ends;
} Stretch;

typedef struct Stretches {
  Stretch *items;
  size_t count, capacity;
} Stretches;

static const xmlChar *as_xml(const char *text) {
  return (const xmlChar *)text;
}

static int by_place(const void *left, const void *right) {
  const Note *a = left, *b = right;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return a->diag < b->diag ? -1 : a->diag > b->diag;
}

/* Finds out which findings are around others. The notes are sorted by their places, and are so again afterwards. */
static void place_enclosing(Note *notes, size_t count) {
  for (size_t i = 0; i < count; i++)
    for (size_t j = i + 1; j < count && notes[j].start < notes[i].end; j++)
      if (notes[j].end <= notes[i].end &&
          notes[j].end - notes[j].start < notes[i].end - notes[i].start)
        notes[i].from = notes[i].end;
  qsort(notes, count, sizeof *notes, by_place);
}

/* The range of a text node's bytes that come from bytes [start, end) of the file; false when none do. */
static bool range_of(const xmlNode *node, const Source *source, uint32_t start, uint32_t end,
                     Stretch *range) {
  const char *text = (const char *)node->content;
  size_t length = strlen(text), at = 0;
  bool found = false;
  Place whole = case_text_place(node, 0, (uint32_t)length);
  if (!length || whole.source != source || whole.span.end <= start || whole.span.start >= end)
    return false;
  while (at < length) {
    size_t next = at;
    utf8_next(text, length, &next);
    Span span = case_text_place(node, (uint32_t)at, (uint32_t)next).span;
    if (span.end > start && span.start < end) {
      if (!found) range->from = at;
      range->to = next;
      found = true;
    }
    at = next;
  }
  range->ends = whole.span.end >= end;
  return found;
}

static int by_from(const void *left, const void *right) {
  const Stretch *a = left, *b = right;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return a->note->number < b->note->number ? -1 : 1;
}

static void add_number(xmlNode *node, const char *name, size_t number) {
  char text[512];
  xmlChar *before = xmlGetNoNsProp(node, as_xml(name));
  snprintf(text, sizeof text, "%.480s%s%zu", before ? (char *)before : "", before ? " " : "",
           number);
  xmlSetProp(node, as_xml(name), as_xml(text));
  xmlFree(before);
}

/* before is an element: libxml2 joins texts that become neighbours. */
static void insert_text(xmlNode *before, const char *text, size_t length) {
  if (length) xmlAddPrevSibling(before, xmlNewDocTextLen(before->doc, as_xml(text), (int)length));
}

/* Splits a text node at its stretches; those that overlap share one mark. */
static void split(xmlNode *node, const Stretches *list) {
  const char *text = (const char *)node->content;
  size_t at = 0;
  xmlNode *end = xmlNewDocNode(node->doc, NULL, as_xml("mark"), NULL);
  xmlReplaceNode(node, end);
  for (size_t i = 0; i < list->count;) {
    size_t to = list->items[i].to, last = i + 1;
    for (; last < list->count && list->items[last].from < to; last++)
      if (list->items[last].to > to) to = list->items[last].to;
    insert_text(end, text + at, list->items[i].from - at);
    xmlNode *mark = xmlNewDocNode(node->doc, NULL, as_xml("mark"), NULL);
    xmlNodeAddContentLen(mark, as_xml(text + list->items[i].from), (int)(to - list->items[i].from));
    xmlAddPrevSibling(end, mark);
    at = to;
    for (; i < last; i++) {
      add_number(mark, "ns", list->items[i].note->number);
      if (list->items[i].ends) add_number(mark, "ends", list->items[i].note->number);
    }
  }
  insert_text(end, text + at, strlen(text) - at);
  xmlUnlinkNode(end);
  xmlFreeNode(end);
  xmlFreeNode(node);
}

static void mark_text(Annotation *annotation, xmlNode *node) {
  Stretches list = {0};
  for (size_t i = 0; i < annotation->count; i++) {
    Note *note = &annotation->notes[i];
    Stretch stretch = {.note = note};
    bool around = note->from == note->end && note->end > note->start;
    uint32_t from = around ? note->end - 1 : note->from;
    if (!range_of(node, annotation->document->source, from, note->end, &stretch)) continue;
    if (around) stretch.from = stretch.to;
    note->placed = true;
    ARENA_PUSH(annotation->document->arena, list.items, list.count, list.capacity, stretch);
  }
  if (!list.count) return;
  qsort(list.items, list.count, sizeof *list.items, by_from);
  split(node, &list);
}

static void mark_children(Annotation *annotation, xmlNode *parent) {
  for (xmlNode *node = parent->children, *next; node; node = next) {
    next = node->next;
    if (node->type == XML_TEXT_NODE)
      mark_text(annotation, node);
    else if (node->type == XML_ELEMENT_NODE)
      mark_children(annotation, node);
  }
}

/* The smallest element below `parent` that the byte of the file is in. */
static xmlNode *element_at(xmlNode *parent, const Source *source, uint32_t at) {
  xmlNode *best = NULL;
  for (xmlNode *node = parent->children; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "mark") == 0) continue;
    Place place = case_place(node);
    xmlNode *deeper = element_at(node, source, at);
    if (deeper) return deeper;
    if (place.source == source && at >= place.span.start && at < place.span.end) best = node;
  }
  return best;
}

static void add_part(xmlNode *finding, const char *name, const char *text) {
  if (text) xmlNewTextChild(finding, NULL, as_xml(name), as_xml(text));
}

/* The words in the file, without line breaks; NULL when there are too many to be worth repeating. */
static const char *words_of(const Annotation *annotation, const Note *note) {
  enum { LONGEST = 120 };
  if (note->end - note->start > LONGEST || note->end <= note->start) return NULL;
  const Source *source = annotation->document->source;
  char *words = arena_strndup(annotation->document->arena, source->bytes + note->start,
                              note->end - note->start);
  for (char *c = words; *c; c++)
    if (*c == '\n' || *c == '\r') *c = ' ';
  return words;
}

static void list_note(const Annotation *annotation, xmlNode *list, Note *note) {
  const Diag *diag = note->diag;
  const char *slash = strchr(diag->rule, '/');
  xmlNode *finding = note->node = xmlNewChild(list, NULL, as_xml("finding"), NULL);
  add_number(finding, "n", note->number);
  xmlSetProp(finding, as_xml("severity"), as_xml(severity_name(diag->severity)));
  xmlSetProp(finding, as_xml("rule"), as_xml(diag->rule));
  xmlSetProp(finding, as_xml("category"),
             as_xml(arena_strndup(annotation->document->arena, diag->rule,
                                  slash ? (size_t)(slash - diag->rule) : strlen(diag->rule))));
  add_part(finding, "words", words_of(annotation, note));
  add_part(finding, "message", diag->message);
  add_part(finding, "because", diag->because);
  add_part(finding, "ask", diag->ask);
  add_part(finding, "source", diag->source);
}

/* Says what the finding is about, once the words are marked. */
static void place_note(const Annotation *annotation, Note *note, xmlNode *body) {
  const char *on = "words";
  if (!note->placed) {
    xmlNode *element = body ? element_at(body, annotation->document->source, note->start) : NULL;
    if (element) add_number(element, "notes", note->number);
    on = element ? "element" : "document";
  }
  xmlSetProp(note->node, as_xml("on"), as_xml(on));
}

void annotate_case(Case *document, const Diag *records, size_t count) {
  Annotation annotation = {.document = document};
  annotation.notes = arena_alloc(document->arena, (count + 1) * sizeof *annotation.notes);
  for (size_t i = 0; i < count; i++)
    if (!records[i].allowed && records[i].place.source == document->source)
      annotation.notes[annotation.count++] = (Note){.diag = &records[i],
                                                    .start = records[i].place.span.start,
                                                    .end = records[i].place.span.end,
                                                    .from = records[i].place.span.start};
  qsort(annotation.notes, annotation.count, sizeof *annotation.notes, by_place);
  place_enclosing(annotation.notes, annotation.count);
  xmlNode *root = xmlDocGetRootElement(document->xml), *body = root->children;
  xmlNode *list = xmlNewChild(root, NULL, as_xml("findings"), NULL);
  while (body && strcmp((const char *)body->name, "body") != 0)
    body = body->next;
  for (size_t i = 0; i < annotation.count; i++) {
    annotation.notes[i].number = i + 1;
    list_note(&annotation, list, &annotation.notes[i]);
  }
  if (body) mark_children(&annotation, body);
  for (size_t i = 0; i < annotation.count; i++)
    place_note(&annotation, &annotation.notes[i], body);
}
