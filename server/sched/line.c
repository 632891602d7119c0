/* line.c - turns taken in thought: every job in turn gets its min, whether or not it fits, so that
 * the next turn is the one that follows it; then all of it is taken back. */
#include "server/sched/line.h"

#include "server/sched/planner.h"
#include <stdlib.h>

int line_make(struct view *v, enum slot_kind k, const struct view_job **out, int max,
              struct err *err)
{
    struct planner p = {.v = v, .stamp = ++v->stamp};
    struct view_node *leaf;
    int n = 0;
    divide(v);
    turn_pass(v, k);
    while (n < max && !p.out_of_memory && (leaf = turn_next(v, k, LEVEL_ANY))) {
        struct view_job *j = queue_first(&leaf->queue, k, v->pass);
        if (!j) {
            turn_bench(v, leaf, k);
            continue;
        }
        struct why why = {.reason = REASON_TURN, .resource = (enum resource)k};
        move_job(&p, j, j->spec.min, &why);
        out[n++] = j;
    }
    turn_pass(v, k);
    undo(&p);
    free(p.log);
    return p.out_of_memory ? err_set(err, ERR_NO_MEMORY, "out of memory") : n;
}
