/* fill.c - predict of a masked language model: texts with hidden tokens in, the likeliest ones out.
 *
 * An input is a text in which "[MASK]" stands for a token. Its output is a list for each sign, of
 * the likeliest tokens with their probabilities; its label is the text with the likeliest put in.
 */
#include "server/api/datasets.h"
#include "server/api/serving.h"

#include <string.h>

/* One text under way. */
struct filled {
    struct json *signs, *sign; /* lists: of all signs, of the one at work */
    int n_signs;
    const char *rest; /* of the text, from the last sign on */
    char *text;       /* with the likeliest tokens put in */
    size_t n, room;
};

static void append(struct filled *f, const char *bytes, size_t n)
{
    char *text = f->n + n <= f->room ? f->text : realloc(f->text, 2 * (f->n + n));
    if (!text)
        return;
    f->room = text == f->text ? f->room : 2 * (f->n + n);
    f->text = text;
    memcpy(f->text + f->n, bytes, n);
    f->n += n;
}

static void likely(void *arg, int sign, const char *token, double probability)
{
    struct filled *f = arg;
    if (sign == f->n_signs) { /* the first of a sign is the likeliest */
        const char *at = strstr(f->rest, MASK_SIGN);
        append(f, f->rest, (size_t)(at - f->rest));
        append(f, token, strlen(token));
        f->rest = at + strlen(MASK_SIGN);
        f->sign = json_add_array(f->signs, NULL);
        f->n_signs++;
    }
    struct json *o = json_add_object(f->sign, NULL);
    json_add_bytes(o, "token", token, strlen(token));
    json_add_float(o, "probability", (float)probability);
}

/* Adds one text's answer; false with a fault. */
static bool fill_text(struct model *m, const char *text, const char *pointer, struct json *outputs,
                      struct json *labels, struct faults *faults)
{
    struct err err = {0};
    struct filled f = {.signs = json_add_array(outputs, NULL), .rest = text};
    bool good = model_fill(m, text, likely, &f, &err) > 0;
    if (good) {
        append(&f, f.rest, strlen(f.rest));
        json_add_bytes(labels, NULL, f.text, f.n);
    } else {
        faults_add(faults, pointer, "text", "a text with \"" MASK_SIGN "\" for what to guess", "%s",
                   err.text);
    }
    free(f.text);
    return good;
}

void fill_answer(struct question *q, struct model *m, const struct json *inputs)
{
    struct json *o = json_new_object(), *outputs = json_add_array(o, "outputs");
    struct json *labels = json_add_array(o, "labels");
    struct faults faults = {0};
    char pointer[64];
    int i = 0;
    bool late = false;
    for (const struct json *text = json_first(inputs); text && !late; text = json_next(text), i++) {
        snprintf(pointer, sizeof pointer, "/inputs/%d", i);
        if (json_kind(text) != JSON_STRING)
            faults_add(&faults, pointer, "type", "string",
                       "a masked_language_model takes texts, not %s",
                       json_kind_name(json_kind(text)));
        else
            fill_text(m, json_str(text, ""), pointer, outputs, labels, &faults);
        late = serving_expired(q);
    }
    if (late)
        reply_problem(q->req, 503, "time_limit", NULL,
                      "filling took more than %d s; send fewer texts", SERVE_MAX_MS / 1000);
    else if (!api_refused(q->req, &faults)) {
        reply_json(q->req, 200, o);
        o = NULL;
    }
    faults_done(&faults);
    json_free(o);
}
