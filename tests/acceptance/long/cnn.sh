#!/bin/sh
# cnn.sh - Fashion-MNIST by a small convolutional network with batch normalisation: at least .91.
. "$(dirname "$0")/../lib.sh"
PATIENCE=240 # an hour: minutes on a machine at rest
SET=/usr/share/datasets/fashion-mnist

fresh
start_daemon --cpu-slots 2
for part in train t10k; do
    name=fashion
    [ $part = t10k ] && name=fashion-test
    api POST "/v1/datasets?name=$name&format=idx" -H 'Content-Encoding: gzip' -T "$SET/$part-images-idx3-ubyte.gz" >"$WORK/upload.json"
    api PUT "/v1/datasets/$name/labels" -H 'Content-Encoding: gzip' -T "$SET/$part-labels-idx1-ubyte.gz" >"$WORK/upload.json"
done
job=$(submit '{"name":"cnn","dataset":"fashion","model":{"task":"classification","layers":[
    {"type":"conv2d","filters":32,"kernel_size":3,"padding":"same","use_bias":false},{"type":"batch_norm"},{"type":"activation","function":"relu"},
    {"type":"max_pool2d","pool_size":2},
    {"type":"conv2d","filters":64,"kernel_size":3,"use_bias":false},{"type":"batch_norm"},{"type":"activation","function":"relu"},
    {"type":"max_pool2d","pool_size":2},{"type":"flatten"},{"type":"dropout","rate":0.3},
    {"type":"dense","units":128,"activation":"relu"},{"type":"dropout","rate":0.3},{"type":"dense","units":10}]},
    "training":{"epochs":12,"batch_size":128,"seed":1,"schedule":{"type":"cosine"},"validation_dataset":"fashion-test"},
    "resources":{"slots":{"min":1,"max":2}}}')
check "the training succeeds" same "$(finish "$job")" succeeded
accuracy=$(jq -r .metrics.latest.val_accuracy "$WORK/job.json")
result "Fashion-MNIST, test accuracy" "$accuracy" 0.91 "two convolutions with batch norm, 12 epochs" ".876–.925 (its README)"
conclude
