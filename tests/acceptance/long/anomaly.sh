#!/bin/sh
# anomaly.sh - autoencoders trained on half of a set's usual rows score all the others, and must tell the odd ones better
# than the distance from the usual rows' means does (the mean of z²). Labels are looked at only to measure.
. "$(dirname "$0")/../lib.sh"
DATA=$(sh tests/data.sh mlbench)

# halves SET PATTERN: every second row whose class fits to train on; the rest, its class as usual or odd, to score
halves() {
    awk -F, -v OFS=, -v usual="$2" -v train="$WORK/$1-train.csv" -v test="$WORK/$1-test.csv" '
        NR == 1 { print >train; print >test; next }
        { fits = $NF ~ usual; $NF = fits ? "usual" : "odd" }
        fits && ++n % 2 { print >train; next }
        { print >test }' "$DATA/$1.csv"
}

anomalies() { # anomalies SET USUAL NARROW WIDE EPOCHS PATTERN
    halves "$1" "$6"
    upload "$1-train" "$WORK/$1-train.csv" && upload "$1-test" "$WORK/$1-test.csv" || exit 1
    features=$(sed 1q "$WORK/$1-train.csv" | sed 's/,[^,]*$//; s/[^,]*/"&"/g')
    label=$(sed 1q "$WORK/$1-train.csv" | sed 's/.*,//')
    job=$(submit '{"name":"'"$1"'","dataset":"'"$1"'-train","model":{"task":"autoencoder","layers":[
        {"type":"dense","units":'"$4"',"activation":"tanh"},{"type":"dense","units":'"$3"'},
        {"type":"dense","units":'"$4"',"activation":"tanh"},{"type":"dense"}]},
        "data":{"features":['"$features"'],"normalize":"standard"},
        "training":{"epochs":'"$5"',"batch_size":32,"optimizer":{"type":"adam","learning_rate":0.003}}}')
    check "$1: the training succeeds" same "$(finish "$job")" succeeded
    auc=$(api POST "/v1/models/$1/evaluate" -d '{"dataset":"'"$1"'-test","label":"'"$label"'","normal":"usual"}' |
        jq -r .metrics.roc_auc)
    distance=$(awk -v normal=usual -f tests/acceptance/distance.awk "$WORK/$1-train.csv" "$WORK/$1-test.csv" |
        sort -g | awk -f tests/acceptance/auc.awk)
    echo "# $1, $2: roc_auc of the mean of z² $distance"
    result "$1, anomalies, roc_auc" "$auc" "$distance" "autoencoder of $3 inside" "mean of z²: $distance"
    row=$(sed -n 2p "$WORK/$1-test.csv" | sed 's/,[^,]*$//')
    check "$1: predict answers a score and thresholds" same \
        "$(api POST "/v1/models/$1/predict" -d "{\"inputs\":[[$row]]}" |
            jq '(.scores | length) == 1 and .thresholds.p50 <= .thresholds.p99')" true
}

fresh
start_daemon --cpu-slots 1
anomalies Satellite "red and grey soils" 3 32 40 '(red|grey) soil$'
anomalies Ionosphere "good returns" 8 32 200 good
conclude
