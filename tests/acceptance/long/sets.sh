#!/bin/sh
# sets.sh - letter, satellite, segment and Fashion-MNIST by the models of the literature, on its own splits, through
# curl alone. The bars lie a little below what others measured with the same kind of model.
. "$(dirname "$0")/../lib.sh"
PATIENCE=240 # an hour: minutes on a machine at rest
MLBENCH=$(sh tests/data.sh mlbench)
WEKA=$(sh tests/data.sh weka)
FASHION=/usr/share/datasets/fashion-mnist

# split FILE N NAME: the first N rows as NAME, the others as NAME-test
split() {
    awk -v n="$2" -v a="$WORK/train.csv" -v b="$WORK/test.csv" \
        'NR == 1 { print > a; print > b; next } { print > (NR <= n + 1 ? a : b) }' "$1"
    upload "$3" "$WORK/train.csv" && upload "$3-test" "$WORK/test.csv"
}

images() { # images NAME PART
    api POST "/v1/datasets?name=$1&format=idx" -H 'Content-Encoding: gzip' -T "$FASHION/$2-images-idx3-ubyte.gz" >"$WORK/upload.json"
    api PUT "/v1/datasets/$1/labels" -H 'Content-Encoding: gzip' -T "$FASHION/$2-labels-idx1-ubyte.gz" >"$WORK/upload.json"
    same "$(jq -r .state "$WORK/upload.json")" ready
}

# accuracy SET TARGET LAYERS EPOCHS BATCH RATE: of the test rows, by a model trained on the others
accuracy() {
    _job=$(submit "{\"dataset\":\"$1\",\"model\":{\"task\":\"classification\",\"layers\":$3},
        \"data\":{${2:+\"target\":\"$2\",}\"normalize\":\"standard\"},\"resources\":{\"slots\":{\"min\":1,\"max\":2}},
        \"training\":{\"epochs\":$4,\"batch_size\":$5,\"seed\":1,\"optimizer\":{\"type\":\"adam\",\"learning_rate\":$6}}}") || return 1
    [ "$(finish "$_job")" = succeeded ] || { cat "$WORK/job.json" >&2; return 1; }
    evaluate "$(jq -r .model "$WORK/job.json")" "$1-test" accuracy
}
line='[{"type":"dense"}]'
hidden='[{"type":"dense","units":128,"activation":"relu"},{"type":"dense"}]'

fresh
start_daemon --cpu-slots 2
check "letter, 16,000 rows and 4,000" split "$MLBENCH/LetterRecognition.csv" 16000 letter
check "satellite, 4,435 rows and 2,000" split "$MLBENCH/Satellite.csv" 4435 satellite
check "segment, 1,500 rows" upload segment "$WEKA/segment-challenge.csv"
check "and 810" upload segment-test "$WEKA/segment-test.csv"
check "Fashion-MNIST, 60,000 pictures" images fashion train
check "and 10,000" images fashion-test t10k

result "letter, accuracy" "$(accuracy letter lettr "$hidden" 20 32 0.001)" 0.92 "perceptron, 128 hidden, 20 epochs" \
    "> .80 (Frey & Slate 1991); .9425 (scikit-learn)"
logistic=$(accuracy satellite classes "$line" 60 32 0.003)
result "satellite, accuracy" "$logistic" 0.82 "logistic regression" ".8395 (scikit-learn)"
check "and not above .86: it is a linear model" at_least 0.86 "$logistic"
result "satellite, accuracy" "$(accuracy satellite classes "$hidden" 30 32 0.001)" 0.87 "perceptron, 128 hidden, 30 epochs" \
    ".861 (StatLog)"
result "segment, accuracy" "$(accuracy segment class "$line" 60 32 0.005)" 0.91 "logistic regression" ".923 (scikit-learn)"
result "Fashion-MNIST, test accuracy" "$(accuracy fashion "" "$line" 5 128 0.001)" 0.82 "softmax, 5 epochs" ".832 (scikit-learn)"
result "Fashion-MNIST, test accuracy" "$(accuracy fashion "" "$hidden" 20 128 0.001)" 0.88 "perceptron 784-128-10, 20 epochs" \
    ".883 (its README)"
conclude
