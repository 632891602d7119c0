/* trainings.c - the sample specs. */
#include "tests/support/trainings.h"
#include "tests/support/specs.h"
#include "tests/support/tables.h"

#include <stdio.h>
#include <string.h>

const struct sample_spec sample_specs[] = {
    {"linear", "regression", "epochs=3 batch_size=7", "dense units=1", "optimizer:sgd", 0, 0},
    {"mlp", "classification", "epochs=2 batch_size=16 validation_split=0.2",
     "dense units=13 activation=relu; dropout rate=0.3; dense units=9 activation=tanh; dense "
     "units=3",
     "optimizer:adam learning_rate=0.01;regularization:l1=0.001 l2=0.01;schedule:cosine "
     "warmup_steps=3",
     3, 0},
    {"conv", "classification", "epochs=1 batch_size=12 clip_norm=0.5 validation_split=0.25",
     "reshape target_shape=4x4x1; conv2d filters=4 kernel_size=3 padding=same; batch_norm; "
     "activation "
     "function=relu; conv2d filters=4 kernel_size=2 groups=2; max_pool2d strides=1; flatten; dense "
     "units=3 activation=softmax",
     "optimizer:momentum form=averaged learning_rate=0.05", 3, 0},
    {"residual", "classification", "epochs=1 batch_size=10 clip_value=0.01",
     "reshape target_shape=4x4x1; conv2d filters=3 kernel_size=3 padding=same; batch_norm name=a; "
     "conv2d filters=3 kernel_size=3 padding=same activation=gelu; batch_norm name=b; add "
     "inputs=a,b "
     "name=c; avg_pool2d name=d; conv2d_transpose filters=3 kernel_size=2 strides=2 name=e "
     "inputs=d; "
     "upsample2d name=f inputs=d; concat inputs=c,e,f; global_avg_pool2d name=g; dense units=3",
     "optimizer:adamw", 3, 0},
    {"norms", "regression", "epochs=2 batch_size=9 validation_split=0.3",
     "reshape target_shape=4x4; layer_norm; dense units=5 activation=silu; rms_norm name=a; dense "
     "units=5 activation=sigmoid name=b; multiply inputs=a,b; global_max_pool2d; dense units=1",
     "optimizer:rmsprop centered=1 momentum=0.5;loss:huber "
     "delta=0.5;early_stopping:monitor=val_loss "
     "patience=1 restore_best_weights=1",
     0, 0},
    {"binary", "classification", "epochs=2 batch_size=11",
     "dense units=6 activation=elu; activation function=leaky_relu; dense units=1 "
     "activation=sigmoid",
     "optimizer:nesterov", 2, 0},
    {"autoencoder", "autoencoder", "epochs=2 batch_size=8 shuffle=0",
     "dense units=5 activation=softplus; dense units=17", "optimizer:adagrad learning_rate=0.1", 0,
     0},
    {"lion", "regression", "epochs=2 batch_size=64", "dense units=4 activation=relu; dense units=1",
     "optimizer:lion;loss:mae", 0, 0},
    {"weighted", "classification", "epochs=2 batch_size=10 validation_split=0.25",
     "dense units=6 activation=relu; dense units=4",
     "optimizer:adam;loss:cross_entropy class_weights=0.5,2,1,3 ignore_class=c1 "
     "label_smoothing=0.1;early_stopping:monitor=val_f1 patience=3",
     4, 0},
    {"rare", "classification", "epochs=2 batch_size=11",
     "dense units=6 activation=elu; dense units=1",
     "optimizer:adam;loss:binary_cross_entropy pos_weight=3", 2, 0},
    {"sequence", "classification", "epochs=1 batch_size=12",
     "reshape target_shape=4x4; position_embedding; multi_head_attention num_heads=2 key_dim=3 "
     "causal=1 dropout=0.2 name=a; lstm units=5 return_sequences=1 name=b; gru units=4; dense "
     "units=3",
     "optimizer:adam", 3, 0},
    {"words", "classification", "epochs=1 batch_size=12",
     "embedding input_dim=9 output_dim=4; gru units=4; dense units=2", "optimizer:adam", 2, 9},
    {"adapted", "language_model", "epochs=2 batch_size=5 gradient_accumulation_steps=2",
     "embedding input_dim=6 output_dim=8 trainable=0; multi_head_attention num_heads=2 key_dim=4 "
     "causal=1 lora_rank=2 lora_alpha=4; dense units=6 lora_rank=1",
     "optimizer:lion;data:context=4", 6, 6},
    {"tuned", "classification",
     "epochs=2 batch_size=5 gradient_accumulation_steps=3 use_ema=1 ema_momentum=0.7 "
     "validation_split=0.2 freeze=stem*",
     "dense units=6 activation=relu name=stem; dropout rate=0.2; dense units=5 activation=tanh; "
     "dense units=3",
     "optimizer:adamw;early_stopping:monitor=val_loss patience=3 restore_best_weights=1", 3, 0},
    {"text", "language_model", "epochs=3 batch_size=5 validation_split=0.2",
     "embedding input_dim=6 output_dim=8; position_embedding name=a; layer_norm; "
     "multi_head_attention num_heads=2 key_dim=4 causal=1 name=b; add inputs=a,b; dense units=6",
     "optimizer:adamw;data:context=4;schedule:cosine", 6, 6},
    {"tied", "language_model", "epochs=2 batch_size=5 clip_norm=1 gradient_accumulation_steps=2",
     "embedding input_dim=6 output_dim=8 name=e; position_embedding; lstm units=8 "
     "return_sequences=1; dense units=6 tie_to=e",
     "optimizer:adamw;data:context=4;regularization:l2=0.001", 6, 6},
    {"masked", "masked_language_model", "epochs=2 batch_size=7 validation_split=0.2",
     "embedding input_dim=7 output_dim=8; position_embedding name=a; multi_head_attention "
     "num_heads=2 "
     "key_dim=4 name=b; add inputs=a,b; dense units=6",
     "optimizer:adam;data:context=4 mask_rate=0.4", 6, 6},
    {"mixed", "regression", "epochs=2 batch_size=8 validation_split=0.1",
     "dense units=4 activation=tanh; dense units=1", "augment:noise std=0.1;augment:mixup alpha=1",
     0, 0},
    {"unet", "segmentation", "epochs=2 batch_size=9 validation_split=0.2",
     "conv2d filters=3 kernel_size=3 padding=same activation=relu name=a; max_pool2d; batch_norm; "
     "conv2d filters=4 kernel_size=3 padding=same activation=relu; upsample2d name=b; concat "
     "inputs=a,b; conv2d filters=3 kernel_size=1",
     "optimizer:adam learning_rate=0.01;augment:flip;augment:shift fraction=0.3;augment:cutout "
     "size=1;augment:mixup alpha=0.5",
     3, 0},
    {"several", "classification", "epochs=2 batch_size=9 validation_split=0.2",
     "input columns=user encoding=index name=u; embedding input_dim=9 output_dim=2; flatten "
     "name=a; input columns=says encoding=tokens length=6 vocabulary_size=12 name=w; embedding "
     "input_dim=12 output_dim=4 mask_zero=1; lstm units=3 name=b; input name=c; concat "
     "inputs=a,b,c; dense units=3",
     "optimizer:adam learning_rate=0.02;data:normalize=standard", 3, 0},
    {"items", "recommender", "epochs=2 batch_size=9 validation_split=0.2",
     "input columns=user encoding=index; embedding input_dim=9 output_dim=4; flatten; dense "
     "units=3",
     "optimizer:adam learning_rate=0.02", 3, 0},
    {"gallery", "regression", "epochs=2 batch_size=9 validation_split=0.2",
     "input name=p; conv2d filters=2 kernel_size=3 activation=relu; flatten name=a; input "
     "columns=number,day name=b; concat inputs=a,b; dense units=1",
     "optimizer:adam learning_rate=0.02;data:normalize=standard;augment:flip;augment:noise "
     "std=0.1",
     0, 0},
    {"shares", "classification", "epochs=2 batch_size=9 validation_split=0.3 split=stratified",
     "dense units=5 activation=relu; dense units=3", "optimizer:sgd", 3, 0},
    {"rescaled", "regression", "epochs=2 batch_size=16 validation_split=0.2",
     "dense units=5 activation=tanh; dense units=1",
     "data:normalize_target=standard;optimizer:adam;early_stopping:monitor=val_mae patience=3 "
     "restore_best_weights=1",
     0, 0},
    {"forecast", "forecasting", "epochs=2 batch_size=9 validation_split=0.2",
     "lstm units=4; dense units=3",
     "data:context=5 horizon=3 time=day series=shop gaps=ignore normalize=standard;optimizer:adam "
     "learning_rate=0.01",
     0, 0},
};
const int n_sample_specs = sizeof sample_specs / sizeof *sample_specs;

static bool is_text(const struct sample_spec *from)
{
    return strstr(from->task, "language_model");
}

void sample_spec_init(struct spec *s, const struct sample_spec *from)
{
    char text[1024], *save;
    spec_start(s, from->task, from->training);
    snprintf(text, sizeof text, "%s", from->layers);
    for (char *line = strtok_r(text, ";", &save); line; line = strtok_r(NULL, ";", &save))
        spec_add(s, line);
    snprintf(text, sizeof text, "%s", from->parts ? from->parts : "");
    if (from->vocabulary && !is_text(from))
        spec_choose(s, "data", "normalize=none");
    for (char *part = strtok_r(text, ";", &save); part; part = strtok_r(NULL, ";", &save)) {
        char *colon = strchr(part, ':');
        *colon = 0;
        spec_choose(s, part, colon + 1);
    }
}

struct dataset *sample_table(const struct sample_spec *from, int rows)
{
    if (strcmp(from->task, "segmentation") == 0)
        return maps_made(from->name, rows, 4, 4, from->classes);
    if (strcmp(from->name, "several") == 0 || strcmp(from->name, "items") == 0)
        return table_mixed(from->name, rows, from->classes);
    if (strcmp(from->name, "gallery") == 0)
        return pictures_with_table(from->name, rows, from->classes);
    if (strcmp(from->task, "forecasting") == 0)
        return series_made(from->name, rows);
    if (is_text(from))
        return text_made(from->name, rows * 4 + 1, from->vocabulary) /* context=4 */;
    return from->vocabulary
               ? table_of_indices(from->name, rows, 16, from->vocabulary, from->classes)
               : table_made(from->name, rows, 16, from->classes, 4);
}
