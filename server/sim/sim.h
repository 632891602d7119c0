/* sim.h - allotd sim: the scheduler under a virtual clock, without a daemon. */
#ifndef ALLOT_SIM_SIM_H
#define ALLOT_SIM_SIM_H

/* `allotd sim divide|decide|replay …`; argv[0] is "sim". Prints JSON to stdout, faults to stderr.
 * Returns 0; 1 when the input is wrong or cannot be read; 2 when the command line is. */
int sim_main(int argc, char **argv);

#endif
