/* generate.c - a language model writes on: one token at a time, drawn by its probabilities.
 *
 * The model sees the last `context` tokens. p ∝ exp(logit / temperature) over the top_k likeliest
 * (of equals the first), and of these over the fewest that reach top_p together (Holtzman et al.
 * 2020); temperature 0 takes the likeliest. The draw of token i depends on seed and i alone, so the
 * same question has the same answer. A token may end within a character: its bytes wait for the
 * rest, and what can be no character becomes U+FFFD. */
#include "engine/model/generate.h"
#include "engine/data/pieces.h"
#include "engine/data/text.h"
#include "engine/data/windows.h"
#include "engine/tensor/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the bytes of a token and those held, each as U+FFFD at worst, and the end. */
enum { TEXT_MAX = 3 * (PIECE_MAX + 4) + 1 };

struct writer {
    struct classes known;
    int32_t *window; /* the last n ≤ context tokens */
    int n, context;
    double *weight; /* of each token */
    real *sorted;
    char held[PIECE_MAX + 4]; /* bytes that are no whole character yet */
    size_t n_held;
};

static int larger_first(const void *a, const void *b)
{
    real x = *(const real *)a, y = *(const real *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* How many of the k likeliest are needed to reach top_p of their weight. */
static int nucleus(const real *sorted, int k, const struct generate *how)
{
    double sum = 0, reached = 0;
    int n = 0;
    if (how->top_p <= 0 || how->top_p >= 1)
        return k;
    for (int i = 0; i < k; i++)
        sum += exp((double)(sorted[i] - sorted[0]) / how->temperature);
    while (n < k && (n == 0 || reached < how->top_p * sum))
        reached += exp((double)(sorted[n++] - sorted[0]) / how->temperature);
    return n;
}

/* Logits below the last that counts weigh nothing, and of those equal to it only the first count.
 */
static void weigh(struct writer *w, const real *logits, const struct generate *how)
{
    int n = w->known.n, k = how->top_k > 0 && how->top_k < n ? how->top_k : n;
    double temperature = how->temperature;
    memcpy(w->sorted, logits, (size_t)n * sizeof *logits);
    qsort(w->sorted, (size_t)n, sizeof *w->sorted, larger_first);
    k = nucleus(w->sorted, k, how);
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
    weigh(w, logits, how);
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

static void append(struct writer *w, int token)
{
    if (w->n == w->context)
        memmove(w->window, w->window + 1, (size_t)--w->n * sizeof *w->window);
    w->window[w->n++] = token;
}

/* Whether the n bytes may be the beginning of a character. */
static bool may_go_on(const char *s, size_t n)
{
    unsigned char lead = (unsigned char)s[0];
    size_t want = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80)
            return false;
    return n < want;
}

/* The whole characters among the held bytes and the token's into out; the rest is held. */
static void decode(struct writer *w, const char *token, bool last, char out[TEXT_MAX])
{
    size_t n = strlen(token), i = 0, to = 0;
    memcpy(w->held + w->n_held, token, n);
    n += w->n_held;
    while (i < n) {
        size_t good = text_utf8(w->held + i, n - i);
        memcpy(out + to, w->held + i, good);
        to += good;
        i += good;
        if (i == n || (!last && may_go_on(w->held + i, n - i)))
            break;
        memcpy(out + to, "\xEF\xBF\xBD", 3);
        to += 3;
        i++;
    }
    out[to] = 0;
    w->n_held = n - i;
    memmove(w->held, w->held + i, w->n_held);
}

static int begin(struct writer *w, struct model *m, const char *prompt, struct err *err)
{
    *w = (struct writer){.context = model_info(m)->context};
    if (!w->context || model_info(m)->masked)
        return err_set(err, ERR_INVALID, "the model is no language_model and writes no text");
    if (!*prompt)
        return err_set(err, ERR_INVALID, "the prompt is empty; at least one character is needed");
    const char *column;
    w->known = model_tokens(m, &column);
    w->window = malloc(sizeof *w->window * (size_t)w->context);
    w->weight = malloc(sizeof *w->weight * (size_t)w->known.n);
    w->sorted = malloc(sizeof *w->sorted * (size_t)w->known.n);
    if (!w->window || !w->weight || !w->sorted)
        return err_set(err, ERR_NO_MEMORY, "no memory to write a text");
    return w->n = windows_read(column, &w->known, prompt, w->window, w->context, err);
}

int model_generate(struct model *m, const char *prompt, const struct generate *how,
                   bool (*emit)(void *arg, const char *text), void *arg, struct err *err)
{
    struct writer w;
    char text[TEXT_MAX];
    int rc = begin(&w, m, prompt, err), made = 0;
    while (rc >= 0 && made < how->max_tokens) {
        const real *logits = model_next(m, w.window, w.n);
        int token = draw(&w, logits, how, made);
        made++;
        decode(&w, w.known.names[token], made == how->max_tokens, text);
        if (!emit(arg, text))
            break;
        append(&w, token);
    }
    free(w.window);
    free(w.weight);
    free(w.sorted);
    return rc < 0 ? rc : made;
}
