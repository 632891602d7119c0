#!/bin/sh
# big.sh - a dataset of 5 GB arrives and trains while the daemon's own memory stays under 1 GiB.
# Needs 16 GB of disk: what curl sends, and the canonical file made of it.
. "$(dirname "$0")/../lib.sh"

fresh
start_daemon --cpu-slots 2
rows=6400000
header=$(printf "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, 784), }" $rows)
npy() { # bytes that change along a row and from row to row
    printf '\223NUMPY\001\000v\000%-117s\n' "$header"
    yes 'the quick brown fox jumps over the lazy dog; 0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ' | head -c $((rows * 784))
}
anon() { awk '$1 == "RssAnon:" { print $2 }' "/proc/$DAEMON/status"; }
while pid_alive "$DAEMON"; do anon; sleep 0.5; done >"$WORK/anon" 2>/dev/null &
WATCH=$!
npy | api POST '/v1/datasets?name=big&format=npy&labels=none' -T - >"$WORK/upload.json"
echo "# $(jq -c '{state, rows, bytes}' "$WORK/upload.json")"
check "6.4 million rows arrive" same "$(jq -r .rows "$WORK/upload.json")" $rows
check "they are 5 GB" at_least "$(jq -r .bytes "$WORK/upload.json")" 5000000000
job=$(submit '{"dataset": "big", "resources": {"slots": {"min": 1, "max": 2}}, "training": {"epochs": 1, "batch_size": 8192},
    "data": {"normalize": "standard"}, "model": {"task": "autoencoder", "layers": [{"type": "dense", "units": 16, "activation": "relu"}, {"type": "dense", "units": 784}]}}')
check "it trains to its end" same "$(finish "$job")" succeeded
kill $WATCH
most=$(sort -n "$WORK/anon" | tail -1)
echo "# $(api GET "/v1/jobs/$job" | jq -c '{steps: .progress.step, loss: .metrics.loss, usage: .usage}'); RssAnon at most $most KiB"
check "RssAnon stays under 1 GiB" at_least 1048576 "$most"
rm -rf "$WORK/data"
conclude
