/* prep_bytes.h - writing and reading the stored form of a preprocessing, value by value. */
#ifndef ALLOT_ENGINE_DATA_PREP_BYTES_H
#define ALLOT_ENGINE_DATA_PREP_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PREP_MAGIC "ALLOTPP1"
#define PREP_MAGIC_2 "ALLOTPP2" /* followed by sections */

/* What may follow the first form, each once: u32 section, i64 bytes, the bytes. */
enum prep_section { PREP_BLOCKS = 1, PREP_AHEAD };

struct prep_writer {
    unsigned char *bytes; /* the caller's to free */
    size_t n, room;
    bool failed; /* out of memory; later writes do nothing */
};
void prep_put(struct prep_writer *w, const void *bytes, size_t n);
void prep_put_u32(struct prep_writer *w, uint32_t v);
void prep_put_i64(struct prep_writer *w, int64_t v);
void prep_put_f64(struct prep_writer *w, double v);
void prep_put_text(struct prep_writer *w, const char *s);

struct prep_reader {
    const unsigned char *bytes;
    size_t n, at;
    bool failed; /* the bytes ended or made no sense; later reads give 0 */
};
uint32_t prep_u32(struct prep_reader *r);
int64_t prep_i64(struct prep_reader *r);
double prep_f64(struct prep_reader *r);
const char *prep_text(struct prep_reader *r); /* in the bytes; "" on failure */

/* A count of things that take at least `each` bytes: no more than the bytes left can hold. */
int prep_count(struct prep_reader *r, size_t each, uint32_t max);

#endif
