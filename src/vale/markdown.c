/* The Markdown of a case file to the tags and texts that Vale's HTML of it has. */
#include "vale/walker.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/* One text being read: the whole file, or a cell of a table. */
typedef struct Markdown {
  Walker *walker;
  const char *file;      /* the bytes of the whole source */
  uint32_t begin, end;   /* of the text in them */
  uint32_t at, stop;     /* the cursor in the block being read, and where the block ends */
  const uint32_t *lines; /* where each line begins */
  size_t line_count;
  cmark_node *box;    /* a text that begins with a box to tick */
  bool cell;          /* of a table: its paragraph has no tag of its own */
  char address[2048]; /* of the link being read */
} Markdown;

static void read_markdown(Markdown *markdown);

/* --- finding texts in the file ---------------------------------------------------------------- */

static void enter_block(Markdown *m, cmark_node *node) {
  size_t first = (size_t)cmark_node_get_start_line(node),
         last = (size_t)cmark_node_get_end_line(node);
  if (!m->lines || !first || first > m->line_count) return;
  int column = cmark_node_get_start_column(node);
  m->at = m->lines[first - 1] + (uint32_t)(column > 0 ? column - 1 : 0);
  m->stop = last < m->line_count ? m->lines[last] : m->end;
}

static const char *find(const Markdown *m, uint32_t from, const char *text, size_t length) {
  return from < m->stop ? memmem(m->file + from, m->stop - from, text, length) : NULL;
}

/* How many bytes of the file an entity takes that a text begins with: "&amp;"; 0 when none does. */
static uint32_t entity_length(const Markdown *m, uint32_t at, const char *literal) {
  if (m->file[at] != '&') return 0;
  uint32_t length = 1;
  while (at + length < m->stop && length < 40 && m->file[at + length] != ';')
    length++;
  bool ends = at + length < m->stop && m->file[at + length] == ';';
  return ends && strncmp(m->file + at, literal, length + 1) != 0 ? length + 1 : 0;
}

/* How many bytes of the file, from an offset on, stand for the first character of a text (*taken bytes long); 0: they do
 * not. */
static uint32_t stands_for(const Markdown *m, uint32_t at, const char *literal, size_t *taken) {
  size_t length = strlen(literal);
  *taken = 1;
  if (at >= m->stop) return 0;
  bool escaped = m->file[at] == '\\' && at + 1 < m->stop && m->file[at + 1] == *literal;
  if (escaped && (*literal != '\\' || m->file[at + 1] == '\\')) return 2;
  uint32_t entity = entity_length(m, at, literal);
  if (!entity) return m->file[at] == *literal;
  *taken = 0;
  utf8_next(literal, length, taken);
  return entity;
}

/* Whether a text stands at an offset, entities and backslashes in it; tells it when `tell`. Where it ends, or 0. */
static uint32_t align(Markdown *m, uint32_t at, const char *literal, bool tell) {
  while (*literal) {
    size_t taken;
    uint32_t length = stands_for(m, at, literal, &taken);
    if (!length) return 0;
    bool escaped = length == 2 && m->file[at] == '\\';
    if (tell) walker_text(m->walker, literal, taken, at + escaped, length - escaped);
    literal += taken;
    at += length;
  }
  return at;
}

/* Text as it stands in the file, or with entities and characters behind a backslash. */
static void text(Markdown *m, const char *literal) {
  size_t length = strlen(literal);
  if (!length) return;
  const char *found = find(m, m->at, literal, length);
  if (found) {
    uint32_t source = (uint32_t)(found - m->file);
    walker_text(m->walker, literal, length, source, (uint32_t)length);
    m->at = source + (uint32_t)length;
    return;
  }
  for (uint32_t at = m->at; at < m->stop; at++) {
    if (!align(m, at, literal, false)) continue;
    m->at = align(m, at, literal, true);
    return;
  }
  walker_text(m->walker, literal, length, 0, 0);
}

static void line_end(Markdown *m) {
  const char *found = find(m, m->at, "\n", 1);
  uint32_t source = found ? (uint32_t)(found - m->file) : m->at;
  walker_text(m->walker, "\n", 1, source, found ? 1 : 0);
  if (found) m->at = source + 1;
}

/* The address or name behind the text of a link is passed over. */
static void pass_link_end(Markdown *m) {
  const char *file = m->file;
  uint32_t at = m->at;
  while (at < m->stop && strchr("*_`~>", file[at]))
    at++;
  if (at >= m->stop || file[at] != ']') return;
  at++;
  char open = at < m->stop ? file[at] : '\0', close = open == '(' ? ')' : ']';
  int depth = 0;
  if (open == '(' || open == '[')
    for (; at < m->stop; at++) {
      if (file[at] == '\\')
        at++;
      else if (file[at] == open)
        depth++;
      else if (file[at] == close && --depth == 0)
        break;
    }
  m->at = at < m->stop && (open == '(' || open == '[') ? at + 1 : at;
}

/* --- inline elements -------------------------------------------------------------------------- */

/* Bare addresses are links: their text is no words. */
static size_t address_length(const char *at) {
  static const char *const starts[] = {"http://", "https://", "ftp://", "www."};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
    if (strncmp(at, starts[i], strlen(starts[i])) != 0) continue;
    size_t length = strcspn(at, " \t\r\n<");
    while (length && strchr("?!.,:*_~'\";)", at[length - 1])) {
      if (at[length - 1] == ')' && memchr(at, '(', length)) break;
      length--;
    }
    return length > strlen(starts[i]) ? length : 0;
  }
  return 0;
}

static const char *next_address(const char *from, size_t *length) {
  for (const char *at = from; *at; at++) {
    bool begins = at == from || strchr(" \t\n(*_~", at[-1]);
    if (begins && (*length = address_length(at))) return at;
  }
  return NULL;
}

static void part(Markdown *m, const char *from, size_t length) {
  char copy[1024];
  while (length) {
    size_t some = length < sizeof copy ? length : sizeof copy - 1;
    while (some < length && ((unsigned char)from[some] & 0xC0) == 0x80)
      some--;
    memcpy(copy, from, some);
    copy[some] = '\0';
    text(m, copy);
    from += some;
    length -= some;
  }
}

static void plain_text(Markdown *m, const char *literal, bool in_link) {
  size_t length = 0;
  const char *at = in_link ? NULL : next_address(literal, &length);
  while (at) {
    part(m, literal, (size_t)(at - literal));
    size_t kept = length < sizeof m->address ? length : sizeof m->address - 1;
    memcpy(m->address, at, kept);
    m->address[kept] = '\0';
    walker_open(m->walker, "a", m->address);
    part(m, at, length);
    walker_close(m->walker, "a");
    literal = at + length;
    at = next_address(literal, &length);
  }
  part(m, literal, strlen(literal));
}

/* A code span: as many backticks before it as behind it. */
static void code(Markdown *m, const char *literal) {
  const char *file = m->file;
  size_t length = strlen(literal), ticks = 0;
  const char *open = find(m, m->at, "`", 1);
  walker_open(m->walker, "code", NULL);
  if (open) {
    uint32_t at = (uint32_t)(open - file);
    while (at + ticks < m->stop && file[at + ticks] == '`')
      ticks++;
    const char *found = find(m, at + (uint32_t)ticks, literal, length);
    uint32_t source = found ? (uint32_t)(found - file) : at + (uint32_t)ticks;
    walker_text(m->walker, literal, length, source, (uint32_t)length);
    m->at = source + (uint32_t)length;
    const char *close = find(m, m->at, open, ticks);
    if (close) m->at = (uint32_t)(close - file) + (uint32_t)ticks;
  }
  walker_close(m->walker, "code");
}

static void html_inline(Markdown *m, const char *literal) {
  size_t length = strlen(literal);
  const char *found = find(m, m->at, literal, length);
  if (found) m->at = (uint32_t)(found - m->file);
  html_read(m->walker, literal, length, m->at);
  if (found) m->at += (uint32_t)length;
}

/* A picture: the text inside it describes it. */
static void image(Markdown *m, cmark_node *node) {
  Buf description = {0};
  for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
    if (cmark_node_get_literal(child)) buf_puts(&description, cmark_node_get_literal(child));
  const char *open = find(m, m->at, "![", 2);
  if (open) m->at = (uint32_t)(open - m->file) + 2;
  walker_open(m->walker, "img", NULL);
  const char *alt = description.bytes ? description.bytes : "";
  size_t length = strlen(alt);
  const char *found = length ? find(m, m->at, alt, length) : NULL;
  if (found) {
    m->at = (uint32_t)(found - m->file);
    walker_description(m->walker, alt, length, m->at, (uint32_t)length);
    m->at += (uint32_t)length;
  }
  pass_link_end(m);
  buf_free(&description);
}

static void link_tag(Markdown *m, cmark_node *node, bool entering) {
  if (entering) {
    strncpy(m->address, cmark_node_get_url(node), sizeof m->address - 1);
    walker_open(m->walker, "a", m->address);
    return;
  }
  walker_close(m->walker, "a");
  pass_link_end(m);
}

static bool in_link(cmark_node *node) {
  for (; node; node = cmark_node_parent(node))
    if (cmark_node_get_type(node) == CMARK_NODE_LINK) return true;
  return false;
}

static void wrap(Markdown *m, const char *tag, bool entering) {
  if (entering)
    walker_open(m->walker, tag, NULL);
  else
    walker_close(m->walker, tag);
}

/* Takes an inline node; false when what is in it is not to be gone through. */
static bool inline_node(Markdown *m, cmark_node *node, bool entering) {
  const char *literal = cmark_node_get_literal(node);
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
    plain_text(m, literal + (node == m->box ? 3 : 0), in_link(node));
    break;
  case CMARK_NODE_SOFTBREAK:
    line_end(m);
    break;
  case CMARK_NODE_LINEBREAK:
    walker_open(m->walker, "br", NULL);
    line_end(m);
    break;
  case CMARK_NODE_CODE:
    code(m, literal);
    break;
  case CMARK_NODE_HTML_INLINE:
    html_inline(m, literal);
    break;
  case CMARK_NODE_EMPH:
    wrap(m, "em", entering);
    break;
  case CMARK_NODE_STRONG:
    wrap(m, "strong", entering);
    break;
  case CMARK_NODE_LINK:
    link_tag(m, node, entering);
    break;
  case CMARK_NODE_IMAGE:
    if (entering) image(m, node);
    return false;
  default:
    break;
  }
  return true;
}

/* --- tables ------------------------------------------------------------------------------------- */

/* A row of a table between two offsets: its cells are told one after the other. */
typedef struct Row {
  uint32_t at, end;
} Row;

static uint32_t trim_line(const Markdown *m, size_t line, uint32_t *end) {
  uint32_t at = m->lines[line];
  *end = line + 1 < m->line_count ? m->lines[line + 1] : m->end;
  while (*end > at && strchr(" \t\r\n", m->file[*end - 1]))
    --*end;
  while (at < *end && strchr(" \t>", m->file[at]))
    at++;
  return at;
}

/* The next cell of a row; false at its end. */
static bool next_cell(const Markdown *m, Row *row, uint32_t *from, uint32_t *to) {
  if (row->at >= row->end) return false;
  *from = row->at;
  while (row->at < row->end && m->file[row->at] != '|')
    row->at += m->file[row->at] == '\\' && row->at + 1 < row->end ? 2 : 1;
  *to = row->at++;
  while (*from < *to && strchr(" \t", m->file[*from]))
    ++*from;
  while (*to > *from && strchr(" \t", m->file[*to - 1]))
    --*to;
  return true;
}

static Row row_of(const Markdown *m, size_t line) {
  Row row = {0, 0};
  row.at = trim_line(m, line, &row.end);
  if (row.at < row.end && m->file[row.at] == '|') row.at++;
  return row;
}

static size_t cells_in(const Markdown *m, size_t line) {
  Row row = row_of(m, line);
  uint32_t from, to;
  size_t count = 0;
  while (next_cell(m, &row, &from, &to))
    count++;
  return count;
}

static bool is_delimiter(const Markdown *m, size_t line) {
  Row row = row_of(m, line);
  uint32_t from, to;
  bool bar = memchr(m->file + m->lines[line], '|', row.end - m->lines[line]) != NULL;
  if (!bar) return false;
  while (next_cell(m, &row, &from, &to)) {
    if (from < to && m->file[from] == ':') from++;
    if (to > from && m->file[to - 1] == ':') to--;
    if (from >= to) return false;
    for (; from < to; from++)
      if (m->file[from] != '-') return false;
  }
  return true;
}

static void cell(Markdown *m, const char *tag, uint32_t from, uint32_t to) {
  Markdown inner = *m;
  inner.begin = from;
  inner.end = to;
  inner.cell = true;
  walker_open(m->walker, tag, NULL);
  if (to > from) read_markdown(&inner);
  walker_close(m->walker, tag);
}

static void row_cells(Markdown *m, const char *tag, size_t line, size_t most) {
  Row row = row_of(m, line);
  uint32_t from, to;
  walker_open(m->walker, "tr", NULL);
  for (size_t i = 0; i < most && next_cell(m, &row, &from, &to); i++)
    cell(m, tag, from, to);
  walker_close(m->walker, "tr");
}

/* The line of the header of a table in the paragraph, or SIZE_MAX. */
static size_t table_in(const Markdown *m, size_t first, size_t last) {
  for (size_t line = first; line < last && line + 1 < m->line_count; line++)
    if (is_delimiter(m, line + 1) && cells_in(m, line) == cells_in(m, line + 1)) return line;
  return SIZE_MAX;
}

/* Whether the paragraph is a table (or ends in one), which then was told. */
static bool table(Markdown *m, cmark_node *node) {
  size_t first = (size_t)cmark_node_get_start_line(node) - 1,
         last = (size_t)cmark_node_get_end_line(node) - 1;
  size_t header = last > first && last < m->line_count ? table_in(m, first, last) : SIZE_MAX;
  if (header == SIZE_MAX) return false;
  if (header > first) {
    Markdown before = *m;
    before.begin = m->lines[first];
    before.end = m->lines[header];
    read_markdown(&before);
  }
  size_t most = cells_in(m, header);
  walker_open(m->walker, "table", NULL);
  walker_open(m->walker, "thead", NULL);
  row_cells(m, "th", header, most);
  walker_close(m->walker, "thead");
  if (last > header + 1) walker_open(m->walker, "tbody", NULL);
  for (size_t line = header + 2; line <= last; line++)
    row_cells(m, "td", line, most);
  if (last > header + 1) walker_close(m->walker, "tbody");
  walker_close(m->walker, "table");
  return true;
}

/* --- blocks --------------------------------------------------------------------------------------- */

static bool is_tight(cmark_node *paragraph) {
  cmark_node *item = cmark_node_parent(paragraph);
  cmark_node *list = item ? cmark_node_parent(item) : NULL;
  return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

/* "[ ] " at the beginning of a list item is a box to tick. */
static void pass_box(Markdown *m, cmark_node *paragraph) {
  cmark_node *item = cmark_node_parent(paragraph), *first = cmark_node_first_child(paragraph);
  const char *literal = first ? cmark_node_get_literal(first) : NULL;
  if (!item || cmark_node_get_type(item) != CMARK_NODE_ITEM || !literal) return;
  bool box = cmark_node_get_type(first) == CMARK_NODE_TEXT && literal[0] == '[' && literal[1] &&
             strchr(" xX", literal[1]) && literal[2] == ']' && literal[3] == ' ';
  if (!box) return;
  walker_open(m->walker, "input", NULL);
  m->at += 3;
  m->box = first;
}

static bool paragraph(Markdown *m, cmark_node *node, bool entering) {
  if (entering) {
    enter_block(m, node);
    if (!m->cell && table(m, node)) return false;
  }
  if (!m->cell && !is_tight(node)) wrap(m, "p", entering);
  if (entering) pass_box(m, node);
  return true;
}

static void heading(Markdown *m, cmark_node *node, bool entering) {
  static const char *const tags[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
  if (entering) enter_block(m, node);
  wrap(m, tags[(cmark_node_get_heading_level(node) - 1) % 6], entering);
}

static void html_block(Markdown *m, cmark_node *node) {
  enter_block(m, node);
  html_inline(m, cmark_node_get_literal(node));
}

/* Takes a block node; false when what is in it is not to be gone through. */
static bool block_node(Markdown *m, cmark_node *node, bool entering) {
  bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    wrap(m, "blockquote", entering);
    break;
  case CMARK_NODE_LIST:
    wrap(m, ordered ? "ol" : "ul", entering);
    break;
  case CMARK_NODE_ITEM:
    wrap(m, "li", entering);
    break;
  case CMARK_NODE_PARAGRAPH:
    return paragraph(m, node, entering);
  case CMARK_NODE_HEADING:
    heading(m, node, entering);
    break;
  case CMARK_NODE_CODE_BLOCK:
    walker_open(m->walker, "pre", NULL);
    walker_close(m->walker, "pre");
    break;
  case CMARK_NODE_HTML_BLOCK:
    html_block(m, node);
    break;
  default:
    return inline_node(m, node, entering);
  }
  return true;
}

static void read_markdown(Markdown *m) {
  cmark_node *root = cmark_parse_document(m->file + m->begin, m->end - m->begin, CMARK_OPT_DEFAULT);
  uint32_t *lines = NULL;
  size_t count = 0, capacity = 0;
  for (uint32_t at = m->begin; at < m->end;) {
    if (count == capacity) {
      capacity = capacity ? capacity * 2 : 64;
      lines = memory_grow(lines, capacity * sizeof *lines);
    }
    lines[count++] = at;
    const char *newline = memchr(m->file + at, '\n', m->end - at);
    at = newline ? (uint32_t)(newline - m->file) + 1 : m->end;
  }
  m->lines = lines;
  m->line_count = count;
  m->at = m->begin;
  m->stop = m->end;
  cmark_iter *iter = cmark_iter_new(root);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (!block_node(m, node, event == CMARK_EVENT_ENTER))
      cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
  }
  cmark_iter_free(iter);
  cmark_node_free(root);
  free(lines);
}

uint32_t document_body(const Source *source, uint32_t *first, uint32_t *last) {
  const char *text = source->bytes + source->body;
  *first = *last = 0;
  if (strncmp(text, "---", 3) != 0 || strspn(text + 3, " \t\r") + 3 != strcspn(text, "\n"))
    return source->body;
  const char *begin = text + strcspn(text, "\n"), *end = strstr(begin, "\n---");
  if (!*begin || !end) return source->body;
  *first = (uint32_t)(begin + 1 - source->bytes);
  *last = (uint32_t)(end + 1 - source->bytes);
  if (*last < *first) *last = *first;
  end += 4 + strcspn(end + 4, "\n");
  return (uint32_t)(end - source->bytes);
}

void document_read(const Source *source, bool inlines, const DocumentVisit *visit,
                   DocumentCounts *counts) {
  Walker walker = {.visit = visit, .counts = counts, .inlines = inlines};
  uint32_t first, last;
  Markdown markdown = {.walker = &walker, .file = source->bytes, .end = source->length};
  markdown.begin = document_body(source, &first, &last);
  counts->kinds[COUNT_PRE] =
      markdown.begin > source->body; /* front matter is a block that is not looked at */
  read_markdown(&markdown);
  walker_end(&walker);
}

Passage document_raw(const Source *source, Mapped *mapped) {
  const char *text = source->bytes;
  for (uint32_t at = source->body; at < source->length;) {
    const char *cr = memchr(text + at, '\r', source->length - at);
    uint32_t end = cr ? (uint32_t)(cr - text) : source->length;
    mapped_add(mapped, text + at, end - at, at, end - at);
    at = end;
    if (!cr) break;
    uint32_t length = text[at + 1] == '\n' ? 2 : 1;
    mapped_add(mapped, "\n", 1, at, length);
    at += length;
  }
  return (Passage){.whole = mapped,
                   .length = (uint32_t)mapped->text.length,
                   .sections = {"raw"},
                   .section_count = 1};
}
