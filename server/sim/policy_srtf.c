/* policy_srtf.c - shortest remaining time first, preempting without cost.
 *
 * At each event the jobs are taken by remaining time, then submit, then id, and each that fits
 * runs. What waits does not change its remaining time, so the waiting jobs stand sorted; the few
 * that run are merged in by what is left of them now. */
#include "server/sim/replay.h"

#include <stdlib.h>
#include <string.h>

struct srtf {
    int *waiting, n_waiting; /* by remaining time, then number */
    int *running, n_running;
    int *before, n_before; /* who ran before the decision */
};

static int srtf_open(struct replay *r)
{
    struct srtf *s = calloc(1, sizeof *s);
    size_t n = (size_t)r->t->n_jobs + 1;
    r->policy_state = s;
    if (!s)
        return ERR_NO_MEMORY;
    s->waiting = malloc(n * sizeof *s->waiting);
    s->running = malloc(n * sizeof *s->running);
    s->before = malloc(n * sizeof *s->before);
    return s->waiting && s->running && s->before ? 0 : ERR_NO_MEMORY;
}

static void srtf_close(struct replay *r)
{
    struct srtf *s = r->policy_state;
    if (s) {
        free(s->waiting);
        free(s->running);
        free(s->before);
    }
    free(s);
}

/* Milliseconds left at the request's width, as of now. */
static int64_t remaining(const struct replay *r, int job)
{
    const struct replay_job *j = &r->job[job];
    int64_t left = j->left - (r->now - j->since) * j->width;
    int64_t slots = r->t->job[job].slots;
    return left <= 0 ? 0 : left / slots + (left % slots != 0);
}

/* Jobs are numbered by submit time and id. */
static bool srtf_before(const struct replay *r, int a, int b)
{
    int64_t x = remaining(r, a), y = remaining(r, b);
    return x != y ? x < y : a < b;
}

static void wait_add(struct replay *r, int job)
{
    struct srtf *s = r->policy_state;
    int lo = 0, hi = s->n_waiting;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (srtf_before(r, s->waiting[mid], job))
            lo = mid + 1;
        else
            hi = mid;
    }
    memmove(s->waiting + lo + 1, s->waiting + lo, (size_t)(s->n_waiting - lo) * sizeof *s->waiting);
    s->waiting[lo] = job;
    s->n_waiting++;
}

static void srtf_finish(struct replay *r, int job)
{
    struct srtf *s = r->policy_state;
    for (int i = 0; i < s->n_running; i++)
        if (s->running[i] == job)
            s->running[i] = s->running[--s->n_running];
}

static void running_sort(struct replay *r)
{
    struct srtf *s = r->policy_state;
    for (int i = 1; i < s->n_running; i++) {
        int job = s->running[i], k = i;
        for (; k > 0 && srtf_before(r, job, s->running[k - 1]); k--)
            s->running[k] = s->running[k - 1];
        s->running[k] = job;
    }
}

/* Gives slots in order; chosen waiting jobs leave the waiting list, runs not chosen join it. */
static void srtf_decide(struct replay *r)
{
    struct srtf *s = r->policy_state;
    int64_t room[SLOT_KINDS];
    memcpy(room, r->o->slots, sizeof room);
    running_sort(r);
    s->n_before = s->n_running;
    memcpy(s->before, s->running, (size_t)s->n_running * sizeof *s->before);
    s->n_running = 0;
    int kept = 0, w = 0, b = 0, n_starts = 0;
    int *starts = s->running + s->n_before; /* runs chosen stand before, starts after */
    int n_stops = 0;
    while (b < s->n_before || (w < s->n_waiting && (room[SLOT_CPU] > 0 || room[SLOT_GPU] > 0))) {
        bool run =
            b < s->n_before && (w == s->n_waiting || srtf_before(r, s->before[b], s->waiting[w]));
        if (!run && b < s->n_before && room[SLOT_CPU] <= 0 && room[SLOT_GPU] <= 0)
            run = true; /* nothing waiting fits any more: the other runs stop */
        int job = run ? s->before[b++] : s->waiting[w++];
        const struct trace_job *j = &r->t->job[job];
        bool fits = j->slots <= room[j->kind];
        room[j->kind] -= fits ? j->slots : 0;
        if (run && fits)
            s->running[s->n_running++] = job;
        else if (run)
            s->before[n_stops++] = job;
        else if (fits)
            starts[n_starts++] = job;
        else
            s->waiting[kept++] = job;
    }
    memmove(s->waiting + kept, s->waiting + w, (size_t)(s->n_waiting - w) * sizeof *s->waiting);
    s->n_waiting += kept - w;
    for (int i = 0; i < n_stops; i++) {
        replay_set_width(r, s->before[i], 0);
        wait_add(r, s->before[i]);
    }
    memmove(s->running + s->n_running, starts, (size_t)n_starts * sizeof *starts);
    for (int i = 0; i < n_starts; i++)
        replay_set_width(r, s->running[s->n_running + i],
                         r->t->job[s->running[s->n_running + i]].slots);
    s->n_running += n_starts;
}

const struct policy policy_srtf = {"srtf",      srtf_open,   srtf_close, wait_add,
                                   srtf_finish, srtf_decide, NULL};
