/* dataset.c - opening a canonical file: mapped, read-only, and checked before anything is used.
 *
 * The file is foreign bytes after a disk fault: every place and size in header and tables is
 * checked against the file's length, every name against the tables' end. The arrays of pointers
 * that the public structs want are the only heap memory, one block. */
#include "engine/data/canon.h"
#include "engine/data/text.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *column_type_name(enum column_type type)
{
    static const char *const names[] = {"numeric", "categorical", "text", "time"};
    return names[type];
}

static int corrupt(const char *path, struct err *err, const char *what)
{
    return err_set(err, ERR_CORRUPT, "%s: not a dataset as it was written: %s", path, what);
}

/* What the header's sizes come to, checked for overflow and against the file. */
static const char *check_header(const struct canon_header *h, uint64_t n_file, int64_t *n_elements)
{
    if (memcmp(h->magic, CANON_MAGIC, sizeof h->magic) != 0)
        return "the first bytes are wrong";
    if (h->version != CANON_VERSION)
        return "another version";
    if (h->sample_type > SAMPLE_U16 || h->rank > SAMPLE_RANK_MAX || h->n_columns > COLUMNS_MAX ||
        (h->sample_type == SAMPLE_NONE && (h->rank > 0 || h->n_columns == 0)) ||
        (h->sample_type == SAMPLE_U16 && (h->rank > 0 || h->n_columns != 1)))
        return "the header makes no sense";
    bool picture =
        h->sample_type == SAMPLE_U8 || h->sample_type == SAMPLE_F32 || h->sample_type == SAMPLE_F64;
    if (h->labelled > LABELLED_MAP ||
        (h->labelled == LABELLED_MAP &&
         (!picture || h->rank < 2 || h->rank > 3 || h->n_columns != 1)))
        return "the header makes no sense";
    if (h->rows < 1 || h->rows > ROWS_MAX || !memchr(h->format, 0, sizeof h->format))
        return "the header makes no sense";
    int64_t elements = h->sample_type != SAMPLE_NONE, n_samples, n_cells;
    for (uint32_t i = 0; i < h->rank; i++)
        if (h->shape[i] < 1 || __builtin_mul_overflow(elements, h->shape[i], &elements))
            return "the shape makes no sense";
    if (__builtin_mul_overflow(elements, (int64_t)sample_size(h->sample_type), &n_samples) ||
        __builtin_mul_overflow(n_samples, h->rows, &n_samples) ||
        __builtin_mul_overflow((int64_t)canon_row_bytes(h), h->rows, &n_cells))
        return "the shape makes no sense";
    uint64_t at[] = {h->samples_at, h->cells_at, h->texts_at, h->tables_at};
    uint64_t n[] = {(uint64_t)n_samples, (uint64_t)n_cells, h->texts_n, h->tables_n};
    for (int i = 0; i < 4; i++)
        if (at[i] % CANON_ALIGN || at[i] > n_file || n[i] > n_file - at[i])
            return "it is cut short";
    *n_elements = elements;
    return NULL;
}

/* True when a NUL-terminated string starts at `at` of the tables. */
static bool is_string(const unsigned char *tables, uint64_t n, uint64_t at)
{
    return at < n && memchr(tables + at, 0, n - at);
}

static bool is_array(uint64_t n_tables, uint64_t at, uint64_t n)
{
    return at % 8 == 0 && at <= n_tables && n <= (n_tables - at) / 8;
}

static const char *check_column(const unsigned char *tables, uint64_t n,
                                const struct canon_column *c)
{
    if (c->type > COLUMN_TIME || c->n_classes > CLASSES_MAX ||
        (c->type == COLUMN_CATEGORICAL && c->n_classes == 0) || !is_string(tables, n, c->name_at) ||
        !is_array(n, c->names_at, c->n_classes) || !is_array(n, c->counts_at, c->n_classes))
        return "a column's table makes no sense";
    const uint64_t *names = (const uint64_t *)(tables + c->names_at);
    for (uint32_t k = 0; k < c->n_classes; k++)
        if (!is_string(tables, n, names[k]))
            return "a class has no name";
    return NULL;
}

/* One heap block for all that info and classes point to. */
struct arrays {
    struct column *columns;
    struct classes *classes;
    const char **names;
    double *values;
};

static void fill_column(const unsigned char *tables, const struct canon_column *c, struct arrays *a,
                        struct column *column, struct classes *classes)
{
    const uint64_t *places = (const uint64_t *)(tables + c->names_at);
    bool numbers = true;
    for (uint32_t k = 0; k < c->n_classes; k++) {
        const char *name = (const char *)tables + places[k];
        a->names[k] = name;
        numbers = text_number(name, strlen(name), &a->values[k]) == TEXT_NUMBER && numbers;
    }
    *classes = (struct classes){(int)c->n_classes, a->names, numbers ? a->values : NULL,
                                (const int64_t *)(tables + c->counts_at)};
    bool categorical = c->type == COLUMN_CATEGORICAL;
    *column = (struct column){.name = (const char *)tables + c->name_at,
                              .type = c->type,
                              .missing = c->missing,
                              .min = c->min,
                              .max = c->max,
                              .mean = c->mean,
                              .std = c->std,
                              .n_classes = categorical ? classes->n : 0,
                              .classes = categorical ? classes->names : NULL,
                              .class_counts = categorical ? classes->counts : NULL};
    a->names += c->n_classes;
    a->values += c->n_classes;
}

static int read_tables(struct dataset *ds, const char *path, struct err *err)
{
    const struct canon_header *h = (const struct canon_header *)ds->map;
    const unsigned char *tables = ds->map + h->tables_at;
    const struct canon_column *columns = (const struct canon_column *)tables;
    if (h->tables_n / sizeof *columns < h->n_columns)
        return corrupt(path, err, "the columns' table is cut short");
    if (canon_hash(h, tables, h->tables_n) != h->hash)
        return corrupt(path, err, "header and tables do not match their hash");
    size_t n_classes = 0, n = h->n_columns;
    for (size_t i = 0; i < n; i++) {
        const char *fault = check_column(tables, h->tables_n, &columns[i]);
        if (fault)
            return corrupt(path, err, fault);
        n_classes += columns[i].n_classes;
    }
    struct arrays a = {0};
    size_t per_column = sizeof *a.columns + sizeof *a.classes;
    ds->tables = malloc(n * per_column + n_classes * (sizeof(char *) + sizeof(double)) + 1);
    if (!ds->tables)
        return err_set(err, ERR_NO_MEMORY, "no memory to open a dataset");
    a.columns = ds->tables;
    a.classes = (struct classes *)(a.columns + n);
    a.names = (const char **)(a.classes + n);
    a.values = (double *)(a.names + n_classes);
    ds->info.columns = a.columns;
    ds->classes = a.classes;
    for (size_t i = 0; i < n; i++)
        fill_column(tables, &columns[i], &a, &a.columns[i], &a.classes[i]);
    return 0;
}

static int map(struct dataset *ds, const char *path, struct err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0) {
        int code = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
        err_set(err, code, "cannot open the dataset %s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return code;
    }
    if (st.st_size < CANON_BODY_AT) {
        close(fd);
        return corrupt(path, err, "it is cut short");
    }
    ds->n_map = (size_t)st.st_size;
    void *at = mmap(NULL, ds->n_map, PROT_READ, MAP_SHARED, fd, 0);
    int failed = errno;
    close(fd);
    if (at == MAP_FAILED)
        return err_set(err, ERR_IO, "cannot map the dataset %s: %s", path, strerror(failed));
    ds->map = at;
    return 0;
}

struct dataset *dataset_open(const char *path, struct err *err)
{
    struct dataset *ds = calloc(1, sizeof *ds);
    if (!ds) {
        err_set(err, ERR_NO_MEMORY, "no memory to open a dataset");
        return NULL;
    }
    if (map(ds, path, err) < 0)
        goto failed;
    const struct canon_header *h = (const struct canon_header *)ds->map;
    const char *fault = check_header(h, ds->n_map, &ds->n_elements);
    if (fault) {
        corrupt(path, err, fault);
        goto failed;
    }
    if (read_tables(ds, path, err) < 0)
        goto failed;
    ds->sample_type = h->sample_type;
    ds->samples = h->sample_type ? ds->map + h->samples_at : NULL;
    if (h->labelled == LABELLED_MAP) {
        ds->maps = ds->map + h->cells_at;
        ds->n_pixels = h->shape[0] * h->shape[1];
    } else if (canon_row_bytes(h)) {
        ds->cells = (const double *)(ds->map + h->cells_at);
    }
    ds->info.format = h->format;
    ds->info.rows = h->rows;
    ds->info.n_columns = (int)h->n_columns;
    ds->info.rank = (int)h->rank;
    memcpy(ds->info.shape, h->shape, sizeof h->shape);
    ds->info.labelled = h->labelled != LABELLED_NOT;
    ds->info.maps = ds->maps != NULL;
    ds->info.bytes = ds->n_map;
    return ds;
failed:
    dataset_close(ds);
    return NULL;
}

void dataset_close(struct dataset *ds)
{
    if (!ds)
        return;
    if (ds->map)
        munmap((void *)ds->map, ds->n_map);
    free(ds->tables);
    free(ds);
}

const struct dataset_info *dataset_info(const struct dataset *ds)
{
    return &ds->info;
}

int dataset_column(const struct dataset *ds, const char *name)
{
    for (int i = 0; i < ds->info.n_columns; i++)
        if (strcmp(ds->info.columns[i].name, name) == 0)
            return i;
    return -1;
}

bool dataset_text(const struct dataset *ds, double cell, const char **text, size_t *n)
{
    const struct canon_header *h = (const struct canon_header *)ds->map;
    uint32_t length;
    if (!(cell >= 0 && cell < 9e15) || h->texts_n < sizeof length ||
        (uint64_t)cell > h->texts_n - sizeof length)
        return false;
    const unsigned char *at = ds->map + h->texts_at + (uint64_t)cell;
    memcpy(&length, at, sizeof length);
    if (length > h->texts_n - sizeof length - (uint64_t)cell)
        return false;
    *text = (const char *)at + sizeof length;
    *n = length;
    return true;
}

bool dataset_words(const struct dataset *ds, int column, double cell, const char **text, size_t *n)
{
    const struct classes *classes = &ds->classes[column];
    if (ds->info.columns[column].type == COLUMN_TEXT)
        return dataset_text(ds, cell, text, n);
    if (!(cell >= 0 && cell < classes->n))
        return false;
    *text = classes->names[(int)cell];
    *n = strlen(*text);
    return true;
}

static struct cell element(const struct dataset *ds, int64_t at)
{
    double v = ds->sample_type == SAMPLE_U8    ? ((const unsigned char *)ds->samples)[at]
               : ds->sample_type == SAMPLE_F32 ? ((const float *)ds->samples)[at]
                                               : ((const double *)ds->samples)[at];
    return (struct cell){.kind = isnan(v) ? CELL_MISSING : CELL_NUMBER, .number = v};
}

/* A character of a text. */
static struct cell character(const struct dataset *ds, int64_t row)
{
    unsigned k = ((const uint16_t *)ds->samples)[row];
    if (k >= (unsigned)ds->classes[0].n)
        return (struct cell){.kind = CELL_MISSING};
    const char *name = ds->classes[0].names[k];
    return (struct cell){.kind = CELL_TEXT, .text = name, .n = strlen(name)};
}

/* The class of a map's pixel, by its name. */
static struct cell pixel(const struct dataset *ds, int64_t row, int64_t at)
{
    const struct classes *classes = &ds->classes[0];
    int k = at < ds->n_pixels ? ds->maps[row * ds->n_pixels + at] : classes->n;
    if (k >= classes->n)
        return (struct cell){.kind = CELL_MISSING};
    if (classes->values)
        return (struct cell){.kind = CELL_NUMBER, .number = classes->values[k]};
    return (struct cell){
        .kind = CELL_TEXT, .text = classes->names[k], .n = strlen(classes->names[k])};
}

struct cell dataset_cell(const struct dataset *ds, int64_t row, int64_t col)
{
    if (ds->sample_type == SAMPLE_U16)
        return character(ds, row);
    if (ds->samples && col < ds->n_elements)
        return element(ds, row * ds->n_elements + col);
    if (ds->samples)
        col -= ds->n_elements;
    if (ds->maps)
        return pixel(ds, row, col);
    if (col >= ds->info.n_columns)
        return (struct cell){.kind = CELL_MISSING};
    double v = ds->cells[row * ds->info.n_columns + col];
    struct cell cell = {.kind = CELL_NUMBER, .number = v};
    const struct classes *classes = &ds->classes[col];
    switch (ds->info.columns[col].type) {
    case COLUMN_NUMERIC:
    case COLUMN_TIME:
        if (isnan(v))
            cell.kind = CELL_MISSING;
        return cell;
    case COLUMN_CATEGORICAL:
        if (!(v >= 0 && v < classes->n))
            return (struct cell){.kind = CELL_MISSING};
        if (classes->values)
            cell.number = classes->values[(int)v];
        else
            cell = (struct cell){.kind = CELL_TEXT,
                                 .text = classes->names[(int)v],
                                 .n = strlen(classes->names[(int)v])};
        return cell;
    case COLUMN_TEXT:
        cell.kind = dataset_text(ds, v, &cell.text, &cell.n) ? CELL_TEXT : CELL_MISSING;
        return cell;
    }
    return cell;
}
