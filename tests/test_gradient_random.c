/* test_gradient_random.c - gradients against differences, in double, on graphs nobody thought of.
 *
 * A seed draws an input's shape, up to four layers with chance options, rows and lanes. In front
 * stands a dense layer, so that the gradient for the layers' input is checked through its kernel.
 * The difference is taken at two distances: what they disagree on is the method's own error.
 * Functions with kinks are left to test_gradient.c, where no number stands on one.
 *
 * GRADIENT_GRAPHS=N tries N seeds instead of the default, GRADIENT_SEED=S starts at S. */
#include "engine/tensor/blas.h"
#include "tests/rig.h"
#include "tests/support/draft.h"

enum { GRAPHS = 600, GRAPHS_SHORT = 100, LAYERS_MOST = 4, CHECKED = 40 };

struct drawn {
    char shape[64], layers[1024];
    int rows, lanes;
};

static int roll(struct rng *r, int n)
{
    return (int)rng_below(r, (uint64_t)n);
}

/* Mostly small, now and then larger than a tile, a block, a vector. */
static int size(struct rng *r, int small, int large)
{
    return 1 + roll(r, roll(r, 6) ? small : large);
}

static void draw_shape(struct rng *r, char *to)
{
    switch (roll(r, 3)) {
    case 0: sprintf(to, "%d", size(r, 20, 150)); break;
    case 1: sprintf(to, "%dx%d", size(r, 9, 80), size(r, 6, 40)); break;
    default: sprintf(to, "%dx%dx%d", size(r, 6, 20), size(r, 6, 20), size(r, 4, 9));
    }
}

static bool has_kink(const char *layer)
{
    return strstr(layer, "relu") || strstr(layer, "max_pool") || strstr(layer, "elu alpha");
}

static void draw(uint64_t seed, struct drawn *d)
{
    struct rng rng = rng_begin(seed, RNG_NOISE, 9, 0, 0), *r = &rng;
    struct shape shape;
    draw_shape(r, d->shape);
    int n = (int)parse_shape(d->shape, &shape);
    d->rows = size(r, 6, 20);
    d->lanes = 1 + roll(r, 4);
    sprintf(d->layers, "dense units=%d bias_initializer=random_normal;reshape target_shape=%s", n,
            d->shape);
    for (int i = 1 + roll(r, LAYERS_MOST); i > 0; i--) {
        char layer[DRAFT_TEXT];
        do
            draft_kind(r, CATALOG_LAYERS, layer);
        while (has_kink(layer) || strncmp(layer, "input", 5) == 0 ||
               strncmp(layer, "embed", 5) == 0);
        sprintf(d->layers + strlen(d->layers), ";%s", layer);
    }
}

/* Whether the planner takes it, at a size that is quickly checked. */
static bool fits(const struct drawn *d)
{
    struct spec spec;
    struct faults faults = {0};
    struct shape in = shape_1(4);
    spec_start(&spec, "regression", "seed=3");
    add_layers(&spec, d->layers);
    struct graph *g = graph_new(&spec, &in, 3, &faults);
    bool fit = g && (g->flops + g->flops_back) * d->rows < 2e6;
    if (g)
        graph_free(g);
    faults_done(&faults);
    spec_done(&spec);
    return fit;
}

static double slope(struct rig *r, int64_t i, real h)
{
    real kept = r->params[i];
    r->params[i] = kept + h;
    double up = rig_run(r);
    r->params[i] = kept - h;
    double down = rig_run(r);
    r->params[i] = kept;
    return (up - down) / (2 * (double)h);
}

static void check(const struct drawn *d, uint64_t seed)
{
    struct rig r;
    rig_start(&r, d->layers, shape_1(4), d->rows, d->lanes);
    real *noise = numbers(r.graph->flat, 9);
    int64_t n = r.graph->learned; /* they come first; what is frozen has no gradient */
    for (int64_t i = 0; i < r.graph->flat; i++)
        r.params[i] += (real).1 * noise[i];
    rig_run(&r);
    double *g = calloc((size_t)n + 1, sizeof *g);
    for (int lane = 0; lane < r.lanes; lane++)
        for (int64_t i = 0; i < n; i++)
            g[i] += r.grads[lane][i];
    for (int64_t i = (int64_t)(seed % 7); i < n; i += n / CHECKED + 1) {
        double far = slope(&r, i, (real)2e-5), near = slope(&r, i, (real)1e-5);
        double want = (4 * near - far) / 3, size = fabs(want) + fabs(g[i]);
        if (!(fabs(want - g[i]) <= 1e-7 + 1e-6 * size + fabs(near - far)))
            fail_msg("GRADIENT_SEED=%lu GRADIENT_GRAPHS=1: %d rows, %d lanes, %s: parameter %ld of "
                     "%ld: gradient %.12g, difference %.12g",
                     (unsigned long)seed, d->rows, d->lanes, d->layers, (long)i, (long)n, g[i],
                     want);
    }
    free(noise);
    free(g);
    rig_end(&r);
}

static uint64_t setting(const char *name, uint64_t fallback)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : fallback;
}

static void gradients_of_random_graphs_equal_differences(void **state)
{
    (void)state;
    uint64_t seed = setting("GRADIENT_SEED", 1), done = 0;
    uint64_t n = setting("GRADIENT_GRAPHS", getenv("CHECK_SHORT") ? GRAPHS_SHORT : GRAPHS);
    for (; done < n; seed++) {
        struct drawn d;
        draw(seed, &d);
        if (fits(&d)) {
            check(&d, seed);
            done++;
        } else if (n == 1) {
            break;
        }
    }
    print_message("# %lu graphs\n", (unsigned long)done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_of_random_graphs_equal_differences),
    };
    struct err err;
    if (blas_init(&err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
