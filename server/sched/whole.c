/* whole.c - what a view knows beside what was put into it: for writing it down and making it anew.
 */
#include "server/sched/tree.h"

#include <stdlib.h>
#include <string.h>

static int by_quote(const void *a, const void *b)
{
    const struct view_job *x = *(const struct view_job *const *)a;
    const struct view_job *y = *(const struct view_job *const *)b;
    if (x->quoted_at != y->quoted_at)
        return x->quoted_at < y->quoted_at ? -1 : 1;
    return strcmp(x->id, y->id);
}

int view_jobs(const struct view *v, const struct view_job **out, int max)
{
    int n = 0;
    for (size_t i = 0; i < v->jobs.room && n < max; i++) {
        const struct view_job *j = map_at(&v->jobs, i);
        if (j)
            out[n++] = j;
    }
    if (n)
        qsort(out, (size_t)n, sizeof *out, by_quote);
    return (int)v->jobs.used;
}

int64_t job_quoted_at(const struct view_job *j)
{
    return j->quoted_at;
}

struct job_loan job_loan(const struct view_job *j)
{
    return (struct job_loan){j->lent, j->lent_mark};
}

void view_loan_set(struct view *v, const char *job, struct job_loan loan)
{
    struct view_job *j = map_get(&v->jobs, job);
    if (j && loan.slots >= 0 && loan.slots <= j->spec.width)
        job_lend(v, j, loan.slots, loan.mark);
}

struct view_reservation view_reservation(const struct view *v, enum slot_kind k)
{
    const struct reserved *r = &v->reserved[k];
    return (struct view_reservation){r->job, r->at, r->mark};
}

void view_reservation_set(struct view *v, enum slot_kind k, const char *job, int64_t at,
                          uint64_t mark)
{
    struct view_job *j = job ? map_get(&v->jobs, job) : NULL;
    v->reserved[k] = (struct reserved){.job = j, .at = at, .mark = mark};
}
