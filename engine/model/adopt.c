/* adopt.c - a training begins where a model ended: every tensor whose name and shape fit. */
#include "engine/model/tensors.h"
#include "engine/train/training.h"

#include <string.h>

struct adoption {
    const struct safetensors *file;
    struct training *t;
    int64_t taken;
};

static void adopt_tensor(void *arg, const struct node *node, const struct param *p, bool is_stat)
{
    struct adoption *a = arg;
    char name[TENSOR_NAME_MAX];
    const struct tensor *t = safetensors_find(a->file, tensor_name(name, node, p));
    if (!t || t->type != tensor_type || !shape_equal(&t->shape, &p->shape))
        return;
    memcpy((is_stat ? a->t->stats : a->t->params) + p->offset, t->data, (size_t)t->bytes);
    a->taken += p->size;
}

int training_start_from(struct training *t, const char *model_path, int64_t *taken, struct err *err)
{
    struct safetensors *file = safetensors_open(model_path, err);
    if (!file)
        return err ? err->code : ERR_CORRUPT;
    struct adoption a = {file, t, 0};
    graph_tensors(t->plan.graph, adopt_tensor, &a);
    safetensors_close(file);
    if (a.taken == 0)
        return err_set(err, ERR_CONFLICT,
                       "no tensor of the base model has the name and shape of one of this model's");
    *taken = a.taken;
    return 0;
}
