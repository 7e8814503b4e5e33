/* The table of properties: each row says where a property's value is kept, its initial value, whether it is
 * inherited (those of IN_TEXT are) and how its text is parsed. */
#include "fo/property.h"

#include <stdlib.h>
#include <string.h>

static const Keyword boolean[] = {{"false", 0}, {"true", 1}, {NULL, 0}};
static const Keyword font_style[] = {
    {"normal", 0}, {"italic", 1}, {"oblique", 1}, {"backslant", 1}, {NULL, 0}};
static const Keyword font_variant[] = {{"normal", 0}, {"small-caps", 1}, {NULL, 0}};
static const Keyword text_transform[] = {
    {"none", 0}, {"uppercase", 1}, {"lowercase", 2}, {"capitalize", 3}, {NULL, 0}};
static const Keyword shift_adjustment[] = {
    {"consider-shifts", 0}, {"disregard-shifts", 1}, {NULL, 0}};
static const Keyword text_align[] = {
    {"start", FO_ALIGN_START},     {"center", FO_ALIGN_CENTER}, {"end", FO_ALIGN_END},
    {"justify", FO_ALIGN_JUSTIFY}, {"left", FO_ALIGN_LEFT},     {"right", FO_ALIGN_RIGHT},
    {"inside", FO_ALIGN_START},    {"outside", FO_ALIGN_END},   {NULL, 0}};
static const Keyword text_align_last[] = {
    {"relative", FO_ALIGN_RELATIVE}, {"start", FO_ALIGN_START},
    {"center", FO_ALIGN_CENTER},     {"end", FO_ALIGN_END},
    {"justify", FO_ALIGN_JUSTIFY},   {"left", FO_ALIGN_LEFT},
    {"right", FO_ALIGN_RIGHT},       {"inside", FO_ALIGN_START},
    {"outside", FO_ALIGN_END},       {NULL, 0}};
static const Keyword wrap_option[] = {{"wrap", 1}, {"no-wrap", 0}, {NULL, 0}};
static const Keyword linefeed[] = {{"treat-as-space", FO_LINEFEED_SPACE},
                                   {"preserve", FO_LINEFEED_PRESERVE},
                                   {"ignore", FO_LINEFEED_IGNORE},
                                   {"treat-as-zero-width-space", FO_LINEFEED_ZERO_WIDTH},
                                   {NULL, 0}};
static const Keyword white_space[] = {
    {"ignore-if-surrounding-linefeed", FO_SPACE_IGNORE_SURROUNDING},
    {"ignore-if-before-linefeed", FO_SPACE_IGNORE_BEFORE},
    {"ignore-if-after-linefeed", FO_SPACE_IGNORE_AFTER},
    {"ignore", FO_SPACE_IGNORE},
    {"preserve", FO_SPACE_PRESERVE},
    {NULL, 0}};
static const Keyword writing_mode[] = {
    {"lr-tb", FO_LR_TB}, {"lr", FO_LR_TB}, {"rl-tb", FO_RL_TB}, {"rl", FO_RL_TB}, {NULL, 0}};
static const Keyword direction[] = {{"ltr", FO_LR_TB}, {"rtl", FO_RL_TB}, {NULL, 0}};
static const Keyword border_collapse[] = {
    {"separate", 0}, {"collapse", 1}, {"collapse-with-precedence", 1}, {NULL, 0}};
static const Keyword caption_side[] = {{"before", 0}, {"top", 0},   {"start", 0},
                                       {"left", 0},   {"after", 1}, {"bottom", 1},
                                       {"end", 1},    {"right", 1}, {NULL, 0}};
static const Keyword display_align[] = {{"auto", FO_DISPLAY_AUTO},
                                        {"before", FO_DISPLAY_BEFORE},
                                        {"center", FO_DISPLAY_CENTER},
                                        {"after", FO_DISPLAY_AFTER},
                                        {NULL, 0}};
static const Keyword leader_pattern[] = {{"space", FO_LEADER_SPACE},
                                         {"rule", FO_LEADER_RULE},
                                         {"dots", FO_LEADER_DOTS},
                                         {"use-content", FO_LEADER_CONTENT},
                                         {NULL, 0}};
static const Keyword border_style[] = {{"none", LINE_NONE},
                                       {"hidden", LINE_NONE},
                                       {"dotted", LINE_DOTTED},
                                       {"dashed", LINE_DASHED},
                                       {"solid", LINE_SOLID},
                                       {"double", LINE_DOUBLE},
                                       {"groove", LINE_GROOVE},
                                       {"ridge", LINE_RIDGE},
                                       {"inset", LINE_INSET},
                                       {"outset", LINE_OUTSET},
                                       {NULL, 0}};
static const Keyword visibility[] = {{"visible", 1}, {"hidden", 0}, {"collapse", 0}, {NULL, 0}};
static const Keyword empty_cells[] = {{"show", 1}, {"hide", 0}, {NULL, 0}};
static const Keyword breaks[] = {{"auto", FO_BREAK_AUTO},         {"column", FO_BREAK_COLUMN},
                                 {"page", FO_BREAK_PAGE},         {"even-page", FO_BREAK_EVEN_PAGE},
                                 {"odd-page", FO_BREAK_ODD_PAGE}, {NULL, 0}};
static const Keyword absolute_position[] = {{"auto", FO_POSITION_AUTO},
                                            {"absolute", FO_POSITION_ABSOLUTE},
                                            {"fixed", FO_POSITION_FIXED},
                                            {NULL, 0}};
static const Keyword overflow[] = {
    {"visible", 0},           {"auto", 0},   {"hidden", 1}, {"scroll", 1},
    {"error-if-overflow", 0}, {"repeat", 0}, {NULL, 0}};
static const Keyword odd_or_even[] = {
    {"any", FO_EITHER}, {"odd", FO_ODD}, {"even", FO_EVEN}, {NULL, 0}};
static const Keyword blank_or_not[] = {
    {"any", FO_BLANK_ANY}, {"blank", FO_BLANK}, {"not-blank", FO_NOT_BLANK}, {NULL, 0}};
static const Keyword page_position[] = {{"any", FO_ANY},   {"first", FO_FIRST}, {"last", FO_LAST},
                                        {"rest", FO_REST}, {"only", FO_ONLY},   {NULL, 0}};
static const Keyword force_page_count[] = {{"auto", FO_FORCE_AUTO},
                                           {"even", FO_FORCE_EVEN},
                                           {"odd", FO_FORCE_ODD},
                                           {"end-on-even", FO_FORCE_END_ON_EVEN},
                                           {"end-on-odd", FO_FORCE_END_ON_ODD},
                                           {"no-force", FO_FORCE_NONE},
                                           {NULL, 0}};
static const Keyword scaling[] = {{"uniform", 0}, {"non-uniform", 1}, {NULL, 0}};
static const Keyword retrieve_position[] = {{"first-starting-within-page", FO_FIRST_STARTING},
                                            {"first-including-carryover", FO_FIRST_CARRYOVER},
                                            {"last-starting-within-page", FO_LAST_STARTING},
                                            {"last-ending-within-page", FO_LAST_ENDING},
                                            {NULL, 0}};
static const Keyword retrieve_boundary[] = {{"page", FO_BOUNDARY_PAGE},
                                            {"page-sequence", FO_BOUNDARY_SEQUENCE},
                                            {"document", FO_BOUNDARY_DOCUMENT},
                                            {NULL, 0}};
static const Keyword starting_state[] = {{"show", 0}, {"hide", 1}, {NULL, 0}};
static const Keyword alignment_baseline[] = {{"auto", FO_BASELINE},
                                             {"baseline", FO_BASELINE},
                                             {"alphabetic", FO_BASELINE},
                                             {"before-edge", FO_BASELINE_TOP},
                                             {"text-before-edge", FO_BASELINE_TEXT_TOP},
                                             {"middle", FO_BASELINE_MIDDLE},
                                             {"central", FO_BASELINE_MIDDLE},
                                             {"after-edge", FO_BASELINE_BOTTOM},
                                             {"text-after-edge", FO_BASELINE_TEXT_BOTTOM},
                                             {NULL, 0}};

/* In order of names, for bsearch; a test holds them to it. */
static const Property rows[] = {
#include "fo/properties.h"
};

static int compare(const void *key, const void *row) {
  return strcmp(key, ((const Property *)row)->name);
}

const Property *property_find(const char *name) {
  return bsearch(name, rows, sizeof rows / sizeof *rows, sizeof *rows, compare);
}

const Property *property_rows(size_t *count) {
  *count = sizeof rows / sizeof *rows;
  return rows;
}

/* The index of the field of a side: absolute sides follow the writing mode. */
static size_t side_index(Side side, int mode) {
  switch (side) {
  case SIDE_BEFORE:
  case SIDE_TOP:
    return FO_BEFORE;
  case SIDE_AFTER:
  case SIDE_BOTTOM:
    return FO_AFTER;
  case SIDE_LEFT:
    return mode == FO_RL_TB ? FO_END : FO_START;
  case SIDE_RIGHT:
    return mode == FO_RL_TB ? FO_START : FO_END;
  case SIDE_END:
    return FO_END;
  default:
    return FO_START;
  }
}

void *property_field(const Property *property, const Resolver *resolver, void *group) {
  size_t index = property->stride ? side_index(property->side, resolver->text.writing_mode) : 0;
  return (char *)group + property->offset + index * property->stride;
}
