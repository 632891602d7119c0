#!/bin/sh
# segmenter.sh - garments of Fashion-MNIST on deceiving backgrounds (tests/segments.pl), cut out by a small U-Net:
# it must find them far better than the best threshold does, and tell their classes, which brightness cannot.
. "$(dirname "$0")/../lib.sh"
SET=/usr/share/datasets/fashion-mnist

images() { # images NAME PART PICTURES SEED
    perl tests/segments.pl "$SET/$2-images-idx3-ubyte.gz" "$SET/$2-labels-idx1-ubyte.gz" "$3" "$4" "$WORK/$1" &&
        api POST "/v1/datasets?name=$1&format=idx" --data-binary "@$WORK/$1.x" >"$WORK/upload.json" &&
        api PUT "/v1/datasets/$1/labels" --data-binary "@$WORK/$1.y" >"$WORK/upload.json"
    same "$(jq -r '.state, .columns[0].n_classes' "$WORK/upload.json" | paste -s)" "ready	5"
}

fresh
start_daemon --cpu-slots 2
check "3,000 pictures with their maps" images garments train 3000 1
check "500 others, of other garments" images garments-test t10k 500 2
job=$(submit '{"name":"unet","dataset":"garments","model":{"task":"segmentation","layers":[
    {"type":"conv2d","filters":8,"kernel_size":3,"padding":"same","use_bias":false},{"type":"batch_norm"},{"type":"activation","function":"relu","name":"fine"},
    {"type":"max_pool2d"},
    {"type":"conv2d","filters":16,"kernel_size":3,"padding":"same","use_bias":false},{"type":"batch_norm"},{"type":"activation","function":"relu","name":"middle"},
    {"type":"max_pool2d"},
    {"type":"conv2d","filters":32,"kernel_size":3,"padding":"same","use_bias":false},{"type":"batch_norm"},{"type":"activation","function":"relu","name":"coarse"},
    {"type":"max_pool2d"},
    {"type":"conv2d","filters":64,"kernel_size":5,"padding":"same","use_bias":false},{"type":"batch_norm"},{"type":"activation","function":"relu"},
    {"type":"upsample2d","name":"up3"},{"type":"concat","inputs":["up3","coarse"]},
    {"type":"conv2d","filters":32,"kernel_size":3,"padding":"same","activation":"relu"},
    {"type":"upsample2d","name":"up2"},{"type":"concat","inputs":["up2","middle"]},
    {"type":"conv2d","filters":16,"kernel_size":3,"padding":"same","activation":"relu"},
    {"type":"conv2d_transpose","filters":8,"kernel_size":2,"strides":2,"name":"up1"},{"type":"concat","inputs":["up1","fine"]},
    {"type":"conv2d","filters":5,"kernel_size":3,"padding":"same"}]},
    "training":{"epochs":12,"batch_size":32,"seed":1,"optimizer":{"type":"adam","learning_rate":0.003},"schedule":{"type":"cosine"},
        "augment":[{"type":"flip"}],"validation_dataset":"garments-test"},
    "resources":{"slots":{"min":1,"max":2}}}')
check "the training succeeds" same "$(finish "$job")" succeeded

perl tests/segments.pl threshold "$WORK/garments" "$WORK/garments-test" >"$WORK/threshold"
found=$(sed -n 1p "$WORK/threshold") told=$(sed -n 2p "$WORK/threshold")
five=$(evaluate unet garments-test mean_iou)
# The same map as garment or not: rows of the matrix are the truth, columns the answers.
two=$(jq '.confusion.matrix as $m | ($m | map(add) | add) as $all | $m[0][0] as $back | ($m[0] | add) as $truth
    | ($m | map(.[0]) | add) as $said | ($all - $truth - $said + $back) as $hit
    | ($back / ($truth + $said - $back) + $hit / ($all - $back)) / 2' "$WORK/evaluate.json")
echo "# garment or not: mean IoU $two, the best threshold $found; five classes: $five, brightness $told"
check "it finds garments better than the best threshold" at_least "$two" "$found"
check "it tells classes better than brightness does" at_least "$five" "$told"
result "garments on deceiving backgrounds, garment or not, mean IoU" "$two" 0.85 "U-Net, 12 epochs" "$found (best threshold)"
result "the same, five classes, mean IoU" "$five" 0.6 "U-Net, 12 epochs" "$told (best table of brightness)"
conclude
