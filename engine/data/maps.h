/* maps.h - a class for each pixel: the labels of a segmentation.
 *
 * Imported as a tensor (N, H, W) beside pictures (N, H, W) or (N, H, W, C); kept as a byte a pixel,
 * an index into the classes of the one column "label". */
#ifndef ALLOT_ENGINE_DATA_MAPS_H
#define ALLOT_ENGINE_DATA_MAPS_H

#include "engine/data/dataset.h"
#include "engine/data/picture.h"

/* The H·W labels of a row, through a map from the dataset's classes to the known ones. */
void maps_gather(const struct dataset *ds, const int32_t *known, int64_t row, int32_t *labels);

/* What picture.h does to a picture, done to its map (h, w): a pixel takes the class of the nearest
 * one; outside of the picture is none, -1, which no loss counts. scratch: as large as the map. */
void map_warp(const struct picture *p, const struct warp *w, int32_t *map, int32_t *scratch);
void map_mirror(const struct picture *p, int32_t *map);
void map_upend(const struct picture *p, int32_t *map);

#endif
