# lib.sh - a real daemon, real curl, and TAP lines; sourced by the acceptance scripts.
#
# Each script starts its own daemon on a free port with a fresh data directory under build/ and ends it
# by its process id. `check NAME COMMAND…` prints ok or not ok; the script's exit code follows.
set -u
cd "$(dirname "$0")" || exit 2
while [ ! -f tests/acceptance/lib.sh ]; do cd .. || exit 2; done
ALLOTD=${ALLOTD:-build/allotd}
WORK=build/acceptance/$(basename "$0" .sh)
QUOTES=build/acceptance/quotes.tsv # script, job, slot-seconds quoted and used: for quotes.sh
URL=
TOKEN=
DAEMON=
N=0
FAILED=0

start_daemon() { # start_daemon FLAGS…: a daemon on the script's data directory
    "$ALLOTD" serve --listen 127.0.0.1:0 --data "$WORK/data" "$@" 2>>"$WORK/daemon.log" &
    DAEMON=$!
    URL=
    for _ in $(seq 100); do
        URL=$(sed -n 's/.*url=\(http[^ ]*\).*/\1/p' "$WORK/daemon.log" | tail -1)
        pid_alive "$DAEMON" || { tail -5 "$WORK/daemon.log" >&2; return 1; }
        [ -n "$URL" ] && curl -s -o /dev/null "$URL/readyz" && break
        sleep 0.1
    done
    TOKEN=$(cat "$WORK/data/admin.token")
}

pid_alive() { kill -0 "$1" 2>/dev/null; }

stop_daemon() {
    [ -n "$DAEMON" ] && kill -TERM "$DAEMON" 2>/dev/null && wait "$DAEMON"
    DAEMON=
}

fresh() { # an empty data directory
    rm -rf "$WORK"
    mkdir -p "$WORK"
    : >"$WORK/daemon.log"
}

# api METHOD PATH [curl arguments…]: the reply's body
api() {
    _method=$1 _path=$2
    shift 2
    curl -sS -X "$_method" -H "Authorization: Bearer $TOKEN" "$URL$_path" "$@"
}

upload() { # upload NAME FILE [query]: a csv dataset
    api POST "/v1/datasets?name=$1&format=csv${3:+&$3}" -T "$2" >"$WORK/upload.json"
    jq -e .id "$WORK/upload.json" >/dev/null || { cat "$WORK/upload.json" >&2; return 1; }
}

submit() { # submit JSON: the job's id
    api POST /v1/jobs -d "$1" >"$WORK/submit.json"
    jq -er .id "$WORK/submit.json" || { cat "$WORK/submit.json" >&2; return 1; }
}

PATIENCE=40 # quarter minutes: more than any job of make check takes

finish() { # finish JOB: waits for the end; its state
    for _ in $(seq $PATIENCE); do
        _state=$(api GET "/v1/jobs/$1?wait=15" | tee "$WORK/job.json" | jq -r .state)
        case $_state in succeeded | failed | cancelled) break ;; esac
    done
    [ "$_state" = succeeded ] && jq -r --arg script "$(basename "$0" .sh)" \
        'select(.quote.slot_seconds) | [$script, .name, .quote.slot_seconds, .usage.slot_seconds,
            .progress.step / .quote.steps] | @tsv' "$WORK/job.json" >>"$QUOTES"
    echo "$_state"
}

model_sha() { # model_sha JOB
    api GET "/v1/models/$(api GET "/v1/jobs/$1" | jq -r .model)" | jq -r .sha256
}

evaluate() { # evaluate MODEL DATASET METRIC
    api POST "/v1/models/$1/evaluate" -d "{\"dataset\":\"$2\"}" | tee "$WORK/evaluate.json" | jq -r ".metrics.$3"
}

check() { # check NAME COMMAND…
    N=$((N + 1))
    _name=$1
    shift
    if "$@"; then
        echo "ok $N - $_name"
    else
        echo "not ok $N - $_name"
        FAILED=$((FAILED + 1))
    fi
}

# result SET VALUE BAR MODEL PUBLISHED: a row of docs/models.md's table of results (tests/results.sh)
result() {
    echo "# $1, $4: $2 (bar $3)"
    printf '| %s | %s | %.4g | %s | %s |\n' "$1" "$4" "$2" "$3" "$5" >>"$WORK/results"
    check "$1 by $4 reaches $3" at_least "$2" "$3"
}

is_number() { echo "$1" | grep -qE '^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$'; }
at_least() { is_number "$1" && awk -v a="$1" -v b="$2" 'BEGIN { exit !(a + 0 >= b + 0) }'; }
near() { is_number "$1" && awk -v a="$1" -v b="$2" -v e="$3" 'BEGIN { d = a - b; exit !((d < 0 ? -d : d) <= e + 0) }'; }
same() { [ "$1" = "$2" ] && [ -n "$1" ]; }

conclude() {
    stop_daemon
    echo "1..$N"
    [ "$FAILED" = 0 ]
    exit
}
trap 'stop_daemon' EXIT
trap 'exit 1' HUP INT PIPE TERM # so that the daemon is ended then, too
