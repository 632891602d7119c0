#!/bin/sh
# recommender.sh - what will a user choose next? User and item vectors against the items that are chosen most.
#
# The choices are made up by choices.awk from tastes, flavours and popularity; the last five of each user's forty are
# held back. Neither list may repeat what the user had: the model is asked for more and the rest is left out here.
. "$(dirname "$0")/../lib.sh"

fresh
awk -v seed=1 -v users=1000 -v items=500 -v each=40 -v held=5 -v train="$WORK/train.csv" -v test="$WORK/test.csv" \
    -f tests/acceptance/choices.awk
popular=$(awk -f tests/acceptance/hits.awk "$WORK/train.csv" "$WORK/test.csv")
echo "# $(wc -l <"$WORK/train.csv") choices; of those held back the ten most popular items are $popular"

start_daemon --cpu-slots 2
check "35,000 choices" upload choices "$WORK/train.csv" categories=user,item
job=$(submit '{"name":"shop","dataset":"choices","model":{"task":"recommender","layers":[
        {"type":"input","columns":["user"],"encoding":"index"},{"type":"embedding","output_dim":8},{"type":"flatten"},
        {"type":"dropout","rate":0.3},{"type":"dense"}]},"data":{"target":"item"},
    "training":{"epochs":30,"batch_size":128,"seed":1,"validation_split":0.1,"optimizer":{"type":"adam","learning_rate":0.005},
        "early_stopping":{"monitor":"val_hit_rate_10","patience":3,"restore_best_weights":true}}}')
check "the training succeeds" same "$(finish "$job")" succeeded
awk -F, 'NR > 1 && !seen[$1]++ { print $1 }' "$WORK/test.csv" >"$WORK/users"
jq -nR "{inputs: [inputs | [.]], top: 60}" "$WORK/users" >"$WORK/ask.json"
api POST /v1/models/shop/predict -d @"$WORK/ask.json" | jq -r '.items[] | join(",")' | paste -d, "$WORK/users" - >"$WORK/lists"
hits=$(awk -f tests/acceptance/hits.awk "$WORK/train.csv" "$WORK/test.csv" "$WORK/lists")
result "made-up choices, hit rate at 10" "$hits" "$(awk -v p="$popular" 'BEGIN { printf "%.3f", 2 * p }')" \
    "user and item vectors of 8" "the most popular items: $popular"
conclude
