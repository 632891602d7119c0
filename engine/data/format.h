/* format.h - one reader per dataset format, and the table of them. */
#ifndef ALLOT_ENGINE_DATA_FORMAT_H
#define ALLOT_ENGINE_DATA_FORMAT_H

#include <allot/engine.h>

/* The rows of CATALOG_FORMATS. */
extern const struct kind data_formats[];
extern const int n_data_formats;

enum csv_option { CSV_HEADER, CSV_DELIMITER, CSV_CATEGORIES, CSV_TEXTS };
enum npz_option { NPZ_X, NPZ_Y };
enum images_option { IMAGES_SIZE, IMAGES_CHANNELS, IMAGES_RESIZE };
enum channels { CHANNELS_AUTO, CHANNELS_1, CHANNELS_3 };
enum csv_header { HEADER_AUTO, HEADER_YES, HEADER_NO };
enum csv_delimiter {
    DELIMITER_AUTO,
    DELIMITER_COMMA,
    DELIMITER_SEMICOLON,
    DELIMITER_TAB,
    DELIMITER_PIPE,
    DELIMITER_SPACE, /* any number of blanks is one */
};

/* Of vocabulary_from the value's name is the path of that dataset's canonical file. */
enum text_option { TEXT_VOCABULARY, TEXT_VOCABULARY_SIZE, TEXT_VOCABULARY_FROM };

#endif
