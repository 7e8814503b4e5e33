/* Some paths of rules, written as calls of functions. */
#include "check/shortcut.h"

#include <stdbool.h>
#include <string.h>

static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/* Where a name and then `end` stop that start at text, or NULL; *length gets that of the name. */
static const char *after_name(const char *text, const char *end, size_t *length) {
  *length = strspn(text, name_bytes);
  if (!*length || strncmp(text + *length, end, strlen(end)) != 0) return NULL;
  return text + *length + strlen(end);
}

/* True when a path starts here: what stands before is no part of one. */
static bool starts_path(const char *expression, const char *at) {
  const char *before = at;
  while (before > expression && strchr(" \t\r\n", before[-1]))
    before--;
  if (before == expression || strchr("([,|=<>+", before[-1])) return true;
  return before < at && !strchr("/:@", before[-1]);
}

/* Adds the call for $SET/field[@name='NAME'], and returns where it ends; NULL when none starts at text. */
static const char *take_fields_of(Buf *out, const char *text) {
  size_t set_length, length;
  const char *name = *text == '$' ? after_name(text + 1, "/field[@name='", &set_length) : NULL;
  const char *end = name ? after_name(name, "']", &length) : NULL;
  if (!end || (*end && strchr(":(.", *end))) return NULL;
  buf_puts(out, "pp:field('");
  buf_add(out, name, length);
  buf_puts(out, "',$");
  buf_add(out, text + 1, set_length);
  buf_putc(out, ')');
  return end;
}

/* Adds the call for a path that starts at text, and returns where the path ends; NULL when it is none of them. */
static const char *take_path(Buf *out, const char *text) {
  if (*text == '$') return take_fields_of(out, text);
  static const char field[] = "field[@name='", body[] = "/case/body/descendant::";
  bool is_field = strncmp(text, field, sizeof field - 1) == 0;
  if (!is_field && strncmp(text, body, sizeof body - 1) != 0) return NULL;
  const char *name = text + (is_field ? sizeof field : sizeof body) - 1;
  size_t length;
  const char *end = after_name(name, is_field ? "']" : "", &length);
  if (!end || (*end && strchr(":(.", *end))) return NULL;
  buf_puts(out, is_field ? "pp:field('" : "pp:in-body('");
  buf_add(out, name, length);
  buf_puts(out, "')");
  return end;
}

void shortcut_take(Buf *out, const char *expression) {
  char quote = '\0';
  for (const char *at = expression; *at;) {
    const char *end = !quote && starts_path(expression, at) ? take_path(out, at) : NULL;
    if (end) {
      at = end;
      continue;
    }
    if (quote ? *at == quote : *at == '\'' || *at == '"') quote = quote ? '\0' : *at;
    buf_putc(out, *at++);
  }
}
