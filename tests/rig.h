/* rig.h - layers bound to memory of their own, for tests that look inside: a graph, its lanes, an
 * input, and a linear objective Σ c y whose gradient the backward pass is given. */
#ifndef TESTS_RIG_H
#define TESTS_RIG_H

#include "engine/tensor/loops.h"
#include "engine/train/program.h"
#include "tests/support/specs.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rig {
    struct spec spec;
    struct graph *graph;
    struct memory memory;
    struct machine machine;
    struct program program;
    int lanes, rows, lane_rows;
    int64_t n_in, n_out;
    real *x, *c; /* (rows, n_in) input; (rows, n_out) coefficients of the objective */
    real *y;     /* (rows, n_out) output: backward may reuse its own place */
    real *params, *stats, **grads, **reals;
    double **parts, *joints, *lane_loss;
};

static inline void gather(void *owner, int lane)
{
    struct rig *r = owner;
    const struct lane *l = &r->machine.lane[lane];
    int64_t n = r->graph->node[0].layer.out_size;
    vec_copy(machine_pass(&r->machine, lane, 0)->y, r->x + l->row * n, l->rows * n);
}

static inline void objective(void *owner, int lane)
{
    struct rig *r = owner;
    const struct lane *l = &r->machine.lane[lane];
    const struct pass *last = machine_pass(&r->machine, lane, r->graph->n - 1);
    int64_t n = r->graph->node[r->graph->n - 1].layer.out_size;
    r->lane_loss[lane] = 0;
    vec_copy(r->y + l->row * n, last->y, l->rows * n);
    for (int64_t i = 0; i < l->rows * n; i++) {
        r->lane_loss[lane] += last->y[i] * r->c[l->row * n + i];
        ((real *)last->dy)[i] = r->c[l->row * n + i];
    }
}

static inline real *numbers(int64_t n, uint64_t seed)
{
    real *v = calloc((size_t)n + 1, sizeof *v);
    struct rng rng = rng_begin(seed, RNG_INIT, 77, 0, 0);
    for (int64_t i = 0; i < n; i++)
        v[i] = (real)rng_normal(&rng);
    return v;
}

static inline int64_t parse_shape(const char *text, struct shape *s)
{
    char *end;
    *s = (struct shape){0};
    for (const char *p = text;; p = end + 1) {
        s->dim[s->rank++] = strtoll(p, &end, 10);
        if (*end != 'x')
            break;
    }
    return shape_elements(s);
}

static inline void add_layers(struct spec *spec, const char *layers)
{
    char text[1024], *save;
    snprintf(text, sizeof text, "%s", layers);
    for (char *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        if (strstr(line, "rescaled")) /* behind the last layer, and no layer of a spec */
            spec_choose(spec, "data", "normalize_target=standard");
        else
            spec_add(spec, line);
}

static inline void rig_bind(struct rig *r, int lanes, int rows)
{
    struct err err;
    r->lanes = lanes;
    r->rows = rows;
    r->lane_rows = (rows + lanes - 1) / lanes;
    assert_int_equal(memory_plan(&r->memory, r->graph, r->lane_rows, true, false, &err), 0);
    r->params = calloc((size_t)r->graph->flat + 1, sizeof *r->params);
    r->stats = calloc((size_t)r->graph->flat_stats + 1, sizeof *r->stats);
    r->grads = calloc((size_t)lanes, sizeof *r->grads);
    r->reals = calloc((size_t)lanes, sizeof *r->reals);
    r->parts = calloc((size_t)lanes, sizeof *r->parts);
    r->lane_loss = calloc((size_t)lanes, sizeof *r->lane_loss);
    r->joints = calloc((size_t)r->memory.joints + 1, sizeof *r->joints);
    for (int i = 0; i < lanes; i++) {
        r->grads[i] = calloc((size_t)r->graph->flat + 1, sizeof(real));
        r->reals[i] = calloc((size_t)r->memory.reals + 1, sizeof(real));
        r->parts[i] = calloc((size_t)r->memory.parts + 1, sizeof(double));
    }
    struct blocks b = {r->params, r->stats, r->grads, r->reals, r->parts, r->joints};
    assert_int_equal(machine_init(&r->machine, r->graph, &r->memory, &b, lanes, r, &err), 0);
    assert_int_equal(program_init(&r->program, r->graph, &r->memory, true, gather, objective, &err),
                     0);
}

static inline void rig_start(struct rig *r, const char *layers, struct shape input, int rows,
                             int lanes)
{
    struct faults faults = {0};
    *r = (struct rig){0};
    spec_start(&r->spec, "regression", "seed=3");
    add_layers(&r->spec, layers);
    r->graph = graph_new(&r->spec, &input, 3, &faults);
    if (!r->graph)
        fail_msg("%s: %s: %s", layers, faults.v[0].pointer, faults.v[0].detail);
    rig_bind(r, lanes, rows);
    graph_init(r->graph, r->params, r->stats);
    r->n_in = shape_elements(&input);
    r->n_out = r->graph->node[r->graph->n - 1].layer.out_size;
    r->x = numbers(rows * r->n_in, 5);
    r->c = numbers(rows * r->n_out, 6);
    r->y = numbers(rows * r->n_out, 0);
}

static inline void rig_end(struct rig *r)
{
    for (int i = 0; i < r->lanes; i++) {
        free(r->grads[i]);
        free(r->reals[i]);
        free(r->parts[i]);
    }
    free(r->grads);
    free(r->reals);
    free(r->parts);
    free(r->joints);
    free(r->lane_loss);
    free(r->params);
    free(r->stats);
    free(r->x);
    free(r->c);
    free(r->y);
    program_done(&r->program);
    machine_done(&r->machine);
    memory_done(&r->memory);
    graph_free(r->graph);
    spec_done(&r->spec);
}

static inline double rig_run(struct rig *r)
{
    double sum = 0;
    machine_share(&r->machine, r->rows, true, 1);
    machine_run(&r->machine, &r->program, &parallel_serial);
    for (int i = 0; i < r->lanes; i++)
        sum += r->lane_loss[i];
    return sum;
}

#endif
