/* Vector paths: construction, then fill and stroke in one operator (PDF 1.7, 8.5). */
#include "pdf/content.h"

static void add_segment(Content *content, const PathSegment *segment) {
  static const char *const operators[] = {[PATH_MOVE] = "m", [PATH_LINE] = "l", [PATH_CURVE] = "c"};
  if (segment->verb == PATH_CLOSE) {
    content_operator(content, "h");
    return;
  }
  int points = segment->verb == PATH_CURVE ? 3 : 1;
  for (int i = 0; i < points; i++)
    content_point(content, segment->x[i], segment->y[i]);
  content_operator(content, operators[segment->verb]);
}

static void set_stroke(Content *content, const PathArea *path) {
  content_stroke(content, path->stroke);
  content_line_width(content, path->stroke_width);
  content_line_cap(content, path->line_cap);
  content_line_join(content, path->line_join);
  if (path->miter_limit >= 1000) content_miter_limit(content, path->miter_limit);
  content_dash(content, path->dashes, path->dash_count, path->dash_offset);
}

void content_path(Content *content, const Area *area) {
  const PathArea *path = &area->as.path;
  bool fill = !path->fill.none, stroke = !path->stroke.none && path->stroke_width > 0;
  if ((!fill && !stroke) || !path->segment_count) return;
  content_end_text(content);
  content_opacity(content, path->fill_opacity, path->stroke_opacity);
  if (fill) content_fill(content, path->fill);
  if (stroke) set_stroke(content, path);
  for (size_t i = 0; i < path->segment_count; i++)
    add_segment(content, &path->segments[i]);
  if (fill && stroke)
    content_operator(content, path->even_odd ? "B*" : "B");
  else if (fill)
    content_operator(content, path->even_odd ? "f*" : "f");
  else
    content_operator(content, "S");
}
