/* sim.c - the command `allotd sim`: reads files, prints answers and faults. */
#include "server/sim/sim.h"
#include "server/sim/verify.h"

#include "server/sim/answer.h"
#include "server/sim/replay_command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage_text[] =
    "usage: allotd sim divide SCENARIO.json      what each tenant should hold\n"
    "usage: allotd sim decide SCENARIO.json      what the scheduler would do now\n"
    "usage: allotd sim verify --db DIR/allot.db  make every stored decision again\n"
    "A SCENARIO.json of - is standard input.\n";

/* Whole file, 0-terminated; NULL with the reason on stderr. */
static char *file_read(const char *path, size_t *n)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char *text = NULL;
    size_t room = 0;
    *n = 0;
    while (f && !feof(f) && !ferror(f)) {
        if (room - *n < 4096) {
            char *more = realloc(text, room = room ? room * 2 : 65536);
            if (!more)
                break;
            text = more;
        }
        *n += fread(text + *n, 1, room - *n - 1, f);
        text[*n] = 0;
    }
    if (!f || ferror(f) || !feof(f)) {
        fprintf(stderr, "allotd sim: %s: %s\n", path, strerror(errno));
        free(text);
        text = NULL;
    }
    if (f && f != stdin)
        fclose(f);
    return text;
}

static void faults_print(const char *path, const struct faults *faults)
{
    for (int i = 0; i < faults->n; i++) {
        const struct fault *f = &faults->v[i];
        fprintf(stderr, "allotd sim: %s: %s%s%s", path, f->pointer, *f->pointer ? ": " : "",
                f->detail);
        if (f->allowed)
            fprintf(stderr, " (allowed: %s)", f->allowed);
        fputc('\n', stderr);
    }
}

static int scenario_command(const char *path, bool decide)
{
    size_t n;
    char *text = file_read(path, &n);
    if (!text)
        return 1;
    struct scenario s;
    struct faults faults = {0};
    struct json *answer = NULL;
    if (!scenario_read(&s, text, n, decide, &faults))
        answer = decide ? answer_decide(&s, &faults) : answer_divide(&s, &faults);
    char *out = answer ? json_print(answer) : NULL;
    if (out)
        puts(out);
    faults_print(path, &faults);
    free(out);
    json_free(answer);
    scenario_done(&s);
    faults_done(&faults);
    free(text);
    return out ? 0 : 1;
}

int sim_main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "divide") == 0)
        return scenario_command(argv[2], false);
    if (argc == 3 && strcmp(argv[1], "decide") == 0)
        return scenario_command(argv[2], true);
    if (argc > 1 && strcmp(argv[1], "replay") == 0)
        return replay_command(argc - 1, argv + 1);
    if (argc == 4 && strcmp(argv[1], "verify") == 0 && strcmp(argv[2], "--db") == 0)
        return verify_command(argv[3]);
    fputs(usage_text, stderr);
    fputs(replay_usage, stderr);
    return 2;
}
