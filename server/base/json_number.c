/* json_number.c - the shortest text that reads back as the same number. */
#include "server/base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *num_print(char *buf, double value)
{
    if (value == floor(value) && fabs(value) < 1e16) {
        snprintf(buf, 32, "%.0f", value == 0 ? 0.0 : value);
        return buf;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buf, 32, "%.*g", digits, value);
        if (strtod(buf, NULL) == value)
            break;
    }
    return buf;
}

const char *num_print_float(char *buf, float value)
{
    if (value == floorf(value) && fabsf(value) < 1e7f) {
        snprintf(buf, 32, "%.0f", value == 0 ? 0.0 : (double)value);
        return buf;
    }
    for (int digits = 6; digits <= 9; digits++) {
        snprintf(buf, 32, "%.*g", digits, (double)value);
        if (strtof(buf, NULL) == value)
            break;
    }
    return buf;
}
