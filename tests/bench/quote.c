/* quote.c - predicted seconds against the truth: what a quote says of a step, and what one takes.
 *
 * Trainings of every kind, from one unit to a small language model, one lane, on one thread. The
 * truth is processor time, so that others on the machine do not count. Prints each and how many of
 * them are within a quarter; asserts nothing. */
#include "tests/support/specs.h"
#include "tests/support/tables.h"
#include "tests/support/temp.h"

#include <allot/engine.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* 1.5 s for each training after a tenth of it to warm up. */
static const double BUDGET_S = 1.5;

static double cpu_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum data { TABLE, INDICES, PICTURES, MAPS, TEXT };

struct bench {
    const char *name, *task, *training;
    enum data data;
    const char *layers[24];
};

static const struct bench benches[] = {
    {"one unit", "regression", "batch_size=32", TABLE, {"dense units=1"}},
    {"table, 64-32",
     "regression",
     "batch_size=32",
     TABLE,
     {"dense units=64 activation=relu", "dense units=32 activation=relu", "dense units=1"}},
    {"mlp 784-512-256-10",
     "classification",
     "batch_size=128",
     PICTURES,
     {"flatten", "dense units=512 activation=relu", "dense units=256 activation=relu",
      "dense units=10"}},
    {"mlp 784-128-10",
     "classification",
     "batch_size=128",
     PICTURES,
     {"flatten", "dense units=128 activation=relu", "dense units=10"}},
    {"wide mlp, gelu, dropout",
     "classification",
     "batch_size=256",
     PICTURES,
     {"flatten", "dense units=1024 activation=gelu", "dropout rate=0.2", "batch_norm",
      "dense units=1024 activation=gelu", "layer_norm", "dense units=10"}},
    {"cnn 32c3-64c3-128",
     "classification",
     "batch_size=64",
     PICTURES,
     {"conv2d filters=32 kernel_size=3 activation=relu",
      "conv2d filters=64 kernel_size=3 activation=relu", "max_pool2d", "flatten",
      "dense units=128 activation=relu", "dense units=10"}},
    {"cnn small",
     "classification",
     "batch_size=64",
     PICTURES,
     {"conv2d filters=8 kernel_size=3 padding=same activation=relu", "max_pool2d",
      "conv2d filters=16 kernel_size=3 padding=same activation=relu", "max_pool2d", "flatten",
      "dense units=10"}},
    {"residual block",
     "classification",
     "batch_size=64",
     PICTURES,
     {"conv2d filters=16 kernel_size=3 padding=same", "batch_norm",
      "activation function=relu name=a", "conv2d filters=16 kernel_size=3 padding=same",
      "batch_norm", "activation function=relu", "conv2d filters=16 kernel_size=3 padding=same",
      "batch_norm name=b", "add inputs=a,b", "activation function=relu", "global_avg_pool2d",
      "dense units=10"}},
    {"lstm 64",
     "classification",
     "batch_size=64",
     PICTURES,
     {"reshape target_shape=28x28", "lstm units=64", "dense units=10"}},
    {"gru 128, two",
     "classification",
     "batch_size=32",
     PICTURES,
     {"reshape target_shape=28x28", "gru units=128 return_sequences=1", "gru units=128",
      "dense units=10"}},
    {"embedding, mean",
     "classification",
     "batch_size=64",
     INDICES,
     {"embedding input_dim=1000 output_dim=64", "global_avg_pool2d", "dense units=4"}},
    {"gpt 2 layers, 64 wide",
     "language_model",
     "batch_size=16",
     TEXT,
     {"embedding output_dim=64", "position_embedding name=x0", "layer_norm",
      "multi_head_attention num_heads=4 key_dim=16 causal=1 name=a0", "add inputs=x0,a0 name=y0",
      "layer_norm", "dense units=256 activation=gelu", "dense units=64 name=m0",
      "add inputs=y0,m0 name=x1", "layer_norm",
      "multi_head_attention num_heads=4 key_dim=16 causal=1 name=a1", "add inputs=x1,a1 name=y1",
      "layer_norm", "dense units=256 activation=gelu", "dense units=64 name=m1", "add inputs=y1,m1",
      "layer_norm", "dense"}},
    {"gpt 1 layer, 192 wide",
     "language_model",
     "batch_size=8",
     TEXT,
     {"embedding output_dim=192", "position_embedding name=x0", "layer_norm",
      "multi_head_attention num_heads=6 key_dim=32 causal=1 name=a0", "add inputs=x0,a0 name=y0",
      "layer_norm", "dense units=768 activation=gelu", "dense units=192 name=m0",
      "add inputs=y0,m0", "layer_norm", "dense"}},
    {"autoencoder 784-64",
     "autoencoder",
     "batch_size=64",
     PICTURES,
     {"flatten", "dense units=256 activation=relu", "dense units=64 activation=relu",
      "dense units=256 activation=relu", "dense units=784"}},
    {"u-net, two levels",
     "segmentation",
     "batch_size=32",
     MAPS,
     {"conv2d filters=8 kernel_size=3 padding=same activation=relu name=a", "max_pool2d",
      "conv2d filters=16 kernel_size=3 padding=same activation=relu name=b", "max_pool2d",
      "conv2d filters=32 kernel_size=3 padding=same activation=relu", "upsample2d name=c",
      "concat inputs=b,c", "conv2d filters=16 kernel_size=3 padding=same activation=relu",
      "upsample2d name=d", "concat inputs=a,d",
      "conv2d filters=8 kernel_size=3 padding=same activation=relu",
      "conv2d filters=2 kernel_size=1"}},
    {"upsampling",
     "classification",
     "batch_size=32",
     PICTURES,
     {"conv2d filters=8 kernel_size=3 strides=2 padding=same activation=relu",
      "conv2d_transpose filters=8 kernel_size=3 strides=2 padding=same activation=relu",
      "avg_pool2d", "flatten", "dense units=10"}},
};
enum { BENCHES = sizeof benches / sizeof *benches };

static struct dataset *data_of(enum data data)
{
    switch (data) {
    case TABLE: return table_made("table", 3200, 30, 0, 4);
    case INDICES: return table_of_indices("words", 1000, 100, 1000, 4);
    case MAPS: return maps_made("maps", 255, 28, 28, 2);
    case PICTURES: return pictures_made("pictures", 255, 28, 28, 10);
    case TEXT: break;
    }
    return text_made("text", 40000, 26);
}

/* Processor seconds of one step, over as many as fit the time. */
static double truth(const struct spec *spec, const struct dataset *ds, int64_t *steps)
{
    struct err err;
    struct training *t = training_new(spec, ds, NULL, &err);
    double start = cpu_s(), warm = start;
    int64_t first = 0;
    while (t && training_advance(t, &parallel_serial, &err) == 1) {
        double now = cpu_s();
        if (now - start < .1 * BUDGET_S || training_progress(t).step < 2) {
            warm = now;
            first = training_progress(t).step;
        } else if (now - warm > BUDGET_S) {
            break;
        }
    }
    if (!t) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    *steps = training_progress(t).step - first;
    double seconds = (cpu_s() - warm) / (double)*steps;
    training_free(t);
    return seconds;
}

static bool measure(const struct bench *b)
{
    struct spec spec;
    struct quote quote;
    struct faults faults = {0};
    struct dataset *ds = data_of(b->data);
    int64_t steps;
    spec_start(&spec, b->task, "epochs=1000000");
    spec_choose(&spec, "training", b->training);
    for (int i = 0; b->layers[i]; i++)
        spec_add(&spec, b->layers[i]);
    spec_complete(&spec, ds);
    double before = cpu_s();
    if (training_quote(&spec, ds, NULL, 1, &quote, &faults)) {
        fprintf(stderr, "%s: %s: %s\n", b->name, faults.v[0].pointer, faults.v[0].detail);
        exit(1);
    }
    double took = cpu_s() - before, real = truth(&spec, ds, &steps);
    double ratio = quote.seconds_per_step / real;
    printf("| %-24s | %9.3f ms | %9.3f ms | %5.2f | %6.1f ms |\n", b->name,
           1e3 * quote.seconds_per_step, 1e3 * real, ratio, 1e3 * took);
    spec_done(&spec);
    dataset_close(ds);
    return ratio > .75 && ratio < 1.25;
}

int main(void)
{
    struct err err;
    int near = 0;
    if (!temp_make() || engine_init(&err) != 0)
        return 1;
    engine_speed();
    printf("| training                 |      quoted |   truth     | ratio | the quote |\n");
    printf("| ------------------------ | ----------- | ----------- | ----- | --------- |\n");
    for (int i = 0; i < BENCHES; i++)
        near += measure(&benches[i]);
    printf("%d of %d within a quarter, kernel %s\n", near, BENCHES, engine_kernel());
    temp_remove();
    return 0;
}
