/* donors.c - heaps of the leaves above their entitlement.
 *
 * A division changes the entitlements of a whole family at once and then calls donors_changed for
 * each leaf; so the heaps compare the keys that were noted there, never what is being changed. */
#include "server/sched/donors.h"

#include "server/sched/tree.h"

#include <string.h>

int64_t leaf_above(const struct view_node *leaf, enum slot_kind k)
{
    return leaf->held[k] - leaf->slots[k].entitled;
}

bool run_newer(const struct view_job *a, const struct view_job *b)
{
    if (a->spec.started != b->spec.started)
        return a->spec.started > b->spec.started;
    if (a->spec.submitted != b->spec.submitted)
        return a->spec.submitted > b->spec.submitted;
    return strcmp(a->id, b->id) > 0;
}

bool victim_sooner(const struct view_job *a, const struct view_job *b)
{
    if (a->spec.priority != b->spec.priority)
        return a->spec.priority < b->spec.priority;
    return run_newer(a, b);
}

static bool by_youth(const struct view_node *a, const struct view_node *b, enum slot_kind k)
{
    int64_t x = a->slots[k].above, y = b->slots[k].above;
    return x != y ? x > y : node_older(b, a);
}

static bool by_victim(const struct view_node *a, const struct view_node *b, enum slot_kind k)
{
    int64_t x = a->slots[k].above, y = b->slots[k].above;
    return x != y ? x > y : victim_sooner(a->slots[k].victim, b->slots[k].victim);
}

static bool cpu_by_youth(const void *a, const void *b)
{
    return by_youth(a, b, SLOT_CPU);
}

static bool gpu_by_youth(const void *a, const void *b)
{
    return by_youth(a, b, SLOT_GPU);
}

static bool cpu_by_victim(const void *a, const void *b)
{
    return by_victim(a, b, SLOT_CPU);
}

static bool gpu_by_victim(const void *a, const void *b)
{
    return by_victim(a, b, SLOT_GPU);
}

static int *cpu_youth_at(void *leaf)
{
    return &((struct view_node *)leaf)->slots[SLOT_CPU].donor_at[BY_YOUTH];
}

static int *gpu_youth_at(void *leaf)
{
    return &((struct view_node *)leaf)->slots[SLOT_GPU].donor_at[BY_YOUTH];
}

static int *cpu_victim_at(void *leaf)
{
    return &((struct view_node *)leaf)->slots[SLOT_CPU].donor_at[BY_VICTIM];
}

static int *gpu_victim_at(void *leaf)
{
    return &((struct view_node *)leaf)->slots[SLOT_GPU].donor_at[BY_VICTIM];
}

void donors_init(struct view *v)
{
    v->donors[SLOT_CPU][BY_YOUTH] = (struct heap){.before = cpu_by_youth, .at = cpu_youth_at};
    v->donors[SLOT_GPU][BY_YOUTH] = (struct heap){.before = gpu_by_youth, .at = gpu_youth_at};
    v->donors[SLOT_CPU][BY_VICTIM] = (struct heap){.before = cpu_by_victim, .at = cpu_victim_at};
    v->donors[SLOT_GPU][BY_VICTIM] = (struct heap){.before = gpu_by_victim, .at = gpu_victim_at};
}

bool donors_reserve(struct view *v, int leaves)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        for (int o = 0; o < DONOR_ORDERS; o++)
            if (!heap_reserve(&v->donors[k][o], leaves))
                return false;
    return true;
}

void donors_done(struct view *v)
{
    for (enum slot_kind k = 0; k < SLOT_KINDS; k++)
        for (int o = 0; o < DONOR_ORDERS; o++)
            heap_done(&v->donors[k][o]);
}

static struct view_job *first_victim(const struct view_node *leaf, enum slot_kind k)
{
    struct view_job *best = NULL;
    for (int i = 0; i < leaf->n_runs; i++) {
        struct view_job *j = leaf->run[i];
        if (j->spec.kind == k && (!best || victim_sooner(j, best)))
            best = j;
    }
    return best;
}

void donors_changed(struct view *v, struct view_node *leaf, enum slot_kind k)
{
    bool above = leaf_above(leaf, k) > 0;
    leaf->slots[k].above = leaf_above(leaf, k);
    leaf->slots[k].victim = above ? first_victim(leaf, k) : NULL;
    heap_put(&v->donors[k][BY_YOUTH], leaf, above && leaf->narrowable[k] > 0);
    heap_put(&v->donors[k][BY_VICTIM], leaf, above);
}
