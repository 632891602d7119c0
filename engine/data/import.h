/* import.h - what a format's reader is given. A new format: a reader here, a row in format.c. */
#ifndef ALLOT_ENGINE_DATA_IMPORT_H
#define ALLOT_ENGINE_DATA_IMPORT_H

#include <allot/engine.h>

struct import {
    const char *raw_path;
    const char *labels_path;     /* or NULL */
    const struct value *options; /* of the format's table, never NULL */
    const char *out_path;
};

/* Each writes the canonical file or leaves nothing. */
int csv_import(const struct import *in, struct err *err);
int idx_import(const struct import *in, struct err *err);
int npy_import(const struct import *in, struct err *err);
int npz_import(const struct import *in, struct err *err);
int images_import(const struct import *in, struct err *err);
int text_import(const struct import *in, struct err *err);

#endif
