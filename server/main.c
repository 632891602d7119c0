/* main.c - allotd's commands; wiring only. */
#include "server/sim/sim.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "sim") == 0)
        return sim_main(argc - 1, argv + 1);
    fputs("allotd: nothing is wired yet\n", stderr);
    return 1;
}
