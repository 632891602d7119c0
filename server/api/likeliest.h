/* likeliest.h - the first few of a classifier's classes, by name: what a recommender answers. */
#ifndef ALLOT_API_LIKELIEST_H
#define ALLOT_API_LIKELIEST_H

#include <allot/engine.h>
#include "server/base/json.h"

/* Adds "outputs", the `top` largest of each row in falling order, and "items", their classes; among
 * equals the first class is first. False: out of memory. */
bool add_likeliest(struct json *o, const struct model_info *info, const float *outputs, int rows,
                   int top);

#endif
