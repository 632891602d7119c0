/* real.h - the engine's number: float, or double where exactness is put to the test.
 *
 * The whole computation is written once over `real`. libengine.a is built with float; the gradient
 * check builds the same sources with -DENGINE_DOUBLE and compares with central differences. */
#ifndef ENGINE_TENSOR_REAL_H
#define ENGINE_TENSOR_REAL_H

#include <math.h>
#include <tgmath.h>

#ifdef ENGINE_DOUBLE
typedef double real;
#define REAL_EPSILON 2.220446049250313e-16
#else
typedef float real;
#define REAL_EPSILON 1.1920929e-07F
#endif

/* Elementwise loops are compiled for the widest vectors as well and chosen at load time. The bits
 * are the same for every choice: no contraction (-ffp-contract=off), no reassociation. Sanitizers
 * cannot instrument the resolvers that the choice needs; clang builds only the fuzzers. */
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) &&      \
    !defined(__clang__)
#define VECTOR_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VECTOR_CLONES
#endif

#endif
