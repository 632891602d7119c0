/* table.c - plain tables for a terminal: columns as wide as their widest cell, two spaces apart.
 *
 * Width is counted in characters of UTF-8, not bytes. Control characters in a cell are shown as
 * '?', so that no name can move a reader's cursor. */
#include "server/api/handler.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* 12: the widest table of ours has nine columns. */
enum { COLUMNS_MAX_TEXT = 12 };

struct table {
    int n_columns, n, room;
    char **cells; /* the header first */
    bool right[COLUMNS_MAX_TEXT];
    bool failed;
};

static void push(struct table *t, const char *text)
{
    if (t->n == t->room) {
        int room = t->room ? 2 * t->room : 64;
        char **cells = realloc(t->cells, (size_t)room * sizeof *cells);
        t->failed = t->failed || !cells;
        if (!cells)
            return;
        t->cells = cells;
        t->room = room;
    }
    char *copy = strdup(text);
    t->failed = t->failed || !copy;
    for (char *p = copy; p && *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '?';
    if (copy)
        t->cells[t->n++] = copy;
}

struct table *table_new(int n_columns, const char *const *headers)
{
    struct table *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->n_columns = n_columns < COLUMNS_MAX_TEXT ? n_columns : COLUMNS_MAX_TEXT;
    for (int i = 0; i < t->n_columns; i++) {
        t->right[i] = headers[i][0] == '>';
        push(t, headers[i] + t->right[i]);
    }
    return t;
}

void table_cell(struct table *t, const char *fmt, ...)
{
    char text[256];
    va_list args;
    if (!t)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    push(t, text);
}

static int width(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static void print_cell(FILE *f, const struct table *t, int i, const int *widths)
{
    int column = i % t->n_columns, pad = widths[column] - width(t->cells[i]);
    bool last = column == t->n_columns - 1;
    if (t->right[column])
        fprintf(f, "%*s%s", pad, "", t->cells[i]);
    else
        fprintf(f, "%s%*s", t->cells[i], last ? 0 : pad, "");
    fputs(last ? "\n" : "  ", f);
}

char *table_print(const struct table *t)
{
    char *text = NULL;
    size_t size = 0;
    int widths[COLUMNS_MAX_TEXT] = {0};
    FILE *f = t && !t->failed ? open_memstream(&text, &size) : NULL;
    if (!f)
        return NULL;
    for (int i = 0; i < t->n; i++) {
        int w = width(t->cells[i]), column = i % t->n_columns;
        widths[column] = w > widths[column] ? w : widths[column];
    }
    for (int i = 0; i < t->n; i++)
        print_cell(f, t, i, widths);
    return fclose(f) ? free(text), NULL : text;
}

void table_free(struct table *t)
{
    if (!t)
        return;
    for (int i = 0; i < t->n; i++)
        free(t->cells[i]);
    free(t->cells);
    free(t);
}

void table_reply_take(struct request *req, struct table *t)
{
    char *text = table_print(t);
    if (text)
        reply_text(req, 200, "text/plain; charset=utf-8", text);
    else
        reply_problem(req, 503, "no_memory", NULL, "out of memory");
    free(text);
    table_free(t);
}
