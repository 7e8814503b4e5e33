/* Cuts the flow of a page sequence into pages: chooses each page's master, takes what fits into its body,
 * and puts in the blank pages that breaks and page counts ask for. */
#include "layout/pages.h"
#include "layout/flow.h"

#include <string.h>

enum { MOST_COLUMNS = 20, MOST_PAGES = 20000 };

typedef struct Pagination {
  Layout *layout;
  const FoNode *sequence, *flow;
  MasterCursor cursor;
  Flow content;
  Break at;
  int32_t number; /* of the page being made */
  bool first;
} Pagination;

/* What one page takes: a range of the galley for each column. */
typedef struct PageFit {
  const FoNode *master;
  RegionBox body;
  MasterCursor cursor; /* after this page */
  Break columns[MOST_COLUMNS + 1];
  Length heights[MOST_COLUMNS];
  int count;
  FoBreak forced;
  bool finished;
} PageFit;

static int column_count(const FoNode *body) {
  int32_t count = body->page->column_count;
  return count < 1 ? 1 : count > MOST_COLUMNS ? MOST_COLUMNS : (int)count;
}

static Length column_width(const RegionBox *body) {
  int count = column_count(body->node);
  Length gap = fo_length(body->node->page->column_gap, body->content.width);
  Length width = (body->content.width - (Length)(count - 1) * gap) / count;
  return width < 0 ? 0 : width;
}

static bool choose_master(Pagination *pages, PageTraits traits, PageFit *fit) {
  *fit = (PageFit){.cursor = pages->cursor};
  traits.odd = pages->number % 2 != 0;
  fit->master = master_select(pages->layout, &fit->cursor, traits);
  if (!fit->master) return false;
  fit->body = master_region(fit->master, FO_REGION_BODY);
  return fit->body.node != NULL;
}

static void fit_page(Pagination *pages, PageFit *fit) {
  int count = column_count(fit->body.node);
  flow_prepare(&pages->content, &pages->at, column_width(&fit->body),
               fit->body.content.height * count);
  fit->columns[0] = pages->at;
  for (int i = 0; i < count; i++) {
    Fit column;
    galley_fit(pages->layout, pages->content.galley, &fit->columns[i], fit->body.content.height,
               true, &column);
    fit->columns[i + 1] = column.end;
    fit->heights[i] = column.height;
    fit->count = i + 1;
    fit->forced = column.forced;
    fit->finished = column.finished && !pages->content.next;
    if (column.finished || column.forced > FO_BREAK_COLUMN) return;
  }
}

static bool same_body(const PageFit *a, const PageFit *b) {
  return a->body.content.width == b->body.content.width &&
         a->body.content.height == b->body.content.height;
}

/* The page may be the last one: then its master may be another, in which less may fit. In that case
 * the page keeps its own master and leaves the rest to the last page. */
static void settle_last(Pagination *pages, PageFit *fit) {
  if (!fit->finished) return;
  PageFit last;
  PageTraits traits = {.first = pages->first, .last = true};
  if (!choose_master(pages, traits, &last)) return;
  if (last.master == fit->master) {
    fit->cursor = last.cursor;
    return;
  }
  if (same_body(&last, fit)) {
    last.count = fit->count;
    memcpy(last.columns, fit->columns, sizeof last.columns);
    memcpy(last.heights, fit->heights, sizeof last.heights);
    last.finished = true;
    *fit = last;
    return;
  }
  fit_page(pages, &last);
  if (last.finished) {
    *fit = last;
    return;
  }
  const FoNode *master = fit->master;
  RegionBox body = fit->body;
  *fit = last;
  fit->master = master;
  fit->body = body;
}

static PageRecord *add_record(Pagination *pages, const FoNode *master, bool blank) {
  Layout *layout = pages->layout;
  PageRecord record = {.master = master,
                       .sequence = pages->sequence,
                       .number = pages->number,
                       .blank = blank,
                       .before = layout->document->structure->last};
  ARENA_PUSH(layout->arena, layout->records, layout->record_count, layout->record_capacity, record);
  return &layout->records[layout->record_count - 1];
}

static Length aligned(const PageFit *fit, int column) {
  Length room = fit->body.content.height - fit->heights[column];
  if (room <= 0) return 0;
  int how = fit->body.node->text->display_align;
  return how == FO_DISPLAY_CENTER ? room / 2 : how == FO_DISPLAY_AFTER ? room : 0;
}

static void emit_ids(Emitter *emitter, const FoNode *node, Rect body) {
  Piece *marks = node->box->id ? piece_new(emitter->layout, PIECE_ID) : NULL;
  if (!marks) return;
  marks->id = node->box->id;
  pieces_emit(emitter, marks, body.x, body.y);
}

static void emit_page(Pagination *pages, const PageFit *fit) {
  Layout *layout = pages->layout;
  PageRecord *record = add_record(pages, fit->master, false);
  Rect body = fit->body.content;
  Emitter emitter = {.layout = layout,
                     .page = (unsigned)layout->record_count - 1,
                     .record = record,
                     .container = body};
  emitter.label = page_label(layout->arena, record->number, pages->sequence->page->format);
  emit_ids(&emitter, layout->fo->root, body);
  emit_ids(&emitter, pages->sequence, body);
  emit_ids(&emitter, pages->flow, body);
  Length width = column_width(&fit->body),
         gap = fo_length(fit->body.node->page->column_gap, body.width);
  bool right_to_left = fit->body.node->text->writing_mode == FO_RL_TB;
  for (int i = 0; i < fit->count; i++) {
    Length start = (Length)i * (width + gap);
    Length x = body.x + (right_to_left ? body.width - start - width : start);
    const Break *end =
        fit->columns[i + 1].item < pages->content.galley->count ? &fit->columns[i + 1] : NULL;
    galley_emit(&emitter, pages->content.galley, &fit->columns[i], end, x,
                body.y + aligned(fit, i));
  }
  record->first = emitter.first;
  record->last = emitter.last;
  record->after = layout->document->structure->last;
}

/* A page with nothing in its body. */
static void add_blank(Pagination *pages) {
  PageFit fit;
  if (!choose_master(pages, (PageTraits){.first = pages->first, .blank = true}, &fit)) return;
  pages->cursor = fit.cursor;
  add_record(pages, fit.master, true)->after = pages->layout->document->structure->last;
  pages->first = false;
  pages->number++;
}

static void add_blank_for(Pagination *pages, FoBreak forced) {
  bool odd = pages->number % 2 != 0;
  if ((forced == FO_BREAK_EVEN_PAGE && odd) || (forced == FO_BREAK_ODD_PAGE && !odd))
    add_blank(pages);
}

static void make_pages(Pagination *pages) {
  add_blank_for(pages, pages->content.galley->leading);
  while (pages->layout->record_count < MOST_PAGES) {
    PageFit fit;
    if (!choose_master(pages, (PageTraits){.first = pages->first}, &fit)) {
      diag_add(pages->layout->diags, DIAG_FO_EMPTY, pages->sequence->place);
      return;
    }
    fit_page(pages, &fit);
    settle_last(pages, &fit);
    emit_page(pages, &fit);
    pages->cursor = fit.cursor;
    pages->at = fit.columns[fit.count];
    pages->first = false;
    pages->number++;
    if (!pages->content.next && pages->at.item >= pages->content.galley->count) return;
    add_blank_for(pages, fit.forced);
  }
}

static int32_t first_number(const FoNode *sequence, int32_t last) {
  int32_t wanted = sequence->page->initial_page_number, next = last + 1;
  if (wanted > 0) return wanted;
  if (wanted == FO_PAGE_AUTO_ODD) return next % 2 ? next : next + 1;
  if (wanted == FO_PAGE_AUTO_EVEN) return next % 2 ? next + 1 : next;
  return next;
}

/* Whether the sequence needs one more page (XSL 1.1, 7.27.5). */
static bool needs_blank(const Pagination *pages, const FoNode *next, size_t count) {
  bool odd_last = (pages->number - 1) % 2 != 0;
  switch (pages->sequence->page->force_page_count) {
  case FO_FORCE_EVEN:
    return count % 2 != 0;
  case FO_FORCE_ODD:
    return count % 2 == 0;
  case FO_FORCE_END_ON_EVEN:
    return odd_last;
  case FO_FORCE_END_ON_ODD:
    return !odd_last;
  case FO_FORCE_AUTO: {
    int32_t wanted = next ? next->page->initial_page_number : FO_PAGE_AUTO;
    if (wanted == FO_PAGE_AUTO) return false;
    bool odd_next = wanted > 0 ? wanted % 2 != 0 : wanted == FO_PAGE_AUTO_ODD;
    return odd_last == odd_next;
  }
  default:
    return false;
  }
}

static const FoNode *find_flow(const FoNode *sequence) {
  const FoNode *node = sequence->first;
  while (node && node->type != FO_FLOW)
    node = node->next;
  return node;
}

/* A parent for the flow's content: a role on the sequence or the flow makes an element. */
static Structure *flow_structure(Pagination *pages) {
  Builder around = {.layout = pages->layout, .structure = pages->layout->document->structure};
  around.structure = builder_structure(&around, pages->sequence, NULL);
  return builder_structure(&around, pages->flow, NULL);
}

/* Whether the bodies of the masters that a sequence may use differ in the width of their columns. */
static bool widths_vary(const Pagination *pages, Length width) {
  if (pages->cursor.master->type == FO_SIMPLE_PAGE_MASTER) return false;
  const FoNode *set = pages->cursor.master->parent;
  for (const FoNode *master = set->first; master; master = master->next) {
    if (master->type != FO_SIMPLE_PAGE_MASTER) continue;
    RegionBox body = master_region(master, FO_REGION_BODY);
    if (body.node && column_width(&body) != width) return true;
  }
  return false;
}

void paginate(Layout *layout, const FoNode *sequence, const FoNode *next, int32_t *number) {
  Pagination pages = {
      .layout = layout, .sequence = sequence, .flow = find_flow(sequence), .first = true};
  pages.cursor.master = master_find(layout, sequence);
  if (!pages.flow) diag_add(layout->diags, DIAG_FO_EMPTY, fo_place(layout->fo, sequence));
  if (!pages.cursor.master || !pages.flow) return;
  pages.number = first_number(sequence, *number);
  PageFit first;
  if (!choose_master(&pages, (PageTraits){.first = true}, &first)) {
    diag_add(layout->diags, DIAG_FO_EMPTY, fo_place(layout->fo, sequence));
    return;
  }
  size_t before = layout->record_count;
  Length width = column_width(&first.body);
  flow_start(&pages.content, layout, pages.flow, flow_structure(&pages), width,
             widths_vary(&pages, width));
  make_pages(&pages);
  if (needs_blank(&pages, next, layout->record_count - before)) add_blank(&pages);
  layout->structures = NULL;
  *number = pages.number - 1;
}
