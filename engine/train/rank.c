/* rank.c - the area under the curve, exactly, as a statistic of ranks (Mann & Whitney 1947).
 *
 * A key is a score's bits in an order that integers have too, and below them whether the row was
 * positive. Keys are sorted in place, bit by bit from the highest: no memory, no comparison. */
#include "engine/train/metric.h"

#include <math.h>
#include <string.h>

uint64_t rank_key(float score, bool positive)
{
    uint32_t bits;
    score += 0.f; /* -0 is 0 */
    memcpy(&bits, &score, sizeof bits);
    bits ^= bits >> 31 ? 0xffffffffu : 0x80000000u;
    return (uint64_t)bits << 1 | positive;
}

enum {
    KEY_TOP = 33, /* the bit of RANK_NONE; a score and its kind have those below */
    SHORT = 24    /* so few are sorted faster by insertion */
};

static void sort_short(uint64_t *v, int64_t n)
{
    for (int64_t i = 1; i < n; i++) {
        uint64_t key = v[i];
        int64_t j = i;
        for (; j > 0 && v[j - 1] > key; j--)
            v[j] = v[j - 1];
        v[j] = key;
    }
}

/* Radix exchange: zeros of this bit to the front, then each side by the next bit. */
static void sort(uint64_t *v, int64_t n, int bit)
{
    if (n <= SHORT) {
        sort_short(v, n);
        return;
    }
    int64_t low = 0, high = n;
    while (low < high) {
        uint64_t key = v[low];
        if (key >> bit & 1) {
            v[low] = v[--high];
            v[high] = key;
        } else {
            low++;
        }
    }
    if (bit == 0)
        return;
    sort(v, low, bit - 1);
    sort(v + low, n - low, bit - 1);
}

double rank_area(uint64_t *keys, int64_t n)
{
    double positives = 0, negatives = 0, above = 0;
    sort(keys, n, KEY_TOP);
    for (int64_t i = 0; i < n && keys[i] != RANK_NONE;) {
        double of[2] = {0};
        for (uint64_t score = keys[i] >> 1; i < n && keys[i] >> 1 == score; i++)
            of[keys[i] & 1]++;
        above += of[1] * (negatives + of[0] / 2);
        negatives += of[0];
        positives += of[1];
    }
    return positives > 0 && negatives > 0 ? above / (positives * negatives) : NAN;
}
