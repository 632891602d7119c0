#!/bin/sh
# gpt.sh - a small transformer on one of Jane Austen's novels, by characters and by byte pairs learned from it:
# both under 2.0 nats per character (2.89 bits), measured per byte so that the two compare; their texts are shown.
. "$(dirname "$0")/../lib.sh"

NOVEL=$(sh tests/data.sh austen)/pride.txt
fresh
check "the novel is there" at_least "$(wc -c <"$NOVEL")" 600000
start_daemon --cpu-slots 2

block() { # block I: one transformer layer, named by I
    echo '{"type":"layer_norm","inputs":["x'"$1"'"]},{"type":"multi_head_attention","num_heads":4,"key_dim":32,"causal":true,"name":"a'"$1"'"},
        {"type":"add","inputs":["x'"$1"'","a'"$1"'"],"name":"y'"$1"'"},{"type":"layer_norm"},{"type":"dense","units":512,"activation":"gelu"},
        {"type":"dense","units":128,"name":"m'"$1"'"},{"type":"add","inputs":["y'"$1"'","m'"$1"'"],"name":"x'$(($1 + 1))'"},'
}

gpt() { # gpt NAME UPLOAD_QUERY EPOCHS LAST_LAYER: uploads, trains, judges, writes
    api POST "/v1/datasets?name=$1&format=text&$2" -T "$NOVEL" >"$WORK/upload.json"
    echo "# $1: $(jq -r .rows "$WORK/upload.json") tokens, $(jq -r '.columns[0].n_classes' "$WORK/upload.json") different ones"
    job=$(submit '{"name":"'"$1"'","dataset":"'"$1"'","model":{"task":"language_model","layers":[
        {"type":"embedding","output_dim":128,"name":"e"},{"type":"position_embedding","name":"x1"},
        '"$(for i in 1 2 3 4; do block $i; done)"'{"type":"layer_norm"},'"$4"']},
        "data":{"context":64},"training":{"epochs":'"$3"',"batch_size":32,"seed":1,"validation_split":0.1,"clip_norm":1,
        "optimizer":{"type":"adamw","learning_rate":0.002},"schedule":{"type":"cosine","warmup_steps":100}},
        "resources":{"slots":{"min":1,"max":2}}}')
    check "$1: the training succeeds" same "$(finish "$job")" succeeded
    bits=$(jq -r .metrics.latest.val_bits_per_byte "$WORK/job.json")
    echo "# $1: $(jq -c '.progress, .usage' "$WORK/job.json" | tr '\n' ' ') on the last tenth $(jq -r .metrics.latest.val_loss "$WORK/job.json") nats per token, $bits bits per byte"
    check "$1: under 2.89 bits per byte" at_least 2.89 "$bits"
    api POST "/v1/models/$1/generate" -d '{"prompt":"Elizabeth ","max_tokens":'"$5"',"temperature":0.7,"top_k":20,"seed":1}' >"$WORK/text.json"
    jq -r .text "$WORK/text.json" | sed 's/^/# Elizabeth … /;2,$s/Elizabeth … //'
    check "$1: it writes $5 tokens" same "$(jq -r .tokens "$WORK/text.json")" "$5"
}

[ "${ONLY:-}" = pairs ] || gpt characters vocabulary=characters 6 '{"type":"dense"}' 400
gpt pairs 'vocabulary=byte_pairs&vocabulary_size=1024' 8 '{"type":"dense","tie_to":"e"}' 150
conclude
