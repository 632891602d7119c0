/* tar.h - walking a tar archive once, header by header: POSIX ustar and pax, GNU's long names.
 *
 * Only regular files come out; folders are passed over. Links, devices, sparse files and whatever
 * else has no bytes of its own are refused by name, as are paths that are absolute or climb by
 * "..". Nothing is ever written under a member's name. The archive must end by its mark, a block of
 * zeros, so that one that is cut short is told from one that is whole. */
#ifndef ALLOT_ENGINE_DATA_TAR_H
#define ALLOT_ENGINE_DATA_TAR_H

#include "engine/data/raw.h"

/* 1,024: bytes of a path, with its NUL. */
enum { TAR_NAME_MAX = 1024 };

struct tar {
    struct raw *raw;
    uint64_t next; /* where the next header stands */
};

struct tar_member {
    char name[TAR_NAME_MAX]; /* without "./" at the start; UTF-8 */
    uint64_t size;
};

/* Begins at the raw's start. */
struct tar tar_begin(struct raw *raw);

/* 1: *member's bytes are next in raw, and any number of them may be read. 0: the end. */
int tar_next(struct tar *tar, struct tar_member *member, struct err *err);

/* A member's name as it may stand in a sentence. */
const char *tar_brief(char buf[48], const struct tar_member *member);

#endif
