/* tables.c - writes a CSV or a text into the test's folder and imports it. */
#include "tests/support/tables.h"
#include "engine/tensor/rng.h"
#include "tests/support/temp.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct dataset *import(const char *name, const char *format, const char *raw_path,
                              const char *labels_path)
{
    struct err err = {0};
    char file[64];
    snprintf(file, sizeof file, "%s.ds", name);
    if (dataset_import(format, raw_path, labels_path, NULL, temp_path(file), &err) != 0)
        fail_msg("import of %s: %s", name, err.text);
    struct dataset *ds = dataset_open(temp_path(file), &err);
    if (!ds)
        fail_msg("open of %s: %s", name, err.text);
    return ds;
}

static FILE *csv_file(const char *name, const char **path)
{
    char file[64];
    snprintf(file, sizeof file, "%s.csv", name);
    *path = temp_path(file);
    FILE *f = fopen(*path, "w");
    assert_non_null(f);
    return f;
}

/* The class whose own stretch of features stands out, or the number. */
static void write_row(FILE *f, struct rng *rng, int row, int features, int classes)
{
    double y = 3;
    int class = classes ? row % classes : 0;
    for (int j = 0; j < features; j++) {
        double x = rng_normal(rng);
        if (classes && j % classes == class)
            x += 1.5;
        y += x * (j + 1) / features;
        fprintf(f, "%.6f,", x);
    }
    if (classes)
        fprintf(f, "c%d\n", class);
    else
        fprintf(f, "%.6f\n", y + .1 * rng_normal(rng));
}

struct dataset *table_made(const char *name, int rows, int features, int classes, uint64_t seed)
{
    const char *path;
    FILE *f = csv_file(name, &path);
    struct rng rng = rng_begin(seed, RNG_NOISE, 0, 0, 0);
    for (int j = 0; j < features; j++)
        fprintf(f, "x%d,", j + 1);
    fprintf(f, "%s\n", classes ? "class" : "y");
    for (int i = 0; i < rows; i++)
        write_row(f, &rng, i, features, classes);
    fclose(f);
    return import(name, "csv", path, NULL);
}

struct dataset *table_of_indices(const char *name, int rows, int features, int vocabulary,
                                 int classes)
{
    const char *path;
    FILE *f = csv_file(name, &path);
    struct rng rng = rng_begin(7, RNG_NOISE, 0, 0, 0);
    for (int j = 0; j < features; j++)
        fprintf(f, "x%d,", j + 1);
    fprintf(f, "class\n");
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < features; j++)
            fprintf(f, "%d,", (int)rng_below(&rng, (uint64_t)vocabulary));
        fprintf(f, "c%d\n", i % classes);
    }
    fclose(f);
    return import(name, "csv", path, NULL);
}

static void write_mixed(FILE *f, int rows, int classes)
{
    static const char *const words[] = {"red", "green", "blue", "Big", "small,", "it's", "so"};
    struct rng rng = rng_begin(11, RNG_NOISE, 0, 0, 0);
    fprintf(f, "number,user,says,day,%s\n", classes ? "class" : "y");
    for (int i = 0; i < rows; i++) {
        int n = (int)rng_below(&rng, 7), class = classes ? i % classes : i % 5;
        fprintf(f, "%.4f,u%d,\"w%d", class + rng_normal(&rng), (int)rng_below(&rng, 4) + class, i);
        for (int k = 0; k < n; k++)
            fprintf(f, " %s", words[(class + (int)rng_below(&rng, 3)) % 7]);
        fprintf(f, "\",2024-01-%02d,", 1 + i % 28);
        if (classes)
            fprintf(f, "c%d\n", class);
        else
            fprintf(f, "%.4f\n", class + .1 * rng_normal(&rng));
    }
}

struct dataset *table_mixed(const char *name, int rows, int classes)
{
    const char *path;
    FILE *f = csv_file(name, &path);
    write_mixed(f, rows, classes);
    fclose(f);
    return import(name, "csv", path, NULL);
}

struct dataset *series_made(const char *name, int rows)
{
    const char *path;
    FILE *f = csv_file(name, &path);
    struct rng rng = rng_begin(11, RNG_NOISE, 0, 0, 0);
    fprintf(f, "shop,day,mood,guests,income\n");
    for (int i = 0; i < rows; i++) {
        int shop = i % 2, day = (i / 2) * 5 % 28 + i / 56 * 28; /* every day once, out of order */
        double swing = sin(day * .7 + shop);
        fprintf(f, "%c,%d,%s,%.3f,%.3f\n", 'a' + shop, day, swing > 0 ? "good" : "bad",
                40 + 9 * swing, 900 + 120 * swing + rng_normal(&rng));
    }
    fclose(f);
    return import(name, "csv", path, NULL);
}

struct dataset *table_of(const char *name, const char *csv)
{
    const char *path;
    FILE *f = csv_file(name, &path);
    fputs(csv, f);
    fclose(f);
    return import(name, "csv", path, NULL);
}

struct dataset *text_of(const char *name, const char *text)
{
    const char *path;
    FILE *f = csv_file(name, &path);
    fputs(text, f);
    fclose(f);
    return import(name, "text", path, NULL);
}

struct dataset *text_made(const char *name, int characters, int distinct)
{
    char *text = calloc((size_t)characters + 1, 1);
    struct rng rng = rng_begin(8, RNG_NOISE, 0, 0, 0);
    assert_non_null(text);
    for (int i = 0, last = 0; i < characters; i++) {
        last = rng_below(&rng, 8) ? last + 1 : (int)rng_below(&rng, (uint64_t)distinct);
        last = i < distinct ? i : last % distinct;
        text[i] = (char)('a' + last);
    }
    struct dataset *ds = text_of(name, text);
    free(text);
    return ds;
}

static FILE *idx_file(const char *path, const unsigned char *head, size_t n)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fwrite(head, 1, n, f);
    return f;
}

struct dataset *pictures_made(const char *name, int rows, int h, int w, int classes)
{
    const unsigned char n = (unsigned char)rows;
    const unsigned char head[16] = {
        0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, (unsigned char)h, 0, 0, 0, (unsigned char)w};
    const unsigned char labels_head[8] = {0, 0, 8, 1, 0, 0, 0, n};
    const char *path = temp_path("pictures.idx"), *labels_path = temp_path("labels.idx");
    FILE *f = idx_file(path, head, sizeof head);
    FILE *labels = idx_file(labels_path, labels_head, sizeof labels_head);
    struct rng rng = rng_begin(9, RNG_NOISE, 0, 0, 0);
    for (int i = 0; i < rows; i++) {
        fputc(i % classes, labels);
        for (int j = 0; j < h * w; j++)
            fputc((int)rng_below(&rng, 128) + (j % classes == i % classes ? 127 : 0), f);
    }
    fclose(f);
    fclose(labels);
    return import(name, "idx", path, labels_path);
}

struct dataset *maps_made(const char *name, int rows, int h, int w, int classes)
{
    const unsigned char n = (unsigned char)rows;
    const unsigned char head[16] = {
        0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, (unsigned char)h, 0, 0, 0, (unsigned char)w};
    const char *path = temp_path("pictures.idx"), *labels_path = temp_path("labels.idx");
    FILE *f = idx_file(path, head, sizeof head), *labels = idx_file(labels_path, head, sizeof head);
    struct rng rng = rng_begin(9, RNG_NOISE, 1, 0, 0);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < h * w; j++) {
            int k = (j + i) % classes;
            fputc((int)rng_below(&rng, 64) + k * 191 / (classes - 1), f);
            fputc(k, labels);
        }
    fclose(f);
    fclose(labels);
    return import(name, "idx", path, labels_path);
}

struct dataset *pictures_with_table(const char *name, int rows, int classes)
{
    const unsigned char head[16] = {0, 0, 8, 3, 0, 0, 0, (unsigned char)rows,
                                    0, 0, 0, 4, 0, 0, 0, 4};
    const char *path, *pictures = temp_path("pictures.idx");
    FILE *table = csv_file(name, &path), *f = idx_file(pictures, head, sizeof head);
    struct rng rng = rng_begin(12, RNG_NOISE, 0, 0, 0);
    write_mixed(table, rows, classes);
    for (int i = 0; i < 16 * rows; i++)
        fputc((int)rng_below(&rng, 256), f);
    fclose(f);
    fclose(table);
    return import(name, "idx", pictures, path);
}
