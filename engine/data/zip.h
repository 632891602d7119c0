/* zip.h - reading members of a ZIP archive, stored or deflated (PKWARE's APPNOTE.TXT, with ZIP64).
 *
 * The central directory at the end is what counts; a member is read as a raw_source, as large as
 * the directory says and with its checksum verified, or it is an error. Nothing is ever written to
 * disk, so a name is only a name. */
#ifndef ALLOT_ENGINE_DATA_ZIP_H
#define ALLOT_ENGINE_DATA_ZIP_H

#include "engine/data/raw.h"

/* 1,024: arrays in one archive; 256: bytes of a name, as long as a file's may be. */
enum { ZIP_MEMBERS_MAX = 1024, ZIP_NAME_MAX = 256 };

struct zip_member {
    const char *name; /* NUL-terminated UTF-8 */
    uint64_t packed, size, at;
    uint32_t crc;
    int method; /* 0 stored, 8 deflated: no other is listed */
};

struct zip {
    int fd;
    uint64_t size;
    struct zip_member *members; /* in the directory's order */
    int n;
    char *names;
};

int zip_open(struct zip *zip, const char *path, struct err *err);
void zip_close(struct zip *zip);

/* A member by its name, or -1. */
int zip_find(const struct zip *zip, const char *name);

/* Opens a member; the zip must stay open as long. */
int zip_raw(const struct zip *zip, int member, struct raw *raw, struct err *err);

#endif
