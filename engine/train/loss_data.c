/* loss_data.c - class weights, ignored classes and distributions, held against the data. */
#include "engine/train/loss_data.h"
#include "engine/data/prep.h"
#include "engine/train/loss_class.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is(int loss, const char *name)
{
    return loss >= 0 && strcmp(loss_ops(loss)->kind.name, name) == 0;
}

/* The column that holds the classes; NULL where there is none. */
static const struct column *class_column(const struct spec *spec, const struct dataset *train)
{
    const struct dataset_info *info = dataset_info(train);
    enum target_kind kind = task_targets((enum task)spec->task);
    int column = 0;
    if (!target_is_label(kind) || info->n_columns == 0)
        return NULL;
    if (kind == TARGET_CLASS && spec_targets(spec, kind, train, NULL) == 1)
        spec_targets(spec, kind, train, &column);
    return column >= 0 && column < info->n_columns ? &info->columns[column] : NULL;
}

void loss_balance(struct spec *spec, const struct dataset *train)
{
    struct value *w = &spec->loss.options[CROSS_ENTROPY_WEIGHTS];
    if (!is(spec->loss.kind, "cross_entropy") || w->m == 0)
        return;
    const struct column *c = class_column(spec, train);
    int n = c ? c->n_classes : 0;
    double rows = 0, *weights = n ? calloc((size_t)n, sizeof *weights) : NULL;
    if (!weights)
        return; /* the quote tells of the missing classes */
    for (int i = 0; i < n; i++)
        rows += (double)c->class_counts[i];
    for (int i = 0; i < n; i++)
        weights[i] = c->class_counts[i] > 0 ? rows / (n * (double)c->class_counts[i]) : 0;
    *w = (struct value){.n = n, .numbers = weights};
}

bool loss_is_unbalanced(const struct head *h)
{
    return is(h->loss, "cross_entropy") && h->options[CROSS_ENTROPY_WEIGHTS].m > 0;
}

/* As many numbers as the output wants, and not all of them 0. */
static void check_numbers(const struct value *v, int64_t want, bool one_will_do, const char *name,
                          const char *of, struct faults *faults)
{
    char pointer[64], allowed[96];
    double sum = 0;
    snprintf(pointer, sizeof pointer, "/training/loss/%s", name);
    snprintf(allowed, sizeof allowed, "%s%" PRId64 " numbers%s",
             one_will_do ? "one number, or " : "", want, want ? ", not all of them 0" : "");
    for (int i = 0; v->numbers && i < (int)v->n; i++)
        sum += v->numbers[i];
    if (v->numbers && (int64_t)v->n != want && !(one_will_do && v->n == 1))
        faults_add(faults, pointer, "shape", allowed,
                   "%d numbers stand here; there are %" PRId64 " %s", (int)v->n, want, of);
    else if (v->numbers && sum == 0)
        faults_add(faults, pointer, "range", allowed, "weights of 0 leave nothing to learn from");
}

void loss_check_output(const struct head *h, struct faults *faults)
{
    if (is(h->loss, "cross_entropy"))
        check_numbers(&h->options[CROSS_ENTROPY_WEIGHTS], h->width, false, "class_weights",
                      "classes", faults);
    if (is(h->loss, "binary_cross_entropy"))
        check_numbers(&h->options[BINARY_WEIGHTS], h->width, true, "pos_weight", "outputs", faults);
    if (is(h->loss, "kl_divergence") && h->width < 2)
        faults_add(faults, "/training/loss", "task", "two target columns or more",
                   "kl_divergence compares distributions, and one number is none");
}

static void check_ignored(const char *name, const struct column *c, struct faults *faults)
{
    for (int i = 0; c && i < c->n_classes; i++)
        if (!strcmp(c->classes[i], name))
            return;
    const char *near = c ? nearest_name(name, c->classes, c->n_classes) : NULL;
    faults_add(faults, "/training/loss/ignore_class", "choice", "a class of the target",
               "the target has no class \"%s\"%s%s%s", name, near ? "; did you mean \"" : "",
               near ? near : "", near ? "\"?" : "");
}

/* Not below 0; and the columns' means add up to 1 when every row does. */
static void check_distribution(const struct spec *spec, const struct dataset *train,
                               struct faults *faults)
{
    const struct dataset_info *info = dataset_info(train);
    int n = spec_targets(spec, TARGET_NUMBERS, train, NULL);
    int *columns = calloc((size_t)n + 1, sizeof *columns);
    double sum = 0;
    if (!columns)
        return;
    spec_targets(spec, TARGET_NUMBERS, train, columns);
    for (int i = 0; i < n; i++) {
        if (columns[i] < 0 || columns[i] >= info->n_columns)
            continue;
        const struct column *c = &info->columns[columns[i]];
        char pointer[48];
        snprintf(pointer, sizeof pointer, n > 1 ? "/data/target/%d" : "/data/target", i);
        sum += c->mean;
        if (c->min < 0)
            faults_add(faults, pointer, "range", "numbers from 0 to 1",
                       "column \"%s\" goes down to %g, but no probability is below 0", c->name,
                       c->min);
    }
    free(columns);
    if (fabs(sum - 1) > 1e-3)
        faults_add(faults, "/data/target", "range", "columns that add up to 1 in every row",
                   "kl_divergence needs distributions; the target columns add up to %g on average",
                   sum);
}

void loss_check_data(const struct head *h, const struct spec *spec, const struct dataset *train,
                     struct faults *faults)
{
    if (is(h->loss, "cross_entropy")) {
        const struct value *ignore = &h->options[CROSS_ENTROPY_IGNORE];
        const struct column *c = class_column(spec, train);
        if (h->options[CROSS_ENTROPY_WEIGHTS].m > 0 && (!c || c->n_classes == 0))
            faults_add(faults, "/training/loss/class_weights", "task", "a number per class",
                       "there are no rows of classes here that could be balanced");
        if (ignore->names)
            check_ignored(ignore->names[0], c, faults);
    }
    if (is(h->loss, "kl_divergence") && h->targets == TARGET_NUMBERS)
        check_distribution(spec, train, faults);
    if (is(h->loss, "kl_divergence") && target_is_rescaled(spec, h->targets))
        faults_add(faults, "/data/normalize_target", "conflict", "auto, none",
                   "a distribution cannot be rescaled");
}

int32_t loss_ignored(const struct head *h, const struct preprocess_info *info)
{
    const struct value *ignore = &h->options[CROSS_ENTROPY_IGNORE];
    if (!is(h->loss, "cross_entropy") || !ignore->names)
        return -1;
    for (int i = 0; i < info->n_out; i++)
        if (!strcmp(info->names[i], ignore->names[0]))
            return i;
    return -1;
}
