/* spec.h - JSON ↔ engine spec, by the engine's option tables.
 *
 * The job's "model", "training" and "data" sections are the spec; what else a job has is the api's.
 * Reading names every fault by JSON pointer; printing gives the canonical text, in which every
 * option stands with its value, in the tables' order: the same training has the same text. */
#ifndef ALLOT_SPEC_SPEC_H
#define ALLOT_SPEC_SPEC_H

#include <allot/engine.h>
#include "server/base/json.h"

/* Reads the three sections of a job ({"model":…,"training":…,"data":…}; other members are not
 * looked at). Initialises *spec, which spec_done() must free, after faults too.
 * "validation_dataset" of training is allowed and left to the caller. Returns the number of faults
 * added. */
int spec_read(const struct json *job, struct spec *spec, struct faults *faults);

/* The canonical object {"model":…,"training":…,"data":…,"lanes":n}; the caller's. */
struct json *spec_json(const struct spec *spec);

/* Back from canonical text (a job's row, a model file's metadata). */
int spec_parse(const char *text, struct spec *spec, struct err *err);

/* A model file to begin trainings from, by the spec in its own metadata. */
struct base *spec_base_open(const char *model_path, struct err *err);

/* Everything the engine can do: {"layers":[{"name","help","options":[…]}],…} for /v1/catalog. */
struct json *spec_catalog(void);

/* JSON Schemas "Model", "Layer", "Training" and "Data", from the same tables, added to OpenAPI's
 * components. */
void spec_add_schemas(struct json *schemas);

/* Reads option values of one kind from an object's members; those named in `besides`
 * (NULL-terminated) are not options and no faults. Values not given keep what `values` holds.
 * Returns the number of faults added. */
int spec_read_options(const struct json *object, const char *pointer, const struct kind *kind,
                      const char *const *besides, struct value *values, struct faults *faults);

#endif
