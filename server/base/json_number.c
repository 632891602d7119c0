/* json_number.c - the shortest text that reads back as the same number.
 *
 * Integers are written by hand: OpenBLAS brings libquadmath, which hooks printf, and after that
 * every printf of the process takes glibc's slow path. */
#include "server/base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *int_print(char *buf, int64_t value)
{
    char digits[24];
    int n = 0;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[n++] = (char)('0' + left % 10);
    while (left /= 10);
    char *p = buf;
    if (value < 0)
        *p++ = '-';
    while (n)
        *p++ = digits[--n];
    *p = 0;
    return buf;
}

const char *num_print(char *buf, double value)
{
    if (value == floor(value) && fabs(value) < 1e16)
        return int_print(buf, (int64_t)value);
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buf, 32, "%.*g", digits, value);
        if (strtod(buf, NULL) == value)
            break;
    }
    return buf;
}

const char *num_print_float(char *buf, float value)
{
    if (value == floorf(value) && fabsf(value) < 1e7f)
        return int_print(buf, (int64_t)value);
    for (int digits = 6; digits <= 9; digits++) {
        snprintf(buf, 32, "%.*g", digits, (double)value);
        if (strtof(buf, NULL) == value)
            break;
    }
    return buf;
}
