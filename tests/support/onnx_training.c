/* onnx_training.c - ONNX' losses and optimisers, put to ours. */
#include "tests/support/onnx_net.h"

#include "engine/train/loss.h"
#include "engine/train/optim.h"

/* ---- losses ---- */

struct rows {
    int64_t n, width;
    real *y;        /* (n, width) */
    int32_t *label; /* (n) */
    struct value options[OPTIONS_MAX];
};

static struct rows rows_of(const struct onnx_tensor *x, const struct onnx_tensor *label)
{
    double *v = net_numbers(x->n);
    onnx_channels_last(x, v);
    struct rows r = {.n = x->n / x->dim[1], .width = x->dim[1]};
    r.y = calloc((size_t)x->n + 1, sizeof *r.y);
    r.label = calloc((size_t)r.n + 1, sizeof *r.label);
    net_set(r.y, v, x->n);
    for (int64_t i = 0; label && i < r.n; i++)
        r.label[i] = (int32_t)label->v[i];
    free(v);
    return r;
}

static void rows_done(struct rows *r)
{
    free(r->y);
    free(r->label);
}

/* -log softmax(y)[label] of one row, by our loss. */
static double cross_entropy(const struct rows *r, int64_t row, int32_t label)
{
    const struct loss_ops *loss = loss_ops(catalog_find(CATALOG_LOSSES, "cross_entropy"));
    struct value options[OPTIONS_MAX];
    kind_defaults(&loss->kind, options);
    struct loss_pass p = {.y = r->y + row * r->width,
                          .label = &label,
                          .rows = 1,
                          .width = r->width,
                          .options = options};
    return loss->run(&p).loss;
}

/* log Σ e^y: what our loss adds to a row's negative log likelihood. */
static double log_sum(const struct rows *r, int64_t row)
{
    double sum = 0;
    for (int64_t j = 0; j < r->width; j++)
        sum += exp((double)r->y[row * r->width + j]);
    return log(sum);
}

/* Our loss over rows from..to, weighted, without those of the ignored label. */
static struct loss_sum weighted(const struct rows *r, int64_t from, int64_t to,
                                const struct onnx_tensor *weight, const int32_t *ignored)
{
    const struct loss_ops *loss = loss_ops(catalog_find(CATALOG_LOSSES, "cross_entropy"));
    struct value options[OPTIONS_MAX];
    kind_defaults(&loss->kind, options);
    int weights = option_find(&loss->kind, "class_weights");
    options[weights].n = weight ? (double)weight->n : 0;
    options[weights].numbers = weight ? weight->v : NULL;
    struct loss_pass p = {.y = r->y + from * r->width,
                          .label = r->label + from,
                          .rows = to - from,
                          .width = r->width,
                          .ignored = ignored,
                          .options = options};
    return loss->run(&p);
}

/* The loss as ONNX reduces it: of each row, their sum, or the mean over what counts. Negative log
 * likelihoods come from it by taking each row's log sum off again. */
static void check_reduced(const struct onnx_test *t, const struct onnx_node *n,
                          const struct rows *r, const struct onnx_tensor *weight, bool logits)
{
    const struct onnx_attribute *named = onnx_attribute(n, "ignore_index");
    const int32_t index = named ? (int32_t)named->i : 0, *ignored = named ? &index : NULL;
    const struct onnx_tensor *want = onnx_output(t, n, 0);
    double *loss = net_numbers(r->n), off = 0;
    for (int64_t i = 0; i < r->n; i++) {
        struct loss_sum one = weighted(r, i, i + 1, weight, ignored);
        double extra = logits ? 0 : one.count * log_sum(r, i);
        loss[i] = one.loss - extra;
        off += extra;
    }
    struct loss_sum all = weighted(r, 0, r->n, weight, ignored);
    double sum = all.loss - off;
    if (strcmp(onnx_string(n, "reduction", "mean"), "mean") == 0)
        sum /= all.count;
    onnx_compare(t, "loss", want->rank ? loss : &sum, want->v, want->n);
    free(loss);
}

static void check_log_softmax(const struct onnx_test *t, const struct onnx_tensor *want,
                              const struct rows *r)
{
    double *got = net_numbers(want->n), *last = net_numbers(want->n);
    for (int64_t i = 0; i < want->n; i++)
        got[i] = -cross_entropy(r, i / r->width, (int32_t)(i % r->width));
    onnx_channels_last(want, last);
    double size = 0; /* of the logits: one vector's are 10,000, where a float's step is 0.001 */
    for (int64_t i = 0; i < want->n; i++)
        size = fmax(size, fabs((double)r->y[i]));
    onnx_compare_at(t, "log softmax", got, last, want->n, size);
    free(got);
    free(last);
}

static const char *softmax_cross_entropy(const struct onnx_test *t, const struct onnx_node *n)
{
    struct rows r = rows_of(onnx_input(t, n, 0), onnx_input(t, n, 1));
    check_reduced(t, n, &r, onnx_input(t, n, 2), true);
    if (onnx_output(t, n, 1))
        check_log_softmax(t, onnx_output(t, n, 1), &r);
    rows_done(&r);
    return NULL;
}

static const char *negative_log_likelihood(const struct onnx_test *t, const struct onnx_node *n)
{
    struct rows r = rows_of(onnx_input(t, n, 0), onnx_input(t, n, 1));
    check_reduced(t, n, &r, onnx_input(t, n, 2), false);
    rows_done(&r);
    return NULL;
}

static const char *log_softmax(const struct onnx_test *t, const struct onnx_node *n)
{
    struct onnx_tensor x = *onnx_input(t, n, 0), want = *onnx_output(t, n, 0);
    int64_t axis = onnx_int(n, "axis", -1), rank = x.rank, before = 1, after = 1;
    axis = axis < 0 ? axis + rank : axis;
    for (int64_t i = 0; i < rank; i++)
        *(i < axis ? &before : &after) *= i == axis ? 1 : x.dim[i];
    x.rank = want.rank =
        3; /* (before, axis, after): the classes on the second axis, as elsewhere */
    for (int64_t i = 0, dim[] = {before, x.dim[axis], after}; i < 3; i++)
        x.dim[i] = want.dim[i] = dim[i];
    struct rows r = rows_of(&x, NULL);
    check_log_softmax(t, &want, &r);
    rows_done(&r);
    return NULL;
}

/* ---- optimisers: inputs R, T, then all X, all G, all states; outputs new X, new states ---- */

/* A tensor's update under way. */
struct update {
    const struct onnx_tensor *x, *g, *state[2], *new_x, *new_state[2];
    double rate;
    int64_t step;
    struct value options[OPTIONS_MAX];
    real w[8], slope[8], m[2][8];
};

static struct update update_of(const struct onnx_test *t, const struct onnx_node *n, int states,
                               int i, const char *optimizer)
{
    int tensors = (n->n_inputs - 2) / (2 + states);
    struct update u = {.x = onnx_input(t, n, 2 + i),
                       .g = onnx_input(t, n, 2 + tensors + i),
                       .new_x = onnx_output(t, n, i),
                       .rate = onnx_input(t, n, 0)->v[0],
                       .step = (int64_t)onnx_input(t, n, 1)->v[0]};
    assert_true(u.x->n <= 8);
    for (int k = 0; k < states; k++) {
        u.state[k] = onnx_input(t, n, 2 + (2 + k) * tensors + i);
        u.new_state[k] = onnx_output(t, n, (1 + k) * tensors + i);
        net_set(u.m[k], u.state[k]->v, u.x->n);
    }
    net_set(u.w, u.x->v, u.x->n);
    for (int64_t k = 0; k < u.x->n; k++) /* our penalty's λ is half of ONNX' */
        u.slope[k] = (real)(u.g->v[k] + onnx_float(n, "norm_coefficient", 0) * u.x->v[k]);
    kind_defaults(&optim_ops(catalog_find(CATALOG_OPTIMIZERS, optimizer))->kind, u.options);
    return u;
}

static void set_option(struct update *u, const char *optimizer, const char *name, double value)
{
    const struct kind *kind = &optim_ops(catalog_find(CATALOG_OPTIMIZERS, optimizer))->kind;
    int i = option_find(kind, name);
    assert_true(i >= 0);
    u->options[i].n = value;
}

static void run_update(struct update *u, const char *optimizer)
{
    struct optim_pass p = {.options = u->options,
                           .rate = u->rate,
                           .step = u->step,
                           .scale = 1,
                           .n = u->x->n,
                           .w = u->w,
                           .g = u->slope,
                           .m = {u->m[0], u->m[1]}};
    optim_ops(catalog_find(CATALOG_OPTIMIZERS, optimizer))->update(&p);
}

static void compare_update(const struct onnx_test *t, const struct update *u, int states)
{
    double v[8];
    for (int k = -1; k < states; k++) {
        for (int64_t i = 0; i < u->x->n; i++)
            v[i] = (double)(k < 0 ? u->w : u->m[k])[i];
        onnx_compare(t, k < 0 ? "parameter" : "state", v, (k < 0 ? u->new_x : u->new_state[k])->v,
                     u->x->n);
    }
}

static int tensors_of(const struct onnx_node *n, int states)
{
    return (n->n_inputs - 2) / (2 + states);
}

/* η is divided by 1 + T·decay_factor: our schedules' work. */
static const char *adagrad(const struct onnx_test *t, const struct onnx_node *n)
{
    for (int i = 0; i < tensors_of(n, 1); i++) {
        struct update u = update_of(t, n, 1, i, "adagrad");
        set_option(&u, "adagrad", "epsilon", onnx_float(n, "epsilon", 1e-6));
        u.rate /= 1 + (double)u.step * onnx_float(n, "decay_factor", 0);
        run_update(&u, "adagrad");
        compare_update(t, &u, 1);
    }
    return NULL;
}

/* ONNX corrects the bias in η, before ε is added, and not at all at T = 0: our step without end.
 * The one vector that names no epsilon, adam_multiple, was made with 0.01. */
static const char *adam(const struct onnx_test *t, const struct onnx_node *n)
{
    double beta_1 = onnx_float(n, "alpha", .9), beta_2 = onnx_float(n, "beta", .999);
    for (int i = 0; i < tensors_of(n, 2); i++) {
        struct update u = update_of(t, n, 2, i, "adam");
        double correction = u.step ? sqrt(1 - pow(beta_2, (double)u.step)) : 1;
        set_option(&u, "adam", "beta_1", beta_1);
        set_option(&u, "adam", "beta_2", beta_2);
        set_option(&u, "adam", "epsilon", onnx_float(n, "epsilon", .01) / correction);
        u.step = u.step ? u.step : 1 << 30;
        run_update(&u, "adam");
        compare_update(t, &u, 2);
    }
    return NULL;
}

/* Our velocity holds the rate: v = -η V. From the second step on ONNX takes β of the gradient. */
static const char *momentum(const struct onnx_test *t, const struct onnx_node *n)
{
    bool ahead = strcmp(onnx_string(n, "mode", "standard"), "nesterov") == 0;
    const char *ours = ahead ? "nesterov" : "momentum";
    for (int i = 0; i < tensors_of(n, 1); i++) {
        struct update u = update_of(t, n, 1, i, ours);
        double part = u.step > 0 ? onnx_float(n, "beta", 1) : 1;
        set_option(&u, ours, "momentum", onnx_float(n, "alpha", 0));
        for (int64_t k = 0; k < u.x->n; k++) {
            u.m[0][k] *= (real)-u.rate;
            u.slope[k] *= (real)part;
        }
        run_update(&u, ours);
        for (int64_t k = 0; k < u.x->n; k++)
            u.m[0][k] /= (real)-u.rate;
        compare_update(t, &u, 1);
    }
    return NULL;
}

const struct onnx_op onnx_training[] = {
    {"LogSoftmax", "`cross_entropy`", log_softmax},
    {"SoftmaxCrossEntropyLoss", "`cross_entropy`", softmax_cross_entropy},
    {"NegativeLogLikelihoodLoss", "`cross_entropy`", negative_log_likelihood},
    {"Adagrad", "`adagrad`", adagrad},
    {"Adam", "`adam`", adam},
    {"Momentum", "`momentum` `nesterov`", momentum},
};
const int onnx_training_n = sizeof onnx_training / sizeof *onnx_training;
