/* The tags, texts and comments of raw HTML in a Markdown file. */
#include "vale/walker.h"

#include <string.h>
#include <strings.h>

const char *html_tag(const char *name, size_t length) {
  static const char *const names[] = {
      "a",          "abbr",     "acronym", "b",       "big",     "blockquote", "br",    "caption",
      "cite",       "code",     "del",     "details", "dfn",     "div",        "em",    "embed",
      "figcaption", "figure",   "h1",      "h2",      "h3",      "h4",         "h5",    "h6",
      "hr",         "i",        "iframe",  "img",     "input",   "kbd",        "li",    "link",
      "meta",       "noscript", "ol",      "p",       "pre",     "script",     "small", "source",
      "span",       "strong",   "style",   "sub",     "summary", "sup",        "table", "tbody",
      "td",         "th",       "thead",   "tr",      "tt",      "ul",         "wbr"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i]) == length && strncasecmp(names[i], name, length) == 0) return names[i];
  return "other";
}

static size_t name_length(const char *text) {
  size_t length = 0;
  while ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z')
    length++;
  return length + strspn(text + length, "0123456789-");
}

/* The end of a tag that begins with <, quotes skipped; NULL when there is none. */
static const char *tag_end(const char *at, const char *end) {
  char quote = '\0';
  for (; at < end; at++) {
    if (quote)
      quote = *at == quote ? '\0' : quote;
    else if (*at == '"' || *at == '\'')
      quote = *at;
    else if (*at == '>')
      return at + 1;
  }
  return NULL;
}

/* Takes a comment or tag; where it ends, or NULL when it is none. */
static const char *take(Walker *walker, const char *at, const char *end) {
  if (end - at > 4 && strncmp(at, "<!--", 4) == 0) {
    const char *close = strstr(at + 4, "-->");
    if (!close || close >= end) return NULL;
    walker_comment(walker, at + 4, (size_t)(close - at - 4));
    return close + 3;
  }
  bool closes = at[1] == '/';
  const char *name = at + 1 + closes, *after = tag_end(at, end);
  size_t length = name_length(name);
  if (!after || (!length && at[1] != '!' && at[1] != '?')) return NULL;
  const char *tag = html_tag(name, length);
  if (!length) return after;
  if (closes)
    walker_close(walker, tag);
  else
    walker_open(walker, tag, NULL);
  return after;
}

void html_read(Walker *walker, const char *html, size_t length, uint32_t source) {
  const char *end = html + length;
  for (const char *at = html; at < end;) {
    const char *after = *at == '<' ? take(walker, at, end) : NULL;
    if (after) {
      at = after;
      continue;
    }
    const char *next = memchr(at + 1, '<', (size_t)(end - at - 1));
    if (!next) next = end;
    walker_text(walker, at, (size_t)(next - at), source + (uint32_t)(at - html),
                (uint32_t)(next - at));
    at = next;
  }
}
