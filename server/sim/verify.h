/* verify.h - `allotd sim verify --db DIR/allot.db`: every stored decision, made again. */
#ifndef ALLOT_SIM_VERIFY_H
#define ALLOT_SIM_VERIFY_H

/* Prints {"decisions","replayed","compacted","different":[ids]}; 0 when none is different. */
int verify_command(const char *database);

#endif
