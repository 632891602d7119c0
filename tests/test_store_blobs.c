/* test_store_blobs.c - bytes under the name of their hash: whole, once, and gone when nobody names
 * them. */
#include "tests/support/temp_store.h"

#include "server/base/file.h"
#include "server/store/fault.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* SHA-256 of "abc", FIPS 180-4's first example. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static int files_in(const struct temp_store *t, const char *folder)
{
    char path[512];
    int n = 0;
    snprintf(path, sizeof path, "%s/%s", t->dir, folder);
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));)
        n += e->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static bool exists(struct temp_store *t, const char *sha256)
{
    char path[BLOB_PATH_MAX];
    return access(blob_path(t->store, sha256, path), F_OK) == 0;
}

static struct blob *abc(struct temp_store *t)
{
    struct blob *b = blob_begin(t->store, 3, &err);
    assert_non_null(b);
    OK(blob_append(b, "ab", 2, &err));
    OK(blob_append(b, "c", 1, &err));
    OK(blob_commit(b, &err));
    return b;
}

static int ref(struct tx *tx, void *arg, struct err *e)
{
    return store_blob_ref(tx, arg, 3, e);
}

static int unref(struct tx *tx, void *arg, struct err *e)
{
    return store_blob_unref(tx, arg, e);
}

static int unref_then_fail(struct tx *tx, void *arg, struct err *e)
{
    int rc = store_blob_unref(tx, arg, e);
    return rc < 0 ? rc : err_set(e, ERR_CONFLICT, "on purpose");
}

static int nothing(struct tx *tx, void *arg, struct err *e)
{
    (void)tx;
    (void)arg;
    (void)e;
    return 0;
}

static void a_blob_lies_under_its_sha256(void **state)
{
    struct temp_store *t = *state;
    char path[BLOB_PATH_MAX], read[4] = "";
    int64_t bytes;
    struct blob *b = abc(t);
    assert_string_equal(blob_sha256(b), ABC);
    assert_int_equal(blob_bytes(b), 3);
    assert_non_null(strstr(blob_path(t->store, ABC, path), "/blobs/sha256/ba/7816bf"));
    int fd = blob_open(t->store, ABC, &bytes, &err);
    assert_int_equal(pread(fd, read, 3, 0), 3);
    assert_string_equal(read, "abc");
    assert_int_equal(bytes, 3);
    close(fd);
    assert_int_equal(files_in(t, "blobs/tmp"), 0);
    blob_close(b);
    FAILS(blob_open(t->store, "00", &bytes, &err), ERR_NOT_FOUND, "open a blob");
}

static void one_that_no_row_names_goes_when_its_handle_does(void **state)
{
    struct temp_store *t = *state;
    struct blob *b = abc(t), *same = abc(t);
    blob_close(b);
    WRITE(t->store, nothing, NULL);
    assert_true(exists(t, ABC)); /* the other handle holds it */
    blob_close(same);
    WRITE(t->store, nothing, NULL);
    assert_false(exists(t, ABC));
}

static void it_stays_while_rows_name_it(void **state)
{
    struct temp_store *t = *state;
    struct blob *b = abc(t);
    WRITE(t->store, ref, ABC);
    WRITE(t->store, ref, ABC);
    blob_close(b);
    WRITE(t->store, unref, ABC);
    FAILS(store_write(t->store, unref_then_fail, ABC, &err), ERR_CONFLICT, "on purpose");
    assert_true(exists(t, ABC));
    WRITE(t->store, unref, ABC);
    assert_false(exists(t, ABC));
}

/* The same bytes arrive again just as the last row that named them goes. */
static void a_handle_protects_bytes_that_lose_their_last_row(void **state)
{
    struct temp_store *t = *state;
    struct blob *first = abc(t);
    WRITE(t->store, ref, ABC);
    blob_close(first);
    struct blob *again = abc(t);
    WRITE(t->store, unref, ABC);
    assert_true(exists(t, ABC));
    WRITE(t->store, ref, ABC);
    blob_close(again);
    WRITE(t->store, nothing, NULL);
    assert_true(exists(t, ABC));
}

static void too_many_bytes_are_refused_and_leave_nothing(void **state)
{
    struct temp_store *t = *state;
    struct blob *b = blob_begin(t->store, 3, &err);
    FAILS(blob_append(b, "abcd", 4, &err), ERR_TOO_LARGE, "3 bytes");
    OK(blob_append(b, "abc", 3, &err));
    FAILS(blob_append(b, "d", 1, &err), ERR_TOO_LARGE, "3 bytes");
    assert_int_equal(files_in(t, "blobs/tmp"), 1);
    blob_close(b);
    assert_int_equal(files_in(t, "blobs/tmp"), 0);
}

static enum fault_point fault_where;
static int fail_there(enum fault_point point)
{
    return point == fault_where ? ENOSPC : 0;
}

static void a_full_disk_at_each_point_leaves_nothing(void **state)
{
    struct temp_store *t = *state;
    for (int p = FAULT_BLOB_WRITE; p <= FAULT_BLOB_RENAME; p++) {
        fault_where = (enum fault_point)p;
        struct blob *b = blob_begin(t->store, 3, &err);
        store_fault = fail_there;
        int rc = blob_append(b, "abc", 3, &err);
        if (rc == 0)
            rc = blob_commit(b, &err);
        store_fault = NULL;
        assert_int_equal(rc, ERR_NO_SPACE);
        blob_close(b);
        WRITE(t->store, nothing, NULL);
        assert_int_equal(files_in(t, "blobs/tmp"), 0);
        assert_false(exists(t, ABC));
    }
}

static void a_file_of_somebody_else_is_adopted(void **state)
{
    struct temp_store *t = *state;
    char path[BLOB_PATH_MAX];
    blob_temp_path(t->store, path);
    OK(file_write_atomic(path, "abc", 3, 0600, &err));
    struct blob *b = blob_adopt(t->store, path, &err);
    assert_non_null(b);
    assert_string_equal(blob_sha256(b), ABC);
    assert_int_equal(access(path, F_OK), -1);
    blob_close(b);
    assert_null(blob_adopt(t->store, path, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void a_start_sweeps_what_a_crash_left(void **state)
{
    struct temp_store *t = *state;
    char path[BLOB_PATH_MAX];
    struct blob *kept = abc(t);
    WRITE(t->store, ref, ABC);
    blob_close(kept);
    blob_temp_path(t->store, path);
    OK(file_write_atomic(path, "x", 1, 0600, &err));
    checkpoint_path(t->store, "ckp_orphan", path);
    OK(file_write_atomic(path, "x", 1, 0600, &err));
    blob_path(t->store, ABC, path);
    path[strlen(path) - 1] = '0'; /* a blob that no row names */
    OK(file_write_atomic(path, "x", 1, 0600, &err));
    temp_store_reopen(t);
    assert_int_equal(t->recovery.files, 3);
    assert_true(exists(t, ABC));
    assert_int_equal(files_in(t, "checkpoints"), 0);
    OK(store_check(t->store, &err));
    unlink(blob_path(t->store, ABC, path));
    FAILS(store_check(t->store, &err), ERR_CORRUPT, ABC);
}

/* ---- checkpoints: files of rows, too ---- */

static int start(struct tx *tx, void *arg, struct err *e)
{
    return store_job_start(tx, arg, "run_1", 1, 1, e);
}

static int checkpoint(struct tx *tx, void *arg, struct err *e)
{
    return store_checkpoint_insert(tx, arg, 2, e);
}

static void only_the_newest_checkpoints_keep_their_files(void **state)
{
    struct temp_store *t = *state;
    char job[ID_MAX], path[BLOB_PATH_MAX];
    static char ids[4][8] = {"ckp_1", "ckp_2", "ckp_3", "ckp_4"};
    struct checkpoint_row latest;
    temp_store_job(t, id_new(job, "job"), "j");
    WRITE(t->store, start, job);
    for (int i = 0; i < 4; i++) {
        OK(file_write_atomic(checkpoint_path(t->store, ids[i], path), "x", 1, 0600, &err));
        struct checkpoint_row c = {.id = ids[i],
                                   .job = job,
                                   .run = "run_1",
                                   .step = i,
                                   .bytes = 1,
                                   .sha256 = "0",
                                   .engine = "test",
                                   .boot_ms = 1 + i};
        WRITE(t->store, checkpoint, &c);
    }
    WRITE(t->store, nothing, NULL);
    assert_int_equal(files_in(t, "checkpoints"), 2);
    struct reader *r = reader_borrow(t->store, &err);
    OK(store_checkpoint_latest(r, job, &latest, &err));
    assert_string_equal(latest.id, "ckp_4");
    checkpoint_row_done(&latest);
    reader_return(r);
}

/* ---- threads ---- */

struct uploader {
    struct temp_store *t;
    int seed;
    bool failed;
};

static void *upload_much(void *arg)
{
    struct uploader *u = arg;
    for (int i = 0; i < 40; i++) {
        char text[32];
        struct err own = {0};
        int n = snprintf(text, sizeof text, "%d", (u->seed + i) % 10); /* the same few, often */
        struct blob *b = blob_begin(u->t->store, 100, &own);
        if (!b || blob_append(b, text, (size_t)n, &own) < 0 || blob_commit(b, &own) < 0)
            u->failed = true;
        char sha256[HASH_TEXT_MAX];
        strcpy(sha256, blob_sha256(b));
        if (store_write(u->t->store, ref, sha256, &own) < 0 || !exists(u->t, sha256))
            u->failed = true;
        blob_close(b);
        if (!exists(u->t, sha256) || store_write(u->t->store, unref, sha256, &own) < 0)
            u->failed = true;
    }
    return NULL;
}

static void many_threads_upload_and_drop_the_same_bytes(void **state)
{
    struct temp_store *t = *state;
    struct uploader u[6];
    pthread_t threads[6];
    for (int i = 0; i < 6; i++) {
        u[i] = (struct uploader){t, i, false};
        pthread_create(&threads[i], NULL, upload_much, &u[i]);
    }
    for (int i = 0; i < 6; i++) {
        pthread_join(threads[i], NULL);
        assert_false(u[i].failed);
    }
    temp_store_reopen(t);
    assert_int_equal(t->recovery.files, 0); /* nothing was left over either */
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, temp_store_setup, temp_store_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_blob_lies_under_its_sha256),
        TEST(one_that_no_row_names_goes_when_its_handle_does),
        TEST(it_stays_while_rows_name_it),
        TEST(a_handle_protects_bytes_that_lose_their_last_row),
        TEST(too_many_bytes_are_refused_and_leave_nothing),
        TEST(a_full_disk_at_each_point_leaves_nothing),
        TEST(a_file_of_somebody_else_is_adopted),
        TEST(a_start_sweeps_what_a_crash_left),
        TEST(only_the_newest_checkpoints_keep_their_files),
        TEST(many_threads_upload_and_drop_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
