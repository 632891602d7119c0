/* format.c - the table of dataset formats: catalog row and reader side by side. */
#include "engine/data/format.h"
#include "engine/data/import.h"

#include <string.h>

static const char *const headers[] = {"auto", "yes", "no", NULL};
static const char *const delimiters[] = {"auto", "comma", "semicolon", "tab",
                                         "pipe", "space", NULL};
static const struct option csv_options[] = {
    [CSV_HEADER] = {.name = "header",
                    .type = OPT_CHOICE,
                    .choices = headers,
                    .help = "Whether the first line names the columns; auto: it does when a word "
                            "stands over numbers, or when its words do not come again below. "
                            "Without a header the columns are column_1, column_2, …"},
    [CSV_DELIMITER] = {.name = "delimiter",
                       .type = OPT_CHOICE,
                       .choices = delimiters,
                       .help = "What separates the cells; auto: what cuts the first lines evenly. "
                               "With space any number of blanks is one."},
    [CSV_CATEGORIES] = {.name = "categories",
                        .type = OPT_NAMES,
                        .max = COLUMNS_MAX,
                        .help = "Columns of categories, whatever their values look like: ids that "
                                "are numbers, or names of which most come once."},
    [CSV_TEXTS] = {.name = "texts",
                   .type = OPT_NAMES,
                   .max = COLUMNS_MAX,
                   .help = "Columns of text, however few and short their values are."},
};
static const struct option npz_options[] = {
    [NPZ_X] = {.name = "x",
               .type = OPT_NAME,
               .help = "Name of the samples' array in the archive; without it x, or the first."},
    [NPZ_Y] = {.name = "y",
               .type = OPT_NAME,
               .help = "Name of the labels' array in the archive; without it y, or the second."},
};

static const char *const vocabularies[] = {"characters", "bytes", "byte_pairs", NULL};
static const struct option text_options[] = {
    [TEXT_VOCABULARY] = {.name = "vocabulary",
                         .type = OPT_CHOICE,
                         .choices = vocabularies,
                         .help =
                             "What a token is. characters: those of the text. bytes: the 242 that "
                             "UTF-8 is made of. byte_pairs: these, and what often stands side by "
                             "side in the text, joined pair by pair within words"},
    [TEXT_VOCABULARY_SIZE] = {.name = "vocabulary_size",
                              .type = OPT_INT,
                              .min = 256,
                              .max = CLASSES_MAX,
                              .fallback = 1024,
                              .help = "byte_pairs: tokens at most, the 242 bytes included"},
    [TEXT_VOCABULARY_FROM] = {.name = "vocabulary_from",
                              .type = OPT_NAME,
                              .help =
                                  "another dataset of format text, whose vocabulary this text is "
                                  "coded in, so that a model of one reads the other"},
};

static const char *const channels[] = {"auto", "1", "3", NULL};
static const char *const resizes[] = {"area", "bilinear", NULL};
static const struct option images_options[] = {
    [IMAGES_SIZE] = {.name = "size",
                     .type = OPT_PAIR,
                     .max = 4096,
                     .help = "Height and width that all pictures are stretched to; 0: those of the "
                             "first one."},
    [IMAGES_CHANNELS] = {.name = "channels",
                         .type = OPT_CHOICE,
                         .choices = channels,
                         .help = "1: grey, .299 R + .587 G + .114 B. 3: red, green, blue. auto: "
                                 "what the first picture has."},
    [IMAGES_RESIZE] = {.name = "resize",
                       .type = OPT_CHOICE,
                       .choices = resizes,
                       .help = "area: the mean of what a new pixel covers, for making smaller. "
                               "bilinear: between the four pixels around its centre."},
};

const struct kind data_formats[] = {
    {"csv",
     "A table: RFC 4180 in UTF-8; columns of numbers, of categories, of ISO 8601 times or of text.",
     csv_options, (int)(sizeof csv_options / sizeof *csv_options)},
    {"idx", "A tensor as MNIST has it, with the labels in a second file of rank 1.", NULL, 0},
    {"npy", "NumPy's array of numbers, rows first, with the labels in a second file of rank 1.",
     NULL, 0},
    {"npz", "NumPy's archive of arrays, packed or not: the samples and, beside them, their labels.",
     npz_options, (int)(sizeof npz_options / sizeof *npz_options)},
    {"images", "Pictures in a tar archive, PNG or JPEG; the folder that one lies in is its class.",
     images_options, (int)(sizeof images_options / sizeof *images_options)},
    {"text",
     "A plain text in UTF-8, for a language model: one row a token, one column of the vocabulary "
     "with "
     "the tokens' counts.",
     text_options, (int)(sizeof text_options / sizeof *text_options)},
};
const int n_data_formats = (int)(sizeof data_formats / sizeof *data_formats);

static int (*const readers[])(const struct import *, struct err *) = {
    csv_import, idx_import, npy_import, npz_import, images_import, text_import};

_Static_assert(sizeof readers / sizeof *readers == sizeof data_formats / sizeof *data_formats,
               "each format has its reader");
_Static_assert(sizeof text_options / sizeof *text_options <= OPTIONS_MAX, "options fit a choice");
_Static_assert(sizeof csv_options / sizeof *csv_options <= OPTIONS_MAX, "options fit a choice");

int dataset_import(const char *format, const char *raw_path, const char *labels_path,
                   const struct value *options, const char *out_path, struct err *err)
{
    struct value defaults[OPTIONS_MAX];
    for (int i = 0; i < n_data_formats; i++)
        if (strcmp(data_formats[i].name, format) == 0) {
            kind_defaults(&data_formats[i], defaults);
            struct import in = {raw_path, labels_path, options ? options : defaults, out_path};
            return readers[i](&in, err);
        }
    return err_set(err, ERR_INVALID, "unknown dataset format \"%s\"", format);
}
