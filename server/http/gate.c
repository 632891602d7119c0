/* gate.c - what the library lets through and we do not.
 *
 * libmicrohttpd 0.9.75 obeys Transfer-Encoding beside Content-Length, takes the first of two
 * Content-Lengths, and reads a coding it does not know until the client closes: each of them lets
 * a proxy and us disagree where a request ends, which is how requests are smuggled. A second Host
 * or Authorization lets them disagree whose it is. (The missing Host it refuses itself, at
 * MHD_OPTION_STRICT_FOR_CLIENT 1; NULs, folded lines and bare LFs are seen in http.c, by the place
 * of the library's strings, and %00 in uri.c.) */
#include "server/http/gate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const UNIQUE[] = {"Content-Length", "Transfer-Encoding", "Host",
                                     "Authorization",  "Content-Encoding",  "Content-Type",
                                     "Idempotency-Key"};

static int refuse(struct refusal *out, int status, const char *code, const char *fmt,
                  const char *arg)
{
    out->status = status;
    out->code = code;
    snprintf(out->text, sizeof out->text, fmt, arg);
    return status;
}

static const char *find(const struct header *headers, int n, const char *name, int *count)
{
    const char *value = NULL;
    *count = 0;
    for (int i = 0; i < n; i++)
        if (!strcasecmp(headers[i].name, name)) {
            value = headers[i].value;
            ++*count;
        }
    return value;
}

/* The library takes "Content-Length : 5" for a header of another name; a proxy may not. */
static int check_name(const struct header *h, struct refusal *out)
{
    static const char TOKEN[] = "!#$%&'*+-.^_`|~0123456789"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    size_t n = strspn(h->name, TOKEN);
    if (n == 0 || h->name[n])
        return refuse(out, 400, "malformed_header", "\"%.64s\" is not a header's name", h->name);
    return 0;
}

static int check_value(const struct header *h, struct refusal *out)
{
    for (const unsigned char *p = (const unsigned char *)h->value; *p; p++)
        if ((*p < 0x20 && *p != '\t') || *p == 0x7F)
            return refuse(out, 400, "malformed_header",
                          "the header %.64s holds a control character", h->name);
    return 0;
}

static int check_length(const char *text, int64_t *length, struct refusal *out)
{
    *length = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || *length > INT64_MAX / 20)
            return refuse(out, 400, "content_length", "Content-Length \"%.32s\" is not a length",
                          text);
        *length = *length * 10 + (*p - '0');
    }
    return *text ? 0 : refuse(out, 400, "content_length", "Content-Length is empty%s", "");
}

int gate_check(const char *version, const struct header *headers, int n, bool *has_body,
               int64_t *content_length, struct refusal *out)
{
    int count, bad;
    for (size_t i = 0; i < sizeof UNIQUE / sizeof *UNIQUE; i++)
        if (find(headers, n, UNIQUE[i], &count), count > 1)
            return refuse(out, 400, "repeated_header", "the header %s is given more than once",
                          UNIQUE[i]);
    for (int i = 0; i < n; i++)
        if ((bad = check_name(&headers[i], out)) || (bad = check_value(&headers[i], out)))
            return bad;
    const char *length = find(headers, n, "Content-Length", &count);
    const char *coding = find(headers, n, "Transfer-Encoding", &count);
    *has_body = false;
    *content_length = 0;
    if (length && coding)
        return refuse(out, 400, "ambiguous_length",
                      "Content-Length and Transfer-Encoding cannot both say where the body ends%s",
                      "");
    if (coding && strcasecmp(version, "HTTP/1.1") != 0)
        return refuse(out, 400, "ambiguous_length", "Transfer-Encoding needs HTTP/1.1, not %.16s",
                      version);
    if (coding && strcasecmp(coding, "chunked") != 0)
        return refuse(out, 501, "transfer_encoding",
                      "Transfer-Encoding \"%.32s\" is not known; chunked is", coding);
    if (length && (bad = check_length(length, content_length, out)))
        return bad;
    if (coding)
        *content_length = -1;
    *has_body = *content_length != 0;
    return 0;
}

bool gate_sane_id(const char *id)
{
    size_t n = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    return n > 0 && n < 64 && !id[n];
}
