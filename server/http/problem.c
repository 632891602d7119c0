/* problem.c - refusals as RFC 9457 bodies, and which status a struct err is. */
#include "server/http/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Statuses we use; the reason phrase is the problem's title. */
static const struct {
    int status;
    const char *reason;
} REASONS[] = {
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {507, "Insufficient Storage"},
};

static const struct {
    int err, status;
    const char *code;
} ERRORS[] = {
    {ERR_INVALID, 422, "invalid"},     {ERR_NOT_FOUND, 404, "not_found"},
    {ERR_CONFLICT, 409, "conflict"},   {ERR_DENIED, 403, "denied"},
    {ERR_QUOTA, 429, "quota"},         {ERR_TOO_LARGE, 413, "too_large"},
    {ERR_NO_SPACE, 507, "no_space"},   {ERR_IO, 500, "io"},
    {ERR_NO_MEMORY, 503, "no_memory"}, {ERR_BUSY, 503, "busy"},
    {ERR_DIVERGED, 422, "diverged"},   {ERR_CORRUPT, 500, "corrupt"},
    {ERR_INTERNAL, 500, "internal"},   {ERR_STALE, 412, "stale"},
};

const char *reply_reason(int status)
{
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
        if (REASONS[i].status == status)
            return REASONS[i].reason;
    return "Error";
}

static char *problem_text(const struct request *req, int status, const char *code,
                          const struct faults *faults, const char *detail)
{
    char type[96];
    snprintf(type, sizeof type, "urn:allot:problem:%s", code);
    struct json *j = json_new_object();
    json_add_str(j, "type", type);
    json_add_str(j, "title", reply_reason(status));
    json_add_int(j, "status", status);
    json_add_str(j, "detail", detail);
    json_add_str(j, "code", code);
    json_add_str(j, "request_id", req->id);
    if (faults && faults->n)
        json_add_faults(j, "errors", faults);
    char *text = json_print(j);
    json_free(j);
    return text;
}

void reply_problem(struct request *req, int status, const char *code, const struct faults *faults,
                   const char *fmt, ...)
{
    char *detail;
    va_list ap;
    va_start(ap, fmt);
    if (vasprintf(&detail, fmt, ap) < 0)
        detail = NULL;
    va_end(ap);
    if (detail)
        utf8_mend(detail);
    char *text = problem_text(req, status, code, faults, detail ? detail : "out of memory");
    free(detail);
    if (status == 401 && !reply_has_header(req, "WWW-Authenticate"))
        reply_header(req, "WWW-Authenticate", "Bearer");
    reply_bytes(req, status, "application/problem+json", text, text ? strlen(text) : 0);
}

void reply_err(struct request *req, const struct err *err)
{
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
        if (ERRORS[i].err == err->code) {
            reply_problem(req, ERRORS[i].status, ERRORS[i].code, NULL, "%s", err->text);
            return;
        }
    reply_problem(req, 500, "internal", NULL, "%s", err->text);
}
