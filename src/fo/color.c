/* Colours as they are written in FO: names of CSS, #rgb and #rrggbb. */
#include "fo/value.h"

#include "base/colornames.h"

#include <stdlib.h>
#include <string.h>

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
