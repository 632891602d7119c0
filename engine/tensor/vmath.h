/* vmath.h - exp, tanh and their kin as plain arithmetic, so that loops over them become vectors.
 *
 * libm's float functions are scalar calls and choose their code by processor; these are a few
 * multiplications with the same bits everywhere. Float: within 2 ulp (a test compares with double).
 * In the double build they are libm's. Coefficients: Cephes (Moshier), expf.c and tanhf.c. */
#ifndef ENGINE_TENSOR_VMATH_H
#define ENGINE_TENSOR_VMATH_H

#include "engine/tensor/real.h"

#include <stdint.h>
#include <string.h>

#ifdef ENGINE_DOUBLE

static inline real vexp(real x)
{
    return exp(x);
}
static inline real vtanh(real x)
{
    return tanh(x);
}

#else

static inline float float_of_bits(int32_t bits)
{
    float f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

static inline int32_t bits_of_float(float f)
{
    int32_t bits;
    memcpy(&bits, &f, sizeof bits);
    return bits;
}

/* exp(x) = 2^k exp(r), k = round(x / ln 2), |r| ≤ ln 2 / 2. Beyond ±: inf, 0; NaN stays NaN. */
static inline float vexp(float x)
{
    const float magic = 12582912.f; /* 1.5 · 2^23: adding it rounds to an integer in the low bits */
    float c = x > 88.8f ? 88.8f : x;
    c = c < -104.f ? -104.f : c;
    c = x != x ? 0.f : c;
    float t = c * 1.44269504088896341f + magic;
    int32_t k = bits_of_float(t) - bits_of_float(magic);
    float kf = t - magic;
    float r = (c - kf * .693359375f) + kf * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.f;
    int32_t half = k >> 1; /* in two factors, so that results near the ends do not overflow early */
    float y = p * float_of_bits((half + 127) << 23) * float_of_bits((k - half + 127) << 23);
    return x != x ? x : y;
}

static inline float vtanh(float x)
{
    float a = fabsf(x), z = x * x;
    float p = -5.70498872745e-3f;
    p = p * z + 2.06390887954e-2f;
    p = p * z - 5.37397155531e-2f;
    p = p * z + 1.33314422036e-1f;
    p = p * z - 3.33332819422e-1f;
    float small = p * z * x + x;
    float large = 1.f - 2.f / (vexp(2.f * a) + 1.f);
    large = x < 0 ? -large : large;
    return a < .625f ? small : large;
}

#endif

static inline real vsigmoid(real x)
{
    return 1 / (1 + vexp(-x));
}

#endif
