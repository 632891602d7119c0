/* optim.c - the optimisers, then their table. η learning rate, g gradient, w parameter. */
#include "engine/train/optim.h"
#include "engine/layers/layer.h"

#define LEARNING_RATE(FALLBACK)                                                                    \
    {                                                                                              \
        .name = "learning_rate", .type = OPT_FLOAT, .max = 1e3, .fallback = FALLBACK,              \
        .help = "the step's size before the schedule"                                              \
    }
#define DECAY(NAME, FALLBACK, HELP)                                                                \
    {                                                                                              \
        .name = NAME, .type = OPT_FLOAT, .max = 1, .max_open = true, .fallback = FALLBACK,         \
        .help = HELP                                                                               \
    }
#define EPSILON                                                                                    \
    {                                                                                              \
        .name = "epsilon", .type = OPT_FLOAT, .max = 1, .fallback = 1e-7,                          \
        .help = "added to the root, so that nothing is divided by zero"                            \
    }

/* Behind weight_decay. */
#define MATRICES_ONLY                                                                              \
    OPTION_BOOL("decay_matrices_only", 0,                                                          \
                "whether weight decay spares biases, and what scales and shifts in norms")

static real option(const struct optim_pass *p, int i)
{
    return (real)p->options[i].n;
}

/* The gradient as clipping leaves it. */
static inline real clipped(const struct optim_pass *p, real g)
{
    g *= p->scale;
    if (p->limit > 0)
        g = g > p->limit ? p->limit : g < -p->limit ? -p->limit : g;
    return g;
}

static int one_moment(const struct value *options)
{
    (void)options;
    return 1;
}
static int two_moments(const struct value *options)
{
    (void)options;
    return 2;
}

/* ---- v ← β v - η g;  w ← w + v.  Polyak 1964 ---- */

VECTOR_CLONES static void classical(const struct optim_pass *p, real beta)
{
    real rate = (real)p->rate, *w = p->w, *v = p->m[0];
    for (int64_t i = 0, n = p->n; i < n; i++) {
        v[i] = beta * v[i] - rate * clipped(p, p->g[i]);
        w[i] += v[i];
    }
}

/* v ← β v - η g;  w ← w + β v - η g.  Nesterov 1983 in Sutskever's form, as Keras has it */
VECTOR_CLONES static void nesterov(const struct optim_pass *p, real beta)
{
    real rate = (real)p->rate, *w = p->w, *v = p->m[0];
    for (int64_t i = 0, n = p->n; i < n; i++) {
        real d = rate * clipped(p, p->g[i]);
        v[i] = beta * v[i] - d;
        w[i] += beta * v[i] - d;
    }
}

/* v ← β v + (1-β) g;  w ← w - η v */
VECTOR_CLONES static void averaged(const struct optim_pass *p, real beta)
{
    real rate = (real)p->rate, *w = p->w, *v = p->m[0];
    for (int64_t i = 0, n = p->n; i < n; i++) {
        v[i] = beta * v[i] + (1 - beta) * clipped(p, p->g[i]);
        w[i] -= rate * v[i];
    }
}

/* w ← w - η g */
VECTOR_CLONES static void descend(const struct optim_pass *p)
{
    real rate = (real)p->rate, *w = p->w;
    for (int64_t i = 0, n = p->n; i < n; i++)
        w[i] -= rate * clipped(p, p->g[i]);
}

enum { SGD_MOMENTUM = 1, SGD_NESTEROV };
static const struct option sgd_options[] = {
    LEARNING_RATE(.01),
    DECAY("momentum", 0, "β of classical momentum; 0: none"),
    OPTION_BOOL("nesterov", 0, "with momentum: Nesterov's form"),
};

static int sgd_moments(const struct value *options)
{
    return options[SGD_MOMENTUM].n > 0;
}

static void sgd(const struct optim_pass *p)
{
    if (!sgd_moments(p->options))
        descend(p);
    else if (p->options[SGD_NESTEROV].n > 0)
        nesterov(p, option(p, SGD_MOMENTUM));
    else
        classical(p, option(p, SGD_MOMENTUM));
}

enum { MOMENTUM_MOMENTUM = 1, MOMENTUM_FORM };
static const char *const momentum_forms[] = {"classical", "averaged", NULL};
static const struct option momentum_options[] = {
    LEARNING_RATE(.01),
    DECAY("momentum", .9, "β: how much of the velocity a step keeps"),
    {.name = "form",
     .type = OPT_CHOICE,
     .choices = momentum_forms,
     .help = "classical: v = β v - η g, w += v; averaged: v = β v + (1 - β) g, w -= η v"},
};

static void momentum(const struct optim_pass *p)
{
    if (p->options[MOMENTUM_FORM].n > 0)
        averaged(p, option(p, MOMENTUM_MOMENTUM));
    else
        classical(p, option(p, MOMENTUM_MOMENTUM));
}

static const struct option nesterov_options[] = {
    LEARNING_RATE(.01),
    DECAY("momentum", .9, "β: how much of the velocity a step keeps"),
};

static void nesterov_update(const struct optim_pass *p)
{
    nesterov(p, option(p, MOMENTUM_MOMENTUM));
}

/* ---- s ← s + g²;  w ← w - η g / (√s + ε).  Duchi, Hazan, Singer 2011 ---- */

enum { ADAGRAD_INITIAL = 1, ADAGRAD_EPSILON };
static const struct option adagrad_options[] = {
    LEARNING_RATE(.001),
    {.name = "initial_accumulator_value",
     .type = OPT_FLOAT,
     .max = 1e6,
     .fallback = .1,
     .help = "what the sum of squares starts from"},
    EPSILON,
};

VECTOR_CLONES static void adagrad(const struct optim_pass *p)
{
    real rate = (real)p->rate, epsilon = option(p, ADAGRAD_EPSILON), *w = p->w, *s = p->m[0];
    for (int64_t i = 0, n = p->n; i < n; i++) {
        real g = clipped(p, p->g[i]);
        s[i] += g * g;
        w[i] -= rate * g / (sqrt(s[i]) + epsilon);
    }
}

/* ---- rmsprop: s ← ρ s + (1-ρ) g²;  d = η g / (√s + ε);  w ← w - d.  Tieleman & Hinton 2012.
 * centered: s is reduced by the squared mean of g; momentum: v ← β v + d, w ← w - v ---- */

enum { RMSPROP_RHO = 1, RMSPROP_MOMENTUM, RMSPROP_EPSILON, RMSPROP_CENTERED };
static const struct option rmsprop_options[] = {
    LEARNING_RATE(.001),
    DECAY("rho", .9, "how long the mean of squares remembers"),
    DECAY("momentum", 0, "β of momentum on the steps; 0: none"),
    EPSILON,
    OPTION_BOOL("centered", 0, "whether the squared mean gradient is taken off the mean square"),
};

static int rmsprop_moments(const struct value *o)
{
    return 1 + (o[RMSPROP_MOMENTUM].n > 0) + (o[RMSPROP_CENTERED].n > 0);
}

VECTOR_CLONES static void rmsprop(const struct optim_pass *p)
{
    real rate = (real)p->rate, rho = option(p, RMSPROP_RHO), beta = option(p, RMSPROP_MOMENTUM);
    real epsilon = option(p, RMSPROP_EPSILON), *w = p->w, *s = p->m[0];
    real *mean = p->options[RMSPROP_CENTERED].n > 0 ? p->m[1] : NULL;
    real *v = beta > 0 ? p->m[mean ? 2 : 1] : NULL;
    for (int64_t i = 0, n = p->n; i < n; i++) {
        real g = clipped(p, p->g[i]), square;
        s[i] = rho * s[i] + (1 - rho) * g * g;
        square = s[i];
        if (mean) {
            mean[i] = rho * mean[i] + (1 - rho) * g;
            square -= mean[i] * mean[i];
            square = square > 0 ? square : 0;
        }
        real d = rate * g / (sqrt(square) + epsilon);
        if (v)
            d = v[i] = beta * v[i] + d;
        w[i] -= d;
    }
}

/* ---- adam: m ← β₁ m + (1-β₁) g;  s ← β₂ s + (1-β₂) g²;
 * w ← w - η m̂ / (√ŝ + ε),  m̂ = m / (1-β₁ᵗ),  ŝ = s / (1-β₂ᵗ).  Kingma & Ba 2015 ---- */

enum { ADAM_BETA_1 = 1, ADAM_BETA_2, ADAM_EPSILON, ADAM_WEIGHT_DECAY };
static const struct option adam_options[] = {
    LEARNING_RATE(.001),
    DECAY("beta_1", .9, "how long the mean remembers"),
    DECAY("beta_2", .999, "how long the mean square remembers"),
    EPSILON,
};
static const struct option adamw_options[] = {
    LEARNING_RATE(.001),
    DECAY("beta_1", .9, "how long the mean remembers"),
    DECAY("beta_2", .999, "how long the mean square remembers"),
    EPSILON,
    {.name = "weight_decay",
     .type = OPT_FLOAT,
     .max = 1,
     .fallback = .004,
     .help = "λ: w is first reduced by η λ w (Loshchilov & Hutter 2019)"},
    MATRICES_ONLY,
};

/* keep = 1 - η λ */
VECTOR_CLONES static void adam_step(const struct optim_pass *p, real keep)
{
    double b1 = p->options[ADAM_BETA_1].n, b2 = p->options[ADAM_BETA_2].n;
    real c1 = (real)(1 - pow(b1, (double)p->step)), c2 = (real)(1 - pow(b2, (double)p->step));
    real rate = (real)p->rate, epsilon = option(p, ADAM_EPSILON);
    real beta1 = (real)b1, beta2 = (real)b2, rest1 = (real)(1 - b1), rest2 = (real)(1 - b2);
    real *restrict w = p->w, *restrict m = p->m[0], *restrict s = p->m[1];
    const real *restrict g = p->g;
    for (int64_t i = 0, n = p->n; i < n; i++) {
        real d = clipped(p, g[i]);
        m[i] = beta1 * m[i] + rest1 * d;
        s[i] = beta2 * s[i] + rest2 * d * d;
        w[i] = keep * w[i] - rate * (m[i] / c1) / (sqrt(s[i] / c2) + epsilon);
    }
}

static void adam(const struct optim_pass *p)
{
    adam_step(p, 1);
}

static void adamw(const struct optim_pass *p)
{
    adam_step(p, p->spared ? 1 : (real)(1 - p->rate * p->options[ADAM_WEIGHT_DECAY].n));
}

/* ---- lion: c = β₁ m + (1-β₁) g;  w ← w - η (sign(c) + λ w);  m ← β₂ m + (1-β₂) g.
 * Chen et al. 2023 ---- */

enum { LION_BETA_1 = 1, LION_BETA_2, LION_WEIGHT_DECAY };
static const struct option lion_options[] = {
    LEARNING_RATE(.001),
    DECAY("beta_1", .9, "the mean's part in the step's sign"),
    DECAY("beta_2", .99, "how long the mean remembers"),
    {.name = "weight_decay",
     .type = OPT_FLOAT,
     .max = 1,
     .fallback = 0,
     .help = "λ: w is reduced by η λ w"},
    MATRICES_ONLY,
};

VECTOR_CLONES static void lion(const struct optim_pass *p)
{
    real rate = (real)p->rate, beta1 = option(p, LION_BETA_1), beta2 = option(p, LION_BETA_2);
    real decay = p->spared ? 0 : option(p, LION_WEIGHT_DECAY), *w = p->w, *m = p->m[0];
    for (int64_t i = 0, n = p->n; i < n; i++) {
        real g = clipped(p, p->g[i]), c = beta1 * m[i] + (1 - beta1) * g;
        w[i] -= rate * ((c > 0 ? 1 : c < 0 ? -1 : c) + decay * w[i]);
        m[i] = beta2 * m[i] + (1 - beta2) * g;
    }
}

static const struct optim_ops table[] = {
    {.kind = KIND("sgd", sgd_options, "Stochastic gradient descent: w = w - η g"),
     .moments = sgd_moments,
     .update = sgd,
     .flops = 2},
    {.kind = KIND("momentum", momentum_options, "Gradient descent with momentum, in both forms"),
     .moments = one_moment,
     .update = momentum,
     .flops = 4},
    {.kind =
         KIND("nesterov", nesterov_options, "Nesterov's momentum: v = β v - η g, w += β v - η g"),
     .moments = one_moment,
     .update = nesterov_update,
     .flops = 5},
    {.kind =
         KIND("adagrad", adagrad_options, "s = s + g², w = w - η g / (√s + ε) (Duchi et al. 2011)"),
     .moments = one_moment,
     .update = adagrad,
     .flops = 7},
    {.kind = KIND("rmsprop", rmsprop_options,
                  "s = ρ s + (1 - ρ) g², w = w - η g / (√s + ε) (Tieleman & Hinton 2012)"),
     .moments = rmsprop_moments,
     .update = rmsprop,
     .flops = 9},
    {.kind = KIND("adam", adam_options, "w = w - η m̂ / (√ŝ + ε) (Kingma & Ba 2015)"),
     .moments = two_moments,
     .update = adam,
     .flops = 13},
    {.kind = KIND("adamw", adamw_options,
                  "Adam with decoupled weight decay (Loshchilov & Hutter 2019)"),
     .moments = two_moments,
     .update = adamw,
     .flops = 14},
    {.kind = KIND("lion", lion_options, "Steps by the sign of a mean gradient (Chen et al. 2023)"),
     .moments = one_moment,
     .update = lion,
     .flops = 10},
};
enum { N_OPTIMIZERS = sizeof table / sizeof *table };

static struct kind kinds[N_OPTIMIZERS];
__attribute__((constructor)) static void kinds_collect(void)
{
    for (int i = 0; i < N_OPTIMIZERS; i++)
        kinds[i] = table[i].kind;
}

const struct optim_ops *optim_ops(int kind)
{
    return &table[kind];
}

const struct kind *optim_kinds(int *n)
{
    *n = N_OPTIMIZERS;
    return kinds;
}

double optim_initial(int kind, const struct value *options)
{
    return table[kind].update == adagrad ? options[ADAGRAD_INITIAL].n : 0;
}

bool optim_spares(int kind, const struct value *options)
{
    int matrices = option_find(&table[kind].kind, "decay_matrices_only");
    return matrices >= 0 && options[matrices].n > 0;
}
