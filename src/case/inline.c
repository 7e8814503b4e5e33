/* Inline nodes of CommonMark to nodes of the case XML. cmark gives no reliable positions inside a
 * paragraph, so a cursor walks over the block's source bytes beside the nodes: each node says what
 * it must look like. */
#include "case/inline.h"

#include <stdlib.h>
#include <string.h>

static const char *source_bytes(const Inlines *inlines) {
  return inlines->builder->source->bytes;
}

static char byte_at(const Inlines *inlines, uint32_t at) {
  return at < inlines->end ? source_bytes(inlines)[at] : '\0';
}

static bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

/* --- the run of text ------------------------------------------------------------------------ */

static void add_piece(Inlines *inlines, uint32_t source, uint32_t source_end) {
  if (!inlines->pieces || inlines->piece_count == inlines->piece_capacity) {
    inlines->piece_capacity = inlines->piece_capacity ? inlines->piece_capacity * 2 : 64;
    inlines->pieces =
        memory_grow(inlines->pieces, inlines->piece_capacity * sizeof *inlines->pieces);
  }
  inlines->pieces[inlines->piece_count++] =
      (TextPiece){(uint32_t)inlines->text.length, source, source_end};
}

/* Adds bytes that stand in the source as they are; goes on with the last piece where it can. */
static void add_plain(Inlines *inlines, const char *bytes, size_t length, uint32_t source) {
  const TextPiece *last = inlines->piece_count ? &inlines->pieces[inlines->piece_count - 1] : NULL;
  bool goes_on =
      last && !last->source_end && last->source + (inlines->text.length - last->text) == source;
  if (!goes_on) add_piece(inlines, source, 0);
  buf_add(&inlines->text, bytes, length);
}

static void add_atom(Inlines *inlines, const char *bytes, size_t length, uint32_t source,
                     uint32_t source_end) {
  add_piece(inlines, source, source_end);
  buf_add(&inlines->text, bytes, length);
}

static void flush(Inlines *inlines) {
  Builder *builder = inlines->builder;
  uint32_t length = (uint32_t)inlines->text.length;
  if (length) {
    if (builder->marking)
      mark_text(builder, inlines->parent, inlines->text.bytes, length, inlines->pieces,
                inlines->piece_count, inlines->starts, inlines->owners);
    else
      build_text(builder, inlines->parent, inlines->text.bytes, 0, length, inlines->pieces,
                 inlines->piece_count);
    inlines->starts = strchr(".?!:", inlines->text.bytes[length - 1]) != NULL;
  }
  buf_clear(&inlines->text);
  inlines->piece_count = 0;
}

/* --- entities ------------------------------------------------------------------------------- */

/* What an entity at the cursor stands for, decided by cmark itself. Returns its source length, 0
 * when there is none; the text goes to out (at most 15 bytes). */
static uint32_t read_entity(const Inlines *inlines, char out[16], size_t *out_length) {
  char source[40];
  uint32_t length = 0;
  while (length < sizeof source - 1) {
    char c = byte_at(inlines, inlines->at + length);
    if (!c) return 0;
    source[length++] = c;
    if (c == ';') break;
    if (length > 1 && c != '#' && is_punctuation(c)) return 0;
  }
  if (source[length - 1] != ';') return 0;
  cmark_node *document = cmark_parse_document(source, length, CMARK_OPT_DEFAULT);
  cmark_node *text = cmark_node_first_child(cmark_node_first_child(document));
  const char *literal = text ? cmark_node_get_literal(text) : NULL;
  size_t used = literal ? strlen(literal) : 0;
  bool decoded = literal && used < 16 && !cmark_node_next(text) &&
                 !(used == length && memcmp(literal, source, length) == 0);
  if (decoded) {
    memcpy(out, literal, used);
    *out_length = used;
  }
  cmark_node_free(document);
  return decoded ? length : 0;
}

/* --- aligning ------------------------------------------------------------------------------- */

/* Takes one character of a literal that is not written as itself. Returns how many bytes of it were
 * taken. */
static size_t align_special(Inlines *inlines, const char *literal, size_t left) {
  char c = byte_at(inlines, inlines->at), next = byte_at(inlines, inlines->at + 1);
  if (c == '\\' && is_punctuation(next) && next == *literal) {
    add_atom(inlines, literal, 1, inlines->at, inlines->at + 2);
    inlines->at += 2;
    return 1;
  }
  if (c != '&') return 0;
  char decoded[16];
  size_t length = 0;
  uint32_t taken = read_entity(inlines, decoded, &length);
  if (!taken || !length || length > left || memcmp(decoded, literal, length) != 0) return 0;
  add_atom(inlines, literal, length, inlines->at, inlines->at + taken);
  inlines->at += taken;
  return length;
}

/* Moves the cursor to where the literal goes on, when something unforeseen stands before it. */
static bool resynchronise(Inlines *inlines, const char *literal, size_t length) {
  size_t probe = length < 12 ? length : 12;
  if (inlines->at >= inlines->end || inlines->end - inlines->at < probe) return false;
  const char *found =
      memmem(source_bytes(inlines) + inlines->at, inlines->end - inlines->at, literal, probe);
  if (!found) return false;
  inlines->at = (uint32_t)(found - source_bytes(inlines));
  return true;
}

/* How many bytes of a literal stand at the cursor as they are: nearly always all of them. */
static size_t written_as_itself(const Inlines *inlines, const char *literal, size_t length) {
  const char *bytes = source_bytes(inlines) + inlines->at;
  size_t left = inlines->end - inlines->at, same = 0;
  if (length <= left && memcmp(bytes, literal, length) == 0 && !memchr(literal, '\\', length) &&
      !memchr(literal, '&', length))
    return length;
  while (same < length && same < left && bytes[same] == literal[same] && bytes[same] != '\\' &&
         bytes[same] != '&')
    same++;
  return same;
}

/* Adds a text literal, byte by byte beside the source. */
static void align_text(Inlines *inlines, const char *literal) {
  size_t length = strlen(literal);
  size_t done = inlines->skip < length ? inlines->skip : length; /* the key of a field */
  inlines->skip -= (uint32_t)done;
  inlines->at += (uint32_t)done;
  while (done < length) {
    size_t same = written_as_itself(inlines, literal + done, length - done);
    if (same) {
      add_plain(inlines, literal + done, same, inlines->at);
      inlines->at += (uint32_t)same;
      done += same;
      continue;
    }
    size_t special = align_special(inlines, literal + done, length - done);
    if (special) {
      done += special;
    } else if (byte_at(inlines, inlines->at) == literal[done]) {
      add_plain(inlines, literal + done, 1, inlines->at++);
      done++;
    } else if (!resynchronise(inlines, literal + done, length - done)) {
      add_atom(inlines, literal + done, length - done, inlines->at, inlines->end);
      return;
    }
  }
}

static void skip_if(Inlines *inlines, const char *delimiters, unsigned count) {
  while (count-- && byte_at(inlines, inlines->at) &&
         strchr(delimiters, byte_at(inlines, inlines->at)))
    inlines->at++;
}

static void skip_blanks(Inlines *inlines) {
  while (byte_at(inlines, inlines->at) == ' ' || byte_at(inlines, inlines->at) == '\t')
    inlines->at++;
}

/* Moves over a line ending, the quote marks of the next line and its indentation. */
static void skip_line_end(Inlines *inlines) {
  skip_blanks(inlines);
  if (byte_at(inlines, inlines->at) == '\\') inlines->at++;
  if (byte_at(inlines, inlines->at) == '\r') inlines->at++;
  if (byte_at(inlines, inlines->at) == '\n') inlines->at++;
  for (unsigned quotes = inlines->quotes;; quotes--) {
    skip_blanks(inlines);
    if (!quotes || byte_at(inlines, inlines->at) != '>') break;
    inlines->at++;
  }
}

static void soft_break(Inlines *inlines) {
  uint32_t start = inlines->at;
  inlines->skip = 0;
  skip_line_end(inlines);
  const Yaml *field;
  uint32_t value = 0;
  if (inlines->record && inlines->parent == inlines->block)
    value = record_key(inlines->builder, inlines->at, inlines->end, &field, true);
  if (!value) {
    add_atom(inlines, " ", 1, start, inlines->at);
    return;
  }
  flush(inlines);
  inlines->block =
      record_field(inlines->builder, inlines->block->parent, field, inlines->at, value);
  inlines->parent = inlines->block;
  inlines->owners = record_owners(field);
  inlines->starts = true;
  inlines->skip = value - inlines->at;
}

static void hard_break(Inlines *inlines) {
  flush(inlines);
  uint32_t start = inlines->at;
  skip_line_end(inlines);
  build_element(inlines->builder, inlines->parent, "break",
                source_place(inlines->builder->source, start, inlines->at));
}

/* --- elements ------------------------------------------------------------------------------- */

enum { DEEPEST_INLINE = 32 }; /* deeper emphasis is read as if it were not there */

static void open_element(Inlines *inlines, const char *name) {
  flush(inlines);
  if (inlines->depth++ >= DEEPEST_INLINE) return;
  inlines->parent =
      build_element(inlines->builder, inlines->parent, name,
                    source_place(inlines->builder->source, inlines->at, inlines->end));
}

static void close_element(Inlines *inlines) {
  flush(inlines);
  if (--inlines->depth >= DEEPEST_INLINE) return;
  ((NodeOrigin *)inlines->parent->_private)->span.end = inlines->at;
  if (inlines->parent != inlines->block) inlines->parent = inlines->parent->parent;
}

/* Moves over a bracketed part with nesting and escapes: the destination or label of a link. */
static void skip_brackets(Inlines *inlines, char open, char close) {
  int depth = 0;
  while (inlines->at < inlines->end) {
    char c = byte_at(inlines, inlines->at++);
    if (c == '\\')
      inlines->at++;
    else if (c == open)
      depth++;
    else if (c == close && --depth == 0)
      break;
  }
  if (inlines->at > inlines->end) inlines->at = inlines->end;
}

static void close_link(Inlines *inlines) {
  char c = byte_at(inlines, inlines->at);
  if (c == '>') {
    inlines->at++;
  } else if (c == ']') {
    inlines->at++;
    if (byte_at(inlines, inlines->at) == '(')
      skip_brackets(inlines, '(', ')');
    else if (byte_at(inlines, inlines->at) == '[')
      skip_brackets(inlines, '[', ']');
  }
  close_element(inlines);
}

static void link_event(Inlines *inlines, cmark_node *node, bool entering, bool image) {
  if (!entering) {
    close_link(inlines);
    return;
  }
  open_element(inlines, image ? "image" : "link");
  if (inlines->depth <= DEEPEST_INLINE)
    build_attribute(inlines->parent, image ? "src" : "href", cmark_node_get_url(node));
  if (image) skip_if(inlines, "!", 1);
  skip_if(inlines, "[<", 1);
}

static void code(Inlines *inlines, const char *literal) {
  open_element(inlines, "code");
  uint32_t start = inlines->at, ticks = 0;
  while (byte_at(inlines, inlines->at + ticks) == '`')
    ticks++;
  uint32_t at = start + ticks, run = 0;
  while (at < inlines->end && !(run == ticks && byte_at(inlines, at) != '`')) {
    run = byte_at(inlines, at) == '`' ? run + 1 : 0;
    at++;
  }
  inlines->at = at;
  if (*literal)
    build_plain_text(inlines->builder, inlines->parent, literal,
                     source_place(inlines->builder->source, start + ticks, at - ticks));
  close_element(inlines);
}

/* A comment is dropped; anything else in HTML is reported. */
static void html(Inlines *inlines, const char *literal) {
  uint32_t start = inlines->at;
  size_t length = strlen(literal);
  inlines->at = start + length < inlines->end ? start + (uint32_t)length : inlines->end;
  if (strncmp(literal, "<!--", 4) != 0)
    diag_add(inlines->builder->diags, DIAG_HTML,
             source_place(inlines->builder->source, start, inlines->at));
}

void inline_event(Inlines *inlines, cmark_node *node, bool entering) {
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
    align_text(inlines, cmark_node_get_literal(node));
    break;
  case CMARK_NODE_SOFTBREAK:
    soft_break(inlines);
    break;
  case CMARK_NODE_LINEBREAK:
    hard_break(inlines);
    break;
  case CMARK_NODE_CODE:
    code(inlines, cmark_node_get_literal(node));
    break;
  case CMARK_NODE_HTML_INLINE:
    html(inlines, cmark_node_get_literal(node));
    break;
  case CMARK_NODE_EMPH:
  case CMARK_NODE_STRONG: {
    unsigned marks = cmark_node_get_type(node) == CMARK_NODE_STRONG ? 2 : 1;
    if (entering) open_element(inlines, marks == 2 ? "strong" : "emphasis");
    skip_if(inlines, "*_", marks);
    if (!entering) close_element(inlines);
    break;
  }
  case CMARK_NODE_LINK:
  case CMARK_NODE_IMAGE:
    link_event(inlines, node, entering, cmark_node_get_type(node) == CMARK_NODE_IMAGE);
    break;
  default:
    break;
  }
}

void inline_begin(Inlines *inlines, xmlNode *block, uint32_t start, uint32_t end, unsigned quotes) {
  inlines->at = start;
  inlines->end = end;
  inlines->quotes = quotes;
  inlines->block = inlines->parent = block;
  inlines->record = inlines->owners = false;
  inlines->depth = 0;
  inlines->skip = 0;
  inlines->starts = true;
  buf_clear(&inlines->text);
  inlines->piece_count = 0;
}

void inline_end(Inlines *inlines) {
  flush(inlines);
}

void inline_free(Inlines *inlines) {
  buf_free(&inlines->text);
  free(inlines->pieces);
  inlines->pieces = NULL;
}
