#ifndef PLAINPLAN_CASE_CALENDAR_H
#define PLAINPLAN_CASE_CALENDAR_H

#include <stdbool.h>

/* A day of the proleptic Gregorian calendar. */
typedef struct Day {
  int year, month, day; /* month 1 to 12, day 1 to 31; year 0: not given */
} Day;

/* Whether the day exists (29 February in leap years only; year 0 counts as a leap year). */
bool day_exists(Day day);

/* Days since 1 January 1970, negative before. The day must exist and have a year. */
long day_number(Day day);

/* 1 Monday to 7 Sunday. The day must exist and have a year. */
int day_weekday(Day day);

/* Reads "2026-11-21" and nothing else. False when text has another form; the day may still not
 * exist. */
bool day_read_iso(const char *text, Day *day);

#endif
