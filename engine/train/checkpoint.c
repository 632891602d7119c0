/* checkpoint.c - a training between two units, as a file.
 *
 *   struct header   what wrote it, which training it fits, checksum of all that follows
 *   struct state
 *   params · stats · moments · best, best_stats when kept · r2 sums when there are any
 *   sum of gradients, moving average when there are
 *
 * Little-endian, as it lies in memory. The order of rows and every random number follow from seed,
 * epoch and step and are not stored. Format 2. Format 1 is read too: its parameters lie in the
 * layers' order, trained and frozen together, its moments are as long, and its state is shorter. A
 * reader of another format refuses by number. */
#include "engine/file.h"
#include "engine/train/training.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT = 2, FORMAT_MIXED = 1, BLOCKS_MAX = 8 + MOMENTS_MAX };

/* What a training keeps, as bits of fit.kept. */
enum { KEEPS_BEST = 1, KEEPS_SUM = 2, KEEPS_AVERAGE = 4 };
static const char magic[8] = "ALLOTCK";

/* What must be equal for a checkpoint to fit a training. */
struct fit {
    int64_t flat, flat_stats, moments, lanes, batch, train_rows, validation_rows, seed, kept, r2,
        state_bytes;
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

static int64_t r2_length(const struct training *t)
{
    return t->r2 ? t->plan.lanes * t->plan.head.width * MOMENTS : 0;
}

static size_t state_bytes(uint32_t format)
{
    return format == FORMAT_MIXED ? offsetof(struct state, update) : sizeof(struct state);
}

static struct block reals(real *at, int64_t n, int64_t stored, bool params)
{
    return (struct block){at, (size_t)n * sizeof(real), (size_t)stored * sizeof(real), params};
}

static int list_blocks(const struct training *t, uint32_t format, struct block *b)
{
    const struct graph *g = t->plan.graph;
    int64_t learned = g->learned, all = g->flat, r2 = r2_length(t);
    int n = 0;
    b[n++] = (struct block){(void *)&t->state, sizeof t->state, state_bytes(format), false};
    b[n++] = reals(t->params, all, all, true);
    b[n++] = reals(t->stats, g->flat_stats, g->flat_stats, false);
    for (int i = 0; i < t->plan.moments; i++)
        b[n++] = reals(t->moments[i], learned, format == FORMAT_MIXED ? all : learned, true);
    if (t->plan.keeps_best) {
        b[n++] = reals(t->best, all, all, true);
        b[n++] = reals(t->best_stats, g->flat_stats, g->flat_stats, false);
    }
    b[n++] = (struct block){t->r2, (size_t)r2 * sizeof(double), (size_t)r2 * sizeof(double), false};
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
                        r2_length(t),
                        (int64_t)state_bytes(format)};
}

int training_save(const struct training *t, const char *path, struct err *err)
{
    struct block blocks[BLOCKS_MAX];
    int n = list_blocks(t, FORMAT, blocks);
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

static int check_header(const struct header *h, const struct training *t, const char *path,
                        struct err *err)
{
    if (memcmp(h->magic, magic, sizeof magic) != 0)
        return err_set(err, ERR_CORRUPT, "%s is not a checkpoint", path);
    if (h->format != FORMAT && h->format != FORMAT_MIXED)
        return err_set(err, ERR_CONFLICT,
                       "%s has checkpoint format %" PRIu32 "; this engine reads up to %d", path,
                       h->format, FORMAT);
    struct fit want = fit_of(t, h->format);
    if (h->real_bytes != sizeof(real) || memcmp(&h->fit, &want, sizeof want) != 0)
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
    int n = list_blocks(t, h.format, blocks);
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
