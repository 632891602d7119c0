/* safetensors.c - one of the two includers of cJSON: the header is JSON. */
#include "engine/model/safetensors.h"
#include "engine/file.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* 25 MB: what Hugging Face's own JavaScript reader allows; ours is some kilobytes. */
enum { HEADER_MAX = 25000000, ALIGN = 64, TENSORS_MAX = 65536 };

static const struct {
    const char *name;
    int bytes;
} types[] = {[TENSOR_U8] = {"U8", 1}, [TENSOR_F32] = {"F32", 4}, [TENSOR_F64] = {"F64", 8}};
enum { N_TYPES = sizeof types / sizeof *types };

/* ---- writing ---- */

static bool add_tensor(cJSON *root, const struct tensor *t, int64_t at)
{
    cJSON *entry = cJSON_AddObjectToObject(root, t->name);
    cJSON_AddStringToObject(entry, "dtype", types[t->type].name);
    cJSON *shape = cJSON_AddArrayToObject(entry, "shape");
    for (int i = 0; i < t->shape.rank; i++)
        cJSON_AddItemToArray(shape, cJSON_CreateNumber((double)t->shape.dim[i]));
    cJSON *offsets = cJSON_AddArrayToObject(entry, "data_offsets");
    cJSON_AddItemToArray(offsets, cJSON_CreateNumber((double)at));
    cJSON_AddItemToArray(offsets, cJSON_CreateNumber((double)(at + t->bytes)));
    return cJSON_GetArraySize(offsets) == 2 && cJSON_GetArraySize(shape) == t->shape.rank;
}

/* The header's text, padded; NULL out of memory. */
static char *header_text(const struct tensor *tensors, int n, const struct pair *metadata,
                         int n_metadata, uint64_t *length)
{
    cJSON *root = cJSON_CreateObject(), *strings = cJSON_AddObjectToObject(root, "__metadata__");
    int64_t at = 0;
    bool ok = strings != NULL;
    for (int i = 0; i < n_metadata; i++)
        ok = ok && cJSON_AddStringToObject(strings, metadata[i].key, metadata[i].value);
    for (int i = 0; ok && i < n; at += tensors[i++].bytes)
        ok = add_tensor(root, &tensors[i], at);
    char *text = ok ? cJSON_PrintUnformatted(root) : NULL;
    cJSON_Delete(root);
    if (!text)
        return NULL;
    size_t used = strlen(text), padded = (used + 8 + ALIGN - 1) / ALIGN * ALIGN - 8;
    char *whole = malloc(padded);
    if (whole) {
        memset(whole, ' ', padded);
        memcpy(whole, text, used);
    }
    cJSON_free(text);
    *length = padded;
    return whole;
}

int safetensors_write(const char *path, const struct tensor *tensors, int n,
                      const struct pair *metadata, int n_metadata, struct err *err)
{
    uint64_t length;
    char *header = header_text(tensors, n, metadata, n_metadata, &length);
    if (!header)
        return err_set(err, ERR_NO_MEMORY, "no memory for the header of %s", path);
    struct output out;
    int rc = output_open(&out, path, err);
    if (rc == 0) {
        rc = output_write(&out, &length, sizeof length, err);
        rc = rc ? rc : output_write(&out, header, length, err);
        for (int i = 0; rc == 0 && i < n; i++)
            rc = output_write(&out, tensors[i].data, (size_t)tensors[i].bytes, err);
        int closed = output_close(&out, rc == 0, err);
        rc = rc ? rc : closed;
    }
    free(header);
    return rc;
}

/* ---- reading ---- */

struct safetensors {
    unsigned char *map;
    size_t bytes;
    cJSON *root; /* names and strings lie here */
    struct tensor *tensors;
    int n;
};

static int refuse(struct err *err, const char *why)
{
    return err_set(err, ERR_CORRUPT, "not a valid safetensors file: %s", why);
}

/* A whole number in 0..max, or -1. */
static int64_t whole(const cJSON *j, int64_t max)
{
    double v = cJSON_IsNumber(j) ? j->valuedouble : -1;
    return v >= 0 && v <= (double)max && v == (double)(int64_t)v ? (int64_t)v : -1;
}

static int read_type(const cJSON *j)
{
    for (int i = 0; cJSON_IsString(j) && i < N_TYPES; i++)
        if (strcmp(j->valuestring, types[i].name) == 0)
            return i;
    return -1;
}

static bool read_shape(const cJSON *j, struct shape *s)
{
    int rank = cJSON_IsArray(j) ? cJSON_GetArraySize(j) : -1;
    if (rank < 0 || rank > SHAPE_RANK_MAX)
        return false;
    s->rank = rank;
    int i = 0;
    for (const cJSON *e = j->child; e; e = e->next)
        if ((s->dim[i++] = whole(e, SHAPE_ELEMENTS_MAX)) < 0)
            return false;
    return true;
}

static int64_t elements(const struct shape *s)
{
    int64_t n = 1;
    for (int i = 0; i < s->rank; i++)
        n = size_mul(n, s->dim[i]);
    return n;
}

static int read_tensor(const cJSON *entry, const unsigned char *data, int64_t n_data,
                       struct tensor *t, struct err *err)
{
    const cJSON *offsets = cJSON_GetObjectItemCaseSensitive(entry, "data_offsets");
    int type = read_type(cJSON_GetObjectItemCaseSensitive(entry, "dtype"));
    if (type < 0)
        return refuse(err, "a tensor's dtype is none of U8, F32, F64");
    if (!read_shape(cJSON_GetObjectItemCaseSensitive(entry, "shape"), &t->shape))
        return refuse(err, "a tensor's shape is not a list of at most four sizes");
    if (!cJSON_IsArray(offsets) || cJSON_GetArraySize(offsets) != 2)
        return refuse(err, "data_offsets is not a pair");
    int64_t from = whole(offsets->child, n_data), to = whole(offsets->child->next, n_data);
    int64_t bytes = size_mul(elements(&t->shape), types[type].bytes);
    if (from < 0 || to < from || bytes != to - from)
        return refuse(err, "data_offsets do not fit the tensor's shape or the file");
    t->name = entry->string;
    t->type = (enum tensor_type)type;
    t->data = data + from;
    t->bytes = bytes;
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct tensor *x = a, *y = b;
    if (x->data != y->data)
        return x->data < y->data ? -1 : 1;
    return (x->bytes > y->bytes) - (x->bytes < y->bytes);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct tensor *)a)->name, ((const struct tensor *)b)->name);
}

static int check_whole(struct safetensors *s, const unsigned char *data, int64_t n_data,
                       struct err *err)
{
    int64_t at = 0;
    qsort(s->tensors, (size_t)s->n, sizeof *s->tensors, by_place);
    for (int i = 0; i < s->n; at += s->tensors[i++].bytes)
        if ((const unsigned char *)s->tensors[i].data != data + at)
            return refuse(err, "tensors overlap or leave gaps");
    if (at != n_data)
        return refuse(err, "the tensors do not fill the file");
    qsort(s->tensors, (size_t)s->n, sizeof *s->tensors, by_name);
    for (int i = 1; i < s->n; i++)
        if (strcmp(s->tensors[i - 1].name, s->tensors[i].name) == 0)
            return refuse(err, "two tensors have one name");
    return 0;
}

static int read_header(struct safetensors *s, struct err *err)
{
    uint64_t length;
    if (s->bytes < sizeof length)
        return refuse(err, "it is shorter than 8 bytes");
    memcpy(&length, s->map, sizeof length);
    if (length > HEADER_MAX || length > s->bytes - sizeof length || length < 2)
        return refuse(err, "its header's length does not fit the file");
    const char *text = (const char *)s->map + sizeof length, *end;
    if (text[0] != '{' || memchr(text, 0, length))
        return refuse(err, "its header is not JSON text");
    s->root = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    if (!cJSON_IsObject(s->root))
        return refuse(err, "its header is not a JSON object");
    for (; end < text + length; end++)
        if (*end != ' ')
            return refuse(err, "something follows its header");
    const unsigned char *data = s->map + sizeof length + length;
    int64_t n_data = (int64_t)(s->bytes - sizeof length - length);
    int n = cJSON_GetArraySize(s->root);
    s->tensors = calloc((size_t)n + 1, sizeof *s->tensors);
    if (!s->tensors || n > TENSORS_MAX)
        return err_set(err, ERR_NO_MEMORY, "no memory for %d tensors", n);
    for (const cJSON *e = s->root->child; e; e = e->next) {
        if (strcmp(e->string, "__metadata__") == 0)
            continue;
        int rc = read_tensor(e, data, n_data, &s->tensors[s->n], err);
        if (rc)
            return rc;
        s->n++;
    }
    return check_whole(s, data, n_data, err);
}

static int map_file(struct safetensors *s, const char *path, struct err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        int code = errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
        err_set(err, code, "cannot open %s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return code;
    }
    s->bytes = (size_t)st.st_size;
    void *map = s->bytes ? mmap(NULL, s->bytes, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (map == MAP_FAILED)
        return refuse(err, "it is empty or cannot be mapped");
    s->map = map;
    return 0;
}

struct safetensors *safetensors_open(const char *path, struct err *err)
{
    struct safetensors *s = calloc(1, sizeof *s);
    if (!s) {
        err_set(err, ERR_NO_MEMORY, "no memory to open %s", path);
        return NULL;
    }
    if (map_file(s, path, err) == 0 && read_header(s, err) == 0)
        return s;
    safetensors_close(s);
    return NULL;
}

void safetensors_close(struct safetensors *s)
{
    if (!s)
        return;
    if (s->map)
        munmap(s->map, s->bytes);
    cJSON_Delete(s->root);
    free(s->tensors);
    free(s);
}

const char *safetensors_metadata(const struct safetensors *s, const char *key)
{
    const cJSON *strings = cJSON_GetObjectItemCaseSensitive(s->root, "__metadata__");
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(strings, key));
}

const struct tensor *safetensors_tensor(const struct safetensors *s, int i)
{
    return i < s->n ? &s->tensors[i] : NULL;
}

const struct tensor *safetensors_find(const struct safetensors *s, const char *name)
{
    struct tensor key = {.name = name};
    return bsearch(&key, s->tensors, (size_t)s->n, sizeof key, by_name);
}

int safetensors_count(const struct safetensors *s)
{
    return s->n;
}

const struct tensor *safetensors_at(const struct safetensors *s, int i)
{
    return &s->tensors[i];
}
