/* test_rng.c - Philox against its authors' vectors; streams; distributions; initial values. */
#include "engine/layers/init.h"
#include "engine/tensor/rng.h"
#include "engine/train/order.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* From Random123's kat_vectors: counter, key, result. */
static const struct {
    uint32_t c[4], k[2], out[4];
} vectors[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

static void philox_gives_the_published_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        uint32_t out[4];
        philox(vectors[i].k, vectors[i].c, out);
        assert_memory_equal(out, vectors[i].out, sizeof out);
    }
}

static void a_fill_is_the_stream_read_word_by_word(void **state)
{
    (void)state;
    static const int lengths[] = {0, 1, 3, 4, 5, 31, 32, 33, 100, 257};
    struct rng_key key = rng_key(7, RNG_DROPOUT, 3, 11);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (int first = 0; first <= 8; first += 4) {
            uint32_t words[300] = {0};
            struct rng rng = rng_at(key, 1ull << 40);
            rng_fill(key, 1ull << 40, first, words, lengths[i]);
            for (int k = 0; k < first; k++)
                rng_u32(&rng);
            for (int k = 0; k < lengths[i]; k++)
                assert_int_equal(words[k], rng_u32(&rng));
            assert_int_equal(words[lengths[i]], 0);
        }
}

static void every_part_of_the_name_makes_another_stream(void **state)
{
    (void)state;
    struct rng streams[] = {
        rng_begin(1, RNG_INIT, 2, 3, 4),
        rng_begin(2, RNG_INIT, 2, 3, 4),
        rng_begin(1, RNG_DROPOUT, 2, 3, 4),
        rng_begin(1, RNG_INIT, 3, 3, 4),
        rng_begin(1, RNG_INIT, 2, 4, 4),
        rng_begin(1, RNG_INIT, 2, 3, 5),
        rng_begin(1, RNG_INIT, 2, 3 + (1ull << 32), 4),
        rng_begin(1 + (1ull << 32), RNG_INIT, 2, 3, 4),
        rng_begin(1, RNG_INIT, 2, 3, 4 + (1ull << 32)),
    };
    enum { N = sizeof streams / sizeof *streams };
    uint32_t first[N];
    for (int i = 0; i < N; i++)
        first[i] = rng_u32(&streams[i]);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < i; j++)
            assert_int_not_equal(first[i], first[j]);
}

static void below_is_even_and_stays_below(void **state)
{
    (void)state;
    int counts[7] = {0};
    struct rng rng = rng_begin(5, RNG_SHUFFLE, 0, 0, 0);
    for (int i = 0; i < 70000; i++) {
        uint64_t v = rng_below(&rng, 7);
        assert_true(v < 7);
        counts[v]++;
    }
    for (int i = 0; i < 7; i++)
        assert_in_range(counts[i], 9600, 10400); /* four deviations of 93 */
    for (int i = 0; i < 100; i++)
        assert_int_equal(rng_below(&rng, 1), 0);
}

static void normals_have_mean_zero_and_variance_one(void **state)
{
    (void)state;
    enum { N = 100000 };
    double sum = 0, squares = 0, fourth = 0;
    struct rng rng = rng_begin(6, RNG_NOISE, 0, 0, 0);
    for (int i = 0; i < N; i++) {
        double z = rng_normal(&rng);
        sum += z;
        squares += z * z;
        fourth += z * z * z * z;
    }
    assert_true(fabs(sum / N) < .013);         /* four deviations of 1/√N */
    assert_true(fabs(squares / N - 1) < .018); /* of √(2/N) */
    assert_true(fabs(fourth / N - 3) < .125);  /* of √(96/N) */
}

/* ---- initial values ---- */

static void deviation_of(enum initializer kind, int64_t in, int64_t out, double *mean,
                         double *deviation, double *largest)
{
    enum { N = 40000 };
    static real w[N];
    double sum = 0, squares = 0;
    init_fill(kind, rng_begin(3, RNG_INIT, 0, 0, 0), in, out, 200, w, N);
    *largest = 0;
    for (int i = 0; i < N; i++) {
        sum += (double)w[i];
        squares += (double)w[i] * (double)w[i];
        *largest = fabs((double)w[i]) > *largest ? fabs((double)w[i]) : *largest;
    }
    *mean = sum / N;
    *deviation = sqrt(squares / N);
}

static void initial_values_have_the_spread_of_their_name(void **state)
{
    (void)state;
    static const struct {
        enum initializer kind;
        double variance, bound; /* at fan_in 200, fan_out 100 */
    } cases[] = {
        {INIT_GLOROT_UNIFORM, 2. / 300, .14142136},
        {INIT_GLOROT_NORMAL, 2. / 300, .1857},
        {INIT_HE_UNIFORM, 2. / 200, .17320509},
        {INIT_HE_NORMAL, 2. / 200, .2274},
        {INIT_LECUN_UNIFORM, 1. / 200, .12247449},
        {INIT_LECUN_NORMAL, 1. / 200, .16078},
        {INIT_RANDOM_UNIFORM, .0025 / 3, .05},
        {INIT_RANDOM_NORMAL, .0025, .3},
        {INIT_ZEROS, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double mean, deviation, largest;
        deviation_of(cases[i].kind, 200, 100, &mean, &deviation, &largest);
        assert_true(fabs(mean) <= .025 * sqrt(cases[i].variance));
        assert_true(fabs(deviation - sqrt(cases[i].variance)) <= .015 * sqrt(cases[i].variance));
        assert_true(largest <= cases[i].bound * 1.000001);
    }
}

static void orthogonal_vectors_are_orthonormal(void **state)
{
    (void)state;
    static const int shapes[][2] = {{5, 9}, {9, 5}, {6, 6}, {1, 4}};
    for (size_t s = 0; s < 4; s++) {
        int rows = shapes[s][0], columns = shapes[s][1], n = rows < columns ? rows : columns;
        real w[64];
        init_fill(INIT_ORTHOGONAL, rng_begin(1, RNG_INIT, 0, 0, 0), 1, 1, columns, w,
                  rows * columns);
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) {
                double dot = 0;
                for (int k = 0; k < rows + columns - n; k++)
                    dot += rows <= columns
                               ? (double)w[a * columns + k] * (double)w[b * columns + k]
                               : (double)w[k * columns + a] * (double)w[k * columns + b];
                assert_true(fabs(dot - (a == b)) < 1e-5);
            }
    }
}

/* ---- the order of rows ---- */

enum { ROWS = 1000, TRAIN = 800 };

static void a_split_takes_every_row_once_and_depends_on_the_seed(void **state)
{
    (void)state;
    static uint32_t a[ROWS], b[ROWS];
    bool seen[ROWS] = {false};
    order_split(a, ROWS, TRAIN, 1);
    for (int i = 0; i < ROWS; i++) {
        assert_true(a[i] < ROWS && !seen[a[i]]);
        seen[a[i]] = true;
        if (i && i != TRAIN)
            assert_true(a[i] > a[i - 1]);
    }
    order_split(b, ROWS, TRAIN, 1);
    assert_memory_equal(a, b, sizeof a);
    order_split(b, ROWS, TRAIN, 2);
    assert_memory_not_equal(a, b, sizeof a);
}

static void every_row_is_held_back_equally_often(void **state)
{
    (void)state;
    enum { N = 10, HELD = 3, TIMES = 20000 };
    int counts[N] = {0};
    uint32_t order[N];
    for (int seed = 0; seed < TIMES; seed++) {
        order_split(order, N, N - HELD, (uint64_t)seed);
        for (int i = N - HELD; i < N; i++)
            counts[order[i]]++;
    }
    for (int i = 0; i < N; i++)
        assert_in_range(counts[i], 6000 - 260, 6000 + 260); /* four deviations of 65 */
}

static void an_epoch_shuffles_the_training_rows_only(void **state)
{
    (void)state;
    static uint32_t base[ROWS], a[ROWS], b[ROWS];
    order_split(base, ROWS, TRAIN, 1);
    memcpy(a, base, sizeof a);
    memcpy(b, base, sizeof b);
    order_shuffle(a, TRAIN, 1, 0);
    order_shuffle(b, TRAIN, 1, 1);
    assert_memory_not_equal(a, b, TRAIN * sizeof *a);
    assert_memory_equal(a + TRAIN, base + TRAIN, (ROWS - TRAIN) * sizeof *a);
    int counts[ROWS] = {0};
    for (int i = 0; i < TRAIN; i++)
        counts[a[i]]++;
    for (int i = 0; i < TRAIN; i++)
        assert_int_equal(counts[base[i]], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_the_published_blocks),
        cmocka_unit_test(a_fill_is_the_stream_read_word_by_word),
        cmocka_unit_test(every_part_of_the_name_makes_another_stream),
        cmocka_unit_test(below_is_even_and_stays_below),
        cmocka_unit_test(normals_have_mean_zero_and_variance_one),
        cmocka_unit_test(initial_values_have_the_spread_of_their_name),
        cmocka_unit_test(orthogonal_vectors_are_orthonormal),
        cmocka_unit_test(a_split_takes_every_row_once_and_depends_on_the_seed),
        cmocka_unit_test(every_row_is_held_back_equally_often),
        cmocka_unit_test(an_epoch_shuffles_the_training_rows_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
