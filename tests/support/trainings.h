/* trainings.h - the specs that the engine's promises are tested on: among them every layer and
 * every optimiser. Each trains on a table of 16
 * features, the language model on a text. */
#ifndef TESTS_SUPPORT_TRAININGS_H
#define TESTS_SUPPORT_TRAININGS_H

#include <allot/engine.h>

struct sample_spec {
    const char *name, *task, *training;
    const char *layers; /* spec_add lines, separated by ';' */
    const char *parts;  /* "optimizer:adam learning_rate=0.01;regularization:l2=0.01" or NULL */
    int classes;        /* of the table's last column; 0: a number */
    int vocabulary;     /* above 0: the features are whole numbers below it; different letters of a
                           text */
};
extern const struct sample_spec sample_specs[];
extern const int n_sample_specs;

void sample_spec_init(struct spec *s, const struct sample_spec *from);

/* A table of so many rows for it. */
struct dataset *sample_table(const struct sample_spec *from, int rows);

#endif
