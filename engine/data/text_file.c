/* text_file.c - a plain text in UTF-8 into the canonical file: one row a character.
 *
 * The file is read twice: first to check every byte and count the distinct characters, then to
 * write each as its place among them, two bytes. So position i of the text is found at once, memory
 * does not grow with the file, and the one column's classes are the text's symbols with their
 * counts, in the order of their code points. A byte order mark at the start is left out; line ends
 * stay as they are. */
#include "engine/data/canon.h"
#include "engine/data/import.h"
#include "engine/data/raw.h"

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

struct text {
    struct raw raw;
    int64_t *counts; /* by code point */
    uint16_t *place; /* by code point: its class */
    int64_t characters;
    char (*names)[5];
    const char **name;
    int64_t *count;
    int distinct;
    struct canon *out; /* of the second walk */
};

static int count_character(struct text *t, uint32_t code, struct err *err)
{
    if (t->counts[code]++ == 0 && ++t->distinct > CLASSES_MAX)
        return err_set(err, ERR_TOO_LARGE, "the text has more than %d different characters",
                       CLASSES_MAX);
    if (++t->characters > ROWS_MAX)
        return err_set(err, ERR_TOO_LARGE, "the text has more than %lld characters", ROWS_MAX);
    return 0;
}

static int write_character(struct text *t, uint32_t code, struct err *err)
{
    return canon_write(&t->out->body, &t->place[code], sizeof *t->place, err);
}

static int each_character(struct text *t, int (*fn)(struct text *t, uint32_t code, struct err *err),
                          struct err *err)
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

static int name_characters(struct text *t, struct err *err)
{
    size_t n = (size_t)t->distinct;
    t->place = calloc(CODES, sizeof *t->place);
    t->names = calloc(n, sizeof *t->names);
    t->name = calloc(n, sizeof *t->name);
    t->count = calloc(n, sizeof *t->count);
    if (!t->place || !t->names || !t->name || !t->count)
        return err_set(err, ERR_NO_MEMORY, "no memory for the text's characters");
    int k = 0;
    for (uint32_t code = 0; code < CODES; code++) {
        if (!t->counts[code])
            continue;
        encode(t->names[k], code);
        t->name[k] = t->names[k];
        t->count[k] = t->counts[code];
        t->place[code] = (uint16_t)k++;
    }
    return 0;
}

static int write_out(struct text *t, const char *path, struct err *err)
{
    struct canon out;
    int rc = canon_begin(&out, path, "text", err);
    if (rc < 0)
        return rc;
    t->out = &out;
    out.header.rows = t->characters;
    out.header.sample_type = SAMPLE_U16;
    out.header.n_columns = 1;
    struct column column = {.name = "character",
                            .type = COLUMN_CATEGORICAL,
                            .min = NAN,
                            .max = NAN,
                            .mean = NAN,
                            .std = NAN};
    struct classes classes = {.n = t->distinct, .names = t->name, .counts = t->count};
    if ((rc = canon_layout(&out, err)) == 0 && (rc = raw_rewind(&t->raw, err)) == 0 &&
        (rc = each_character(t, write_character, err)) == 0 && (rc = canon_cells(&out, err)) == 0)
        rc = canon_end(&out, &column, &classes, err);
    canon_abort(&out);
    return rc;
}

int text_import(const struct import *in, struct err *err)
{
    struct text t = {.counts = calloc(CODES, sizeof *t.counts)};
    if (!t.counts)
        return err_set(err, ERR_NO_MEMORY, "no memory to read a text");
    int rc = in->labels_path ? err_set(err, ERR_INVALID, "a text has no labels' file")
                             : raw_open(&t.raw, in->raw_path, err);
    if (rc < 0) {
        free(t.counts);
        return rc;
    }
    rc = each_character(&t, count_character, err);
    if (rc == 0 && t.characters == 0)
        rc = err_set(err, ERR_INVALID, "the text is empty");
    if (rc == 0 && (rc = name_characters(&t, err)) == 0)
        rc = write_out(&t, in->out_path, err);
    raw_close(&t.raw);
    free(t.counts);
    free(t.place);
    free(t.names);
    free(t.name);
    free(t.count);
    return rc;
}
