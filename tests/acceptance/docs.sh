#!/bin/sh
# docs.sh - every command of docs/api.md, run as it stands, in its order, against a real daemon.
. "$(dirname "$0")/lib.sh"

fresh
start_daemon || exit 1
ALLOT=$URL
export ALLOT TOKEN

# Each fenced sh block becomes a script of its own; curl is quiet, as the page says.
blocks=$(awk -v dir="$WORK" '
    /^```sh$/ { file = sprintf("%s/block-%02d.sh", dir, ++n); inside = 1
                print "set -e\ncurl() { command curl -sS \"$@\"; }" > file; next }
    /^```$/   { inside = 0; next }
    inside    { print > file }
    END       { print n + 0 }' docs/api.md)
check "the page has its commands" [ "$blocks" -ge 10 ]

run_block() { # run_block FILE: its output only when it fails
    (cd "$WORK" && sh "./$1") >"$WORK/$1.log" 2>&1 && return 0
    sed 's/^/# /' "$WORK/$1.log"
    return 1
}

for block in "$WORK"/block-*.sh; do
    block=$(basename "$block")
    check "$block: $(grep -m1 -o '/v1/[^ "?]*' "$WORK/$block")" run_block "$block"
done

said() { grep -q "$2" "$WORK/block-$1.sh.log"; }
check "a broken file names its line" said 03 'line 3'
check "a dry run finds every fault" said 06 'did you mean'
check "watch ends with the job" said 07 'succeeded after'
conclude
