/* merges_learn.c - which byte pairs are worth a token of their own.
 *
 * Pieces are few beside the text (a book of 4 MB has 30,000), so they stay in memory as tokens. For
 * each pair that has occurred: its count, and in which pieces. A heap gives the most frequent pair;
 * counts only fall while a pair waits there, since every new pair holds the newest token, so an
 * entry that is out of date is put back lower. Joining a pair touches its pieces alone: the whole
 * is O(bytes of the pieces × log pairs), whatever the number of tokens. */
#include "engine/data/distinct.h"
#include "engine/data/merges.h"
#include "engine/data/pieces.h"

#include <stdlib.h>
#include <string.h>

struct word {
    uint32_t at; /* in symbols */
    int n;
    int64_t count;
};

struct pair {
    uint32_t key;
    int32_t places; /* the last of them, -1: none */
    int64_t count;
};

/* A piece that a pair has occurred in; it may have gone from there since. */
struct place {
    int32_t word, next;
};

struct entry {
    int64_t count;
    int32_t pair;
};

struct learner {
    struct word *words;
    int n_words;
    uint16_t *symbols;
    struct pair *pairs;
    int n_pairs, pairs_room;
    int32_t *slots; /* pair + 1 by hash, 0 free */
    uint32_t n_slots;
    struct place *places;
    int n_places, places_room;
    struct entry *heap;
    int n_heap, heap_room;
    bool failed; /* out of memory */
};

/* Room for one more; false when there is none. */
static bool reserve(struct learner *l, void **v, int n, int *room, size_t each)
{
    if (n < *room)
        return true;
    int more = *room ? 2 * *room : 1024;
    void *grown = realloc(*v, (size_t)more * each);
    if (!grown) {
        l->failed = true;
        return false;
    }
    *v = grown;
    *room = more;
    return true;
}

/* ---- pairs ---- */

static uint32_t slot_of(const struct learner *l, uint32_t key)
{
    uint32_t mask = l->n_slots - 1;
    uint32_t i = (uint32_t)((key * 0x9E3779B97F4A7C15ULL) >> 40) & mask;
    while (l->slots[i] && l->pairs[l->slots[i] - 1].key != key)
        i = (i + 1) & mask;
    return i;
}

static bool more_slots(struct learner *l)
{
    uint32_t n = l->n_slots ? 2 * l->n_slots : 4096;
    int32_t *slots = calloc(n, sizeof *slots);
    if (!slots) {
        l->failed = true;
        return false;
    }
    free(l->slots);
    l->slots = slots;
    l->n_slots = n;
    for (int i = 0; i < l->n_pairs; i++)
        slots[slot_of(l, l->pairs[i].key)] = i + 1;
    return true;
}

/* The pair's index, made when it is new; -1 without memory. */
static int pair_of(struct learner *l, int left, int right)
{
    uint32_t key = (uint32_t)left << 16 | (uint32_t)right;
    if (2 * (uint32_t)l->n_pairs >= l->n_slots && !more_slots(l))
        return -1;
    uint32_t slot = slot_of(l, key);
    if (l->slots[slot])
        return l->slots[slot] - 1;
    if (!reserve(l, (void **)&l->pairs, l->n_pairs, &l->pairs_room, sizeof *l->pairs))
        return -1;
    l->pairs[l->n_pairs] = (struct pair){key, -1, 0};
    l->slots[slot] = l->n_pairs + 1;
    return l->n_pairs++;
}

static void note(struct learner *l, int pair, int word)
{
    if (!reserve(l, (void **)&l->places, l->n_places, &l->places_room, sizeof *l->places))
        return;
    l->places[l->n_places] = (struct place){word, l->pairs[pair].places};
    l->pairs[pair].places = l->n_places++;
}

/* Counts a word's pairs in (sign 1) or out (-1); where `of` is among them, or is -1, the word is
 * noted as their place. */
static void count_word(struct learner *l, int word, int sign, int of)
{
    const struct word *w = &l->words[word];
    const uint16_t *s = l->symbols + w->at;
    for (int i = 0; i + 1 < w->n && !l->failed; i++) {
        int pair = pair_of(l, s[i], s[i + 1]);
        if (pair < 0)
            return;
        l->pairs[pair].count += sign * w->count;
        if (sign > 0 && (of < 0 || s[i] == of || s[i + 1] == of))
            note(l, pair, word);
    }
}

/* ---- the heap ---- */

static bool before(const struct learner *l, struct entry a, struct entry b)
{
    return a.count != b.count ? a.count > b.count : l->pairs[a.pair].key < l->pairs[b.pair].key;
}

static void heap_push(struct learner *l, int pair)
{
    struct entry e = {l->pairs[pair].count, pair};
    if (e.count < 2 || !reserve(l, (void **)&l->heap, l->n_heap, &l->heap_room, sizeof *l->heap))
        return;
    int i = l->n_heap++;
    for (; i > 0 && before(l, e, l->heap[(i - 1) / 2]); i = (i - 1) / 2)
        l->heap[i] = l->heap[(i - 1) / 2];
    l->heap[i] = e;
}

static struct entry heap_pop(struct learner *l)
{
    struct entry top = l->heap[0], last = l->heap[--l->n_heap];
    int i = 0;
    for (int child; (child = 2 * i + 1) < l->n_heap; i = child) {
        child += child + 1 < l->n_heap && before(l, l->heap[child + 1], l->heap[child]);
        if (!before(l, l->heap[child], last))
            break;
        l->heap[i] = l->heap[child];
    }
    l->heap[i] = last;
    return top;
}

/* The most frequent pair, or -1 when none occurs twice. */
static int most_frequent(struct learner *l)
{
    while (l->n_heap > 0) {
        struct entry top = heap_pop(l);
        if (top.count == l->pairs[top.pair].count)
            return top.pair;
        heap_push(l, top.pair);
    }
    return -1;
}

/* ---- joining ---- */

static void join_word(struct learner *l, int word, int left, int right, int token)
{
    struct word *w = &l->words[word];
    uint16_t *s = l->symbols + w->at;
    int i = 0, n = 0;
    while (i + 1 < w->n && (s[i] != left || s[i + 1] != right))
        i++;
    if (i + 1 >= w->n)
        return; /* it was joined by another place, or another pair took its parts */
    count_word(l, word, -1, 0);
    for (i = 0; i < w->n; n++) {
        bool both = i + 1 < w->n && s[i] == left && s[i + 1] == right;
        s[n] = both ? (uint16_t)token : s[i];
        i += both ? 2 : 1;
    }
    w->n = n;
    count_word(l, word, 1, token);
}

static void join_pair(struct learner *l, int pair, int token)
{
    uint32_t key = l->pairs[pair].key;
    int known = l->n_pairs;
    for (int at = l->pairs[pair].places; at >= 0 && !l->failed; at = l->places[at].next)
        join_word(l, l->places[at].word, (int)(key >> 16), (int)(key & 0xFFFF), token);
    l->pairs[pair].places = -1;
    for (int i = known; i < l->n_pairs; i++)
        heap_push(l, i);
}

static bool start(struct learner *l, const struct distinct *pieces, const int32_t *base)
{
    size_t bytes = pieces->n_heap;
    l->n_words = pieces->n;
    l->words = calloc((size_t)pieces->n + 1, sizeof *l->words);
    l->symbols = calloc(bytes + 1, sizeof *l->symbols);
    if (!l->words || !l->symbols)
        return false;
    for (int i = 0; i < pieces->n && !l->failed; i++) {
        const struct distinct_value *v = &pieces->values[i];
        l->words[i] = (struct word){v->at, (int)v->n, v->count};
        for (uint32_t k = 0; k < v->n; k++)
            l->symbols[v->at + k] = (uint16_t)base[(unsigned char)pieces->heap[v->at + k]];
        count_word(l, i, 1, -1);
    }
    for (int i = 0; i < l->n_pairs; i++)
        heap_push(l, i);
    return !l->failed;
}

int merges_learn(const struct distinct *pieces, int base, int most, char (*name)[PIECE_MAX + 1],
                 struct err *err)
{
    struct learner l = {0};
    int32_t bytes[256] = {0};
    for (int i = 0; i < base; i++)
        bytes[(unsigned char)name[i][0]] = i;
    int n = base, pair;
    bool going = start(&l, pieces, bytes);
    l.failed = !going;
    while (n < most && !l.failed && (pair = most_frequent(&l)) >= 0) {
        uint32_t key = l.pairs[pair].key;
        size_t left = strlen(name[key >> 16]);
        memcpy(name[n], name[key >> 16], left);
        strcpy(name[n] + left, name[key & 0xFFFF]);
        join_pair(&l, pair, n++);
    }
    free(l.words);
    free(l.symbols);
    free(l.pairs);
    free(l.slots);
    free(l.places);
    free(l.heap);
    return l.failed ? err_set(err, ERR_NO_MEMORY, "no memory to learn byte pairs") : n;
}
