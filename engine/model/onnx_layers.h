/* onnx_layers.h - one layer on its way to ONNX, and what its translation is made of. */
#ifndef ENGINE_MODEL_ONNX_LAYERS_H
#define ENGINE_MODEL_ONNX_LAYERS_H

#include "engine/model/onnx.h"

/* One layer at work: its values in order of its inputs. */
struct at {
    struct onnx *o;
    const struct node *node;
    const struct layer *l;
    const char *x[INPUTS_MAX];
    const char *mask; /* the indices of which 0 is padding, or NULL */
};

/* Of the layer: an option's value, a parameter's numbers, the parameter of a name (or NULL). */
const struct value *at_option(const struct at *a, const char *name);
const float *at_weights(const struct at *a, const struct param *p);
const struct param *at_param_named(const struct at *a, const char *name);

/* As constants: a parameter; the one of a name, or NULL; a kernel with its adapters merged in. */
const char *at_tensor(const struct at *a, const struct param *p);
const char *at_parameter(const struct at *a, const char *name);
const char *at_adapted(const struct at *a, const char *name, const char *lora_a);

/* Operators of one and two values, x · factor, x + term, x kernel + bias (bias may be NULL). */
const char *at_op1(const struct at *a, const char *op, const char *x);
const char *at_op2(const struct at *a, const char *op, const char *x, const char *y);
const char *at_times(const struct at *a, const char *x, double factor);
const char *at_plus(const struct at *a, const char *x, double term);
const char *at_affine(const struct at *a, const char *x, const char *kernel, const char *bias);

/* (rows, T, 1): 1 where there is a word, 0 where there is padding. */
const char *at_words(const struct at *a, int64_t positions);

/* onnx_images.c */
const char *onnx_conv2d(const struct at *a);
const char *onnx_conv2d_transpose(const struct at *a);
const char *onnx_max_pool2d(const struct at *a);
const char *onnx_avg_pool2d(const struct at *a);
const char *onnx_upsample2d(const struct at *a);
const char *onnx_global_avg(const struct at *a);
const char *onnx_global_max(const struct at *a);

/* onnx_sequences.c */
const char *onnx_embedding(const struct at *a);
const char *onnx_position_embedding(const struct at *a);
const char *onnx_attention(const struct at *a);
const char *onnx_lstm(const struct at *a);
const char *onnx_gru(const struct at *a);

#endif
