/* json_gate.c - which texts are JSON: RFC 8259 to the letter, and our limits.
 *
 * cJSON takes 01, bytes after the end, invalid UTF-8 and \u0000; so the text is walked here first,
 * and cJSON only ever sees documents about which there is nothing to interpret. Knows no cJSON. */
#include "server/base/json_room.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct scan {
    const char *start, *p, *end;
    struct err *err;
};

static int scan_fail(struct scan *s, const char *what)
{
    return err_set(s->err, ERR_INVALID, "invalid JSON at byte %zu: %s", (size_t)(s->p - s->start),
                   what);
}

static void scan_space(struct scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
        s->p++;
}

static bool digit(const struct scan *s)
{
    return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

static int scan_number(struct scan *s)
{
    const char *from = s->p;
    bool whole = true;
    if (*s->p == '-')
        s->p++;
    if (!digit(s))
        return scan_fail(s, "a number needs a digit here");
    if (*s->p == '0') {
        s->p++;
        if (digit(s))
            return scan_fail(s, "a number may not begin with 0");
    }
    while (digit(s))
        s->p++;
    if (s->p < s->end && *s->p == '.') {
        whole = false;
        s->p++;
        if (!digit(s))
            return scan_fail(s, "a digit must follow the decimal point");
        while (digit(s))
            s->p++;
    }
    if (s->p < s->end && (*s->p == 'e' || *s->p == 'E')) {
        whole = false;
        s->p++;
        if (s->p < s->end && (*s->p == '+' || *s->p == '-'))
            s->p++;
        if (!digit(s))
            return scan_fail(s, "an exponent needs a digit");
        while (digit(s))
            s->p++;
    }
    char text[64];
    size_t n = (size_t)(s->p - from);
    if (n >= sizeof text) {
        s->p = from;
        return scan_fail(s, "a number may have at most 63 characters");
    }
    memcpy(text, from, n);
    text[n] = 0;
    double value = strtod(text, NULL);
    if (!isfinite(value)) {
        s->p = from;
        return scan_fail(s, "the number is too large");
    }
    /* 16 digits reach past 2^53 and fit a long long; more digits than that never name less. */
    if (whole && (fabs(value) > (double)JSON_INT_MAX || llabs(atoll(text)) > JSON_INT_MAX)) {
        s->p = from;
        return scan_fail(s, "an integer may be at most 2^53; write larger ones as strings");
    }
    return 0;
}

/* One UTF-8 sequence (RFC 3629: shortest form, no surrogates, at most U+10FFFF). */
static int scan_utf8(struct scan *s)
{
    const unsigned char *p = (const unsigned char *)s->p;
    size_t left = (size_t)(s->end - s->p);
    int n = p[0] < 0x80                   ? 1
            : p[0] >= 0xC2 && p[0] < 0xE0 ? 2
            : (p[0] & 0xF0) == 0xE0       ? 3
            : p[0] >= 0xF0 && p[0] < 0xF5 ? 4
                                          : 0;
    if (n == 0 || (size_t)n > left)
        return scan_fail(s, "invalid UTF-8");
    for (int i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return scan_fail(s, "invalid UTF-8");
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
        (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return scan_fail(s, "invalid UTF-8");
    s->p += n;
    return 0;
}

static int hex4(const struct scan *s, const char *p)
{
    int v = 0;
    if (s->end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

static int scan_escape(struct scan *s)
{
    s->p++;
    if (s->p >= s->end)
        return scan_fail(s, "the string does not end");
    if (*s->p != 'u') {
        if (!strchr("\"\\/bfnrt", *s->p) || !*s->p)
            return scan_fail(s, "unknown escape");
        s->p++;
        return 0;
    }
    int v = hex4(s, s->p + 1);
    if (v < 0)
        return scan_fail(s, "\\u needs four hexadecimal digits");
    if (v == 0)
        return scan_fail(s, "\\u0000 is not allowed");
    if (v >= 0xDC00 && v <= 0xDFFF)
        return scan_fail(s, "unpaired surrogate");
    s->p += 5;
    if (v >= 0xD800 && v <= 0xDBFF) {
        int low = s->end - s->p >= 6 && s->p[0] == '\\' && s->p[1] == 'u' ? hex4(s, s->p + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return scan_fail(s, "unpaired surrogate");
        s->p += 6;
    }
    return 0;
}

static int scan_string(struct scan *s)
{
    if (s->p >= s->end || *s->p != '"')
        return scan_fail(s, "a string in double quotes is needed here");
    s->p++;
    while (s->p < s->end && *s->p != '"') {
        int rc;
        if (*s->p == '\\')
            rc = scan_escape(s);
        else if ((unsigned char)*s->p < 0x20)
            rc = scan_fail(s, "a control character must be escaped");
        else
            rc = scan_utf8(s);
        if (rc)
            return rc;
    }
    if (s->p >= s->end)
        return scan_fail(s, "the string does not end");
    s->p++;
    return 0;
}

static int scan_value(struct scan *s, int depth);

/* What stands between the brackets of an array or object. */
static int scan_members(struct scan *s, int depth, char close)
{
    s->p++;
    scan_space(s);
    if (s->p < s->end && *s->p == close) {
        s->p++;
        return 0;
    }
    for (;;) {
        int rc;
        scan_space(s);
        if (close == '}') {
            if ((rc = scan_string(s)))
                return rc;
            scan_space(s);
            if (s->p >= s->end || *s->p != ':')
                return scan_fail(s, "':' expected");
            s->p++;
        }
        if ((rc = scan_value(s, depth + 1)))
            return rc;
        scan_space(s);
        if (s->p < s->end && *s->p == ',') {
            s->p++;
            continue;
        }
        if (s->p < s->end && *s->p == close) {
            s->p++;
            return 0;
        }
        return scan_fail(s, close == '}' ? "',' or '}' expected" : "',' or ']' expected");
    }
}

static int scan_word(struct scan *s, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n))
        return scan_fail(s, "a value is expected here");
    s->p += n;
    return 0;
}

static int scan_value(struct scan *s, int depth)
{
    if (depth > JSON_DEPTH_MAX)
        return scan_fail(s, "nested deeper than 64");
    scan_space(s);
    if (s->p >= s->end)
        return scan_fail(s, "the document ends too early");
    switch (*s->p) {
    case '{': return scan_members(s, depth, '}');
    case '[': return scan_members(s, depth, ']');
    case '"': return scan_string(s);
    case 't': return scan_word(s, "true");
    case 'f': return scan_word(s, "false");
    case 'n': return scan_word(s, "null");
    default:
        if (*s->p == '-' || digit(s))
            return scan_number(s);
        return scan_fail(s, "a value is expected here");
    }
}

int json_gate(const char *text, size_t n, struct err *err)
{
    struct scan s = {text, text, text + n, err};
    int rc = scan_value(&s, 1);
    if (rc)
        return rc;
    scan_space(&s);
    return s.p == s.end ? 0 : scan_fail(&s, "there is more after the document's end");
}
