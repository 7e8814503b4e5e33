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

/* Where a step /descendant::NAME ends that starts at text, or NULL; predicates of it count from each node that it starts from,
 * which a call does not. */
static const char *after_descendants(const char *text, const char **name, size_t *length) {
  static const char axis[] = "/descendant::";
  if (strncmp(text, axis, sizeof axis - 1) != 0) return NULL;
  *name = text + sizeof axis - 1;
  const char *end = after_name(*name, "", length);
  return !end || (*end && strchr(":(.[", *end)) ? NULL : end;
}

/* Adds the beginning of the call for such a step; what it starts from and a bracket follow. */
static void begin_below(Buf *out, const char *name, size_t length) {
  buf_puts(out, "pp:below('");
  buf_add(out, name, length);
  buf_puts(out, "',");
}

/* Adds the call for $SET[…]/descendant::NAME, where the predicate has none inside, and returns where it ends; NULL when none
 * starts at text. */
static const char *take_descendants_of(Buf *out, const char *text) {
  size_t length, at = 1 + strspn(text + 1, name_bytes);
  const char *name;
  if (at == 1 || text[at] != '[') return NULL;
  at += 1 + strcspn(text + at + 1, "[]");
  const char *end = text[at] == ']' ? after_descendants(text + at + 1, &name, &length) : NULL;
  if (!end) return NULL;
  begin_below(out, name, length);
  buf_add(out, text, at + 1);
  buf_putc(out, ')');
  return end;
}

/* A path to fields: field[@name='NAME'] or $SET/field[@name='NAME']. */
typedef struct Fields {
  const char *name, *set; /* set: with its sign; NULL for the children of the node at hand */
  size_t name_length, set_length;
} Fields;

/* Where such a path ends that starts at text, or NULL. */
static const char *after_fields(const char *text, Fields *fields) {
  static const char step[] = "field[@name='";
  *fields = (Fields){0};
  if (*text == '$') {
    const char *after = after_name(text + 1, "/", &fields->set_length);
    if (!after) return NULL;
    fields->set = text;
    fields->set_length++;
    text = after;
  }
  if (strncmp(text, step, sizeof step - 1) != 0) return NULL;
  fields->name = text + sizeof step - 1;
  const char *end = after_name(fields->name, "']", &fields->name_length);
  return !end || (*end && strchr(":(.", *end)) ? NULL : end;
}

/* Adds the call for fields, and for what is named below them, and returns where it ends; NULL when none starts at text. */
static const char *take_fields(Buf *out, const char *text) {
  Fields fields;
  size_t length;
  const char *name, *end = after_fields(text, &fields);
  if (!end) return NULL;
  const char *below = after_descendants(end, &name, &length);
  if (below) begin_below(out, name, length);
  buf_puts(out, "pp:field('");
  buf_add(out, fields.name, fields.name_length);
  buf_puts(out, fields.set ? "'," : "'");
  buf_add(out, fields.set, fields.set_length);
  buf_puts(out, below ? "))" : ")");
  return below ? below : end;
}

/* Adds the call for /case/body/descendant::NAME, and returns where it ends; NULL when none starts at text. */
static const char *take_body(Buf *out, const char *text) {
  static const char body[] = "/case/body/descendant::";
  if (strncmp(text, body, sizeof body - 1) != 0) return NULL;
  const char *name = text + sizeof body - 1;
  size_t length;
  const char *end = after_name(name, "", &length);
  if (!end || (*end && strchr(":(.", *end))) return NULL;
  buf_puts(out, "pp:in-body('");
  buf_add(out, name, length);
  buf_puts(out, "')");
  return end;
}

/* Adds the call for a path that starts at text, and returns where the path ends; NULL when it is none of them. */
static const char *take_path(Buf *out, const char *text) {
  if (*text == '/') return take_body(out, text);
  const char *end = *text == '$' ? take_descendants_of(out, text) : NULL;
  return end ? end : take_fields(out, text);
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
