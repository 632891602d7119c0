/* draft.c - draws a spec, and makes a failing one smaller. */
#include "tests/support/draft.h"
#include "engine/tensor/rng.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MIDDLE = 6, /* layers of a model with one input */
    ROWS = 37,
    FEATURES = 16,
    FLAGS = 3,
    LETTERS = 5,
    WINDOW_MAX = 6 /* letters: the longest context that is drawn */
};

static const char *const part_names[] = {"optimizer",      "schedule", "regularization",
                                         "early_stopping", "loss",     "augment",
                                         "augment",        "data"};
enum { PART_LOSS = 4, PART_AUGMENT = 5, PART_DATA = 7 };

static int roll(struct rng *r, int n)
{
    return (int)rng_below(r, (uint64_t)n);
}

/* " name=value" with a small value that the option allows. */
static void draw_option(struct rng *r, const struct option *o, char *to)
{
    double low = o->min > 1 ? o->min : 1;
    switch (o->type) {
    case OPT_INT:
        sprintf(to, " %s=%d", o->name, o->max < 4 ? (int)o->min : (int)low + roll(r, 4));
        break;
    case OPT_PAIR: sprintf(to, " %s=%dx%d", o->name, 1 + roll(r, 3), 1 + roll(r, 3)); break;
    case OPT_BOOL: sprintf(to, " %s=%d", o->name, roll(r, 2)); break;
    case OPT_FLOAT: {
        double top = o->max < 1 ? o->max : 1;
        sprintf(to, " %s=%.3f", o->name, o->min + (top - o->min) * (.05 + .9 * rng_uniform(r)));
        break;
    }
    case OPT_CHOICE: {
        int n = 0;
        while (o->choices[n])
            n++;
        sprintf(to, " %s=%s", o->name, o->choices[roll(r, n)]);
        break;
    }
    case OPT_NUMBERS: /* a word, or as many as two classes or one unit want */
        sprintf(to, " %s=%s", o->name,
                o->choices && roll(r, 2) ? o->choices[0]
                : o->choices             ? "2,0.5"
                                         : "2");
        break;
    case OPT_NAME:
    case OPT_NAMES: break; /* a name means something only in its place: drawn there */
    case OPT_DIMS: {
        static const char *const dims[] = {"-1", "4x-1", "-1x2", "2x-1x2", "4x4x-1", "2x2x-1"};
        sprintf(to, " %s=%s", o->name, dims[roll(r, 6)]);
        break;
    }
    }
}

void draft_kind(struct rng *r, enum catalog which, char *to)
{
    int n;
    const struct kind *k = catalog(which, &n);
    k += roll(r, n);
    strcpy(to, k->name);
    for (int i = 0; i < k->n_options; i++)
        if (k->options[i].required || roll(r, 3) == 0)
            draw_option(r, &k->options[i], to + strlen(to));
}

/* Layers that keep a picture's size: a map needs as many pixels at the end. */
static const char *const keepers[] = {"conv2d filters=3 kernel_size=3 padding=same",
                                      "conv2d filters=2 kernel_size=2x3 padding=same", "batch_norm",
                                      "activation function=tanh", "dropout rate=0.2"};

/* Layers are named l0, l1 …; a join takes the layer before and one further back. */
static void draw_layer(struct rng *r, struct draft *d, int i)
{
    char *to = d->layers[i];
    if (d->maps && roll(r, 4))
        strcpy(to, keepers[roll(r, sizeof keepers / sizeof *keepers)]);
    else
        draft_kind(r, CATALOG_LAYERS, to);
    sprintf(to + strlen(to), " name=l%d", i);
    bool joins = !strncmp(to, "add", 3) || !strncmp(to, "concat", 6) || !strncmp(to, "multiply", 8);
    if (i > 0 && (joins || (roll(r, 5) == 0 && !strncmp(to, "multi", 5))))
        sprintf(to + strlen(to), " inputs=l%d,l%d", i - 1, roll(r, i));
}

static void add_line(struct draft *d, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(d->layers[d->n_layers++], DRAFT_TEXT, format, ap);
    va_end(ap);
}

/* Branches over a category, a text, and what is left, or the pictures; joined to one vector. */
static void draw_inputs(struct rng *r, struct draft *d)
{
    static const char *const readers[] = {"lstm units=2", "gru units=3", "global_avg_pool2d",
                                          "global_max_pool2d", "flatten"};
    static const char *const tokenizers[] = {"words", "characters", "bytes"};
    int tokenizer = roll(r, 3), words = tokenizer == 2 ? 258 : 4 + roll(r, 20);
    add_line(d, "input columns=user encoding=index name=u");
    add_line(d, "embedding input_dim=%d output_dim=%d", 9, 1 + roll(r, 3));
    add_line(d, "flatten name=a");
    add_line(d, "input columns=says encoding=tokens tokenizer=%s length=%d vocabulary_size=%d",
             tokenizers[tokenizer], 1 + roll(r, 9), tokenizer == 2 ? 0 : words);
    add_line(d, "embedding input_dim=%d output_dim=3 mask_zero=%d", words, roll(r, 2));
    add_line(d, "%s name=b", readers[roll(r, 5)]);
    add_line(d, d->pictures ? "input name=p" : "input columns=number,day name=c");
    if (d->pictures)
        add_line(d, "flatten name=c");
    add_line(d, "concat inputs=%s", roll(r, 2) ? "a,b,c" : "c,b,a,b");
    sprintf(d->layers[d->n_layers - 1] + strlen(d->layers[d->n_layers - 1]), " name=l%d",
            d->n_layers - 1);
    if (roll(r, 2)) {
        draft_kind(r, CATALOG_LAYERS, d->layers[d->n_layers]);
        d->n_layers++;
    }
    add_line(d, "flatten");
    add_line(d, "dense units=%d", d->classes ? d->classes : 1);
}

static void draw_middle(struct rng *r, struct draft *d, bool table)
{
    static const char *const forms[] = {"4x4x1", "2x4x2", "4x4", "8x2"};
    if (table && roll(r, 3))
        add_line(d, "reshape target_shape=%s name=l0", forms[roll(r, 4)]);
    for (int more = 1 + roll(r, MIDDLE - 2); more > 0 && d->n_layers < MIDDLE - 1;
         more--, d->n_layers++)
        draw_layer(r, d, d->n_layers);
    int out = d->classes    ? d->classes
              : d->flags    ? FLAGS
              : table       ? 1
              : d->pictures ? FEATURES
                            : FEATURES + 1;
    if (!d->maps && (d->pictures || (d->n_layers && table)))
        add_line(d, "flatten");
    if (d->n_layers == MIDDLE)
        d->n_layers--;
    add_line(d, d->maps ? "conv2d kernel_size=1 filters=%d" : "dense units=%d", out);
}

/* A language model: layers that see no letter after the one they stand at; or a masked one, which
 * may. Its last layer may share the embedding's table. */
static void draw_text(struct rng *r, struct draft *d)
{
    static const char *const layers[] = {"position_embedding",
                                         "layer_norm",
                                         "rms_norm",
                                         "dense units=3 activation=gelu",
                                         "lstm return_sequences=1",
                                         "dropout rate=0.2",
                                         "gru return_sequences=1"};
    int width = 1 + roll(r, 4), masked = roll(r, 3) == 0, tied = roll(r, 3) == 0;
    if (masked)
        d->task = "masked_language_model";
    sprintf(d->parts[PART_DATA], "context=%d mask_rate=0.%d", 2 + roll(r, WINDOW_MAX - 1),
            1 + roll(r, 9));
    add_line(d, "embedding input_dim=%d output_dim=%d name=l0", LETTERS + masked, width);
    for (int i = 1, n = 1 + roll(r, 5); i <= n; i++) {
        const char *layer = layers[roll(r, 7)];
        if (roll(r, 4) == 0)
            add_line(d,
                     "multi_head_attention num_heads=%d key_dim=%d causal=%d dropout=%.1f name=l%d",
                     1 + roll(r, 2), 1 + roll(r, 3), !masked, roll(r, 2) * .3, i);
        else if (roll(r, 6) == 0)
            draw_layer(r, d, d->n_layers++);
        else
            add_line(d, "%s%s name=l%d", layer, strstr(layer, "return") ? " units=3" : "", i);
    }
    if (tied)
        add_line(d, "dense units=%d", width);
    add_line(d, "dense units=%d%s", LETTERS, tied ? " tie_to=l0" : "");
}

/* A forecast: layers over (context, columns), then a number for each step ahead. */
static void draw_series(struct rng *r, struct draft *d)
{
    int horizon = 1 + roll(r, 3);
    sprintf(d->parts[PART_DATA], "context=%d horizon=%d time=day series=shop gaps=ignore",
            1 + roll(r, 5), horizon);
    for (int i = roll(r, MIDDLE - 2); i > 0; i--, d->n_layers++)
        draw_layer(r, d, d->n_layers);
    add_line(d, "flatten");
    add_line(d, "dense units=%d", horizon);
}

/* How numbers are prepared, of tables and series. */
static void draw_data(struct rng *r, char *to)
{
    int n;
    const struct kind *data = &catalog(CATALOG_SECTIONS, &n)[SECTION_DATA];
    static const char *const options[] = {"normalize", "missing", "normalize_target"};
    for (int i = 0; i < 3; i++)
        if (roll(r, 3) == 0)
            draw_option(r, &data->options[option_find(data, options[i])], to + strlen(to));
}

/* A class that is not counted, the others by weights. */
static void draw_left_out(struct rng *r, struct draft *d)
{
    sprintf(d->parts[PART_LOSS], "cross_entropy ignore_class=%s%d label_smoothing=0.%d%s",
            d->pictures ? "" : "c", roll(r, d->classes), roll(r, 3),
            roll(r, 2) ? " class_weights=balanced" : "");
}

static const char *monitor_of(struct rng *r, const struct draft *d)
{
    static const char *const of_classes[] = {"loss", "f1", "accuracy", "roc_auc", "recall"};
    static const char *const of_numbers[] = {"loss", "mae", "r2"};
    bool classes = d->classes || d->flags;
    return d->text ? "perplexity" : classes ? of_classes[roll(r, 5)] : of_numbers[roll(r, 3)];
}

void draft_draw(uint64_t seed, struct draft *d)
{
    struct rng rng = rng_begin(seed, RNG_NOISE, 0, 0, 0), *r = &rng;
    static const char *const tasks[] = {"regression",   "classification", "autoencoder",
                                        "segmentation", "multi_label",    "language_model",
                                        "forecasting"};
    *d = (struct draft){.task = tasks[roll(r, 7)], .lanes = 1 + roll(r, 5)};
    d->series = strcmp(d->task, "forecasting") == 0;
    d->flags = strcmp(d->task, "multi_label") == 0;
    d->text = strcmp(d->task, "language_model") == 0;
    d->maps = strcmp(d->task, "segmentation") == 0;
    d->pictures = d->maps || (roll(r, 4) == 0 && !d->flags && !d->text && !d->series);
    bool classes = strcmp(d->task, "classification") == 0 || d->maps,
         table = strcmp(d->task, "autoencoder") != 0 && !d->maps && !d->text && !d->series;
    d->classes = classes ? 2 + roll(r, 2) : 0;
    d->mixed = table && !d->flags && roll(r, 4) == 0;
    if (d->mixed && classes && roll(r, 2))
        d->task = "recommender";
    sprintf(d->training, "epochs=%d batch_size=%d seed=%d shuffle=%d", 1 + roll(r, 2),
            1 + roll(r, 20), roll(r, 100), roll(r, 2));
    if (roll(r, 2))
        sprintf(d->training + strlen(d->training), " validation_split=0.%d", 1 + roll(r, 5));
    if (roll(r, 3) == 0)
        strcat(d->training, " clip_norm=0.5");
    if (roll(r, 4) == 0)
        strcat(d->training, " clip_value=0.1");
    if (roll(r, 4) == 0)
        sprintf(d->training + strlen(d->training), " gradient_accumulation_steps=%d",
                1 + roll(r, 4));
    if (roll(r, 4) == 0)
        sprintf(d->training + strlen(d->training), " use_ema=1 ema_momentum=0.%d", roll(r, 10));
    if (roll(r, 5) == 0)
        sprintf(d->training + strlen(d->training), " freeze=%s", roll(r, 3) ? "layers.0" : "l1*");
    if (d->mixed)
        draw_inputs(r, d);
    else if (d->text)
        draw_text(r, d);
    else if (d->series)
        draw_series(r, d);
    else
        draw_middle(r, d, table);
    draft_kind(r, CATALOG_OPTIMIZERS, d->parts[0]);
    draft_kind(r, CATALOG_SCHEDULES, d->parts[1]);
    for (int i = PART_AUGMENT; i < PART_DATA && d->pictures; i++)
        draft_kind(r, CATALOG_AUGMENTATIONS, d->parts[i]);
    if (!d->text && roll(r, 2))
        draw_data(r, d->parts[PART_DATA]);
    if (!d->pictures && !d->mixed && !d->text && roll(r, 4) == 0)
        strcpy(d->parts[PART_AUGMENT], roll(r, 2) ? "noise std=0.3" : "mixup alpha=0.5");
    if (roll(r, 4) == 0)
        draft_kind(r, CATALOG_LOSSES, d->parts[PART_LOSS]);
    if (d->classes && roll(r, 4) == 0)
        draw_left_out(r, d);
    if (roll(r, 3) == 0)
        strcpy(d->parts[2], "l1=0.01 l2=0.02");
    if (roll(r, 3) == 0)
        sprintf(d->parts[3], "monitor=%s%s patience=%d restore_best_weights=%d",
                strstr(d->training, "validation") ? "val_" : "", monitor_of(r, d), roll(r, 2),
                roll(r, 2));
    if (d->classes && !d->maps && strstr(d->training, "validation") && roll(r, 2))
        strcat(d->training, " split=stratified");
}

void draft_spec(const struct draft *d, struct spec *s)
{
    spec_start(s, d->task, d->training);
    for (int i = 0; i < d->n_layers; i++)
        spec_add(s, d->layers[i]);
    for (int i = 0; i < DRAFT_PARTS; i++)
        if (d->parts[i][0])
            spec_choose(s, part_names[i], d->parts[i]);
    s->lanes = d->lanes;
    for (int i = 0; d->flags && i < FLAGS; i++) {
        char name[8];
        s->targets = realloc(s->targets, FLAGS * sizeof *s->targets);
        snprintf(name, sizeof name, "f%d", i);
        s->targets[s->n_targets++] = strdup(name);
    }
}

void draft_print(const struct draft *d)
{
    print_error("  task %s on %s, %d classes, %d lanes: %s\n", d->task,
                d->pictures ? "pictures"
                : d->text   ? "a text"
                : d->series ? "a series"
                            : "a table",
                d->classes, d->lanes, d->training);
    for (int i = 0; i < d->n_layers; i++)
        print_error("  layer %s\n", d->layers[i]);
    for (int i = 0; i < DRAFT_PARTS; i++)
        if (d->parts[i][0])
            print_error("  %s %s\n", part_names[i], d->parts[i]);
}

/* ---- data ---- */

/* Places in the table of data: what there is of one kind stands at its number of classes. */
enum {
    PLAIN = 0,
    PICTURES = 4,
    MAPS = 8,
    MIXED = 12,
    MIXED_PICTURES = 16,
    OTHERS = 20,
    SERIES = 22,
    TABLES = 23
};
static struct dataset *tables[2][TABLES]; /* whole; in part */

static struct dataset *flags_made(const char *name, int rows)
{
    char *csv;
    size_t size;
    FILE *to = open_memstream(&csv, &size);
    struct rng rng = rng_begin(6, RNG_NOISE, 0, 0, 0);
    for (int j = 0; j < FEATURES; j++)
        fprintf(to, "x%d,", j);
    fprintf(to, "f0,f1,f2\n");
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < FEATURES; j++)
            fprintf(to, "%.4f,", rng_normal(&rng));
        fprintf(to, "%d,%d,%d\n", i % 2, i % 3 == 0, roll(&rng, 2));
    }
    fclose(to);
    struct dataset *ds = table_of(name, csv);
    free(csv);
    return ds;
}

static struct dataset *data_made(int kind, int classes, int rows)
{
    char name[32];
    snprintf(name, sizeof name, "data%d-%d", kind + classes, rows);
    switch (kind) {
    case PLAIN: return table_made(name, rows, FEATURES, classes, 4);
    case PICTURES: return pictures_made(name, rows, 4, 4, classes ? classes : 5);
    case MAPS: return maps_made(name, rows, 4, 4, classes);
    case MIXED: return table_mixed(name, rows, classes);
    case MIXED_PICTURES: return pictures_with_table(name, rows, classes);
    case SERIES: return series_made(name, rows);
    default:
        return classes ? flags_made(name, rows) : text_made(name, rows * WINDOW_MAX + 1, LETTERS);
    }
}

static struct dataset *data_of(const struct draft *d, bool part)
{
    int kind = d->flags || d->text ? OTHERS
               : d->series         ? SERIES
               : d->mixed          ? (d->pictures ? MIXED_PICTURES : MIXED)
               : d->maps           ? MAPS
               : d->pictures       ? PICTURES
                                   : PLAIN;
    int classes = kind == OTHERS ? d->flags : d->classes;
    struct dataset **ds = &tables[part][kind + classes];
    if (!*ds)
        *ds = data_made(kind, classes, part ? ROWS / 3 : ROWS);
    return *ds;
}

struct dataset *draft_data(const struct draft *d)
{
    return data_of(d, false);
}

struct dataset *draft_part(const struct draft *d)
{
    return data_of(d, true);
}

void draft_data_close(void)
{
    for (int i = 0; i < 2 * TABLES; i++)
        if (tables[i / TABLES][i % TABLES])
            dataset_close(tables[i / TABLES][i % TABLES]);
    memset(tables, 0, sizeof tables);
}

/* ---- shrinking ---- */

/* Takes word k out of a text; false when there is none. */
static bool drop_word(char *text, int k)
{
    char *at = text + strspn(text, " ");
    for (; k > 0 && *at; k--) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    if (!*at)
        return false;
    char *after = at + strcspn(at, " ");
    after += strspn(after, " ");
    memmove(at, after, strlen(after) + 1);
    return true;
}

/* 12: no line of a draft has more words. */
enum { WORDS = 12 };

/* The k-th way to make a draft smaller; false when it does not apply. */
static bool reduce(struct draft *d, int k)
{
    if (k < DRAFT_LAYERS) {
        if (k >= d->n_layers || d->n_layers == 1)
            return false;
        d->n_layers--;
        memmove(d->layers[k], d->layers[k + 1], sizeof d->layers[0] * (size_t)(d->n_layers - k));
        return true;
    }
    k -= DRAFT_LAYERS;
    if (k < DRAFT_PARTS) {
        bool there = d->parts[k][0];
        d->parts[k][0] = 0;
        return there;
    }
    k -= DRAFT_PARTS;
    if (k == 0)
        return d->lanes-- > 1;
    k--;
    int line = k / WORDS, word = k % WORDS;
    if (line == 0)
        return drop_word(d->training, word);
    if (--line < DRAFT_PARTS) /* the first word is a part's kind, but of those without kinds */
        return drop_word(d->parts[line], word + (line != 2 && line != 3 && line != PART_DATA));
    line -= DRAFT_PARTS;
    return line < d->n_layers && drop_word(d->layers[line], word + 1);
}

enum { WAYS = DRAFT_LAYERS + DRAFT_PARTS + 1 + (1 + DRAFT_PARTS + DRAFT_LAYERS) * WORDS };

void draft_shrink(struct draft *d, draft_fn holds, void *arg)
{
    for (int k = 0; k < WAYS; k++) {
        struct draft less = *d;
        if (reduce(&less, k) && holds(&less, arg)) {
            *d = less;
            k = -1;
        }
    }
}
