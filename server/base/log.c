/* log.c - a line is built in a buffer on the stack and leaves by one write(). */
#include "server/base/log.h"

#include "server/base/clock.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static _Atomic int threshold = LOG_LEVEL_INFO;
static _Atomic int out_fd = 2;
static const char *const names[] = {"debug", "info", "warn", "error"};

void log_level_set(enum log_level level)
{
    threshold = (int)level;
}

void log_fd_set(int fd)
{
    out_fd = fd;
}

bool log_level_parse(const char *name, enum log_level *level)
{
    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) {
            *level = (enum log_level)i;
            return true;
        }
    return false;
}

struct line {
    char text[LOG_LINE_MAX];
    size_t n;
};

/* The tail that is kept free: an ellipsis, a closing quote, a newline. */
enum { LINE_TAIL = 5 };

static void put(struct line *l, const char *s, size_t n)
{
    size_t room = sizeof l->text - LINE_TAIL - l->n;
    if (n > room)
        n = room;
    memcpy(l->text + l->n, s, n);
    l->n += n;
}

static bool plain(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] <= ' ' || s[i] == '"' || s[i] == '=' || s[i] == '\\' ||
            s[i] == 0x7f)
            return false;
    return n > 0;
}

static void put_quoted(struct line *l, const char *s, size_t n)
{
    put(l, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        char code[8];
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            put(l, (char[]){'\\', (char)c}, 2);
        else if (c == '\n')
            put(l, "\\n", 2);
        else if (c < ' ' || c == 0x7f)
            put(l, code, (size_t)snprintf(code, sizeof code, "\\x%02x", c));
        else
            put(l, s + i, 1);
    }
    put(l, "\"", 1);
}

static void put_value(struct line *l, const char *s, size_t n)
{
    if (plain(s, n))
        put(l, s, n);
    else
        put_quoted(l, s, n);
}

/* Passes over the arguments that one word of the format has used: vsnprintf leaves its own va_list
 * undefined, so each word is printed from a copy and then skipped here. */
static void skip_arguments(const char *format, va_list *ap)
{
    while ((format = strchr(format, '%'))) {
        bool wide = false;
        for (format++; *format && strchr("-+ #0123456789.*hlzjt", *format); format++) {
            if (*format == '*')
                va_arg(*ap, int);
            wide = wide || strchr("lzjt", *format);
        }
        if (!*format)
            return;
        if (*format == 's' || *format == 'p')
            va_arg(*ap, void *);
        else if (strchr("aefgAEFG", *format))
            va_arg(*ap, double);
        else if (*format != '%' && wide)
            va_arg(*ap, long long);
        else if (*format != '%')
            va_arg(*ap, int);
        format++;
    }
}

/* 64: the longest of ours is about 20. 1024: a sentence (ERR_TEXT_MAX) and more. */
enum { FORMAT_MAX = 64, VALUE_MAX = 1024 };

static void put_word(struct line *l, const char *word, size_t n, va_list *ap)
{
    char format[FORMAT_MAX], value[VALUE_MAX];
    const char *equals = memchr(word, '=', n);
    size_t name = equals ? (size_t)(equals - word) + 1 : 0;
    snprintf(format, sizeof format, "%.*s", (int)(n - name), word + name);
    va_list copy;
    va_copy(copy, *ap);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    int length = vsnprintf(value, sizeof value, format, copy);
#pragma GCC diagnostic pop
    va_end(copy);
    skip_arguments(format, ap);
    put(l, word, name);
    put_value(l, value, length < VALUE_MAX ? (size_t)length : VALUE_MAX - 1);
}

static void put_keys(struct line *l, const char *keys, va_list *ap)
{
    for (; *keys; keys += strspn(keys, " ")) {
        size_t n = strcspn(keys, " ");
        put(l, " ", 1);
        put_word(l, keys, n, ap);
        keys += n;
    }
}

void log_line(enum log_level level, const char *message, const char *keys, ...)
{
    if ((int)level < threshold)
        return;
    struct line l = {.n = 0};
    char time[CLOCK_TEXT_MAX];
    clock_print(time, clock_wall_ms());
    put(&l, "time=", 5);
    put(&l, time, strlen(time));
    put(&l, " level=", 7);
    put(&l, names[level], strlen(names[level]));
    put(&l, " msg=", 5);
    put_value(&l, message, strlen(message));
    va_list ap;
    va_start(ap, keys);
    put_keys(&l, keys, &ap);
    va_end(ap);
    if (l.n == sizeof l.text - LINE_TAIL) {
        memcpy(l.text + l.n, "…", 3);
        l.n += 3;
    }
    l.text[l.n++] = '\n';
    ssize_t written = write(out_fd, l.text, l.n);
    (void)written; /* a closed stderr must not stop the daemon */
}

bool log_rate_ok(struct log_rate *rate, int64_t interval_ms, int *dropped)
{
    int64_t now = clock_boot_ms(), next = rate->next_ms;
    if (now < next || !atomic_compare_exchange_strong(&rate->next_ms, &next, now + interval_ms)) {
        rate->dropped++;
        return false;
    }
    *dropped = atomic_exchange(&rate->dropped, 0);
    return true;
}
