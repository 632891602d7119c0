#!/bin/sh
# classics.sh - iris, wine, breast cancer, digits and diabetes by cross-validation, through curl alone:
# each fold is two uploads, a job, an evaluation. The bars are the published results'.
. "$(dirname "$0")/lib.sh"
DATA=$(sh tests/data.sh)

# fold FILE K I: rows of fold I to test.csv and the others to train.csv, after a seeded shuffle; the
# file has a header line.
fold() {
    awk -v k="$2" -v i="$3" -v train="$WORK/train.csv" -v test="$WORK/test.csv" '
        NR == 1 { print > train; print > test; next }
        { row[NR] = $0 }
        END { srand(7); n = NR; for (r = 2; r <= n; r++) order[r] = r
              for (r = n; r > 2; r--) { j = 2 + int(rand() * (r - 1)); t = order[r]; order[r] = order[j]; order[j] = t }
              for (r = 2; r <= n; r++) print row[order[r]] > ((r % k == i) ? test : train) }' "$1"
}

# cross NAME FILE K TASK LAYERS EPOCHS RATE METRIC: the mean of METRIC over the folds
cross() {
    _name=$1 _file=$2 _k=$3 _task=$4 _layers=$5 _epochs=$6 _rate=$7 _metric=$8
    _i=0 _jobs=
    while [ $_i -lt "$_k" ]; do
        fold "$_file" "$_k" $_i
        upload "$_name-train-$_i" "$WORK/train.csv" && upload "$_name-test-$_i" "$WORK/test.csv" || return 1
        _jobs="$_jobs $(submit "{\"name\":\"$_name-$_i\",\"dataset\":\"$_name-train-$_i\",
            \"model\":{\"task\":\"$_task\",\"layers\":$_layers},\"data\":{\"target\":\"target\",\"normalize\":\"standard\"},
            \"training\":{\"epochs\":$_epochs,\"batch_size\":32,\"seed\":3,\"optimizer\":{\"type\":\"adam\",\"learning_rate\":$_rate}}}")"
        _i=$((_i + 1))
    done
    _i=0
    for _job in $_jobs; do
        [ "$(finish "$_job")" = succeeded ] || { cat "$WORK/job.json" >&2; return 1; }
        evaluate "$(jq -r .model "$WORK/job.json")" "$_name-test-$_i" "$_metric"
        _i=$((_i + 1))
    done | awk '{ s += $1 } END { print NR ? s / NR : 0 }'
}

# scikit-learn's files begin with "rows,columns,class names": named columns in its place.
named() { awk -F, 'NR == 1 { for (i = 1; i <= $2; i++) printf "x%d,", i; print "target"; next } 1' "$1"; }

fresh
start_daemon --cpu-slots 2
for set in iris wine_data breast_cancer; do named "$DATA/$set.csv" >"$WORK/$set.csv"; done
zcat "$DATA/digits.csv.gz" | awk -F, 'NR == 1 { for (i = 1; i < NF; i++) printf "x%d,", i; print "target" } 1' |
    sed 's/\([0-9.]*\)e+0*\([0-9]*\)/\1e\2/g' >"$WORK/digits.csv"
zcat "$DATA/diabetes_target.csv.gz" >"$WORK/target"
{ echo "x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,target"
  zcat "$DATA/diabetes_data_raw.csv.gz" | tr -s ' ' , | sed 's/^,//;s/,$//' | paste -d, - "$WORK/target"; } >"$WORK/diabetes.csv"

logits() { echo '[{"type":"dense","units":'"$1"'}]'; }
result "iris, accuracy, 10-fold" "$(cross iris "$WORK/iris.csv" 10 classification "$(logits 3)" 100 0.02 accuracy)" 0.93 \
    "logistic regression" ".95–.97"
result "wine, accuracy, 10-fold" "$(cross wine "$WORK/wine_data.csv" 10 classification "$(logits 3)" 60 0.02 accuracy)" 0.95 \
    "logistic regression" ".97–.99"
result "breast cancer, accuracy, 10-fold" "$(cross cancer "$WORK/breast_cancer.csv" 10 classification "$(logits 2)" 40 0.01 accuracy)" 0.95 \
    "logistic regression" ".97"
result "digits 8×8, accuracy, 5-fold" "$(cross digits "$WORK/digits.csv" 5 classification \
    '[{"type":"dense","units":64,"activation":"relu"},{"type":"dense","units":10}]' 30 0.003 accuracy)" 0.95 "perceptron, 64 hidden" ".96–.98"
r2=$(cross diabetes "$WORK/diabetes.csv" 10 regression "$(logits 1)" 300 0.5 r2)
# Ordinary least squares on the same folds, by the normal equations.
ols=$(awk -F, -f tests/acceptance/ols.awk "$WORK/diabetes.csv")
echo "# diabetes R2, 10-fold: $r2, closed form $ols"
result "diabetes, R², 10-fold" "$r2" "$(awk -v o="$ols" 'BEGIN { printf "%.3f", o - .02 }')" "linear regression" "$(printf 'closed form on these folds: %.3f' "$ols")"
check "diabetes R2 is within .02 of the closed form" near "$r2" "$ols" 0.02
conclude
