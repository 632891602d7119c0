/* files.c - folders of tests. */
#include "tests/support/files.h"

#include <dirent.h>
#include <unistd.h>

struct files {
    char *dir;
};

struct files *files_new(void)
{
    struct files *f = malloc(sizeof *f);
    const char *tmp = getenv("TMPDIR");
    assert_non_null(f);
    assert_true(asprintf(&f->dir, "%s/allot-test-XXXXXX", tmp && *tmp ? tmp : "/tmp") > 0);
    assert_non_null(mkdtemp(f->dir));
    return f;
}

static int each(struct files *f, int (*fn)(const char *path))
{
    int n = 0;
    DIR *dir = opendir(f->dir);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        n++;
        char *path = files_path(f, e->d_name);
        if (fn)
            fn(path);
        free(path);
    }
    closedir(dir);
    return n;
}

void files_free(struct files *f)
{
    each(f, unlink);
    rmdir(f->dir);
    free(f->dir);
    free(f);
}

int files_count(struct files *f)
{
    return each(f, NULL);
}

char *files_path(struct files *f, const char *name)
{
    char *path;
    assert_true(asprintf(&path, "%s/%s", f->dir, name) > 0);
    return path;
}

char *files_write(struct files *f, const char *name, const void *bytes, size_t n)
{
    char *path = files_path(f, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

struct dataset *files_dataset(struct files *f, const char *format, const void *bytes, size_t n,
                              const struct value *options)
{
    static int count;
    char name[32];
    struct err err = {0};
    char *raw = files_write(f, "raw", bytes, n);
    snprintf(name, sizeof name, "dataset%d", count++);
    char *out = files_path(f, name);
    if (dataset_import(format, raw, NULL, options, out, &err) < 0)
        fail_msg("%s", err.text);
    struct dataset *ds = dataset_open(out, &err);
    if (!ds)
        fail_msg("%s", err.text);
    free(raw);
    free(out);
    return ds;
}

struct files *files;

int files_setup(void **state)
{
    (void)state;
    files = files_new();
    return 0;
}

int files_teardown(void **state)
{
    (void)state;
    files_free(files);
    return 0;
}
