/* records.c - cutting bytes into records and cells.
 *
 * Runs of plain bytes are copied at once; only the few special ones are looked at one by one. The
 * record's text is one growing buffer, kept from record to record. */
#include "engine/data/records.h"
#include "engine/data/text.h"
#include <allot/engine.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1 KiB: most records are shorter; longer ones grow it. */
enum { TEXT_ROOM = 1024 };

static int no_memory(struct err *err)
{
    return err_set(err, ERR_NO_MEMORY, "no memory to read a record");
}

int records_fault(const struct records *r, int column, struct err *err, const char *fmt, ...)
{
    char detail[ERR_TEXT_MAX], brief[48];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(detail, sizeof detail, fmt, ap);
    va_end(ap);
    if (column < r->n_names && r->names) {
        const char *name = r->names[column];
        return err_set(err, ERR_INVALID, "line %lld, column %d (\"%s\"): %s", (long long)r->first,
                       column + 1, text_brief(brief, name, strlen(name)), detail);
    }
    return err_set(err, ERR_INVALID, "line %lld, column %d: %s", (long long)r->first, column + 1,
                   detail);
}

int records_start(struct records *r, struct raw *raw, char delimiter, struct err *err)
{
    *r = (struct records){.raw = raw, .delimiter = delimiter, .line = 1, .first = 1};
    r->text = malloc(TEXT_ROOM);
    if (!r->text)
        return no_memory(err);
    r->text_room = TEXT_ROOM;
    int rc = raw_rewind(raw, err);
    if (rc < 0 || (rc = raw_fill(raw, err)) < 0)
        return rc;
    if (raw->end >= 3 && memcmp(raw->buffer, "\xEF\xBB\xBF", 3) == 0)
        raw->pos = 3;
    return 0;
}

void records_done(struct records *r)
{
    free(r->text);
    free(r->cells);
    r->text = NULL;
    r->cells = NULL;
    r->n_cells = 0;
}

static int append(struct records *r, const unsigned char *bytes, size_t n, struct err *err)
{
    if (n == 0)
        return 0;
    if (n > RECORD_MAX - r->n_text)
        return records_fault(r, r->n_cells, err,
                             "the record is longer than %d bytes; a quote may be missing",
                             RECORD_MAX);
    if (r->n_text + n > r->text_room) {
        size_t room = r->text_room;
        while (room < r->n_text + n)
            room *= 2;
        char *text = realloc(r->text, room);
        if (!text)
            return no_memory(err);
        r->text = text;
        r->text_room = room;
    }
    memcpy(r->text + r->n_text, bytes, n);
    r->n_text += n;
    return 0;
}

static bool is_blank(const struct records *r, char c)
{
    return (c == ' ' || c == '\t') && c != r->delimiter;
}

/* Ends the cell that began at `at`. Blanks around bare text are not part of it. */
static int end_cell(struct records *r, size_t at, bool quoted, struct err *err)
{
    size_t end = r->n_text;
    if (!quoted) {
        while (at < end && is_blank(r, r->text[at]))
            at++;
        while (at < end && is_blank(r, r->text[end - 1]))
            end--;
    }
    size_t bad = at < end ? text_utf8(r->text + at, end - at) : end - at;
    if (bad < end - at)
        return records_fault(r, r->n_cells, err, "byte 0x%02X is not UTF-8; save the file as UTF-8",
                             (unsigned char)r->text[at + bad]);
    if (r->n_cells == COLUMNS_MAX)
        return records_fault(r, r->n_cells, err, "more than %d columns", COLUMNS_MAX);
    if (r->n_cells == r->cells_room) {
        int room = r->cells_room ? 2 * r->cells_room : 16;
        struct record_cell *cells = realloc(r->cells, (size_t)room * sizeof *cells);
        if (!cells)
            return no_memory(err);
        r->cells = cells;
        r->cells_room = room;
    }
    r->cells[r->n_cells++] = (struct record_cell){(uint32_t)at, (uint32_t)(end - at)};
    return 0;
}

enum ending { ENDS_CELL = 1, ENDS_RECORD = 2, ENDS_FILE = 3 };

/* Takes the delimiter or line end that stands next, and says which. */
static enum ending take_end(struct records *r, unsigned char c)
{
    r->raw->pos++;
    if (c == (unsigned char)r->delimiter)
        return ENDS_CELL;
    r->after_cr = c == '\r';
    r->line++;
    return ENDS_RECORD;
}

/* After an opening quote: up to and with the closing one. */
static int quoted_text(struct records *r, struct err *err)
{
    struct raw *raw = r->raw;
    int64_t opened = r->line;
    for (;;) {
        int rc = raw_fill(raw, err);
        if (rc < 0)
            return rc;
        if (rc == 0)
            return records_fault(r, r->n_cells, err,
                                 "the quote opened in line %lld is never closed",
                                 (long long)opened);
        const unsigned char *p = raw->buffer + raw->pos, *end = raw->buffer + raw->end, *q = p;
        while (q < end && *q != '"' && *q != 0 && *q != '\n')
            q++;
        if ((rc = append(r, p, (size_t)(q - p), err)) < 0)
            return rc;
        raw->pos += (size_t)(q - p);
        if (q == end)
            continue;
        if (*q == 0)
            return records_fault(r, r->n_cells, err, "a NUL byte");
        raw->pos++;
        if (*q == '\n') {
            r->line++;
            if ((rc = append(r, q, 1, err)) < 0)
                return rc;
            continue;
        }
        if ((rc = raw_fill(raw, err)) < 0)
            return rc;
        if (rc == 0 || raw->buffer[raw->pos] != '"')
            return 0;
        raw->pos++;
        if ((rc = append(r, (const unsigned char *)"\"", 1, err)) < 0)
            return rc;
    }
}

static bool only_blanks(const struct records *r, size_t at)
{
    for (; at < r->n_text; at++)
        if (!is_blank(r, r->text[at]))
            return false;
    return true;
}

/* One cell with what ends it; > 0 is an enum ending. */
static int next_cell(struct records *r, struct err *err)
{
    struct raw *raw = r->raw;
    size_t at = r->n_text, quoted_end = 0;
    bool quoted = false;
    for (;;) {
        int rc = raw_fill(raw, err);
        if (rc < 0)
            return rc;
        if (rc == 0) {
            rc = end_cell(r, at, quoted, err);
            return rc < 0 ? rc : ENDS_FILE;
        }
        const unsigned char *p = raw->buffer + raw->pos, *end = raw->buffer + raw->end, *q = p;
        unsigned char delimiter = (unsigned char)r->delimiter;
        while (q < end && *q != delimiter && *q != '\n' && *q != '\r' && *q != '"' && *q != 0)
            q++;
        if ((rc = append(r, p, (size_t)(q - p), err)) < 0)
            return rc;
        raw->pos += (size_t)(q - p);
        if (quoted && !only_blanks(r, quoted_end))
            return records_fault(r, r->n_cells, err, "text after the closing quote");
        if (q == end)
            continue;
        if (*q == 0)
            return records_fault(r, r->n_cells, err, "a NUL byte");
        if (*q == '"') {
            if (quoted || !only_blanks(r, at))
                return records_fault(r, r->n_cells, err,
                                     "a quote inside a cell; put the cell in quotes and "
                                     "double the quotes in it");
            raw->pos++;
            r->n_text = at;
            quoted = true;
            if ((rc = quoted_text(r, err)) < 0)
                return rc;
            quoted_end = r->n_text;
            continue;
        }
        if (quoted)
            r->n_text = quoted_end;
        if ((rc = end_cell(r, at, quoted, err)) < 0)
            return rc;
        return take_end(r, *q);
    }
}

/* Skips what may stand between records: the LF of a CRLF, empty lines, and with a blank as the
 * delimiter leading blanks. 1: a record begins. */
static int skip_empty(struct records *r, struct err *err)
{
    struct raw *raw = r->raw;
    for (;; raw->pos++) {
        int rc = raw_fill(raw, err);
        if (rc <= 0)
            return rc;
        unsigned char c = raw->buffer[raw->pos];
        if (c == '\n' && !r->after_cr)
            r->line++;
        else if (c == '\r')
            r->line++;
        else if (c != '\n' && !(r->delimiter == ' ' && c == ' '))
            return 1;
        r->after_cr = c == '\r';
    }
}

/* With a blank as the delimiter a run of them is one, and one before the line's end is none. */
static int skip_blanks(struct records *r, enum ending *ending, struct err *err)
{
    struct raw *raw = r->raw;
    for (;; raw->pos++) {
        int rc = raw_fill(raw, err);
        if (rc < 0)
            return rc;
        unsigned char c = rc ? raw->buffer[raw->pos] : '\n';
        if (rc && c == ' ')
            continue;
        if (c == '\n' || c == '\r')
            *ending = rc ? take_end(r, c) : ENDS_FILE;
        return 0;
    }
}

int records_next(struct records *r, struct err *err)
{
    r->n_text = 0;
    r->n_cells = 0;
    int rc = skip_empty(r, err);
    if (rc <= 0)
        return rc;
    r->after_cr = false;
    r->first = r->line;
    for (;;) {
        rc = next_cell(r, err);
        if (rc < 0)
            return rc;
        enum ending ending = (enum ending)rc;
        if (ending == ENDS_CELL && r->delimiter == ' ' && (rc = skip_blanks(r, &ending, err)) < 0)
            return rc;
        if (ending != ENDS_CELL)
            return 1;
    }
}
