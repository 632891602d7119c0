/* outline.c - what a model file's rows and answers are called: its header and preprocessing only.
 */
#include "engine/data/preprocess.h"
#include "engine/model/safetensors.h"
#include "engine/model/tensors.h"

#include <allot/engine.h>

static void tell_of(const struct preprocess_info *in,
                    void (*tell)(void *arg, const struct model_info *info), void *arg)
{
    bool map = in->targets == TARGET_MAP, text = target_is_text(in->targets);
    struct model_info info = {.inputs = in->inputs,
                              .n_inputs = in->n_inputs,
                              .n_sample = in->n_sample,
                              .n_outputs = text ? 0 : in->n_out,
                              .classes = text || !in->n_out ? NULL : in->names,
                              .is_classifier = in->targets == TARGET_CLASS,
                              .map_classes = map ? in->n_out : 0};
    tell(arg, &info);
}

int model_outline(const char *path, void (*tell)(void *arg, const struct model_info *info),
                  void *arg, struct err *err)
{
    struct safetensors *file = safetensors_open(path, err);
    if (!file)
        return err->code;
    int rc = 0;
    const struct tensor *t = safetensors_find(file, PREPROCESS_TENSOR);
    struct preprocess *p = NULL;
    if (!t || t->type != TENSOR_U8)
        rc = err_set(err, ERR_CORRUPT, "the model file has no preprocessing");
    else if (!(p = preprocess_load(t->data, (size_t)t->bytes, err)))
        rc = err->code;
    if (p)
        tell_of(preprocess_info(p), tell, arg);
    preprocess_free(p);
    safetensors_close(file);
    return rc;
}
