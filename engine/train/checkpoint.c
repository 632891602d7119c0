/* checkpoint.c - a training between two units, as a file.
 *
 *   struct header   what wrote it, which training it fits, checksum of all that follows
 *   struct state
 *   params · stats · moments · best, best_stats when kept · tallies · ranks when there are any
 *   sum of gradients, moving average when there are
 *
 * Little-endian, as it lies in memory. The order of rows and every random number follow from seed,
 * epoch and step and are not stored. A state that is shorter than ours is an older engine's: what
 * it lacks is 0. Format 2. Format 1 is read too: its parameters lie in the layers' order, trained
 * and frozen together, its moments are as long, and of tallies it has but those for r2, so that the
 * epoch it was written in reports no other tallied metric. A later format is refused by number. */
#include "engine/file.h"
#include "engine/train/training.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT = 2, FORMAT_MIXED = 1, BLOCKS_MAX = 12 + MOMENTS_MAX };

/* What a training keeps, as bits of fit.kept. */
enum { KEEPS_BEST = 1, KEEPS_SUM = 2, KEEPS_AVERAGE = 4 };
static const char magic[8] = "ALLOTCK";

/* What must be equal for a checkpoint to fit a training. */
struct fit {
    int64_t flat, flat_stats, moments, lanes, batch, train_rows, validation_rows, seed, kept,
        tallies, state_bytes;
};

struct header {
    char magic[8];
    uint32_t format, real_bytes;
    char engine[16], kernel[32];
    struct fit fit;
    uint64_t checksum;
};

struct block {
    void *at;
    size_t bytes;  /* of memory */
    size_t stored; /* of the file: other than bytes only in an older format */
    bool params;   /* of the flat vectors */
};

/* Of all lanes. */
static int64_t tallies_length(const struct training *t, uint32_t format)
{
    const struct metrics *m = &t->plan.metrics;
    return format == FORMAT_MIXED && m->at[TALLY_MOMENTS] < 0 ? 0 : t->plan.lanes * m->n;
}

static int64_t ranks_length(const struct training *t, uint32_t format)
{
    return format == FORMAT_MIXED ? 0 : metrics_ranks(&t->plan.metrics, t->plan.validation_rows);
}

static struct block reals(real *at, int64_t n, int64_t stored, bool params)
{
    return (struct block){at, (size_t)n * sizeof(real), (size_t)stored * sizeof(real), params};
}

/* The blocks of a file of this format whose state has so many bytes. */
static int list_blocks(const struct training *t, uint32_t format, size_t state, struct block *b)
{
    const struct graph *g = t->plan.graph;
    int64_t learned = g->learned, all = g->flat;
    size_t tallies = (size_t)tallies_length(t, format) * sizeof(double);
    size_t ranks = (size_t)ranks_length(t, format) * sizeof(uint64_t);
    int n = 0;
    b[n++] = (struct block){(void *)&t->state, sizeof t->state, state, false};
    b[n++] = reals(t->params, all, all, true);
    b[n++] = reals(t->stats, g->flat_stats, g->flat_stats, false);
    for (int i = 0; i < t->plan.moments; i++)
        b[n++] = reals(t->moments[i], learned, format == FORMAT_MIXED ? all : learned, true);
    if (t->plan.keeps_best) {
        b[n++] = reals(t->best, all, all, true);
        b[n++] = reals(t->best_stats, g->flat_stats, g->flat_stats, false);
    }
    b[n++] = (struct block){t->tallies, tallies, tallies, false};
    b[n++] = (struct block){t->ranks, ranks, ranks, false};
    if (t->sum)
        b[n++] = reals(t->sum, learned, learned, true);
    if (t->average)
        b[n++] = reals(t->average, all, all, true);
    return n;
}

static struct fit fit_of(const struct training *t, uint32_t format)
{
    const struct plan *p = &t->plan;
    return (struct fit){p->graph->flat,
                        p->graph->flat_stats,
                        p->moments,
                        p->lanes,
                        p->batch,
                        p->train_rows,
                        p->validation_rows,
                        (int64_t)t->spec.training[TRAINING_SEED].n,
                        (p->keeps_best ? KEEPS_BEST : 0) | (t->sum ? KEEPS_SUM : 0) |
                            (t->average ? KEEPS_AVERAGE : 0),
                        tallies_length(t, format),
                        (int64_t)sizeof t->state};
}

int training_save(const struct training *t, const char *path, struct err *err)
{
    struct block blocks[BLOCKS_MAX];
    int n = list_blocks(t, FORMAT, sizeof t->state, blocks);
    struct header h = {.format = FORMAT, .real_bytes = sizeof(real), .fit = fit_of(t, FORMAT)};
    memcpy(h.magic, magic, sizeof magic);
    snprintf(h.engine, sizeof h.engine, "%s", engine_version());
    snprintf(h.kernel, sizeof h.kernel, "%s", engine_kernel());
    for (int i = 0; i < n; i++)
        h.checksum = checksum(h.checksum, blocks[i].at, blocks[i].bytes);
    struct output out;
    int rc = output_open(&out, path, err);
    if (rc)
        return rc;
    rc = output_write(&out, &h, sizeof h, err);
    for (int i = 0; rc == 0 && i < n; i++)
        rc = blocks[i].bytes ? output_write(&out, blocks[i].at, blocks[i].bytes, err) : 0;
    int closed = output_close(&out, rc == 0, err);
    return rc ? rc : closed;
}

/* The shortest state that ever was is format 1's, which ends where update begins. */
static bool fits(const struct header *h, const struct training *t)
{
    struct fit want = fit_of(t, h->format), got = h->fit;
    bool state = got.state_bytes >= (int64_t)offsetof(struct state, update) &&
                 got.state_bytes <= want.state_bytes;
    got.state_bytes = want.state_bytes;
    return state && h->real_bytes == sizeof(real) && memcmp(&got, &want, sizeof want) == 0;
}

static int check_header(const struct header *h, const struct training *t, const char *path,
                        struct err *err)
{
    if (memcmp(h->magic, magic, sizeof magic) != 0)
        return err_set(err, ERR_CORRUPT, "%s is not a checkpoint", path);
    if (h->format != FORMAT && h->format != FORMAT_MIXED)
        return err_set(err, ERR_CONFLICT,
                       "%s has checkpoint format %" PRIu32 "; this engine reads up to %d", path,
                       h->format, FORMAT);
    if (!fits(h, t))
        return err_set(err, ERR_CONFLICT, "%s is the checkpoint of another training", path);
    return 0;
}

/* Where format 1 has a tensor, its place now: parameters lay one after the other, frozen or not. */
struct unmixing {
    const real *from;
    real *to;
    int64_t at, most; /* tensors beyond `most` have no place in `to` */
};

static void unmix_tensor(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    struct unmixing *u = arg;
    (void)node;
    if (is_stat)
        return;
    if (p->offset < u->most)
        memcpy(u->to + p->offset, u->from + u->at, (size_t)p->size * sizeof(real));
    u->at += tensor_room(p->size);
}

static void fill(const struct training *t, const struct block *b, uint32_t format,
                 const unsigned char *from)
{
    struct unmixing u = {(const real *)(const void *)from, b->at, 0,
                         (int64_t)(b->bytes / sizeof(real))};
    if (format == FORMAT_MIXED && b->params) {
        graph_tensors(t->plan.graph, unmix_tensor, &u);
        return;
    }
    memset(b->at, 0, b->bytes);
    memcpy(b->at, from, b->stored);
}

/* What a checkpoint of format 1 could not say of the epoch it was written in. */
static void complete_first_format(struct training *t)
{
    struct state *s = &t->state;
    bool moments = t->plan.metrics.at[TALLY_MOMENTS] >= 0;
    struct counts counts = {.metrics = &t->plan.metrics, .score = &s->train};
    for (int id = 0; id < METRICS_MAX; id++)
        s->train_value[id] = id < METRIC_COUNT && !metric_is_tallied((enum metric_id)id)
                                 ? metric_value((enum metric_id)id, &counts)
                                 : NAN;
    s->train_value[METRIC_R2] = moments ? s->train_r2 : NAN;
    s->untallied = !moments && (s->at > 0 || s->phase != PHASE_STEP);
}

static int read_blocks(FILE *f, const struct block *blocks, int n, const struct header *h,
                       unsigned char *copy, size_t bytes, const char *path, struct err *err)
{
    uint64_t sum = 0;
    const unsigned char *at = copy;
    if (fread(copy, 1, bytes, f) != bytes || fgetc(f) != EOF)
        return err_set(err, ERR_CORRUPT, "%s is not as long as it was written", path);
    for (int i = 0; i < n; at += blocks[i++].stored)
        sum = checksum(sum, at, blocks[i].stored);
    return sum == h->checksum
               ? 0
               : err_set(err, ERR_CORRUPT, "%s is damaged: its checksum does not fit", path);
}

/* The file is read into a copy first, so that a damaged one leaves the training as it was. */
static int restore_from(FILE *f, struct training *t, const char *path, bool *exact, struct err *err)
{
    struct header h;
    struct block blocks[BLOCKS_MAX];
    size_t bytes = 0;
    if (fread(&h, sizeof h, 1, f) != 1)
        return err_set(err, ERR_CORRUPT, "%s is not a checkpoint", path);
    int rc = check_header(&h, t, path, err);
    if (rc)
        return rc;
    int n = list_blocks(t, h.format, (size_t)h.fit.state_bytes, blocks);
    for (int i = 0; i < n; i++)
        bytes += blocks[i].stored;
    unsigned char *copy = malloc(bytes), *at = copy;
    if (!copy)
        return err_set(err, ERR_NO_MEMORY, "no memory to read %s", path);
    rc = read_blocks(f, blocks, n, &h, copy, bytes, path, err);
    for (int i = 0; rc == 0 && i < n; at += blocks[i++].stored)
        if (blocks[i].stored)
            fill(t, &blocks[i], h.format, at);
    free(copy);
    if (rc == 0 && h.format == FORMAT_MIXED)
        complete_first_format(t);
    if (rc == 0 && exact)
        *exact = strncmp(h.engine, engine_version(), sizeof h.engine) == 0 &&
                 strncmp(h.kernel, engine_kernel(), sizeof h.kernel) == 0;
    return rc;
}

int training_restore(struct training *t, const char *path, bool *exact, struct err *err)
{
    FILE *f = fopen(path, "re");
    if (!f)
        return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "cannot open %s: %s", path,
                       strerror(errno));
    int rc = restore_from(f, t, path, exact, err);
    fclose(f);
    if (rc == 0)
        training_reorder(t);
    return rc;
}
