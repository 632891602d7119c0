/* reshape.c - flatten and reshape: the same numbers under another shape. Views: nothing moves. */
#include "engine/layers/layer.h"
#include "engine/tensor/loops.h"

#include <inttypes.h>

enum { TARGET_SHAPE };
static const struct option options[] = {
    {.name = "target_shape",
     .type = OPT_DIMS,
     .min = -1,
     .max = 1 << 24,
     .required = true,
     .help = "the new shape without the batch; one -1 is worked out from the others"},
};

static void flatten_plan(struct layer *l, struct faults *faults)
{
    (void)faults;
    l->out = shape_1(l->in_size[0]);
    l->view = true;
}

/* The dimension that was given as -1, or 0 when none or more than one was. */
static int unknown_of(const struct shape *s, int *n_unknown)
{
    int at = 0;
    *n_unknown = 0;
    for (int i = 0; i < s->rank; i++)
        if (s->dim[i] == -1) {
            at = i;
            ++*n_unknown;
        }
    return at;
}

static void reshape_plan(struct layer *l, struct faults *faults)
{
    const struct value *v = &l->options[TARGET_SHAPE];
    struct shape out = {.rank = (int)v->n};
    for (int i = 0; i < out.rank; i++)
        out.dim[i] = v->dims[i];
    int n_unknown, at = unknown_of(&out, &n_unknown);
    if (n_unknown == 1) {
        out.dim[at] = 1;
        int64_t others = shape_elements(&out);
        if (others > 0 && l->in_size[0] % others == 0)
            out.dim[at] = l->in_size[0] / others;
    }
    char from[SHAPE_TEXT_MAX], to[SHAPE_TEXT_MAX];
    if (shape_elements(&out) != l->in_size[0])
        layer_fault(l, faults, "target_shape", "a shape with as many elements as come in",
                    "%s has not the %" PRId64 " elements of the %s that comes in",
                    shape_text(&out, to), l->in_size[0], shape_text(&l->in[0], from));
    l->out = out;
    l->view = true;
}

static void view_forward(const struct layer *l, const struct pass *p)
{
    vec_copy(p->y, p->x[0], p->lane->rows * l->in_size[0]);
}

static void view_backward(const struct layer *l, const struct pass *p)
{
    if (p->dx[0])
        vec_copy(p->dx[0], p->dy, p->lane->rows * l->in_size[0]);
}

const struct layer_ops layer_flatten = {
    .kind = KIND_PLAIN("flatten", "Makes one vector of all elements"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = flatten_plan,
    .forward = view_forward,
    .backward = view_backward,
};

const struct layer_ops layer_reshape = {
    .kind = KIND("reshape", options, "Gives the same elements another shape"),
    .inputs_min = 1,
    .inputs_max = 1,
    .plan = reshape_plan,
    .forward = view_forward,
    .backward = view_backward,
};
