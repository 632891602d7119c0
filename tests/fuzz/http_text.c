/* http_text.c - fuzzes what the HTTP room parses by itself: targets, ranges, entity tags, Accept,
 * and header sets. The first byte chooses which; the properties that must hold are asserted. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "server/http/conditional.h"
#include "server/http/gate.h"
#include "server/http/uri.h"

static void fuzz_target(const char *text)
{
    struct uri u;
    struct err err;
    if (uri_parse(&u, text, &err))
        return;
    assert(strlen(text) <= URI_MAX);
    size_t sum = 0;
    for (int i = 0; i < u.n_segments; i++)
        sum += strlen(u.segments[i]) + 1;
    assert(sum <= strlen(u.path) + 1);
    for (int i = 0; i < u.n_query; i++)
        for (int j = 0; j < i; j++)
            assert(strcmp(u.query[i].name, u.query[j].name) != 0);
    char *copy = strdup(u.path);
    utf8_mend(copy); /* what was let through needs no mending */
    assert(!strcmp(copy, u.path));
    free(copy);
    uri_done(&u);
}

static void fuzz_range(const char *text)
{
    static const int64_t SIZES[] = {0, 1, 10, INT64_MAX};
    for (int i = 0; i < 4; i++) {
        int64_t first, length;
        if (range_parse(text, SIZES[i], &first, &length) > 0)
            assert(first >= 0 && length > 0 && first <= SIZES[i] - length);
    }
}

static void fuzz_lists(const char *text)
{
    /* A strong match is a weak one too. */
    assert(!etag_listed(text, "\"a\"", false) || etag_listed(text, "\"a\"", true));
    int exact = accept_weight(text, "text/plain", true);
    int any = accept_weight(text, "text/plain", false);
    assert(exact >= -1 && exact <= 1000 && any >= -1 && any <= 1000);
    assert(exact < 0 || any >= 0);
}

/* Lines "name:value". */
static void fuzz_gate(char *text)
{
    struct header headers[HEADERS_MAX];
    int n = 0;
    for (char *line; n < HEADERS_MAX && (line = strsep(&text, "\n"));) {
        char *value = line;
        headers[n].name = strsep(&value, ":");
        headers[n++].value = value ? value : "";
    }
    struct refusal refusal;
    bool has_body;
    int64_t length;
    if (!gate_check("HTTP/1.1", headers, n, &has_body, &length, &refusal))
        assert(length >= -1 && has_body == (length != 0));
    if (n)
        gate_sane_id(headers[0].value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    char *text = malloc(size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = 0;
    switch (data[0] % 4) {
    case 0: fuzz_target(text); break;
    case 1: fuzz_range(text); break;
    case 2: fuzz_lists(text); break;
    case 3: fuzz_gate(text); break;
    }
    free(text);
    return 0;
}
