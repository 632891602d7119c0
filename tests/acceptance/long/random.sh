#!/bin/sh
# random.sh - the two promises (no trace of the width, none of stops) on thousands of specs drawn by chance, other ones
# each day; again, fewer, under the sanitizers; gradients of as many graphs. A failing seed is printed with its spec.
. "$(dirname "$0")/../lib.sh"
PROGRAM=tests/test_random_specs
SEED=${RANDOM_SEED:-$(date +%Y%m%d)00000}
make -s -j"$(nproc)" build/$PROGRAM build/tests/test_gradient_random && make -s -j"$(nproc)" SAN=asan build/asan/$PROGRAM || exit 1
[ -w /dev/shm ] && export TMPDIR=/dev/shm # checkpoints are synced: memory is spared the disk

try() { # try PROGRAM COUNT
    RANDOM_SEED=$SEED RANDOM_SPECS=$2 GRADIENT_SEED=$SEED GRADIENT_GRAPHS=$2 "$1" >"$WORK/log" 2>&1
    _status=$?
    grep -E 'specs refused|graphs$|RANDOM_SEED|^  [a-z]|ERROR' "$WORK/log" | sed 's/^/# /'
    return $_status
}

fresh
echo "# from seed $SEED on"
check "30,000 specs keep them" try build/$PROGRAM 30000
check "4,000 under address and undefined behaviour sanitizers" try build/asan/$PROGRAM 4000
check "the gradients of 20,000 graphs are those of differences, in double" try build/tests/test_gradient_random 20000
conclude
