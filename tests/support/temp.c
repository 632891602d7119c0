/* temp.c - one folder per test program. */
#include "tests/support/temp.h"

#include <allot/engine.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[256];

const char *temp_make(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/allot-test-XXXXXX", base ? base : "/tmp");
    return mkdtemp(folder);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void temp_remove(void)
{
    if (folder[0])
        nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    folder[0] = 0;
}

const char *temp_path(const char *name)
{
    static char paths[8][512];
    static int turn;
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

char *temp_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = NULL;
    *n = 0;
    if (f && fseek(f, 0, SEEK_END) == 0) {
        long size = ftell(f);
        rewind(f);
        bytes = malloc((size_t)size + 1);
        *n = bytes ? fread(bytes, 1, (size_t)size, f) : 0;
        if (bytes)
            bytes[*n] = 0;
    }
    if (f)
        fclose(f);
    return bytes;
}

int temp_setup(void **state)
{
    (void)state;
    struct err err;
    return temp_make() ? engine_init(&err) : -1;
}

int temp_teardown(void **state)
{
    (void)state;
    temp_remove();
    return 0;
}
