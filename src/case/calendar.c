/* Days and weekdays. */
#include "case/calendar.h"

#include <stddef.h>

static bool leap(int year) {
  return year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

bool day_exists(Day day) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day.month < 1 || day.month > 12 || day.day < 1 || day.year < 0 || day.year > 9999)
    return false;
  int length = lengths[day.month - 1] + (day.month == 2 && leap(day.year));
  return day.day <= length;
}

long day_number(Day day) {
  /* March-based years put the leap day last (Hinnant, chrono-compatible date algorithms). */
  long year = day.month <= 2 ? day.year - 1 : day.year;
  long era = (year >= 0 ? year : year - 399) / 400;
  long year_of_era = year - era * 400;
  long day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

int day_weekday(Day day) {
  long number = day_number(day) + 3; /* 1970-01-01 was a Thursday */
  long weekday = number % 7;
  return (int)(weekday < 0 ? weekday + 7 : weekday) + 1;
}

bool day_read_iso(const char *text, Day *day) {
  static const char form[] = "dddd-dd-dd";
  for (size_t i = 0; i < sizeof form - 1; i++) {
    bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  if (text[10]) return false;
#define TWO(at) ((text[at] - '0') * 10 + text[(at) + 1] - '0')
  *day = (Day){TWO(0) * 100 + TWO(2), TWO(5), TWO(8)};
#undef TWO
  return true;
}
