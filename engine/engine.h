/* engine.h - what the engine's rooms share beyond their own headers. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <allot/engine.h>

/* What early stopping and plateau may watch (train/metric.h): val_ of every metric, then every
 * metric. */
extern const char *const monitor_names[];

/* A deep copy into fresh storage; on failure nothing is left to free. */
int spec_copy(struct spec *to, const struct spec *from, struct err *err);

#endif
