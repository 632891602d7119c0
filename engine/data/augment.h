/* augment.h - training samples changed by chance, each time they are read.
 *
 * Only training rows, only in a step: never validation, evaluation or prediction. A change is drawn
 * from (seed, its place in the list, epoch, dataset row) and nothing else, so lanes, threads, batch
 * size and stops leave no trace. */
#ifndef ENGINE_DATA_AUGMENT_H
#define ENGINE_DATA_AUGMENT_H

#include "engine/data/picture.h"
#include "engine/data/preprocess.h"

/* The rows of CATALOG_AUGMENTATIONS. */
extern const struct kind augment_kinds[];
extern const int n_augment_kinds;

/* A list of changes bound to the form of the samples; borrows the spec's list. */
struct augment {
    const struct choice *list;
    int n;
    uint64_t seed;
    struct picture picture; /* what is no picture is one pixel of many channels */
    int64_t at;             /* where in the row it begins */
};

/* Adds faults at /training/augment/i for what does not fit the input; returns their number.
 * indices: the input's numbers are places in a table (characters, words), which must stay. */
int augment_check(const struct spec *spec, bool indices, const struct preprocess_info *info,
                  struct faults *faults);

/* black: what 0 in the raw samples has become. */
struct augment augment_init(const struct spec *spec, const struct preprocess_info *info,
                            float black);

/* Changes one sample in place, and its map of classes with it (NULL: it has none). scratch:
 * augment_scratch() floats. */
void augment_sample(const struct augment *a, int64_t epoch, uint32_t row, float *x, int32_t *map,
                    float *scratch);

/* A row's partner, its place among the training rows, and the part that is the row's own. */
struct mix {
    double part;
    int64_t partner;
};

/* Whether the list ends with mixup, and what it draws for a row; augment_sample leaves it out. */
bool augment_mixes(const struct spec *spec);
struct mix augment_mix(const struct augment *a, int64_t epoch, uint32_t row, int64_t rows);

/* Floats of scratch, operations for one sample, floats read and written for it. */
int64_t augment_scratch(const struct spec *spec, const struct preprocess_info *info);
double augment_flops(const struct spec *spec, const struct preprocess_info *info);
double augment_traffic(const struct spec *spec, const struct preprocess_info *info);

#endif
