/* clock.c - the two clocks, and RFC 3339 both ways. The calendar is reckoned here (Hinnant's
 * days_from_civil) because gmtime and timegm know time zones, locales and locks. */
#include "server/base/clock.h"

#include <stdio.h>
#include <time.h>

enum { DAY_MS = 24 * 3600 * 1000 };

static int64_t read_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_wall_ms(void)
{
    return read_ms(CLOCK_REALTIME);
}

int64_t clock_boot_ms(void)
{
    return read_ms(CLOCK_BOOTTIME);
}

int64_t clock_day(int64_t wall_ms)
{
    return wall_ms / DAY_MS - (wall_ms % DAY_MS < 0);
}

int64_t clock_day_start_ms(int64_t day)
{
    return day * DAY_MS;
}

/* Days since 1970 of a date; years begin in March, so that the leap day comes last. */
static int64_t days_of(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void date_of(int64_t days, int *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

/* By hand: a dozen of these are in every answer. */
static char *put_digits(char *p, unsigned value, int n, char after)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        p[i] = (char)('0' + value % 10);
    p[n] = after;
    return p + n + 1;
}

const char *clock_print(char out[CLOCK_TEXT_MAX], int64_t wall_ms)
{
    int64_t days = clock_day(wall_ms);
    int year, month, day;
    date_of(days, &year, &month, &day);
    unsigned rest = (unsigned)(wall_ms - days * DAY_MS);
    char *p = put_digits(out, (unsigned)(year % 10000), 4, '-');
    p = put_digits(p, (unsigned)month, 2, '-');
    p = put_digits(p, (unsigned)day, 2, 'T');
    p = put_digits(p, rest / 3600000, 2, ':');
    p = put_digits(p, rest / 60000 % 60, 2, ':');
    p = put_digits(p, rest / 1000 % 60, 2, '.');
    *put_digits(p, rest % 1000, 3, 'Z') = 0;
    return out;
}

/* Exactly n digits, at most `most`; -1 when they are not there. */
static int digits(const char **p, int n, int most)
{
    int value = 0;
    for (int i = 0; i < n; i++, (*p)++) {
        if (**p < '0' || **p > '9')
            return -1;
        value = value * 10 + (**p - '0');
    }
    return value <= most ? value : -1;
}

static bool skip(const char **p, char c)
{
    if (**p != c)
        return false;
    (*p)++;
    return true;
}

static bool parse_date(const char **p, int64_t *days)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = digits(p, 4, 9999);
    if (year < 0 || !skip(p, '-'))
        return false;
    int month = digits(p, 2, 12);
    if (month < 1 || !skip(p, '-'))
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int day = digits(p, 2, lengths[month - 1] + (month == 2 && leap));
    if (day < 1)
        return false;
    *days = days_of(year, month, day);
    return true;
}

/* "Z", "+01:00", "-05:30": milliseconds to take off. */
static bool parse_offset(const char **p, int64_t *offset_ms)
{
    if (skip(p, 'Z') || skip(p, 'z')) {
        *offset_ms = 0;
        return true;
    }
    int sign = skip(p, '+') ? 1 : skip(p, '-') ? -1 : 0;
    int hours = sign ? digits(p, 2, 23) : -1;
    if (hours < 0 || !skip(p, ':'))
        return false;
    int minutes = digits(p, 2, 59);
    *offset_ms = sign * (hours * 60 + minutes) * 60000LL;
    return minutes >= 0;
}

static bool parse_time(const char **p, int64_t *ms)
{
    int hour = digits(p, 2, 23);
    if (hour < 0 || !skip(p, ':'))
        return false;
    int minute = digits(p, 2, 59);
    if (minute < 0 || !skip(p, ':'))
        return false;
    int second = digits(p, 2, 60); /* 60: a leap second, counted as the next one */
    if (second < 0)
        return false;
    *ms = ((hour * 60 + minute) * 60LL + second) * 1000;
    if (skip(p, '.')) {
        int unit = 100, n = 0;
        for (; **p >= '0' && **p <= '9'; (*p)++, n++, unit /= 10)
            *ms += unit * (**p - '0');
        return n > 0;
    }
    return true;
}

bool clock_parse(const char *text, int64_t *wall_ms)
{
    int64_t days, ms = 0, offset = 0;
    if (!parse_date(&text, &days))
        return false;
    if (*text) {
        if (!skip(&text, 'T') && !skip(&text, 't') && !skip(&text, ' '))
            return false;
        if (!parse_time(&text, &ms) || !parse_offset(&text, &offset) || *text)
            return false;
    }
    *wall_ms = days * DAY_MS + ms - offset;
    return true;
}
