/* freeze.h - training.freeze: layers that keep their parameters, said by name in one place.
 *
 * An entry is a layer's name, or layers.N for the one at place N (as model files call layers
 * without a name), or the beginning of such names and a star. It does what "trainable": false does
 * on each.
 */
#ifndef ENGINE_TRAIN_FREEZE_H
#define ENGINE_TRAIN_FREEZE_H

#include <allot/engine.h>

/* A fault at /training/freeze/i for every entry that means no layer. */
void freeze_check(const struct spec *spec, struct faults *faults);

/* Whether an entry means this layer of the spec. */
bool freeze_holds(const struct spec *spec, int layer);

#endif
