#!/bin/sh
# demo.sh - `make demo`: a stranger's first model, by the curl commands it shows.
#
# Starts allotd on loopback with a fresh data directory, uploads Fashion-MNIST, trains an MLP with live
# progress, reports, and keeps serving until Ctrl-C (DEMO_EXIT=1: ends after the report).
set -eu
cd "$(dirname "$0")/.."
DATA=build/demo
SET=/usr/share/datasets/fashion-mnist
LISTEN=${DEMO_LISTEN:-127.0.0.1:8080}
rm -rf $DATA
mkdir -p $DATA

build/allotd serve --listen "$LISTEN" --data $DATA/data 2>$DATA/allotd.log &
DAEMON=$!
trap 'kill -TERM $DAEMON 2>/dev/null; wait $DAEMON 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
for _ in $(seq 100); do
    URL=$(sed -n 's/.*url=\(http[^ ]*\).*/\1/p' $DATA/allotd.log | tail -1)
    [ -n "$URL" ] && curl -s -o /dev/null "$URL/readyz" && break
    kill -0 $DAEMON 2>/dev/null || { cat $DATA/allotd.log >&2; exit 1; }
    sleep 0.1
done
printf 'Authorization: Bearer %s\n' "$(cat $DATA/data/admin.token)" >$DATA/token.hdr
chmod 600 $DATA/token.hdr

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
# Shows a curl command as one would type it, then runs it.
show() {
    printf '$'
    for _word in "$@"; do
        case $_word in *[' &?']*) printf " '%s'" "$_word" ;; *) printf ' %s' "$_word" ;; esac
    done | sed "s#$URL#\$URL#g; s#$DATA/##g; s#$SET/##g; s#'\(\$URL[^']*\)'#\"\1\"#g"
    echo
    "$@"
}
CURL="curl -sS --fail-with-body -H @$DATA/token.hdr"

say "allotd serves on $URL; the admin's token is in $DATA/data/admin.token"
say "1. Upload Fashion-MNIST: four IDX.gz files, streamed"
for part in train t10k; do
    name=fashion; [ $part = t10k ] && name=fashion-test
    show $CURL -H 'Content-Encoding: gzip' -T $SET/$part-images-idx3-ubyte.gz -X POST "$URL/v1/datasets?name=$name&format=idx" -o $DATA/out.json
    show $CURL -H 'Content-Encoding: gzip' -T $SET/$part-labels-idx1-ubyte.gz "$URL/v1/datasets/$name/labels" -o $DATA/out.json
    jq -r '"  \(.name): \(.rows) rows of \(.shape | map(tostring) | join("×")), \(.state)"' $DATA/out.json
done

cat >$DATA/job.json <<'END'
{ "name": "fashion-mlp", "dataset": "fashion",
  "model": { "task": "classification", "layers": [
      {"type": "dense", "units": 128, "activation": "relu"}, {"type": "dense", "units": 10} ] },
  "training": { "epochs": 5, "batch_size": 128, "validation_dataset": "fashion-test" },
  "resources": { "slots": {"min": 1, "max": 2} } }
END
say "2. Ask what it would cost, then submit it"
cat $DATA/job.json
show $CURL -X POST "$URL/v1/jobs?dry_run=true" -d @$DATA/job.json -o $DATA/out.json
jq -r '"  \(.parameters) parameters, \(.steps) steps, about \(.slot_seconds * 10 | round / 10) slot-seconds, \(.memory_bytes / 1048576 * 10 | round / 10) MiB"' $DATA/out.json
show $CURL -X POST "$URL/v1/jobs" -d @$DATA/job.json -o $DATA/out.json
JOB=$(jq -r .id $DATA/out.json)

say "3. Watch it learn"
show $CURL -N "$URL/v1/jobs/$JOB/watch"
$CURL "$URL/v1/jobs/$JOB?wait=60" -o $DATA/out.json
MODEL=$(jq -r .model $DATA/out.json)
ACCURACY=$(jq -r .metrics.latest.val_accuracy $DATA/out.json)

say "4. Let it predict the first test images"
show $CURL "$URL/v1/datasets/fashion-test/preview?rows=5" -o $DATA/preview.json
jq -c '{inputs: [.rows[] | .[0:784]]}' $DATA/preview.json >$DATA/inputs.json
show $CURL -X POST "$URL/v1/models/$MODEL/predict" -d @$DATA/inputs.json -o $DATA/out.json
jq -r --slurpfile p $DATA/preview.json '
    ["T-shirt/top","Trouser","Pullover","Dress","Coat","Sandal","Shirt","Sneaker","Bag","Ankle boot"] as $names |
    .labels | to_entries[] | "  image \(.key + 1): \($names[.value | tonumber]), in truth \($names[$p[0].rows[.key][784] | tonumber])"' $DATA/out.json

say "Test accuracy after 5 epochs: $ACCURACY"
echo "Dashboard: $URL/   (log in with the token in $DATA/data/admin.token)"
awk -v a="$ACCURACY" 'BEGIN { exit !(a >= 0.86) }' || { echo "that is less than 0.86" >&2; exit 1; }
[ -n "${DEMO_EXIT:-}" ] && exit 0
say "It keeps serving; Ctrl-C ends it."
wait $DAEMON
