/* engine.c - what a step costs beyond its arithmetic.
 *
 * A one-unit model, where nearly all is overhead; an MLP 784-512-256-10 on bytes, batch 128, and a
 * small CNN, each against the bare matrix products of such a step in the same run; the MLP against
 * PyTorch (tests/bench/mlp.py) where python3-torch is installed. One lane, one thread. Each figure
 * is the median of blocks; read the ratios, and unset OPENBLAS_CORETYPE for speed claims. */
#include "engine/tensor/blas.h"
#include "engine/tensor/rng.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCKS = 7 };

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median seconds of one call, over BLOCKS blocks of n calls after one block to warm up. */
static double median(void (*call)(void *arg), void *arg, int n)
{
    double block[BLOCKS];
    for (int b = -1; b < BLOCKS; b++) {
        double start = now_s();
        for (int i = 0; i < n; i++)
            call(arg);
        if (b >= 0)
            block[b] = (now_s() - start) / n;
    }
    qsort(block, BLOCKS, sizeof *block, compare);
    return block[BLOCKS / 2];
}

static void advance(void *arg)
{
    struct err err;
    if (training_advance(arg, &parallel_serial, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
}

static double step_time(const struct spec *spec, const struct dataset *ds, int n)
{
    struct err err;
    struct training *t = training_new(spec, ds, NULL, &err);
    if (!t) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    double seconds = median(advance, t, n);
    training_free(t);
    return seconds;
}

/* ---- the bare products of a step ---- */

struct shape3 {
    int m, n, k;
};

struct products {
    const struct shape3 *shapes;
    int n;
    real *a, *b, *c;
};

/* For y = x w: forward, dw = xᵀ dy, and but for the first layer dx = dy wᵀ. */
static void multiply(void *arg)
{
    const struct products *p = arg;
    for (int i = 0; i < p->n; i++) {
        struct shape3 s = p->shapes[i];
        gemm(false, false, s.m, s.n, s.k, 1, p->a, s.k, p->b, s.n, 0, p->c, s.n);
        gemm(true, false, s.k, s.n, s.m, 1, p->a, s.k, p->c, s.n, 0, p->b, s.n);
        if (i > 0)
            gemm(false, true, s.m, s.k, s.n, 1, p->c, s.n, p->b, s.n, 0, p->a, s.k);
    }
}

static double products_time(const struct shape3 *shapes, int count, int n)
{
    size_t most = 0;
    for (int i = 0; i < count; i++) {
        size_t mk = (size_t)shapes[i].m * (size_t)shapes[i].k,
               kn = (size_t)shapes[i].k * (size_t)shapes[i].n;
        size_t mn = (size_t)shapes[i].m * (size_t)shapes[i].n;
        most = mk > most ? mk : most;
        most = kn > most ? kn : most;
        most = mn > most ? mn : most;
    }
    struct products p = {shapes, count, calloc(most, sizeof(real)), calloc(most, sizeof(real)),
                         calloc(most, sizeof(real))};
    double seconds = median(multiply, &p, n);
    free(p.a);
    free(p.b);
    free(p.c);
    return seconds;
}

/* ---- data ---- */

static void put_be32(FILE *f, unsigned v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        fputc((int)(v >> shift & 255), f);
}

/* 6400 random images of 28 × 28 bytes in ten classes, as idx. */
static struct dataset *images(void)
{
    enum { ROWS = 6400, PIXELS = 784 };
    struct err err;
    struct rng rng = rng_begin(1, RNG_NOISE, 0, 0, 0);
    FILE *x = fopen(temp_path("x"), "wb"), *y = fopen(temp_path("y"), "wb");
    put_be32(x, 0x803);
    put_be32(x, ROWS);
    put_be32(x, 28);
    put_be32(x, 28);
    put_be32(y, 0x801);
    put_be32(y, ROWS);
    for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < PIXELS; j++)
            fputc((int)(rng_u32(&rng) & 255), x);
        fputc(i % 10, y);
    }
    fclose(x);
    fclose(y);
    if (dataset_import("idx", temp_path("x"), temp_path("y"), NULL, temp_path("ds"), &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return dataset_open(temp_path("ds"), &err);
}

/* ---- the rows of the report ---- */

static void bench_one_unit(void)
{
    static const int batches[] = {1, 32};
    struct dataset *ds = table_made("line", 3200, 1, 0, 4);
    for (int i = 0; i < 2; i++) {
        struct spec spec;
        spec_start(&spec, "regression", "epochs=1000000");
        spec.training[TRAINING_BATCH_SIZE].n = batches[i];
        spec_add(&spec, "dense units=1");
        printf("one unit, batch %-3d  %8.3f us a step\n", batches[i],
               1e6 * step_time(&spec, ds, 20000));
        spec_done(&spec);
    }
    dataset_close(ds);
}

static double bench_model(const char *name, const struct dataset *ds, const char *training,
                          const char *const *layers, const struct shape3 *shapes, int count, int n)
{
    struct spec spec;
    spec_start(&spec, "classification", training);
    for (int i = 0; layers[i]; i++)
        spec_add(&spec, layers[i]);
    double step = step_time(&spec, ds, n), bare = products_time(shapes, count, n);
    printf("%-19s  %8.3f ms a step, its products alone %.3f ms: ratio %.2f\n", name, 1e3 * step,
           1e3 * bare, step / bare);
    spec_done(&spec);
    return step;
}

static void bench_torch(double ours)
{
    double ms;
    FILE *f = popen("MALLOC_TRIM_THRESHOLD_=4294967296 MALLOC_MMAP_THRESHOLD_=4294967296 "
                    "OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 /usr/bin/python3 tests/bench/mlp.py "
                    "2>/dev/null",
                    "r");
    if (f && fscanf(f, "%lf", &ms) == 1)
        printf("mlp in PyTorch       %8.3f ms a step: we are %.2f times as fast\n", ms,
               ms / ours / 1e3);
    else
        printf("mlp in PyTorch       not measured: python3-torch is not installed\n");
    if (f)
        pclose(f);
}

int main(void)
{
    static const char *const mlp[] = {"dense units=512 activation=relu",
                                      "dense units=256 activation=relu", "dense units=10", NULL};
    static const struct shape3 mlp_shapes[] = {{128, 512, 784}, {128, 256, 512}, {128, 10, 256}};
    static const char *const cnn[] = {"conv2d filters=32 kernel_size=3 activation=relu",
                                      "conv2d filters=64 kernel_size=3 activation=relu",
                                      "max_pool2d",
                                      "dense units=128 activation=relu",
                                      "dense units=10",
                                      NULL};
    static const struct shape3 cnn_shapes[] = {
        {64 * 676, 32, 9}, {64 * 576, 64, 288}, {64, 128, 9216}, {64, 10, 128}};
    struct err err;
    if (!temp_make() || engine_init(&err) != 0)
        return 1;
    printf("%s, kernel %s\n", engine_blas(), engine_kernel());
    bench_one_unit();
    struct dataset *ds = images();
    double step =
        bench_model("mlp, batch 128", ds, "epochs=1000 batch_size=128", mlp, mlp_shapes, 3, 40);
    bench_model("cnn, batch 64", ds, "epochs=1000 batch_size=64", cnn, cnn_shapes, 4, 3);
    bench_torch(step);
    dataset_close(ds);
    temp_remove();
    return 0;
}
