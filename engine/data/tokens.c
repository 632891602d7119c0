/* tokens.c - cutting texts, counting tokens, finding them again. One open-addressing table serves
 * both ends; its places are the same for the same tokens in the same order. */
#include "engine/data/tokens.h"

#include <stdlib.h>
#include <string.h>

/* 10,000 words: what is left of a language is rare. 1,000 characters: most alphabets at once. */
enum { WORDS_DEFAULT = 10000, CHARACTERS_DEFAULT = 1000, BYTES_VOCABULARY = 256 + TOKEN_FIRST };

int64_t tokens_vocabulary(enum tokenizer tokenizer, int64_t asked)
{
    if (tokenizer == TOKENIZER_BYTES)
        return BYTES_VOCABULARY;
    return asked ? asked : tokenizer == TOKENIZER_WORDS ? WORDS_DEFAULT : CHARACTERS_DEFAULT;
}

/* ---- cutting ---- */

/* The code point at s and its length; a byte that is no UTF-8 stands for itself. */
static int decode(const char *s, const char *end, uint32_t *code)
{
    unsigned char b = (unsigned char)*s;
    int n = b < 0xC2 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 1;
    *code = b;
    if (n == 1 || end - s < n)
        return 1;
    uint32_t c = b & (0xFFU >> (n + 1));
    for (int i = 1; i < n; i++) {
        if (((unsigned char)s[i] & 0xC0) != 0x80)
            return 1;
        c = c << 6 | ((unsigned char)s[i] & 0x3F);
    }
    *code = c;
    return n;
}

static int encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xFFU << (8 - n)) | c);
    return n;
}

/* Punctuation, signs and spaces: ASCII's, Latin-1's, the general block and CJK's. */
static bool separates(uint32_t c)
{
    if (c < 0x80)
        return !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'));
    return (c >= 0xA0 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 ||
           c == 0xF7 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0xFEFF;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

/* Small letters of Latin (with its accents), Greek and Cyrillic. */
static uint32_t small(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    bool odd_capitals = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c >= 0x100 && c <= 0x17E && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 &&
        c != 0x178)
        return odd_capitals ? c + (c & 1) : c | 1;
    return c;
}

/* An apostrophe belongs to a word only between two of its letters. */
static bool goes_on(const char *at, const char *end)
{
    uint32_t c;
    return at < end && (decode(at, end, &c), !separates(c));
}

static int next_word(const char **at, const char *end, char token[TOKEN_BYTES_MAX])
{
    int n = 0;
    while (*at < end) {
        uint32_t c;
        char letter[4];
        const char *here = *at;
        *at += decode(here, end, &c);
        bool inside = n > 0 && is_apostrophe(c) && goes_on(*at, end);
        if (separates(c) && !inside) {
            if (n > 0)
                return n;
            continue;
        }
        int k = c < 0x80 || *at - here > 1 ? encode(inside ? '\'' : small(c), letter) : 1;
        if (*at - here == 1 && c >= 0x80)
            letter[0] = *here;
        if (n + k <= TOKEN_BYTES_MAX) {
            memcpy(token + n, letter, (size_t)k);
            n += k;
        }
    }
    return n;
}

int token_next(enum tokenizer tokenizer, const char **at, const char *end,
               char token[TOKEN_BYTES_MAX])
{
    if (tokenizer == TOKENIZER_WORDS)
        return next_word(at, end, token);
    if (*at >= end)
        return 0;
    uint32_t code;
    int n = tokenizer == TOKENIZER_BYTES ? 1 : decode(*at, end, &code);
    memcpy(token, *at, (size_t)n);
    *at += n;
    return n;
}

/* ---- a table of tokens ---- */

static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = 1469598103934665603ULL;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211ULL;
    return h ^ h >> 32;
}

/* Slots hold index + 1; 0 is free. */
struct slots {
    uint32_t *slot;
    uint32_t n; /* a power of two, at least twice the entries */
};

static bool slots_init(struct slots *s, int entries)
{
    s->n = 16;
    while (s->n < 2 * (uint32_t)entries)
        s->n *= 2;
    s->slot = calloc(s->n, sizeof *s->slot);
    return s->slot != NULL;
}

/* ---- learning ---- */

struct counted {
    char *text; /* NUL-terminated */
    int64_t count;
};

struct token_counts {
    enum tokenizer tokenizer;
    struct slots slots;
    struct counted *v;
    int n;
    int64_t threshold; /* those seen no more often were forgotten the last time */
    const char **names;
    int64_t *counts;
};

struct token_counts *token_counts_new(enum tokenizer tokenizer)
{
    struct token_counts *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->tokenizer = tokenizer;
    c->v = calloc(TOKENS_COUNTED, sizeof *c->v);
    if (c->v && slots_init(&c->slots, TOKENS_COUNTED))
        return c;
    token_counts_free(c);
    return NULL;
}

void token_counts_free(struct token_counts *c)
{
    if (!c)
        return;
    for (int i = 0; i < c->n; i++)
        free(c->v[i].text);
    free(c->v);
    free(c->slots.slot);
    free(c->names);
    free(c->counts);
    free(c);
}

static uint32_t *counted_slot(const struct token_counts *c, const char *token, size_t n)
{
    uint32_t at = (uint32_t)hash(token, n) & (c->slots.n - 1);
    for (;; at = (at + 1) & (c->slots.n - 1)) {
        uint32_t *slot = &c->slots.slot[at];
        if (!*slot)
            return slot;
        const char *text = c->v[*slot - 1].text;
        if (strlen(text) == n && memcmp(text, token, n) == 0)
            return slot;
    }
}

/* Makes room: what was seen at most `threshold` times goes, and more from time to time. */
static void forget(struct token_counts *c)
{
    while (c->n > TOKENS_COUNTED * 3 / 4) {
        int kept = 0;
        c->threshold++;
        for (int i = 0; i < c->n; i++)
            if (c->v[i].count > c->threshold)
                c->v[kept++] = c->v[i];
            else
                free(c->v[i].text);
        c->n = kept;
    }
    memset(c->slots.slot, 0, c->slots.n * sizeof *c->slots.slot);
    for (int i = 0; i < c->n; i++)
        *counted_slot(c, c->v[i].text, strlen(c->v[i].text)) = (uint32_t)i + 1;
}

static int count(struct token_counts *c, const char *token, int n)
{
    uint32_t *slot = counted_slot(c, token, (size_t)n);
    if (*slot) {
        c->v[*slot - 1].count++;
        return 0;
    }
    if (c->n == TOKENS_COUNTED) {
        forget(c);
        slot = counted_slot(c, token, (size_t)n);
    }
    char *text = strndup(token, (size_t)n);
    if (!text)
        return ERR_NO_MEMORY;
    c->v[c->n++] = (struct counted){text, 1};
    *slot = (uint32_t)c->n;
    return 0;
}

int token_counts_add(struct token_counts *c, const char *text, size_t n)
{
    char token[TOKEN_BYTES_MAX];
    const char *at = text, *end = text + n;
    int rc = 0;
    for (int k; rc == 0 && (k = token_next(c->tokenizer, &at, end, token)) > 0;)
        if (!memchr(token, 0, (size_t)k))
            rc = count(c, token, k);
    return rc;
}

static int more_frequent_first(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->text, y->text);
}

int token_counts_best(struct token_counts *c, int max, const char ***names, int64_t **counts)
{
    int n = c->n < max ? c->n : max;
    qsort(c->v, (size_t)c->n, sizeof *c->v, more_frequent_first);
    c->names = calloc((size_t)n + 1, sizeof *c->names);
    c->counts = calloc((size_t)n + 1, sizeof *c->counts);
    if (!c->names || !c->counts)
        return ERR_NO_MEMORY;
    for (int i = 0; i < n; i++) {
        c->names[i] = c->v[i].text;
        c->counts[i] = c->v[i].count;
    }
    *names = c->names;
    *counts = c->counts;
    return n;
}

/* ---- looking up ---- */

struct vocabulary {
    enum tokenizer tokenizer;
    const char *const *names;
    int n;
    struct slots slots;
};

static uint32_t *known_slot(const struct vocabulary *v, const char *token, size_t n)
{
    uint32_t at = (uint32_t)hash(token, n) & (v->slots.n - 1);
    for (;; at = (at + 1) & (v->slots.n - 1)) {
        uint32_t *slot = &v->slots.slot[at];
        const char *name = *slot ? v->names[*slot - 1] : NULL;
        if (!name || (strncmp(name, token, n) == 0 && name[n] == 0))
            return slot;
    }
}

struct vocabulary *vocabulary_new(enum tokenizer tokenizer, const char *const *names, int n)
{
    struct vocabulary *v = calloc(1, sizeof *v);
    if (!v || !slots_init(&v->slots, n)) {
        free(v);
        return NULL;
    }
    v->tokenizer = tokenizer;
    v->names = names;
    v->n = n;
    for (int i = 0; i < n; i++)
        *known_slot(v, names[i], strlen(names[i])) = (uint32_t)i + 1;
    return v;
}

void vocabulary_free(struct vocabulary *v)
{
    if (!v)
        return;
    free(v->slots.slot);
    free(v);
}

static float index_of(const struct vocabulary *v, const char *token, int n)
{
    if (v->tokenizer == TOKENIZER_BYTES)
        return (float)((unsigned char)token[0] + TOKEN_FIRST);
    uint32_t slot = memchr(token, 0, (size_t)n) ? 0 : *known_slot(v, token, (size_t)n);
    return slot ? (float)(slot - 1 + TOKEN_FIRST) : TOKEN_UNKNOWN;
}

void vocabulary_read(const struct vocabulary *v, const char *text, size_t n, int64_t length,
                     float *x)
{
    char token[TOKEN_BYTES_MAX];
    const char *at = text, *end = text + n;
    int64_t i = 0;
    for (int k; i < length && (k = token_next(v->tokenizer, &at, end, token)) > 0; i++)
        x[i] = index_of(v, token, k);
    for (; i < length; i++)
        x[i] = TOKEN_PADDING;
}
