/* test_curves.c - whole trainings against PyTorch: the loss of each of the first 200 steps.
 *
 * Six nets, each with an optimiser of its own, train here in float on three lanes; tests/golden/
 * curves.txt has what PyTorch made of the same initial weights and the same rows in the same order,
 * in double. How it was made:
 *   CURVES_DUMP=build/curves build/tests/test_curves && python3 tests/golden/curves.py build/curves
 * The dump holds the weights and each step's rows as the engine's own calls give them.
 *
 * The convolutional nets have smooth functions and mean pools: at a kink, of millions that they
 * meet, a rounding decides which way a gradient goes, and trainings part (PyTorch in float leaves
 * its own curve in double by 3 %). Those functions' vectors are in test_layers.c. */
#include "engine/train/training.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/trainings.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 200, ROWS = 240 };

static const struct sample_spec nets[] = {
    {"mlp", "classification", "epochs=25 batch_size=32 seed=1",
     "dense units=32 activation=relu; dense units=16 activation=tanh; dense units=3",
     "optimizer:adam learning_rate=0.003;regularization:l2=0.001;loss:cross_entropy "
     "label_smoothing=0.1;schedule:cosine warmup_steps=10",
     3, 0},
    {"cnn", "classification", "epochs=25 batch_size=32 seed=2",
     "reshape target_shape=12x12x1; conv2d filters=8 kernel_size=3 padding=same; batch_norm; "
     "activation function=gelu; avg_pool2d; conv2d filters=12 kernel_size=3; batch_norm; "
     "activation function=gelu; global_avg_pool2d; dense units=5",
     "optimizer:momentum learning_rate=0.03", 5, 0},
    {"residual", "classification", "epochs=25 batch_size=32 seed=3",
     "reshape target_shape=12x12x1; conv2d filters=6 kernel_size=3 padding=same; batch_norm; "
     "activation function=silu name=a; conv2d filters=6 kernel_size=3 padding=same; batch_norm; "
     "activation function=silu; conv2d filters=6 kernel_size=3 padding=same; batch_norm name=b; "
     "add inputs=a,b; activation function=silu name=c; conv2d filters=10 kernel_size=3 strides=2 "
     "padding=same; batch_norm; activation function=silu; conv2d filters=10 kernel_size=3 "
     "padding=same; batch_norm name=d; conv2d filters=10 kernel_size=1 strides=2 inputs=c name=e; "
     "add inputs=d,e; activation function=silu; global_avg_pool2d; dense units=5",
     "optimizer:nesterov learning_rate=0.01", 5, 0},
    {"lstm", "classification", "epochs=25 batch_size=32 seed=4 clip_norm=0.5",
     "reshape target_shape=8x2; lstm units=16; dense units=3", "optimizer:adam learning_rate=0.005",
     3, 0},
    {"gpt", "language_model", "epochs=25 batch_size=32 seed=5 clip_norm=1",
     "embedding input_dim=9 output_dim=24; position_embedding name=a; layer_norm; "
     "multi_head_attention num_heads=2 key_dim=12 causal=1 name=b; add inputs=a,b name=c; "
     "layer_norm; dense units=48 activation=gelu; dense units=24 name=d; add inputs=c,d name=e; "
     "layer_norm; multi_head_attention num_heads=2 key_dim=12 causal=1 name=f; add inputs=e,f "
     "name=g; layer_norm; dense units=48 activation=gelu; dense units=24 name=h; add inputs=g,h; "
     "layer_norm; dense units=9",
     "optimizer:adamw learning_rate=0.003;schedule:cosine warmup_steps=20;data:context=16", 0, 9},
    {"autoencoder", "autoencoder", "epochs=25 batch_size=32 seed=6",
     "flatten; dense units=24 activation=sigmoid; dense units=144",
     "optimizer:rmsprop learning_rate=0.002", 5, 0},
};
enum { NETS = sizeof nets / sizeof *nets };

static struct dataset *data_of(const struct sample_spec *net)
{
    if (net->vocabulary)
        return text_made(net->name, ROWS * 16 + 1, net->vocabulary);
    return net->classes == 5 ? pictures_made(net->name, ROWS, 12, 12, 5)
                             : table_made(net->name, ROWS, 16, net->classes, 4);
}

/* ---- the dump: weights in the engine's order, then each step's rows ---- */

static FILE *dump_open(const char *name)
{
    char path[256];
    const char *folder = getenv("CURVES_DUMP");
    if (!folder)
        return NULL;
    snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    FILE *f = fopen(path, "w");
    if (!f)
        fail_msg("%s cannot be written", path);
    return f;
}

static void dump_weights(FILE *f, const struct training *t)
{
    const struct graph *g = t->plan.graph;
    for (int i = 1; f && i < g->n; i++)
        for (int k = 0; k < g->node[i].layer.n_params; k++) {
            const struct param *p = &g->node[i].layer.params[k];
            fprintf(f, "%s.%s", g->node[i].layer.ops->kind.name, p->name);
            for (int d = 0; d < p->shape.rank; d++)
                fprintf(f, "%s%d", d ? "x" : " ", (int)p->shape.dim[d]);
            for (int64_t j = 0; j < p->size; j++)
                fprintf(f, " %.9g", (double)t->params[p->offset + j]);
            fprintf(f, "\n");
        }
}

/* The rows that the next unit will take, as its lanes will gather them. */
static void dump_step(FILE *f, const struct training *t)
{
    int64_t left = t->plan.train_rows - t->state.at, positions = t->plan.head.positions;
    int rows = (int)(left < t->plan.batch ? left : t->plan.batch);
    bool labels = t->plan.head.targets != TARGET_NONE;
    if (!f || t->state.phase != PHASE_STEP)
        return;
    float *x = calloc((size_t)(rows * t->plan.info.n_in), sizeof *x);
    int32_t *label = calloc((size_t)(rows * positions), sizeof *label);
    feed_gather(t->train, t->order + t->state.at, rows, x, NULL, labels ? label : NULL);
    fprintf(f, "step %d %d", rows, labels ? (int)positions : 0);
    for (int64_t i = 0; i < rows * t->plan.info.n_in; i++)
        fprintf(f, " %.9g", (double)x[i]);
    for (int64_t i = 0; labels && i < rows * positions; i++)
        fprintf(f, " %d", label[i]);
    fprintf(f, "\n");
    free(x);
    free(label);
}

/* ---- the curves ---- */

static double loss_of(const struct training *t)
{
    int n;
    const struct point *p = training_points(t, &n);
    return n && strcmp(p->name, "loss") == 0 ? p->value : NAN;
}

static void train(const struct sample_spec *net, double *loss)
{
    struct spec spec;
    struct err err = {0};
    struct dataset *ds = data_of(net);
    sample_spec_init(&spec, net);
    spec.lanes = 3;
    struct training *t = training_new(&spec, ds, NULL, &err);
    if (!t)
        fail_msg("%s: %s", net->name, err.text);
    FILE *f = dump_open(net->name);
    dump_weights(f, t);
    for (int step = 0; step < STEPS;) {
        dump_step(f, t);
        if (training_advance(t, &parallel_serial, &err) != 1)
            fail_msg("%s ends at step %d: %s", net->name, step, err.text);
        if (!isnan(loss_of(t)))
            loss[step++] = loss_of(t);
    }
    if (f)
        fclose(f);
    training_free(t);
    spec_done(&spec);
    dataset_close(ds);
}

static void read_curve(const char *name, double *loss)
{
    char word[32];
    FILE *f = fopen("tests/golden/curves.txt", "r");
    assert_non_null(f); /* run from the repository's root */
    while (fscanf(f, "%31s", word) == 1 && strcmp(word, name) != 0)
        ;
    for (int i = 0; i < STEPS; i++)
        if (fscanf(f, "%lf", &loss[i]) != 1)
            fail_msg("curves.txt: %s has no step %d", name, i + 1);
    fclose(f);
}

static void every_step_loses_what_it_does_in_pytorch(void **state)
{
    (void)state;
    for (int i = 0; i < NETS; i++) {
        double ours[STEPS], theirs[STEPS], worst = 0;
        train(&nets[i], ours);
        if (getenv("CURVES_DUMP"))
            continue;
        read_curve(nets[i].name, theirs);
        for (int k = 0; k < STEPS; k++) {
            double off = fabs(ours[k] - theirs[k]) / theirs[k];
            if (!(off <= 1e-4))
                fail_msg("%s, step %d: loss %.9g, PyTorch has %.9g", nets[i].name, k + 1, ours[k],
                         theirs[k]);
            worst = fmax(worst, off);
        }
        printf("# %s: loss %.4f to %.4f, at most %.1e off\n", nets[i].name, ours[0],
               ours[STEPS - 1], worst);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_loses_what_it_does_in_pytorch),
    };
    struct err err;
    if (engine_init(&err) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
