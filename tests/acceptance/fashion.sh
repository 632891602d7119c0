#!/bin/sh
# fashion.sh - Fashion-MNIST by curl: an MLP 784-128-10, five epochs, at least .86, twice the same model.
. "$(dirname "$0")/lib.sh"
SET=/usr/share/datasets/fashion-mnist

upload_images() { # upload_images NAME IMAGES LABELS
    api POST "/v1/datasets?name=$1&format=idx" -H 'Content-Encoding: gzip' -T "$SET/$2" >"$WORK/upload.json"
    api PUT "/v1/datasets/$1/labels" -H 'Content-Encoding: gzip' -T "$SET/$3" >"$WORK/labels.json"
    same "$(jq -r .state "$WORK/labels.json")" ready || { cat "$WORK/upload.json" "$WORK/labels.json" >&2; return 1; }
}
job() { # job SLOTS
    submit '{"name":"mlp","dataset":"fashion","model":{"task":"classification","layers":[
        {"type":"dense","units":128,"activation":"relu"},{"type":"dense","units":10}]},
        "training":{"epochs":5,"batch_size":128,"seed":1,"validation_dataset":"fashion-test"},
        "resources":{"slots":{"min":1,"max":2}}}'
}

fresh
start_daemon --cpu-slots 2
check "four IDX.gz files are streamed in" upload_images fashion train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz
check "and the test set" upload_images fashion-test t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz
first=$(job)
check "the first training succeeds" same "$(finish "$first")" succeeded
accuracy=$(jq -r .metrics.latest.val_accuracy "$WORK/job.json")
result "Fashion-MNIST, test accuracy" "$accuracy" 0.86 "perceptron 784-128-10, 5 epochs" ".883 (its README, more epochs)"
second=$(job)
check "the second training succeeds" same "$(finish "$second")" succeeded
check "both models have the same sha256" same "$(model_sha "$first")" "$(model_sha "$second")"
model=$(api GET "/v1/jobs/$first" | jq -r .model)
check "evaluate agrees with the training's own figure" near "$(evaluate "$model" fashion-test accuracy)" "$accuracy" 0.00001
conclude
