/* Joins texts to blocks as Vale's reader of HTML does. */
#include "vale/walker.h"

#include "base/utf8.h"

#include <string.h>

static bool among(const char *tag, const char *const *list) {
  for (; *list; list++)
    if (strcmp(*list, tag) == 0) return true;
  return false;
}

static bool is_inline_tag(const char *tag) {
  static const char *const tags[] = {"b",    "big", "i",   "small",  "abbr", "acronym", "cite",
                                     "dfn",  "em",  "kbd", "strong", "a",    "br",      "img",
                                     "span", "sub", "sup", "code",   "tt",   "del",     NULL};
  return among(tag, tags);
}

static bool is_skipped(const char *tag) {
  static const char *const tags[] = {"script",   "style",  "pre", "figure",
                                     "noscript", "iframe", NULL};
  return among(tag, tags);
}

static bool is_masked(const char *tag) {
  static const char *const tags[] = {"tt", "code", "kbd", NULL};
  return among(tag, tags);
}

static bool is_void(const char *tag) {
  static const char *const tags[] = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
                                     "input", "link", "meta", "source", "track", "wbr", NULL};
  return among(tag, tags);
}

static bool is_blank(const Mapped *mapped) {
  const char *text = mapped->text.bytes;
  return !text || !text[strspn(text, " \t\r\n\v\f")];
}

/* --- blocks ------------------------------------------------------------------------------------- */

static Passage passage_of(const Mapped *whole) {
  return (Passage){.whole = whole, .length = (uint32_t)whole->text.length};
}

static void add_section(Passage *passage, const char *section) {
  passage->sections[passage->section_count++] = section;
}

/* What an element makes of a block: the name of its scope behind "text", and what it counts as. */
static bool scope_of(const char *tag, Passage *passage, int *counted) {
  static const struct {
    const char *tag, *first, *second;
    int counted;
  } scopes[] = {{"th", "table", "header", -1},
                {"td", "table", "cell", -1},
                {"caption", "table", "caption", -1},
                {"li", "list", NULL, COUNT_LIST},
                {"blockquote", "blockquote", NULL, COUNT_BLOCKQUOTE},
                {"figcaption", "figure", "caption", -1},
                {"h1", "heading", "h1", COUNT_H1},
                {"h2", "heading", "h2", COUNT_H2},
                {"h3", "heading", "h3", COUNT_H3},
                {"h4", "heading", "h4", COUNT_H4},
                {"h5", "heading", "h5", COUNT_H5},
                {"h6", "heading", "h6", COUNT_H6}};
  for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
    if (strcmp(scopes[i].tag, tag) != 0) continue;
    add_section(passage, scopes[i].first);
    if (scopes[i].second) add_section(passage, scopes[i].second);
    *counted = scopes[i].counted;
    return true;
  }
  return false;
}

static void tell(Walker *walker, const Passage *passage) {
  walker->visit->passage(walker->visit->state, passage);
}

static void tell_inlines(Walker *walker) {
  for (size_t i = 0; i < walker->capture_count; i++) {
    Inline *captured = &walker->captured[i];
    if (captured->closed && !is_blank(&captured->text)) {
      Passage passage = passage_of(&captured->text);
      passage.from = (uint32_t)strspn(captured->text.text.bytes, " \n");
      passage.length -= passage.from;
      add_section(&passage, captured->section);
      tell(walker, &passage);
    }
  }
}

static void tell_block(Walker *walker) {
  Passage passage = passage_of(&walker->block);
  int counted = COUNT_PARAGRAPHS;
  passage.prose = passage.paragraph = true;
  add_section(&passage, "text");
  for (size_t i = 0; i < walker->tag_count && passage.paragraph; i++)
    passage.paragraph = !scope_of(walker->tags[i], &passage, &counted);
  const char *text = walker->block.text.bytes;
  if (!passage.paragraph) passage.from = (uint32_t)strspn(text, " ");
  passage.length -= passage.from;
  if (counted >= 0) walker->counts->kinds[counted]++;
  if (counted >= 0 && counted < COUNT_PRE) {
    mapped_add_part(&walker->counts->summary, &walker->block, 0,
                    (uint32_t)walker->block.text.length);
    mapped_add(&walker->counts->summary, "\n\n", 2, 0, 0);
  }
  tell(walker, &passage);
  tell_inlines(walker);
}

/* Ends a block, if there is any text. */
static void end_block(Walker *walker, bool always) {
  bool blank = is_blank(&walker->block);
  if (!blank) tell_block(walker);
  if (blank && !always) return;
  mapped_clear(&walker->block);
  walker->tag_count = 0;
  for (size_t i = 0; i < walker->capture_count; i++)
    mapped_free(&walker->captured[i].text);
  walker->capture_count = 0;
}

/* --- text --------------------------------------------------------------------------------------- */

static bool ends_tight(const Buf *text) {
  static const char *const ends[] = {"(", "[", "{", "—", "–"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t length = strlen(ends[i]);
    if (text->length >= length && memcmp(text->bytes + text->length - length, ends[i], length) == 0)
      return true;
  }
  return false;
}

static bool starts_with_sign(const char *text) {
  static const char *const signs[] = {".", "?", "!", ",", ":", ";", ")", "]", "}", "—", "–"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strncmp(text, signs[i], strlen(signs[i])) == 0) return true;
  return false;
}

/* In a list in a list, before its first text. */
static bool in_nested_list(const Walker *walker) {
  size_t count = walker->tag_count;
  if (count <= 3 || strcmp(walker->tags[count - 1], "li") != 0) return false;
  const char *list = walker->tags[count - 2];
  return (strcmp(list, "ol") == 0 || strcmp(list, "ul") == 0) &&
         strcmp(walker->tags[count - 3], "li") == 0;
}

/* A star for each character. */
static void add_masked(Mapped *to, const Mapped *from, size_t start, size_t end) {
  const char *text = from->text.bytes;
  while (start < end) {
    size_t at = start;
    utf8_next(text, from->text.length, &at);
    Span span = mapped_span(from, (uint32_t)start, (uint32_t)at);
    mapped_add(to, text[start] == '\n' ? "\n" : "*", 1, span.start, span.end - span.start);
    start = at;
  }
}

/* What is in code is masked in the block, but it is what code is looked at for. */
static void capture(Walker *walker, size_t block_start, size_t start, size_t end) {
  for (size_t i = 0; i < walker->capture_count; i++) {
    Inline *captured = &walker->captured[i];
    if (captured->closed) continue;
    if (is_masked(captured->tag))
      mapped_add_part(&captured->text, &walker->pending, (uint32_t)start, (uint32_t)end);
    else
      mapped_add_part(&captured->text, &walker->block, (uint32_t)block_start,
                      (uint32_t)walker->block.text.length);
  }
}

/* What stands between the block so far and the text that is to be added. */
static const char *separator(const Walker *walker, const char *text, char leading, bool masked) {
  if (in_nested_list(walker) && !walker->is_inline) return " ";
  if (walker->closed_inline && leading) return leading == '\n' || leading == '\r' ? "\n" : " ";
  if (walker->closed_inline || !walker->is_inline) return "";
  if (starts_with_sign(text) && !masked) return "";
  return " ";
}

/* The separator stands for the blank right before the text, where there is one. */
static void add_separator(Walker *walker, const char *between, size_t start) {
  if (!*between || (!walker->trailing && ends_tight(&walker->block.text))) return;
  Span span = {0, 0};
  if (start) span = mapped_span(&walker->pending, (uint32_t)start - 1, (uint32_t)start);
  mapped_add(&walker->block, between, 1, span.start, span.end - span.start);
}

/* Takes the text since the last tag. */
static void flush(Walker *walker) {
  const Buf *text = &walker->pending.text;
  const char *href = walker->href;
  walker->href = NULL;
  if (!text->length) return;
  size_t start = strspn(text->bytes, " \t\r\n\v\f"), end = text->length;
  while (end > start && strchr(" \t\r\n\v\f", text->bytes[end - 1]))
    end--;
  if (!walker->skipping && !walker->silent && end > start) {
    const char *words = text->bytes + start;
    bool is_address = href && strlen(href) == end - start && strncmp(href, words, end - start) == 0;
    bool masked = walker->skip || is_address;
    size_t before = walker->block.text.length;
    add_separator(walker, separator(walker, words, start ? text->bytes[0] : '\0', masked), start);
    if (masked)
      add_masked(&walker->block, &walker->pending, start, end);
    else
      mapped_add_part(&walker->block, &walker->pending, (uint32_t)start, (uint32_t)end);
    capture(walker, before, start, end);
    walker->closed_inline = false;
    walker->skip = false;
  }
  if (!walker->skipping)
    walker->trailing = strchr(" \t\r\n\v\f", text->bytes[text->length - 1]) != NULL;
  mapped_clear(&walker->pending);
}

void walker_text(Walker *walker, const char *text, size_t length, uint32_t source,
                 uint32_t source_length) {
  mapped_add(&walker->pending, text, (uint32_t)length, source, source_length);
}

/* --- tags --------------------------------------------------------------------------------------- */

static void begin_capture(Walker *walker, const char *tag) {
  static const char *const sections[][2] = {
      {"a", "link"},     {"strong", "strong"}, {"b", "strong"}, {"em", "emphasis"},
      {"i", "emphasis"}, {"code", "code"},     {"tt", "code"}};
  if (!walker->inlines || walker->skipping || walker->capture_count == MOST_INLINES) return;
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
    if (strcmp(sections[i][0], tag) == 0)
      walker->captured[walker->capture_count++] = (Inline){.tag = tag, .section = sections[i][1]};
}

static void end_capture(Walker *walker, const char *tag) {
  for (size_t i = walker->capture_count; i-- > 0;) {
    Inline *captured = &walker->captured[i];
    if (captured->closed || strcmp(captured->tag, tag) != 0) continue;
    captured->closed = true;
    return;
  }
}

void walker_open(Walker *walker, const char *tag, const char *href) {
  flush(walker);
  bool inline_tag = is_inline_tag(tag);
  if (!inline_tag && is_skipped(tag)) {
    walker->skipping = true;
    if (strcmp(tag, "pre") == 0) walker->counts->kinds[COUNT_PRE]++;
    return;
  }
  if (!inline_tag && !is_void(tag)) end_block(walker, false);
  walker->is_inline = inline_tag;
  walker->skip = is_masked(tag);
  walker->closed_inline = false;
  begin_capture(walker, tag);
  if (walker->tag_count < MOST_TAGS) walker->tags[walker->tag_count++] = tag;
  walker->href = href;
}

void walker_close(Walker *walker, const char *tag) {
  flush(walker);
  if (is_skipped(tag)) walker->skipping = false;
  if (is_inline_tag(tag)) {
    walker->closed_inline = true;
    end_capture(walker, tag);
    return;
  }
  end_block(walker, true);
}

void walker_comment(Walker *walker, const char *text, size_t length) {
  flush(walker);
  if (!walker->is_inline) walker->closed_inline = true;
  walker->silent = walker->visit->comment(walker->visit->state, text, length);
}

void walker_description(Walker *walker, const char *text, size_t length, uint32_t source,
                        uint32_t source_length) {
  flush(walker);
  Mapped mapped = {0};
  mapped_add(&mapped, text, (uint32_t)length, source, source_length);
  Passage passage = passage_of(&mapped);
  add_section(&passage, "text");
  add_section(&passage, "attr");
  add_section(&passage, "alt");
  if (!is_blank(&mapped)) tell(walker, &passage);
  mapped_free(&mapped);
}

void walker_end(Walker *walker) {
  flush(walker);
  end_block(walker, true);
  mapped_free(&walker->block);
  mapped_free(&walker->pending);
  mapped_free(&walker->scratch);
}
