/* replay_command.h - `allotd sim replay …`. Private to the room. */
#ifndef ALLOT_SIM_REPLAY_COMMAND_H
#define ALLOT_SIM_REPLAY_COMMAND_H

/* argv[0] is "replay". Exit codes as sim_main. */
int replay_command(int argc, char **argv);
extern const char replay_usage[];

#endif
