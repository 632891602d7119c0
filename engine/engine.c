/* engine.c - the start: the BLAS that is used, its name, and how fast this machine is. */
#include "engine/engine.h"
#include "engine/tensor/blas.h"
#include "engine/tensor/loops.h"

#include <stdlib.h>
#include <threads.h>
#include <time.h>

/* Raise it whenever any result's bits may change: a resumed training then says exact = false. */
static const char version[] = "1.1";

int engine_init(struct err *err)
{
    return blas_init(err);
}

const char *engine_version(void)
{
    return version;
}

const char *engine_blas(void)
{
    return blas_version();
}

const char *engine_kernel(void)
{
    return blas_kernel();
}

/* ---- speed ---- */

/* Of this thread: what else runs on the machine does not count. */
static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* 256 × 256 × 256: middling; 4 M reals: beyond any second-level cache. Three tries, the best
 * counts: others may be using the machine. */
enum { SIDE = 256, STREAM = 4 << 20, TRIES = 3, CALLS = 2000 };

static double measure_flops(real *v)
{
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
        double start = now_s();
        gemm(false, false, SIDE, SIDE, SIDE, 1, v, SIDE, v + SIDE * SIDE, SIDE, 0,
             v + 2 * SIDE * SIDE, SIDE);
        double rate = 2. * SIDE * SIDE * SIDE / (now_s() - start);
        best = rate > best ? rate : best;
    }
    return best;
}

static double measure_bytes(real *v)
{
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
        double start = now_s();
        vec_add(v, v + STREAM / 2, STREAM / 2);
        double rate = 3. * STREAM / 2 * sizeof *v / (now_s() - start);
        best = rate > best ? rate : best;
    }
    return best;
}

static double measure_call(real *v)
{
    double start = now_s();
    for (int i = 0; i < CALLS; i++)
        gemm(false, false, 16, 16, 16, 1, v, 16, v + 256, 16, 0, v + 512, 16);
    return (now_s() - start) / CALLS;
}

/* 50 GFLOP/s, 10 GB/s, 0.5 us: a middling core of 2020, when there is no memory to measure with. */
static struct engine_speed speed = {5e10, 1e10, 5e-7};
static once_flag speed_once = ONCE_FLAG_INIT;

static void measure(void)
{
    real *v = calloc(STREAM, sizeof *v);
    if (v) {
        for (int i = 0; i < STREAM; i++)
            v[i] = (real)(i % 7);
        speed = (struct engine_speed){measure_flops(v), measure_bytes(v), measure_call(v)};
    }
    free(v);
}

const struct engine_speed *engine_speed(void)
{
    call_once(&speed_once, measure);
    return &speed;
}
