#!/bin/sh
# docs.sh - every command of README.md, docs/api.md and docs/models.md, run as it stands, in its order, on a real daemon;
# and every make target that README.md and CONTRIBUTING.md name.
#
# Each fenced sh block becomes a script; a block of text right behind it holds lines that its output
# must have, to the letter; or up to a … at its end, since figures differ a little between BLAS kernels.
. "$(dirname "$0")/lib.sh"
IRIS=$(sh tests/data.sh)/iris.csv

run_block() { # run_block FILE: its output only when it fails
    (cd "$WORK" && sh "./$1") >"$WORK/$1.log" 2>&1 && return 0
    sed 's/^/# /' "$WORK/$1.log"
    return 1
}

# The lines of FILE.expect, each somewhere in FILE's output; a progress bar's last state counts.
has_lines() {
    tr '\r' '\n' <"$WORK/$1.log" >"$WORK/$1.lines"
    while read -r _line; do
        grep -qF -- "${_line%…}" "$WORK/$1.lines" && continue
        echo "# missing: $_line"
        sed 's/^/# /' "$WORK/$1.lines" | tail -20
        return 1
    done <"$WORK/$1.expect"
}

page() { # page FILE CURL_OPTION BLOCKS_AT_LEAST
    _page=$1 _tag=$(basename "$1" .md)
    fresh
    cp "$IRIS" "$WORK/"
    start_daemon --cpu-slots 2 || exit 1
    ALLOT=$URL
    export ALLOT TOKEN
    _blocks=$(awk -v dir="$WORK" -v tag="$_tag" -v options="$2" '
        /^```sh$/ { name = sprintf("%s/%s-%02d.sh", dir, tag, ++n); out = name; fenced = 1
                    print "set -e\ncurl() { command curl -sS -m 60 " options " \"$@\"; }" > out; next }
        /^```text$/ && behind { out = name ".expect"; fenced = 1; printf "" > out; next }
        /^```/    { behind = fenced && out == name; fenced = 0; next }
        fenced    { print > out; next }
        NF        { behind = 0 }
        END       { print n + 0 }' "$_page")
    check "$_page has its commands" [ "$_blocks" -ge "$3" ]
    for _file in "$WORK/$_tag"-*.sh; do
        _block=$(basename "$_file")
        check "$_block: $(grep -m1 -o '/v1/[^ "?]*' "$_file")" run_block "$_block"
        [ ! -f "$_file.expect" ] || check "$_block says what the page says" has_lines "$_block"
    done
    curl -sS -m 60 -o "$WORK/openapi.json" "$URL/openapi.json"
    stop_daemon
}

# The contract's routes as docs/api.md lists them.
routes() {
    jq -r '.paths | to_entries[] | .key as $p | .value | to_entries[] | select(.value.summary)
        | "| `\(.key | ascii_upcase) \($p)` | \(.value.summary) |"' "$WORK/openapi.json"
}
lists_all() {
    routes >"$WORK/routes.txt"
    grep '^| `[A-Z]* /' docs/api.md | diff "$WORK/routes.txt" - && [ -s "$WORK/routes.txt" ]
}

# Every make target that the pages name is one.
targets() { sed -n 's/^    make \([a-z -]*[a-z]\) *\(#.*\)*$/\1/p' README.md CONTRIBUTING.md | tr ' ' '\n' | sort -u; }
check "the pages name make targets" [ "$(targets | wc -l)" -ge 6 ]
is_target() { make -s -n "$1" -o deps -o browser-deps >/dev/null 2>&1; }
for target in $(targets); do
    check "make $target is a target" is_target "$target"
done
page README.md --fail-with-body 10
page docs/models.md --fail-with-body 4
page docs/api.md "" 10
said() { grep -q "$2" "$WORK/api-$1.sh.log"; }
check "a broken file names its line" said 03 'line 3'
check "a dry run finds every fault" said 06 'did you mean'
check "watch ends with the job" said 07 'succeeded after'
check "docs/api.md lists every route" lists_all
conclude
