/* specs.h - specs as tests write them: one line a layer, options by name.
 *
 *   struct spec s;
 *   spec_start(&s, "classification", "epochs=3 batch_size=8 seed=7");
 *   spec_add(&s, "conv2d filters=4 kernel_size=3x3 activation=relu name=a");
 *   spec_add(&s, "add inputs=a,b");
 *   spec_choose(&s, "optimizer", "momentum form=averaged");
 *
 * An unknown name fails the test at once. spec_done() frees. */
#ifndef TESTS_SUPPORT_SPECS_H
#define TESTS_SUPPORT_SPECS_H

#include <allot/engine.h>

void spec_start(struct spec *s, const char *task, const char *training);
void spec_add(struct spec *s, const char *layer);

/* part: optimizer, schedule, loss, augment, early_stopping, regularization, data, training */
void spec_choose(struct spec *s, const char *part, const char *text);

#endif
