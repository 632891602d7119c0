/* tensors.h - what the tensors of a model file are called.
 *
 * LAYER.TENSOR, a layer by its own name or "layers.N" by its place in the spec; "preprocess" holds
 * what turns raw rows into inputs. */
#ifndef ENGINE_MODEL_TENSORS_H
#define ENGINE_MODEL_TENSORS_H

#include "engine/model/safetensors.h"
#include "engine/train/graph.h"

/* 160: a layer's name (its limit is the spec's) or "layers.N", a dot and a tensor's name. */
enum { TENSOR_NAME_MAX = 160 };

#define PREPROCESS_TENSOR "preprocess"
#define SCORES_TENSOR "scores" /* F32 (101), of autoencoders */

static const enum tensor_type tensor_type = sizeof(real) == 4 ? TENSOR_F32 : TENSOR_F64;

const char *tensor_name(char text[TENSOR_NAME_MAX], const struct node *node, const struct param *p);

#endif
