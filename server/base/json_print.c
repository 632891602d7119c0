/* json_print.c - a tree as text: numbers as they are, which cJSON's own printer would round. */
#include "server/base/json.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *p;
    size_t n, room;
    bool failed;
    bool pretty;
};

static void put(struct text *t, const char *bytes, size_t n)
{
    if (t->n + n + 1 > t->room && !t->failed) {
        size_t room = 2 * t->room + n + 64;
        char *p = realloc(t->p, room);
        t->failed = !p;
        t->p = p ? p : t->p;
        t->room = p ? room : t->room;
    }
    if (t->failed)
        return;
    memcpy(t->p + t->n, bytes, n);
    t->n += n;
    t->p[t->n] = 0;
}

static void put_str(struct text *t, const char *s)
{
    put(t, "\"", 1);
    for (const char *from = s;; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        put(t, from, (size_t)(s - from));
        if (!c)
            break;
        char escape[8];
        const char *plain = "\"\\\b\f\n\r\t", *letter = "\"\\bfnrt", *known = strchr(plain, c);
        if (known)
            snprintf(escape, sizeof escape, "\\%c", letter[known - plain]);
        else
            snprintf(escape, sizeof escape, "\\u%04x", c);
        put(t, escape, strlen(escape));
        from = s + 1;
    }
    put(t, "\"", 1);
}

static void put_line(struct text *t, int depth)
{
    if (!t->pretty)
        return;
    put(t, "\n", 1);
    for (int i = 0; i < depth; i++)
        put(t, "  ", 2);
}

static void put_value(struct text *t, const cJSON *n, int depth)
{
    char buf[32];
    if (cJSON_IsString(n)) {
        put_str(t, n->valuestring);
    } else if (cJSON_IsNumber(n)) {
        num_print(buf, n->valuedouble);
        put(t, buf, strlen(buf));
    } else if (cJSON_IsRaw(n)) {
        put(t, n->valuestring, strlen(n->valuestring));
    } else if (cJSON_IsArray(n) || cJSON_IsObject(n)) {
        bool object = cJSON_IsObject(n);
        put(t, object ? "{" : "[", 1);
        for (const cJSON *c = n->child; c; c = c->next) {
            if (c != n->child)
                put(t, ",", 1);
            put_line(t, depth + 1);
            if (object) {
                put_str(t, c->string);
                put(t, ": ", t->pretty ? 2 : 1);
            }
            put_value(t, c, depth + 1);
        }
        if (n->child)
            put_line(t, depth);
        put(t, object ? "}" : "]", 1);
    } else {
        const char *word = cJSON_IsTrue(n) ? "true" : cJSON_IsFalse(n) ? "false" : "null";
        put(t, word, strlen(word));
    }
}

static char *print(const struct json *j, bool pretty)
{
    struct text t = {.pretty = pretty};
    put_value(&t, (const cJSON *)j, 0);
    if (t.failed) {
        free(t.p);
        return NULL;
    }
    return t.p;
}

char *json_print(const struct json *j)
{
    return print(j, false);
}

char *json_print_pretty(const struct json *j)
{
    return print(j, true);
}
