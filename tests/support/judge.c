/* judge.c - a model file's evaluation and predictions, held against each other. */
#include "tests/support/judge.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 24: more than any task measures. */
enum { METRICS_MOST = 24 };

/* A last bit decides these where all answers are alike but for it. */
static bool is_of_order(const char *metric)
{
    return strcmp(metric, "roc_auc") == 0 || strcmp(metric, "top_5_accuracy") == 0 ||
           strcmp(metric, "hit_rate_10") == 0 || strcmp(metric, "ndcg_10") == 0;
}

static bool near(const char *name, double a, double b, const char *what)
{
    if (fabs(a - b) <= 1e-4 * (1 + fabs(a)))
        return true;
    print_error("%s is %.9g by the model's evaluation, %.9g by %s\n", name, a, b, what);
    return false;
}

static int evaluate(struct model *m, const struct dataset *ds, struct metric *metric)
{
    struct err err = {0};
    int64_t rows;
    int n = model_evaluate(m, ds, NULL, NULL, metric, METRICS_MOST, &rows, &err);
    if (n < 0)
        fail_msg("evaluation: %s", err.text);
    return n;
}

bool judge_evaluation(struct model *m, const struct dataset *ds, const struct metric *want, int n)
{
    struct metric metric[METRICS_MOST];
    int met = 0;
    for (int i = evaluate(m, ds, metric) - 1; i >= 0; i--)
        for (int k = 0; k < n; k++)
            if (strcmp(metric[i].name, want[k].name) == 0 && !is_of_order(want[k].name)) {
                met++;
                if (!near(want[k].name, metric[i].value, want[k].value, "the training"))
                    return false;
            }
    return met > 0;
}

/* ---- predictions ---- */

static int column_of(const struct dataset_info *info, const char *name)
{
    for (int i = 0; i < info->n_columns; i++)
        if (strcmp(info->columns[i].name, name) == 0)
            return i;
    return -1;
}

static int64_t elements_of(const struct dataset_info *info)
{
    int64_t n = info->rank ? 1 : 0;
    for (int k = 0; k < info->rank; k++)
        n *= info->shape[k];
    return n;
}

/* The cell of a column by its name. */
static struct cell named_cell(const struct dataset *ds, int64_t row, const char *name)
{
    const struct dataset_info *info = dataset_info(ds);
    return dataset_cell(ds, row, elements_of(info) + column_of(info, name));
}

/* The row's cells as the model takes them: the sample's elements, then its columns by name. */
static void row_cells(const struct model_info *m, const struct dataset *ds, int64_t row,
                      struct cell *cells)
{
    for (int64_t i = 0; i < m->n_sample; i++)
        cells[i] = dataset_cell(ds, row, i);
    for (int64_t i = m->n_sample; i < m->n_inputs; i++)
        cells[i] = named_cell(ds, row, m->inputs[i - m->n_sample].name);
}

/* "label", else the last column: what a spec without targets learns. */
static struct cell target_cell(const struct dataset *ds, int64_t row)
{
    const struct dataset_info *info = dataset_info(ds);
    bool label = column_of(info, "label") >= 0;
    return named_cell(ds, row, label ? "label" : info->columns[info->n_columns - 1].name);
}

static bool names(const char *class, const struct cell *cell)
{
    return cell->kind == CELL_NUMBER
               ? strtod(class, NULL) == cell->number
               : strlen(class) == cell->n && memcmp(class, cell->text, cell->n) == 0;
}

/* The part of a picture's pixels whose class is told right. */
static double judge_map(const struct model_info *m, const struct dataset *ds, int64_t row,
                        const float *output)
{
    double right = 0;
    for (int k = 0; k < m->n_outputs; k++) {
        struct cell pixel = dataset_cell(ds, row, elements_of(dataset_info(ds)) + k);
        right += names(m->classes[(int)output[k]], &pixel);
    }
    return right / m->n_outputs;
}

/* The part of flags that are told right. */
static double judge_flags(const struct model_info *m, const struct dataset *ds, int64_t row,
                          const float *output)
{
    double right = 0;
    for (int k = 0; k < m->n_outputs; k++)
        right += (output[k] > .5f) == (named_cell(ds, row, m->classes[k]).number > .5);
    return right / m->n_outputs;
}

/* 1 for a right class, or how far the number is off. */
static double judge_row(const struct model_info *m, const struct dataset *ds, int64_t row,
                        const float *output)
{
    if (m->map_classes)
        return judge_map(m, ds, row, output);
    struct cell cell = target_cell(ds, row), *target = &cell;
    int best = 0;
    if (!m->is_classifier)
        return m->n_outputs > 1 ? judge_flags(m, ds, row, output)
                                : fabs((double)output[0] - target->number);
    for (int k = 1; k < m->n_outputs; k++)
        best = output[k] > output[best] ? k : best;
    return names(m->classes[best], target);
}

/* Whether the file answers rows of one class, one number, flags or a map, each row by itself. */
static bool is_plain(const struct model_info *m, const struct dataset *ds)
{
    if (m->window || m->context || m->is_autoencoder || m->top)
        return false;
    if (m->map_classes)
        return true;
    struct cell target = target_cell(ds, 0);
    return target.kind != CELL_MISSING; /* flags are several numbers */
}

bool judge_predictions(struct model *m, const struct dataset *ds)
{
    const struct model_info *info = model_info(m);
    const char *name = info->is_classifier || info->n_outputs > 1 ? "accuracy" : "mae";
    struct metric metric[METRICS_MOST];
    struct err err = {0};
    int64_t rows = dataset_info(ds)->rows;
    double sum = 0;
    if (!is_plain(info, ds))
        return true;
    struct cell *cells = calloc((size_t)info->n_inputs + 1, sizeof *cells);
    float *output = calloc((size_t)info->n_outputs + 1, sizeof *output);
    for (int64_t row = 0; row < rows; row++) {
        row_cells(info, ds, row, cells);
        if (model_predict(m, cells, 1, output, &err) != 0)
            fail_msg("prediction: %s", err.text);
        sum += judge_row(info, ds, row, output) / (double)rows;
    }
    free(cells);
    free(output);
    for (int i = evaluate(m, ds, metric) - 1; i >= 0; i--)
        if (strcmp(metric[i].name, name) == 0)
            return near(name, metric[i].value, sum, "its predictions");
    return false;
}
