/* indices.h - how evenly something is spread, as one number. */
#ifndef ALLOT_API_INDICES_H
#define ALLOT_API_INDICES_H

/* Jain's index (Jain, Chiu, Hawe 1984): (Σx)² ÷ (n Σx²). 1: all are equal; 1/n: one has all. 1 when
 * there is nothing to share. */
double jain_index(const double *x, int n);

/* Gini's coefficient of x in ascending order. 0: all are equal; (n - 1)/n: one has all. */
double gini_index(const double *x, int n);

#endif
