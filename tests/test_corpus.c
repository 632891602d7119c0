/* test_corpus.c - the dataset fuzzer's committed inputs, replayed without a fuzzer. */
#include "tests/fuzz/dataset.c"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_the_corpus_is_met(void **state)
{
    (void)state;
    static const char folder[] = "tests/fuzz/corpus/dataset";
    DIR *dir = opendir(folder);
    if (!dir)
        skip(); /* not run from the repository's root */
    int n = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        static uint8_t bytes[1 << 16];
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        FILE *f = e->d_name[0] == '.' ? NULL : fopen(path, "rb");
        if (!f)
            continue;
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof bytes, f));
        fclose(f);
        n++;
    }
    closedir(dir);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_corpus_is_met)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
