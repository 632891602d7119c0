/* cells.c - raw rows as a client of predict sends them, into what the network reads. */
#include "engine/data/prep.h"
#include "engine/data/text.h"
#include "engine/data/tokens.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A column of a row, for the sentence. */
struct place {
    int64_t row;
    int64_t column;
    const char *name; /* or NULL: an element of a sample */
};

static int refuse(struct err *err, const struct place *at, const char *what, const char *text,
                  size_t n)
{
    char name[48], brief[48], quoted[64] = "";
    if (text)
        snprintf(quoted, sizeof quoted, " \"%s\"", text_brief(brief, text, n));
    if (!at->name)
        return err_set(err, ERR_INVALID, "row %" PRId64 ", element %" PRId64 ": %s%s", at->row + 1,
                       at->column + 1, what, quoted);
    return err_set(err, ERR_INVALID, "row %" PRId64 ", column %" PRId64 " (\"%s\"): %s%s",
                   at->row + 1, at->column + 1, text_brief(name, at->name, strlen(at->name)), what,
                   quoted);
}

static bool is_missing(const struct cell *cell)
{
    return cell->kind == CELL_MISSING || (cell->kind == CELL_NUMBER && isnan(cell->number)) ||
           (cell->kind == CELL_TEXT && text_is_missing(cell->text, cell->n));
}

/* A finite number, also from its text; for a time also ISO 8601. */
static int number_of(const struct cell *cell, bool time, double *v, const struct place *at,
                     struct err *err)
{
    if (cell->kind == CELL_NUMBER) {
        *v = cell->number;
        return isfinite(*v) ? 0 : refuse(err, at, "a number must be finite", NULL, 0);
    }
    if (text_number(cell->text, cell->n, v) == TEXT_NUMBER ||
        (time && text_time(cell->text, cell->n, v)))
        return 0;
    return refuse(err, at, time ? "neither seconds nor an ISO 8601 time:" : "not a finite number:",
                  cell->text, cell->n);
}

static int one_hot(const struct preprocess *p, const struct input *in, const struct cell *cell,
                   float *x, const struct place *at, struct err *err)
{
    memset(x, 0, (size_t)in->width * sizeof *x);
    char printed[32];
    const char *text = cell->text;
    size_t n = cell->n;
    if (cell->kind == CELL_NUMBER) {
        text = text_print(printed, cell->number);
        n = strlen(text);
    }
    int k = is_missing(cell) ? -1 : classes_find(&in->classes, text, n);
    if (k < 0 && p->missing == MISSING_ERROR)
        return is_missing(cell)
                   ? refuse(err, at, "a missing value, and data.missing is error", NULL, 0)
                   : refuse(err, at, "an unknown category:", text, n);
    put_class(in, k, x);
    return 0;
}

static int tokens(const struct preprocess *p, const struct input *in, const struct cell *cell,
                  float *x, const struct place *at, struct err *err)
{
    char printed[32];
    const char *text = cell->kind == CELL_TEXT ? cell->text : "";
    size_t n = cell->kind == CELL_TEXT ? cell->n : 0;
    if (is_missing(cell) && p->missing == MISSING_ERROR)
        return refuse(err, at, "a missing value, and data.missing is error", NULL, 0);
    if (cell->kind == CELL_NUMBER)
        n = strlen(text = text_print(printed, cell->number));
    vocabulary_read(in->vocabulary, text, is_missing(cell) ? 0 : n, in->width, x);
    return 0;
}

static int column_cell(const struct preprocess *p, int i, const struct cell *cell, float *x,
                       const struct place *at, struct err *err)
{
    const struct input *in = &p->inputs[i];
    enum column_type type = p->columns[i].type;
    if (type == COLUMN_CATEGORICAL)
        return one_hot(p, in, cell, x, at, err);
    if (type == COLUMN_TEXT)
        return tokens(p, in, cell, x, at, err);
    double v = in->fill;
    if (is_missing(cell)) {
        if (p->missing == MISSING_ERROR)
            return refuse(err, at, "a missing value, and data.missing is error", NULL, 0);
    } else {
        int rc = number_of(cell, type == COLUMN_TIME, &v, at, err);
        if (rc < 0)
            return rc;
        v = type == COLUMN_TIME ? v / SECONDS_PER_DAY : v;
    }
    *x = scaled(in->scaling, v);
    return isfinite(*x) ? 0 : refuse(err, at, "too large a number", NULL, 0);
}

static int sample_cell(const struct preprocess *p, const struct cell *cell, float *x,
                       const struct place *at, struct err *err)
{
    double v = 0;
    if (is_missing(cell))
        return refuse(err, at, "a sample has no missing values", NULL, 0);
    int rc = number_of(cell, false, &v, at, err);
    if (rc < 0)
        return rc;
    if (p->sample_type == SAMPLE_U8) {
        if (v < 0 || v > 255)
            return refuse(err, at, "a byte is wanted, 0 to 255", NULL, 0);
        *x = scaled_byte((float)v, byte_factor(p->scaling), byte_offset(p->scaling));
    } else {
        *x = scaled(p->scaling, v);
    }
    return isfinite(*x) ? 0 : refuse(err, at, "too large a number", NULL, 0);
}

int preprocess_cells(const struct preprocess *p, const struct cell *cells, int64_t rows, float *x,
                     struct err *err)
{
    int64_t n = p->info.n_inputs, n_sample = p->info.n_sample;
    bool ahead = p->info.targets == TARGET_AHEAD; /* its inputs are of several rows each */
    rows *= ahead ? p->info.ahead.context : 1;
    for (int64_t row = 0; row < rows; row++, x += p->n_step)
        for (int64_t i = 0; i < n; i++) {
            const struct cell *cell = &cells[row * n + i];
            int64_t column = i - n_sample;
            struct place at = {row, column < 0 ? i : column,
                               column < 0 ? NULL : p->columns[column].name};
            int rc = column < 0
                         ? sample_cell(p, cell, x + p->sample_at + i, &at, err)
                         : column_cell(p, (int)column, cell, x + p->inputs[column].at, &at, err);
            if (rc < 0)
                return rc;
        }
    return 0;
}
