/* dataset.c - fuzzes all readers of datasets: csv, idx, npy, npz, images and text files, the
 * canonical file, and the stored preprocessing. The first byte chooses which, the second the
 * options. What is accepted must be readable throughout, fit and gather; what is refused must say
 * why and leave nothing. */
#include <assert.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "engine/data/windows.h"
#include "engine/data/canon.h"
#include "engine/data/format.h"
#include "engine/data/preprocess.h"
#include "engine/data/text.h"

static char raw_path[64], labels_path[64], out_path[64], part_path[80];

static void choose_paths(void)
{
    const char *dir = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(raw_path, sizeof raw_path, "%s/allot-fuzz-%d.raw", dir, (int)getpid());
    snprintf(labels_path, sizeof labels_path, "%s/allot-fuzz-%d.labels", dir, (int)getpid());
    snprintf(out_path, sizeof out_path, "%s/allot-fuzz-%d.out", dir, (int)getpid());
    snprintf(part_path, sizeof part_path, "%s.part", out_path);
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert(f && fwrite(bytes, 1, n, f) == n);
    fclose(f);
}

static void check_sentence(const struct err *err)
{
    assert(err->code < 0 && *err->text);
    assert(text_utf8(err->text, strlen(err->text)) == strlen(err->text));
}

static void read_cells(const struct dataset *ds)
{
    const struct dataset_info *info = dataset_info(ds);
    unsigned sum = 0;
    for (int64_t row = 0; row < info->rows && row < 50; row++)
        for (int64_t i = 0; i < ds->n_elements + info->n_columns && i < 50; i++) {
            struct cell c = dataset_cell(ds, row, i);
            for (size_t k = 0; c.kind == CELL_TEXT && k < c.n; k++)
                sum += (unsigned char)c.text[k];
        }
    for (int i = 0; i < info->n_columns; i++)
        for (int k = 0; k < ds->classes[i].n; k++)
            sum += (unsigned)strlen(ds->classes[i].names[k]);
    static volatile unsigned read; /* so that no reading is left out */
    read = sum;
    (void)read;
}

/* Characters of a language model's window. */
enum { WINDOW = 3 };

/* Whatever can be made of the dataset: a fit of each kind, joined to it, gathered. */
static void use(const struct dataset *ds)
{
    for (enum target_kind kind = TARGET_NONE; kind <= TARGET_MASKED; kind++) {
        struct spec spec = {0};
        struct faults faults = {0};
        struct preprocess_info info;
        struct err err = {0};
        spec.data[DATA_NORMALIZE].n = target_is_text(kind) ? NORMALIZE_NONE : NORMALIZE_STANDARD;
        spec.data[DATA_CONTEXT].n = WINDOW;
        spec.data[DATA_HORIZON].n = 2;
        spec.data[DATA_MISSING].n = MISSING_MEAN;
        int n = preprocess_check(&spec, kind, ds, NULL, &info, &faults);
        faults_done(&faults);
        if (n || info.n_in > 4096)
            continue;
        int64_t rows = kind == TARGET_AHEAD ? preprocess_rows(&info, ds) : ds->info.rows;
        struct preprocess *p = preprocess_fit(&spec, kind, ds, NULL, rows, &err);
        struct feed *f = p ? feed_new(p, ds, true, &err) : NULL;
        assert(p && f);
        float *x = malloc(sizeof *x * (size_t)info.n_in);
        float *y = malloc(sizeof *y * (size_t)(info.n_out + 1));
        static int32_t label[4096];
        int n_labels = target_is_text(kind) ? WINDOW
                       : kind == TARGET_MAP ? (int)ds->n_pixels
                                            : kind == TARGET_CLASS;
        int64_t last = target_is_text(kind) ? ds->info.rows - WINDOW : rows;
        for (uint32_t row = 0; row < last && row < 50; row++) {
            feed_gather(f, &row, 1, x, y, label);
            for (int i = 0; i < n_labels; i++)
                assert(label[i] >= 0 && label[i] < info.n_out);
        }
        free(x);
        free(y);
        feed_free(f);
        preprocess_free(p);
    }
}

static void fuzz_import(const char *format, const struct value *options, const uint8_t *data,
                        size_t n, bool with_labels)
{
    struct err err = {0};
    write_file(raw_path, data, n);
    if (with_labels)
        write_file(labels_path, data, n);
    int rc =
        dataset_import(format, raw_path, with_labels ? labels_path : NULL, options, out_path, &err);
    assert(access(part_path, F_OK) < 0);
    if (rc < 0) {
        assert(access(out_path, F_OK) < 0);
        check_sentence(&err);
    } else {
        struct dataset *ds = dataset_open(out_path, &err);
        assert(ds);
        read_cells(ds);
        use(ds);
        dataset_close(ds);
    }
    unlink(raw_path);
    unlink(labels_path);
    unlink(out_path);
}

/* The bytes with a right magic and hash, so that the checks behind the hash are reached. */
static void fuzz_canonical(const uint8_t *data, size_t n)
{
    size_t n_file = CANON_BODY_AT + n;
    unsigned char *file = calloc(1, n_file);
    struct canon_header *h = (struct canon_header *)file;
    memcpy(file, data, n < sizeof *h ? n : sizeof *h);
    if (n > sizeof *h)
        memcpy(file + CANON_BODY_AT, data + sizeof *h, n - sizeof *h);
    memcpy(h->magic, CANON_MAGIC, sizeof h->magic);
    h->version = CANON_VERSION;
    if (h->tables_at <= n_file && h->tables_n <= n_file - h->tables_at)
        h->hash = canon_hash(h, file + h->tables_at, h->tables_n);
    write_file(raw_path, file, n_file);
    struct err err = {0};
    struct dataset *ds = dataset_open(raw_path, &err);
    if (ds)
        read_cells(ds);
    else
        check_sentence(&err);
    dataset_close(ds);
    unlink(raw_path);
    free(file);
}

static void fuzz_preprocess(const uint8_t *data, size_t n)
{
    struct err err = {0};
    struct preprocess *p = preprocess_load(data, n, &err);
    if (!p) {
        check_sentence(&err);
        return;
    }
    const struct preprocess_info *info = preprocess_info(p);
    if (info->n_in <= 4096) {
        struct cell *cells = calloc((size_t)info->n_inputs + 1, sizeof *cells);
        float *x = malloc(sizeof *x * (size_t)info->n_in);
        for (int64_t i = 0; i < info->n_inputs; i++)
            cells[i] = (struct cell){.kind = CELL_TEXT, .text = "7", .n = 1};
        preprocess_cells(p, cells, 1, x, &err);
        free(cells);
        free(x);
    }
    preprocess_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    if (!*raw_path)
        choose_paths();
    struct value options[OPTIONS_MAX] = {
        [CSV_HEADER].n = data[1] % 3, [CSV_DELIMITER].n = data[1] / 3 % 6};
    const uint8_t *rest = data + 2;
    size_t n = size - 2;
    switch (data[0] % 8) {
    case 0: fuzz_import("csv", options, rest, n, false); break;
    case 1: fuzz_import("idx", options, rest, n, data[1] & 1); break;
    case 2: fuzz_import("npy", options, rest, n, data[1] & 1); break;
    case 3: fuzz_canonical(rest, n); break;
    case 4: fuzz_preprocess(rest, n); break;
    case 5:
        options[TEXT_VOCABULARY].n = data[1] % 3;
        options[TEXT_VOCABULARY_SIZE].n = 256 + data[1];
        fuzz_import("text", options, rest, n, false);
        break;
    case 6: fuzz_import("npz", NULL, rest, n, data[1] & 1); break;
    case 7:
        options[IMAGES_SIZE] = (struct value){.n = data[1] & 3, .m = data[1] & 3};
        options[IMAGES_CHANNELS].n = data[1] / 4 % 3;
        options[IMAGES_RESIZE].n = data[1] / 16 % 2;
        fuzz_import("images", options, rest, n, false);
        break;
    }
    return 0;
}
