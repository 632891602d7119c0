/* tar.c - blocks of 512 bytes: a header, then the file's bytes, padded. */
#include "engine/data/tar.h"
#include "engine/data/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK = 512 };

/* Places in a header. */
enum { AT_NAME = 0, AT_SIZE = 124, AT_SUM = 148, AT_TYPE = 156, AT_MAGIC = 257, AT_PREFIX = 345 };
enum { NAME_BYTES = 100, SIZE_BYTES = 12, SUM_BYTES = 8, PREFIX_BYTES = 155 };

/* 64 KiB: a pax header of more than a path and a few attributes is no picture's. */
enum { PAX_MAX = 64 << 10 };

/* What headers before the file's own say of it. */
struct extra {
    char name[TAR_NAME_MAX];
    bool has_name, has_size, sparse;
    uint64_t size;
};

struct tar tar_begin(struct raw *raw)
{
    return (struct tar){raw, raw_place(raw)};
}

const char *tar_brief(char buf[48], const struct tar_member *member)
{
    size_t n = strlen(member->name), cut = n > 40 ? n - 40 : 0; /* a path's end says most */
    while (cut < n && ((unsigned char)member->name[cut] & 0xC0) == 0x80)
        cut++;
    return text_brief(buf, member->name + cut, n - cut);
}

static int broken(const struct tar *tar, const char *what, struct err *err)
{
    return err_set(err, ERR_INVALID,
                   "not a tar archive as it should be: the header at byte %" PRIu64 " %s",
                   tar->next, what);
}

/* ---- numbers ---- */

/* Octal digits, or with the first bit set a number of 95 bits, of which 63 are taken. */
static bool read_size(const unsigned char *p, int n, uint64_t *out)
{
    uint64_t v = 0;
    int i = 0;
    if (p[0] & 0x80) {
        v = p[0] & 0x7F;
        for (i = 1; i < n; v = v << 8 | p[i++])
            if (v >> 55)
                return false;
        *out = v;
        return true;
    }
    while (i < n && p[i] == ' ')
        i++;
    for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
        v = v << 3 | (uint64_t)(p[i] - '0'); /* 12 digits are 36 bits */
    *out = v;
    return i == n || p[i] == ' ' || p[i] == 0;
}

/* The sum of all bytes, the sum's own counted as blanks. */
static bool sum_fits(const unsigned char *h)
{
    uint64_t want, sum = 0;
    for (int i = 0; i < BLOCK; i++)
        sum += i >= AT_SUM && i < AT_SUM + SUM_BYTES ? ' ' : h[i];
    return read_size(h + AT_SUM, SUM_BYTES, &want) && want == sum;
}

static bool is_zero(const unsigned char *h)
{
    for (int i = 0; i < BLOCK; i++)
        if (h[i])
            return false;
    return true;
}

/* ---- names ---- */

static void plain_name(const unsigned char *h, char out[TAR_NAME_MAX])
{
    size_t n_prefix = 0, n = strnlen((const char *)h + AT_NAME, NAME_BYTES);
    if (memcmp(h + AT_MAGIC, "ustar\0", 6) == 0) /* GNU's "ustar " has other things there */
        n_prefix = strnlen((const char *)h + AT_PREFIX, PREFIX_BYTES);
    memcpy(out, h + AT_PREFIX, n_prefix);
    if (n_prefix)
        out[n_prefix++] = '/';
    memcpy(out + n_prefix, h + AT_NAME, n);
    out[n_prefix + n] = 0;
}

static bool climbs(const char *name)
{
    for (const char *p = name; *p; p += strspn(p, "/")) {
        size_t n = strcspn(p, "/");
        if (n == 2 && memcmp(p, "..", 2) == 0)
            return true;
        p += n;
    }
    return false;
}

static int check_name(struct tar_member *m, struct err *err)
{
    char brief[48];
    size_t n = strlen(m->name), skip = 0;
    if (text_utf8(m->name, n) != n)
        return err_set(err, ERR_INVALID, "the archive has a member whose name is not UTF-8");
    while (m->name[skip] == '.' && m->name[skip + 1] == '/')
        skip += 2 + strspn(m->name + skip + 2, "/");
    memmove(m->name, m->name + skip, n - skip + 1);
    if (m->name[0] == 0)
        return err_set(err, ERR_INVALID, "the archive has a member without a name");
    if (m->name[0] == '/' || climbs(m->name))
        return err_set(err, ERR_INVALID,
                       "member \"%s\": its path leads out of the archive; paths are relative and "
                       "without \"..\"",
                       tar_brief(brief, m));
    return 0;
}

/* ---- headers before the file's own ---- */

/* "27 path=folder/picture.png\n": a record of a pax header. */
static bool read_record(char *at, size_t left, size_t *length, char **key, char **value)
{
    size_t n = 0, digits = 0;
    while (digits < left && at[digits] >= '0' && at[digits] <= '9' && n < PAX_MAX)
        n = n * 10 + (size_t)(at[digits++] - '0');
    if (digits == 0 || n > left || n < digits + 4 || at[digits] != ' ' || at[n - 1] != '\n')
        return false;
    at[n - 1] = 0;
    *key = at + digits + 1;
    *value = strchr(*key, '=');
    if (!*value)
        return false;
    *(*value)++ = 0;
    *length = n;
    return true;
}

static bool take_record(const char *key, const char *value, struct extra *extra)
{
    if (strcmp(key, "path") == 0) {
        extra->has_name = strlen(value) < TAR_NAME_MAX;
        if (extra->has_name)
            strcpy(extra->name, value);
        return extra->has_name;
    }
    if (strcmp(key, "size") == 0) {
        extra->size = 0;
        for (const char *p = value; *p; p++)
            if (*p < '0' || *p > '9' || extra->size > INT64_MAX / 16)
                return false;
            else
                extra->size = extra->size * 10 + (uint64_t)(*p - '0');
        return extra->has_size = true;
    }
    extra->sparse |= strncmp(key, "GNU.sparse.", 11) == 0;
    return true;
}

static int read_pax(struct tar *tar, uint64_t size, struct extra *extra, struct err *err)
{
    char text[PAX_MAX + 1], *key, *value;
    size_t n;
    if (size > PAX_MAX)
        return broken(tar, "is a pax header of more than 65536 bytes", err);
    int rc = raw_read(tar->raw, text, (size_t)size, err);
    text[size] = 0;
    for (size_t at = 0; rc == 0 && at < size; at += n)
        if (!read_record(text + at, (size_t)size - at, &n, &key, &value) ||
            !take_record(key, value, extra))
            return broken(tar, "is a pax header that cannot be read", err);
    return rc;
}

static int read_long_name(struct tar *tar, uint64_t size, struct extra *extra, struct err *err)
{
    if (size < 1 || size > TAR_NAME_MAX)
        return broken(tar, "brings a name of no or more than 1023 bytes", err);
    int rc = raw_read(tar->raw, extra->name, (size_t)size, err);
    if (rc == 0 && extra->name[size - 1] != 0)
        return broken(tar, "brings a name that does not end", err);
    extra->has_name = true;
    return rc;
}

/* ---- the walk ---- */

/* 1: a header, 0: the archive's end. */
static int read_header(struct tar *tar, unsigned char h[BLOCK], uint64_t *size, struct err *err)
{
    uint64_t here = raw_place(tar->raw);
    int rc = tar->next < here ? err_set(err, ERR_INTERNAL, "a member was read too far")
                              : raw_skip(tar->raw, tar->next - here, err);
    if (rc == 0)
        rc = raw_read(tar->raw, h, BLOCK, err);
    if (rc == ERR_INVALID)
        return err_set(err, ERR_INVALID,
                       "the tar archive is cut short: it ends at byte %" PRIu64
                       " without its end mark",
                       tar->raw->size);
    if (rc < 0)
        return rc;
    if (is_zero(h))
        return 0;
    if (!sum_fits(h))
        return broken(tar, "has a wrong checksum", err);
    if (!read_size(h + AT_SIZE, SIZE_BYTES, size))
        return broken(tar, "has a size that is no number", err);
    return 1;
}

static int refuse(const struct tar_member *m, unsigned char type, bool sparse, struct err *err)
{
    char brief[48];
    const char *what = sparse || type == 'S'        ? "a sparse file"
                       : type == '1' || type == '2' ? "a link"
                       : type >= '3' && type <= '6' ? "a device or a pipe"
                                                    : "of an unknown kind";
    return err_set(err, ERR_INVALID, "member \"%s\" is %s; only plain files and folders are read",
                   tar_brief(brief, m), what);
}

static bool is_plain(unsigned char type)
{
    return type == '0' || type == 0 || type == '7';
}

int tar_next(struct tar *tar, struct tar_member *m, struct err *err)
{
    unsigned char h[BLOCK];
    struct extra extra = {.has_name = false};
    for (;;) {
        uint64_t size = 0;
        int rc = read_header(tar, h, &size, err);
        if (rc <= 0)
            return rc;
        unsigned char type = h[AT_TYPE];
        bool own = type != 'x' && type != 'g' && type != 'L' && type != 'K';
        if (own && extra.has_size)
            size = extra.size;
        if (type == '1' || type == '2' || (type >= '3' && type <= '6'))
            size = 0;
        uint64_t left = tar->raw->size - raw_place(tar->raw);
        if (size > left)
            return broken(tar, "promises more bytes than the file has", err);
        if (type == 'x')
            rc = read_pax(tar, size, &extra, err);
        else if (type == 'L')
            rc = read_long_name(tar, size, &extra, err);
        tar->next += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        if (rc < 0)
            return rc;
        if (!own)
            continue;
        if (extra.has_name)
            strcpy(m->name, extra.name);
        else
            plain_name(h, m->name);
        m->size = size;
        bool folder =
            type == '5' || (is_plain(type) && m->name[0] && m->name[strlen(m->name) - 1] == '/');
        bool top = folder && (strcmp(m->name, "./") == 0 || strcmp(m->name, ".") == 0);
        if (!top && (rc = check_name(m, err)) < 0)
            return rc;
        if (!folder && (!is_plain(type) || extra.sparse))
            return refuse(m, type, extra.sparse, err);
        if (!folder)
            return 1;
        extra = (struct extra){.has_name = false};
    }
}
