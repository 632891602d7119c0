/* err.c - sentences, lists of faults, and the nearest known name to a misspelt one. */
#include <allot/err.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int err_set(struct err *err, int code, const char *fmt, ...)
{
    if (err) {
        va_list ap;
        va_start(ap, fmt);
        err->code = code;
        vsnprintf(err->text, sizeof err->text, fmt, ap);
        va_end(ap);
    }
    return code;
}

int err_wrap(struct err *err, const char *fmt, ...)
{
    if (!err)
        return ERR_INTERNAL;
    char context[ERR_TEXT_MAX], whole[ERR_TEXT_MAX];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(context, sizeof context, fmt, ap);
    va_end(ap);
    size_t n = strlen(context);
    memcpy(whole, context, n);
    snprintf(whole + n, sizeof whole - n, "%s", err->text);
    memcpy(err->text, whole, sizeof whole);
    return err->code;
}

static char *copy(const char *s)
{
    return s ? strdup(s) : NULL;
}

void faults_add(struct faults *f, const char *pointer, const char *code, const char *allowed,
                const char *detail, ...)
{
    if (f->n >= FAULTS_MAX)
        return;
    if (f->n == f->room) {
        int room = f->room ? 2 * f->room : 8;
        struct fault *v = realloc(f->v, (size_t)room * sizeof *v);
        if (!v)
            return;
        f->v = v;
        f->room = room;
    }
    char text[ERR_TEXT_MAX];
    va_list ap;
    va_start(ap, detail);
    vsnprintf(text, sizeof text, detail, ap);
    va_end(ap);
    f->v[f->n++] = (struct fault){copy(pointer), copy(code), copy(text), copy(allowed)};
}

void faults_done(struct faults *f)
{
    for (int i = 0; i < f->n; i++) {
        free(f->v[i].pointer);
        free(f->v[i].code);
        free(f->v[i].detail);
        free(f->v[i].allowed);
    }
    free(f->v);
    *f = (struct faults){0};
}

/* 64: no name of ours is longer; a longer word cannot be a typing error of one. */
enum { NAME_MAX_LEN = 64 };

/* Edit distance with a swap of two neighbours as one edit (optimal string alignment):
 * "knid" is one slip from "kind". */
static int distance(const char *a, const char *b)
{
    int la = (int)strlen(a), lb = (int)strlen(b);
    int row[3][NAME_MAX_LEN + 1];
    for (int j = 0; j <= lb; j++)
        row[0][j] = j;
    for (int i = 1; i <= la; i++) {
        int *now = row[i % 3], *above = row[(i + 2) % 3], *above2 = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= lb; j++) {
            int best = above[j - 1] + (strncasecmp(a + i - 1, b + j - 1, 1) != 0);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[la % 3][lb];
}

const char *nearest_name(const char *word, const char *const *candidates, int n)
{
    const char *nearest = NULL;
    int n_word = (int)strlen(word);
    if (n_word > NAME_MAX_LEN)
        return NULL;
    int best = 2 + n_word / 3;
    for (int i = 0; i < n; i++) {
        if (strlen(candidates[i]) > NAME_MAX_LEN)
            continue;
        int d = distance(word, candidates[i]);
        if (d < best) {
            best = d;
            nearest = candidates[i];
        }
    }
    return nearest;
}
