/* raw.h - an uploaded file, read in order by read(2): its pages never count as ours. */
#ifndef ALLOT_ENGINE_DATA_RAW_H
#define ALLOT_ENGINE_DATA_RAW_H

#include <allot/err.h>
#include <stdbool.h>
#include <stdint.h>

enum { RAW_BUFFER = 256 << 10 };

struct raw {
    int fd;
    unsigned char *buffer; /* [pos, end) is unread */
    size_t pos, end;
    uint64_t at;   /* the buffer's place in the file */
    uint64_t size; /* of the file */
};

int raw_open(struct raw *raw, const char *path, struct err *err);
void raw_close(struct raw *raw);
int raw_rewind(struct raw *raw, struct err *err);

/* Reads more when nothing is unread. 1: there are bytes, 0: end of the file, or an error. */
int raw_fill(struct raw *raw, struct err *err);

/* Where the next unread byte is in the file. */
uint64_t raw_place(const struct raw *raw);

/* Exactly n bytes; ERR_INVALID "… ends …" when the file is shorter. */
int raw_read(struct raw *raw, void *out, size_t n, struct err *err);

#endif
