/* test_api.c - the parts of the API that need no daemon: shapes, names, tables, figures. */
#include "server/api/handler.h"
#include "server/api/indices.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- shapes ---- */

static const struct field wheel_fields[] = {
    {.name = "size", .type = FIELD_INT, .min = 1, .max = 99, .required = true},
    {.name = "colour", .type = FIELD_STRING, .nullable = true},
};
static const struct shape wheel = {.name = "Wheel", FIELDS(wheel_fields)};
static const struct shape elsewhere = {.name = "Elsewhere"};
static const struct field car_fields[] = {
    {.name = "wheels", .type = FIELD_ARRAY, .required = true},
    {.name = "spare", .type = FIELD_OBJECT, .nullable = true},
    {.name = "tags", .type = FIELD_ARRAY},
    {.name = "engine", .type = FIELD_OBJECT},
};
static const struct part car_parts[] = {{"wheels", &wheel, NULL},
                                        {"spare", &wheel, NULL},
                                        {"tags", NULL, "string"},
                                        {"engine", &elsewhere, NULL},
                                        {0}};
static const struct shape car = {.name = "Car", FIELDS(car_fields), .parts = car_parts};

static const struct {
    const char *name, *text, *pointers; /* of the faults, in order */
} bodies[] = {
    {"fits", "{\"wheels\":[{\"size\":3},{\"size\":4,\"colour\":null}],\"spare\":null}", ""},
    {"a fault in an element", "{\"wheels\":[{\"size\":3},{\"size\":0}]}", "/wheels/1/size"},
    {"a name too many deep down", "{\"wheels\":[{\"size\":1,\"color\":\"red\"}]}",
     "/wheels/0/color"},
    {"an element of the wrong kind", "{\"wheels\":[7]}", "/wheels/0"},
    {"plain elements", "{\"wheels\":[],\"tags\":[\"a\",1,null]}", "/tags/1 /tags/2"},
    {"an object of the wrong kind is one fault", "{\"wheels\":[],\"spare\":[]}", "/spare"},
    {"faults at all depths at once", "{\"spare\":{},\"x\":1}", "/x /wheels /spare/size"},
    {"a shape without fields is checked by others", "{\"wheels\":[],\"engine\":{\"any\":1}}", ""},
};

static void bodies_are_checked_to_the_bottom(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(bodies); i++) {
        struct faults faults = {0};
        struct err err = {0};
        char pointers[512] = "";
        struct json *body = json_parse(bodies[i].text, strlen(bodies[i].text), &err);
        assert_non_null(body);
        shape_check(body, "", &car, &faults);
        for (int k = 0; k < faults.n; k++) {
            strcat(pointers, k ? " " : "");
            strcat(pointers, faults.v[k].pointer);
        }
        if (strcmp(pointers, bodies[i].pointers))
            fail_msg("%s: \"%s\" instead of \"%s\"", bodies[i].name, pointers, bodies[i].pointers);
        faults_done(&faults);
        json_free(body);
    }
}

/* ---- names ---- */

static void names_are_free_but_never_look_like_ids_or_paths(void **state)
{
    static const char *const good[] = {"a", "mnist-test", "Ünï cödé", "1.5", "job_", "tenant 7"};
    static const char *const bad[] = {"", " a", "a ", "a/b", "a\nb", "..", ".", "\x7f"};
    char id[ID_MAX];
    struct faults faults = {0};
    (void)state;
    for (int i = 0; i < COUNT(good); i++)
        if (!api_check_name(good[i], "/name", &faults))
            fail_msg("\"%s\" is a good name", good[i]);
    for (int i = 0; i < COUNT(bad); i++)
        if (api_check_name(bad[i], "/name", &faults))
            fail_msg("\"%s\" is a bad name", bad[i]);
    assert_int_equal(faults.n, COUNT(bad));
    assert_false(api_check_name(id_new(id, "ds"), "/name", &faults));
    assert_string_equal(faults.v[0].pointer, "/name");
    faults_done(&faults);
}

/* ---- tables ---- */

static void tables_line_up_by_characters(void **state)
{
    static const char *const headers[] = {"NAME", ">SLOTS", "WHY"};
    struct table *t = table_new(3, headers);
    (void)state;
    table_cell(t, "%s", "é");
    table_cell(t, "%d", 12);
    table_cell(t, "%s", "x");
    table_cell(t, "%s", "longer");
    table_cell(t, "%d", 3);
    table_cell(t, "a\tb%s", "\033[2J");
    char *text = table_print(t);
    assert_string_equal(text, "NAME    SLOTS  WHY\n"
                              "é          12  x\n"
                              "longer      3  a?b?[2J\n");
    free(text);
    table_free(t);
}

static void durations_and_sizes_read_well(void **state)
{
    char out[32];
    (void)state;
    assert_string_equal(show_duration(out, 900), "0 s");
    assert_string_equal(show_duration(out, 119000), "119 s");
    assert_string_equal(show_duration(out, 600000), "10 min");
    assert_string_equal(show_duration(out, 7500000), "2 h 5 min");
    assert_string_equal(show_duration(out, 4 * 86400000LL + 3600000), "4 d 1 h");
    assert_string_equal(show_bytes(out, 1023), "1023 B");
    assert_string_equal(show_bytes(out, 1536), "1.5 KiB");
    assert_string_equal(show_bytes(out, 50LL << 20), "50 MiB");
    assert_string_equal(show_bytes(out, 3LL << 60), "3072 PiB");
}

/* ---- indices ---- */

static void indices_know_their_ends(void **state)
{
    const double equal[] = {2, 2, 2, 2}, one[] = {0, 0, 0, 5}, half[] = {1, 3};
    (void)state;
    assert_float_equal(jain_index(equal, 4), 1, 1e-12);
    assert_float_equal(jain_index(one, 4), 0.25, 1e-12);
    assert_float_equal(jain_index(half, 2), 0.8, 1e-12);
    assert_float_equal(jain_index(NULL, 0), 1, 0);
    assert_float_equal(gini_index(equal, 4), 0, 1e-12);
    assert_float_equal(gini_index(one, 4), 0.75, 1e-12);
    assert_float_equal(gini_index(half, 2), 0.25, 1e-12);
    assert_float_equal(gini_index(NULL, 0), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_are_checked_to_the_bottom),
        cmocka_unit_test(names_are_free_but_never_look_like_ids_or_paths),
        cmocka_unit_test(tables_line_up_by_characters),
        cmocka_unit_test(durations_and_sizes_read_well),
        cmocka_unit_test(indices_know_their_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
