/* err.h - how a failure travels: a code for the program, a sentence for the person.
 *
 * What may fail for more than one reason returns 0 or a negative code and takes a `struct err *`
 * last. The sentence is written once, where the cause is known. Input that can be wrong in many
 * places at once collects its faults in `struct faults`, each named by JSON pointer. */
#ifndef ALLOT_ERR_H
#define ALLOT_ERR_H

#include <stddef.h>

enum {
    ERR_INVALID = -1,   /* the input is wrong; the sentence says where and what is allowed */
    ERR_NOT_FOUND = -2, /* no such thing, or not one the caller may see */
    ERR_CONFLICT = -3,  /* right in itself, but not in this state of things */
    ERR_DENIED = -4,    /* known caller, not allowed */
    ERR_QUOTA = -5,     /* a configured limit of the tenant is reached */
    ERR_TOO_LARGE = -6, /* a fixed limit of the program is passed */
    ERR_NO_SPACE = -7,  /* the disk is full, or nearly */
    ERR_IO = -8,        /* the operating system refused */
    ERR_NO_MEMORY = -9, /* an allocation failed */
    ERR_BUSY = -10,     /* held by somebody else now; may pass */
    ERR_DIVERGED = -11, /* a loss became NaN or infinite */
    ERR_CORRUPT = -12,  /* stored bytes are not what was written */
    ERR_INTERNAL = -13, /* our own mistake */
    ERR_STALE = -14,    /* an If-Match precondition no longer holds */
};

/* 512: a sentence with a path or a value in it; longer text is cut, never overrun. */
enum { ERR_TEXT_MAX = 512 };

struct err {
    int code; /* ERR_…, 0 when unset */
    char text[ERR_TEXT_MAX];
};

/* Fills *err (may be NULL) and returns code, so that `return err_set(…)` reads well. */
int err_set(struct err *err, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Puts context before the sentence already in *err ("line 7: …"); returns err->code. */
int err_wrap(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* One thing wrong with an input. The strings belong to the list. */
struct fault {
    char *pointer; /* RFC 6901 JSON pointer of the field, "" for the whole document */
    char *code;    /* type, range, required, unknown, shape, … */
    char *detail;  /* a sentence with the value found */
    char *allowed; /* what would be right, or NULL */
};

struct faults {
    struct fault *v;
    int n, room;
};

/* 64: a body with more faults than this is answered with the first 64. */
enum { FAULTS_MAX = 64 };

/* Adds a fault; strings are copied, `allowed` may be NULL. `detail` is a printf format. */
void faults_add(struct faults *f, const char *pointer, const char *code, const char *allowed,
                const char *detail, ...) __attribute__((format(printf, 5, 6)));

/* Frees what the list holds and empties it. */
void faults_done(struct faults *f);

/* The candidate nearest to `word` by edit distance, or NULL when none is near enough to be a
 * likely typing error (distance at most 1 + length/3). Case does not count. */
const char *nearest_name(const char *word, const char *const *candidates, int n);

#endif
