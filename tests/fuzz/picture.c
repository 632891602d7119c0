/* picture.c - fuzzes the decoders of single pictures, PNG and JPEG, by the first bytes, and the
 * walk over an archive's headers. What is decoded has the bytes that its size promises; what is
 * refused says why. */
#include <assert.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "engine/data/decode.h"
#include "engine/data/tar.h"
#include "engine/data/text.h"

static char path[64];

static void check_sentence(const struct err *err)
{
    assert(err->code < 0 && *err->text);
    assert(text_utf8(err->text, strlen(err->text)) == strlen(err->text));
}

static void write_file(const void *bytes, size_t n)
{
    const char *dir = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    if (!*path)
        snprintf(path, sizeof path, "%s/allot-fuzz-%d.picture", dir, (int)getpid());
    FILE *f = fopen(path, "wb");
    assert(f && fwrite(bytes, 1, n, f) == n);
    fclose(f);
}

static void fuzz_picture(struct raw *raw, size_t n)
{
    static struct pixels pixels; /* as an import does, one buffer for all */
    struct picture_file file = {.raw = raw, .n_magic = PICTURE_MAGIC, .left = n - PICTURE_MAGIC};
    struct err err = {0};
    raw_read(raw, file.magic, PICTURE_MAGIC, &err);
    enum picture_kind kind = picture_kind(file.magic, PICTURE_MAGIC);
    if (kind == PICTURE_NONE)
        return;
    int rc =
        kind == PICTURE_PNG ? png_decode(&file, &pixels, &err) : jpeg_decode(&file, &pixels, &err);
    if (rc < 0) {
        check_sentence(&err);
        return;
    }
    unsigned sum = 0;
    for (int64_t i = 0; i < pixels.h * pixels.w * pixels.c; i++)
        sum += pixels.bytes[i];
    static volatile unsigned read; /* so that no reading is left out */
    read = sum;
    (void)read;
}

static void fuzz_tar(struct raw *raw)
{
    struct err err = {0};
    struct tar_member m;
    int rc = raw_rewind(raw, &err);
    struct tar tar = tar_begin(raw);
    while (rc >= 0 && (rc = tar_next(&tar, &m, &err)) == 1) {
        assert(*m.name && strlen(m.name) < TAR_NAME_MAX && m.name[0] != '/');
        assert(text_utf8(m.name, strlen(m.name)) == strlen(m.name));
        assert(strcmp(m.name, "..") && strncmp(m.name, "../", 3) && !strstr(m.name, "/../"));
        assert(m.size <= raw->size - raw_place(raw));
    }
    if (rc < 0)
        check_sentence(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct raw raw;
    struct err err = {0};
    if (size <= PICTURE_MAGIC)
        return 0;
    write_file(data, size);
    if (raw_open(&raw, path, &err) < 0) {
        check_sentence(&err);
    } else {
        fuzz_picture(&raw, size);
        fuzz_tar(&raw);
        raw_close(&raw);
    }
    unlink(path);
    return 0;
}
