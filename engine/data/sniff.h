/* sniff.h - what a CSV file does not say: its delimiter, and whether it has a header. */
#ifndef ALLOT_ENGINE_DATA_SNIFF_H
#define ALLOT_ENGINE_DATA_SNIFF_H

#include "engine/data/records.h"
#include <allot/engine.h>

struct sniff {
    char delimiter;
    bool header;
    bool counts; /* the first line is no row and no header: rows, features, class names */
};

/* Looks at the first records. `options` are the values of the csv format's table. */
int csv_sniff(struct raw *raw, const struct value *options, struct sniff *found, struct err *err);

#endif
