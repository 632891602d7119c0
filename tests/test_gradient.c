/* test_gradient.c - every layer's and every loss's gradient against central differences, in double.
 *
 * Built with -DENGINE_DOUBLE against the engine's sources compiled the same way. A case is an input
 * shape and a few layers; in front of them stands a dense layer, so that the gradient for their
 * inputs is checked through its kernel. The objective is a random linear form of the output. */
#include "engine/train/program.h"
#include "engine/train/loss.h"
#include "engine/tensor/blas.h"
#include "tests/rig.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gradient_case {
    int rows;
    const char *input;  /* "7" or "5x5x2": what the layers under test get; "@5": indices below 7 */
    const char *layers; /* lines as spec_add takes them, separated by ';' */
};

static const struct gradient_case cases[] = {
    {1, "1", "dense units=1"},
    {5, "7", "dense units=3"},
    {33, "17", "dense units=19 activation=tanh"},
    {4, "6x5", "dense units=3"},
    {3, "3x4x2", "dense units=5 use_bias=0"},
    {6, "9", "activation function=linear; dense units=4"},
    {6, "9", "dense units=4 activation=softplus; rescaled"},
    {5, "2x3", "layer_norm; rescaled"},
    {6, "9", "activation function=relu"},
    {6, "9", "activation function=leaky_relu negative_slope=0.1"},
    {6, "9", "activation function=elu alpha=0.7"},
    {6, "9", "activation function=gelu"},
    {6, "9", "activation function=gelu approximate=1"},
    {6, "9", "activation function=tanh"},
    {6, "9", "activation function=sigmoid"},
    {6, "9", "activation function=softmax"},
    {3, "4x5", "activation function=softmax"},
    {6, "9", "activation function=silu"},
    {6, "9", "activation function=softplus"},
    {8, "11", "dropout rate=0.4; dense units=3"},
    {3, "600", "dropout rate=0.5"},
    {4, "2x3x4", "flatten; dense units=2"},
    {4, "12", "reshape target_shape=3x-1; dense units=2"},
    {5, "6", "dense units=4 name=a; dense units=4 name=b inputs=a; add inputs=a,b"},
    {5, "6", "dense units=4 name=a; activation function=relu name=r; add inputs=a,r,a"},
    {5, "6", "dense units=4 name=a; dense units=3 name=b inputs=input; concat inputs=a,b,a"},
    {5, "6", "dense units=4 name=a; dense units=4 name=b inputs=a; multiply inputs=a,b"},
    {5, "6", "dense units=4 name=a; multiply inputs=a,a; dense units=2"},
    {5, "6",
     "dense units=4 name=a; flatten name=f; activation function=tanh name=t; add inputs=a,t"},
    {6, "9", "activation function=tanh; activation function=sigmoid"},
    {1, "1x1x1", "conv2d filters=1 kernel_size=1"},
    {3, "5x6x2", "conv2d filters=3 kernel_size=3 activation=tanh"},
    {4, "5x6x2", "conv2d filters=3 kernel_size=3x2 padding=same"},
    {3, "7x6x3", "conv2d filters=2 kernel_size=3 strides=2"},
    {3, "7x6x3", "conv2d filters=2 kernel_size=3x2 strides=2x3 padding=same"},
    {2, "7x7x2", "conv2d filters=2 kernel_size=3x2 dilation_rate=2x3"},
    {2, "5x5x4", "conv2d filters=6 kernel_size=3 groups=2"},
    {2, "5x5x4", "conv2d filters=4 kernel_size=3 groups=4 padding=same"},
    {3, "4x4x3", "conv2d filters=5 kernel_size=1 use_bias=0"},
    {3, "4x4x3", "conv2d filters=5 kernel_size=1 strides=2"},
    {2, "3x3x4", "conv2d filters=4 kernel_size=5 padding=same"},
    {1, "40x40x8", "conv2d filters=3 kernel_size=5"},
    {3, "3x4x2", "conv2d_transpose filters=3 kernel_size=3 strides=2"},
    {3, "3x4x2", "conv2d_transpose filters=3 kernel_size=3 strides=2 padding=same"},
    {2, "3x2x2", "conv2d_transpose filters=2 kernel_size=2x3 strides=3x1 use_bias=0"},
    {3, "6x6x2", "max_pool2d"},
    {3, "7x5x2", "max_pool2d pool_size=3x2 strides=2x1 padding=same"},
    {3, "7x5x2", "avg_pool2d pool_size=3x2 strides=2x1 padding=same"},
    {3, "6x6x3", "avg_pool2d"},
    {3, "4x5x3", "global_max_pool2d"},
    {3, "4x5x3", "global_avg_pool2d"},
    {3, "6x3", "global_avg_pool2d"},
    {2, "3x2x2", "upsample2d size=2x3"},
    {7, "5", "batch_norm"},
    {7, "5", "batch_norm trainable=0; dense units=2"},
    {5, "6", "dense units=4 trainable=0 activation=tanh; layer_norm trainable=0; dense units=2"},
    {6, "3x2x4", "batch_norm epsilon=0.01; activation function=relu"},
    {6, "4x3", "batch_norm center=0"},
    {6, "4x3", "batch_norm scale=0; dense units=2"},
    {6, "4x4x2",
     "conv2d filters=3 kernel_size=3 padding=same; batch_norm name=b; activation function=relu; "
     "conv2d filters=3 kernel_size=3 padding=same; batch_norm name=c; add inputs=b,c; "
     "activation function=relu; flatten; dense units=2"},
    {4, "7", "layer_norm"},
    {3, "4x37", "layer_norm epsilon=0.1"},
    {3, "4x5", "layer_norm center=0"},
    {3, "4x5", "layer_norm scale=0"},
    {4, "7", "rms_norm"},
    {3, "4x37", "rms_norm epsilon=0.1"},
    {3, "4x5", "position_embedding"},
    {3, "4x6", "position_embedding form=sinusoidal; dense units=2"},
    {1, "1x3", "multi_head_attention num_heads=1 key_dim=1"},
    {3, "5x4", "multi_head_attention num_heads=2 key_dim=3 value_dim=2"},
    {3, "5x4", "multi_head_attention num_heads=2 key_dim=3 causal=1 use_bias=0"},
    {2, "70x3", "multi_head_attention num_heads=2 key_dim=2 causal=1"},
    {2, "131x2", "multi_head_attention num_heads=1 key_dim=2"},
    {3, "5x4", "multi_head_attention num_heads=2 key_dim=3 dropout=0.3"},
    {2, "70x3", "multi_head_attention num_heads=2 key_dim=2 dropout=0.2 causal=1"},
    {3, "6x4",
     "dense units=3 name=a; reshape target_shape=9x2 name=b; multi_head_attention num_heads=2 "
     "key_dim=2 inputs=a,b"},
    {3, "6x4",
     "dense units=3 name=a; dense units=5 name=b; dense units=2 name=c inputs=a; "
     "multi_head_attention num_heads=2 key_dim=2 inputs=a,b,c"},
    {1, "1x1", "lstm units=1"},
    {3, "5x4", "lstm units=3"},
    {4, "6x3", "lstm units=5 return_sequences=1 use_bias=0; lstm units=2"},
    {1, "1x1", "gru units=1"},
    {3, "5x4", "gru units=3"},
    {4, "6x3", "gru units=5 return_sequences=1 use_bias=0; gru units=2"},
    {5, "@6", "input; dense units=3"},
    {3, "@4",
     "input name=i; embedding input_dim=7 output_dim=2 name=a; embedding input_dim=9 output_dim=2 "
     "inputs=i name=b; add inputs=a,b"},
    {3, "@1", "embedding input_dim=7 output_dim=1"},
    {5, "@6", "embedding input_dim=7 output_dim=4; dense units=2"},
    {5, "@6", "embedding input_dim=7 output_dim=4 name=e; dense units=7 tie_to=e"},
    {5, "@6",
     "embedding input_dim=9 output_dim=4 name=e; layer_norm; dense units=5 tie_to=e use_bias=0 "
     "activation=tanh; dense units=4; dense units=9 tie_to=e"},
    {5, "@6",
     "embedding input_dim=7 output_dim=4 name=e; dense units=7 tie_to=e trainable=0; dense "
     "units=2"},
    {5, "@6",
     "embedding input_dim=7 output_dim=4 name=e trainable=0; dense units=4; dense units=7 "
     "tie_to=e"},
    {5, "6", "dense units=4 lora_rank=2"},
    {1, "1", "dense units=1 lora_rank=1 lora_alpha=3"},
    {5, "6", "dense units=4 lora_rank=3 lora_alpha=2 activation=tanh; dense units=5 lora_rank=1"},
    {5, "6", "dense units=4 lora_rank=2 trainable=0; dense units=3"},
    {3, "70x3", "dense units=4 lora_rank=2 use_bias=0; dense units=2"},
    {3, "5x4", "multi_head_attention num_heads=2 key_dim=3 value_dim=2 lora_rank=2"},
    {2, "131x2", "multi_head_attention num_heads=1 key_dim=2 causal=1 lora_rank=1 lora_alpha=4"},
    {3, "5x4", "multi_head_attention num_heads=2 key_dim=3 lora_rank=2 use_bias=0; dense units=2"},
    {3, "6x4",
     "dense units=3 name=a; dense units=5 name=b; dense units=2 name=c inputs=a; "
     "multi_head_attention num_heads=2 key_dim=2 lora_rank=3 inputs=a,b,c"},
    {5, "@9", "embedding input_dim=7 output_dim=4 mask_zero=1; global_avg_pool2d"},
    {5, "@9", "embedding input_dim=7 output_dim=4 mask_zero=1; global_max_pool2d"},
    {5, "@9", "embedding input_dim=7 output_dim=4 mask_zero=1; lstm units=3"},
    {5, "@9",
     "embedding input_dim=7 output_dim=4 mask_zero=1; lstm units=3 return_sequences=1; gru units=2 "
     "return_sequences=1"},
    {5, "@9", "embedding input_dim=7 output_dim=4 mask_zero=1; gru units=3"},
    {4, "@9",
     "embedding input_dim=7 output_dim=4 mask_zero=1; multi_head_attention num_heads=2 key_dim=2"},
    {4, "@70",
     "embedding input_dim=7 output_dim=4 mask_zero=1 name=e; layer_norm; multi_head_attention "
     "num_heads=1 key_dim=3 causal=1 dropout=0.2; global_avg_pool2d"},
    {3, "@6",
     "embedding input_dim=7 output_dim=4 mask_zero=1 name=e; embedding input_dim=7 output_dim=3 "
     "inputs=input name=q; multi_head_attention num_heads=2 key_dim=2 inputs=q,e"},
};

/* The case's layers behind a dense layer of its input's size, or on indices as they are. */
static void case_start(struct rig *r, const struct gradient_case *c, int lanes)
{
    char layers[1024];
    struct shape shape;
    bool indices = c->input[0] == '@';
    int64_t n = parse_shape(c->input + indices, &shape);
    snprintf(layers, sizeof layers, "dense units=%d bias_initializer=random_normal;%s%s%s%s",
             (int)n, shape.rank > 1 ? "reshape target_shape=" : "", shape.rank > 1 ? c->input : "",
             shape.rank > 1 ? ";" : "", c->layers);
    rig_start(r, indices ? c->layers : layers, indices ? shape : shape_1(4), c->rows, lanes);
    real *noise = numbers(r->graph->flat, 9); /* off symmetric starts: zeros, ones */
    for (int64_t i = 0; i < r->graph->flat; i++)
        r->params[i] += (real).1 * noise[i];
    free(noise);
    const struct layer *last = &r->graph->node[r->graph->n - 1].layer;
    noise = numbers(r->graph->flat_stats, 10);
    for (int64_t i = 0; last->ops == &layer_rescale && i < r->graph->flat_stats; i++)
        r->stats[i] = noise[i]; /* means, and deviations of either sign */
    free(noise);
    for (int64_t i = 0; indices && i < c->rows * r->n_in; i++)
        r->x[i] = (real)(i * 5 % 7);
}

static double analytic(const struct rig *r, int64_t i)
{
    double g = 0;
    for (int lane = 0; lane < r->lanes; lane++)
        g += r->grads[lane][i];
    return g;
}

static double numeric(struct rig *r, int64_t i)
{
    const real h = (real)1e-5;
    real kept = r->params[i];
    r->params[i] = kept + h;
    double up = rig_run(r);
    r->params[i] = kept - h;
    double down = rig_run(r);
    r->params[i] = kept;
    return (up - down) / (2 * (double)h);
}

/* 150: enough to meet every part of every tensor; all of them for the small cases. */
enum { CHECKED = 150 };

static bool is_frozen(const struct graph *g, int64_t at)
{
    for (int i = 1; i < g->n; i++)
        for (int k = 0; k < g->node[i].layer.n_params; k++) {
            const struct param *p = &g->node[i].layer.params[k];
            if (p->frozen && at >= p->offset && at < p->offset + p->size)
                return true;
        }
    return false;
}

static void check_case(const struct gradient_case *c, int lanes)
{
    struct rig r;
    case_start(&r, c, lanes);
    rig_run(&r);
    int64_t n = r.graph->flat;
    double *g = calloc((size_t)n, sizeof *g);
    for (int64_t i = 0; i < n; i++)
        g[i] = analytic(&r, i);
    int64_t stride = n / CHECKED + 1;
    for (int64_t i = 0; i < n; i += stride) {
        if (is_frozen(r.graph, i)) {
            assert_true(g[i] == 0);
            continue;
        }
        double want = numeric(&r, i), size = fabs(want) + fabs(g[i]);
        if (!(fabs(want - g[i]) <= 1e-7 + 1e-6 * size))
            fail_msg("%s on %s, %d rows, %d lanes: parameter %ld of %ld: gradient %.12g, "
                     "difference %.12g",
                     c->layers, c->input, c->rows, lanes, (long)i, (long)n, g[i], want);
    }
    free(g);
    rig_end(&r);
}

static void every_layer_gradient_equals_central_differences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int lanes = 1; lanes <= 3; lanes++)
            check_case(&cases[i], lanes);
}

static void every_layer_of_the_table_has_a_case(void **state)
{
    (void)state;
    int n;
    const struct kind *kinds = layer_kinds(&n);
    for (int i = 0; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
            size_t end = strlen(kinds[i].name);
            for (const char *at = cases[k].layers; (at = strstr(at, kinds[i].name)); at += end)
                found = found || ((at == cases[k].layers || at[-1] == ' ') &&
                                  (at[end] == 0 || at[end] == ' ' || at[end] == ';'));
        }
        if (!found)
            fail_msg("no gradient case for layer %s", kinds[i].name);
    }
}

/* ---- losses ---- */

/* A weight per class or column, also 0. */
static void weigh(const struct kind *kind, struct value *options, int64_t width)
{
    for (int i = 0; i < kind->n_options; i++)
        if (kind->options[i].type == OPT_NUMBERS) {
            options[i] = (struct value){.n = (double)width,
                                        .numbers = calloc((size_t)width, sizeof(double))};
            for (int64_t j = 0; j < width; j++)
                options[i].numbers[j] = .5 * (double)((j + 2) % 5);
        }
}

/* A distribution: nothing below 0, and 1 in all. */
static void distribute(real *t, int64_t n)
{
    real sum = 0;
    for (int64_t j = 0; j < n; j++)
        sum += fabs(t[j]);
    for (int64_t j = 0; j < n; j++)
        t[j] = fabs(t[j]) / sum;
}

static void fill_targets(struct loss_pass *p, real *target, int32_t *label, unsigned kinds)
{
    struct rng rng = rng_begin(8, RNG_INIT, 0, 0, 0);
    bool labels = kinds >> TARGET_CLASS & 1, flags = kinds >> TARGET_FLAGS & 1;
    for (int64_t i = 0; i < p->rows * p->width; i++)
        target[i] = flags ? (real)rng_below(&rng, 2) : (real)rng_normal(&rng);
    for (int64_t i = 0; i < p->rows; i++)
        label[i] = (int32_t)rng_below(&rng, (uint64_t)p->width);
    for (int64_t i = 0; p->width > 1 && !labels && !flags && i < p->rows; i++)
        distribute(target + i * p->width, p->width);
    p->target = target;
    p->label = labels && !flags ? label : NULL;
}

static void check_loss(int kind, int64_t rows, int64_t width, bool weighted)
{
    const struct loss_ops *loss = loss_ops(kind);
    struct value options[OPTIONS_MAX] = {0};
    kind_defaults(&loss->kind, options);
    if (loss->kind.n_options && strcmp(loss->kind.options[0].name, "label_smoothing") == 0)
        options[0].n = .1;
    if (weighted)
        weigh(&loss->kind, options, width);
    int32_t ignored = 1;
    real *y = numbers(rows * width, 4), *target = numbers(rows * width, 1);
    real *dy = numbers(rows * width, 2), *other = numbers(rows * width, 2);
    int32_t *label = calloc((size_t)rows, sizeof *label);
    struct loss_pass p = {
        .y = y, .rows = rows, .width = width, .dy = dy, .scale = (real).25, .options = options};
    p.ignored = weighted && loss->per_row && width > 1 ? &ignored : NULL;
    fill_targets(&p, target, label, loss->targets);
    loss->run(&p);
    p.dy = other;
    for (int64_t i = 0; i < rows * width; i++) {
        real kept = y[i], h = (real)1e-5;
        y[i] = kept + h;
        double up = loss->run(&p).loss;
        y[i] = kept - h;
        double down = loss->run(&p).loss, want = .25 * (up - down) / (2 * h);
        y[i] = kept;
        if (fabs(want - dy[i]) > 1e-8 + 1e-6 * fabs(want))
            fail_msg("%s (%ld, %ld): gradient %.12g, difference %.12g", loss->kind.name, (long)rows,
                     (long)width, dy[i], want);
    }
    free(y);
    free(target);
    free(dy);
    free(other);
    free(label);
    values_done(options);
}

static void every_loss_gradient_equals_central_differences(void **state)
{
    (void)state;
    int n;
    loss_kinds(&n);
    for (int kind = 0; kind < n; kind++) {
        check_loss(kind, 1, 1, false);
        check_loss(kind, 5, 3, false);
        check_loss(kind, 17, 33, false);
        check_loss(kind, 5, 3, true);
        check_loss(kind, 17, 33, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layer_of_the_table_has_a_case),
        cmocka_unit_test(every_layer_gradient_equals_central_differences),
        cmocka_unit_test(every_loss_gradient_equals_central_differences),
    };
    struct err err;
    if (blas_init(&err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
