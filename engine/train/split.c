/* split.c - counting and filling the sides of a split. */
#include "engine/train/split.h"
#include "engine/data/ahead.h"
#include "engine/data/prep.h"
#include "engine/data/windows.h"
#include "engine/tensor/rng.h"
#include "engine/train/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *const split_names[] = {"auto", "random", "stratified", "time", NULL};

enum split split_of(const struct spec *spec, enum target_kind targets)
{
    enum split asked = (enum split)spec->training[TRAINING_SPLIT].n;
    if (asked != SPLIT_AUTO)
        return asked;
    return targets == TARGET_AHEAD || target_is_text(targets) ? SPLIT_TIME : SPLIT_RANDOM;
}

bool split_by_time(const struct spec *spec)
{
    return spec->training[TRAINING_SPLIT].n == SPLIT_TIME &&
           spec->training[TRAINING_VALIDATION_SPLIT].n > 0;
}

static int64_t training_share(int64_t rows, double share)
{
    return (int64_t)((double)rows * (1 - share));
}

/* ---- stratified ---- */

/* A class's rows to validate with, and what was cut off them, in units of 1/rows. */
struct quota {
    int class;
    int64_t of, take;
    uint64_t rest;
};

static int by_rest(const void *a, const void *b)
{
    const struct quota *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return x->class < y->class ? -1 : x->class > y->class;
}

static int by_class(const void *a, const void *b)
{
    const struct quota *x = a, *y = b;
    return x->class < y->class ? -1 : x->class > y->class;
}

/* Exact quotas of `hold` rows; rounds of one more go to the largest remainders. Returns how many
 * were placed: fewer than `hold` when classes are too small. 2^32 rows make products below 2^64. */
static int64_t share_out(struct quota *q, const struct classes *classes, int64_t rows, int64_t hold)
{
    int64_t placed = 0;
    for (int k = 0; k < classes->n; k++) {
        uint64_t exact = (uint64_t)classes->counts[k] * (uint64_t)hold;
        q[k] = (struct quota){k, classes->counts[k], (int64_t)(exact / (uint64_t)rows),
                              exact % (uint64_t)rows};
        placed += q[k].take;
    }
    qsort(q, (size_t)classes->n, sizeof *q, by_rest);
    for (bool any = true; any && placed < hold;) {
        any = false;
        for (int k = 0; k < classes->n && placed < hold; k++)
            if (q[k].take + 1 < q[k].of) {
                q[k].take++;
                placed++;
                any = true;
            }
    }
    qsort(q, (size_t)classes->n, sizeof *q, by_class);
    return placed;
}

static int class_column(const struct plan *p, const struct dataset *ds)
{
    int column = -1;
    spec_targets(p->spec, TARGET_CLASS, ds, &column);
    return column;
}

static struct quota *quotas(const struct plan *p, const struct dataset *ds, int64_t rows,
                            int64_t hold, int64_t *placed)
{
    const struct classes *classes = &ds->classes[class_column(p, ds)];
    struct quota *q = malloc(sizeof *q * ((size_t)classes->n + 1));
    *placed = q ? share_out(q, classes, rows, hold) : 0;
    return q;
}

/* Each class by selection sampling, all in one walk (Knuth's algorithm S, as order_split). */
static int fill_stratified(const struct plan *p, const struct dataset *ds, uint32_t *order,
                           struct err *err)
{
    int64_t kept = 0, held = 0;
    int column = class_column(p, ds);
    struct rng rng = rng_begin((uint64_t)p->spec->training[TRAINING_SEED].n, RNG_SPLIT, 0, 0, 0);
    struct quota *q = quotas(p, ds, p->rows, p->validation_rows, &held);
    if (!q)
        return err_set(err, ERR_NO_MEMORY, "no memory to split by class");
    held = 0;
    for (int64_t i = 0; i < p->rows; i++) {
        int k = dataset_class(ds, column, ds->cells[i * ds->info.n_columns + column]);
        bool take =
            k >= 0 && q[k].of > 0 && rng_below(&rng, (uint64_t)q[k].of) < (uint64_t)q[k].take;
        if (k >= 0) {
            q[k].of--;
            q[k].take -= take;
        }
        if (take && held < p->validation_rows)
            order[p->train_rows + held++] = (uint32_t)i;
        else if (kept < p->train_rows)
            order[kept++] = (uint32_t)i;
    }
    free(q);
    return kept == p->train_rows && held == p->validation_rows
               ? 0
               : err_set(err, ERR_CORRUPT, "the classes' counts are not those of the rows");
}

/* ---- time ---- */

/* Windows of one series: how many train and how many validate. A series too short for both only
 * trains. */
static void series_sides(const struct plan *p, int64_t rows, double share, int64_t *train,
                         int64_t *hold)
{
    const struct ahead *a = &p->info.ahead;
    int64_t n = ahead_windows_of(a, rows);
    *hold = n - training_share(n, share);
    *train = n - *hold - (a->context + a->horizon - 1);
    if (*hold > 0 && *train >= 1)
        return;
    *train = n;
    *hold = 0;
}

static void count_windows(struct plan *p, const struct dataset *ds, double share)
{
    const int64_t *rows;
    int n = ahead_count(&p->info.ahead, ds, &rows);
    p->train_rows = p->validation_rows = 0;
    for (int s = 0; s < n; s++) {
        int64_t train, hold;
        series_sides(p, rows[s], share, &train, &hold);
        p->train_rows += train;
        p->validation_rows += hold;
    }
}

static void fill_windows(const struct plan *p, const struct dataset *ds, uint32_t *order)
{
    const int64_t *rows;
    double share = p->splits ? p->spec->training[TRAINING_VALIDATION_SPLIT].n : 0;
    int n = ahead_count(&p->info.ahead, ds, &rows);
    int64_t first = 0, kept = 0, held = p->train_rows;
    for (int s = 0; s < n; s++) {
        int64_t train, hold, windows = ahead_windows_of(&p->info.ahead, rows[s]);
        series_sides(p, rows[s], share, &train, &hold);
        for (int64_t i = 0; i < train; i++)
            order[kept++] = (uint32_t)(first + i);
        for (int64_t i = windows - hold; i < windows; i++)
            order[held++] = (uint32_t)(first + i);
        first += windows;
    }
}

static struct timeline_rules table_rules(const struct plan *p, const struct dataset *ds)
{
    return (struct timeline_rules){
        .time = ahead_time(p->spec, ds), .series = -1, .ties = true, .gaps = true};
}

static int fill_by_time(const struct plan *p, const struct dataset *ds, uint32_t *order,
                        struct err *err)
{
    struct timeline t;
    struct timeline_rules rules = table_rules(p, ds);
    int rc = timeline_init(&t, ds, &rules, err);
    for (int64_t i = 0; rc == 0 && i < p->rows; i++)
        order[i] = (uint32_t)timeline_row(&t, i);
    if (rc == 0)
        timeline_done(&t);
    return rc;
}

/* ---- both ---- */

static void check_stratified(const struct plan *p, struct faults *faults)
{
    if (p->info.targets != TARGET_CLASS)
        faults_add(faults, "/training/split", "task", "auto, random, time",
                   "only a classification has classes to keep in proportion");
}

static void check_time(const struct plan *p, const struct dataset *ds, struct faults *faults)
{
    struct timeline t;
    struct err err = {0};
    if (p->info.targets == TARGET_AHEAD || target_is_text(p->info.targets) ||
        ahead_check_time(p->spec, ds, faults) < 0)
        return;
    struct timeline_rules rules = table_rules(p, ds);
    if (timeline_init(&t, ds, &rules, &err) == 0)
        timeline_done(&t);
    else
        faults_add(faults, "/data/time", "missing", "a time in every row", "%s", err.text);
}

int split_count(struct plan *p, const struct dataset *train, double share, struct faults *faults)
{
    int before = faults->n;
    enum target_kind targets = p->info.targets;
    p->split = split_of(p->spec, targets);
    if (p->split == SPLIT_STRATIFIED)
        check_stratified(p, faults);
    if (p->split == SPLIT_TIME)
        check_time(p, train, faults);
    if ((targets == TARGET_AHEAD || target_is_text(targets)) && p->split != SPLIT_TIME)
        faults_add(faults, "/training/split", "task", "auto, time",
                   "rows that follow each other are split by time, or the one side would know the "
                   "other's");
    if (faults->n > before)
        return faults->n - before;
    if (targets == TARGET_AHEAD) {
        count_windows(p, train, share);
        p->rows = p->train_rows + p->validation_rows;
        return 0;
    }
    p->train_rows = training_share(p->rows, share);
    p->validation_rows = p->rows - p->train_rows;
    if (p->split == SPLIT_STRATIFIED && p->rows > 0) {
        free(quotas(p, train, p->rows, p->validation_rows, &p->validation_rows));
        p->train_rows = p->rows - p->validation_rows;
    }
    return 0;
}

bool split_sorts(const struct plan *p)
{
    return p->info.targets == TARGET_AHEAD || (split_keeps(p) && p->split == SPLIT_TIME);
}

bool split_keeps(const struct plan *p)
{
    return p->info.targets == TARGET_AHEAD ||
           (p->splits && (p->split == SPLIT_STRATIFIED ||
                          (p->split == SPLIT_TIME && !target_is_text(p->info.targets))));
}

int split_fill(const struct plan *p, const struct dataset *train, uint32_t *order, struct err *err)
{
    if (p->info.targets == TARGET_AHEAD) {
        fill_windows(p, train, order);
        return 0;
    }
    if (p->splits && p->split == SPLIT_STRATIFIED)
        return fill_stratified(p, train, order, err);
    if (p->splits && p->split == SPLIT_TIME && !target_is_text(p->info.targets))
        return fill_by_time(p, train, order, err);
    order_split(order, p->rows, p->train_rows, (uint64_t)p->spec->training[TRAINING_SEED].n);
    return 0;
}
