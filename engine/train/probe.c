/* probe.c - a stopwatch around one layer. */
#include "engine/train/probe.h"
#include "engine/engine.h"
#include "engine/file.h"
#include "engine/tensor/loops.h"

#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

/* 4·10^8 operations, some milliseconds: rows are left out of a probe until it has no more. 64 MiB:
 * of memory, likewise. A single row above either is not probed. */
static const double OPERATIONS_MAX = 4e8;
enum { BYTES_MAX = 64 << 20, TURNS = 4 };

/* A clock's call costs a third of a microsecond: what is timed is repeated to take twenty. */
static const double SHORT_S = 20e-6;

static double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Memory for a probe, given back whole: what malloc keeps for later would stay with the process. */
static real *take(struct arena *a, int64_t numbers)
{
    struct layout l = {0};
    layout_add(&l, numbers, sizeof(real));
    return arena_init(a, &l, NULL) == 0 ? (real *)a->base : NULL;
}

/* ---- what is known already ---- */

/* 4096 kinds of layers: a restart forgets them, and so does a full table. */
enum { KNOWN = 4096 };
static struct {
    uint64_t key;
    struct pace pace;
} known[KNOWN];
static int n_known;
static mtx_t lock;
static once_flag once = ONCE_FLAG_INIT;

static void make_lock(void)
{
    mtx_init(&lock, mtx_plain);
}

static int place_of(uint64_t key)
{
    int at = (int)(key % KNOWN);
    while (known[at].key && known[at].key != key)
        at = (at + 1) % KNOWN;
    return at;
}

static bool recall(uint64_t key, struct pace *pace)
{
    int at = place_of(key);
    if (!known[at].key)
        return false;
    *pace = known[at].pace;
    return true;
}

static void remember(uint64_t key, struct pace pace)
{
    if (n_known >= KNOWN / 2) {
        memset(known, 0, sizeof known);
        n_known = 0;
    }
    int at = place_of(key);
    n_known += !known[at].key;
    known[at].key = key;
    known[at].pace = pace;
}

/* What tells one probe from another, summed up. */
static void note(uint64_t *key, const void *bytes, size_t n)
{
    *key = checksum(*key, bytes, n) | 1; /* 0 is an empty place */
}

static void note_values(uint64_t *key, const struct kind *kind, const struct value *values)
{
    note(key, kind->name, strlen(kind->name));
    for (int i = 0; i < kind->n_options; i++) {
        note(key, &values[i].n, sizeof values[i].n);
        note(key, &values[i].m, sizeof values[i].m);
        note(key, values[i].dims, sizeof values[i].dims);
    }
}

/* ---- the stopwatch ---- */

typedef void (*work_fn)(void *arg);

/* The shortest of a few turns after one to warm up: what disturbs only ever adds. */
static double shortest(work_fn work, void *arg)
{
    double start = cpu_s();
    work(arg);
    double once_s = cpu_s() - start, best = 1e9;
    int repeats = once_s < SHORT_S ? (int)(SHORT_S / (once_s + 1e-7)) + 1 : 1;
    for (int turn = 0; turn < TURNS; turn++) {
        start = cpu_s();
        for (int i = 0; i < repeats; i++)
            work(arg);
        double s = (cpu_s() - start) / repeats;
        best = s < best ? s : best;
        if (turn > 0 && s * TURNS > 5e-3)
            break; /* long enough to be sure sooner */
    }
    return best;
}

/* ---- a layer by itself ---- */

struct bench {
    struct layer layer; /* its parameters' places are the bench's own */
    struct param tied;
    struct lane lane;
    struct pass pass;
    real *block;
};

static int64_t params_of(struct bench *b)
{
    struct layer *l = &b->layer;
    int64_t n = 0;
    for (int i = 0; i < l->n_params; i++) {
        l->params[i].offset = n;
        n += l->params[i].size;
    }
    if (l->tied) {
        b->tied = *l->tied;
        b->tied.offset = n;
        n += b->tied.size;
        l->tied = &b->tied;
    }
    return n;
}

static int64_t stats_of(struct layer *l)
{
    int64_t n = 0;
    for (int i = 0; i < l->n_stats; i++) {
        l->stats[i].offset = n;
        n += l->stats[i].size;
    }
    return n;
}

/* Small numbers of both signs, or indices that the layer knows. */
static void fill(real *v, int64_t n, int64_t below)
{
    uint32_t r = 1;
    for (int64_t i = 0; i < n; i++) {
        r = r * 1664525u + 1013904223u;
        v[i] = below ? (real)(r >> 8) / (1 << 24) * (real)below : (real)(int32_t)r / 2147483648.f;
        if (below)
            v[i] = floor(v[i]);
    }
}

static real *cut(real **at, int64_t n)
{
    real *here = *at;
    *at += (n + 15) / 16 * 16;
    return here;
}

/* Numbers that all of a bench's tensors take, for this many rows. */
static int64_t numbers_of(const struct layer *l, int64_t params, int64_t stats, int64_t rows)
{
    int64_t per_row = 2 * l->out_size + l->saved + (l->masked ? l->in[0].dim[0] : 0);
    for (int i = 0; i < l->n_in; i++)
        per_row += 2 * l->in_size[i];
    return 2 * params + stats + l->scratch + 2 * (l->part + l->joint) + rows * per_row +
           16 * (2 * l->n_in + 10);
}

static void lay_out(struct bench *b, const struct graph *g, const struct node *n, int64_t params,
                    int64_t stats)
{
    struct layer *l = &b->layer;
    struct pass *p = &b->pass;
    real *at = b->block;
    int64_t rows = b->lane.rows;
    int64_t below = l->discrete && l->n_params ? l->params[0].shape.dim[0] : 0;
    p->lane = &b->lane;
    p->w = cut(&at, params);
    fill((real *)p->w, params, 0);
    p->dw = cut(&at, params);
    p->dw = l->frozen ? NULL : p->dw;
    p->stats = cut(&at, stats);
    for (int64_t i = 0; i < stats; i++)
        p->stats[i] = 1;
    for (int i = 0; i < l->n_in; i++) {
        p->x[i] = cut(&at, rows * l->in_size[i]);
        fill((real *)p->x[i], rows * l->in_size[i], below);
        p->dx[i] = cut(&at, rows * l->in_size[i]);
        if (l->discrete || !g->node[n->in[i]].learns)
            p->dx[i] = NULL;
    }
    p->y = cut(&at, rows * l->out_size);
    p->dy = cut(&at, rows * l->out_size);
    fill((real *)p->dy, rows * l->out_size, 0);
    p->saved = cut(&at, rows * l->saved);
    p->scratch = cut(&at, l->scratch);
    p->part = (double *)cut(&at, 2 * l->part);
    p->joint = (double *)cut(&at, 2 * l->joint);
    if (l->masked) {
        real one = 1;
        p->mask = cut(&at, rows * l->in[0].dim[0]);
        rows_fill((real *)p->mask, &one, rows * l->in[0].dim[0], 1);
    }
}

static void forward(void *arg)
{
    const struct bench *b = arg;
    const struct layer_ops *ops = b->layer.ops;
    if (ops->forward_part && !b->layer.frozen) {
        ops->forward_part(&b->layer, &b->pass);
        ops->forward_join(&b->layer, &b->pass, 1, 1);
    }
    ops->forward(&b->layer, &b->pass);
}

static void backward(void *arg)
{
    const struct bench *b = arg;
    const struct layer_ops *ops = b->layer.ops;
    if (ops->backward_part && !b->layer.frozen) {
        ops->backward_part(&b->layer, &b->pass);
        ops->backward_join(&b->layer, &b->pass, 1, 1);
    }
    ops->backward(&b->layer, &b->pass);
}

static int fewer_rows(const struct layer *l, int rows, int64_t params, int64_t stats)
{
    double most = OPERATIONS_MAX / (l->flops + l->flops_back + 1);
    if (most < rows)
        rows = most < 1 ? 1 : (int)most;
    while (rows > 1 && numbers_of(l, params, stats, rows) * (int64_t)sizeof(real) > BYTES_MAX)
        rows /= 2;
    return rows;
}

/* False when the layer is too large to be tried. */
static bool measure(const struct graph *g, const struct node *n, int rows, struct pace *pace)
{
    struct bench b = {.layer = n->layer};
    int64_t params = params_of(&b), stats = stats_of(&b.layer);
    rows = fewer_rows(&b.layer, rows, params, stats);
    int64_t numbers = numbers_of(&b.layer, params, stats, rows);
    bool large = numbers * (int64_t)sizeof(real) > BYTES_MAX ||
                 b.layer.flops + b.layer.flops_back > 4 * OPERATIONS_MAX;
    struct arena arena;
    if (large || !(b.block = take(&arena, numbers)))
        return false;
    b.lane = (struct lane){.rows = rows, .batch = rows, .training = true, .step = 1};
    lay_out(&b, g, n, params, stats);
    pace->forward = shortest(forward, &b) / rows;
    pace->backward = n->learns ? shortest(backward, &b) / rows : 0;
    arena_done(&arena);
    return true;
}

static struct pace reckoned(double forward, double backward)
{
    double rate = engine_speed()->flops_per_s;
    return (struct pace){forward / rate, backward / rate};
}

/* Every measurement goes through here: known, or measured within the purse, or not at all. */
typedef bool (*measure_fn)(const void *what, struct pace *pace);

static struct pace look_up(uint64_t key, measure_fn fn, const void *what, struct pace otherwise,
                           struct purse *purse)
{
    struct pace pace = otherwise;
    call_once(&once, make_lock);
    mtx_lock(&lock);
    bool is_known = recall(key, &pace);
    mtx_unlock(&lock);
    if (is_known || purse->seconds <= 0)
        return pace;
    double start = cpu_s(); /* two threads may measure the same at once: the later one is kept */
    if (!fn(what, &pace))
        pace = otherwise;
    purse->seconds -= cpu_s() - start;
    mtx_lock(&lock);
    remember(key, pace);
    mtx_unlock(&lock);
    return pace;
}

struct wish {
    const struct graph *g;
    const struct node *node;
    int rows;
};

static bool measure_wish(const void *what, struct pace *pace)
{
    const struct wish *w = what;
    return measure(w->g, w->node, w->rows, pace);
}

struct pace probe_node(const struct graph *g, int node, int rows, struct purse *purse)
{
    struct wish w = {g, &g->node[node], rows};
    const struct layer *l = &w.node->layer;
    uint64_t key = 0;
    if (l->view)
        return (struct pace){0, 0};
    note_values(&key, &l->ops->kind, l->options);
    note(&key, l->in, (size_t)l->n_in * sizeof *l->in);
    note(&key, &rows, sizeof rows);
    int flags = w.node->learns | l->frozen << 1 | l->masked << 2;
    for (int i = 0; i < l->n_in; i++)
        flags |= g->node[w.node->in[i]].learns << (3 + i);
    note(&key, &flags, sizeof flags);
    return look_up(key, measure_wish, &w, reckoned(l->flops, w.node->learns ? l->flops_back : 0),
                   purse);
}

/* ---- losses ---- */

struct loss_wish {
    const struct head *head;
    const struct metrics *metrics;
    int rows;
};

struct loss_bench {
    const struct head *head;
    const struct metrics *metrics;
    struct loss_pass pass;
    struct score score;
    double *tally;
};

static void run_loss(void *arg)
{
    struct loss_bench *b = arg;
    struct loss_sum sum = loss_ops(b->head->loss)->run(&b->pass);
    metrics_add(b->metrics, &b->score, b->tally, &b->pass, &sum);
}

static bool measure_loss(const void *what, struct pace *pace)
{
    const struct loss_wish *w = what;
    int64_t width = w->head->width, rows = w->rows * w->head->positions;
    while (rows > 1 && rows * width * 3 * (int64_t)sizeof(real) > BYTES_MAX / 4)
        rows /= 2;
    struct arena arena = {0};
    real *block = take(&arena, rows * (3 * width + 1));
    int32_t *label = block ? (int32_t *)(block + 3 * rows * width) : NULL;
    double *tally = calloc((size_t)w->metrics->n + 1, sizeof *tally);
    bool labels = target_is_label(w->head->targets), ok = block && tally;
    if (ok) {
        struct loss_bench b = {.head = w->head, .metrics = w->metrics, .tally = tally};
        b.pass = (struct loss_pass){.y = block,
                                    .target = labels ? NULL : block + rows * width,
                                    .label = labels ? label : NULL,
                                    .rows = rows,
                                    .width = width,
                                    .per_part = 1,
                                    .scale = 1,
                                    .options = w->head->options};
        fill(block, rows * width, 0);
        fill(block + rows * width, rows * width, 2);
        pace->forward = shortest(run_loss, &b) * (double)w->head->positions / (double)rows;
        b.pass.dy = block + 2 * rows * width;
        pace->backward = shortest(run_loss, &b) * (double)w->head->positions / (double)rows;
    }
    arena_done(&arena);
    free(tally);
    return ok;
}

struct pace probe_loss(const struct head *head, const struct metrics *metrics, int rows,
                       struct purse *purse)
{
    struct loss_wish w = {head, metrics, rows};
    const struct loss_ops *ops = loss_ops(head->loss);
    double flops = ops->flops * (double)(head->positions * head->width);
    uint64_t key = 2;
    note_values(&key, &ops->kind, head->options);
    note(&key, &head->targets, sizeof head->targets);
    note(&key, &head->positions, sizeof head->positions);
    note(&key, &head->width, sizeof head->width);
    note(&key, &rows, sizeof rows);
    return look_up(key, measure_loss, &w, reckoned(flops, flops), purse);
}

/* ---- optimisers ---- */

struct optimizer_wish {
    const struct choice *choice;
    int moments;
    int64_t n;
};

struct optimizer_bench {
    const struct optim_ops *ops;
    struct optim_pass pass;
};

static void run_update(void *arg)
{
    struct optimizer_bench *b = arg;
    b->pass.step++;
    b->ops->update(&b->pass);
}

static bool measure_optimizer(const void *what, struct pace *pace)
{
    const struct optimizer_wish *w = what;
    int64_t n = w->n;
    while (n * (2 + w->moments) * (int64_t)sizeof(real) > BYTES_MAX)
        n /= 2;
    struct arena arena;
    real *block = take(&arena, n * (2 + w->moments));
    if (!block)
        return false;
    fill(block, 2 * n, 0);
    struct optimizer_bench b = {.ops = optim_ops(w->choice->kind)};
    b.pass = (struct optim_pass){.options = w->choice->options,
                                 .rate = 1e-9,
                                 .scale = 1,
                                 .n = n,
                                 .w = block,
                                 .g = block + n};
    for (int i = 0; i < w->moments; i++) {
        real small = (real).01;
        b.pass.m[i] = block + (2 + i) * n;
        rows_fill(b.pass.m[i], &small, n, 1);
    }
    pace->forward = shortest(run_update, &b) / (double)n;
    arena_done(&arena);
    return true;
}

double probe_optimizer(const struct choice *optimizer, int moments, int64_t n, struct purse *purse)
{
    struct optimizer_wish w = {optimizer, moments, n};
    const struct optim_ops *ops = optim_ops(optimizer->kind);
    uint64_t key = 4;
    if (n < 1)
        return 0;
    note_values(&key, &ops->kind, optimizer->options);
    note(&key, &n, sizeof n);
    return look_up(key, measure_optimizer, &w, reckoned(ops->flops, 0), purse).forward;
}
