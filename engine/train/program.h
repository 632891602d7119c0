/* program.h - a graph bound to memory: what each lane does, in order, and where lanes must meet.
 *
 * A program is a list of instructions. Every lane runs them by itself up to the next join; a join
 * runs once, when all lanes have arrived, and combines what they left in lane order. Without joins
 * (no batch_norm) a whole step's forward, loss and backward is a single parallel call. */
#ifndef ENGINE_TRAIN_PROGRAM_H
#define ENGINE_TRAIN_PROGRAM_H

#include "engine/train/memory.h"

/* What the owner does at a place in the program, for one lane: gather its rows, compute its loss.
 */
typedef void (*lane_fn)(void *owner, int lane);

struct instruction {
    enum {
        OP_CALL,
        OP_CLEAR, /* the gradient of a tensor that several layers share */
        OP_FORWARD,
        OP_FORWARD_PART,
        OP_FORWARD_JOIN,
        OP_BACKWARD,
        OP_BACKWARD_PART,
        OP_BACKWARD_JOIN
    } op;
    int node;
    lane_fn call;
};

struct program {
    struct instruction *list;
    int n;
};

/* The memory that a machine is bound to; sizes as struct memory says, per lane where it says so. */
struct blocks {
    real *params, *stats;
    real **grads;   /* per lane, the flat gradient; NULL: no backward */
    real **reals;   /* per lane */
    double **parts; /* per lane */
    double *joints;
};

struct machine {
    const struct graph *graph;
    int lanes;
    struct lane *lane; /* per lane: its share of the batch at work */
    struct pass *pass; /* per lane and node: pass[lane * n + node] */
    void *owner;
    const struct instruction *from, *to; /* the stretch at work */
};

int machine_init(struct machine *m, const struct graph *g, const struct memory *memory,
                 const struct blocks *blocks, int lanes, void *owner, struct err *err);
void machine_done(struct machine *m);

/* gather, forward, loss; with `training` joins of batch statistics, then backward too. */
int program_init(struct program *p, const struct graph *g, const struct memory *memory,
                 bool training, lane_fn gather, lane_fn loss, struct err *err);
void program_done(struct program *p);

/* Shares out `batch` rows over the lanes: lane i gets rows [i·batch/lanes, (i+1)·batch/lanes). */
void machine_share(struct machine *m, int batch, bool training, uint64_t step);

/* Other parameters than those it was bound to, in the same places. */
void machine_weigh(struct machine *m, const real *params);

void machine_run(struct machine *m, const struct program *p, const struct parallel *parallel);

/* A node's output in a lane, and its gradient. */
static inline struct pass *machine_pass(const struct machine *m, int lane, int node)
{
    return &m->pass[lane * m->graph->n + node];
}

/* Calls fn(arg, i) for every lane: directly when there is one. */
void lanes_run(const struct parallel *parallel, int lanes, void (*fn)(void *arg, int i), void *arg);

#endif
