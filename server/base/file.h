/* file.h - files that are there after a power cut, or not at all. */
#ifndef ALLOT_BASE_FILE_H
#define ALLOT_BASE_FILE_H

#include <allot/err.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Makes path and every folder above it that is missing. */
int file_make_dirs(const char *path, mode_t mode, struct err *err);

/* Writes data to path: temp file beside it, fsync, rename, fsync of the folder. */
int file_write_atomic(const char *path, const void *data, size_t n, mode_t mode, struct err *err);

/* Reads a whole file, at most `limit` bytes; malloc'd with a NUL behind it, the caller's. */
char *file_read(const char *path, size_t limit, size_t *n, struct err *err);

/* Writes all n bytes, going on after short writes and signals; ERR_NO_SPACE or ERR_IO. */
int file_write_all(int fd, const void *data, size_t n, struct err *err);

/* Makes a rename or unlink in this folder durable. */
int file_sync_dir(const char *path, struct err *err);

/* Bytes free for us in the file system of path, or -1. */
int64_t file_free_bytes(const char *path);

/* The err code that fits errno: ENOSPC, EDQUOT, EFBIG are ERR_NO_SPACE; ENOENT ERR_NOT_FOUND; … */
int file_err_code(int errnum);

#endif
