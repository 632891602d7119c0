/* sniff.c - guessing a CSV file's delimiter and header from its first records.
 *
 * Delimiter: the first of , ; tab | blank that cuts the first records into the same number of
 * cells, more than one; if none does, the one that cuts the first record most (so that a ragged
 * file is reported as such), and a comma for a file of one column.
 *
 * Header: a first record of numbers alone is data. Else it is a header when a word of it stands
 * over a column of numbers or times. Else it is data when a word of it comes again below in its
 * column ("Iris-setosa"), and a header when none does. `header` yes or no overrules all this.
 *
 * scikit-learn's own sets begin with a line of counts ("178,13,class_0,class_1,class_2" over rows
 * of 14 cells): it is passed over where it cannot be a header, having another number of cells. */
#include "engine/data/sniff.h"
#include "engine/data/format.h"
#include "engine/data/text.h"

#include <stdlib.h>
#include <string.h>

/* 100: enough for a column's kind to show; small beside the file. */
enum { SNIFF_RECORDS = 100 };

static const char delimiters[] = {0, ',', ';', '\t', '|', ' '};

/* Cells of the first record, and whether the next ones have as many. */
static int count_cells(struct raw *raw, char delimiter, int *n_first, bool *same, struct err *err)
{
    struct records r;
    *n_first = 0;
    *same = true;
    int rc = records_start(&r, raw, delimiter, err);
    for (int i = 0; rc >= 0 && i < SNIFF_RECORDS; i++) {
        struct err ignored;
        int got = records_next(&r, &ignored);
        if (got < 0)
            *same = false;
        if (got <= 0)
            break;
        if (i == 0)
            *n_first = r.n_cells;
        else if (r.n_cells != *n_first && !(r.n_cells == 1 && r.cells[0].n == 0))
            *same = false;
    }
    records_done(&r);
    return rc;
}

static int find_delimiter(struct raw *raw, char *found, struct err *err)
{
    int most = 1;
    *found = ',';
    for (int i = DELIMITER_COMMA; i <= DELIMITER_SPACE; i++) {
        int n;
        bool same;
        int rc = count_cells(raw, delimiters[i], &n, &same, err);
        if (rc < 0)
            return rc;
        if (n > 1 && same) {
            *found = delimiters[i];
            return 0;
        }
        if (n > most) {
            most = n;
            *found = delimiters[i];
        }
    }
    return 0;
}

/* A column's cell in the first record, and what stands below it. */
struct guess {
    char *first; /* NULL: a number, a time or nothing */
    bool again;  /* `first` comes again below */
    int values, words;
};

static bool is_word(const char *s, size_t n)
{
    double v;
    return !text_is_missing(s, n) && text_number(s, n, &v) == TEXT_NO_NUMBER &&
           !text_time(s, n, &v);
}

static void look(struct guess *g, const char *s, size_t n)
{
    if (text_is_missing(s, n))
        return;
    if (!is_word(s, n)) {
        g->values++;
        return;
    }
    g->words++;
    if (g->first && strlen(g->first) == n && memcmp(g->first, s, n) == 0)
        g->again = true;
}

static bool decide(const struct guess *guesses, int n)
{
    bool words = false, over_values = false, again = false;
    for (int i = 0; i < n; i++) {
        words |= guesses[i].first != NULL;
        over_values |= guesses[i].first && guesses[i].values && !guesses[i].words;
        again |= guesses[i].again;
    }
    return words && (over_values || !again);
}

/* Rows, features and the names of the classes, over rows of features + 1 cells. */
static bool is_counts(const struct records *first, int n_second)
{
    double v = 0;
    int words = 0;
    for (int i = 0; i < first->n_cells; i++) {
        const char *s = first->text + first->cells[i].at;
        bool number = text_number(s, first->cells[i].n, &v) == TEXT_NUMBER;
        if (number != (i < 2) || (i == 1 && v != n_second - 1))
            return false;
        words += !number;
    }
    return words > 0 && first->n_cells != n_second;
}

/* Does the file begin with a line of counts? */
static int find_counts(struct raw *raw, char delimiter, bool *counts, struct err *err)
{
    struct records first, second;
    struct err ignored;
    *counts = false;
    int rc = records_start(&second, raw, delimiter, err);
    bool both =
        rc >= 0 && records_next(&second, &ignored) > 0 && records_next(&second, &ignored) > 0;
    int n_second = second.n_cells;
    records_done(&second);
    if (!both)
        return rc;
    rc = records_start(&first, raw, delimiter, err);
    if (rc >= 0 && records_next(&first, &ignored) > 0)
        *counts = is_counts(&first, n_second);
    records_done(&first);
    return rc;
}

static int find_header(struct raw *raw, char delimiter, bool *header, struct err *err)
{
    struct records r;
    struct guess *guesses = NULL;
    int n = 0, rc = records_start(&r, raw, delimiter, err);
    for (int i = 0; rc >= 0 && i < SNIFF_RECORDS; i++) {
        struct err ignored;
        if (records_next(&r, &ignored) <= 0)
            break;
        if (i == 0) {
            n = r.n_cells;
            guesses = calloc((size_t)n, sizeof *guesses);
            if (!guesses) {
                rc = err_set(err, ERR_NO_MEMORY, "no memory to read a header");
                break;
            }
        }
        for (int k = 0; k < n && k < r.n_cells; k++) {
            const char *s = r.text + r.cells[k].at;
            if (i > 0)
                look(&guesses[k], s, r.cells[k].n);
            else if (is_word(s, r.cells[k].n))
                guesses[k].first = strndup(s, r.cells[k].n);
        }
    }
    if (rc >= 0)
        *header = decide(guesses, n);
    for (int k = 0; guesses && k < n; k++)
        free(guesses[k].first);
    free(guesses);
    records_done(&r);
    return rc;
}

int csv_sniff(struct raw *raw, const struct value *options, struct sniff *found, struct err *err)
{
    int rc = 0, header = (int)options[CSV_HEADER].n;
    found->delimiter = delimiters[(int)options[CSV_DELIMITER].n];
    if (!found->delimiter)
        rc = find_delimiter(raw, &found->delimiter, err);
    found->header = header == HEADER_YES;
    found->counts = false;
    if (rc >= 0 && header == HEADER_AUTO)
        rc = find_counts(raw, found->delimiter, &found->counts, err);
    if (rc >= 0 && header == HEADER_AUTO && !found->counts)
        rc = find_header(raw, found->delimiter, &found->header, err);
    return rc;
}
