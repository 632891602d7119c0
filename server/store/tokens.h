/* tokens.h - bearer secrets. Only their SHA-256 is stored: they carry 160 bits of chance, so a slow
 * hash would protect nothing more. */
#ifndef ALLOT_STORE_TOKENS_H
#define ALLOT_STORE_TOKENS_H

#include <allot/err.h>
#include "server/base/hash.h"
#include "server/base/id.h"
#include <stdbool.h>
#include <stdint.h>

struct reader;
struct tx;
struct page;

/* "allot_" and 32 characters of base32: 160 random bits. The first 12 characters are the prefix
 * that lists show, so that a person can tell her tokens apart. */
enum { TOKEN_SECRET_MAX = 40, TOKEN_PREFIX_LEN = 12 };

struct token_row {
    char *id; /* "tok_…" */
    char *user;
    char *name;
    char *prefix; /* the first characters of the secret */
    char *sha256; /* of the whole secret, hexadecimal */
    char *scopes; /* JSON array of strings; [] is all that the role may */
    int64_t created_at;
    int64_t expires_at; /* 0: never */
    int64_t used_at;    /* to the minute */
};
struct token_list {
    struct token_row *v;
    int n;
    bool more;
};
void token_row_done(struct token_row *t);
void token_list_done(struct token_list *l);

/* Who a token speaks for. Fixed room: one of these is kept per request. */
struct principal {
    char token[ID_MAX], user[ID_MAX], tenant[ID_MAX]; /* ids */
    char user_name[128], tenant_name[128];
    char scopes[256]; /* JSON array */
    int role;         /* enum user_role */
    int64_t expires_at, used_at;
};

/* A new secret. Show it once, store its hash. */
const char *token_secret_new(char out[TOKEN_SECRET_MAX]);

/* Inserts t (id, user, name, prefix, sha256, scopes, expires_at). */
int store_token_insert(struct tx *tx, const struct token_row *t, struct err *err);

/* Who holds the token with this hash; ERR_NOT_FOUND: unknown, or expired at `now`. */
int store_token_find(struct reader *r, const char *sha256, int64_t now, struct principal *out,
                     struct err *err);
int store_token_get(struct reader *r, const char *id, struct token_row *out, struct err *err);
int store_token_list(struct reader *r, const char *user, const struct page *page,
                     struct token_list *out, struct err *err);
/* Notes the use; submit it lazily and only when used_at is more than a minute old. */
int store_token_used(struct tx *tx, const char *id, int64_t at, struct err *err);
int store_token_delete(struct tx *tx, const char *id, struct err *err);

#endif
