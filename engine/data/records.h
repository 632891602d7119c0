/* records.h - a CSV file as a stream of records of cells (RFC 4180, and what people write).
 *
 * Beyond the RFC: LF, CRLF or CR end a line; a UTF-8 byte order mark and empty lines are skipped;
 * blanks around a cell are not part of it unless quoted; the delimiter may be any of
 * csv_delimiter's, and with DELIMITER_SPACE a run of blanks is one. Refused, by line and column:
 * stray quotes, NUL, bytes that are not UTF-8, records over RECORD_MAX. */
#ifndef ALLOT_ENGINE_DATA_RECORDS_H
#define ALLOT_ENGINE_DATA_RECORDS_H

#include "engine/data/raw.h"

/* 4 MiB: 16,384 columns of 256 bytes; a document in one cell is shorter. A quote that is never
 * closed must not swallow the file. */
enum { RECORD_MAX = 4 << 20 };

struct record_cell {
    uint32_t at, n; /* in the record's text */
};

struct records {
    struct raw *raw;
    char delimiter;
    int64_t line;  /* of the next byte, from 1 */
    int64_t first; /* line where the last record began */
    bool after_cr; /* a LF next is the rest of a CRLF */
    char *text;
    size_t n_text, text_room;
    struct record_cell *cells; /* of the last record */
    int n_cells, cells_room;
    char **names; /* of columns, for errors; may be NULL */
    int n_names;
};

/* Starts at the file's beginning. The names stay the caller's. */
int records_start(struct records *r, struct raw *raw, char delimiter, struct err *err);
void records_done(struct records *r);

/* 1: a record is in cells; 0: the end; or an error. */
int records_next(struct records *r, struct err *err);

/* "line 7, column 3 ("age"): …" of the last record; returns ERR_INVALID. column from 0. */
int records_fault(const struct records *r, int column, struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif
