#!/bin/sh
# check.sh - everything a change must pass, counted; `make check` has built what it runs.
#
# Every program speaks TAP. Its output is kept in build/check/NAME.log; here it is one line, and all of
# it when something failed. The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
LOGS=build/check
rm -rf $LOGS
mkdir -p $LOGS
passed=0 failed=0 skipped=0
export CMOCKA_MESSAGE_OUTPUT=TAP

count() { # count NAME STATUS: reads the log
    _ok=$(grep -c '^ok ' "$LOGS/$1.log")
    _skip=$(grep -ciE '^(not )?ok .*# skip' "$LOGS/$1.log")
    _ok=$((_ok - $(grep -ciE '^ok .*# skip' "$LOGS/$1.log")))
    _bad=$(grep '^not ok ' "$LOGS/$1.log" | grep -civ '# skip')
    [ "$2" != 0 ] && [ "$_bad" = 0 ] && _bad=1 # it died: that is a failure too
    [ "$2" = 0 ] && [ $((_ok + _bad)) = 0 ] && _bad=1 # and so is testing nothing
    passed=$((passed + _ok)) failed=$((failed + _bad)) skipped=$((skipped + _skip))
    printf '%-44s %4d passed %s\n' "$1" "$_ok" "$([ $_bad != 0 ] && echo "$_bad FAILED")"
    [ $_bad = 0 ] || sed 's/^/    /' "$LOGS/$1.log" | tail -60
}

run() { # run NAME COMMAND…
    _name=$1
    shift
    _began=$(date +%s)
    timeout -k 10 300 "$@" >"$LOGS/$_name.log" 2>&1
    _status=$?
    echo "# took $(($(date +%s) - _began)) s" >>"$LOGS/$_name.log"
    count "$_name" $_status
}

lint() { sh tests/lint.sh && echo "ok 1 - lint"; }
lint >$LOGS/lint.log 2>&1
count lint $?

for t in build/tests/test_* build/tests/api/test_*; do
    case $t in *.[od]) continue ;; esac
    run "$(echo "${t#build/tests/}" | tr / -)" "$t"
done
for t in build/asan/tests/test_* build/asan/tests/api/test_*; do
    case $t in *.[od] | *'*') continue ;; esac
    run "asan-$(echo "${t#build/asan/tests/}" | tr / -)" env CHECK_SHORT=1 ALLOTD=build/asan/allotd "$t"
done
for t in build/tsan/tests/test_*; do
    case $t in *.[od] | *'*') continue ;; esac
    run "tsan-$(basename "$t")" env CHECK_SHORT=1 TSAN_OPTIONS=halt_on_error=1 setarch -R "$t"
done
for t in live kill operator; do # a whole daemon among people, every lock watched
    run "tsan-api-test_$t" env CHECK_SHORT=1 ALLOTD=build/tsan/allotd TSAN_OPTIONS=exitcode=66 \
        setarch -R build/tests/api/test_$t
done
for t in tests/acceptance/*.sh; do
    case $t in */lib.sh) continue ;; esac
    run "acceptance-$(basename "$t" .sh)" sh "$t"
done

[ $skipped = 0 ] || echo "$skipped skipped: see '# skip' in $LOGS"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
