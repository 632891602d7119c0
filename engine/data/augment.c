/* augment.c - the table of changes, their chances, and what they cost.
 *
 * A new change is a row in the table, an entry in its enum and a case in augment_sample. */
#include "engine/data/augment.h"
#include "engine/data/maps.h"
#include "engine/tensor/rng.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FLIP, SHIFT, ROTATE, SCALE, CROP, NOISE, CUTOUT, MIXUP };
enum flip_option { FLIP_HORIZONTAL, FLIP_VERTICAL };

static const struct option flip_options[] = {
    [FLIP_HORIZONTAL] = {.name = "horizontal",
                         .type = OPT_BOOL,
                         .max = 1,
                         .fallback = 1,
                         .help = "whether half of the samples are mirrored"},
    [FLIP_VERTICAL] = {.name = "vertical",
                       .type = OPT_BOOL,
                       .max = 1,
                       .help = "whether half of the samples are turned upside down"},
};
static const struct option shift_options[] = {
    {.name = "fraction",
     .type = OPT_FLOAT,
     .max = 1,
     .fallback = .1,
     .help = "at most so much of the height, and of the width, either way"},
};
static const struct option rotate_options[] = {
    {.name = "degrees",
     .type = OPT_FLOAT,
     .max = 180,
     .fallback = 10,
     .help = "at most so far around the centre, either way"},
};
static const struct option scale_options[] = {
    {.name = "factor",
     .type = OPT_FLOAT,
     .max = 1,
     .max_open = true,
     .fallback = .1,
     .help = "the size is multiplied by 1 - factor to 1 + factor"},
};
static const struct option crop_options[] = {
    {.name = "pixels",
     .type = OPT_INT,
     .max = 65536,
     .fallback = 4,
     .help = "so many black pixels are put on each side, then the old size is cut out anywhere"},
};
static const struct option noise_options[] = {
    {.name = "std",
     .type = OPT_FLOAT,
     .max = 1e6,
     .fallback = .1,
     .help = "deviation of the normal noise, in units of the normalised input"},
};
static const struct option cutout_options[] = {
    {.name = "size",
     .type = OPT_INT,
     .max = 65536,
     .fallback = 8,
     .help = "side of the black square, whose centre is anywhere in the picture"},
};
static const struct option mixup_options[] = {
    {.name = "alpha",
     .type = OPT_FLOAT,
     .max = 1000,
     .fallback = .2,
     .help = "of Beta(alpha, alpha), from which the row's part is drawn; 0: nothing is mixed, 1: "
             "every part is as likely"},
};

#define COUNT(TABLE) ((int)(sizeof(TABLE) / sizeof *(TABLE)))
#define ROW(NAME, OPTIONS, HELP)                                                                   \
    {                                                                                              \
        .name = NAME, .help = HELP, .options = OPTIONS, .n_options = COUNT(OPTIONS)                \
    }

const struct kind augment_kinds[] = {
    [FLIP] = ROW("flip", flip_options, "Mirrors a picture, each way with chance 1/2"),
    [SHIFT] = ROW("shift", shift_options, "Moves a picture"),
    [ROTATE] = ROW("rotate", rotate_options, "Turns a picture around its centre"),
    [SCALE] = ROW("scale", scale_options, "Makes a picture larger or smaller around its centre"),
    [CROP] = ROW("crop", crop_options, "Pads a picture and cuts the old size out of it"),
    [NOISE] = ROW("noise", noise_options,
                  "Adds normal noise to each number of the input: a picture's, or a table's, "
                  "one-hots included"),
    [CUTOUT] = ROW("cutout", cutout_options, "Blackens a square (DeVries & Taylor 2017)"),
    [MIXUP] = ROW("mixup", mixup_options,
                  "Blends a row and its target with another training row, which is changed by its "
                  "own chance (Zhang et al. 2018); the last of the list"),
};
const int n_augment_kinds = COUNT(augment_kinds);

static bool is_warp(int kind)
{
    return kind == SHIFT || kind == ROTATE || kind == SCALE || kind == CROP;
}

/* ---- what fits ---- */

static bool has_indices(const struct preprocess_info *info)
{
    for (int i = 0; i < info->n_blocks; i++)
        if (info->block[i].kind == BLOCK_INDEX || info->block[i].kind == BLOCK_TOKENS)
            return true;
    return false;
}

/* What is changed: the samples where there are some, else the whole row, which must be numbers. */
static struct input_block target_of(const struct preprocess_info *info)
{
    struct input_block row = {.kind = has_indices(info) ? BLOCK_INDEX : BLOCK_NUMBERS,
                              .n = info->n_in,
                              .rank = info->rank};
    memcpy(row.shape, info->shape, sizeof row.shape);
    for (int i = 0; i < info->n_blocks; i++)
        if (info->block[i].kind == BLOCK_SAMPLE)
            return info->block[i];
    return row;
}

static bool is_picture(const struct input_block *b)
{
    return b->kind == BLOCK_SAMPLE && (b->rank == 2 || b->rank == 3);
}

static void check_pixels(const char *pointer, const struct option *o, double value, int64_t most,
                         struct faults *faults)
{
    char at[64], allowed[48];
    if (value <= (double)most)
        return;
    snprintf(at, sizeof at, "%s/%s", pointer, o->name);
    snprintf(allowed, sizeof allowed, "at most %" PRId64, most);
    faults_add(faults, at, "range", allowed,
               "%s is %.0f, but these pictures allow at most %" PRId64, o->name, value, most);
}

int augment_check(const struct spec *spec, bool indices, const struct preprocess_info *info,
                  struct faults *faults)
{
    int before = faults->n;
    struct input_block target = target_of(info);
    for (int i = 0; i < spec->n_augment; i++) {
        const struct choice *c = &spec->augment[i];
        const struct kind *k = &augment_kinds[c->kind];
        char pointer[40];
        snprintf(pointer, sizeof pointer, "/training/augment/%d", i);
        if (indices || target.kind == BLOCK_INDEX) {
            faults_add(faults, pointer, "task", "no augmentation",
                       "%s is for numbers, and this model takes its input as indices", k->name);
        } else if (c->kind == MIXUP) {
            if (has_indices(info))
                faults_add(faults, pointer, "task", "no mixup",
                           "mixup blends whole rows, and an input of this model holds indices");
            else if (i < spec->n_augment - 1)
                faults_add(faults, pointer, "order", "last in the list",
                           "mixup blends rows that are changed already: it must be the last");
        } else if (c->kind != NOISE && !is_picture(&target)) {
            faults_add(faults, pointer, "task", "noise, mixup",
                       "%s is for pictures, and a row is %s", k->name,
                       target.rank == 1 ? "a list of numbers" : "of more dimensions");
        } else if (c->kind == CROP || c->kind == CUTOUT) {
            int64_t side = target.shape[0] < target.shape[1] ? target.shape[0] : target.shape[1];
            check_pixels(pointer, k->options, c->options[0].n, side - (c->kind == CROP), faults);
        }
    }
    return faults->n - before;
}

/* ---- what it costs ---- */

int64_t augment_scratch(const struct spec *spec, const struct preprocess_info *info)
{
    for (int i = 0; i < spec->n_augment; i++)
        if (is_warp(spec->augment[i].kind))
            return target_of(info).n;
    return 0;
}

/* A warp: 8 for each number and 18 to find the place of a pixel. Noise: 2, and about 30 for the
 * logarithm, the cosine and the root that make a number normal. Mixup: 3, and all that changes the
 * partner. The others only move numbers. */
double augment_flops(const struct spec *spec, const struct preprocess_info *info)
{
    struct input_block target = target_of(info);
    double flops = 0, n = (double)target.n, channels = 1;
    if (target.rank == 3)
        channels = (double)target.shape[2];
    for (int i = 0; i < spec->n_augment; i++) {
        if (is_warp(spec->augment[i].kind))
            flops += 8 * n + 18 * n / channels;
        else if (spec->augment[i].kind == NOISE)
            flops += 32 * n;
        else if (spec->augment[i].kind == MIXUP)
            flops = 2 * flops + 3 * n;
    }
    return flops;
}

/* Each reads and writes every number, a warp its copy as well, mixup the partner. */
double augment_traffic(const struct spec *spec, const struct preprocess_info *info)
{
    double passes = 0;
    for (int i = 0; i < spec->n_augment; i++) {
        bool mixes = spec->augment[i].kind == MIXUP;
        passes = mixes ? 2 * passes + 4 : passes + (is_warp(spec->augment[i].kind) ? 4 : 2);
    }
    return passes * (double)target_of(info).n;
}

/* ---- doing it ---- */

struct augment augment_init(const struct spec *spec, const struct preprocess_info *info,
                            float black)
{
    struct input_block target = target_of(info);
    struct picture picture = {1, 1, target.n, black};
    if (is_picture(&target))
        picture = (struct picture){target.shape[0], target.shape[1],
                                   target.rank == 3 ? target.shape[2] : 1, black};
    return (struct augment){spec->augment, spec->n_augment,
                            (uint64_t)spec->training[TRAINING_SEED].n, picture, target.at};
}

/* Uniform in [-limit, limit). */
static double either_way(struct rng *r, double limit)
{
    return (2 * rng_uniform(r) - 1) * limit;
}

static double any_pixel(struct rng *r, double pixels)
{
    return (double)rng_below(r, 2 * (uint64_t)pixels + 1) - pixels;
}

static struct warp draw_warp(struct rng *r, const struct choice *c, const struct picture *p)
{
    double limit = c->options[0].n, down;
    switch (c->kind) {
    case ROTATE: return warp_turn(either_way(r, limit));
    case SCALE: return warp_zoom(1 + either_way(r, limit));
    case CROP: down = any_pixel(r, limit); return warp_move(down, any_pixel(r, limit));
    default:
        down = either_way(r, limit * (double)p->h);
        return warp_move(down, either_way(r, limit * (double)p->w));
    }
}

static void flip(struct rng *r, const struct choice *c, const struct picture *p, float *x,
                 int32_t *map)
{
    bool mirror = rng_u32(r) >> 31 && c->options[FLIP_HORIZONTAL].n > 0;
    bool upend = rng_u32(r) >> 31 && c->options[FLIP_VERTICAL].n > 0;
    if (mirror)
        picture_mirror(p, x);
    if (mirror && map)
        map_mirror(p, map);
    if (upend)
        picture_upend(p, x);
    if (upend && map)
        map_upend(p, map);
}

static void add_noise(struct rng *r, double std, const struct picture *p, float *x)
{
    for (int64_t i = 0; i < p->h * p->w * p->c; i++)
        x[i] += (float)(std * rng_normal(r));
}

static void cut_out(struct rng *r, int64_t size, const struct picture *p, float *x)
{
    int64_t at_y = (int64_t)rng_below(r, (uint64_t)p->h);
    picture_cut(p, at_y, (int64_t)rng_below(r, (uint64_t)p->w), size, x);
}

void augment_sample(const struct augment *a, int64_t epoch, uint32_t row, float *x, int32_t *map,
                    float *scratch)
{
    const struct picture *p = &a->picture;
    x += a->at;
    for (int i = 0; i < a->n; i++) {
        const struct choice *c = &a->list[i];
        struct rng r = rng_begin(a->seed, RNG_AUGMENT, (uint32_t)i, (uint64_t)epoch, row);
        if (is_warp(c->kind)) {
            struct warp warp = draw_warp(&r, c, p);
            picture_warp(p, &warp, x, scratch);
            if (map)
                map_warp(p, &warp, map, (int32_t *)scratch);
        } else if (c->kind == FLIP) {
            flip(&r, c, p, x, map);
        } else if (c->kind == NOISE) {
            add_noise(&r, c->options[0].n, p, x);
        } else if (c->kind == CUTOUT) {
            cut_out(&r, (int64_t)c->options[0].n, p, x);
        }
    }
}

/* ---- mixing ---- */

bool augment_mixes(const struct spec *spec)
{
    return spec->n_augment > 0 && spec->augment[spec->n_augment - 1].kind == MIXUP;
}

/* log of a number with the gamma distribution of shape a > 0 (Marsaglia & Tsang 2000), below 1 by
 * G(a) = G(a + 1) U^(1/a). The logarithm, since for small a the number itself is 0 at once. */
static double log_gamma(struct rng *r, double a)
{
    double boost = 0;
    if (a < 1) {
        boost = log(1 - rng_uniform(r)) / a;
        a += 1;
    }
    double d = a - 1. / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = rng_normal(r), v = 1 + c * x;
        double u = 1 - rng_uniform(r);
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(u) < x * x / 2 + d * (1 - v + log(v)))
            return log(d * v) + boost;
    }
}

/* Beta(α, α) is G/(G + G') of two gamma numbers of shape α. */
struct mix augment_mix(const struct augment *a, int64_t epoch, uint32_t row, int64_t rows)
{
    const struct choice *c = &a->list[a->n - 1];
    struct rng r = rng_begin(a->seed, RNG_AUGMENT, (uint32_t)(a->n - 1), (uint64_t)epoch, row);
    struct mix m = {1, (int64_t)rng_below(&r, (uint64_t)rows)};
    if (c->options[0].n > 0) {
        double own = log_gamma(&r, c->options[0].n);
        m.part = 1 / (1 + exp(log_gamma(&r, c->options[0].n) - own));
    }
    return m;
}
