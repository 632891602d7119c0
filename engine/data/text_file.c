/* text_file.c - a plain text in UTF-8 into the canonical file: one row a token.
 *
 * The file is read twice: first to check every byte and make the vocabulary, then to write each
 * token as its place in it, two bytes. So position i of the text is found at once, memory does not
 * grow with the file, and the one column's classes are the tokens with their counts: characters in
 * the order of their code points, bytes in theirs, byte pairs in the order they were learned. Those
 * are learned from the first megabyte of distinct pieces, each weighed by how often the whole text
 * has it. A byte order mark at the start is left out; line ends stay as they are. */
#include "engine/data/canon.h"
#include "engine/data/distinct.h"
#include "engine/data/format.h"
#include "engine/data/import.h"
#include "engine/data/merges.h"
#include "engine/data/raw.h"
#include "engine/data/coding.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CODES = 0x110000, BYTE_ORDER_MARK = 0xFEFF };

/* A character under way. */
struct decoder {
    uint32_t code;
    int left;        /* continuation bytes to come */
    uint32_t lowest; /* a smaller code should have been written shorter */
    uint64_t at;     /* where the character began */
};

static int bad_byte(const struct decoder *d, unsigned char byte, uint64_t at, struct err *err)
{
    if (d->left)
        return err_set(err, ERR_INVALID,
                       "byte %" PRIu64 " (0x%02X): not valid UTF-8, the character that begins at "
                       "byte %" PRIu64 " is broken off",
                       at, byte, d->at);
    return err_set(err, ERR_INVALID,
                   "byte %" PRIu64 " (0x%02X): not valid UTF-8; a text is plain UTF-8", at, byte);
}

static int first_byte(struct decoder *d, unsigned char b, uint64_t at, struct err *err)
{
    if (b == 0)
        return err_set(err, ERR_INVALID, "byte %" PRIu64 " is NUL, which no text holds", at);
    d->at = at;
    d->left = b < 0x80 ? 0 : b < 0xC2 ? -1 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : b < 0xF5 ? 3 : -1;
    if (d->left < 0) {
        d->left = 0;
        return bad_byte(d, b, at, err);
    }
    static const uint32_t lowest[] = {0, 0x80, 0x800, 0x10000};
    d->lowest = lowest[d->left];
    d->code = d->left ? b & (0x3Fu >> d->left) : b;
    return d->left == 0;
}

/* 1: a character is complete, 0: more bytes are needed, or an error. */
static int decode(struct decoder *d, unsigned char b, uint64_t at, struct err *err)
{
    if (d->left == 0)
        return first_byte(d, b, at, err);
    if ((b & 0xC0) != 0x80)
        return bad_byte(d, b, at, err);
    d->code = d->code << 6 | (b & 0x3F);
    if (--d->left > 0)
        return 0;
    if (d->code < d->lowest || d->code >= CODES || (d->code >= 0xD800 && d->code < 0xE000))
        return err_set(err, ERR_INVALID,
                       "byte %" PRIu64 ": not valid UTF-8, no character is written like this",
                       d->at);
    return 1;
}

static size_t encode(char out[5], uint32_t c)
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[n] | c);
    out[n] = 0;
    return n;
}

/* 2^20 bytes of distinct pieces, 2^17 of them: a language's common words. Learning from them takes
 * at most 48 MiB and, where a text has no more (a library of 100 books), sees all of it. */
enum { PIECES_BYTES = 1 << 20, PIECES_COUNT = 1 << 17 };

struct text {
    struct raw raw;
    enum coding kind;
    int most;        /* tokens of byte pairs */
    uint16_t *place; /* characters: by code point, its token */
    int64_t *counts; /* characters: by code point */
    int64_t characters;
    int distinct;
    size_t budget;
    struct pieces cutter; /* byte pairs */
    struct distinct pieces;
    struct dataset *from; /* whose vocabulary is taken, or NULL */

    char (*names)[PIECE_MAX + 1];
    const char **name;
    int64_t *count;
    struct classes tokens;
    struct coder *coder; /* of the second walk */
    struct canon *out;
    int64_t rows;
};

/* ---- the first walk ---- */

static int count_character(struct text *t, uint32_t code, struct err *err)
{
    if (t->counts[code]++ == 0 && ++t->distinct > CLASSES_MAX)
        return err_set(err, ERR_TOO_LARGE, "the text has more than %d different characters",
                       CLASSES_MAX);
    t->characters++;
    return 0;
}

static void count_piece(struct text *t, size_t n)
{
    struct distinct *d = &t->pieces;
    if (d->n_heap + n + 1 > PIECES_BYTES || d->n == PIECES_COUNT) {
        int known = distinct_find(d, t->cutter.done, n);
        if (known >= 0)
            d->values[known].count++;
        return;
    }
    distinct_add(d, t->cutter.done, n, PIECES_COUNT);
}

static int count_pieces(struct text *t, uint32_t code, struct err *err)
{
    char bytes[5];
    size_t n = encode(bytes, code);
    (void)err;
    for (size_t i = 0; i < n; i++) {
        size_t ended = pieces_push(&t->cutter, (unsigned char)bytes[i]);
        if (ended)
            count_piece(t, ended);
    }
    t->characters++;
    return 0;
}

static int check_character(struct text *t, uint32_t code, struct err *err)
{
    (void)code;
    (void)err;
    t->characters++;
    return 0;
}

typedef int (*code_fn)(struct text *t, uint32_t code, struct err *err);

static int each_character(struct text *t, code_fn fn, struct err *err)
{
    struct decoder d = {0};
    int rc;
    while ((rc = raw_fill(&t->raw, err)) > 0)
        for (; t->raw.pos < t->raw.end; t->raw.pos++) {
            rc = decode(&d, t->raw.buffer[t->raw.pos], raw_place(&t->raw), err);
            bool skip = rc == 1 && d.code == BYTE_ORDER_MARK && d.at == 0;
            if (rc == 1 && !skip)
                rc = fn(t, d.code, err);
            if (rc < 0)
                return rc;
        }
    if (rc == 0 && d.left)
        return err_set(err, ERR_INVALID,
                       "the text ends within the character that begins at byte %" PRIu64, d.at);
    return rc;
}

/* ---- the vocabulary ---- */

static int make_room(struct text *t, int n, struct err *err)
{
    t->names = calloc((size_t)n, sizeof *t->names);
    t->name = calloc((size_t)n, sizeof *t->name);
    t->count = calloc((size_t)n, sizeof *t->count);
    if (!t->names || !t->name || !t->count)
        return err_set(err, ERR_NO_MEMORY, "no memory for the text's vocabulary");
    return 0;
}

static int name_characters(struct text *t, struct err *err)
{
    int k = 0;
    t->place = calloc(CODES, sizeof *t->place);
    if (!t->place)
        return err_set(err, ERR_NO_MEMORY, "no memory for the text's characters");
    for (uint32_t code = 0; code < CODES; code++)
        if (t->counts[code]) {
            t->place[code] = (uint16_t)k;
            encode(t->names[k++], code);
        }
    return k;
}

static int learn_pairs(struct text *t, struct err *err)
{
    size_t last = pieces_end(&t->cutter);
    if (last)
        count_piece(t, last);
    coding_bytes(t->names);
    return merges_learn(&t->pieces, CODING_BASE, t->most, t->names, err);
}

/* Takes the tokens of another text. */
static int borrow(struct text *t, struct err *err)
{
    t->tokens = (struct classes){t->from->classes[0].n, t->from->classes[0].names, NULL, NULL};
    t->count = calloc((size_t)t->tokens.n, sizeof *t->count);
    if (!t->count)
        return err_set(err, ERR_NO_MEMORY, "no memory for the text's vocabulary");
    t->tokens.counts = t->count;
    return 0;
}

static int make_vocabulary(struct text *t, struct err *err)
{
    int room = t->kind == CODING_CHARACTERS ? t->distinct
               : t->kind == CODING_BYTES    ? CODING_BASE
                                            : t->most;
    if (t->from)
        return borrow(t, err);
    int n = make_room(t, room, err);
    if (n == 0 && t->kind == CODING_CHARACTERS)
        n = name_characters(t, err);
    else if (n == 0 && t->kind == CODING_BYTES)
        coding_bytes(t->names), n = CODING_BASE;
    else if (n == 0)
        n = learn_pairs(t, err);
    for (int i = 0; i < n; i++)
        t->name[i] = t->names[i];
    t->tokens = (struct classes){n, t->name, NULL, t->count};
    return n < 0 ? n : 0;
}

/* ---- the second walk ---- */

static int write_token(void *arg, int32_t token, const char *text, struct err *err)
{
    struct text *t = arg;
    uint16_t code = (uint16_t)token;
    if (token < 0)
        return err_set(err, ERR_INVALID,
                       "the text has the character \"%s\", which the vocabulary it is to be coded "
                       "in has not",
                       text);
    if (++t->rows > ROWS_MAX)
        return err_set(err, ERR_TOO_LARGE, "the text has more than %lld %ss", ROWS_MAX,
                       coding_name(t->kind));
    t->count[token]++;
    return canon_write(&t->out->body, &code, sizeof code, err);
}

static int code_character(struct text *t, uint32_t code, struct err *err)
{
    char bytes[5];
    size_t n = encode(bytes, code);
    if (t->place)
        return write_token(t, t->place[code], bytes, err);
    return coder_push(t->coder, bytes, n, write_token, t, err);
}

static int write_out(struct text *t, const char *path, struct err *err)
{
    struct canon out;
    int rc = canon_begin(&out, path, "text", err);
    if (rc < 0)
        return rc;
    t->out = &out;
    out.header.rows = 1; /* the samples' place does not depend on it; their number comes below */
    out.header.sample_type = SAMPLE_U16;
    out.header.n_columns = 1;
    struct column column = {.name = coding_name(t->kind),
                            .type = COLUMN_CATEGORICAL,
                            .min = NAN,
                            .max = NAN,
                            .mean = NAN,
                            .std = NAN};
    if ((rc = canon_layout(&out, err)) == 0 && (rc = raw_rewind(&t->raw, err)) == 0 &&
        (rc = each_character(t, code_character, err)) == 0 &&
        (rc = coder_end(t->coder, write_token, t, err)) >= 0 &&
        (rc = canon_cells(&out, err)) == 0) {
        out.header.rows = t->rows;
        rc = canon_layout(&out, err);
        if (rc == 0)
            rc = canon_end(&out, &column, &t->tokens, err);
    }
    canon_abort(&out);
    return rc;
}

/* ---- whole ---- */

static int open_other(struct text *t, const char *path, struct err *err)
{
    t->from = dataset_open(path, err);
    if (!t->from)
        return err->code;
    int kind = t->from->sample_type == SAMPLE_U16 ? coding_find(t->from->info.columns[0].name) : -1;
    if (kind < 0)
        return err_set(err, ERR_INVALID, "vocabulary_from wants a text; that dataset has format %s",
                       t->from->info.format);
    t->kind = (enum coding)kind;
    return 0;
}

static int import(struct text *t, const struct import *in, struct err *err)
{
    const struct value *from = &in->options[TEXT_VOCABULARY_FROM];
    t->kind = (enum coding)in->options[TEXT_VOCABULARY].n;
    t->most = (int)in->options[TEXT_VOCABULARY_SIZE].n;
    int rc = from->n > 0 ? open_other(t, from->names[0], err) : 0;
    bool counts = t->kind == CODING_CHARACTERS && !t->from;
    if (counts && !(t->counts = calloc(CODES, sizeof *t->counts)))
        return err_set(err, ERR_NO_MEMORY, "no memory to read a text");
    if (rc == 0)
        rc = each_character(t,
                            counts                                     ? count_character
                            : t->kind == CODING_BYTE_PAIRS && !t->from ? count_pieces
                                                                       : check_character,
                            err);
    if (rc == 0 && t->characters == 0)
        rc = err_set(err, ERR_INVALID, "the text is empty");
    if (rc == 0)
        rc = make_vocabulary(t, err);
    if (rc == 0 && !(t->coder = coder_new(coding_name(t->kind), &t->tokens, err)))
        rc = err->code;
    return rc ? rc : write_out(t, in->out_path, err);
}

int text_import(const struct import *in, struct err *err)
{
    struct text t = {.budget = DISTINCT_BUDGET};
    if (in->labels_path)
        return err_set(err, ERR_INVALID, "a text has no labels' file");
    int rc = raw_open(&t.raw, in->raw_path, err);
    if (rc < 0)
        return rc;
    distinct_init(&t.pieces, &t.budget);
    rc = import(&t, in, err);
    raw_close(&t.raw);
    coder_free(t.coder);
    dataset_close(t.from);
    distinct_done(&t.pieces);
    free(t.counts);
    free(t.place);
    free(t.names);
    free(t.name);
    free(t.count);
    return rc;
}
