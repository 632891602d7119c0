/* label_maps.h - importing labels that are a class per pixel.
 *
 * A tensor (N, H, W), or (N, H, W, 1), of whole numbers 0 to 65535 beside pictures (N, H, W) or
 * (N, H, W, C). The numbers that occur, at most MAP_CLASSES_MAX, are the classes, named by their
 * numbers and in their order; their counts are pixels. */
#ifndef ALLOT_ENGINE_DATA_LABEL_MAPS_H
#define ALLOT_ENGINE_DATA_LABEL_MAPS_H

#include "engine/data/canon.h"
#include "engine/data/tensor_file.h"

struct label_maps;

/* Checks the shapes and reads all pixels once, from the data's start. NULL with err. */
struct label_maps *label_maps_new(struct tensor_file *file, const struct tensor_file *samples,
                                  bool integers, struct err *err);
void label_maps_free(struct label_maps *m);

const struct classes *label_maps_classes(const struct label_maps *m);

/* Reads them once more, from the data's start, into the canonical file. */
int label_maps_write(const struct label_maps *m, struct tensor_file *file, struct canon *out,
                     struct err *err);

#endif
