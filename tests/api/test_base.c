/* test_base.c - a job begins from a model: one tenant's public base, another's own few pictures.
 *
 * The base knows eight of Fashion-MNIST's ten classes from 8000 pictures; the other tenant has 200
 * pictures of all ten. What it makes of them with the base's layers is held against what it makes
 * of them without. */
#include "tests/support/daemon.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SET "/usr/share/datasets/fashion-mnist/"
enum { PIXELS = 28 * 28, OLD_CLASSES = 8 };

static struct daemon d;
static char ann[64], otto[64], base[40], base_sha256[80];

/* ---- the data ---- */

/* n rows from the `from`-th on, of classes below `classes`, as the two IDX files. */
static void upload(const char *token, const char *name, const char *set, int from, int n,
                   int classes)
{
    char command[160], path[96];
    unsigned char *images = malloc(16 + (size_t)n * PIXELS), *labels = malloc(8 + (size_t)n);
    unsigned char skipped[16], image[PIXELS], label;
    snprintf(command, sizeof command, "zcat %s%s-images-idx3-ubyte.gz", SET, set);
    FILE *pictures = popen(command, "r");
    snprintf(command, sizeof command, "zcat %s%s-labels-idx1-ubyte.gz", SET, set);
    FILE *answers = popen(command, "r");
    assert_int_equal(fread(skipped, 1, 16, pictures), 16);
    assert_int_equal(fread(skipped, 1, 8, answers), 8);
    int kept = 0;
    for (int row = 0; kept < n; row++) {
        assert_int_equal(fread(image, 1, PIXELS, pictures), PIXELS);
        assert_int_equal(fread(&label, 1, 1, answers), 1);
        if (row < from || label >= classes)
            continue;
        memcpy(images + 16 + (size_t)kept * PIXELS, image, PIXELS);
        labels[8 + kept++] = label;
    }
    pclose(pictures);
    pclose(answers);
    unsigned char size[] = {0, 0, (unsigned char)(n >> 8), (unsigned char)n};
    memcpy(images, "\0\0\10\3....\0\0\0\34\0\0\0\34", 16);
    memcpy(labels, "\0\0\10\1....", 8);
    memcpy(images + 4, size, 4);
    memcpy(labels + 4, size, 4);
    snprintf(path, sizeof path, "/v1/datasets?name=%s&format=idx", name);
    struct reply r =
        call(&d, "POST", path,
             &(struct ask){.token = token, .body = (char *)images, .n = 16 + (size_t)n * PIXELS});
    expect(&r, 201);
    reply_free(&r);
    snprintf(path, sizeof path, "/v1/datasets/%s/labels", name);
    r = call(&d, "PUT", path,
             &(struct ask){.token = token, .body = (char *)labels, .n = 8 + (size_t)n});
    expect(&r, 200);
    reply_free(&r);
    free(images);
    free(labels);
}

/* ---- jobs ---- */

#define BODY_LAYERS                                                                                \
    "{\"type\":\"dense\",\"units\":64,\"activation\":\"relu\",\"name\":\"body_1\"},"               \
    "{\"type\":\"dense\",\"units\":32,\"activation\":\"relu\",\"name\":\"body_2\"}"
#define MODEL(HEAD)                                                                                \
    "\"model\":{\"task\":\"classification\",\"layers\":[" BODY_LAYERS                              \
    ",{\"type\":\"dense\",\"name\":\"" HEAD "\"}]}"
#define TUNED                                                                                      \
    "{\"dataset\":\"few\"," MODEL("own_head") ",\"base\":\"garments\",\"training\":{\"epochs\":"   \
                                              "20,\"batch_size\":16,\"freeze\":\"body*\","         \
                                              "\"optimizer\":{\"type\":\"adam\","                  \
                                              "\"learning_rate\":0.01},"                           \
                                              "\"validation_dataset\":\"test\"}}"
#define SCRATCH                                                                                    \
    "{\"dataset\":\"few\"," MODEL("own_head") ",\"training\":{\"epochs\":20,\"batch_size\":16,"    \
                                              "\"validation_dataset\":\"test\"},\"data\":{"        \
                                              "\"normalize\":\"standard\"}}"

static void submit(const char *token, const char *body, char id[40])
{
    struct reply r = post(&d, token, "/v1/jobs", body);
    expect(&r, 201);
    snprintf(id, 40, "%s", text_at(&r, "id"));
    reply_free(&r);
}

/* Waits until the job has ended; its answer. */
static struct reply finished(const char *token, const char *id)
{
    char path[96];
    snprintf(path, sizeof path, "/v1/jobs/%s?wait=60", id);
    struct reply r = call(&d, "GET", path, &(struct ask){.token = token, .timeout_ms = 90000});
    if (strcmp(text_at(&r, "state"), "succeeded"))
        fail_msg("%s", r.body);
    return r;
}

static struct reply quoted(const char *token, const char *body)
{
    struct reply r = post(&d, token, "/v1/jobs?dry_run=true", body);
    expect(&r, 200);
    return r;
}

static struct reply model_of(const char *token, const char *id)
{
    char path[96];
    snprintf(path, sizeof path, "/v1/models/%s", id);
    struct reply r = get(&d, token, path);
    expect(&r, 200);
    return r;
}

static int setup(void **state)
{
    char id[40];
    (void)state;
    daemon_start(&d, NULL);
    tenant_make(&d, "a", NULL);
    tenant_make(&d, "b", NULL);
    user_make(&d, "a", "ann", "member", ann);
    user_make(&d, "b", "otto", "member", otto);
    upload(ann, "fashion8", "train", 0, 8000, OLD_CLASSES);
    upload(otto, "few", "train", 50000, 200, 10);
    upload(otto, "test", "t10k", 0, 1000, 10);
    submit(ann,
           "{\"name\":\"garments\",\"dataset\":\"fashion8\"," MODEL(
               "head") ",\"training\":{"
                       "\"epochs\":3,\"batch_size\":64,\"seed\":1},\"data\":{\"normalize\":"
                       "\"standard\"}}",
           id);
    struct reply r = finished(ann, id);
    snprintf(base, sizeof base, "%s", text_at(&r, "model"));
    reply_free(&r);
    r = model_of(ann, base);
    snprintf(base_sha256, sizeof base_sha256, "%s", text_at(&r, "sha256"));
    reply_free(&r);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    daemon_end(&d);
    return 0;
}

/* ---- who may use it, and what a submit says ---- */

static void make_public(void)
{
    char path[96];
    snprintf(path, sizeof path, "/v1/models/%s", base);
    struct reply r =
        call(&d, "PATCH", path, &(struct ask){.token = ann, .body = "{\"visibility\":\"public\"}"});
    expect(&r, 200);
    reply_free(&r);
}

static void anothers_model_is_no_base_until_it_is_public(void **state)
{
    (void)state;
    struct reply r = post(&d, otto, "/v1/jobs", TUNED);
    expect(&r, 422);
    assert_string_equal(text_at(&r, "errors/0/pointer"), "/base");
    assert_string_equal(text_at(&r, "errors/0/code"), "not_found");
    reply_free(&r);
    r = post(&d, otto, "/v1/jobs", "{\"dataset\":\"few\",\"base\":\"garments\"}");
    expect(&r, 422); /* the model would be the base's: one fault is enough */
    assert_int_equal(json_count(at(&r, "errors")), 1);
    reply_free(&r);
    r = post(&d, otto, "/v1/jobs", "{\"dataset\":\"few\"}");
    expect(&r, 422);
    assert_string_equal(text_at(&r, "errors/0/pointer"), "/model");
    reply_free(&r);
    make_public();
    r = quoted(otto, TUNED);
    assert_int_equal(json_count(at(&r, "errors")), 0);
    reply_free(&r);
}

static void the_quote_says_what_is_taken_and_what_freezing_saves(void **state)
{
    (void)state;
    const double body = 784 * 64 + 64 + 64 * 32 + 32, head = 32 * 10 + 10;
    make_public();
    struct reply tuned = quoted(otto, TUNED), scratch = quoted(otto, SCRATCH);
    assert_string_equal(text_at(&tuned, "base/model"), base);
    assert_string_equal(text_at(&tuned, "base/name"), "garments");
    assert_true(number_at(&tuned, "base/taken") == body);
    assert_true(number_at(&tuned, "base/of") == body + head);
    assert_string_equal(text_at(&tuned, "base/fresh"), "own_head.kernel, own_head.bias");
    assert_null(at(&scratch, "base"));
    assert_true(number_at(&tuned, "flops_per_step") < .5 * number_at(&scratch, "flops_per_step"));
    assert_true(number_at(&tuned, "memory_bytes") < .6 * number_at(&scratch, "memory_bytes"));
    assert_true(number_at(&tuned, "parameters") == number_at(&scratch, "parameters"));
    reply_free(&tuned);
    reply_free(&scratch);
}

static void what_does_not_go_with_the_base_is_a_fault(void **state)
{
    (void)state;
    static const struct {
        const char *body, *pointer, *code, *says;
    } cases[] = {
        {"{\"dataset\":\"few\"," MODEL("h") ",\"base\":\"garmets\"}", "/base", "not_found",
         "no model"},
        {"{\"dataset\":\"few\",\"base\":\"garments\",\"model\":{\"task\":\"classification\","
         "\"layers\":[{\"type\":\"dense\",\"units\":7},{\"type\":\"dense\"}]}}",
         "/base", "no_fit", "body_1.kernel (784, 64)"},
        {"{\"dataset\":\"few\"," MODEL("h") ",\"base\":\"garments\",\"data\":{\"normalize\":"
                                            "\"none\"}}",
         "/data/normalize", "base", "leave it out"},
        {"{\"dataset\":\"few\"," MODEL("h") ",\"base\":\"garments\",\"data\":{\"from_base\":"
                                            "\"some\"}}",
         "/data/from_base", "choice", "inputs"},
        {"{\"dataset\":\"few\"," MODEL("h") ",\"base\":\"garments\",\"training\":{\"freeze\":"
                                            "[\"body_1\",\"bod_2\"]}}",
         "/training/freeze/1", "unknown", "did you mean \"body_2\"?"},
        {"{\"dataset\":\"few\",\"base\":\"garments\"}", "/base", "invalid",
         "has the category \"8\""}, /* as it is, it knows eight classes */
    };
    make_public();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = post(&d, otto, "/v1/jobs", cases[i].body);
        expect(&r, 422);
        if (strcmp(text_at(&r, "errors/0/pointer"), cases[i].pointer) != 0 ||
            strcmp(text_at(&r, "errors/0/code"), cases[i].code) != 0 ||
            !strstr(text_at(&r, "errors/0/detail"), cases[i].says))
            fail_msg("case %zu: %s", i, r.body);
        reply_free(&r);
    }
}

/* ---- training ---- */

static double accuracy_of(const char *body)
{
    char id[40];
    submit(otto, body, id);
    struct reply r = finished(otto, id);
    double accuracy = number_at(&r, "metrics/latest/val_accuracy");
    reply_free(&r);
    return accuracy;
}

static void few_pictures_go_further_with_a_base(void **state)
{
    (void)state;
    make_public();
    double scratch = accuracy_of(SCRATCH), tuned = accuracy_of(TUNED);
    print_message("200 pictures: %.3f from scratch, %.3f with the base\n", scratch, tuned);
    assert_true(tuned > scratch + .03);
}

/* Left out, the model is the base's, its data section too: all is taken, and trained further. */
static void a_body_without_a_model_goes_on_with_the_base_as_it_is(void **state)
{
    (void)state;
    static const char body[] = "{\"dataset\":\"fashion8\",\"base\":\"garments\",\"training\":{"
                               "\"epochs\":1,\"batch_size\":64,\"seed\":9}}";
    char id[40];
    struct reply r = quoted(ann, body);
    assert_true(number_at(&r, "base/taken") == number_at(&r, "base/of"));
    assert_string_equal(text_at(&r, "base/fresh"), "");
    reply_free(&r);
    submit(ann, body, id);
    r = finished(ann, id);
    assert_string_equal(text_at(&r, "spec/data/normalize"), "standard");
    assert_string_equal(text_at(&r, "spec/data/from_base"), "all");
    assert_string_equal(text_at(&r, "spec/model/layers/2/name"), "head");
    assert_true(number_at(&r, "metrics/latest/epoch_accuracy") > .8);
    reply_free(&r);
}

static void the_base_of_a_paused_job_may_be_deleted(void **state)
{
    (void)state;
    char id[40], path[160], want[80], file[320];
    make_public();
    submit(otto, TUNED, id);
    struct reply r = finished(otto, id);
    assert_string_equal(text_at(&r, "base"), "garments");
    assert_string_equal(text_at(&r, "base_id"), base);
    assert_string_equal(text_at(&r, "provenance/base"), base);
    assert_string_equal(text_at(&r, "provenance/base_sha256"), base_sha256);
    struct reply m = model_of(otto, text_at(&r, "model"));
    snprintf(want, sizeof want, "%s", text_at(&m, "sha256"));
    assert_string_equal(text_at(&m, "provenance/base_sha256"), base_sha256);
    reply_free(&m);
    reply_free(&r);

    submit(otto, TUNED, id);
    snprintf(path, sizeof path, "/v1/jobs/%s/pause", id);
    r = post(&d, otto, path, NULL);
    reply_free(&r); /* paused at once, or at its next step, or it was quicker */
    snprintf(path, sizeof path, "/v1/models/%s", base);
    r = call(&d, "DELETE", path, &(struct ask){.token = ann});
    expect(&r, 204);
    reply_free(&r);
    daemon_kill(&d);
    daemon_again(&d);
    snprintf(path, sizeof path, "/v1/jobs/%s/resume", id);
    r = post(&d, otto, path, NULL);
    reply_free(&r);
    r = finished(otto, id);
    m = model_of(otto, text_at(&r, "model"));
    assert_string_equal(text_at(&m, "sha256"), want);
    reply_free(&m);
    reply_free(&r);
    /* with the last job that held it the file goes */
    snprintf(file, sizeof file, "%s/blobs/sha256/%.2s/%s", d.dir, base_sha256, base_sha256 + 2);
    for (int i = 0; i < 100 && access(file, F_OK) == 0; i++)
        usleep(50000);
    assert_int_equal(access(file, F_OK), -1);
    r = post(&d, otto, "/v1/jobs", TUNED);
    expect(&r, 422);
    reply_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anothers_model_is_no_base_until_it_is_public),
        cmocka_unit_test(the_quote_says_what_is_taken_and_what_freezing_saves),
        cmocka_unit_test(what_does_not_go_with_the_base_is_a_fault),
        cmocka_unit_test(few_pictures_go_further_with_a_base),
        cmocka_unit_test(a_body_without_a_model_goes_on_with_the_base_as_it_is),
        cmocka_unit_test(the_base_of_a_paused_job_may_be_deleted),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
