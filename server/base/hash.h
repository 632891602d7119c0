/* hash.h - SHA-256, by GnuTLS: of a buffer, or of a stream piece by piece. */
#ifndef ALLOT_BASE_HASH_H
#define ALLOT_BASE_HASH_H

#include <stddef.h>

/* 64 hexadecimal digits and NUL. */
enum { HASH_TEXT_MAX = 65 };

/* Lower-case hexadecimal SHA-256 of n bytes; returns out. */
const char *hash_sha256(char out[HASH_TEXT_MAX], const void *data, size_t n);

struct hash; /* a SHA-256 in the making */
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *data, size_t n);
/* Writes the digest and frees h; out may be NULL to throw it away; h may be NULL. */
const char *hash_end(struct hash *h, char out[HASH_TEXT_MAX]);

/* n bytes fit for secrets. */
void hash_random(void *out, size_t n);

#endif
