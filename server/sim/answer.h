/* answer.h - the answers of `sim divide` and `sim decide` as JSON. Private to the room. */
#ifndef ALLOT_SIM_ANSWER_H
#define ALLOT_SIM_ANSWER_H

#include "server/sim/scenario.h"

/* {"shares":{tenant:{resource:n}},"left":{resource:n}}; the caller's. NULL with faults added. */
struct json *answer_divide(const struct scenario *s, struct faults *faults);

/* {"actions":[{"job","do","width"}]}, and "reservations":[{"job","at"}] when there is one (seconds
 * on the scenario's clock). NULL with faults added. */
struct json *answer_decide(const struct scenario *s, struct faults *faults);

#endif
