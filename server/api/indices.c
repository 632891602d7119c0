/* indices.c - Jain's and Gini's. */
#include "server/api/indices.h"

double jain_index(const double *x, int n)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i];
        squares += x[i] * x[i];
    }
    return squares > 0 ? sum * sum / (n * squares) : 1;
}

/* x ascending. G = (2 Σ i·x_i) ÷ (n Σ x_i) - (n + 1) ÷ n, i from 1. */
double gini_index(const double *x, int n)
{
    double sum = 0, weighted = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i];
        weighted += (i + 1) * x[i];
    }
    return sum > 0 ? 2 * weighted / (n * sum) - (n + 1.0) / n : 0;
}
