/* join.c - layers that make one of several: add, multiply, concat. */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

static void same_shapes_plan(struct layer *l, struct faults *faults)
{
    char first[SHAPE_TEXT_MAX], other[SHAPE_TEXT_MAX];
    for (int i = 1; i < l->n_in; i++)
        if (!shape_equal(&l->in[0], &l->in[i]))
            layer_fault(l, faults, "inputs", "inputs of one shape",
                        "input %d is %s but input 0 is %s; %s needs equal shapes", i,
                        shape_text(&l->in[i], other), shape_text(&l->in[0], first),
                        l->ops->kind.name);
    l->out = l->in[0];
    l->flops = (double)(l->n_in - 1) * (double)l->in_size[0];
}

static void add_plan(struct layer *l, struct faults *faults)
{
    same_shapes_plan(l, faults);
    l->flops_back = (double)l->n_in * (double)l->in_size[0];
}

static void add_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = p->lane->rows * l->in_size[0];
    vec_copy(p->y, p->x[0], n);
    for (int i = 1; i < l->n_in; i++)
        vec_add(p->y, p->x[i], n);
}

static void add_backward(const struct layer *l, const struct pass *p)
{
    for (int i = 0; i < l->n_in; i++)
        if (p->dx[i])
            vec_copy(p->dx[i], p->dy, p->lane->rows * l->in_size[0]);
}

static void multiply_plan(struct layer *l, struct faults *faults)
{
    same_shapes_plan(l, faults);
    l->needs_x = true;
    l->flops_back = (double)l->n_in * l->flops;
}

static void multiply_forward(const struct layer *l, const struct pass *p)
{
    int64_t n = p->lane->rows * l->in_size[0];
    vec_copy(p->y, p->x[0], n);
    for (int i = 1; i < l->n_in; i++)
        vec_mul(p->y, p->y, p->x[i], n);
}

/* dx[i] = dy times all the others */
static void multiply_backward(const struct layer *l, const struct pass *p)
{
    int64_t n = p->lane->rows * l->in_size[0];
    for (int i = 0; i < l->n_in; i++) {
        if (!p->dx[i])
            continue;
        vec_copy(p->dx[i], p->dy, n);
        for (int j = 0; j < l->n_in; j++)
            if (j != i)
                vec_mul(p->dx[i], p->dx[i], p->x[j], n);
    }
}

/* Concat joins along the last axis (Keras' axis=-1); all other dimensions must agree. */
static void concat_plan(struct layer *l, struct faults *faults)
{
    struct shape out = l->in[0];
    int last = out.rank - 1;
    char first[SHAPE_TEXT_MAX], other[SHAPE_TEXT_MAX];
    for (int i = 1; i < l->n_in; i++) {
        struct shape s = l->in[i];
        int64_t width = s.rank == out.rank ? s.dim[last] : 0;
        if (width)
            s.dim[last] = out.dim[last];
        if (!width || !shape_equal(&s, &out))
            layer_fault(l, faults, "inputs", "inputs that differ in the last dimension only",
                        "input %d is %s and input 0 is %s; concat joins along the last dimension",
                        i, shape_text(&l->in[i], other), shape_text(&l->in[0], first));
        out.dim[last] += width;
    }
    l->out = out;
    l->flops = l->flops_back = 0;
}

/* Copies the n columns at `from` (m rows, from_stride apart) to `to`. */
static void columns_copy(real *to, int64_t to_stride, const real *from, int64_t from_stride,
                         int64_t m, int64_t n)
{
    for (int64_t i = 0; i < m; i++)
        vec_copy(to + i * to_stride, from + i * from_stride, n);
}

static void concat_forward(const struct layer *l, const struct pass *p)
{
    int64_t width = l->out.dim[l->out.rank - 1], m = p->lane->rows * (l->out_size / width), at = 0;
    for (int i = 0; i < l->n_in; i++) {
        int64_t n = l->in[i].dim[l->in[i].rank - 1];
        columns_copy(p->y + at, width, p->x[i], n, m, n);
        at += n;
    }
}

static void concat_backward(const struct layer *l, const struct pass *p)
{
    int64_t width = l->out.dim[l->out.rank - 1], m = p->lane->rows * (l->out_size / width), at = 0;
    for (int i = 0; i < l->n_in; i++) {
        int64_t n = l->in[i].dim[l->in[i].rank - 1];
        if (p->dx[i])
            columns_copy(p->dx[i], n, p->dy + at, width, m, n);
        at += n;
    }
}

const struct layer_ops layer_add = {
    .kind = KIND_PLAIN("add", "The sum of its inputs, which have one shape"),
    .inputs_min = 2,
    .inputs_max = INPUTS_MAX,
    .plan = add_plan,
    .forward = add_forward,
    .backward = add_backward,
};

const struct layer_ops layer_multiply = {
    .kind = KIND_PLAIN("multiply", "The elementwise product of its inputs, which have one shape"),
    .inputs_min = 2,
    .inputs_max = INPUTS_MAX,
    .plan = multiply_plan,
    .forward = multiply_forward,
    .backward = multiply_backward,
};

const struct layer_ops layer_concat = {
    .kind = KIND_PLAIN("concat", "Its inputs side by side along the last dimension"),
    .inputs_min = 2,
    .inputs_max = INPUTS_MAX,
    .plan = concat_plan,
    .forward = concat_forward,
    .backward = concat_backward,
};
