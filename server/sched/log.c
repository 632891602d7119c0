/* log.c - moves of jobs while a plan is made, and their undoing. */
#include "server/sched/planner.h"

#include <stdlib.h>

static struct move *log_add(struct planner *p)
{
    if (p->n == p->room) {
        int room = p->room ? p->room * 2 : 64;
        struct move *log = realloc(p->log, (size_t)room * sizeof *log);
        if (!log) {
            p->out_of_memory = true;
            return NULL;
        }
        p->log = log;
        p->room = room;
    }
    return &p->log[p->n++];
}

/* Remembers what the job was before this plan. */
static void touch(const struct planner *p, struct view_job *j)
{
    if (j->touched == p->stamp)
        return;
    j->touched = p->stamp;
    quote_settle(p->v, j);
    j->width_before = j->spec.width;
    j->started_before = j->spec.started;
    j->lent_before = j->lent;
    j->lent_mark_before = j->lent_mark;
}

void move_job(struct planner *p, struct view_job *j, int64_t width, const struct why *why)
{
    struct move *m = log_add(p);
    if (!m)
        return;
    *m = (struct move){.job = j,
                       .was = j->spec.width,
                       .width = width,
                       .was_started = j->spec.started,
                       .was_lent = j->lent,
                       .was_lent_mark = j->lent_mark,
                       .by = why->by,
                       .reason = why->reason,
                       .resource = why->resource,
                       .have = why->have,
                       .need = why->need};
    touch(p, j);
    int64_t started = j->spec.started;
    if (m->was == 0)
        started = j->width_before > 0 ? j->started_before : p->v->now;
    int64_t narrowed = m->was - width;
    if (narrowed > 0 && j->lent > 0)
        job_lend(p->v, j, j->lent > narrowed ? j->lent - narrowed : 0, j->lent_mark);
    job_move(p->v, j, width, started);
    if (width > 0 && width == j->width_before) { /* as if nothing had happened */
        job_lend(p->v, j, j->lent_before, j->lent_mark_before);
    }
}

void roll_back(struct planner *p, int mark)
{
    while (p->n > mark) {
        struct move *m = &p->log[--p->n];
        job_move(p->v, m->job, m->was, m->was_started);
        job_lend(p->v, m->job, m->was_lent, m->was_lent_mark);
    }
}

/* 64: from so many moves on, walking the families costs less than a tournament each. */
enum { MANY = 64 };

void undo(struct planner *p)
{
    struct view *v = p->v;
    if (p->n < MANY) {
        roll_back(p, 0);
        return;
    }
    for (int i = 0; i < p->n; i++) {
        struct view_job *j = p->log[i].job;
        if (j->touched != p->stamp)
            continue;
        j->touched = 0;
        if (j->spec.width != j->width_before || j->spec.started != j->started_before)
            job_move_quietly(v, j, j->width_before, j->started_before);
        job_lend(v, j, j->lent_before, j->lent_mark_before);
    }
    p->n = 0;
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        turn_freshen(v, v->root, k);
}
