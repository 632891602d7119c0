/* intake.c - columns to input layers: first those that are named, then the rest to the layer that
 * names none. */
#include "engine/data/intake.h"
#include "engine/data/ahead.h"
#include "engine/data/base.h"
#include "engine/data/prep.h"
#include "engine/data/text.h"
#include "engine/data/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool spec_is_input(const struct spec *spec, int layer)
{
    int n, kind = spec->layers[layer].choice.kind;
    return kind >= 0 && !strcmp(catalog(CATALOG_LAYERS, &n)[kind].name, "input");
}

int spec_inputs(const struct spec *spec)
{
    int n = 0;
    for (int i = 0; i < spec->n_layers; i++)
        n += spec_is_input(spec, i);
    return n;
}

/* The intake at work: which of the dataset's columns are features, and who has taken them. */
struct taking {
    struct intake *in;
    const struct spec *spec;
    const struct dataset *ds;
    enum target_kind kind;
    struct faults *faults;
    int *owner; /* per column: the layer that took it; FREE, or NO_FEATURE */
};
enum { FREE = -1, NO_FEATURE = -2 };

static void fault(const struct taking *t, int layer, const char *field, const char *code,
                  const char *allowed, const char *detail, const char *name)
{
    char pointer[96], brief[48] = "";
    snprintf(pointer, sizeof pointer, "/model/layers/%d%s%s", layer, field ? "/" : "",
             field ? field : "");
    if (name)
        text_brief(brief, name, strlen(name));
    faults_add(t->faults, pointer, code, allowed, detail, brief);
}

static const struct value *options_of(const struct taking *t, int layer)
{
    return t->spec->layers[layer].choice.options;
}

/* ---- which columns ---- */

static const char *nearest_column(const struct taking *t, const char *name)
{
    int n = t->ds->info.n_columns;
    const char **names = calloc((size_t)n + 1, sizeof *names);
    for (int i = 0; names && i < n; i++)
        names[i] = t->ds->info.columns[i].name;
    const char *near = names ? nearest_name(name, names, n) : NULL;
    free(names);
    return near;
}

static void unknown_column(const struct taking *t, int layer, const char *field, const char *name)
{
    char pointer[96], brief[48], hint[96] = "";
    const char *near = nearest_column(t, name);
    if (near)
        snprintf(hint, sizeof hint, "; did you mean \"%s\"?",
                 text_brief(brief, near, strlen(near)));
    snprintf(pointer, sizeof pointer, "/model/layers/%d/%s", layer, field);
    faults_add(t->faults, pointer, "unknown", "a column of the dataset",
               "the dataset has no column \"%s\"%s", text_brief(brief, name, strlen(name)), hint);
}

/* Claims a named column for a layer; false after a fault. */
static bool claim(const struct taking *t, int layer, int which, int *column)
{
    const char *name = options_of(t, layer)[INPUT_COLUMNS].names[which];
    char field[32];
    snprintf(field, sizeof field, "columns/%d", which);
    *column = dataset_column(t->ds, name);
    if (*column < 0)
        unknown_column(t, layer, field, name);
    else if (t->owner[*column] == NO_FEATURE)
        fault(t, layer, field, "conflict", "a feature",
              "\"%s\" is the target, or is not among data.features", name);
    else if (t->owner[*column] != FREE)
        fault(t, layer, field, "duplicate", "a column that no other input takes",
              "\"%s\" is taken already; let the layers share one input by its name", name);
    else
        t->owner[*column] = layer;
    return *column >= 0 && t->owner[*column] == layer;
}

static void add_block(struct taking *t, int layer, struct input_block block)
{
    t->in->layer[t->in->n] = layer;
    t->in->block[t->in->n++] = block;
}

/* ---- what becomes of them ---- */

static enum column_type type_of(const struct taking *t, int column)
{
    return t->ds->info.columns[column].type;
}

static const char *name_of(const struct taking *t, int column)
{
    return t->ds->info.columns[column].name;
}

/* Tasks whose rows may hold a text: others see windows of numbers, or give the row back. */
static bool reads_tokens(enum target_kind kind)
{
    return kind == TARGET_NUMBERS || kind == TARGET_CLASS || kind == TARGET_FLAGS;
}

static struct input_block tokens_block(int first, const struct value *o)
{
    enum tokenizer tokenizer = o ? (enum tokenizer)o[INPUT_TOKENIZER].n : TOKENIZER_WORDS;
    int64_t length = o ? (int64_t)o[INPUT_LENGTH].n : INPUT_LENGTH_DEFAULT;
    return (struct input_block){
        .kind = BLOCK_TOKENS,
        .n = length,
        .tokenizer = (int)tokenizer,
        .vocabulary = tokens_vocabulary(tokenizer, o ? (int64_t)o[INPUT_VOCABULARY].n : 0),
        .first = first,
        .columns = 1};
}

static void check_tokens(const struct taking *t, int layer, const int *columns, int n)
{
    if (n != 1)
        fault(t, layer, "columns", "range", "one text column",
              "tokens are of one text; give each text column an input of its own", NULL);
    else if (options_of(t, layer)[INPUT_VOCABULARY].n > 0 &&
             options_of(t, layer)[INPUT_VOCABULARY].n <= TOKEN_FIRST)
        fault(t, layer, "vocabulary_size", "range", "0, or 3 and more",
              "padding and unknown take two of the vocabulary", NULL);
    else if (type_of(t, columns[0]) != COLUMN_TEXT && type_of(t, columns[0]) != COLUMN_CATEGORICAL)
        fault(t, layer, "encoding", "type", "a text column",
              "\"%s\" holds no texts, which tokens are made of", name_of(t, columns[0]));
}

static void check_index(const struct taking *t, int layer, const int *columns, int n)
{
    for (int i = 0; i < n; i++)
        if (t->ds->classes[columns[i]].n == 0 || type_of(t, columns[i]) == COLUMN_TEXT)
            fault(t, layer, "encoding", "type", "categorical columns, or whole numbers",
                  "\"%s\" has no categories to count; import it with categories=\"NAME\" if it "
                  "does",
                  name_of(t, columns[i]));
}

static void check_numbers(const struct taking *t, int layer, const int *columns, int n)
{
    for (int i = 0; i < n; i++)
        if (type_of(t, columns[i]) == COLUMN_TEXT)
            fault(t, layer, NULL, "type", "numeric, categorical and time columns",
                  "column \"%s\" is text; give it an input of its own with \"encoding\": "
                  "\"tokens\"",
                  name_of(t, columns[i]));
}

/* The block of a layer from its n columns, which stand last in the intake's list. */
static void encode(struct taking *t, int layer, int n)
{
    const struct value *o = options_of(t, layer);
    int first = t->in->n_columns - n;
    const int *columns = t->in->columns + first;
    enum encoding encoding = (enum encoding)o[INPUT_ENCODING].n;
    if (encoding == ENCODING_AUTO && n == 1 && type_of(t, columns[0]) == COLUMN_TEXT)
        encoding = ENCODING_TOKENS;
    struct input_block block = {.kind = BLOCK_NUMBERS, .first = first, .columns = n};
    if (encoding != ENCODING_AUTO && !reads_tokens(t->kind)) {
        fault(t, layer, "encoding", "task", "auto",
              "the task gives its input back as numbers, and these would be indices", NULL);
        return;
    }
    if (encoding == ENCODING_TOKENS) {
        check_tokens(t, layer, columns, n);
        block = tokens_block(first, o);
    } else if (encoding == ENCODING_INDEX) {
        check_index(t, layer, columns, n);
        block.kind = BLOCK_INDEX;
    } else {
        check_numbers(t, layer, columns, n);
    }
    add_block(t, layer, block);
}

static bool names_columns(const struct taking *t, int layer)
{
    return options_of(t, layer)[INPUT_COLUMNS].n > 0;
}

/* Named columns are claimed before the rest is given away, whatever the layers' order. */
static void claim_named(const struct taking *t, int layer)
{
    int column;
    for (int i = 0; i < (int)options_of(t, layer)[INPUT_COLUMNS].n; i++)
        claim(t, layer, i, &column);
}

static void take_named(struct taking *t, int layer)
{
    const struct value *names = &options_of(t, layer)[INPUT_COLUMNS];
    int n = 0;
    for (int i = 0; i < (int)names->n; i++) {
        int column = dataset_column(t->ds, names->names[i]);
        if (column < 0 || t->owner[column] != layer)
            return; /* claiming has said why */
        t->in->columns[t->in->n_columns + n++] = column;
    }
    t->in->n_columns += n;
    encode(t, layer, n);
}

/* All features that nobody named. */
static void take_rest(struct taking *t, int layer)
{
    int n = 0;
    for (int i = 0; i < t->ds->info.n_columns; i++)
        if (t->owner[i] == FREE) {
            t->owner[i] = layer;
            t->in->columns[t->in->n_columns + n++] = i;
        }
    t->in->n_columns += n;
    if (n == 0)
        fault(t, layer, NULL, "required", "a feature that no other input takes",
              "no column is left for this input", NULL);
    else
        encode(t, layer, n);
}

static void take_sample(struct taking *t, int layer)
{
    if (options_of(t, layer)[INPUT_ENCODING].n != ENCODING_AUTO)
        fault(t, layer, "encoding", "task", "auto",
              "an input without columns takes the samples, which are numbers as they are", NULL);
    add_block(t, layer, (struct input_block){.kind = BLOCK_SAMPLE});
}

static void take_all(struct taking *t)
{
    int rest = -1;
    for (int i = 0; i < t->spec->n_layers; i++)
        if (spec_is_input(t->spec, i))
            claim_named(t, i);
    for (int i = 0; i < t->spec->n_layers; i++) {
        if (!spec_is_input(t->spec, i))
            continue;
        if (names_columns(t, i)) {
            take_named(t, i);
        } else if (rest >= 0) {
            fault(t, i, "columns", "required", "the columns it takes",
                  "an earlier input takes all that no input names; name this one's columns", NULL);
        } else {
            rest = i;
            (t->ds->samples ? take_sample : take_rest)(t, i);
        }
    }
    if (t->ds->samples && rest < 0)
        faults_add(t->faults, "/model/layers", "required", "an input layer without columns",
                   "no input layer takes the samples of the dataset");
}

/* Columns that data.features names and no input takes would silently be left out. */
static void check_left(const struct taking *t)
{
    char pointer[48], brief[48];
    for (int i = 0; i < t->spec->n_features; i++) {
        const char *name = t->spec->features[i];
        int column = dataset_column(t->ds, name);
        snprintf(pointer, sizeof pointer, "/data/features/%d", i);
        if (column >= 0 && t->owner[column] == FREE)
            faults_add(t->faults, pointer, "conflict", "a column that an input layer takes",
                       "no input layer takes the feature \"%s\"",
                       text_brief(brief, name, strlen(name)));
    }
}

/* The row as it is without input layers. */
static void take_plain(struct taking *t)
{
    struct intake *in = t->in;
    if (t->ds->sample_type) {
        add_block(t, -1, (struct input_block){.kind = BLOCK_SAMPLE});
        return;
    }
    for (int i = 0; i < t->spec->n_features; i++) { /* in the spec's order */
        int column = dataset_column(t->ds, t->spec->features[i]);
        if (column >= 0)
            in->columns[in->n_columns++] = column;
    }
    for (int i = 0; t->spec->n_features == 0 && i < t->ds->info.n_columns; i++)
        if (t->owner[i] == FREE)
            in->columns[in->n_columns++] = i;
    bool text = in->n_columns == 1 && type_of(t, in->columns[0]) == COLUMN_TEXT;
    if (text && reads_tokens(t->kind))
        add_block(t, -1, tokens_block(0, NULL));
    else
        add_block(t, -1, (struct input_block){.kind = BLOCK_NUMBERS, .columns = in->n_columns});
}

static bool holds(const int *columns, int n, int column)
{
    for (int i = 0; i < n; i++)
        if (columns[i] == column)
            return true;
    return false;
}

/* What the base takes, whatever else the dataset has; all, where nothing of that is left here: the
 * join to the base says why. */
static void find_bases(struct taking *t, const int *targets, int n_targets)
{
    const struct preprocess *base = base_prepares(t->spec) ? t->spec->base->preprocess : NULL;
    int found = 0;
    for (int i = 0; base && i < base->n_columns; i++) {
        int column = dataset_column(t->ds, base->columns[i].name);
        bool target = t->kind != TARGET_AHEAD && column >= 0 && holds(targets, n_targets, column);
        found += column >= 0 && !target;
    }
    if (found == 0 || t->spec->n_features)
        return;
    for (int i = 0; i < t->ds->info.n_columns; i++)
        t->owner[i] = NO_FEATURE;
    for (int i = 0; i < base->n_columns; i++) {
        int column = dataset_column(t->ds, base->columns[i].name);
        if (column >= 0)
            t->owner[column] = FREE;
    }
}

/* Who may be taken: the features, which are all columns but the targets unless they are named or a
 * base takes others; of a forecast all but time and series. */
static int find_features(struct taking *t)
{
    const struct dataset *ds = t->ds;
    bool ahead = t->kind == TARGET_AHEAD; /* the target's past may be seen */
    int n = spec_targets(t->spec, t->kind, ds, NULL);
    int *targets = calloc((size_t)n + 1, sizeof *targets);
    if (!targets)
        return ERR_NO_MEMORY;
    spec_targets(t->spec, t->kind, ds, targets);
    for (int i = 0; i < ds->info.n_columns; i++)
        t->owner[i] =
            t->spec->n_features || (ahead && !ahead_sees(t->spec, ds, i)) ? NO_FEATURE : FREE;
    for (int i = 0; i < t->spec->n_features; i++) {
        int column = dataset_column(ds, t->spec->features[i]);
        if (column >= 0)
            t->owner[column] = FREE;
    }
    find_bases(t, targets, n);
    for (int i = 0; i < n && !ahead; i++)
        if (targets[i] >= 0)
            t->owner[targets[i]] = NO_FEATURE;
    free(targets);
    return 0;
}

static void check_count(const struct taking *t, int inputs)
{
    char allowed[48];
    snprintf(allowed, sizeof allowed, "at most %d input layers", INPUT_BLOCKS_MAX);
    if (inputs > INPUT_BLOCKS_MAX)
        faults_add(t->faults, "/model/layers", "range", allowed,
                   "the model has %d input layers; %d are allowed", inputs, INPUT_BLOCKS_MAX);
    if (target_is_text(t->kind))
        faults_add(t->faults, "/model/layers", "task", "a model without input layers",
                   "a language_model reads a text and takes no input layers");
    if (t->kind == TARGET_AHEAD)
        faults_add(t->faults, "/model/layers", "task", "a model without input layers",
                   "forecasting sees windows of all features and takes no input layers");
    if (t->kind == TARGET_MAP)
        faults_add(t->faults, "/model/layers", "task", "a model without input layers",
                   "segmentation reads pictures alone and takes no input layers");
}

int intake_make(struct intake *in, const struct spec *spec, enum target_kind kind,
                const struct dataset *ds, struct faults *faults)
{
    int before = faults->n, inputs = spec_inputs(spec);
    size_t n = (size_t)ds->info.n_columns + (size_t)spec->n_features + 1;
    struct taking t = {in, spec, ds, kind, faults, calloc(n, sizeof(int))};
    *in = (struct intake){.columns = calloc(n, sizeof *in->columns)};
    if (!t.owner || !in->columns || find_features(&t) < 0) {
        free(t.owner);
        free(in->columns);
        in->columns = NULL;
        return ERR_NO_MEMORY;
    }
    if (inputs)
        check_count(&t, inputs);
    if (inputs && faults->n == before) {
        take_all(&t);
        if (faults->n == before)
            check_left(&t);
    } else if (!inputs) {
        take_plain(&t);
    }
    free(t.owner);
    return faults->n - before;
}
