/* classes.c - finding a class by its name, and what a class means as a flag. */
#include "engine/data/prep.h"
#include "engine/data/text.h"

#include <string.h>

/* -1, 0, 1: `text` before, at or after a class; exact: equal numbers written otherwise differ. */
static int compare(const char *text, size_t n, const char *name, bool exact)
{
    return text_order(text, n, name, strlen(name), exact);
}

static int search(const struct classes *classes, const char *text, size_t n, bool exact)
{
    int low = 0, high = classes->n - 1;
    while (low <= high) {
        int middle = (low + high) / 2, c = compare(text, n, classes->names[middle], exact);
        if (c == 0)
            return middle;
        if (c < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return -1;
}

int classes_find(const struct classes *classes, const char *text, size_t n)
{
    int found = search(classes, text, n, true);
    return found < 0 ? search(classes, text, n, false) : found;
}

int values_find(const double *values, int n, double v)
{
    int low = 0, high = n;
    while (low < high) {
        int middle = (low + high) / 2;
        if (values[middle] < v)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && values[low] == v ? low : -1;
}

int dataset_class(const struct dataset *ds, int column, double cell)
{
    const struct classes *classes = &ds->classes[column];
    if (ds->info.columns[column].type != COLUMN_CATEGORICAL)
        return values_find(classes->values, classes->n, cell);
    return cell >= 0 && cell < classes->n ? (int)cell : -1;
}

int flag_value(const struct classes *classes, int k)
{
    if (k < 0)
        return -1;
    if (!classes->values)
        return classes->n == 2 ? k : -1;
    double v = classes->values[k];
    return v == 0 ? 0 : v == 1 ? 1 : -1;
}
