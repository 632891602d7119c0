/* freeze.c - which layers training.freeze means. */
#include "engine/train/freeze.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE_MAX = 24 }; /* "layers.999" */

static const char *name_of(const struct spec *spec, int layer, char place[PLACE_MAX])
{
    if (spec->layers[layer].name)
        return spec->layers[layer].name;
    snprintf(place, PLACE_MAX, "layers.%d", layer);
    return place;
}

static bool means(const char *entry, const char *name)
{
    size_t n = strlen(entry);
    if (!strcmp(entry, name))
        return true;
    return n > 0 && entry[n - 1] == '*' && !strncmp(entry, name, n - 1);
}

bool freeze_holds(const struct spec *spec, int layer)
{
    const struct value *entries = &spec->training[TRAINING_FREEZE];
    char place[PLACE_MAX];
    const char *name = name_of(spec, layer, place);
    for (int i = 0; i < (int)entries->n; i++)
        if (means(entries->names[i], name))
            return true;
    return false;
}

static bool means_any(const struct spec *spec, const char *entry)
{
    char place[PLACE_MAX];
    for (int i = 0; i < spec->n_layers; i++)
        if (means(entry, name_of(spec, i, place)))
            return true;
    return false;
}

static const char *nearest(const struct spec *spec, const char *entry)
{
    const char **names = calloc((size_t)spec->n_layers + 1, sizeof *names);
    int n = 0;
    for (int i = 0; names && i < spec->n_layers; i++)
        if (spec->layers[i].name)
            names[n++] = spec->layers[i].name;
    const char *near = names ? nearest_name(entry, names, n) : NULL;
    free(names);
    return near;
}

void freeze_check(const struct spec *spec, struct faults *faults)
{
    const struct value *entries = &spec->training[TRAINING_FREEZE];
    for (int i = 0; i < (int)entries->n; i++) {
        const char *entry = entries->names[i];
        char pointer[48];
        if (means_any(spec, entry))
            continue;
        const char *near = nearest(spec, entry);
        snprintf(pointer, sizeof pointer, "/training/freeze/%d", i);
        faults_add(faults, pointer, "unknown",
                   "the name of a layer, layers.N by place, or the beginning of names and a star",
                   "no layer is named \"%s\"%s%s%s", entry, near ? "; did you mean \"" : "",
                   near ? near : "", near ? "\"?" : "");
    }
}
