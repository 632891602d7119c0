/* orient.h - which side of a camera's picture is up: EXIF's orientation (JEITA CP-3451, tag
 * 0x0112), and turning the pixels so that it is the first line. */
#ifndef ALLOT_ENGINE_DATA_ORIENT_H
#define ALLOT_ENGINE_DATA_ORIENT_H

#include "engine/data/decode.h"

/* 1 to 8 from the bytes of an APP1 marker; 1, upright, where they say nothing that makes sense. */
int exif_orientation(const unsigned char *p, size_t n);

/* Turns and mirrors the picture so that it stands upright. */
int pixels_orient(struct pixels *p, int orientation, struct err *err);

#endif
