#!/bin/sh
# demo.sh - `make demo`, as a stranger sees it: it reports at least .86 and ends by itself when asked to.
. "$(dirname "$0")/lib.sh"

fresh
DEMO_EXIT=1 DEMO_LISTEN=127.0.0.1:0 timeout 200 sh tests/demo.sh >"$WORK/demo.txt" 2>&1
check "the demo ends well" same $? 0
accuracy=$(sed -n 's/.*Test accuracy after 5 epochs: \([0-9.]*\).*/\1/p' "$WORK/demo.txt")
echo "# accuracy $accuracy"
check "it reports at least .86" at_least "$accuracy" 0.86
check "it shows its commands" grep -q '^\$ curl' "$WORK/demo.txt"
check "it shows the dashboard's address" grep -q '^Dashboard: http://127.0.0.1:' "$WORK/demo.txt"
[ "$FAILED" = 0 ] || tail -5 "$WORK/demo.txt"
conclude
