/* Opens the font files that the fonts map declares, when they are first asked for, and chooses
 * among them. */
#include "font/font.h"

#include "base/map.h"
#include "font/families.h"

#include <hb-ot.h>
#include <string.h>
#include <unistd.h>

struct FontSet {
  Arena *arena;
  Families *families;
  Font **fonts;
  size_t count, capacity;
  Map *fallbacks; /* from a code point and variant to a Fallback */
};

/* A remembered answer of font_for_code_point. */
typedef struct Fallback {
  const Font *font;
} Fallback;

enum { BOLD_FROM = 600, WEIGHT_REGULAR = 400, WEIGHT_BOLD = 700 };

FontSet *font_set_open(const char *data_folder, Diags *diags) {
  Arena *arena = arena_new();
  const char *path = arena_printf(arena, "%s/fonts/fonts.yml", data_folder);
  Families *families = families_read(path, arena, diags);
  if (!families) {
    arena_free(arena);
    return NULL;
  }
  FontSet *set = arena_alloc(arena, sizeof *set);
  *set = (FontSet){.arena = arena, .families = families, .fallbacks = map_new(arena)};
  return set;
}

void font_set_free(FontSet *set) {
  if (!set) return;
  for (size_t i = 0; i < set->count; i++) {
    hb_font_destroy(set->fonts[i]->hb);
    hb_face_destroy(set->fonts[i]->face);
    hb_blob_destroy(set->fonts[i]->blob);
  }
  arena_free(set->arena);
}

unsigned font_count(const FontSet *set) {
  return (unsigned)set->count;
}

const Font *font_at(const FontSet *set, unsigned index) {
  return set->fonts[index];
}

/* Where a file of the map is on this machine, or NULL. A folder may hold it under its bare name. */
static const char *locate(const FontSet *set, const char *relative) {
  const char *slash = strrchr(relative, '/');
  const char *bare = slash ? slash + 1 : relative;
  for (const char **folder = set->families->folders; *folder; folder++) {
    const char *path = arena_printf(set->arena, "%s/%s", *folder, relative);
    if (access(path, R_OK) == 0) return path;
    path = arena_printf(set->arena, "%s/%s", *folder, bare);
    if (access(path, R_OK) == 0) return path;
  }
  return NULL;
}

static int read_i16(const unsigned char *at) {
  int value = at[0] << 8 | at[1];
  return value >= 0x8000 ? value - 0x10000 : value;
}

/* The bytes of a table that has at least `least` bytes, else NULL. */
static const unsigned char *table_bytes(hb_blob_t *blob, unsigned least) {
  unsigned length = 0;
  const char *bytes = hb_blob_get_data(blob, &length);
  return length >= least ? (const unsigned char *)bytes : NULL;
}

/* OpenType head: the box around all glyphs. */
static void read_head(Font *font) {
  hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
  const unsigned char *head = table_bytes(blob, 44);
  for (int i = 0; head && i < 4; i++)
    font->bounding_box[i] = read_i16(head + 36 + (size_t)i * 2);
  hb_blob_destroy(blob);
}

/* OpenType post: slant and fixed pitch. */
static void read_post(Font *font) {
  hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('p', 'o', 's', 't'));
  const unsigned char *post = table_bytes(blob, 16);
  if (post) {
    font->italic_angle = read_i16(post + 4);
    font->fixed_pitch = (post[12] | post[13] | post[14] | post[15]) != 0;
  }
  hb_blob_destroy(blob);
}

/* OpenType OS/2: whether it has serifs, by its class or else its PANOSE serif style. */
static void read_os2(Font *font) {
  hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('O', 'S', '/', '2'));
  const unsigned char *os2 = table_bytes(blob, 42);
  if (os2) {
    int family_class = os2[30], serif_style = os2[33];
    if (family_class)
      font->serif = family_class <= 7;
    else
      font->serif = os2[32] == 2 && serif_style >= 2 && serif_style <= 10;
  }
  hb_blob_destroy(blob);
}

static int metric(const Font *font, hb_ot_metrics_tag_t tag, int otherwise) {
  hb_position_t value;
  return hb_ot_metrics_get_position(font->hb, tag, &value) && value ? value : otherwise;
}

static void read_metrics(Font *font) {
  hb_font_extents_t extents = {0};
  hb_font_get_h_extents(font->hb, &extents);
  font->ascender = extents.ascender;
  font->descender = extents.descender;
  font->cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, extents.ascender * 7 / 10);
  font->x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT, font->cap_height * 7 / 10);
  read_head(font);
  read_post(font);
  read_os2(font);
}

/* The name table's PostScript name with all but letters, digits, - and _ left out; a font without
 * one takes its family's name. */
static const char *postscript_name(const FontSet *set, const Font *font) {
  char name[128];
  unsigned size = sizeof name;
  hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", 2),
                      &size, name);
  const char *from = *name ? name : font->family;
  char *safe = arena_strdup(set->arena, from), *to = safe;
  for (; *from && to - safe < 63; from++) {
    bool letter = (*from >= 'A' && *from <= 'Z') || (*from >= 'a' && *from <= 'z');
    if (letter || (*from >= '0' && *from <= '9') || *from == '-' || *from == '_') *to++ = *from;
  }
  *to = '\0';
  return safe;
}

/* Maps a file into memory; NULL when it is no TrueType font. A font with CFF outlines is refused:
 * the PDF embeds glyf outlines only. */
static Font *open_file(FontSet *set, const Family *family, Variant variant, const char *path) {
  hb_blob_t *blob = hb_blob_create_from_file(path);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_blob_t *glyf = hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f'));
  bool usable = hb_blob_get_length(glyf) > 0 && hb_face_get_glyph_count(face) > 0;
  hb_blob_destroy(glyf);
  if (!usable) {
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return NULL;
  }
  Font *font = arena_alloc(set->arena, sizeof *font);
  font->path = path;
  font->family = family->name;
  font->weight = variant == BOLD || variant == BOLD_ITALIC ? WEIGHT_BOLD : WEIGHT_REGULAR;
  font->italic = variant == ITALIC || variant == BOLD_ITALIC;
  font->blob = blob;
  font->face = face;
  font->units_per_em = hb_face_get_upem(face);
  font->hb = hb_font_create(face);
  font->postscript_name = postscript_name(set, font);
  read_metrics(font);
  font->index = (unsigned)set->count;
  ARENA_PUSH(set->arena, set->fonts, set->count, set->capacity, font);
  return font;
}

/* Tells the user, once a file, that it is missing or broken. */
static void report(const Family *family, FontFile *file, const char *path, Diags *diags) {
  if (!diags || file->reported) return;
  file->reported = true;
  if (path) {
    diag_add_file(diags, DIAG_FONT_BROKEN, NULL, path);
    return;
  }
  diag_add_file(diags, DIAG_FONT_MISSING, NULL, file->path, family->name);
  diag_hint(diags, "install the Debian package %s, or name the file's folder in PLAINPLAN_FONTS",
            family->package);
}

/* The font of a declared file, opened when needed; NULL when it cannot be, which is said when there
 * is a sink. */
static const Font *file_font(FontSet *set, Family *family, Variant variant, Diags *diags) {
  FontFile *file = &family->files[variant];
  if (file->font) return file->font;
  if (file->failed && (!diags || file->reported)) return NULL;
  const char *path = locate(set, file->path);
  if (path) file->font = open_file(set, family, variant, path);
  if (!file->font) {
    file->failed = true;
    report(family, file, path, diags);
  }
  return file->font;
}

/* The declared variant nearest to the weight and style: slant gives way first, then weight. */
static Variant nearest(const Family *family, bool bold, bool italic) {
  static const Variant order[2][2][VARIANT_COUNT] = {
      {{REGULAR, REGULAR, REGULAR, REGULAR}, {ITALIC, REGULAR, REGULAR, REGULAR}},
      {{BOLD, REGULAR, REGULAR, REGULAR}, {BOLD_ITALIC, BOLD, ITALIC, REGULAR}}};
  const Variant *wanted = order[bold][italic];
  for (int i = 0; i < VARIANT_COUNT; i++)
    if (family->files[wanted[i]].path) return wanted[i];
  return REGULAR;
}

/* The next name of a comma-separated family list without spaces and quotes; NULL at its end. */
static const char *next_name(const char **list, size_t *length) {
  static const char padding[] = " \t\r\n'\"";
  const char *start = *list + strspn(*list, ", \t\r\n'\"");
  if (!*start) return NULL;
  size_t end = strcspn(start, ",");
  *list = start + end;
  while (end && strchr(padding, start[end - 1]))
    end--;
  *length = end;
  return start;
}

const Font *font_select(FontSet *set, const char *families, int weight, bool italic, Diags *diags) {
  Family *family = NULL;
  size_t length;
  for (const char *name; !family && families && (name = next_name(&families, &length));)
    family = families_find(set->families, name, length);
  if (!family) family = set->families->standard;
  return file_font(set, family, nearest(family, weight >= BOLD_FROM, italic), diags);
}

static bool has_glyph(const Font *font, uint32_t code_point) {
  hb_codepoint_t glyph;
  return hb_font_get_nominal_glyph(font->hb, code_point, &glyph) && glyph;
}

/* Characters that shape without a glyph of their own: controls, joiners, marks of direction,
 * variation selectors (Unicode's Default_Ignorable_Code_Point, as HarfBuzz hides them). */
static bool is_invisible(uint32_t c) {
  return c < 0x20 || c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0x115F && c <= 0x1160) ||
         (c >= 0x17B4 && c <= 0x17B5) || (c >= 0x180B && c <= 0x180F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool serves(const Family *family, hb_script_t script) {
  for (const hb_script_t *own = family->scripts; *own != HB_SCRIPT_INVALID; own++)
    if (*own == script) return true;
  return false;
}

/* The first family, of those that serve the script or of all, that has the character. */
static const Font *search(FontSet *set, const Font *first, uint32_t code_point, hb_script_t script,
                          bool all) {
  for (size_t i = 0; i < set->families->count; i++) {
    Family *family = &set->families->items[i];
    if (serves(family, script) == all) continue;
    Variant variant = nearest(family, first->weight >= BOLD_FROM, first->italic);
    const Font *font = file_font(set, family, variant, NULL);
    if (!font && variant != REGULAR) font = file_font(set, family, REGULAR, NULL);
    if (font && has_glyph(font, code_point)) return font;
  }
  return NULL;
}

const Font *font_for_code_point(FontSet *set, const Font *first, uint32_t code_point) {
  if (has_glyph(first, code_point) || is_invisible(code_point)) return first;
  uint32_t key[3] = {code_point, first->weight >= BOLD_FROM, first->italic};
  Fallback *known = map_get(set->fallbacks, (const char *)key, sizeof key);
  if (known) return known->font;
  hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
  const Font *font = search(set, first, code_point, script, false);
  if (!font) font = search(set, first, code_point, script, true);
  known = arena_alloc(set->arena, sizeof *known);
  known->font = font;
  map_set(set->fallbacks, (const char *)key, sizeof key, known);
  return font;
}
