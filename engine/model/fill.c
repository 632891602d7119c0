/* fill.c - a masked language model guesses the hidden tokens of a text.
 *
 * The text stands at the beginning of one window; what is left of it are masks too, as unknown to
 * the model as the signs are. The stretches between the signs are coded each by itself. */
#include "engine/data/coding.h"
#include "engine/data/windows.h"
#include "engine/model/generate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct filling {
    struct classes known;
    const char *column;
    int32_t *window;
    int n, context, signs;
};

/* Codes a stretch without signs behind what the window holds. */
static int add_stretch(struct filling *f, const char *text, size_t n, struct err *err)
{
    char *stretch = strndup(text, n);
    int32_t *tokens = malloc((n + 1) * sizeof *tokens); /* a token is a byte at least */
    int rc = stretch && tokens ? 0 : err_set(err, ERR_NO_MEMORY, "no memory to fill a text");
    if (rc == 0)
        rc = windows_read(f->column, &f->known, stretch, tokens, (int)n, err);
    for (int i = 0; i < rc; i++, f->n++)
        if (f->n < f->context)
            f->window[f->n] = tokens[i];
    free(stretch);
    free(tokens);
    return rc;
}

static int read_text(struct filling *f, const char *text, struct err *err)
{
    int rc = 0;
    while (rc >= 0 && *text) {
        const char *sign = strstr(text, MASK_SIGN);
        size_t n = sign ? (size_t)(sign - text) : strlen(text);
        rc = n ? add_stretch(f, text, n, err) : 0;
        text += n;
        if (!sign)
            continue;
        text += strlen(MASK_SIGN);
        f->n++; /* the window is full of masks already */
        f->signs++;
    }
    if (rc >= 0 && f->signs == 0)
        return err_set(err, ERR_INVALID,
                       "the text has no \"" MASK_SIGN "\", which stands for a token to be guessed");
    if (rc >= 0 && f->n > f->context)
        return err_set(err, ERR_INVALID, "the text has %d %ss; the model looks at %d at once", f->n,
                       f->column, f->context);
    return rc < 0 ? rc : 0;
}

static int begin(struct filling *f, struct model *m, struct err *err)
{
    *f = (struct filling){.context = model_info(m)->context};
    if (!model_info(m)->masked)
        return err_set(err, ERR_INVALID, "the model is no masked_language_model and fills no text");
    f->known = model_tokens(m, &f->column);
    f->window = malloc(sizeof *f->window * (size_t)f->context);
    if (!f->window)
        return err_set(err, ERR_NO_MEMORY, "no memory to fill a text");
    for (int i = 0; i < f->context; i++)
        f->window[i] = f->known.n;
    return 0;
}

/* Calls back with the likeliest tokens of one position; of equals the first. */
static void answer_sign(const struct filling *f, int sign, const real *y,
                        void (*answer)(void *arg, int sign, const char *token, double p), void *arg)
{
    int best[FILLS], n = 0, most = f->known.n < FILLS ? f->known.n : FILLS;
    double sum = 0;
    for (int k = 0; k < f->known.n; k++) {
        int at = n;
        while (at > 0 && y[k] > y[best[at - 1]])
            at--;
        if (at == most)
            continue;
        n += n < most;
        memmove(best + at + 1, best + at, (size_t)(n - at - 1) * sizeof *best);
        best[at] = k;
    }
    for (int k = 0; k < f->known.n; k++)
        sum += exp((double)(y[k] - y[best[0]]));
    for (int i = 0; i < n; i++)
        answer(arg, sign, f->known.names[best[i]], exp((double)(y[best[i]] - y[best[0]])) / sum);
}

int model_fill(struct model *m, const char *text,
               void (*answer)(void *arg, int sign, const char *token, double probability),
               void *arg, struct err *err)
{
    struct filling f;
    int rc = begin(&f, m, err);
    if (rc == 0)
        rc = read_text(&f, text, err);
    const real *y = rc == 0 ? model_logits(m, f.window, f.context) : NULL;
    for (int i = 0, sign = 0; y && i < f.n; i++)
        if (f.window[i] == f.known.n)
            answer_sign(&f, sign++, y + (int64_t)i * f.known.n, answer, arg);
    free(f.window);
    return rc ? rc : f.signs;
}
