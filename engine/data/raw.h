/* raw.h - an uploaded file, read in order by read(2): its pages never count as ours. */
#ifndef ALLOT_ENGINE_DATA_RAW_H
#define ALLOT_ENGINE_DATA_RAW_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

enum { RAW_BUFFER = 256 << 10 };

/* Bytes that do not stand as they are in a file of their own: a member of an archive. */
struct raw_source {
    /* Up to room bytes, *n of them, 0 at the end. */
    int (*read)(struct raw_source *s, void *out, size_t room, size_t *n, struct err *err);
    int (*rewind)(struct raw_source *s, struct err *err);
    void (*close)(struct raw_source *s);
};

struct raw {
    int fd;
    struct raw_source *source; /* or NULL: the file */
    unsigned char *buffer;     /* [pos, end) is unread */
    size_t pos, end;
    uint64_t at;   /* the buffer's place in the file */
    uint64_t size; /* of the file */
};

int raw_open(struct raw *raw, const char *path, struct err *err);
/* `size` bytes of a source, which raw_close closes; taken, even on failure. */
int raw_open_take(struct raw *raw, struct raw_source *source, uint64_t size, struct err *err);
void raw_close(struct raw *raw);
int raw_rewind(struct raw *raw, struct err *err);

/* Reads more when nothing is unread. 1: there are bytes, 0: end of the file, or an error. */
int raw_fill(struct raw *raw, struct err *err);

/* Where the next unread byte is in the file. */
uint64_t raw_place(const struct raw *raw);

/* Goes n bytes on, without reading them where that is possible. */
int raw_skip(struct raw *raw, uint64_t n, struct err *err);

/* Exactly n bytes; ERR_INVALID "… ends …" when the file is shorter. */
int raw_read(struct raw *raw, void *out, size_t n, struct err *err);

#endif
