/* file.h - a file that appears whole or not at all: written beside, synced, renamed. */
#ifndef ENGINE_FILE_H
#define ENGINE_FILE_H

#include <allot/err.h>
#include <stdint.h>
#include <stdio.h>

struct output {
    FILE *file;
    char *path, *temporary;
};

/* Opens "PATH.tmp"; after output_write's error only output_close remains to be called. */
int output_open(struct output *out, const char *path, struct err *err);
int output_write(struct output *out, const void *bytes, size_t n, struct err *err);

/* ok: makes the file durable under its path, else removes what was written. Frees out. */
int output_close(struct output *out, int ok, struct err *err);

/* A checksum of n bytes that goes on from `hash` (0 at the start); finds damage, not malice. */
uint64_t checksum(uint64_t hash, const void *bytes, size_t n);

#endif
