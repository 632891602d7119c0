/* likeliest.c - sorting one row's classes by what they are given. */
#include "server/api/likeliest.h"

#include <stdlib.h>

static int larger_first(const void *a, const void *b, void *arg)
{
    const float *y = arg;
    int i = *(const int *)a, k = *(const int *)b;
    return y[i] != y[k] ? (y[i] < y[k] ? 1 : -1) : i - k;
}

bool add_likeliest(struct json *o, const struct model_info *info, const float *outputs, int rows,
                   int top)
{
    int n = info->n_outputs, shown = top < n ? top : n;
    int *order = malloc((size_t)n * sizeof *order);
    struct json *values = json_add_array(o, "outputs"), *items = json_add_array(o, "items");
    for (int r = 0; r < rows && order; r++) {
        const float *y = outputs + (int64_t)r * n;
        struct json *value = json_add_array(values, NULL), *item = json_add_array(items, NULL);
        for (int i = 0; i < n; i++)
            order[i] = i;
        qsort_r(order, (size_t)n, sizeof *order, larger_first, (void *)(uintptr_t)y);
        for (int i = 0; i < shown; i++) {
            json_add_float(value, NULL, y[order[i]]);
            json_add_str(item, NULL, info->classes[order[i]]);
        }
    }
    free(order);
    return order != NULL;
}
