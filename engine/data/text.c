/* text.c - numbers, times, missing words and UTF-8, as they stand in a cell.
 *
 * Numbers of up to 19 digits with a small exponent are converted here (both factors exact in a
 * double, so one rounding: Clinger 1990); the rest goes to strtod, after the grammar is checked. */
#include "engine/data/text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_word(const char *s, size_t n, const char *word)
{
    return n == strlen(word) && strncasecmp(s, word, n) == 0;
}

bool text_is_missing(const char *s, size_t n)
{
    switch (n) {
    case 0: return true;
    case 1: return *s == '?';
    case 2: return is_word(s, n, "na");
    case 3: return is_word(s, n, "nan") || is_word(s, n, "n/a");
    case 4: return is_word(s, n, "null");
    default: return false;
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static enum text_number infinite(const char *s, size_t n, double *value)
{
    double sign = 1;
    if (n && (*s == '-' || *s == '+')) {
        sign = *s == '-' ? -1 : 1;
        s++;
        n--;
    }
    if (!is_word(s, n, "inf") && !is_word(s, n, "infinity"))
        return TEXT_NO_NUMBER;
    *value = sign * HUGE_VAL;
    return TEXT_INFINITE;
}

/* 400: a double's exact decimal expansion has at most 767 digits, but past the first 400 only a tie
 * could change; longer literals are cut there. */
enum { LITERAL_MAX = 400 };

static enum text_number slow_number(const char *s, size_t n, double *value)
{
    char buf[LITERAL_MAX + 1];
    if (n > LITERAL_MAX)
        return TEXT_NO_NUMBER;
    memcpy(buf, s, n);
    buf[n] = 0;
    *value = strtod(buf, NULL);
    return isfinite(*value) ? TEXT_NUMBER : TEXT_INFINITE;
}

enum text_number text_number(const char *s, size_t n, double *value)
{
    static const double ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char *p = s, *end = s + n;
    bool minus = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    uint64_t mantissa = 0;
    int digits = 0, seen = 0, exponent = 0;
    for (bool fraction = false; p < end; p++) {
        if (*p == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(*p))
            break;
        seen = 1;
        if (mantissa || *p != '0')
            digits++;
        if (digits <= 19)
            mantissa = mantissa * 10 + (uint64_t)(*p - '0');
        exponent -= fraction;
    }
    if (!seen)
        return infinite(s, n, value);
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        bool down = p < end && *p == '-';
        if (p < end && (*p == '-' || *p == '+'))
            p++;
        if (p == end)
            return TEXT_NO_NUMBER;
        int e = 0;
        for (; p < end && is_digit(*p); p++)
            e = e < 100000 ? e * 10 + (*p - '0') : e;
        exponent += down ? -e : e;
    }
    if (p < end)
        return TEXT_NO_NUMBER;
    if (digits > 19 || mantissa > (1ULL << 53) || exponent < -22 || exponent > 22)
        return slow_number(s, n, value);
    double v = exponent < 0 ? (double)mantissa / ten[-exponent] : (double)mantissa * ten[exponent];
    *value = minus ? -v : v;
    return TEXT_NUMBER;
}

/* Reads exactly `width` digits; -1 when they are not there. */
static int fixed(const char **p, const char *end, int width)
{
    int v = 0;
    if (end - *p < width)
        return -1;
    for (int i = 0; i < width; i++, (*p)++) {
        if (!is_digit(**p))
            return -1;
        v = v * 10 + (**p - '0');
    }
    return v;
}

static bool take(const char **p, const char *end, char c)
{
    if (*p == end || **p != c)
        return false;
    (*p)++;
    return true;
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar (Hinnant, "chrono-compatible dates").
 */
static int64_t days(int y, int m, int d)
{
    y -= m <= 2;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int month_days(int y, int m)
{
    static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return n[m - 1] + (m == 2 && leap);
}

/* Z or ±hh[:]mm up to the end; *offset in seconds. Nothing at all is UTC. */
static bool zone(const char **p, const char *end, int *offset)
{
    *offset = 0;
    if (*p == end)
        return true;
    if (take(p, end, 'Z') || take(p, end, 'z'))
        return *p == end;
    int sign = take(p, end, '+') ? 1 : take(p, end, '-') ? -1 : 0;
    int h = sign ? fixed(p, end, 2) : -1;
    take(p, end, ':');
    int m = sign ? fixed(p, end, 2) : -1;
    *offset = sign * (h * 3600 + m * 60);
    return sign && h >= 0 && h <= 14 && m >= 0 && m < 60 && *p == end;
}

bool text_time(const char *s, size_t n, double *seconds)
{
    const char *p = s, *end = s + n;
    bool month = n == 7; /* "1949-01": its first day */
    if ((n < 10 && !month) || n > 40 || s[4] != '-')
        return false;
    int y = fixed(&p, end, 4);
    bool ok = take(&p, end, '-');
    int mo = fixed(&p, end, 2);
    ok = (month || take(&p, end, '-')) && ok;
    int d = month ? 1 : fixed(&p, end, 2);
    if (!ok || y < 0 || mo < 1 || mo > 12 || d < 1 || d > month_days(y, mo))
        return false;
    int h = 0, mi = 0, offset = 0;
    double sec = 0;
    if (p < end) {
        if (!take(&p, end, 'T') && !take(&p, end, 't') && !take(&p, end, ' '))
            return false;
        h = fixed(&p, end, 2);
        ok = take(&p, end, ':');
        mi = fixed(&p, end, 2);
        if (!ok || h < 0 || h > 23 || mi < 0 || mi > 59)
            return false;
        if (take(&p, end, ':')) {
            int whole = fixed(&p, end, 2);
            if (whole < 0 || whole > 60)
                return false;
            sec = whole;
            if (take(&p, end, '.')) {
                if (p == end || !is_digit(*p))
                    return false;
                for (double unit = 0.1; p < end && is_digit(*p); p++, unit /= 10)
                    sec += (*p - '0') * unit;
            }
        }
        if (!zone(&p, end, &offset))
            return false;
    }
    *seconds = (double)(days(y, mo, d) * 86400 + h * 3600 + mi * 60 - offset) + sec;
    return true;
}

/* Length of the valid sequence at s, or 0 (RFC 3629: no overlong forms, no surrogates). */
static size_t sequence(const unsigned char *s, size_t n)
{
    unsigned char c = s[0], low = 0x80, high = 0xBF;
    size_t want = c < 0x80 ? 1 : c >= 0xC2 && c <= 0xDF ? 2 : (c & 0xF0) == 0xE0 ? 3 : 4;
    if (want == 1)
        return 1;
    if (want == 4 && (c < 0xF0 || c > 0xF4))
        return 0;
    low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : low;
    high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : high;
    if (n < want || s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < want; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return want;
}

size_t text_utf8(const char *s, size_t n)
{
    for (size_t i = 0, k; i < n; i += k)
        if (!(k = sequence((const unsigned char *)s + i, n - i)))
            return i;
    return n;
}

const char *text_print(char buf[32], double value)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    memcpy(buf, text, sizeof text);
    return buf;
}

const char *text_brief(char buf[48], const char *s, size_t n)
{
    size_t take_n = n <= 40 ? n : 40;
    while (take_n < n && take_n > 36 && ((unsigned char)s[take_n] & 0xC0) == 0x80)
        take_n--;
    for (size_t i = 0; i < take_n; i++)
        buf[i] = (unsigned char)s[i] < 0x20 || s[i] == 0x7F ? ' ' : s[i];
    for (size_t bad; (bad = text_utf8(buf, take_n)) < take_n;)
        buf[bad] = '?';
    strcpy(buf + take_n, take_n < n ? "…" : "");
    return buf;
}

int text_order(const char *a, size_t n_a, const char *b, size_t n_b, bool exact)
{
    double v_a, v_b;
    bool number_a = text_number(a, n_a, &v_a) == TEXT_NUMBER;
    bool number_b = text_number(b, n_b, &v_b) == TEXT_NUMBER;
    if (number_a != number_b)
        return number_a ? -1 : 1;
    if (number_a && v_a != v_b)
        return v_a < v_b ? -1 : 1;
    if (number_a && !exact)
        return 0;
    int c = memcmp(a, b, n_a < n_b ? n_a : n_b);
    return c ? (c < 0 ? -1 : 1) : n_a < n_b ? -1 : n_a > n_b;
}
