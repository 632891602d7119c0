/* test_series.c - time: rows put in its order, windows of a forecast, and the splits that keep the
 * sides apart. */
#include "engine/data/ahead.h"
#include "engine/data/text.h"
#include "engine/train/split.h"
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- times ---- */

static void times_are_read_as_they_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double want; /* NaN: no time */
    } cases[] = {
        {"1970-01-02", 86400},
        {"1949-01", -662688000},
        {"2024-02-29", 1709164800},
        {"2023-02-29", NAN},
        {"2024-13", NAN},
        {"2024-00-10", NAN},
        {"2024-03-01T12:30", 1709296200},
        {"2024-03-01 12:30:15", 1709296215},
        {"2024-03-01T12:30:15.25Z", 1709296215.25},
        {"2024-03-01T12:30:15+02:00", 1709289015},
        {"2024-03-01 12:30:15-0530", 1709316015},
        {"2024-03-01T24:30", NAN},
        {"2024-03-01T12", NAN},
        {"2024-03-01x", NAN},
        {"01/03/2024", NAN},
        {"2024-3-1", NAN},
        {"20240301", NAN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = NAN;
        bool time = text_time(cases[i].text, strlen(cases[i].text), &got);
        if (time != !isnan(cases[i].want) || (time && got != cases[i].want))
            fail_msg("%s: %s, %.2f", cases[i].text, time ? "a time" : "none", got);
    }
}

/* ---- the order of time ---- */

static int read_order(const char *csv, bool ties, bool gaps, int series, struct timeline *t,
                      struct err *err)
{
    struct dataset *ds = table_of("time", csv);
    struct timeline_rules rules = {.time = 0, .series = series, .ties = ties, .gaps = gaps};
    int rc = timeline_init(t, ds, &rules, err);
    dataset_close(ds);
    return rc;
}

static void rows_stand_in_the_order_of_time_within_each_series(void **state)
{
    (void)state;
    static const char csv[] = "day,shop,y\n"
                              "2024-01-03,b,1\n2024-01-01,b,2\n2024-01-02,a,3\n"
                              "2024-01-02,b,4\n2024-01-01,a,5\n";
    static const uint32_t want[] = {4, 2, 1, 3, 0};
    struct timeline t;
    struct err err = {0};
    if (read_order(csv, false, false, 1, &t, &err) != 0)
        fail_msg("%s", err.text);
    assert_memory_equal(t.order, want, sizeof want);
    assert_int_equal(t.n_series, 2);
    assert_int_equal(t.starts[1], 2);
    assert_int_equal(t.starts[2], 5);
    timeline_done(&t);
}

static void a_file_in_order_costs_no_memory(void **state)
{
    (void)state;
    struct timeline t;
    struct err err = {0};
    assert_int_equal(read_order("year,y\n1749,1\n1750,2\n1751,3\n", false, false, -1, &t, &err), 0);
    assert_null(t.order);
    assert_int_equal(timeline_row(&t, 2), 2);
    timeline_done(&t);
}

static void what_is_wrong_with_times_is_said_by_row(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        int series;
        const char *say; /* NULL: nothing is wrong */
    } cases[] = {
        {"day,s,y\n2024-01-01,a,1\n,a,2\n2024-01-03,a,3\n", -1,
         "row 2 has no value in column \"day\""},
        {"day,s,y\n2024-01-01,a,1\n2024-01-02,,2\n2024-01-03,b,3\n", 1,
         "row 2 has no value in column \"s\""},
        {"day,s,y\n2024-01-02,a,1\n2024-01-01,a,2\n2024-01-02,b,3\n", -1,
         "rows 1 and 3 have the same time, 2024-01-02 in column \"day\"; if the file holds several "
         "series, data.series names their column"},
        {"day,s,y\n2024-01-02,a,1\n2024-01-01,a,2\n2024-01-02,b,3\n", 1, NULL},
        {"day,s,y\n2024-01-02,a,1\n2024-01-02,a,2\n", 1, "and the same series"},
        {"day,s,y\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-05,a,3\n", -1,
         "from row 2 (2024-01-02) to row 3 (2024-01-05) 3 days pass, elsewhere 1 day"},
        {"day,s,y\n2024-01-31,a,1\n2024-02-29,a,2\n2024-03-31,a,3\n2024-04-30,a,4\n", -1, NULL},
        {"day,s,y\n2024-01-01T10:00,a,1\n2024-01-01T11:00,a,2\n2024-01-01T13:30,a,3\n", -1,
         "from row 2 (2024-01-01T11:00:00Z) to row 3 (2024-01-01T13:30:00Z) 150 minutes pass, "
         "elsewhere 1 hour"},
        {"year,s,y\n1990,a,1\n1991,a,2\n1993,a,3\n", -1,
         "from row 2 (1991) to row 3 (1993) 2 pass, elsewhere 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct timeline t;
        struct err err = {0};
        int rc = read_order(cases[i].csv, false, false, cases[i].series, &t, &err);
        if (rc == 0)
            timeline_done(&t);
        if ((rc == 0) != !cases[i].say || (rc && !strstr(err.text, cases[i].say)))
            fail_msg("case %zu: \"%s\"", i, rc ? err.text : "no fault");
    }
}

/* ---- windows ---- */

/* y = 10 t + series, x = t, of two series of 7 and 5 days, mixed in the file. */
static struct dataset *two_series(void)
{
    static const int order[] = {6, 3, 0, 1, 5, 2, 4};
    char csv[1024] = "shop,day,x,y\n";
    for (int i = 0; i < 7; i++)
        for (int s = 0; s < 2; s++)
            if (s == 0 || order[i] < 5)
                sprintf(csv + strlen(csv), "%c,2024-01-0%d,%d,%d\n", 'a' + s, order[i] + 1,
                        order[i], 10 * order[i] + s);
    return table_of("two", csv);
}

static void windows_spec(struct spec *s, const char *training, const char *data)
{
    spec_start(s, "forecasting", training);
    spec_add(s, "flatten");
    spec_add(s, "dense units=2");
    spec_choose(s, "data", data);
}

static void windows_follow_time_and_never_cross_series(void **state)
{
    (void)state;
    struct dataset *ds = two_series();
    struct spec spec;
    struct err err = {0};
    windows_spec(&spec, "epochs=1", "context=3 horizon=2 series=shop");
    struct preprocess *p = preprocess_fit(&spec, TARGET_AHEAD, ds, NULL, 4, &err);
    if (!p)
        fail_msg("%s", err.text);
    const struct preprocess_info *info = preprocess_info(p);
    assert_int_equal(info->rank, 2);
    assert_int_equal(info->shape[0], 3);
    assert_int_equal(info->shape[1], 2); /* x and y: the target's past is seen */
    assert_int_equal(info->n_out, 2);
    assert_string_equal(info->names[0], "y+1");
    assert_string_equal(info->names[1], "y+2");
    assert_int_equal(ahead_windows(&info->ahead, ds), 3 + 1);
    struct feed *feed = feed_new(p, ds, true, &err);
    float x[4][3][2], y[4][2];
    feed_gather(feed, (const uint32_t[]){0, 1, 2, 3}, 4, x[0][0], y[0], NULL);
    for (int w = 0; w < 4; w++) {
        int series = w == 3, from = series ? 0 : w;
        for (int i = 0; i < 3; i++) {
            assert_int_equal((int)x[w][i][0], from + i);
            assert_int_equal((int)x[w][i][1], 10 * (from + i) + series);
        }
        assert_int_equal((int)y[w][0], 10 * (from + 3) + series);
        assert_int_equal((int)y[w][1], 10 * (from + 4) + series);
    }
    feed_free(feed);
    preprocess_free(p);
    spec_done(&spec);
    dataset_close(ds);
}

/* predict's cells give the bits that training saw, after a round trip through bytes; bent bytes are
 * refused or harmless. */
static void a_stored_window_gives_the_same_bits_and_bent_bytes_do_no_harm(void **state)
{
    (void)state;
    struct dataset *ds = two_series();
    struct spec spec;
    struct err err = {0};
    windows_spec(&spec, "epochs=1", "context=3 horizon=2 series=shop normalize=standard");
    struct preprocess *fitted = preprocess_fit(&spec, TARGET_AHEAD, ds, NULL, 4, &err);
    assert_non_null(fitted);
    struct feed *feed = feed_new(fitted, ds, true, &err);
    size_t n = preprocess_store(fitted, NULL);
    unsigned char *bytes = malloc(n);
    float rows[6], x[6];
    struct cell cells[6];
    preprocess_store(fitted, bytes);
    feed_gather(feed, (const uint32_t[]){1}, 1, rows, NULL, NULL);
    for (int i = 0; i < 3; i++) { /* days 1 to 3 of shop a */
        cells[2 * i] = (struct cell){.kind = CELL_NUMBER, .number = i + 1};
        cells[2 * i + 1] = (struct cell){.kind = CELL_NUMBER, .number = 10 * (i + 1)};
    }
    struct preprocess *p = preprocess_load(bytes, n, &err);
    assert_non_null(p);
    assert_int_equal(preprocess_cells(p, cells, 1, x, &err), 0);
    assert_memory_equal(x, rows, sizeof rows);
    for (size_t k = 0; k < n; k++) {
        assert_null(preprocess_load(bytes, k, &err));
        bytes[k] ^= 0x55;
        struct preprocess *bent = preprocess_load(bytes, n, &err);
        const struct preprocess_info *info = bent ? preprocess_info(bent) : NULL;
        if (bent && info->n_in == 6 && info->n_inputs == 2 && info->ahead.context == 3)
            preprocess_cells(bent, cells, 1, x, &err);
        for (int i = 0; bent && i < info->n_out; i++)
            assert_non_null(info->names[i]);
        preprocess_free(bent);
        bytes[k] ^= 0x55;
    }
    free(bytes);
    preprocess_free(p);
    feed_free(feed);
    preprocess_free(fitted);
    spec_done(&spec);
    dataset_close(ds);
}

/* ---- splits ---- */

/* The training that a spec makes; fails with its error. */
static struct training *begin(const struct spec *spec, const struct dataset *ds)
{
    struct err err = {0};
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s", err.text);
    return t;
}

static void no_row_is_seen_from_both_sides_of_a_forecast(void **state)
{
    (void)state;
    char csv[4096] = "t,y\n";
    for (int i = 0; i < 60; i++)
        sprintf(csv + strlen(csv), "%d,%d\n", 59 - i, i * i % 17); /* the file runs backwards */
    struct dataset *ds = table_of("sides", csv);
    struct spec spec;
    windows_spec(&spec, "epochs=1 validation_split=0.25 shuffle=0", "context=4 horizon=2 time=t");
    struct training *t = begin(&spec, ds);
    const struct plan *p = &t->plan;
    assert_int_equal(p->validation_rows, 55 - 41); /* of 55 windows a quarter */
    assert_int_equal(p->train_rows, 41 - 5);
    for (int64_t i = 0; i < p->train_rows; i++)
        assert_int_equal(t->order[i], i);
    for (int64_t i = 0; i < p->validation_rows; i++)
        assert_int_equal(t->order[p->train_rows + i], 41 + i);
    assert_int_equal(t->order[p->train_rows - 1] + 6, t->order[p->train_rows]);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

static void stratified_sides_keep_the_classes_shares(void **state)
{
    (void)state;
    static const struct {
        int of[4];
        const char *training;
        int want[4]; /* to validate with */
    } cases[] = {
        {{50, 30, 20, 0}, "validation_split=0.2", {10, 6, 4, 0}},
        {{7, 7, 7, 0}, "validation_split=0.5", {4, 4, 3, 0}},   /* 10.5 of 21 → 11; 3.5 each */
        {{97, 2, 1, 0}, "validation_split=0.3", {29, 1, 0, 0}}, /* an only row trains */
        {{4, 1, 1, 1}, "validation_split=0.5", {3, 0, 0, 0}},   /* so fewer than half */
        {{3, 96, 1, 1}, "validation_split=0.1", {0, 11, 0, 0}},
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        char csv[8192] = "x,k\n", training[96];
        for (int k = 0, row = 0; k < 4; k++)
            for (int i = 0; i < cases[c].of[k]; i++)
                sprintf(csv + strlen(csv), "%d,k%d\n", row++, k);
        struct dataset *ds = table_of("strata", csv);
        struct spec spec;
        snprintf(training, sizeof training, "epochs=1 split=stratified %s", cases[c].training);
        spec_start(&spec, "classification", training);
        spec_add(&spec, "dense");
        spec_complete(&spec, ds);
        struct training *t = begin(&spec, ds);
        const struct plan *p = &t->plan;
        int got[4] = {0}, seen[128] = {0};
        for (int64_t i = 0; i < p->rows; i++) {
            seen[t->order[i]]++;
            if (i >= p->train_rows)
                got[(int)ds->cells[t->order[i] * 2 + 1]]++;
        }
        for (int64_t i = 0; i < p->rows; i++)
            assert_int_equal(seen[i], 1);
        if (memcmp(got, cases[c].want, sizeof got) != 0)
            fail_msg("case %zu: %d %d %d %d validate", c, got[0], got[1], got[2], got[3]);
        training_free(t);
        spec_done(&spec);
        dataset_close(ds);
    }
}

static void a_split_by_time_validates_with_the_last_rows(void **state)
{
    (void)state;
    struct dataset *ds = table_of("late", "when,x,y\n2024-03-05,1,2\n2024-01-01,2,3\n2024-02-01,3,"
                                          "4\n2024-05-01,4,5\n2024-04-01,5,7\n");
    struct spec spec;
    spec_start(&spec, "regression", "epochs=1 split=time validation_split=0.4 shuffle=0");
    spec_add(&spec, "dense units=1");
    struct training *t = begin(&spec, ds);
    static const uint32_t want[] = {1, 2, 0, 4, 3};
    assert_memory_equal(t->order, want, sizeof want);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

/* ---- what is learned ---- */

/* A line in noise-free steps: the flattened window says the next values exactly. */
static void a_forecast_learns_and_answers_in_the_targets_own_units(void **state)
{
    (void)state;
    char csv[8192] = "t,y\n";
    for (int i = 0; i < 300; i++)
        sprintf(csv + strlen(csv), "%d,%.4f\n", i, 5000 + 800 * sin(i * .3));
    struct dataset *ds = table_of("sine", csv);
    struct spec spec;
    struct err err = {0};
    windows_spec(&spec, "epochs=60 validation_split=0.2 batch_size=16",
                 "context=8 horizon=2 time=t normalize=standard");
    spec_choose(&spec, "optimizer", "adam learning_rate=0.01");
    struct training *t = begin(&spec, ds);
    double val_mae = NAN, val_r2 = NAN;
    int rc;
    do {
        rc = training_advance(t, &parallel_serial, &err);
        int n;
        const struct point *points = training_points(t, &n);
        for (int i = 0; i < n; i++) {
            if (strcmp(points[i].name, "val_mae") == 0)
                val_mae = points[i].value;
            if (strcmp(points[i].name, "val_r2") == 0)
                val_r2 = points[i].value;
        }
    } while (rc == 1);
    assert_int_equal(rc, 0);
    if (!(val_mae < 8) || !(val_r2 > .999))
        fail_msg("val_mae %g, val_r2 %g", val_mae, val_r2);
    assert_int_equal(training_export(t, temp_path("sine.model"), "{}", "0", &err), 0);
    training_free(t);

    struct model *m = model_open(temp_path("sine.model"), &spec, &err);
    if (!m)
        fail_msg("%s", err.text);
    const struct model_info *info = model_info(m);
    assert_int_equal(info->window, 8);
    assert_int_equal(info->n_inputs, 1);
    assert_int_equal(info->n_outputs, 2);
    assert_string_equal(info->classes[1], "y+2");
    struct cell cells[8];
    float out[2];
    for (int i = 0; i < 8; i++)
        cells[i] = (struct cell){.kind = CELL_NUMBER, .number = 5000 + 800 * sin((300 + i) * .3)};
    assert_int_equal(model_predict(m, cells, 1, out, &err), 0);
    assert_true(fabs(out[0] - (5000 + 800 * sin(308 * .3))) < 25);
    assert_true(fabs(out[1] - (5000 + 800 * sin(309 * .3))) < 25);
    struct metric metrics[16];
    int64_t rows = 0;
    int n = model_evaluate(m, ds, NULL, NULL, metrics, 16, &rows, &err);
    assert_true(n > 1);
    assert_int_equal(rows, 300 - 9);
    model_close(m);
    spec_done(&spec);
    dataset_close(ds);
}

/* ---- faults ---- */

static void faults_of_a_forecast_name_their_place(void **state)
{
    (void)state;
    static const char days[] =
        "day,shop,note,y\n2024-01-01,a,q,1\n2024-01-02,a,r,2\n2024-01-03,a,s,"
        "3\n2024-01-04,a,t,4\n";
    static const char words[] = "word,y\nq,1\nr,2\ns,3\nt,4\n";
    static const struct {
        const char *csv, *training, *data, *pointer, *say;
    } cases[] = {
        {days, "", "context=2", NULL, NULL},
        {days, "", "context=4", "/data/context",
         "the dataset has 4 rows; a context of 4 and a horizon of 1 need 5 that follow each other"},
        {days, "", "context=2 time=dya", "/data/time", "did you mean \"day\"?"},
        {days, "", "context=2 time=note", "/data/time", "does not order the rows"},
        {words, "", "context=2", "/data/time", "no column of type time"},
        {"day,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n", "", "context=1 series=y",
         "/data/target", "no column but time and series is left"},
        {days, "", "context=2 series=shpo", "/data/series", "did you mean \"shop\"?"},
        {days, "validation_split=0.2", "context=2", "/training/validation_split",
         "leaves 2 to train"},
        {days, "split=time", "context=2", "/training/split", "nothing to split"},
        {days, "split=random validation_split=0.5", "context=2", "/training/split", "by time"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct dataset *ds = table_of("bad", cases[i].csv);
        struct spec spec;
        char training[64];
        struct faults faults = {0};
        struct quote quote;
        snprintf(training, sizeof training, "epochs=1 %s", cases[i].training);
        spec_start(&spec, "forecasting", training);
        spec_add(&spec, "flatten");
        spec_add(&spec, "dense units=1");
        spec_choose(&spec, "data", cases[i].data);
        training_quote(&spec, ds, NULL, 1, &quote, &faults);
        if ((faults.n > 0) != (cases[i].pointer != NULL) ||
            (faults.n && (strcmp(faults.v[0].pointer, cases[i].pointer) ||
                          !strstr(faults.v[0].detail, cases[i].say))))
            fail_msg("case %zu: %d faults, %s: %s", i, faults.n,
                     faults.n ? faults.v[0].pointer : "", faults.n ? faults.v[0].detail : "");
        faults_done(&faults);
        spec_done(&spec);
        dataset_close(ds);
    }
}

/* The window is still there behind a dense: units alone would mislead. */
static void a_window_left_at_the_end_is_named(void **state)
{
    (void)state;
    struct dataset *ds = series_made("window", 56);
    struct spec spec;
    struct faults faults = {0};
    struct quote quote;
    spec_start(&spec, "forecasting", "epochs=1");
    spec_add(&spec, "dense units=1");
    spec_choose(&spec, "data", "context=4 time=day series=shop");
    assert_true(training_quote(&spec, ds, NULL, 1, &quote, &faults) > 0);
    if (strcmp(faults.v[0].pointer, "/model/layers/0") || !strstr(faults.v[0].detail, "flatten"))
        fail_msg("%s: %s", faults.v[0].pointer, faults.v[0].detail);
    assert_non_null(strstr(faults.v[0].detail, "gives (4, 1)"));
    faults_done(&faults);
    spec_done(&spec);
    dataset_close(ds);
}

static void name_columns(struct spec *s, const char *const *columns, int time, int series,
                         int target, int feature)
{
    char text[96] = "context=2 gaps=ignore missing=mean";
    if (time)
        sprintf(text + strlen(text), " time=%s", columns[time]);
    if (series)
        sprintf(text + strlen(text), " series=%s", columns[series]);
    spec_choose(s, "data", text);
    s->targets = target ? calloc(1, sizeof *s->targets) : NULL;
    s->features = feature ? calloc(1, sizeof *s->features) : NULL;
    if (target)
        s->targets[s->n_targets++] = strdup(columns[target]);
    if (feature)
        s->features[s->n_features++] = strdup(columns[feature]);
}

/* Every choice of columns is quoted or refused, for each task and split; what is quoted trains. */
static void no_choice_of_columns_does_harm(void **state)
{
    (void)state;
    static const char *const columns[] = {"", "day", "shop", "note", "v", "zzz"};
    static const char *const tasks[] = {"forecasting", "regression", "classification",
                                        "autoencoder"};
    static const char *const splits[] = {"", " validation_split=0.3",
                                         " validation_split=0.3 split=time",
                                         " validation_split=0.3 split=stratified"};
    struct dataset *ds = table_of(
        "all", "day,shop,note,v\n2024-01-01,a,q w e r t z u i o p a s d f g h j k l y x c,1\n"
               "2024-01-02,b,r,2\n2024-01-03,a,s,3\n2024-01-04,b,t,4\n2024-01-05,a,u,5\n"
               "2024-01-06,b,v,6\n2024-01-07,a,w,7\n2024-01-08,b,x,8\n2024-01-09,a,,9\n");
    int trained = 0;
    for (int i = 0; i < 4 * 4 * 6 * 6 * 6 * 6; i++) {
        struct spec spec;
        struct faults faults = {0};
        struct quote quote;
        char training[96];
        snprintf(training, sizeof training, "epochs=1%s", splits[i / 4 % 4]);
        spec_start(&spec, tasks[i % 4], training);
        spec_add(&spec, "flatten");
        spec_add(&spec, "dense");
        name_columns(&spec, columns, i / 16 % 6, i / 96 % 6, i / 576 % 6, i / 3456);
        spec_complete(&spec, ds);
        if (training_quote(&spec, ds, NULL, 1, &quote, &faults) == 0) {
            struct err err = {0};
            struct training *t = begin(&spec, ds);
            while (training_advance(t, &parallel_serial, &err) == 1)
                ;
            training_free(t);
            trained++;
        }
        for (int k = 0; k < faults.n; k++)
            assert_true(faults.v[k].pointer[0] == '/' && faults.v[k].detail[0]);
        faults_done(&faults);
        spec_done(&spec);
    }
    assert_true(trained > 100);
    dataset_close(ds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_as_they_are_written),
        cmocka_unit_test(rows_stand_in_the_order_of_time_within_each_series),
        cmocka_unit_test(a_file_in_order_costs_no_memory),
        cmocka_unit_test(what_is_wrong_with_times_is_said_by_row),
        cmocka_unit_test(windows_follow_time_and_never_cross_series),
        cmocka_unit_test(a_stored_window_gives_the_same_bits_and_bent_bytes_do_no_harm),
        cmocka_unit_test(no_row_is_seen_from_both_sides_of_a_forecast),
        cmocka_unit_test(stratified_sides_keep_the_classes_shares),
        cmocka_unit_test(a_split_by_time_validates_with_the_last_rows),
        cmocka_unit_test(a_forecast_learns_and_answers_in_the_targets_own_units),
        cmocka_unit_test(faults_of_a_forecast_name_their_place),
        cmocka_unit_test(a_window_left_at_the_end_is_named),
        cmocka_unit_test(no_choice_of_columns_does_harm),
    };
    return cmocka_run_group_tests(tests, temp_setup, temp_teardown);
}
