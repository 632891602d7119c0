/* draft.h - a spec drawn by a seed, as text, so that it can be printed and made smaller.
 *
 * Layers by chance with chance options, wired in a chain with now and then a branch; task, data,
 * optimiser, schedule, regularization, clipping, batch, lanes, validation, early stopping likewise.
 * Most drafts are no valid specs: the planner refuses them. A new task, layer or option belongs
 * here, so that tests/test_random_specs.c meets it. */
#ifndef TESTS_SUPPORT_DRAFT_H
#define TESTS_SUPPORT_DRAFT_H

#include <allot/engine.h>

enum { DRAFT_TEXT = 256, DRAFT_LAYERS = 16, DRAFT_PARTS = 8 };

struct draft {
    const char *task;
    char training[DRAFT_TEXT], layers[DRAFT_LAYERS][DRAFT_TEXT], parts[DRAFT_PARTS][DRAFT_TEXT];
    int n_layers, lanes, classes;
    bool pictures; /* 4 × 4, instead of rows of a table */
    bool maps;     /* and a class per pixel */
    bool mixed;    /* several inputs: of a table of all kinds of columns, beside pictures or not */
    bool flags;    /* three columns of 0 and 1 to be told */
    bool text;     /* windows of letters, the next one to be told */
    bool series;   /* days of two shops, what comes next to be told */
};

void draft_draw(uint64_t seed, struct draft *d);

/* A kind of a catalog with chance options, as a line: "dense units=3 activation=tanh". */
struct rng;
void draft_kind(struct rng *r, enum catalog which, char *to);
void draft_spec(const struct draft *d, struct spec *s);
void draft_print(const struct draft *d);

/* The dataset it trains on: made at the first call, shared by all drafts of its kind. */
struct dataset *draft_data(const struct draft *d);

/* The first third of its rows as a dataset of their own: fewer classes, users, words. */
struct dataset *draft_part(const struct draft *d);
void draft_data_close(void);

/* Whether something holds of a draft. */
typedef bool (*draft_fn)(const struct draft *d, void *arg);

/* Leaves out layers, parts and options one after the other, and takes lanes away, as long as what
 * held of the draft still does: what is left is needed for it. */
void draft_shrink(struct draft *d, draft_fn holds, void *arg);

#endif
