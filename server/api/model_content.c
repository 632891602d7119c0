/* model_content.c - GET /v1/models/{model}/content: the model as a file.
 *
 * safetensors is the file itself, sent as it lies. onnx and npz are made of it on the serving
 * thread, into a nameless file of the data directory that is gone when it is sent; the same model
 * gives the same bytes, so they have a lasting ETag too. */
#include "server/api/serving.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const file_formats[] = {"safetensors", "onnx", "npz", NULL};
const struct field model_content_query[MODEL_CONTENT_QUERY] = {
    {.name = "format",
     .type = FIELD_ENUM,
     .choices = file_formats,
     .fallback = "\"safetensors\"",
     .help =
         "of the file: safetensors holds everything; onnx takes raw rows in other programs; npz "
         "is NumPy's"},
};

struct export
{
    struct question q;
    const char *format; /* of file_formats */
};

/* A file without a name, so that nothing is left of it whatever happens. */
static int open_nameless(struct api *api, struct err *err)
{
    char path[BLOB_PATH_MAX];
    int fd = open(blob_temp_path(api->store, path), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        err_set(err, ERR_IO, "no file can be made to export a model: %m");
    else
        unlink(path);
    return fd;
}

static int export_to(struct export *e, struct model *m, int fd, struct err *err)
{
    char path[BLOB_PATH_MAX];
    if (!strcmp(e->format, "onnx"))
        return model_export_onnx(m, fd, err);
    const struct api *api = api_of(e->q.req);
    return model_export_npz(blob_path(api->store, e->q.model.sha256, path), fd, err);
}

static void answer(struct question *q, struct model *m)
{
    struct export *e = (struct export *)q;
    char etag[HASH_TEXT_MAX + 16], name[160];
    struct err err = {0};
    int fd = open_nameless(api_of(q->req), &err);
    if (fd < 0 || export_to(e, m, fd, &err) < 0) {
        reply_err(q->req, &err);
        if (fd >= 0)
            close(fd);
        return;
    }
    snprintf(etag, sizeof etag, "\"%s-%s\"", q->model.sha256, e->format);
    snprintf(name, sizeof name, "%s.%s", q->model.name, e->format);
    reply_file(q->req, fd, lseek(fd, 0, SEEK_END), "application/octet-stream", etag, name);
}

static void done(struct question *q)
{
    model_row_done(&q->model);
    free(q);
}

static void send_own(struct request *req, const struct model_row *m)
{
    char etag[HASH_TEXT_MAX + 2], name[160];
    struct err err = {0};
    int64_t bytes = 0;
    int fd = blob_open(api_of(req)->store, m->sha256, &bytes, &err);
    snprintf(etag, sizeof etag, "\"%s\"", m->sha256);
    snprintf(name, sizeof name, "%s.safetensors", m->name);
    if (fd < 0)
        reply_err(req, &err);
    else
        reply_file(req, fd, bytes, "application/octet-stream", etag, name);
}

void model_content(struct request *req)
{
    const char *format = request_query(req, "format");
    struct export *e = api_alloc(req, sizeof *e);
    struct reader *r = e ? api_read(req) : NULL;
    if (!e)
        return;
    e->q = (struct question){.req = req, .answer = answer, .done = done};
    int rc = r ? model_open_param(req, r, &e->q.model) : ERR_BUSY;
    if (r)
        reader_return(r);
    for (int i = 1; rc == 0 && format && file_formats[i]; i++)
        if (!strcmp(format, file_formats[i])) {
            e->format = file_formats[i];
            serving_submit(&e->q);
            return;
        }
    if (rc == 0)
        send_own(req, &e->q.model);
    done(&e->q);
}
