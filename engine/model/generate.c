/* generate.c - a language model writes on: one character at a time, drawn by its probabilities.
 *
 * The model sees the last `context` characters. p ∝ exp(logit / temperature) over the top_k
 * likeliest (of equals the first); temperature 0 takes the likeliest. The draw of character i
 * depends on seed and i alone, so the same question has the same answer. */
#include "engine/model/generate.h"
#include "engine/data/windows.h"
#include "engine/tensor/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    struct classes known;
    int32_t *window; /* the last n ≤ context characters */
    int n, context;
    double *weight; /* of each character */
    real *sorted;
};

static int larger_first(const void *a, const void *b)
{
    real x = *(const real *)a, y = *(const real *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* Logits below the top_k-th weigh nothing, and of those equal to it only the first count. */
static void weigh(struct writer *w, const real *logits, double temperature, int top_k)
{
    int n = w->known.n, k = top_k > 0 && top_k < n ? top_k : n;
    memcpy(w->sorted, logits, (size_t)n * sizeof *logits);
    qsort(w->sorted, (size_t)n, sizeof *w->sorted, larger_first);
    real least = w->sorted[k - 1], most = w->sorted[0];
    int equals = k;
    for (int i = 0; i < n; i++)
        equals -= logits[i] > least;
    for (int i = 0; i < n; i++) {
        bool in = logits[i] > least || (logits[i] == least && equals-- > 0);
        w->weight[i] = in ? exp((double)(logits[i] - most) / temperature) : 0;
    }
}

static int likeliest(const real *logits, int n)
{
    int best = 0;
    for (int i = 1; i < n; i++)
        best = logits[i] > logits[best] ? i : best;
    return best;
}

static int draw(struct writer *w, const real *logits, const struct generate *how, int i)
{
    int n = w->known.n, last = 0;
    double sum = 0;
    if (how->temperature <= 0)
        return likeliest(logits, n);
    weigh(w, logits, how->temperature, how->top_k);
    for (int k = 0; k < n; k++)
        sum += w->weight[k];
    struct rng rng = rng_begin(how->seed, RNG_GENERATE, 0, (uint64_t)i, 0);
    double left = rng_uniform(&rng) * sum;
    for (int k = 0; k < n; k++) {
        if (w->weight[k] <= 0)
            continue;
        last = k;
        left -= w->weight[k];
        if (left < 0)
            break;
    }
    return last;
}

static void append(struct writer *w, int character)
{
    if (w->n == w->context)
        memmove(w->window, w->window + 1, (size_t)--w->n * sizeof *w->window);
    w->window[w->n++] = character;
}

static int begin(struct writer *w, struct model *m, const char *prompt, struct err *err)
{
    *w = (struct writer){.context = model_info(m)->context};
    if (!w->context)
        return err_set(err, ERR_INVALID, "the model is no language_model and writes no text");
    if (!*prompt)
        return err_set(err, ERR_INVALID, "the prompt is empty; at least one character is needed");
    w->known = model_characters(m);
    w->window = malloc(sizeof *w->window * (size_t)w->context);
    w->weight = malloc(sizeof *w->weight * (size_t)w->known.n);
    w->sorted = malloc(sizeof *w->sorted * (size_t)w->known.n);
    if (!w->window || !w->weight || !w->sorted)
        return err_set(err, ERR_NO_MEMORY, "no memory to write a text");
    return w->n = windows_read(&w->known, prompt, w->window, w->context, err);
}

int model_generate(struct model *m, const char *prompt, const struct generate *how,
                   bool (*emit)(void *arg, const char *character), void *arg, struct err *err)
{
    struct writer w;
    int rc = begin(&w, m, prompt, err), made = 0;
    while (rc >= 0 && made < how->max_tokens) {
        const real *logits = model_next(m, w.window, w.n);
        int character = draw(&w, logits, how, made);
        made++;
        if (!emit(arg, w.known.names[character]))
            break;
        append(&w, character);
    }
    free(w.window);
    free(w.weight);
    free(w.sorted);
    return rc < 0 ? rc : made;
}
