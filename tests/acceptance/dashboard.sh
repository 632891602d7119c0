#!/bin/sh
# dashboard.sh - the dashboard in Debian's chromium on a real daemon; and that the checked-in bundle is
# what its sources make.
. "$(dirname "$0")/lib.sh"
export NO_COLOR=1

# The results of a TAP program as results of this one; all it said, when something failed.
tap() {
    "$@" >"$WORK/tap" 2>&1
    _status=$? _bad=$FAILED
    while IFS= read -r line; do
        case $line in
        "ok "*) N=$((N + 1)) && echo "ok $N - ${line#* - }" ;;
        "not ok "*) N=$((N + 1)) FAILED=$((FAILED + 1)) && echo "not ok $N - ${line#* - }" ;;
        esac
    done <"$WORK/tap"
    [ $_status = 0 ] || sed 's/^#* */# /' "$WORK/tap"
    [ $_status = 0 ] || [ "$FAILED" -gt "$_bad" ] || check "$2 ends well" false
}

same_bundle() {
    cp -r web "$WORK/web" && node "$WORK/web/build.mjs" && diff -r web/dist "$WORK/web/dist"
}

fresh
check "the checked-in bundle is what its sources make" same_bundle
tap node --test-reporter=tap tests/web/units.test.mjs
# One slot: the job that holds it all through the test leaves the other core to the browser.
start_daemon --cpu-slots 1 || exit 1
export ALLOT_URL="$URL" ALLOT_TOKEN="$TOKEN"
tap node tests/web/dashboard.test.mjs
conclude
