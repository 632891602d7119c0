#!/bin/sh
# memory.sh - what a quote says of memory: while a training runs the daemon grows by no more than
# 1.05 times the quoted arena and 4 MiB per slot, and not at all from one moment to the next.
. "$(dirname "$0")/lib.sh"

fresh
start_daemon --cpu-slots 2
fashion=/usr/share/datasets/fashion-mnist
api POST '/v1/datasets?name=fashion&format=idx' -H 'Content-Encoding: gzip' --data-binary @$fashion/train-images-idx3-ubyte.gz >/dev/null
api PUT /v1/datasets/fashion/labels -H 'Content-Encoding: gzip' --data-binary @$fashion/train-labels-idx1-ubyte.gz >/dev/null
for i in $(seq 3000); do echo "line $i: the quick brown fox jumps over the lazy dog."; done >"$WORK/text"
api POST '/v1/datasets?name=text&format=text' -T "$WORK/text" >/dev/null
anon() { awk '$1 == "RssAnon:" { print $2 }' "/proc/$DAEMON/status"; }

# holds NAME JOB: runs it for a second and compares
holds() {
    name=$1
    before=$(anon)
    job=$(submit "$2") || return 1
    for _ in $(seq 100); do
        [ "$(api GET "/v1/jobs/$job" | jq '.state == "running" and .progress.step > 2')" = true ] && break
        sleep 0.1
    done
    steps=$(api GET "/v1/jobs/$job" | jq .progress.step)
    early=$(anon)
    for _ in 1 2 3 4; do sleep 0.25; anon; done >"$WORK/anon"
    most=$(sort -n "$WORK/anon" | tail -1)
    arena=$(api GET "/v1/jobs/$job" | jq .quote.memory_bytes)
    later=$(api GET "/v1/jobs/$job" | jq .progress.step)
    api POST "/v1/jobs/$job/cancel" >/dev/null
    finish "$job" >/dev/null
    echo "# $name: arena quoted $((arena / 1024)) KiB, grew by $((most - before)) KiB, steps $steps to $later"
    check "$name: it trains" at_least "$later" $((steps + 1))
    check "$name: growth is what was quoted" at_least $((arena / 1024 * 105 / 100 + 8192)) $((most - before))
    check "$name: it does not grow while it runs" at_least 1024 $((most - early))
}
slots='"resources": {"slots": {"min": 1, "max": 2}}, "training": {"epochs": 100000, "batch_size": 128}'
holds "wide MLP" "{\"dataset\": \"fashion\", $slots, \"model\": {\"task\": \"classification\", \"layers\": [{\"type\": \"flatten\"},
    {\"type\": \"dense\", \"units\": 2048, \"activation\": \"relu\"}, {\"type\": \"dense\", \"units\": 1024, \"activation\": \"relu\"}, {\"type\": \"dense\", \"units\": 10}]}}"
holds "CNN" "{\"dataset\": \"fashion\", $slots, \"model\": {\"task\": \"classification\", \"layers\": [{\"type\": \"conv2d\", \"filters\": 16, \"kernel_size\": 3},
    {\"type\": \"batch_norm\"}, {\"type\": \"activation\", \"function\": \"relu\"}, {\"type\": \"max_pool2d\"}, {\"type\": \"flatten\"}, {\"type\": \"dense\", \"units\": 10}]}}"
holds "small GPT" "{\"dataset\": \"text\", $slots, \"data\": {\"context\": 64}, \"model\": {\"task\": \"language_model\", \"layers\": [
    {\"type\": \"embedding\", \"output_dim\": 64}, {\"type\": \"position_embedding\", \"name\": \"x\"}, {\"type\": \"layer_norm\"},
    {\"type\": \"multi_head_attention\", \"num_heads\": 4, \"key_dim\": 16, \"causal\": true, \"name\": \"a\"}, {\"type\": \"add\", \"inputs\": [\"x\", \"a\"]}, {\"type\": \"dense\"}]}}"
conclude
