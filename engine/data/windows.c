/* windows.c - characters to classes, and windows out of the mapped text. */
#include "engine/data/windows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int64_t preprocess_rows(const struct preprocess_info *info, const struct dataset *ds)
{
    return info->targets == TARGET_NEXT ? (ds->info.rows - 1) / info->n_in : ds->info.rows;
}

/* Classes stand in the order of their bytes, which in UTF-8 is that of the code points. */
static int find(const struct classes *known, const char *character)
{
    int low = 0, high = known->n;
    while (low < high) {
        int middle = (low + high) / 2, c = strcmp(known->names[middle], character);
        if (c == 0)
            return middle;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

int32_t *windows_join(const struct classes *known, const struct dataset *ds, struct err *err)
{
    const struct classes *classes = &ds->classes[0];
    int32_t *map = malloc(sizeof *map * ((size_t)classes->n + 1));
    if (!map)
        err_set(err, ERR_NO_MEMORY, "no memory to read a text");
    for (int k = 0; map && k < classes->n; k++) {
        map[k] = find(known, classes->names[k]);
        if (map[k] >= 0)
            continue;
        err_set(err, ERR_INVALID,
                "the text has the character \"%s\", which the training text has not",
                classes->names[k]);
        free(map);
        return NULL;
    }
    return map;
}

void windows_gather(const struct dataset *ds, const int32_t *map, int64_t row, int64_t T, float *x,
                    int32_t *labels)
{
    const uint16_t *text = (const uint16_t *)ds->samples + row;
    int n = ds->classes[0].n;
    for (int64_t i = 0; x && i < T; i++)
        x[i] = text[i] < n ? (float)map[text[i]] : 0;
    for (int64_t i = 0; labels && i < T; i++)
        labels[i] = text[i + 1] < n ? map[text[i + 1]] : 0;
}

static size_t character_length(const char *s)
{
    size_t n = 1;
    while (n < 4 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Adds `character` to a list of those missed, once, as long as there is room. */
static void miss(char missed[128], const char *character)
{
    size_t n = strlen(missed);
    if (!strstr(missed, character) && n < 100)
        snprintf(missed + n, 128 - n, "%s\"%s\"", n ? ", " : "", character);
}

int windows_read(const struct classes *known, const char *text, int32_t *out, int max,
                 struct err *err)
{
    char missed[128] = "";
    int n = 0;
    while (*text) {
        char character[5] = "";
        size_t bytes = character_length(text);
        memcpy(character, text, bytes);
        text += bytes;
        int k = find(known, character);
        if (k < 0)
            miss(missed, character);
        if (n == max)
            memmove(out, out + 1, (size_t)--n * sizeof *out);
        out[n++] = k;
    }
    if (*missed)
        return err_set(err, ERR_INVALID,
                       "the training text has no such characters as these of the prompt: %s",
                       missed);
    return n;
}
