/* base.c - the preprocessing of a training that begins from a model.
 *
 * The stored form keeps the targets in one stretch, so the inputs of one preprocessing and the
 * targets of another are joined byte by byte, and the loader checks the result as it checks any. */
#include "engine/data/base.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Place of the target's kind in the stored form: behind the magic. */
enum { KIND_AT = 8 };

bool base_prepares(const struct spec *spec)
{
    return spec->base && spec->data[DATA_FROM_BASE].n != FROM_BASE_NONE;
}

/* Kinds whose targets are made of other columns than the inputs. */
static bool stands_apart(enum target_kind kind)
{
    return kind == TARGET_NONE || kind == TARGET_NUMBERS || kind == TARGET_CLASS ||
           kind == TARGET_FLAGS || kind == TARGET_MAP;
}

static struct preprocess *splice(const struct preprocess *inputs, const struct preprocess *targets,
                                 struct err *err)
{
    size_t n = inputs->n_bytes - (inputs->targets_end - inputs->targets_at) +
               (targets->targets_end - targets->targets_at);
    unsigned char *bytes = malloc(n), *at = bytes;
    if (!bytes) {
        err_set(err, ERR_NO_MEMORY, "no memory for the preprocessing");
        return NULL;
    }
    at = mempcpy(at, inputs->bytes, inputs->targets_at);
    at = mempcpy(at, targets->bytes + targets->targets_at,
                 targets->targets_end - targets->targets_at);
    memcpy(at, inputs->bytes + inputs->targets_end, inputs->n_bytes - inputs->targets_end);
    memcpy(bytes + KIND_AT, targets->bytes + KIND_AT, sizeof(uint32_t));
    struct preprocess *p = preprocess_load(bytes, n, err);
    free(bytes);
    return p;
}

static int column_of(const struct preprocess *p, const char *name)
{
    for (int i = 0; i < p->n_columns; i++)
        if (!strcmp(p->columns[i].name, name))
            return i;
    return -1;
}

/* The base would be shown the answer, or other columns than were asked for. */
static int check_columns(const struct spec *spec, const struct preprocess *base,
                         const struct preprocess *own, const char **pointer, struct err *err)
{
    char name[48];
    for (int i = 0; i < own->n_targets; i++)
        if (column_of(base, own->targets[i].name) >= 0)
            return err_set(err, ERR_INVALID,
                           "the base takes the column \"%s\" as an input, and here it is the "
                           "target; with data.from_base none this job's own inputs are prepared",
                           text_brief(name, own->targets[i].name, strlen(own->targets[i].name)));
    *pointer = "/data/features";
    for (int i = 0; i < spec->n_features; i++)
        if (base->n_columns && column_of(base, spec->features[i]) < 0)
            return err_set(err, ERR_INVALID,
                           "the base does not take the column \"%s\"; leave features out, or set "
                           "data.from_base to none",
                           text_brief(name, spec->features[i], strlen(spec->features[i])));
    if (spec->n_features && spec->n_features != base->n_columns)
        return err_set(err, ERR_INVALID,
                       "the base takes %d columns, not %d; leave features out, or set "
                       "data.from_base to none",
                       base->n_columns, spec->n_features);
    *pointer = "/base";
    return 0;
}

/* Input layers find their blocks by place. */
static int check_blocks(const struct preprocess *base, const struct preprocess *own,
                        struct err *err)
{
    bool same = base->info.n_blocks == own->info.n_blocks;
    for (int i = 0; same && i < base->info.n_blocks; i++)
        same = base->info.block[i].kind == own->info.block[i].kind;
    return same ? 0
                : err_set(err, ERR_INVALID,
                          "the base's input row is made of other blocks than this model's input "
                          "layers; with data.from_base none its preprocessing is not taken");
}

static struct preprocess *join(const struct spec *spec, enum target_kind kind,
                               const struct dataset *train, const char **pointer, struct err *err)
{
    const struct preprocess *base = spec->base->preprocess;
    struct preprocess *own = preprocess_fit(spec, kind, train, NULL, 0, err), *p = NULL;
    if (own && !stands_apart(base->info.targets))
        err_set(err, ERR_INVALID,
                "the base's inputs are a text's or a series', which this task does not read; with "
                "data.from_base none its preprocessing is not taken");
    else if (own && check_blocks(base, own, err) == 0 &&
             check_columns(spec, base, own, pointer, err) == 0)
        p = splice(base, own, err);
    preprocess_free(own);
    return p;
}

static struct preprocess *whole(const struct spec *spec, enum target_kind kind, struct err *err)
{
    const struct preprocess *base = spec->base->preprocess;
    int64_t context = (int64_t)spec->data[DATA_CONTEXT].n;
    if (base->info.targets != kind)
        err_set(err, ERR_INVALID,
                "the base was trained for another kind of target; take its inputs alone "
                "(data.from_base inputs) or nothing of its preprocessing (none)");
    else if (target_is_text(kind) && base->info.n_in != context)
        err_set(err, ERR_INVALID, "the base looks back on %" PRId64 " tokens, not %" PRId64,
                base->info.n_in, context);
    else if (kind == TARGET_AHEAD &&
             (base->info.ahead.context != context ||
              base->info.ahead.horizon != (int64_t)spec->data[DATA_HORIZON].n))
        err_set(err, ERR_INVALID,
                "the base looks back on %" PRId64 " rows and ahead by %" PRId64
                "; context and horizon must be these",
                base->info.ahead.context, base->info.ahead.horizon);
    else
        return preprocess_load(base->bytes, base->n_bytes, err);
    return NULL;
}

struct preprocess *preprocess_make(const struct spec *spec, enum target_kind kind,
                                   const struct dataset *train, const uint32_t *rows, int64_t n,
                                   const char **pointer, struct err *err)
{
    *pointer = "/data";
    if (!base_prepares(spec))
        return preprocess_fit(spec, kind, train, rows, n, err);
    *pointer = "/base";
    bool all = spec->data[DATA_FROM_BASE].n == FROM_BASE_ALL || !stands_apart(kind);
    struct preprocess *p = all ? whole(spec, kind, err) : join(spec, kind, train, pointer, err);
    struct feed *feed = p ? feed_new(p, train, true, err) : NULL;
    if (p && !feed) {
        err_wrap(err, "the base cannot read this dataset: ");
        preprocess_free(p);
        p = NULL;
    }
    feed_free(feed);
    return p;
}
