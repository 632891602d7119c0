#!/bin/sh
# upload.sh - a CSV of 1 GiB, streamed: the daemon's memory does not grow with it; a broken one leaves nothing.
. "$(dirname "$0")/../lib.sh"

fresh
start_daemon --cpu-slots 2
rows() { # rows N: N lines of a CSV with five columns, 40 bytes each
    awk -v n="$1" 'BEGIN { print "a,b,c,d,y"; for (i = 0; i < n; i++) printf "0.1234567,1.23456789,12.345678,%03d,%02d\n", i % 1000, i % 17 }'
}
rss() { awk -v what="$1:" '$1 == what { print $2 }' "/proc/$DAEMON/status"; }
send() { # send NAME: standard input
    api POST "/v1/datasets?name=$1&format=csv" -T - >"$WORK/upload.json"
}
files() { find "$WORK/data/blobs" -type f | wc -l; }

before=$(rss VmRSS)
while pid_alive "$DAEMON"; do rss VmRSS; sleep 0.2; done >"$WORK/rss" 2>/dev/null &
WATCH=$!
rows 28500000 | send big
kill $WATCH
most=$(sort -n "$WORK/rss" | tail -1)
echo "# $(jq -c '{state, rows, bytes}' "$WORK/upload.json"); RSS $before KiB before, at most $most KiB"
check "more than 1 GiB arrive" at_least "$(jq -r .bytes "$WORK/upload.json")" 1073741824
check "memory grows by less than 64 MiB" at_least 65536 $((most - before))

held=$(files)
{ rows 1000000; echo '1,2,"never closed'; } | send broken
echo "# $(jq -r .detail "$WORK/upload.json")"
check "a broken file names its line" grep -q 'line 1000002' "$WORK/upload.json"
check "and leaves nothing behind" same "$(files)" "$held"
rows 100000000 | timeout 3 curl -sS -H "Authorization: Bearer $TOKEN" -X POST "$URL/v1/datasets?name=cut&format=csv" -T - >/dev/null 2>&1
sleep 2
check "an upload that is cut leaves nothing behind" same "$(files)" "$held"
check "and its name is free" same "$(api GET /v1/datasets/cut | jq -r .status)" 404
conclude
