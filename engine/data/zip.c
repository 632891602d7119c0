/* zip.c - the central directory, then one member at a time through zlib. */
#include "engine/data/zip.h"
#include "engine/data/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* Bytes of the fixed parts, and their first four. */
enum { END_BYTES = 22, LOCATOR_BYTES = 20, END64_BYTES = 56, ENTRY_BYTES = 46, LOCAL_BYTES = 30 };
enum { END_SIGN = 0x06054B50, LOCATOR_SIGN = 0x07064B50, END64_SIGN = 0x06064B50 };
enum { ENTRY_SIGN = 0x02014B50, LOCAL_SIGN = 0x04034B50 };

/* 1 MiB: a directory of ZIP_MEMBERS_MAX entries with long names is half of it. 65,535: the longest
 * comment that may follow the end record. */
enum { DIRECTORY_MAX = 1 << 20, COMMENT_MAX = 65535 };

static uint32_t u16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32(const unsigned char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

static uint64_t u64(const unsigned char *p)
{
    return (uint64_t)u32(p) | (uint64_t)u32(p + 4) << 32;
}

static int read_at(const struct zip *zip, void *out, size_t n, uint64_t at, struct err *err)
{
    unsigned char *to = out;
    if (at > zip->size || n > zip->size - at)
        return err_set(err, ERR_INVALID, "the ZIP archive is cut short");
    while (n) {
        ssize_t k = pread(zip->fd, to, n, (off_t)at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return err_set(err, ERR_IO, "cannot read the uploaded file: %s",
                           k < 0 ? strerror(errno) : "it became shorter");
        to += k;
        at += (uint64_t)k;
        n -= (size_t)k;
    }
    return 0;
}

/* ---- the directory ---- */

struct directory {
    uint64_t at, n, entries;
};

static int read_end64(const struct zip *zip, uint64_t end_at, struct directory *d, struct err *err)
{
    unsigned char b[END64_BYTES];
    int rc = end_at < LOCATOR_BYTES ? err_set(err, ERR_INVALID, "the ZIP archive is cut short")
                                    : read_at(zip, b, LOCATOR_BYTES, end_at - LOCATOR_BYTES, err);
    if (rc < 0)
        return rc;
    if (u32(b) != LOCATOR_SIGN)
        return err_set(err, ERR_INVALID, "the ZIP archive lacks the record of its 64-bit sizes");
    if ((rc = read_at(zip, b, END64_BYTES, u64(b + 8), err)) < 0)
        return rc;
    if (u32(b) != END64_SIGN)
        return err_set(err, ERR_INVALID, "the ZIP archive lacks the record of its 64-bit sizes");
    *d = (struct directory){.entries = u64(b + 32), .n = u64(b + 40), .at = u64(b + 48)};
    return 0;
}

/* The end record stands before a comment of unknown length. */
static int find_directory(const struct zip *zip, struct directory *d, struct err *err)
{
    unsigned char tail[END_BYTES + COMMENT_MAX];
    size_t n = zip->size < sizeof tail ? (size_t)zip->size : sizeof tail;
    int rc = read_at(zip, tail, n, zip->size - n, err);
    if (rc < 0)
        return rc;
    for (size_t i = n < END_BYTES ? 0 : n - END_BYTES + 1; i-- > 0;) {
        const unsigned char *p = tail + i;
        if (u32(p) != END_SIGN || i + END_BYTES + u16(p + 20) != n)
            continue;
        *d = (struct directory){.entries = u16(p + 10), .n = u32(p + 12), .at = u32(p + 16)};
        if (d->entries == 0xFFFF || d->n == 0xFFFFFFFF || d->at == 0xFFFFFFFF)
            return read_end64(zip, zip->size - n + i, d, err);
        return 0;
    }
    return err_set(err, ERR_INVALID,
                   "not a ZIP archive, or one that is cut short: its directory at "
                   "the end is missing");
}

/* Sizes that do not fit 32 bits stand in the extra field 1, those and in this order. */
static bool read_extra(struct zip_member *m, const unsigned char *p, size_t n)
{
    bool size = m->size == 0xFFFFFFFF, packed = m->packed == 0xFFFFFFFF, at = m->at == 0xFFFFFFFF;
    for (; n >= 4; n -= 4 + u16(p + 2), p += 4 + u16(p + 2)) {
        size_t k = u16(p + 2);
        if (k > n - 4)
            return false;
        if (u16(p) != 1)
            continue;
        if (k < 8 * ((size_t)size + packed + at))
            return false;
        const unsigned char *v = p + 4;
        if (size)
            m->size = u64(v);
        if (packed)
            m->packed = u64(v + 8 * size);
        if (at)
            m->at = u64(v + 8 * (size + packed));
        return true;
    }
    return !size && !packed && !at;
}

/* 1 GiB, or 256 times what was uploaded: what a member may unpack to. Deflate can reach 1,032, so a
 * megabyte could fill a disk; arrays of real data stay far below. */
#define UNPACKED_MAX ((uint64_t)1 << 30)
enum { UNPACKED_TIMES_MAX = 256 };

static int check_member(const struct zip *zip, const struct zip_member *m, unsigned flags,
                        struct err *err)
{
    char brief[48];
    text_brief(brief, m->name, strlen(m->name));
    if (flags & 1)
        return err_set(err, ERR_INVALID, "the member \"%s\" is encrypted", brief);
    if (m->method != 0 && m->method != 8)
        return err_set(err, ERR_INVALID,
                       "the member \"%s\" is packed by method %d; stored (0) and deflated (8) are "
                       "read",
                       brief, m->method);
    if (m->at > zip->size || m->packed > zip->size - m->at ||
        (m->method == 0 && m->packed != m->size))
        return err_set(err, ERR_INVALID, "the member \"%s\" lies outside of the archive", brief);
    if (m->size > UNPACKED_MAX && m->size / UNPACKED_TIMES_MAX > m->packed)
        return err_set(err, ERR_TOO_LARGE,
                       "the member \"%s\" unpacks to %" PRIu64 " bytes, more than %d times its "
                       "packed ones; that is allowed up to %" PRIu64,
                       brief, m->size, UNPACKED_TIMES_MAX, UNPACKED_MAX);
    return 0;
}

/* One entry at d[at]; returns its length. */
static int read_entry(struct zip *zip, const unsigned char *d, size_t n, char **names,
                      struct err *err)
{
    size_t n_name = n < ENTRY_BYTES ? 0 : u16(d + 28), n_extra = n < ENTRY_BYTES ? 0 : u16(d + 30);
    size_t whole = ENTRY_BYTES + n_name + n_extra + (n < ENTRY_BYTES ? 0 : u16(d + 32));
    if (whole > n || u32(d) != ENTRY_SIGN)
        return err_set(err, ERR_INVALID, "the ZIP archive's directory makes no sense");
    const char *name = (const char *)d + ENTRY_BYTES;
    if (n_name < 1 || n_name >= ZIP_NAME_MAX || memchr(name, 0, n_name) ||
        text_utf8(name, n_name) != n_name)
        return err_set(err, ERR_INVALID,
                       "member %d of the ZIP archive has a name that is no UTF-8 of 1 to %d bytes",
                       zip->n + 1, ZIP_NAME_MAX - 1);
    struct zip_member m = {.name = *names,
                           .method = (int)u16(d + 10),
                           .crc = u32(d + 16),
                           .packed = u32(d + 20),
                           .size = u32(d + 24),
                           .at = u32(d + 42)};
    memcpy(*names, name, n_name);
    (*names)[n_name] = 0;
    *names += n_name + 1;
    if (!read_extra(&m, d + ENTRY_BYTES + n_name, n_extra))
        return err_set(err, ERR_INVALID, "the ZIP archive's directory makes no sense");
    int rc = check_member(zip, &m, u16(d + 8), err);
    if (rc < 0)
        return rc;
    zip->members[zip->n++] = m;
    return (int)whole;
}

static int read_directory(struct zip *zip, struct err *err)
{
    struct directory d;
    int rc = find_directory(zip, &d, err);
    if (rc < 0)
        return rc;
    if (d.entries < 1)
        return err_set(err, ERR_INVALID, "the ZIP archive is empty");
    if (d.entries > ZIP_MEMBERS_MAX || d.n > DIRECTORY_MAX)
        return err_set(err, ERR_TOO_LARGE,
                       "the ZIP archive has %" PRIu64 " members in a directory of %" PRIu64
                       " bytes; %d in %d are allowed",
                       d.entries, d.n, ZIP_MEMBERS_MAX, DIRECTORY_MAX);
    unsigned char *bytes = malloc(d.n + 1);
    zip->members = calloc(d.entries, sizeof *zip->members);
    char *names = zip->names = malloc(d.n + d.entries + 1);
    if (!bytes || !zip->members || !names)
        rc = err_set(err, ERR_NO_MEMORY, "no memory to read a ZIP archive");
    else
        rc = read_at(zip, bytes, d.n, d.at, err);
    for (size_t at = 0; rc >= 0 && (uint64_t)zip->n < d.entries; at += (size_t)rc)
        rc = read_entry(zip, bytes + at, d.n - at, &names, err);
    free(bytes);
    return rc < 0 ? rc : 0;
}

int zip_open(struct zip *zip, const char *path, struct err *err)
{
    struct stat st;
    *zip = (struct zip){.fd = open(path, O_RDONLY | O_CLOEXEC)};
    int rc = zip->fd < 0 || fstat(zip->fd, &st) < 0
                 ? err_set(err, ERR_IO, "cannot read the uploaded file: %s", strerror(errno))
                 : 0;
    if (rc == 0) {
        zip->size = (uint64_t)st.st_size;
        rc = read_directory(zip, err);
    }
    if (rc < 0)
        zip_close(zip);
    return rc;
}

void zip_close(struct zip *zip)
{
    if (zip->fd >= 0)
        close(zip->fd);
    free(zip->members);
    free(zip->names);
    *zip = (struct zip){.fd = -1};
}

int zip_find(const struct zip *zip, const char *name)
{
    for (int i = 0; i < zip->n; i++)
        if (strcmp(zip->members[i].name, name) == 0)
            return i;
    return -1;
}

/* ---- a member's bytes ---- */

/* 64 KiB: packed bytes read at once. */
enum { PACKED_BUFFER = 64 << 10 };

struct source {
    struct raw_source raw;
    const struct zip *zip;
    const struct zip_member *member;
    uint64_t from;         /* where the packed bytes begin */
    uint64_t taken, given; /* of packed bytes, of the member's */
    uint32_t crc;
    bool ended;
    z_stream inflate;
    unsigned char packed[PACKED_BUFFER];
};

static int damaged(const struct source *s, const char *what, struct err *err)
{
    char brief[48];
    return err_set(err, ERR_INVALID, "the member \"%s\" is damaged: %s",
                   text_brief(brief, s->member->name, strlen(s->member->name)), what);
}

/* More packed bytes, when there are none at hand. */
static int feed(struct source *s, struct err *err)
{
    uint64_t left = s->member->packed - s->taken;
    size_t n = left < PACKED_BUFFER ? (size_t)left : PACKED_BUFFER;
    if (s->inflate.avail_in)
        return 0;
    int rc = read_at(s->zip, s->packed, n, s->from + s->taken, err);
    s->taken += n;
    s->inflate.next_in = s->packed;
    s->inflate.avail_in = (uInt)n;
    return rc;
}

static int unpack(struct source *s, void *out, size_t room, size_t *n, struct err *err)
{
    s->inflate.next_out = out;
    s->inflate.avail_out = (uInt)room;
    while (s->inflate.avail_out && !s->ended) {
        int rc = feed(s, err);
        if (rc < 0)
            return rc;
        rc = inflate(&s->inflate, Z_NO_FLUSH);
        s->ended = rc == Z_STREAM_END;
        if (rc == Z_BUF_ERROR)
            return damaged(s, "it ends too early", err);
        if (rc != Z_OK && rc != Z_STREAM_END)
            return damaged(s, s->inflate.msg ? s->inflate.msg : "it cannot be unpacked", err);
    }
    *n = room - s->inflate.avail_out;
    return 0;
}

static int copy(struct source *s, void *out, size_t room, size_t *n, struct err *err)
{
    uint64_t left = s->member->size - s->given;
    *n = left < room ? (size_t)left : room;
    return read_at(s->zip, out, *n, s->from + s->given, err);
}

static int source_read(struct raw_source *raw, void *out, size_t room, size_t *n, struct err *err)
{
    struct source *s = (struct source *)raw;
    int rc = s->member->method ? unpack(s, out, room, n, err) : copy(s, out, room, n, err);
    if (rc < 0)
        return rc;
    if (*n > s->member->size - s->given)
        return damaged(s, "it is longer than the directory says", err);
    s->given += *n;
    s->crc = (uint32_t)crc32_z(s->crc, out, *n);
    if (*n == 0 && s->given < s->member->size)
        return damaged(s, "it is shorter than the directory says", err);
    if (s->given == s->member->size && s->crc != s->member->crc)
        return damaged(s, "its checksum is another", err);
    return 0;
}

static int source_rewind(struct raw_source *raw, struct err *err)
{
    struct source *s = (struct source *)raw;
    s->taken = s->given = 0;
    s->crc = 0;
    s->ended = false;
    s->inflate.avail_in = 0;
    return inflateReset(&s->inflate) == Z_OK ? 0 : damaged(s, "it cannot be unpacked", err);
}

static void source_close(struct raw_source *raw)
{
    struct source *s = (struct source *)raw;
    inflateEnd(&s->inflate);
    free(s);
}

/* The packed bytes stand behind the local header, whose own lengths may be others. */
static int find_bytes(struct source *s, struct err *err)
{
    unsigned char b[LOCAL_BYTES];
    int rc = read_at(s->zip, b, sizeof b, s->member->at, err);
    if (rc < 0)
        return rc;
    s->from = s->member->at + LOCAL_BYTES + u16(b + 26) + u16(b + 28);
    if (u32(b) != LOCAL_SIGN || s->from > s->zip->size ||
        s->member->packed > s->zip->size - s->from)
        return damaged(s, "its header makes no sense", err);
    return 0;
}

int zip_raw(const struct zip *zip, int member, struct raw *raw, struct err *err)
{
    struct source *s = calloc(1, sizeof *s);
    *raw = (struct raw){.fd = -1};
    if (!s || inflateInit2(&s->inflate, -MAX_WBITS) != Z_OK) {
        free(s);
        return err_set(err, ERR_NO_MEMORY, "no memory to unpack a file");
    }
    s->raw = (struct raw_source){source_read, source_rewind, source_close};
    s->zip = zip;
    s->member = &zip->members[member];
    int rc = find_bytes(s, err);
    if (rc < 0) {
        source_close(&s->raw);
        return rc;
    }
    return raw_open_take(raw, &s->raw, s->member->size, err);
}
