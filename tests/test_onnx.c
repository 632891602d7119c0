/* test_onnx.c - layers, losses and optimisers against the vectors of Debian's libonnx-testdata.
 *
 * Every model of one node whose operator we compute is put to the engine, in float, as it trains
 * and as it predicts. The program prints what is met and what is not and why; docs/models.md has
 * the same table, and a difference fails. ONNX_TABLE=1 writes it there. */
#include "tests/support/onnx_net.h"

#include <dirent.h>

enum { OPS_MAX = 64, REASONS_MAX = 4 };

struct tally {
    const struct onnx_op *op;
    int met, reasons, of[REASONS_MAX];
    const char *why[REASONS_MAX];
};

static struct {
    struct tally op[OPS_MAX];
    int ops, others, longer;
} seen;

static void add_ops(const struct onnx_op *ops, int n)
{
    for (int i = 0; i < n; i++)
        seen.op[seen.ops++].op = &ops[i];
    assert_true(seen.ops <= OPS_MAX);
}

static void count(struct tally *op, const char *why)
{
    int i = 0;
    if (!why) {
        op->met++;
        return;
    }
    while (i < op->reasons && strcmp(op->why[i], why) != 0)
        i++;
    assert_true(i < REASONS_MAX);
    op->why[i] = why;
    op->of[i]++;
    op->reasons += i == op->reasons;
}

static void check_folder(const char *folder)
{
    static struct onnx_test t; /* big */
    if (onnx_open(&t, folder)) {
        struct tally *found = NULL;
        for (int i = 0; i < seen.ops; i++)
            if (strcmp(seen.op[i].op->name, t.node[0].op) == 0)
                found = &seen.op[i];
        if (t.n_nodes > 1)
            seen.longer++;
        else if (!found)
            seen.others++;
        else if (onnx_load_data(&t))
            count(found, found->op->check(&t, &t.node[0]));
        else
            count(found, "numbers that are not plain tensors");
    }
    onnx_close(&t);
}

/* The same vectors as graphs of simpler operators: nothing new. */
static bool is_again(const char *name)
{
    const char *end = strstr(name, "_expanded");
    return name[0] == '.' || (end && end[9] == 0);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void check_all(const char *data, const char *kind)
{
    char folder[512];
    struct dirent **entry;
    snprintf(folder, sizeof folder, "%s/%s", data, kind);
    int n = scandir(folder, &entry, NULL, by_name);
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        snprintf(folder, sizeof folder, "%s/%s/%s", data, kind, entry[i]->d_name);
        if (!is_again(entry[i]->d_name))
            check_folder(folder);
        free(entry[i]);
    }
    free(entry);
}

/* ---- the table ---- */

static void print_row(FILE *to, const struct tally *op)
{
    int all = op->met;
    for (int i = 0; i < op->reasons; i++)
        all += op->of[i];
    fprintf(to, "| %s | %s | %d of %d |", op->op->name, op->op->ours, op->met, all);
    for (int i = 0; i < op->reasons; i++)
        fprintf(to, "%s %d: %s", i ? ";" : "", op->of[i], op->why[i]);
    fprintf(to, " |\n");
}

static char *table(void)
{
    char *text;
    size_t size;
    int met = 0, all = 0;
    FILE *to = open_memstream(&text, &size);
    fprintf(to, "| ONNX | ours | vectors met | not, and why |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < seen.ops; i++) {
        print_row(to, &seen.op[i]);
        met += seen.op[i].met;
        all += seen.op[i].met;
        for (int k = 0; k < seen.op[i].reasons; k++)
            all += seen.op[i].of[k];
    }
    fprintf(to,
            "| together | | %d of %d | beside them %d vectors of operators that no layer, loss or "
            "optimizer of ours computes, and %d models of several nodes |\n",
            met, all, seen.others, seen.longer);
    fclose(to);
    return text;
}

static char *page_read(const char *path)
{
    char *text = calloc(1, 1 << 20);
    FILE *from = fopen(path, "r");
    assert_non_null(from); /* run from the repository's root */
    assert_true(text && fread(text, 1, (1 << 20) - 1, from) < (1 << 20) - 1);
    fclose(from);
    return text;
}

static const char begin[] = "<!-- onnx -->\n", end[] = "<!-- /onnx -->\n";

static void docs_have_the_table(void **state)
{
    (void)state;
    if (!onnx_data())
        skip();
    char *page = page_read("docs/models.md"), *wanted = table();
    char *from = strstr(page, begin), *to = strstr(page, end);
    assert_non_null(from);
    assert_non_null(to);
    from += sizeof begin - 1;
    if (getenv("ONNX_TABLE")) {
        FILE *f = fopen("docs/models.md", "w");
        assert_non_null(f);
        fprintf(f, "%.*s%s%s", (int)(from - page), page, wanted, to);
        fclose(f);
    } else if ((size_t)(to - from) != strlen(wanted) || strncmp(from, wanted, strlen(wanted)) != 0)
        fail_msg("docs/models.md has another table; ONNX_TABLE=1 writes this one");
    free(page);
    free(wanted);
}

static void every_vector_is_met_or_its_reason_told(void **state)
{
    (void)state;
    const char *data = onnx_data();
    if (!data)
        skip(); /* libonnx-testdata is not there */
    check_all(data, "node");
    check_all(data, "pytorch-converted");
    check_all(data, "pytorch-operator");
    char *text = table();
    for (char *save, *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        printf("# %s\n", line);
    free(text);
    for (int i = 0; i < seen.ops; i++)
        if (!seen.op[i].met)
            fail_msg("no vector of %s is met", seen.op[i].op->name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vector_is_met_or_its_reason_told),
        cmocka_unit_test(docs_have_the_table),
    };
    struct err err;
    add_ops(onnx_layers, onnx_layers_n);
    add_ops(onnx_images, onnx_images_n);
    add_ops(onnx_training, onnx_training_n);
    if (engine_init(&err) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
