/* replay_command.c - `allotd sim replay`: its command line. */
#include "server/sim/replay_command.h"

#include "server/base/json.h"
#include "server/sim/replay.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char replay_usage[] =
    "usage: allotd sim replay TRACE.csv --cpu-slots N [--gpu-slots M] [options]\n"
    "       allotd sim replay --db DIR/allot.db --cpu-slots N [--gpu-slots M] [options]\n"
    "  --policy fair|fifo|srtf   who gets the slots (fair)\n"
    "  --elastic                 jobs take 1..request slots (fair only)\n"
    "  --set tenant.NAME.weight=N, --set tenant.NAME.guarantee=N, --set tenant.NAME.max=N\n"
    "  --k K --half-life-s S --turn-s S --quantum-s S   (1, 604800, 600, 10)\n"
    "TRACE.csv has the columns job_id,submit_s,tenant,cpus,gpus,duration_s[,priority]; - is\n"
    "standard input.\n";

enum { SETS_MAX = 64 };

struct command {
    const char *trace;
    bool db; /* trace is a daemon's database */
    struct replay_options o;
    const char *set[SETS_MAX];
    int n_sets;
};

static const struct policy *policy_find(const char *name)
{
    const struct policy *const all[] = {&policy_fair, &policy_fifo, &policy_srtf};
    for (int i = 0; i < 3; i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

/* A number from the command line in units of 1/scale; false with the sentence on stderr. */
static bool number(const char *option, const char *text, double scale, double max, int64_t *out)
{
    char *end;
    double x = strtod(text, &end);
    if (!*text || *end || !(x >= 0 && x <= max)) {
        fprintf(stderr, "allotd sim replay: --%s %s; allowed: 0..%g\n", option, text, max);
        return false;
    }
    *out = (int64_t)(x * scale + .5);
    return true;
}

static const struct option options[] = {
    {"cpu-slots", required_argument, NULL, 'c'},
    {"gpu-slots", required_argument, NULL, 'g'},
    {"policy", required_argument, NULL, 'p'},
    {"elastic", no_argument, NULL, 'e'},
    {"set", required_argument, NULL, 's'},
    {"k", required_argument, NULL, 'k'},
    {"half-life-s", required_argument, NULL, 'h'},
    {"turn-s", required_argument, NULL, 't'},
    {"quantum-s", required_argument, NULL, 'q'},
    {"db", required_argument, NULL, 'd'},
    {NULL, 0, NULL, 0},
};

static bool option_take(struct command *c, int which, const char *name)
{
    switch (which) {
    case 'c': return number(name, optarg, 1, VIEW_SLOTS_MAX, &c->o.slots[SLOT_CPU]);
    case 'g': return number(name, optarg, 1, VIEW_SLOTS_MAX, &c->o.slots[SLOT_GPU]);
    case 'k': return number(name, optarg, VIEW_FRACTION, 1000, &c->o.set.k);
    case 'h': return number(name, optarg, 1000, 1e9, &c->o.set.half_life_ms);
    case 't': return number(name, optarg, 1000, 1e9, &c->o.set.turn_ms);
    case 'q': return number(name, optarg, 1000, 1e9, &c->o.set.quantum_ms);
    case 'd': c->trace = optarg; return c->db = true;
    case 'e': return c->o.elastic = true;
    case 's':
        if (c->n_sets == SETS_MAX)
            return false;
        c->set[c->n_sets++] = optarg;
        return true;
    case 'p':
        c->o.policy = policy_find(optarg);
        if (!c->o.policy)
            fprintf(stderr, "allotd sim replay: --policy %s; allowed: fair, fifo, srtf\n", optarg);
        return c->o.policy != NULL;
    default: return false;
    }
}

/* Reads the command line; false when it is wrong, with the reason on stderr. */
static bool command_read(struct command *c, int argc, char **argv)
{
    int which, index = 0;
    view_settings_init(&c->o.set);
    c->o.policy = &policy_fair;
    optind = 1;
    while ((which = getopt_long(argc, argv, "", options, &index)) != -1)
        if (which == '?' || !option_take(c, which, options[index].name))
            return false;
    if (optind + !c->db != argc) {
        fputs("allotd sim replay: one TRACE.csv or one --db FILE, please\n", stderr);
        return false;
    }
    c->trace = c->db ? c->trace : argv[optind];
    if (c->o.slots[SLOT_CPU] + c->o.slots[SLOT_GPU] == 0) {
        fputs("allotd sim replay: --cpu-slots or --gpu-slots must be above 0\n", stderr);
        return false;
    }
    if (c->o.elastic && c->o.policy != &policy_fair) {
        fputs("allotd sim replay: --elastic goes with --policy fair only\n", stderr);
        return false;
    }
    if (c->o.set.half_life_ms < 1 || c->o.set.turn_ms < 1) {
        fputs("allotd sim replay: --half-life-s and --turn-s must be above 0\n", stderr);
        return false;
    }
    return true;
}

static int replay(const struct command *c, struct trace *t, struct err *err)
{
    int rc = c->db ? trace_read_db(t, c->trace, err) : trace_read(t, c->trace, err);
    for (int i = 0; !rc && i < c->n_sets; i++)
        rc = trace_set(t, c->set[i], err);
    struct json *answer = rc ? NULL : replay_run(t, &c->o, err);
    char *text = answer ? json_print(answer) : NULL;
    if (text)
        puts(text);
    free(text);
    json_free(answer);
    return text ? 0 : -1;
}

int replay_command(int argc, char **argv)
{
    struct command c = {0};
    struct trace t;
    struct err err = {0};
    if (!command_read(&c, argc, argv)) {
        fputs(replay_usage, stderr);
        return 2;
    }
    trace_init(&t);
    int rc = replay(&c, &t, &err);
    if (rc)
        fprintf(stderr, "allotd sim replay: %s: %s\n", c.trace, err.text);
    trace_done(&t);
    return rc ? 1 : 0;
}
