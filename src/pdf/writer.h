#ifndef PLAINPLAN_PDF_WRITER_H
#define PLAINPLAN_PDF_WRITER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "diag/diag.h"
#include "layout/area.h"
#include "pdf/tounicode.h"

#include <hpdf_catalog.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <stdbool.h>
#include <stdint.h>

/* The state of one rendering, shared by the files of src/pdf and by nothing else. */
typedef struct Writer Writer;

/* A font that the document uses. Its two-byte codes are glyph ids. */
typedef struct FontUse {
  const Font *font;
  const char *name; /* in the resources: "F0" */
  HPDF_Dict dict;   /* the Type0 font, filled in once all text is written */
  GlyphMap *glyphs;
  unsigned glyph_count;
  uint32_t *characters; /* per glyph by the cmap, 0 none; NULL until asked */
  int32_t *widths;      /* per glyph: 1/100,000 em plus one; 0 until asked */
  uint32_t plain[128];  /* the glyph that was noted for a character of ASCII; 0 none */
} FontUse;

/* A structure element on its way into the file. */
typedef struct Element {
  const Structure *structure;
  struct Element *parent, *first, *last, *next; /* among the elements only */
  const char *standard; /* the standard structure type that its role is or stands for */
  size_t index;         /* among the elements; its object number follows from it */
  size_t mark_start;    /* where its contents begin among the marks */
  const char *id;       /* ID, unique in the file; or NULL */
  int page;             /* index of the page of its first content (Pg); -1: none */
} Element;

/* What became of one piece of content of the structure tree. */
typedef struct Mark {
  const Area *area;
  Element *element;
  uint32_t order;       /* contents that may share a marked-content sequence count on by one */
  int page, mcid;       /* -1 until painted */
  int last_mcid;        /* mcid, unless it needed several sequences */
  HPDF_Dict annotation; /* of a link */
} Mark;

/* A page on its way into the file. */
typedef struct PageUse {
  HPDF_Page page;
  Element **owners; /* by MCID */
  size_t owner_count, owner_capacity;
  HPDF_Array annotations; /* NULL: none */
} PageUse;

/* An image XObject, made once for all areas with the same bytes. */
typedef struct ImageUse {
  const unsigned char *bytes;
  const char *name; /* in the resources: "I0" */
  bool usable;
} ImageUse;

struct Writer {
  const AreaDocument *document;
  Arena *arena; /* freed when the file is written */
  Diags *diags;
  HPDF_Error_Rec error;
  HPDF_MMgr memory;
  HPDF_Xref xref;
  HPDF_Catalog catalog;
  HPDF_Dict info, resources, font_resources, image_resources, state_resources;
  struct libdeflate_compressor *compressor;
  Buf content;     /* of the page at hand, before compression */
  Buf packed;      /* a compressed stream */
  Buf object;      /* an object that prints itself */
  FontUse **fonts; /* by Font.index; NULL: not used */
  size_t font_count;
  ImageUse *images;
  size_t image_count, image_capacity;
  PageUse *pages;
  HPDF_Dict structure_root; /* the StructTreeRoot */
  Element *root;            /* the Document element, NULL when there is no structure */
  Element **elements;       /* all, in logical order */
  size_t element_count, element_capacity;
  size_t first_element; /* object number of the first, once all other objects are made */
  Mark *marks;          /* element by element */
  size_t mark_count;
  uint32_t *mark_slots; /* a hash table from areas to marks: index plus one, or 0 */
  size_t mark_mask;
  Map *destinations; /* by id */
  Mark **link_marks; /* links in the order of their StructParent, after those of the pages */
  size_t link_count, link_capacity;
};

#endif
