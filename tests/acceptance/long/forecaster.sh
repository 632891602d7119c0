#!/bin/sh
# forecaster.sh - two series of nature, forecast by models that saw the first three quarters only, must be nearer to the
# last quarter than the last value is. What was a season ago is told as well: a stronger guess, where there are seasons.
. "$(dirname "$0")/../lib.sh"
DATA=$(sh tests/data.sh statsmodels)

# forecast SET TIME TARGET CONTEXT HORIZON SEASON LAYERS TRAINING
forecast() {
    rows=$(($(wc -l <"$DATA/$1.csv") - 1))
    past=$((rows * 3 / 4))
    sed -n "1,$((past + 1))p" "$DATA/$1.csv" >"$WORK/$1-past.csv"
    sed -n "1p; $((past + 2)),\$p" "$DATA/$1.csv" >"$WORK/$1-rest.csv"
    upload "$1-past" "$WORK/$1-past.csv" && upload "$1-rest" "$WORK/$1-rest.csv" || exit 1
    job=$(submit '{"name":"'"$1"'","dataset":"'"$1"'-past","model":{"task":"forecasting","layers":['"$7"']},
        "data":{"time":"'"$2"'","target":"'"$3"'","features":["'"$3"'"],"context":'"$4"',"horizon":'"$5"',
        "normalize":"standard"},"training":{'"$8"'}}')
    check "$1: the training succeeds" same "$(finish "$job")" succeeded
    mae=$(evaluate "$1" "$1-rest" mae)
    set -- "$@" $(awk -v context="$4" -v horizon="$5" -v season="$6" -f tests/acceptance/last_value.awk "$WORK/$1-rest.csv")
    shift 8
    echo "# mean absolute error $mae; of the last value $1, of a season ago $2"
    skill=$(awk -v mae="$mae" -v last="$1" 'BEGIN { print 1 - mae / last }')
}

fresh
start_daemon --cpu-slots 1
forecast elnino month temperature 24 12 12 '{"type":"gru","units":16},{"type":"dense"}' \
    '"epochs":60,"batch_size":32,"seed":1,"optimizer":{"type":"adam","learning_rate":0.003}'
result "El Niño, a year of months ahead: part of the last value's error that is saved" "$skill" 0.4 "GRU of 16, a window of 24" "–"
forecast sunspots YEAR SUNACTIVITY 33 5 11 '{"type":"gru","units":16},{"type":"dense"}' \
    '"epochs":200,"batch_size":16,"seed":1,"optimizer":{"type":"adam","learning_rate":0.003}'
result "Sunspots, five years ahead: part of the last value's error that is saved" "$skill" 0.4 "GRU of 16, a window of 33" "–"
conclude
