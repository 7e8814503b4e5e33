/* Colours as they are written in FO: names of CSS, #rgb and #rrggbb. */
#include "fo/value.h"

#include "base/colornames.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool from_hex(const char *digits, Color *color) {
  size_t count = strspn(digits, "0123456789abcdefABCDEF");
  if (digits[count] || (count != 3 && count != 6)) return false;
  unsigned long number = strtoul(digits, NULL, 16);
  if (count == 3)
    number = (number & 0xf00) * 0x1100 + (number & 0x0f0) * 0x110 + (number & 0x00f) * 0x11;
  *color = (Color){.red = (uint8_t)(number >> 16 & 0xff),
                   .green = (uint8_t)(number >> 8 & 0xff),
                   .blue = (uint8_t)(number & 0xff)};
  return true;
}

bool color_parse(const char *text, Color *color) {
  if (*text == '#') return from_hex(text + 1, color);
  if (!strcmp(text, "transparent")) {
    *color = (Color){.none = true};
    return true;
  }
  uint32_t rgb;
  if (!color_named(text, strlen(text), &rgb)) return false;
  *color = (Color){.red = (uint8_t)(rgb >> 16),
                   .green = (uint8_t)(rgb >> 8 & 0xff),
                   .blue = (uint8_t)(rgb & 0xff)};
  return true;
}

typedef struct SystemColor {
  const char *name;
  uint8_t red, green, blue;
} SystemColor;

bool color_system(const char *text, Color *color) {
  static const SystemColor rows[] = {{"ActiveBorder", 180, 180, 180},
                                     {"ActiveCaption", 153, 180, 209},
                                     {"AppWorkspace", 171, 171, 171},
                                     {"Background", 255, 255, 255},
                                     {"ButtonFace", 240, 240, 240},
                                     {"ButtonHighlight", 255, 255, 255},
                                     {"ButtonShadow", 160, 160, 160},
                                     {"ButtonText", 0, 0, 0},
                                     {"CaptionText", 0, 0, 0},
                                     {"GrayText", 109, 109, 109},
                                     {"Highlight", 0, 95, 184},
                                     {"HighlightText", 255, 255, 255},
                                     {"InactiveBorder", 244, 247, 252},
                                     {"InactiveCaption", 191, 205, 219},
                                     {"InactiveCaptionText", 67, 78, 84},
                                     {"InfoBackground", 255, 255, 225},
                                     {"InfoText", 0, 0, 0},
                                     {"Menu", 240, 240, 240},
                                     {"MenuText", 0, 0, 0},
                                     {"Scrollbar", 200, 200, 200},
                                     {"ThreeDDarkShadow", 105, 105, 105},
                                     {"ThreeDFace", 240, 240, 240},
                                     {"ThreeDHighlight", 255, 255, 255},
                                     {"ThreeDLightShadow", 227, 227, 227},
                                     {"ThreeDShadow", 160, 160, 160},
                                     {"Window", 255, 255, 255},
                                     {"WindowFrame", 100, 100, 100},
                                     {"WindowText", 0, 0, 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (strcasecmp(rows[i].name, text) != 0) continue;
    *color = (Color){.red = rows[i].red, .green = rows[i].green, .blue = rows[i].blue};
    return true;
  }
  return false;
}
