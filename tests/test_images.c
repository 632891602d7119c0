/* test_images.c - archives of pictures: what other programs wrote (tests/golden/pictures.py) comes
 * out pixel by pixel, and what is hostile is refused by name. */
#include "engine/data/dataset.h"
#include "engine/data/decode.h"
#include "engine/data/format.h"
#include "engine/data/orient.h"
#include "engine/data/resize.h"
#include "engine/data/tar.h"
#include "tests/support/files.h"

#include <unistd.h>

static unsigned char *golden(const char *name, size_t *n)
{
    char path[128];
    unsigned char *bytes = malloc(1 << 17);
    snprintf(path, sizeof path, "tests/golden/pictures/%s", name);
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("no %s", path);
    *n = fread(bytes, 1, 1 << 17, f);
    fclose(f);
    return bytes;
}

/* ---- decoding ---- */

static int decode(const unsigned char *bytes, size_t n, struct pixels *out, struct err *err)
{
    char *path = files_write(files, "picture", bytes, n);
    struct raw raw;
    struct picture_file file = {.raw = &raw, .n_magic = PICTURE_MAGIC};
    assert_int_equal(raw_open(&raw, path, err), 0);
    assert_true(n > PICTURE_MAGIC);
    file.left = n - PICTURE_MAGIC;
    raw_read(&raw, file.magic, PICTURE_MAGIC, err);
    int rc = picture_kind(file.magic, PICTURE_MAGIC) == PICTURE_JPEG ? jpeg_decode(&file, out, err)
                                                                     : png_decode(&file, out, err);
    raw_close(&raw);
    free(path);
    return rc;
}

static void pictures_of_every_kind_have_the_pixels_that_pillow_sees(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int h, w, c;
    } cases[] = {
        {"grey.png", 7, 5, 1},       {"colour.png", 7, 5, 3},        {"alpha.png", 7, 5, 3},
        {"grey-alpha.png", 7, 5, 1}, {"palette.png", 7, 5, 3},       {"bits.png", 7, 5, 1},
        {"deep.png", 7, 5, 1},       {"comment.png", 7, 5, 1},       {"interlaced.png", 7, 5, 3},
        {"lies-1.jpg", 24, 19, 3},   {"lies-2.jpg", 24, 19, 3},      {"lies-3.jpg", 24, 19, 3},
        {"lies-4.jpg", 24, 19, 3},   {"lies-5.jpg", 19, 24, 3},      {"lies-6.jpg", 19, 24, 3},
        {"lies-7.jpg", 19, 24, 3},   {"lies-8.jpg", 19, 24, 3},      {"photo.jpg", 24, 19, 3},
        {"grey.jpg", 24, 19, 1},     {"progressive.jpg", 24, 19, 3},
    };
    struct pixels p = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n, n_want;
        char raw[64];
        struct err err = {0};
        snprintf(raw, sizeof raw, "%s.raw", cases[i].name);
        unsigned char *bytes = golden(cases[i].name, &n), *want = golden(raw, &n_want);
        if (decode(bytes, n, &p, &err) != 0)
            fail_msg("%s: %s", cases[i].name, err.text);
        assert_true(p.h == cases[i].h && p.w == cases[i].w && p.c == cases[i].c);
        assert_int_equal(n_want, p.h * p.w * p.c);
        for (size_t k = 0; k < n_want; k++)
            if (p.bytes[k] != want[k])
                fail_msg("%s: byte %zu is %d, not %d", cases[i].name, k, p.bytes[k], want[k]);
        free(bytes);
        free(want);
    }
    pixels_done(&p);
}

/* What makes no sense is upright; and cut anywhere, nothing is read beyond the end (under ASan). */
static void an_orientation_is_believed_only_when_it_makes_sense(void **state)
{
    (void)state;
    static const struct {
        unsigned char bytes[32];
        int want;
    } cases[] = {
        {"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 6},
        {"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0", 3},
        {"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0", 1},
        {"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x04\0\x01\0\0\0\x06\0\0\0", 1},
        {"Exif\0\0II*\0\xFF\xFF\xFF\xFF\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 1},
        {"Exif\0\0IM*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", 1},
        {"Exif\0\0II*\0\x08\0\0\0\xFF\xFF\x13\x01\x03\0\x01\0\0\0\x06\0\0\0", 1},
        {"http://ns.adobe.com/xap/1.0/", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t n = 0; n <= 32; n++) {
            unsigned char *copy = malloc(n + 1);
            memcpy(copy, cases[i].bytes, n);
            unsigned char *end = memmove(copy + 1, copy, n); /* nothing may follow the bytes */
            int got = exif_orientation(end, n);
            assert_true(got == (n == 32 ? cases[i].want : got) && got >= 1 && got <= 8);
            assert_true(n >= 26 || got == 1);
            free(copy);
        }
}

static void hostile_pictures_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *sentence;
        int code;
    } cases[] = {
        {"huge.png", "the PNG is damaged: ", ERR_INVALID}, /* libpng's own limit of a side */
        {"rows-missing.png", "the PNG is damaged: Not enough image data", ERR_INVALID},
        {"cmyk.jpg", "its colours are not grey or RGB", ERR_INVALID},
    };
    struct pixels p = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        struct err err = {0};
        unsigned char *bytes = golden(cases[i].name, &n);
        assert_int_equal(decode(bytes, n, &p, &err), cases[i].code);
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("%s said \"%s\"", cases[i].name, err.text);
        free(bytes);
    }
    pixels_done(&p);
}

static void a_size_beyond_the_limit_is_told(void **state)
{
    (void)state;
    static const struct {
        int64_t h, w;
        int rc;
    } cases[] = {{1, 16384, 0},
                 {4096, 4096, 0},
                 {4097, 4096, ERR_TOO_LARGE},
                 {1, 16385, ERR_TOO_LARGE},
                 {0, 5, ERR_TOO_LARGE},
                 {16384, 16384, ERR_TOO_LARGE}};
    struct pixels p = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        assert_int_equal(pixels_reserve(&p, cases[i].h, cases[i].w, 1, &err), cases[i].rc);
        assert_true(cases[i].rc == 0 || strstr(err.text, "16777216 pixels in all"));
    }
    pixels_done(&p);
}

/* Cut anywhere: an error, never a picture that ends in grey. Flipped: an error or a picture. */
static void damaged_pictures_are_no_pictures(void **state)
{
    (void)state;
    static const char *const names[] = {"colour.png", "interlaced.png", "photo.jpg",
                                        "progressive.jpg"};
    struct pixels p = {0};
    for (int i = 0; i < 4; i++) {
        size_t n;
        unsigned char *bytes = golden(names[i], &n);
        for (size_t cut = PICTURE_MAGIC + 1; cut < n - 2; cut++) {
            struct err err = {0};
            if (decode(bytes, cut, &p, &err) == 0)
                fail_msg("%s was read from %zu of %zu bytes", names[i], cut, n);
            assert_true(*err.text);
        }
        for (size_t at = PICTURE_MAGIC; at < n; at++) {
            struct err err = {0};
            bytes[at] ^= 1 << at % 8;
            if (decode(bytes, n, &p, &err) < 0)
                assert_true(*err.text);
            bytes[at] ^= 1 << at % 8;
        }
        free(bytes);
    }
    pixels_done(&p);
}

/* ---- resizing ---- */

static void resized_pictures_are_what_the_definition_says(void **state)
{
    (void)state;
    static const int sizes[][2] = {{3, 2}, {7, 3}, {1, 1}, {10, 9}, {14, 15}};
    size_t n;
    unsigned char *bytes = golden("colour.png.raw", &n);
    const struct pixels in = {.h = 7, .w = 5, .c = 3, .bytes = bytes};
    for (int how = 0; how < 2; how++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char name[64];
            unsigned char out[14 * 15 * 3];
            double line[15 * 3];
            int h = sizes[i][0], w = sizes[i][1];
            snprintf(name, sizeof name, "%s-%dx%d.raw", how ? "bilinear" : "area", h, w);
            unsigned char *want = golden(name, &n);
            resize(&in, how ? RESIZE_BILINEAR : RESIZE_AREA, h, w, out, line);
            assert_int_equal(n, h * w * 3);
            for (size_t k = 0; k < n; k++)
                if (out[k] != want[k])
                    fail_msg("%s: byte %zu is %d, not %d", name, k, out[k], want[k]);
            free(want);
        }
    free(bytes);
}

/* A picture of one colour stays it, whatever the sizes. */
static void one_colour_stays_one_colour(void **state)
{
    (void)state;
    unsigned char bytes[37 * 3], out[64 * 3];
    double line[64 * 3];
    memset(bytes, 77, sizeof bytes);
    for (int how = 0; how < 2; how++)
        for (int from = 1; from <= 37; from++)
            for (int to = 1; to <= 64; to++) {
                const struct pixels in = {.h = 1, .w = from, .c = 3, .bytes = bytes};
                resize(&in, how ? RESIZE_BILINEAR : RESIZE_AREA, 1, to, out, line);
                for (int k = 0; k < to * 3; k++)
                    assert_int_equal(out[k], 77);
            }
}

/* ---- archives ---- */

static struct dataset *import(const void *tar, size_t n, int size, enum channels channels,
                              struct err *err)
{
    char *raw = files_write(files, "raw", tar, n), *out = files_path(files, "out");
    struct value options[OPTIONS_MAX] = {
        [IMAGES_SIZE] = {.n = size, .m = size}, [IMAGES_CHANNELS] = {.n = channels}};
    struct dataset *ds = NULL;
    int before = files_count(files);
    int rc = dataset_import("images", raw, NULL, options, out, err);
    if (rc == 0)
        ds = dataset_open(out, err);
    assert_int_equal(files_count(files), before + (rc == 0));
    unlink(out);
    free(raw);
    free(out);
    return ds;
}

static void archives_of_three_programs_are_read_alike(void **state)
{
    (void)state;
    static const char *const names[] = {"gnu.tar", "pax.tar", "ustar.tar"};
    size_t n;
    unsigned char *grey = golden("grey.png.raw", &n), *colour = golden("colour.png.raw", &n);
    for (int i = 0; i < 3; i++) {
        struct err err = {0};
        unsigned char *tar = golden(names[i], &n);
        struct dataset *ds = import(tar, n, 7, CHANNELS_3, &err);
        if (!ds)
            fail_msg("%s: %s", names[i], err.text);
        const struct dataset_info *info = dataset_info(ds);
        assert_string_equal(info->format, "images");
        assert_int_equal(info->rows, 3);
        assert_true(info->rank == 3 && info->shape[0] == 7 && info->shape[1] == 7);
        assert_int_equal(info->shape[2], 3);
        assert_true(info->labelled);
        assert_string_equal(info->columns[0].name, "label");
        assert_int_equal(info->columns[0].n_classes, 2);
        assert_string_equal(info->columns[0].classes[0], "ants");
        assert_int_equal(info->columns[0].class_counts[0], 2);
        for (int row = 0, ants = 0; row < 3; row++) {
            struct cell label = dataset_cell(ds, row, 7 * 7 * 3);
            assert_int_equal(label.kind, CELL_TEXT);
            ants += strcmp(label.text, "ants") == 0;
            assert_true(row < 2 || ants == 2);
        }
        dataset_close(ds);
        /* at the first one's own size: its pixels themselves, the second's as grey */
        ds = import(tar, n, 0, CHANNELS_AUTO, &err);
        assert_non_null(ds);
        info = dataset_info(ds);
        bool grey_first = info->shape[2] == 1;
        if (i > 0)
            assert_true(grey_first && info->shape[0] == 7 && info->shape[1] == 5);
        for (int k = 0; i > 0 && k < 35; k++) {
            assert_true(dataset_cell(ds, 0, k).number == grey[k]);
            const unsigned char *p = colour + 3 * k;
            double want = (double)((299 * p[0] + 587 * p[1] + 114 * p[2] + 500) / 1000);
            assert_true(dataset_cell(ds, 1, k).number == want);
        }
        dataset_close(ds);
        free(tar);
    }
    free(grey);
    free(colour);
}

/* A tar of our own making, so that everything in it can be a lie. */
struct maker {
    unsigned char bytes[1 << 16];
    size_t n;
};

static void seal(unsigned char *h)
{
    unsigned sum = 0;
    memset(h + 148, ' ', 8);
    for (int i = 0; i < 512; i++)
        sum += h[i];
    snprintf((char *)h + 148, 8, "%06o", sum);
}

static unsigned char *add(struct maker *m, const char *name, char type, const void *data, size_t n)
{
    unsigned char *h = m->bytes + m->n;
    memset(h, 0, 512);
    snprintf((char *)h, 100, "%s", name);
    snprintf((char *)h + 124, 12, "%011o", (unsigned)n);
    h[156] = (unsigned char)type;
    memcpy(h + 257, "ustar\00000", 8);
    seal(h);
    memcpy(h + 512, data, n);
    m->n += 512 + (n + 511) / 512 * 512;
    return h;
}

static void end(struct maker *m)
{
    m->n += 1024;
}

static void hostile_archives_are_refused_by_name(void **state)
{
    (void)state;
    size_t n, n_huge;
    unsigned char *png = golden("grey.png", &n), *huge = golden("huge.png", &n_huge);
    static const struct {
        const char *name;
        char type;
        bool picture;
        const char *before; /* a pax header's text */
        const char *sentence;
    } cases[] = {
        {"a/1.png", '0', true, NULL, NULL},
        {"./a/1.png", '0', true, NULL, NULL},
        {"a/1.png", 0, true, NULL, NULL},
        {"1.png", '0', true, NULL, "member \"1.png\" lies in no folder"},
        {"../a/1.png", '0', true, NULL, "member \"../a/1.png\": its path leads out of the archive"},
        {"a/../../1.png", '0', true, NULL, "leads out of the archive"},
        {"/etc/1.png", '0', true, NULL, "member \"/etc/1.png\": its path leads out"},
        {"a/1.png", '1', true, NULL, "member \"a/1.png\" is a link"},
        {"a/1.png", '2', false, NULL, "is a link"},
        {"a/1.png", '3', false, NULL, "is a device or a pipe"},
        {"a/1.png", 'S', true, NULL, "is a sparse file"},
        {"a/1.png", 'Z', true, NULL, "is of an unknown kind"},
        {"a/1.gif", '0', false, NULL, "member \"a/1.gif\" is neither a PNG nor a JPEG"},
        {"a/1.png", '0', true, "22 GNU.sparse.major=1\n", "is a sparse file"},
        {"a/1.png", '0', true, "20 path=../escaped\n", "is a pax header that cannot be read"},
        {"a/1.png", '0', true, "19 path=../escaped\n", "leads out of the archive"},
        {"a/1.png", '0', true, "99 path=x\n", "is a pax header that cannot be read"},
        {"a/1.png", '0', true, "22 size=9999999999999\n", "promises more bytes"},
        {"a/1.png", '0', true, "19 path=bees/1.png\n", NULL},
        {"\xFF\xFE/1.png", '0', true, NULL, "whose name is not UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static struct maker m;
        struct err err = {0};
        m.n = 0;
        memset(m.bytes, 0, sizeof m.bytes);
        add(&m, "a/0.png", '0', png, n);
        if (cases[i].before)
            add(&m, "pax", 'x', cases[i].before, strlen(cases[i].before));
        add(&m, cases[i].name, cases[i].type, cases[i].picture ? (char *)png : "GIF89a, no picture",
            cases[i].picture ? n : 18);
        end(&m);
        struct dataset *ds = import(m.bytes, m.n, 0, CHANNELS_AUTO, &err);
        if ((ds != NULL) != (cases[i].sentence == NULL))
            fail_msg("%s, type %c: %s", cases[i].name, cases[i].type, err.text);
        if (ds)
            assert_int_equal(dataset_info(ds)->rows, 2);
        else if (!strstr(err.text, cases[i].sentence))
            fail_msg("%s said \"%s\", not \"%s\"", cases[i].name, err.text, cases[i].sentence);
        dataset_close(ds);
    }
    /* a picture within that is hostile is named */
    static struct maker m;
    struct err err = {0};
    add(&m, "a/0.png", '0', png, n);
    add(&m, "a/huge.png", '0', huge, n_huge);
    end(&m);
    assert_null(import(m.bytes, m.n, 0, CHANNELS_AUTO, &err));
    assert_non_null(strstr(err.text, "member \"a/huge.png\": the PNG is damaged"));
    free(png);
    free(huge);
}

static void an_archive_that_is_cut_anywhere_is_refused(void **state)
{
    (void)state;
    size_t n, n_png;
    unsigned char *tar = golden("pax.tar", &n), *png = golden("grey.png", &n_png);
    size_t whole = n;
    while (whole > 512 && tar[whole - 1] == 0)
        whole--;
    whole = (whole + 511) / 512 * 512; /* the end mark follows */
    for (size_t cut = 1; cut <= whole; cut += cut % 512 < 3 ? 1 : 101) {
        struct err err = {0};
        assert_null(import(tar, cut, 4, CHANNELS_1, &err));
        assert_true(*err.text);
    }
    struct err err = {0};
    assert_null(import(tar, whole, 4, CHANNELS_1, &err));
    assert_non_null(strstr(err.text, "without its end mark"));
    tar[100] ^= 1;
    assert_null(import(tar, n, 4, CHANNELS_1, &err));
    assert_non_null(strstr(err.text, "the header at byte 0 has a wrong checksum"));
    assert_null(import("not an archive at all", 21, 4, CHANNELS_1, &err));
    free(tar);
    free(png);
}

/* Pictures of a few bytes each that would fill a disk at the size that is asked for. */
static void more_bytes_than_the_upload_deserves_are_refused(void **state)
{
    (void)state;
    static struct maker m;
    size_t n;
    unsigned char *png = golden("grey.png", &n);
    for (int i = 0; i < 60; i++)
        add(&m, "a/0.png", '0', png, n);
    end(&m);
    struct err err = {0};
    assert_null(import(m.bytes, m.n, 4096, CHANNELS_3, &err));
    assert_int_equal(err.code, ERR_TOO_LARGE);
    assert_non_null(
        strstr(err.text, "60 pictures of 4096 × 4096 × 3 bytes are more than 256 times"));
    free(png);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, files_setup, files_teardown)
    const struct CMUnitTest tests[] = {
        TEST(pictures_of_every_kind_have_the_pixels_that_pillow_sees),
        TEST(an_orientation_is_believed_only_when_it_makes_sense),
        TEST(hostile_pictures_are_refused),
        TEST(a_size_beyond_the_limit_is_told),
        TEST(damaged_pictures_are_no_pictures),
        TEST(resized_pictures_are_what_the_definition_says),
        TEST(one_colour_stays_one_colour),
        TEST(archives_of_three_programs_are_read_alike),
        TEST(hostile_archives_are_refused_by_name),
        TEST(an_archive_that_is_cut_anywhere_is_refused),
        TEST(more_bytes_than_the_upload_deserves_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
