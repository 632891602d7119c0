/* windows.c - tokens to classes, and windows out of the mapped text. */
#include "engine/data/windows.h"
#include "engine/data/ahead.h"
#include "engine/data/coding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t preprocess_rows(const struct preprocess_info *info, const struct dataset *ds)
{
    if (info->targets == TARGET_AHEAD)
        return ahead_windows(&info->ahead, ds);
    int64_t rows = ds->info.rows - (info->targets == TARGET_NEXT);
    return target_is_text(info->targets) ? rows / info->n_in : rows;
}

static int coded_otherwise(const char *column, const struct dataset *ds, struct err *err)
{
    const char *has = ds->info.columns[0].name;
    if (strcmp(has, column) != 0)
        return err_set(err, ERR_INVALID,
                       "the text is coded in %ss and the training text in %ss; import it with "
                       "vocabulary_from the training text",
                       has, column);
    return err_set(err, ERR_INVALID,
                   "the text has %ss of its own; import it with vocabulary_from the training text",
                   has);
}

int32_t *windows_join(const char *column, const struct classes *known, const struct dataset *ds,
                      struct err *err)
{
    const struct classes *classes = &ds->classes[0];
    if (!coding_same(column, known, ds->info.columns[0].name, classes)) {
        coded_otherwise(column, ds, err);
        return NULL;
    }
    bool characters = coding_find(column) == CODING_CHARACTERS;
    int32_t *map = malloc(sizeof *map * ((size_t)classes->n + 1));
    if (!map)
        err_set(err, ERR_NO_MEMORY, "no memory to read a text");
    for (int k = 0; map && k < classes->n; k++) {
        map[k] = k;
        if (!characters || (map[k] = coding_place(known, classes->names[k])) >= 0)
            continue;
        err_set(err, ERR_INVALID,
                "the text has the character \"%s\", which the training text has not",
                classes->names[k]);
        free(map);
        return NULL;
    }
    return map;
}

void windows_gather(const struct dataset *ds, const int32_t *map, int64_t row, int64_t T, int ahead,
                    float *x, int32_t *labels)
{
    const uint16_t *text = (const uint16_t *)ds->samples + row;
    int n = ds->classes[0].n;
    for (int64_t i = 0; x && i < T; i++)
        x[i] = text[i] < n ? (float)map[text[i]] : 0;
    for (int64_t i = 0; labels && i < T; i++)
        labels[i] = text[i + ahead] < n ? map[text[i + ahead]] : 0;
}

/* ---- a text from outside ---- */

struct reading {
    int32_t *out;
    int n, max;
    char missed[128]; /* characters that the vocabulary has not, each once, while there is room */
};

static int read_token(void *arg, int32_t token, const char *text, struct err *err)
{
    struct reading *r = arg;
    size_t n = strlen(r->missed);
    (void)err;
    if (token < 0 && !strstr(r->missed, text) && n < 100)
        snprintf(r->missed + n, sizeof r->missed - n, "%s\"%s\"", n ? ", " : "", text);
    if (r->n == r->max)
        memmove(r->out, r->out + 1, (size_t)--r->n * sizeof *r->out);
    r->out[r->n++] = token;
    return 0;
}

int windows_read(const char *column, const struct classes *known, const char *text, int32_t *out,
                 int max, struct err *err)
{
    struct reading r = {.out = out, .max = max};
    struct coder *coder = coder_new(column, known, err);
    if (!coder)
        return err->code;
    coder_push(coder, text, strlen(text), read_token, &r, err);
    coder_end(coder, read_token, &r, err);
    coder_free(coder);
    if (*r.missed)
        return err_set(err, ERR_INVALID,
                       "the training text has no such characters as these of the prompt: %s",
                       r.missed);
    return r.n;
}
