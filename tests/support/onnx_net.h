/* onnx_net.h - a rig (tests/rig.h) of few layers whose weights and input are numbers of a vector.
 */
#ifndef TESTS_SUPPORT_ONNX_NET_H
#define TESTS_SUPPORT_ONNX_NET_H

#include "tests/rig.h"
#include "tests/support/onnx_ops.h"

/* The layers over rows samples of a shape; two lanes where there are two rows. */
static inline void net_start(struct rig *r, int64_t rows, struct shape in, const char *layers, ...)
{
    char text[1024];
    va_list args;
    va_start(args, layers);
    vsnprintf(text, sizeof text, layers, args);
    va_end(args);
    rig_start(r, text, in, (int)rows, rows > 1 ? 2 : 1);
}

/* A parameter or running statistic of node i by name. */
static inline real *net_param(struct rig *r, int node, const char *name)
{
    struct layer *l = &r->graph->node[node].layer;
    for (int i = 0; i < l->n_params; i++)
        if (strcmp(l->params[i].name, name) == 0)
            return r->params + l->params[i].offset;
    for (int i = 0; i < l->n_stats; i++)
        if (strcmp(l->stats[i].name, name) == 0)
            return r->stats + l->stats[i].offset;
    fail_msg("%s has no %s", l->ops->kind.name, name);
    return NULL;
}

static inline void net_set(real *to, const double *from, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        to[i] = (real)from[i];
}

static inline void net_input(struct rig *r, const double *x)
{
    net_set(r->x, x, r->rows * r->n_in);
}

static inline double *net_widen(const real *y, int64_t n)
{
    double *v = calloc((size_t)n + 1, sizeof *v);
    for (int64_t i = 0; i < n; i++)
        v[i] = (double)y[i];
    return v;
}

/* What comes out as in training, and as in prediction. (rows, n_out); to be freed. */
static inline double *net_train(struct rig *r)
{
    rig_run(r);
    return net_widen(r->y, r->rows * r->n_out);
}

static inline double *net_predict(struct rig *r)
{
    struct program predict;
    struct err err;
    assert_int_equal(program_init(&predict, r->graph, &r->memory, false, gather, NULL, &err), 0);
    machine_share(&r->machine, r->rows, false, 0);
    machine_run(&r->machine, &predict, &parallel_serial);
    for (int i = 0; i < r->lanes; i++) {
        const struct lane *l = &r->machine.lane[i];
        vec_copy(r->y + l->row * r->n_out, machine_pass(&r->machine, i, r->graph->n - 1)->y,
                 l->rows * r->n_out);
    }
    program_done(&predict);
    return net_widen(r->y, r->rows * r->n_out);
}

/* Both must be what is wanted; ends the rig. */
static inline void net_meets(struct rig *r, const struct onnx_test *t, const double *want)
{
    double *predicted = net_predict(r), *trained = net_train(r);
    onnx_compare(t, "prediction", predicted, want, r->rows * r->n_out);
    onnx_compare(t, "training", trained, want, r->rows * r->n_out);
    free(predicted);
    free(trained);
    rig_end(r);
}

static inline double *net_numbers(int64_t n)
{
    double *v = calloc((size_t)n + 1, sizeof *v);
    assert_non_null(v);
    return v;
}

#endif
