#!/bin/sh
# lint.sh - the arrows between rooms, the one folder of each foreign header, and the format.
cd "$(dirname "$0")/.." || exit 1
bad=0
complain() { echo "lint: $*"; bad=1; }

# room -> rooms whose headers it may include (besides its own and include/allot/).
allowed() {
    case $1 in
    base) echo "" ;;
    sched) echo "" ;;
    http | store | spec) echo "base" ;;
    record) echo "base sched" ;;
    run) echo "base store sched spec record" ;;
    sim) echo "base store sched record" ;;
    api) echo "base http store sched spec run" ;;
    esac
}
for f in $(git ls-files --cached --others --exclude-standard 'server/*/*.[ch]'); do
    [ -f "$f" ] || continue
    room=$(echo "$f" | cut -d/ -f2)
    for to in $(sed -n 's/^#include "server\/\([a-z]*\)\/.*/\1/p' "$f" | sort -u); do
        [ "$to" = "$room" ] && continue
        case " $(allowed "$room") " in
        *" $to "*) ;;
        *) complain "$f: room $room may not include room $to" ;;
        esac
    done
    grep -n '#include "engine/' "$f" && complain "$f: the engine's face is <allot/engine.h>"
    case $room in base | http | store | sched | sim | record)
        grep -n '#include <allot/engine.h>' "$f" && complain "$f: room $room does not know the engine" ;;
    esac
    case $room in sched)
        grep -nE '#include <(pthread|time|sqlite3)\.h>' "$f" && complain "$f: sched is pure" ;;
    esac
done
for f in $(git ls-files --cached --others --exclude-standard 'engine/*.[ch]' 'engine/*/*.[ch]'); do
    [ -f "$f" ] || continue
    grep -nE '#include "server/|#include <(pthread|sqlite3|microhttpd)\.h>' "$f" && complain "$f: the engine knows floats, files and seeds"
done

# foreign header -> the only files that may include it
only() {
    found=$(git grep -lE "#include <$1>" -- server engine include | grep -vE "$2")
    [ -z "$found" ] || complain "<$1> included by $found"
}
only 'microhttpd\.h' '^server/http/http\.c$'
only 'sqlite3\.h' '^server/store/'
only 'cjson/cJSON\.h' '^(server/base/json(_print)?|engine/model/safetensors)\.c$'
only 'png\.h' '^engine/data/decode_png\.c$'
only 'j(peglib|error)\.h' '^engine/data/decode_jpeg\.c$'
only 'cblas\.h' '^engine/tensor/blas\.c$'

if command -v clang-format >/dev/null; then
    git ls-files --cached --others --exclude-standard '*.[ch]' | while read -r f; do [ -f "$f" ] && echo "$f"; done |
        xargs clang-format --dry-run -Werror >/tmp/allot-lint.$$ 2>&1 || { grep error /tmp/allot-lint.$$ | head -20; complain "format: run make fmt"; }
    rm -f /tmp/allot-lint.$$
fi
[ $bad = 0 ] && echo "lint: ok"
exit $bad
