/* base.c - a model file opened to begin a training from. */
#include "engine/data/base.h"
#include "engine/engine.h"
#include "engine/model/tensors.h"

#include <stdlib.h>

struct base *base_open(const char *model_path, const struct spec *spec, struct err *err)
{
    struct base *b = calloc(1, sizeof *b);
    if (!b) {
        err_set(err, ERR_NO_MEMORY, "no memory to open a model");
        return NULL;
    }
    b->file = spec_copy(&b->spec, spec, err) == 0 ? safetensors_open(model_path, err) : NULL;
    b->spec.base = NULL;
    const struct tensor *p = b->file ? safetensors_find(b->file, PREPROCESS_TENSOR) : NULL;
    if (p && p->type == TENSOR_U8)
        b->preprocess = preprocess_load(p->data, (size_t)p->bytes, err);
    else if (b->file)
        err_set(err, ERR_CORRUPT, "the model file has no preprocessing");
    if (b->preprocess)
        return b;
    base_close(b);
    return NULL;
}

void base_close(struct base *b)
{
    if (!b)
        return;
    preprocess_free(b->preprocess);
    safetensors_close(b->file);
    spec_done(&b->spec);
    free(b);
}
