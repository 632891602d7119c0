/* windows.h - a text as a language model sees it: windows of tokens, and the one after each.
 *
 * A training row is a dataset row too: the token where its window begins. Windows stand side by
 * side; the rest of the text that fills none is not used. Text is coded: rows of tokens without
 * cells (SAMPLE_U16). What tokens are is coding.h's; `column` is the name of theirs. */
#ifndef ALLOT_ENGINE_DATA_WINDOWS_H
#define ALLOT_ENGINE_DATA_WINDOWS_H

#include "engine/data/preprocess.h"

/* How many rows the dataset gives, and from one row's place in it to the next's. */
int64_t preprocess_rows(const struct preprocess_info *info, const struct dataset *ds);
static inline int64_t preprocess_stride(const struct preprocess_info *info)
{
    return target_is_text(info->targets) ? info->n_in : 1;
}

/* The tokens of a UTF-8 text into out[0..max), or its last max when it has more. Returns how many
 * were written; ERR_INVALID names characters that the model does not know. */
int windows_read(const char *column, const struct classes *known, const char *text, int32_t *out,
                 int max, struct err *err);

/* Maps a dataset's tokens to the known ones; malloc'd, or NULL: a character that is unknown, or
 * another vocabulary. */
int32_t *windows_join(const char *column, const struct classes *known, const struct dataset *ds,
                      struct err *err);

/* x: (T) and the T labels, each the token `ahead` places on: of the window that begins at `row`. */
void windows_gather(const struct dataset *ds, const int32_t *map, int64_t row, int64_t T, int ahead,
                    float *x, int32_t *labels);

#endif
