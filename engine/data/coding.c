/* coding.c - kinds of tokens, and coding a text in them. */
#include "engine/data/coding.h"
#include "engine/data/merges.h"
#include "engine/data/pieces.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"character", "byte", "token"};
enum { KINDS = sizeof names / sizeof *names };

const char *coding_name(enum coding kind)
{
    return names[kind];
}

int coding_find(const char *column)
{
    for (int i = 0; i < KINDS; i++)
        if (strcmp(names[i], column) == 0)
            return i;
    return -1;
}

/* Characters and bytes stand in the order of their bytes, which in UTF-8 is that of code points. */
bool coding_sound(const char *column, const struct classes *tokens)
{
    static const size_t most[] = {4, 1, PIECE_MAX};
    int kind = coding_find(column);
    for (int k = 0; kind >= 0 && k < tokens->n; k++) {
        size_t n = strlen(tokens->names[k]);
        bool ordered = kind == CODING_BYTE_PAIRS || k == 0 ||
                       strcmp(tokens->names[k - 1], tokens->names[k]) < 0;
        if (n < 1 || n > most[kind] || !ordered)
            return false;
    }
    return kind >= 0;
}

int32_t coding_place(const struct classes *tokens, const char *text)
{
    int low = 0, high = tokens->n;
    while (low < high) {
        int middle = (low + high) / 2, c = strcmp(tokens->names[middle], text);
        if (c == 0)
            return middle;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

bool coding_same(const char *column_a, const struct classes *a, const char *column_b,
                 const struct classes *b)
{
    if (strcmp(column_a, column_b) != 0)
        return false;
    if (coding_find(column_a) == CODING_CHARACTERS)
        return true;
    bool same = a->n == b->n;
    for (int k = 0; same && k < a->n; k++)
        same = strcmp(a->names[k], b->names[k]) == 0;
    return same;
}

void coding_bytes(char (*name)[PIECE_MAX + 1])
{
    int n = 0;
    for (int b = 1; b < 0xF5; b++)
        if (b != 0xC0 && b != 0xC1) {
            name[n][0] = (char)b;
            name[n++][1] = 0;
        }
}

/* ---- coding ---- */

struct coder {
    enum coding kind;
    const struct classes *tokens;
    struct merges merges;
    struct pieces pieces;
    char character[5];
    size_t n; /* of its bytes */
};

struct coder *coder_new(const char *column, const struct classes *tokens, struct err *err)
{
    struct coder *c = calloc(1, sizeof *c);
    if (!c) {
        err_set(err, ERR_NO_MEMORY, "no memory to code a text");
        return NULL;
    }
    *c = (struct coder){.kind = (enum coding)coding_find(column), .tokens = tokens};
    if (c->kind != CODING_CHARACTERS && merges_init(&c->merges, tokens, err) < 0) {
        coder_free(c);
        return NULL;
    }
    return c;
}

void coder_free(struct coder *c)
{
    if (c)
        merges_done(&c->merges);
    free(c);
}

static int give_character(struct coder *c, token_fn fn, void *arg, struct err *err)
{
    c->character[c->n] = 0;
    c->n = 0;
    return fn(arg, coding_place(c->tokens, c->character), c->character, err);
}

static int give_byte(struct coder *c, unsigned char byte, token_fn fn, void *arg, struct err *err)
{
    char text[2] = {(char)byte};
    return fn(arg, c->merges.base[byte], text, err);
}

static int give_piece(struct coder *c, size_t n, token_fn fn, void *arg, struct err *err)
{
    int32_t tokens[PIECE_MAX];
    int count = merges_code(&c->merges, c->pieces.done, n, tokens), rc = 0;
    if (count < 0)
        return fn(arg, -1, c->pieces.done, err);
    for (int i = 0; i < count && rc >= 0; i++)
        rc = fn(arg, tokens[i], "", err);
    return rc;
}

static int push(struct coder *c, unsigned char byte, token_fn fn, void *arg, struct err *err)
{
    if (c->kind == CODING_BYTES)
        return give_byte(c, byte, fn, arg, err);
    if (c->kind == CODING_BYTE_PAIRS) {
        size_t n = pieces_push(&c->pieces, byte);
        return n ? give_piece(c, n, fn, arg, err) : 0;
    }
    bool begins = (byte & 0xC0) != 0x80;
    int rc = c->n && (begins || c->n == 4) ? give_character(c, fn, arg, err) : 0;
    c->character[c->n++] = (char)byte;
    return rc;
}

int coder_push(struct coder *c, const char *text, size_t n, token_fn fn, void *arg, struct err *err)
{
    int rc = 0;
    for (size_t i = 0; i < n && rc >= 0; i++)
        rc = push(c, (unsigned char)text[i], fn, arg, err);
    return rc;
}

int coder_end(struct coder *c, token_fn fn, void *arg, struct err *err)
{
    if (c->kind == CODING_CHARACTERS)
        return c->n ? give_character(c, fn, arg, err) : 0;
    size_t n = pieces_end(&c->pieces);
    return n ? give_piece(c, n, fn, arg, err) : 0;
}
