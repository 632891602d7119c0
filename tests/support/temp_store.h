/* temp_store.h - a store in a folder of its own, with one tenant and one user in it. */
#ifndef ALLOT_TESTS_TEMP_STORE_H
#define ALLOT_TESTS_TEMP_STORE_H

#include "server/store/store.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

struct temp_store {
    char dir[256];
    struct store *store;
    struct store_recovery recovery; /* of the last opening */
    char tenant[ID_MAX], user[ID_MAX];
};

/* cmocka setup and teardown: *state is the struct temp_store. */
int temp_store_setup(void **state);
int temp_store_teardown(void **state);

/* Closes and opens again, as a restart does. */
void temp_store_reopen(struct temp_store *t);

/* Makes a temporary folder, and removes one with all in it. */
void temp_dir_make(char out[256]);
void temp_dir_remove(const char *dir);

/* The failure of the call at hand: what OK and FAILS read. One test runs at a time. */
static struct err err __attribute__((unused));

/* Writes that must succeed; the message of the failure otherwise. */
#define WRITE(store_, fn_, arg_)                                                                   \
    do {                                                                                           \
        struct err err_ = {0};                                                                     \
        if (store_write(store_, fn_, arg_, &err_) != 0)                                            \
            fail_msg("%s: %d %s", #fn_, err_.code, err_.text);                                     \
    } while (0)

/* A call that takes &err last and must succeed. */
#define OK(call_)                                                                                  \
    do {                                                                                           \
        err = (struct err){0};                                                                     \
        if ((call_) < 0)                                                                           \
            fail_msg("%s: %d %s", #call_, err.code, err.text);                                     \
    } while (0)

/* One that must fail with this code, and whose sentence must contain this text. */
#define FAILS(call_, code_, text_)                                                                 \
    do {                                                                                           \
        err = (struct err){0};                                                                     \
        int rc_ = (call_);                                                                         \
        if (rc_ != (code_))                                                                        \
            fail_msg("%s: got %d (%s), not %d", #call_, rc_, err.text, code_);                     \
        if (!strstr(err.text, text_))                                                              \
            fail_msg("%s: \"%s\" does not say \"%s\"", #call_, err.text, text_);                   \
    } while (0)

/* A queued CPU job of the store's user with this id; slots 1..2. */
void temp_store_job(struct temp_store *t, const char *id, const char *name);
/* The row, for tests that change it first; and the tx_fn that inserts one. */
struct job_row temp_store_job_row(struct temp_store *t, const char *id, const char *name);
int temp_store_insert_job(struct tx *tx, void *job_row, struct err *err);
int temp_store_cancel(struct tx *tx, void *job_id, struct err *err);

/* A quota row with no limit but those that are changed after; and the tx_fn (arg: struct
 * temp_store) that set max_queued_jobs of its tenant to 2, or no limit at all. */
struct quota_row temp_store_quota(const char *tenant);
int temp_store_quota_queued_2(struct tx *tx, void *temp_store, struct err *err);
int temp_store_quota_none(struct tx *tx, void *temp_store, struct err *err);

#endif
