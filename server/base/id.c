/* id.c - 128 bits as 26 characters: 48 of time, 80 of chance that count up within a millisecond.
 *
 * The counter makes ids of one process strictly increasing, so that lists by id are lists by age;
 * the chance keeps ids of two processes (or of one whose clock was set back) apart. */
#include "server/base/id.h"

#include "server/base/clock.h"
#include "server/base/hash.h"
#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* Crockford's: no I, L, O, U, and in the order of ASCII, so that text sorts as numbers do. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { DIGITS = 26 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned __int128 last;

static unsigned __int128 next(void)
{
    int64_t now = clock_wall_ms();
    pthread_mutex_lock(&lock);
    if (now > (int64_t)(last >> 80)) {
        unsigned char chance[10];
        hash_random(chance, sizeof chance);
        last = (unsigned __int128)now;
        for (int i = 0; i < 10; i++)
            last = last << 8 | chance[i];
        last &= ~((unsigned __int128)1 << 79); /* room to count without reaching the time */
    } else {
        last++;
    }
    unsigned __int128 value = last;
    pthread_mutex_unlock(&lock);
    return value;
}

const char *id_new(char out[ID_MAX], const char *prefix)
{
    unsigned __int128 value = next();
    size_t n = strnlen(prefix, ID_MAX - DIGITS - 2);
    memcpy(out, prefix, n);
    out[n] = '_';
    for (int i = DIGITS - 1; i >= 0; i--) {
        out[n + 1 + (size_t)i] = alphabet[value & 31];
        value >>= 5;
    }
    out[n + 1 + DIGITS] = '\0';
    return out;
}

bool id_is(const char *text, const char *prefix)
{
    size_t n = strlen(prefix);
    if (strncmp(text, prefix, n) != 0 || text[n] != '_')
        return false;
    const char *digits = text + n + 1;
    return strlen(digits) == DIGITS && strspn(digits, alphabet) == DIGITS;
}
