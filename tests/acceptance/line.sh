#!/bin/sh
# line.sh - the first regression of every course, and the worked example of the mean squared error.
. "$(dirname "$0")/lib.sh"

fresh
start_daemon --cpu-slots 2
# 100 points, x ~ N(0,1), y = 2x + 3 + N(0,1), by Box and Muller; the closed form beside them.
awk 'function normal() { return sqrt(-2 * log(1 - rand())) * cos(6.283185307179586 * rand()) }
     BEGIN { srand(11); print "x,y"; for (i = 0; i < 100; i++) { x = normal(); printf "%.9f,%.9f\n", x, 2 * x + 3 + normal() } }' >"$WORK/line.csv"
set -- $(awk -F, 'NR > 1 { n++; sx += $1; sy += $2; sxx += $1 * $1; sxy += $1 * $2; syy += $2 * $2 }
    END { w = (n * sxy - sx * sy) / (n * sxx - sx * sx); b = (sy - w * sx) / n
          print w, b, (syy - 2 * w * sxy - 2 * b * sy + w * w * sxx + 2 * w * b * sx + n * b * b) / n }' "$WORK/line.csv")
w=$1 b=$2 residual=$3
upload line "$WORK/line.csv"
job=$(submit '{"dataset":"line","model":{"task":"regression","layers":[{"type":"dense","units":1}]},
    "data":{"target":"y","normalize":"none"},
    "training":{"loss":"mse","optimizer":{"type":"adam","learning_rate":0.02},"epochs":400,"batch_size":100,"seed":5}}')
check "the training succeeds" same "$(finish "$job")" succeeded
model=$(jq -r .model "$WORK/job.json")
at() { api POST "/v1/models/$model/predict" -d "{\"inputs\":[[$1]]}" | jq -r '.outputs[0][0]'; }
b_learned=$(at 0)
w_learned=$(awk -v a="$(at 1)" -v b="$b_learned" 'BEGIN { print a - b }')
mse=$(evaluate "$model" line loss)
echo "# learned w $w_learned b $b_learned mse $mse; closed form w $w b $b mse $residual"
check "w agrees with least squares to 1e-2" near "$w_learned" "$w" 0.01
check "b agrees with least squares to 1e-2" near "$b_learned" "$b" 0.01
check "the final MSE agrees with its residual to 1 %" near "$mse" "$residual" "$(awk -v r="$residual" 'BEGIN { print r / 100 }')"

# A model that has learned y = x predicts x: the worked example's predictions are its inputs.
printf 'x,y\n150,150\n200,200\n250,250\n300,300\n350,350\n' >"$WORK/exact.csv"
printf 'x,y\n155,150\n205,200\n245,250\n295,300\n355,350\n' >"$WORK/shifted.csv"
upload exact "$WORK/exact.csv" && upload shifted "$WORK/shifted.csv"
job=$(submit '{"dataset":"exact","model":{"task":"regression","layers":[{"type":"dense","units":1}]},
    "data":{"target":"y","normalize":"standard"},
    "training":{"loss":"mse","optimizer":{"type":"adam","learning_rate":1},"schedule":{"type":"cosine"},"epochs":3000,"batch_size":5,"seed":5}}')
check "the exact line is learned" same "$(finish "$job")" succeeded
mse=$(evaluate "$(jq -r .model "$WORK/job.json")" shifted loss)
echo "# predictions 155,205,245,295,355 against targets 150,200,250,300,350: MSE $mse"
check "the worked MSE example gives 25" near "$mse" 25 0.01
conclude
