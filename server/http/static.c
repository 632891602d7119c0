/* static.c - the files the binary carries, served at "/".
 *
 * Each has a strong ETag from its bytes and must be revalidated, so a new version of the program
 * is seen at once and costs a 304 otherwise. Text is compressed once, when first asked for. The
 * content policy lets the page load what comes from here and nothing else. */
#include "server/http/room.h"
#include "server/base/embedded.h"
#include "server/http/conditional.h"

#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char POLICY[] = "default-src 'none'; script-src 'self'; style-src 'self'; "
                             "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                             "manifest-src 'self'; base-uri 'none'; form-action 'self'; "
                             "frame-ancestors 'none'";

static const struct {
    const char *extension, *type;
    bool text;
} TYPES[] = {
    {".html", "text/html; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".json", "application/json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".webmanifest", "application/manifest+json", true},
    {".png", "image/png", false},
    {".ico", "image/x-icon", false},
    {".woff2", "font/woff2", false},
};

struct asset {
    const char *path, *type; /* "/app.js" */
    const unsigned char *data;
    size_t size;
    char etag[40];
    bool text, tried;
    unsigned char *gzip; /* NULL: not made yet, or no smaller */
    size_t gzip_size;
};

struct assets {
    pthread_mutex_t lock; /* of the compressed forms being made */
    struct asset *v;
    int n;
};

static void set_type(struct asset *a)
{
    const char *dot = strrchr(a->path, '.');
    a->type = "application/octet-stream";
    for (size_t i = 0; dot && i < sizeof TYPES / sizeof *TYPES; i++)
        if (!strcmp(TYPES[i].extension, dot)) {
            a->type = TYPES[i].type;
            a->text = TYPES[i].text;
        }
}

static void set_etag(struct asset *a)
{
    unsigned char hash[32];
    gnutls_hash_fast(GNUTLS_DIG_SHA256, a->data, a->size, hash);
    for (int i = 0; i < 16; i++) /* 128 bits are enough to tell files apart */
        snprintf(a->etag + 2 * i, 3, "%02x", hash[i]);
}

struct assets *assets_new(const char *prefix, struct err *err)
{
    size_t skip = strlen(prefix);
    int n = 0;
    for (const struct embedded *e = embedded_files(); e->name; e++)
        n++;
    struct assets *all = calloc(1, sizeof *all);
    if (!all || !(all->v = calloc((size_t)n + 1, sizeof *all->v))) {
        free(all);
        err_set(err, ERR_NO_MEMORY, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&all->lock, NULL);
    for (const struct embedded *e = embedded_files(); e->name; e++) {
        if (strncmp(e->name, prefix, skip) != 0)
            continue;
        struct asset *a = &all->v[all->n++];
        *a = (struct asset){.path = e->name + skip, .data = e->data, .size = e->size};
        set_type(a);
        set_etag(a);
    }
    return all;
}

void assets_free(struct assets *all)
{
    for (int i = 0; all && i < all->n; i++)
        free(all->v[i].gzip);
    if (all) {
        pthread_mutex_destroy(&all->lock);
        free(all->v);
    }
    free(all);
}

const struct asset *assets_find(const struct assets *all, const char *path)
{
    if (path[0] == '/')
        path++;
    if (!*path)
        path = "index.html";
    for (int i = 0; all && i < all->n; i++)
        if (!strcmp(all->v[i].path, path))
            return &all->v[i];
    return NULL;
}

static void compress_asset(struct asset *a)
{
    z_stream z = {0};
    a->tried = true;
    if (deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = deflateBound(&z, a->size);
    unsigned char *out = malloc(room);
    z.next_in = (unsigned char *)(uintptr_t)a->data;
    z.avail_in = (unsigned)a->size;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    if (out && deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < a->size) {
        a->gzip = realloc(out, z.total_out);
        a->gzip_size = z.total_out;
    } else {
        free(out);
    }
    deflateEnd(&z);
}

static bool wants_gzip(struct request *req, struct asset *a)
{
    const char *accept = request_header(req, "Accept-Encoding");
    if (!a->text || !accept || accept_weight(accept, "gzip", false) <= 0)
        return false;
    struct assets *all = req->http->assets;
    pthread_mutex_lock(&all->lock);
    if (!a->tried)
        compress_asset(a);
    bool have = a->gzip != NULL;
    pthread_mutex_unlock(&all->lock);
    return have;
}

void asset_reply(struct request *req)
{
    struct asset *a = (struct asset *)(uintptr_t)req->asset;
    bool gzip = wants_gzip(req, a);
    char etag[48];
    snprintf(etag, sizeof etag, "\"%s%s\"", a->etag, gzip ? "-gzip" : "");
    reply_header(req, "ETag", "%s", etag);
    reply_header(req, "Vary", "Accept-Encoding");
    reply_header(req, "Content-Security-Policy", "%s", POLICY);
    reply_header(req, "Referrer-Policy", "no-referrer");
    reply_header(req, "Cross-Origin-Opener-Policy", "same-origin");
    if (reply_not_modified(req, etag))
        return;
    req->reply.kind = REPLY_STATIC;
    req->reply.status = 200;
    req->reply.static_data = gzip ? a->gzip : a->data;
    req->reply.n = (int64_t)(gzip ? a->gzip_size : a->size);
    reply_header(req, "Content-Type", "%s", a->type);
    if (gzip)
        reply_header(req, "Content-Encoding", "gzip");
}
