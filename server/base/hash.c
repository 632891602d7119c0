/* hash.c - SHA-256 and random bytes: the only place that asks GnuTLS for them. */
#include "server/base/hash.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>

struct hash {
    gnutls_hash_hd_t handle;
};

static const char *hex(char out[HASH_TEXT_MAX], const unsigned char digest[32])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 32; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = '\0';
    return out;
}

const char *hash_sha256(char out[HASH_TEXT_MAX], const void *data, size_t n)
{
    unsigned char digest[32];
    if (gnutls_hash_fast(GNUTLS_DIG_SHA256, data, n, digest) < 0)
        abort(); /* a GnuTLS without SHA-256 is no GnuTLS */
    return hex(out, digest);
}

struct hash *hash_new(void)
{
    struct hash *h = malloc(sizeof *h);
    if (h && gnutls_hash_init(&h->handle, GNUTLS_DIG_SHA256) < 0) {
        free(h);
        h = NULL;
    }
    return h;
}

void hash_add(struct hash *h, const void *data, size_t n)
{
    gnutls_hash(h->handle, data, n);
}

const char *hash_end(struct hash *h, char out[HASH_TEXT_MAX])
{
    if (!h)
        return NULL;
    unsigned char digest[32];
    gnutls_hash_deinit(h->handle, digest);
    free(h);
    return out ? hex(out, digest) : NULL;
}

void hash_random(void *out, size_t n)
{
    if (gnutls_rnd(GNUTLS_RND_RANDOM, out, n) < 0)
        abort(); /* going on with predictable secrets would be worse */
}
