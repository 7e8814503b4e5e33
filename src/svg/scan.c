/* Numbers, lists and lengths in SVG attributes. */
#include "svg/scan.h"

#include <string.h>
#include <strings.h>

enum { MOST_DIGITS = 17, LARGEST_EXPONENT = 30 };

void scan_space(const char **at) {
  *at += strspn(*at, " \t\r\n\f");
}

void scan_comma(const char **at) {
  scan_space(at);
  if (**at != ',') return;
  (*at)++;
  scan_space(at);
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Adds the digits at `at` to the number; digits beyond double's precision only count for its size.
 */
static int scan_digits(const char **at, double *number, int *kept, int *dropped) {
  int count = 0;
  for (; is_digit(**at); (*at)++, count++) {
    if (*kept >= MOST_DIGITS) {
      (*dropped)++;
      continue;
    }
    *number = *number * 10 + (**at - '0');
    if (*number > 0) (*kept)++;
  }
  return count;
}

/* An exponent: e, a sign, digits. What only looks like one, as in "1em", is left alone. */
static int scan_exponent(const char **at) {
  const char *p = *at;
  if (*p != 'e' && *p != 'E') return 0;
  p++;
  bool negative = *p == '-';
  if (*p == '-' || *p == '+') p++;
  if (!is_digit(*p)) return 0;
  int exponent = 0;
  for (; is_digit(*p); p++)
    if (exponent < 1000) exponent = exponent * 10 + (*p - '0');
  *at = p;
  return negative ? -exponent : exponent;
}

static double shift_decimal(double number, int exponent) {
  if (exponent > LARGEST_EXPONENT) exponent = LARGEST_EXPONENT;
  if (exponent < -2 * LARGEST_EXPONENT) return 0;
  double power = 1;
  for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--)
    power *= 10;
  return exponent < 0 ? number / power : number * power;
}

bool scan_number(const char **at, double *number) {
  const char *p = *at;
  scan_space(&p);
  bool negative = *p == '-';
  if (*p == '-' || *p == '+') p++;
  double value = 0;
  int kept = 0, dropped = 0, exponent = 0, fraction_dropped = 0;
  int whole = scan_digits(&p, &value, &kept, &dropped), fraction = 0;
  if (*p == '.' && (whole || is_digit(p[1]))) {
    p++;
    fraction = scan_digits(&p, &value, &kept, &fraction_dropped);
  }
  if (!whole && !fraction) return false;
  exponent = scan_exponent(&p) + dropped - (fraction - fraction_dropped);
  *number = shift_decimal(negative ? -value : value, exponent);
  *at = p;
  return true;
}

bool scan_flag(const char **at, bool *flag) {
  scan_space(at);
  if (**at != '0' && **at != '1') return false;
  *flag = **at == '1';
  (*at)++;
  return true;
}

size_t scan_word(const char **at, const char **word) {
  scan_space(at);
  *word = *at;
  while ((**at >= 'a' && **at <= 'z') || (**at >= 'A' && **at <= 'Z'))
    (*at)++;
  return (size_t)(*at - *word);
}

bool scan_length(const char *text, double font_size, double whole, double *length) {
  static const struct {
    const char *unit;
    double pixels;
  } units[] = {{"px", 1},         {"pt", 4.0 / 3}, {"pc", 16}, {"mm", 96 / 25.4},
               {"cm", 96 / 2.54}, {"in", 96},      {"", 1}};
  double number;
  if (!scan_number(&text, &number)) return false;
  size_t end = strlen(text);
  while (end && strchr(" \t\r\n", text[end - 1]))
    end--;
  if (end == 1 && *text == '%')
    *length = number * whole / 100;
  else if (end == 2 && strncasecmp(text, "em", 2) == 0)
    *length = number * font_size;
  else if (end == 2 && strncasecmp(text, "ex", 2) == 0)
    *length = number * font_size / 2;
  else {
    size_t i = 0, count = sizeof units / sizeof *units;
    while (i < count &&
           (strlen(units[i].unit) != end || strncasecmp(text, units[i].unit, end) != 0))
      i++;
    if (i == count) return false;
    *length = number * units[i].pixels;
  }
  return true;
}
