/* test_migrate.c - from every earlier database to today's, and refusals that leave it as it was. */
#include "tests/support/temp_store.h"

#include "server/store/counts.h"
#include "server/store/internal.h"
#include "server/store/migrate.h"
#include "server/store/sql.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A database in a folder of its own, without a store around it. */
struct bare {
    struct store store;
    struct tx tx;
};

static int setup(void **state)
{
    struct bare *b = calloc(1, sizeof *b);
    temp_dir_make(b->store.dir);
    OK(connection_open(&b->tx.reader, &b->store, true, &err));
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bare *b = *state;
    connection_close(&b->tx.reader);
    temp_dir_remove(b->store.dir);
    free(b);
    return 0;
}

static int setup_again(void **state)
{
    teardown(state);
    return setup(state);
}

/* The whole schema as one text. */
static char *schema_of(struct bare *b)
{
    char *text = NULL;
    OK(query_text(&b->tx.reader, &text, &err,
                  "SELECT group_concat(sql, ';') FROM"
                  " (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)",
                  ""));
    return text;
}

static int64_t number(struct bare *b, const char *sql)
{
    int64_t n = -1;
    OK(query_int(&b->tx.reader, &n, &err, sql, ""));
    return n;
}

static int count(const struct migration *list)
{
    int n = 0;
    while (list[n].number)
        n++;
    return n;
}

/* The first k of a list. */
static struct migration *prefix(const struct migration *list, int k)
{
    struct migration *first = calloc((size_t)k + 1, sizeof *first);
    memcpy(first, list, (size_t)k * sizeof *first);
    return first;
}

/* Every database a released program can have left ends up the same, and a copy of it is kept. */
static void upgrades_from_every_prefix(void **state, const struct migration *list)
{
    int n = count(list);
    struct bare *b = *state;
    assert_int_equal(migrate(&b->tx, list, &err), n);
    char *today = schema_of(b);
    for (int k = 0; k <= n; k++) {
        char copy[PATH_MAX + 64];
        setup_again(state);
        b = *state;
        struct migration *first = prefix(list, k);
        assert_int_equal(migrate(&b->tx, first, &err), k);
        assert_int_equal(migrate(&b->tx, list, &err), n - k);
        assert_int_equal(migrate(&b->tx, list, &err), 0);
        free(first);
        char *now = schema_of(b);
        assert_string_equal(now, today);
        free(now);
        assert_int_equal(number(b, "PRAGMA user_version"), n);
        assert_int_equal(number(b, "SELECT count(*) FROM migrations"), n);
        snprintf(copy, sizeof copy, "%s/allot.db.before-%04d", b->store.dir, k + 1);
        assert_int_equal(access(copy, F_OK) == 0, k > 0 && k < n);
    }
    free(today);
}

static void our_own_upgrade_from_every_prefix(void **state)
{
    assert_true(count(migrations_embedded()) >= 1);
    upgrades_from_every_prefix(state, migrations_embedded());
}

/* Rows that a database of the first release could have; later tables must be right about them. */
static const char first_rows[] =
    "INSERT INTO tenants VALUES('ten_1','uni',NULL,'university',1,0,1),"
    "('ten_2','lab','ten_1','university',1,0,1);"
    "INSERT INTO tenant_tree VALUES('ten_1','ten_1',0),('ten_1','ten_2',1),('ten_2','ten_2',0);"
    "INSERT INTO tenant_counts(tenant,queued) VALUES('ten_1',1),('ten_2',1);"
    "INSERT INTO quotas(tenant,version) VALUES('ten_1',1),('ten_2',1);"
    "INSERT INTO users VALUES('usr_1','ada','ten_2','member',0,1);"
    "INSERT INTO jobs(id,tenant,user,name,spec,spec_sha256,state,priority,device,slots_min,"
    "slots_max,lanes,created_at,queued_at,updated_at,version) VALUES"
    "('job_1','ten_2','usr_1','a','{}','0','queued',0,'cpu',1,1,1,0,0,0,1),"
    "('job_2','ten_2','usr_1','b','{}','0','failed',0,'cpu',1,1,1,0,0,0,1),"
    "('job_3','ten_2','usr_1','c','{}','0','succeeded',0,'cpu',1,1,1,0,0,0,1);"
    "INSERT INTO decisions VALUES('dec_1',0,'{}','[]');";

static void rows_of_the_first_release_are_carried_along(void **state)
{
    const struct migration *list = migrations_embedded();
    for (int k = 1; k <= count(list); k++) {
        setup_again(state);
        struct bare *b = *state;
        struct migration *one = prefix(list, 1), *first = prefix(list, k);
        assert_int_equal(migrate(&b->tx, one, &err), 1);
        if (sqlite3_exec(b->tx.reader.db, first_rows, NULL, NULL, NULL) != SQLITE_OK)
            fail_msg("%s", sqlite3_errmsg(b->tx.reader.db));
        OK(migrate(&b->tx, first, &err));
        OK(migrate(&b->tx, list, &err));
        OK(counts_check(&b->tx.reader, &err));
        free(one);
        free(first);
    }
}

#define MIGRATION(n_, sql_)                                                                        \
    {                                                                                              \
        n_, "000" #n_ "_test.sql", sql_, sizeof(sql_) - 1                                          \
    }

static const struct migration three[] = {
    MIGRATION(1, "CREATE TABLE a(x INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES(7);"),
    MIGRATION(2, "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y=x;"),
    MIGRATION(3, "CREATE TABLE b(a INTEGER REFERENCES a(x)) STRICT; INSERT INTO b VALUES(7);"),
    {0},
};

static void a_longer_list_upgrades_from_every_prefix(void **state)
{
    upgrades_from_every_prefix(state, three);
    assert_int_equal(number(*state, "SELECT y FROM a"), 7);
}

static void one_that_fails_leaves_the_last_good_state(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        {"CREATE TABLE b(x) STRICT;", "migration 0003_test.sql"},
        {"CREATE TABLE b(x INTEGER) STRICT; nonsense;", "syntax error"},
        {"CREATE TABLE b(a INTEGER REFERENCES a(x)) STRICT;"
         "PRAGMA defer_foreign_keys=ON; INSERT INTO b VALUES(8);",
         "refer to nothing"},
        {"CREATE TABLE b(x INTEGER) STRICT; INSERT INTO b VALUES('text');", "cannot store TEXT"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setup_again(state);
        struct bare *b = *state;
        struct migration *list = prefix(three, 3);
        list[2].sql = cases[i].sql;
        list[2].n = strlen(cases[i].sql);
        err = (struct err){0};
        assert_true(migrate(&b->tx, list, &err) < 0);
        if (!strstr(err.text, cases[i].says) || !strstr(err.text, "0003_test.sql"))
            fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].says);
        assert_int_equal(number(b, "PRAGMA user_version"), 2);
        assert_int_equal(number(b, "SELECT count(*) FROM sqlite_schema WHERE name='b'"), 0);
        assert_int_equal(migrate(&b->tx, three, &err), 1); /* a mended program goes on from there */
        free(list);
    }
}

static void a_newer_database_is_refused(void **state)
{
    struct bare *b = *state;
    OK(migrate(&b->tx, three, &err));
    struct migration *older = prefix(three, 2);
    FAILS(migrate(&b->tx, older, &err), ERR_CONFLICT, "has migration 3, this program knows 2");
    free(older);
}

static void a_migration_that_was_changed_is_refused(void **state)
{
    struct bare *b = *state;
    OK(migrate(&b->tx, three, &err));
    struct migration *changed = prefix(three, 3);
    changed[1].sql = "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y=0;";
    changed[1].n = strlen(changed[1].sql);
    FAILS(migrate(&b->tx, changed, &err), ERR_CONFLICT, "0002_test.sql is not the one");
    OK(tx_exec(&b->tx, &err, "DELETE FROM migrations WHERE number=1", ""));
    FAILS(migrate(&b->tx, three, &err), ERR_CORRUPT, "0001_test.sql");
    free(changed);
}

static void a_gap_in_the_numbers_is_our_mistake(void **state)
{
    struct bare *b = *state;
    struct migration *gap = prefix(three, 3);
    gap[1].number = 3;
    FAILS(migrate(&b->tx, gap, &err), ERR_INTERNAL, "should have number 0002");
    free(gap);
}

static void anothers_database_is_not_touched(void **state)
{
    struct bare *b = *state;
    OK(tx_exec(&b->tx, &err, "CREATE TABLE theirs(x)", ""));
    struct store_options options = {.dir = b->store.dir};
    assert_null(store_open(&options, NULL, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "another program"));
    assert_int_equal(number(b, "SELECT count(*) FROM sqlite_schema"), 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(our_own_upgrade_from_every_prefix),
        TEST(rows_of_the_first_release_are_carried_along),
        TEST(a_longer_list_upgrades_from_every_prefix),
        TEST(one_that_fails_leaves_the_last_good_state),
        TEST(a_newer_database_is_refused),
        TEST(a_migration_that_was_changed_is_refused),
        TEST(a_gap_in_the_numbers_is_our_mistake),
        TEST(anothers_database_is_not_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
