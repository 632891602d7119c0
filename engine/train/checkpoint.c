/* checkpoint.c - a training between two units, as a file.
 *
 *   struct header   what wrote it, which training it fits, checksum of all that follows
 *   struct state
 *   params · stats · moments · best, best_stats when kept · r2 sums when there are any
 *
 * Little-endian, as it lies in memory. The order of rows and every random number follow from seed,
 * epoch and step and are not stored. Format 1; a reader of another format refuses by number. */
#include "engine/file.h"
#include "engine/train/training.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT = 1, BLOCKS_MAX = 8 + MOMENTS_MAX };
static const char magic[8] = "ALLOTCK";

/* What must be equal for a checkpoint to fit a training. */
struct fit {
    int64_t flat, flat_stats, moments, lanes, batch, train_rows, validation_rows, seed, best, r2,
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
    size_t bytes;
};

static int64_t r2_length(const struct training *t)
{
    return t->r2 ? t->plan.lanes * t->plan.head.width * MOMENTS : 0;
}

static int list_blocks(const struct training *t, struct block *b)
{
    size_t flat = (size_t)t->plan.graph->flat * sizeof(real);
    size_t stats = (size_t)t->plan.graph->flat_stats * sizeof(real);
    int n = 0;
    b[n++] = (struct block){(void *)&t->state, sizeof t->state};
    b[n++] = (struct block){t->params, flat};
    b[n++] = (struct block){t->stats, stats};
    for (int i = 0; i < t->plan.moments; i++)
        b[n++] = (struct block){t->moments[i], flat};
    if (t->plan.keeps_best) {
        b[n++] = (struct block){t->best, flat};
        b[n++] = (struct block){t->best_stats, stats};
    }
    b[n++] = (struct block){t->r2, (size_t)r2_length(t) * sizeof(double)};
    return n;
}

static struct fit fit_of(const struct training *t)
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
                        p->keeps_best,
                        r2_length(t),
                        (int64_t)sizeof t->state};
}

int training_save(const struct training *t, const char *path, struct err *err)
{
    struct block blocks[BLOCKS_MAX];
    int n = list_blocks(t, blocks);
    struct header h = {.format = FORMAT, .real_bytes = sizeof(real), .fit = fit_of(t)};
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
    struct fit want = fit_of(t);
    if (memcmp(h->magic, magic, sizeof magic) != 0)
        return err_set(err, ERR_CORRUPT, "%s is not a checkpoint", path);
    if (h->format != FORMAT)
        return err_set(err, ERR_CONFLICT,
                       "%s has checkpoint format %" PRIu32 "; this engine reads %d", path,
                       h->format, FORMAT);
    if (h->real_bytes != sizeof(real) || memcmp(&h->fit, &want, sizeof want) != 0)
        return err_set(err, ERR_CONFLICT, "%s is the checkpoint of another training", path);
    return 0;
}

/* The file is read into a copy first, so that a damaged one leaves the training as it was. */
static int restore_from(FILE *f, struct training *t, const char *path, bool *exact, struct err *err)
{
    struct header h;
    struct block blocks[BLOCKS_MAX];
    int n = list_blocks(t, blocks);
    size_t bytes = 0;
    uint64_t sum = 0;
    for (int i = 0; i < n; i++)
        bytes += blocks[i].bytes;
    if (fread(&h, sizeof h, 1, f) != 1)
        return err_set(err, ERR_CORRUPT, "%s is not a checkpoint", path);
    int rc = check_header(&h, t, path, err);
    if (rc)
        return rc;
    unsigned char *copy = malloc(bytes), *at = copy;
    if (!copy)
        return err_set(err, ERR_NO_MEMORY, "no memory to read %s", path);
    if (fread(copy, 1, bytes, f) != bytes || fgetc(f) != EOF)
        rc = err_set(err, ERR_CORRUPT, "%s is not as long as it was written", path);
    for (int i = 0; rc == 0 && i < n; at += blocks[i++].bytes)
        sum = checksum(sum, at, blocks[i].bytes);
    if (rc == 0 && sum != h.checksum)
        rc = err_set(err, ERR_CORRUPT, "%s is damaged: its checksum does not fit", path);
    at = copy;
    for (int i = 0; rc == 0 && i < n; at += blocks[i++].bytes)
        if (blocks[i].bytes)
            memcpy(blocks[i].at, at, blocks[i].bytes);
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
