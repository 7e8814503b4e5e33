/* The Markdown body to sections, blocks and records of the case XML. */
#include "case/inline.h"

#include "base/near.h"

#include <string.h>

enum { DEEPEST_BLOCK = 100, DEEPEST_SECTION = 8 };

typedef struct Body {
  Builder *builder;
  Inlines inlines;
  xmlNode *root;                      /* the body element */
  xmlNode *parent;                    /* where the next block goes */
  xmlNode *sections[DEEPEST_SECTION]; /* the open sections, by nesting */
  unsigned section_depth, depth, quotes;
  const char *readers; /* of the passage that is open, or NULL */
  Place readers_place;
  uint32_t line_offset; /* lines before the body */
  cmark_node *inline_block;
} Body;

/* --- places --------------------------------------------------------------------------------- */

static uint32_t offset_of(Body *body, int line, int column) {
  Span span = source_line(body->builder->source, (uint32_t)line + body->line_offset);
  uint32_t at = span.start + (column > 0 ? (uint32_t)column - 1 : 0);
  return at > span.end ? span.end : at;
}

static Span span_of(Body *body, cmark_node *node) {
  uint32_t start =
      offset_of(body, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
  int last = cmark_node_get_end_line(node);
  uint32_t end = source_line(body->builder->source, (uint32_t)last + body->line_offset).end;
  return (Span){start, end < start ? start : end};
}

static xmlNode *add_block(Body *body, const char *name, cmark_node *node) {
  xmlNode *block = build_element(body->builder, body->parent, name,
                                 (Place){body->builder->source, span_of(body, node)});
  if (body->readers && body->depth <= 1) build_attribute(block, "for", body->readers);
  return block;
}

/* --- comments to plainplan ------------------------------------------------------------------ */

static const char *trim(const char *text, size_t *length) {
  while (*length && strchr(" \t\r\n", *text))
    text++, (*length)--;
  while (*length && strchr(" \t\r\n", text[*length - 1]))
    (*length)--;
  return text;
}

/* "allow RULE because REASON"; the reason may be missing: the checks say so. */
static bool allow_comment(Body *body, const char *text, size_t length, Place place) {
  Arena *arena = body->builder->arena;
  if (length < 6 || strncmp(text, "allow ", 6) != 0) return false;
  char *rule = arena_strndup(arena, text + 6, length - 6);
  char *because = strstr(rule, " because");
  const char *reason = "";
  if (because) {
    size_t reason_length = strlen(because + 8);
    reason = trim(because + 8, &reason_length);
    *because = '\0';
  }
  size_t rule_length = strlen(rule);
  const char *id = trim(rule, &rule_length);
  xmlNode *node = build_element(body->builder, body->parent, "allow", place);
  build_attribute(node, "rule", arena_strndup(arena, id, rule_length));
  build_attribute(node, "reason", reason);
  Builder *builder = body->builder;
  ARENA_PUSH(arena, builder->allows, builder->allow_count, builder->allow_capacity, node);
  return true;
}

static void comment(Body *body, const char *text, size_t length, Place place) {
  Builder *builder = body->builder;
  text = trim(text, &length);
  if (length >= 4 && strncmp(text, "for:", 4) == 0) {
    size_t left = length - 4;
    const char *readers = trim(text + 4, &left);
    if (body->readers || !left) diag_add(builder->diags, DIAG_DIRECTIVE, place);
    body->readers = arena_strndup(builder->arena, readers, left);
    body->readers_place = place;
    builder->restricted = true;
  } else if (length == 3 && strncmp(text, "end", 3) == 0) {
    if (!body->readers) diag_add(builder->diags, DIAG_FOR_END, place);
    body->readers = NULL;
  } else if (length >= 10 && strncmp(text, "plainplan:", 10) == 0) {
    size_t left = length - 10;
    const char *directive = trim(text + 10, &left);
    if (!allow_comment(body, directive, left, place))
      diag_add(builder->diags, DIAG_DIRECTIVE, place);
  }
}

/* An HTML block: comments are read one by one, anything else is reported once. */
static void html_block(Body *body, cmark_node *node) {
  const char *text = cmark_node_get_literal(node);
  Span span = span_of(body, node);
  bool other = false;
  for (const char *at = text; *at;) {
    const char *end = strncmp(at, "<!--", 4) == 0 ? strstr(at + 4, "-->") : NULL;
    if (end) {
      comment(body, at + 4, (size_t)(end - at - 4), (Place){body->builder->source, span});
      at = end + 3;
    } else {
      other |= !strchr(" \t\r\n", *at);
      at++;
    }
  }
  if (other) diag_add(body->builder->diags, DIAG_HTML, (Place){body->builder->source, span});
}

/* --- sections ------------------------------------------------------------------------------- */

/* Opens a section for a heading of a level: closes those of the same and deeper levels. */
static void open_section(Body *body, cmark_node *heading, int level) {
  while (body->section_depth) {
    xmlChar *open = xmlGetProp(body->sections[body->section_depth - 1], (const xmlChar *)"level");
    bool closes = open && open[0] - '0' >= level;
    xmlFree(open);
    if (!closes) break;
    body->section_depth--;
  }
  body->parent = body->section_depth ? body->sections[body->section_depth - 1] : body->root;
  const char *readers = body->readers;
  body->readers = NULL; /* a section is limited through its blocks */
  xmlNode *section = add_block(body, "section", heading);
  body->readers = readers;
  char text[2] = {(char)('0' + level), '\0'};
  build_attribute(section, "level", text);
  body->sections[body->section_depth++] = section;
  body->parent = section;
}

static xmlNode *find_section(xmlNode *parent, const char *name, const xmlNode *except) {
  for (xmlNode *node = parent->children; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE || strcmp((char *)node->name, "section") != 0) continue;
    xmlChar *other = xmlGetProp(node, (const xmlChar *)"name");
    bool same = other && node != except && strcmp((char *)other, name) == 0;
    xmlFree(other);
    if (same) return node;
    xmlNode *below = find_section(node, name, except);
    if (below) return below;
  }
  return NULL;
}

/* Gives a section the name that its heading has in the kind. */
static void name_section(Body *body, xmlNode *section, xmlNode *heading) {
  Builder *builder = body->builder;
  if (!builder->marking) return;
  xmlChar *text = xmlNodeGetContent(heading);
  const char *person;
  const Yaml *known = kind_section(builder, (char *)text, &person);
  if (!known) {
    diag_add(builder->diags, DIAG_SECTION_UNKNOWN, case_place(heading), (char *)text);
    const char *near = kind_nearest(builder, builder->headings, (char *)text);
    if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
  } else {
    const char *name = known->key->text;
    const char *repeats = yaml_text(known, "repeats");
    bool may_repeat = person || (repeats && strcmp(repeats, "yes") == 0);
    if (!may_repeat && find_section(body->root, name, section))
      diag_add(builder->diags, DIAG_SECTION_TWICE, case_place(heading), (char *)text);
    build_attribute(section, "name", name);
    build_attribute(section, "ref", person);
  }
  xmlFree(text);
}

/* --- own words ------------------------------------------------------------------------------ */

static xmlNode *last_element(xmlNode *parent) {
  xmlNode *node = parent->last;
  while (node && node->type != XML_ELEMENT_NODE)
    node = node->prev;
  return node;
}

/* Where "— " stands in a text as the start of an attribution: the offset of the dash, or -1. */
static int dash_at(const char *text) {
  static const char *const dashes[] = {"\xE2\x80\x94", "\xE2\x80\x93", "--"};
  int best = -1;
  for (size_t i = 0; i < 3; i++) {
    for (const char *at = strstr(text, dashes[i]); at; at = strstr(at + 1, dashes[i])) {
      bool first = at == text || at[-1] == ' ';
      if (first && (int)(at - text) > best) best = (int)(at - text);
    }
  }
  return best;
}

static const char *after_dash(const char *text) {
  text += strncmp(text, "--", 2) == 0 ? 2 : 3;
  while (*text == ' ')
    text++;
  return text;
}

/* Takes what is after the dash out of the paragraph, into the attributes of the voice. */
static void take_attribution(Builder *builder, xmlNode *voice, xmlNode *text, int dash) {
  Buf tail = {0};
  buf_puts(&tail, after_dash((char *)text->content + dash));
  for (xmlNode *node = text->next, *next; node; node = next) {
    next = node->next;
    xmlChar *content = xmlNodeGetContent(node);
    buf_puts(&tail, (char *)content);
    xmlFree(content);
    if (node->type == XML_ELEMENT_NODE) {
      xmlChar *reference = xmlGetProp(node, (const xmlChar *)"ref");
      xmlChar *value = xmlGetProp(node, (const xmlChar *)"value");
      if (reference && !xmlHasProp(voice, (const xmlChar *)"ref"))
        build_attribute(voice, "ref", (char *)reference);
      if (value) build_attribute(voice, "date", (char *)value);
      xmlFree(reference);
      xmlFree(value);
    }
    xmlUnlinkNode(node);
    xmlFreeNode(node);
  }
  build_attribute(voice, "said", tail.bytes ? tail.bytes : "");
  size_t length = tail.bytes ? strcspn(tail.bytes, ",(") : 0;
  const char *name = trim(tail.bytes ? tail.bytes : "", &length);
  build_attribute(voice, "name", arena_strndup(builder->arena, name, length));
  buf_free(&tail);
  while (dash && text->content[dash - 1] == ' ')
    dash--;
  text->content[dash] = '\0';
}

static void check_speaker(Builder *builder, xmlNode *voice) {
  xmlChar *name = xmlGetProp(voice, (const xmlChar *)"name");
  if (name && *name && builder->marking && !xmlHasProp(voice, (const xmlChar *)"ref")) {
    const Marks *marks = &builder->marks;
    diag_add(builder->diags, DIAG_PERSON_UNKNOWN, case_place(voice), (char *)name);
    const char *near = near_best((char *)name, marks->people, marks->people_count);
    if (near) diag_hint(builder->diags, "did you mean \"%s\"?", near);
  }
  xmlFree(name);
}

/* Finds "— Name, date" at the end of a block quote. */
static void end_voice(Body *body, xmlNode *voice) {
  xmlNode *paragraph = last_element(voice);
  if (!paragraph || strcmp((char *)paragraph->name, "p") != 0) return;
  xmlNode *text = paragraph->last;
  size_t after = 0;
  while (text) {
    if (text->type == XML_TEXT_NODE) {
      int dash = dash_at((char *)text->content);
      if (dash >= 0) {
        take_attribution(body->builder, voice, text, dash);
        break;
      }
    }
    xmlChar *content = xmlNodeGetContent(text);
    after += strlen((char *)content);
    xmlFree(content);
    if (after > 100) return;
    text = text->prev;
  }
  check_speaker(body->builder, voice);
  xmlChar *left = xmlNodeGetContent(paragraph);
  size_t length = strlen((char *)left);
  trim((char *)left, &length);
  if (!length) {
    xmlUnlinkNode(paragraph);
    xmlFreeNode(paragraph);
  }
  xmlFree(left);
}

/* --- blocks --------------------------------------------------------------------------------- */

/* The value offset when a list item is a record: its first line begins with a known key. */
static uint32_t item_record(Body *body, cmark_node *item, const Yaml **field) {
  cmark_node *first = cmark_node_first_child(item);
  if (!body->builder->marking || !first || cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH)
    return 0;
  Span span = span_of(body, first);
  return record_key(body->builder, span.start, span.end, field, false);
}

static bool is_record(const xmlNode *node) {
  return strcmp((const char *)node->name, "record") == 0;
}

static void begin_list(Body *body, cmark_node *node) {
  const Yaml *field;
  cmark_node *item = cmark_node_first_child(node);
  bool records = false;
  for (; item && !records; item = cmark_node_next(item))
    records = item_record(body, item, &field) != 0;
  body->parent = add_block(body, records ? "records" : "list", node);
  if (records) return;
  bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  build_attribute(body->parent, "type", ordered ? "ordered" : "bullet");
  if (ordered)
    build_attribute(body->parent, "start",
                    arena_printf(body->builder->arena, "%d", cmark_node_get_list_start(node)));
}

static void begin_inlines(Body *body, cmark_node *node, xmlNode *block) {
  Span span = span_of(body, node);
  if (cmark_node_get_type(node) == CMARK_NODE_HEADING) {
    const char *bytes = body->builder->source->bytes;
    while (span.start < span.end && strchr("# \t", bytes[span.start]))
      span.start++;
  }
  inline_begin(&body->inlines, block, span.start, span.end, body->quotes);
  body->inline_block = node;
}

/* The first paragraph of a record is its fields; any other is a p. */
static void begin_paragraph(Body *body, cmark_node *node) {
  const Yaml *field;
  cmark_node *item = cmark_node_parent(node);
  uint32_t value = is_record(body->parent) && cmark_node_first_child(item) == node
                       ? item_record(body, item, &field)
                       : 0;
  if (!value) {
    begin_inlines(body, node, add_block(body, "p", node));
    return;
  }
  Span span = span_of(body, node);
  begin_inlines(body, node, record_field(body->builder, body->parent, field, span.start, value));
  body->inlines.skip = value - span.start;
  body->inlines.record = true;
  body->inlines.owners = record_owners(field);
}

static void begin_heading(Body *body, cmark_node *node) {
  int level = cmark_node_get_heading_level(node);
  bool title = level == 1 && !body->section_depth && !find_section(body->root, "", NULL) &&
               !last_element(body->root);
  if (body->depth > 1) { /* inside a quote or a list: no section */
    begin_inlines(body, node, add_block(body, "p", node));
    return;
  }
  if (!title) open_section(body, node, level);
  begin_inlines(body, node, add_block(body, title ? "title" : "heading", node));
}

static void add_code_block(Body *body, cmark_node *node) {
  xmlNode *block = add_block(body, "code-block", node);
  build_plain_text(body->builder, block, cmark_node_get_literal(node), case_place(block));
}

static bool begin_block(Body *body, cmark_node *node) {
  const Yaml *field;
  if (body->depth > DEEPEST_BLOCK) {
    diag_add(body->builder->diags, DIAG_DEPTH,
             source_place(body->builder->source, span_of(body, node).start,
                          span_of(body, node).start + 1));
    return false;
  }
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    body->parent = add_block(body, "voice", node);
    body->quotes++;
    break;
  case CMARK_NODE_LIST:
    begin_list(body, node);
    break;
  case CMARK_NODE_ITEM:
    body->parent = add_block(body, item_record(body, node, &field) ? "record" : "item", node);
    break;
  case CMARK_NODE_PARAGRAPH:
    begin_paragraph(body, node);
    break;
  case CMARK_NODE_HEADING:
    begin_heading(body, node);
    break;
  case CMARK_NODE_CODE_BLOCK:
    add_code_block(body, node);
    break;
  case CMARK_NODE_HTML_BLOCK:
    html_block(body, node);
    break;
  case CMARK_NODE_THEMATIC_BREAK:
    add_block(body, "rule", node);
    break;
  default:
    break;
  }
  return true;
}

/* A record's readers: its own field `for` limits it as a comment would. */
static void end_record(Body *body, xmlNode *record) {
  for (xmlNode *field = record->children, *next; field; field = next) {
    next = field->next;
    xmlChar *name = xmlGetProp(field, (const xmlChar *)"name");
    if (name && strcmp((char *)name, "for") == 0) {
      xmlChar *readers = xmlNodeGetContent(field);
      build_attribute(record, "for", (char *)readers);
      xmlFree(readers);
      xmlUnlinkNode(field);
      xmlFreeNode(field);
      body->builder->restricted = true;
    } else if (name) {
      /* a field ends where the next one begins */
      NodeOrigin *origin = field->_private;
      for (const xmlNode *last = field->last; last; last = last->prev) {
        if (!last->_private) continue;
        origin->span.end = ((NodeOrigin *)last->_private)->span.end;
        break;
      }
    }
    xmlFree(name);
  }
}

static void end_block(Body *body, cmark_node *node) {
  xmlNode *parent = body->parent;
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    body->quotes--;
    body->parent = parent->parent;
    end_voice(body, parent);
    break;
  case CMARK_NODE_ITEM:
    if (is_record(parent)) end_record(body, parent);
    body->parent = parent->parent;
    break;
  case CMARK_NODE_LIST:
    body->parent = parent->parent;
    break;
  case CMARK_NODE_PARAGRAPH:
  case CMARK_NODE_HEADING:
    inline_end(&body->inlines);
    body->inline_block = NULL;
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING && body->depth <= 1 &&
        strcmp((char *)body->inlines.block->name, "heading") == 0)
      name_section(body, parent, body->inlines.block);
    break;
  default:
    break;
  }
}

static bool is_leaf(cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  return type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
         type == CMARK_NODE_THEMATIC_BREAK;
}

/* Walks the parsed document and frees each of its blocks when it is done; false when it is nested too deeply. */
static bool walk(Body *body, cmark_node *document) {
  cmark_iter *iterator = cmark_iter_new(document);
  cmark_event_type event;
  bool fine = true;
  while (fine && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iterator);
    bool entering = event == CMARK_EVENT_ENTER;
    if (node == document) continue;
    if (body->inline_block && node != body->inline_block) {
      inline_event(&body->inlines, node, entering);
    } else if (entering) {
      body->depth++;
      fine = begin_block(body, node);
      if (is_leaf(node)) body->depth--;
    } else {
      end_block(body, node);
      body->depth--;
    }
    if (fine && !body->depth && !body->inline_block) cmark_node_free(node);
  }
  cmark_iter_free(iterator);
  return fine;
}

/* --- parsing ----------------------------------------------------------------------------------- */

/* cmark's nodes come from where libxml2's do, so that the tree of the case takes the place of the blocks that are
 * done: new memory is what a large file costs most. */
static void *node_grow(void *memory, size_t size) {
  void *grown = xmlRealloc(memory, size);
  if (!grown) memory_out();
  return grown;
}

static void *node_alloc(size_t count, size_t size) {
  return memset(node_grow(NULL, count * size), 0, count * size);
}

static void node_free(void *memory) {
  xmlFree(memory);
}

static cmark_node *parse(const char *text, size_t length) {
  static cmark_mem memory = {node_alloc, node_grow, node_free};
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
  cmark_parser_feed(parser, text, length);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return document;
}

bool body_read(Builder *builder, xmlNode *root, uint32_t offset) {
  Source *source = builder->source;
  Body body = {.builder = builder, .inlines = {.builder = builder}};
  body.root = body.parent =
      build_element(builder, root, "body", source_place(source, offset, source->length));
  body.line_offset = source_position(source, offset).line - 1;
  cmark_node *document = parse(source->bytes + offset, source->length - offset);
  bool fine = walk(&body, document);
  cmark_node_free(document);
  inline_free(&body.inlines);
  if (body.readers) {
    diag_add(builder->diags, DIAG_FOR_OPEN, body.readers_place);
    fine = false;
  }
  return fine;
}
