/* npz.c - NumPy's archive of arrays: a ZIP whose members are NPY files.
 *
 * Two of them are read, by name: the samples and their labels. Without names x and y, or else the
 * first and the second of an archive that holds no more; of more, guessing would be wrong in
 * silence. A second file may bring the labels instead: an archive of one array (or with a y),
 * an NPY file, or a table. */
#include "engine/data/format.h"
#include "engine/data/tensor_file.h"
#include "engine/data/text.h"
#include "engine/data/zip.h"

#include <stdio.h>
#include <string.h>

/* Member NAME or NAME.npy, as NumPy calls it; or -1. */
static int find(const struct zip *zip, const char *name)
{
    char file[ZIP_NAME_MAX + 8];
    snprintf(file, sizeof file, "%.*s.npy", ZIP_NAME_MAX, name);
    int i = zip_find(zip, file);
    return i < 0 ? zip_find(zip, name) : i;
}

/* "x_test, x_train, …": as many of the names as fit. */
static const char *names(const struct zip *zip, char text[256])
{
    size_t at = 0;
    for (int i = 0; i < zip->n && at < 180; i++) {
        char brief[48];
        size_t n = strlen(zip->members[i].name),
               npy = n > 4 && !strcmp(zip->members[i].name + n - 4, ".npy") ? 4 : 0;
        at += (size_t)snprintf(text + at, 256 - at, "%s%s", i ? ", " : "",
                               text_brief(brief, zip->members[i].name, n - npy));
    }
    return text;
}

/* The member that an option names, or that goes without saying; -1: none, -2: after an error. */
static int choose(const struct zip *zip, const struct value *option, const char *usual, int place,
                  struct err *err)
{
    char list[256], brief[48];
    if (option->n > 0) {
        const char *name = option->names[0];
        int i = find(zip, name);
        if (i >= 0)
            return i;
        err_set(err, ERR_INVALID, "the archive has no array \"%s\"; it has %s",
                text_brief(brief, name, strlen(name)), names(zip, list));
        return -2;
    }
    int i = find(zip, usual);
    if (i >= 0 || place >= zip->n)
        return i;
    if (zip->n <= 2)
        return place;
    if (place == 1)
        return -1;
    err_set(err, ERR_INVALID,
            "the archive has %d arrays; say by x= and y= which are samples and labels: %s", zip->n,
            names(zip, list));
    return -2;
}

static int import(const struct import *in, const struct zip *zip, int x, const struct zip *labels,
                  int y, struct err *err)
{
    struct raw raw_x, raw_y;
    int rc = zip_raw(zip, x, &raw_x, err);
    if (rc == 0 && y >= 0 && (rc = zip_raw(labels, y, &raw_y, err)) < 0) {
        raw_close(&raw_x);
        return err_wrap(err, "labels: ");
    }
    return rc < 0 ? rc
                  : tensor_import_take(in, "npz", npy_header, &raw_x, y < 0 ? NULL : &raw_y, err);
}

/* An array or a table, as beside an NPY file. */
static int import_plain_labels(const struct import *in, const struct zip *zip, int x,
                               struct raw *labels, struct err *err)
{
    struct raw raw;
    int rc = zip_raw(zip, x, &raw, err);
    if (rc == 0)
        return tensor_import_take(in, "npz", npy_header, &raw, labels, err);
    raw_close(labels);
    return rc;
}

/* Labels in a file of their own. */
static int import_labels(const struct import *in, const struct zip *zip, int x, struct err *err)
{
    struct zip labels;
    struct raw raw;
    int rc = raw_open(&raw, in->labels_path, err);
    if (rc == 0 && (raw.end < 2 || memcmp(raw.buffer, "PK", 2) != 0))
        return import_plain_labels(in, zip, x, &raw, err);
    if (rc == 0) {
        raw_close(&raw);
        rc = zip_open(&labels, in->labels_path, err);
    }
    if (rc < 0)
        return err_wrap(err, "labels: ");
    int y = choose(&labels, &in->options[NPZ_Y], "y", 0, err);
    rc = y == -2 ? err_wrap(err, "labels: ") : import(in, zip, x, &labels, y, err);
    zip_close(&labels);
    return rc;
}

int npz_import(const struct import *in, struct err *err)
{
    struct zip zip;
    int rc = zip_open(&zip, in->raw_path, err);
    if (rc < 0)
        return rc;
    int x = choose(&zip, &in->options[NPZ_X], "x", 0, err);
    int y = x < 0 || in->labels_path ? -1 : choose(&zip, &in->options[NPZ_Y], "y", 1, err);
    if (y == x && y >= 0)
        y = zip.n == 2 && in->options[NPZ_Y].n == 0 ? 1 - x : -1;
    if (x < 0 || y == -2)
        rc = err->code;
    else if (in->labels_path)
        rc = import_labels(in, &zip, x, err);
    else
        rc = import(in, &zip, x, &zip, y, err);
    zip_close(&zip);
    return rc;
}
