/* engine.h - what the engine's rooms share beyond their own headers. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <allot/engine.h>

/* A deep copy into fresh storage; on failure nothing is left to free. */
int spec_copy(struct spec *to, const struct spec *from, struct err *err);

#endif
