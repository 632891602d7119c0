/* test_dataset_cache.c - datasets are opened once, kept while pinned, and let go in their turn; and
 * the upload's parameters are the engine's format options. */
#include "tests/support/temp_store.h"

#include "server/api/dataset_cache.h"
#include "server/api/handlers.h"
#include <allot/engine.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* 20: more than the cache keeps. */
enum { FILES = 20 };

static char names[FILES][HASH_TEXT_MAX];
static struct blob *blobs[FILES];

/* Makes the canonical file of a small table, no two alike, as a blob. */
static void make_file(struct store *store, int i)
{
    char raw[BLOB_PATH_MAX], out[BLOB_PATH_MAX];
    blob_temp_path(store, raw);
    FILE *f = fopen(raw, "w");
    assert_non_null(f);
    fprintf(f, "x,y\n%d,1\n2,3\n", i);
    fclose(f);
    blob_temp_path(store, out);
    OK(dataset_import("csv", raw, NULL, NULL, out, &err));
    remove(raw);
    blobs[i] = blob_adopt(store, out, &err);
    assert_non_null(blobs[i]);
    snprintf(names[i], sizeof names[i], "%s", blob_sha256(blobs[i]));
}

static int setup(void **state)
{
    temp_store_setup(state);
    struct temp_store *t = *state;
    for (int i = 0; i < FILES; i++)
        make_file(t->store, i);
    return 0;
}

static int teardown(void **state)
{
    for (int i = 0; i < FILES; i++)
        blob_close(blobs[i]);
    return temp_store_teardown(state);
}

static struct dataset *pin(struct dataset_cache *cache, int i)
{
    struct dataset *ds = dataset_pin(cache, names[i], &err);
    if (!ds)
        fail_msg("%s", err.text);
    return ds;
}

static void a_dataset_is_opened_once(void **state)
{
    struct temp_store *t = *state;
    struct dataset_cache *cache = dataset_cache_new(t->store);
    struct dataset *first = pin(cache, 0);
    assert_ptr_equal(pin(cache, 0), first);
    assert_ptr_not_equal(pin(cache, 1), first);
    assert_int_equal(dataset_info(first)->rows, 2);
    dataset_unpin(cache, first);
    dataset_unpin(cache, first);
    assert_ptr_equal(pin(cache, 0), first); /* nobody had it, and it was still there */
    dataset_unpin(cache, first);
    dataset_unpin(cache, NULL);
    dataset_cache_drop(cache);
    dataset_unpin(cache, pin(cache, 1));
    dataset_cache_free(cache);
}

/* What is pinned outlives both a drop and twenty others; its values stay readable. */
static void what_is_pinned_stays(void **state)
{
    struct temp_store *t = *state;
    struct dataset_cache *cache = dataset_cache_new(t->store);
    struct dataset *kept = pin(cache, 7);
    for (int i = 0; i < FILES; i++)
        dataset_unpin(cache, pin(cache, i));
    dataset_cache_drop(cache);
    assert_true(dataset_cell(kept, 0, 0).number == 7);
    assert_ptr_equal(pin(cache, 7), kept);
    dataset_unpin(cache, kept);
    dataset_unpin(cache, kept);
    dataset_cache_free(cache);
}

static void a_missing_file_is_told(void **state)
{
    struct temp_store *t = *state;
    struct dataset_cache *cache = dataset_cache_new(t->store);
    char nowhere[HASH_TEXT_MAX];
    memset(nowhere, 'a', HASH_TEXT_MAX - 1);
    nowhere[HASH_TEXT_MAX - 1] = 0;
    err = (struct err){0};
    assert_null(dataset_pin(cache, nowhere, &err));
    assert_true(err.code < 0 && err.text[0]);
    dataset_cache_free(cache);
}

static void *use_all(void *cache)
{
    for (int round = 0; round < 50; round++)
        for (int i = 0; i < FILES; i++) {
            struct dataset *ds = dataset_pin(cache, names[i], NULL);
            if (!ds || dataset_cell(ds, 0, 0).number != i)
                return "wrong";
            dataset_unpin(cache, ds);
        }
    return NULL;
}

/* Four threads, more files than places: everybody always sees the file she asked for. */
static void threads_share_it(void **state)
{
    struct temp_store *t = *state;
    struct dataset_cache *cache = dataset_cache_new(t->store);
    pthread_t threads[4];
    void *wrong;
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, use_all, cache);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    dataset_cache_free(cache);
}

/* An option that a format gains must be taken by POST /v1/datasets, with the same choices. */
static void the_upload_takes_every_formats_options(void **state)
{
    int n;
    const struct kind *formats = catalog(CATALOG_FORMATS, &n);
    (void)state;
    for (int f = 0; f < n; f++)
        for (int i = 0; i < formats[f].n_options; i++) {
            const struct option *option = &formats[f].options[i];
            const struct field *field = NULL;
            for (int q = 0; q < UPLOAD_QUERY; q++)
                if (!strcmp(upload_query[q].name, option->name))
                    field = &upload_query[q];
            if (!field)
                fail_msg("%s of %s is no parameter of the upload", option->name, formats[f].name);
            for (int c = 0; option->type == OPT_CHOICE && option->choices[c]; c++)
                assert_string_equal(field->choices[c], option->choices[c]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dataset_is_opened_once),
        cmocka_unit_test(what_is_pinned_stays),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(threads_share_it),
        cmocka_unit_test(the_upload_takes_every_formats_options),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
