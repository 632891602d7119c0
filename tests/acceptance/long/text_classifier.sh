#!/bin/sh
# text_classifier.sh - which of Jane Austen's six novels are these 30 words from? Word vectors learned by a network
# against naive Bayes on the bag of words.
#
# Each novel is cut into 20 stretches: 4 of them are the test, 2 decide when to stop, the others are learned from; so
# what is asked stands beside what was learned at the ends of a stretch only.
. "$(dirname "$0")/../lib.sh"
AUSTEN=$(sh tests/data.sh austen)

passages() { # passages FILE NOVEL: lines "thirty words",novel,stretch
    tr -s '[:space:]' '\n' <"$1" | sed '/^$/d; s/"/""/g' | awk -v novel="$2" '
        { line = line (NR % 30 == 1 ? "" : " ") $0 }
        NR % 30 == 0 { passage[++n] = line; line = "" }
        END { for (i = 1; i <= n; i++) printf "\"%s\",%s,%d\n", passage[i], novel, int((i - 1) * 20 / n) }'
}

fresh
for part in train stop test; do echo "passage,novel,stretch" >"$WORK/$part.csv"; done
for file in "$AUSTEN"/*.txt; do passages "$file" "$(basename "$file" .txt)"; done | awk -F, -v to="$WORK" '
    { part = $NF % 5 == 4 ? "test" : $NF % 10 == 2 ? "stop" : "train"; print >> (to "/" part ".csv") }'
check "six novels of the package" same "$(cut -d, -f2- "$WORK/test.csv" | grep -oE '[a-z]+,[0-9]+$' | cut -d, -f1 | sort -u | wc -l)" 6
bayes=$(awk -f tests/acceptance/bayes.awk "$WORK/train.csv" "$WORK/test.csv")
echo "# $(wc -l <"$WORK/train.csv") passages to learn from, $(wc -l <"$WORK/test.csv") to tell; naive Bayes: $bayes"

start_daemon --cpu-slots 2
for part in train stop test; do check "$part goes up" upload $part "$WORK/$part.csv" texts=passage; done
job=$(submit '{"name":"novels","dataset":"train","model":{"task":"classification","layers":[
        {"type":"embedding","output_dim":64,"mask_zero":true},{"type":"dropout","rate":0.5,"name":"words"},
        {"type":"global_max_pool2d","name":"most"},{"type":"global_avg_pool2d","inputs":["words"],"name":"mean"},
        {"type":"concat","inputs":["most","mean"]},{"type":"dropout","rate":0.5},{"type":"dense"}]},
    "data":{"target":"novel","features":["passage"]},
    "training":{"epochs":20,"batch_size":64,"seed":1,"validation_dataset":"stop","optimizer":{"type":"adam","learning_rate":0.003},
        "early_stopping":{"monitor":"val_accuracy","patience":2,"restore_best_weights":true}},
    "resources":{"slots":{"min":1,"max":2}}}')
check "the training succeeds" same "$(finish "$job")" succeeded
accuracy=$(evaluate novels test accuracy)
result "Austen's novels by 30 words, accuracy" "$accuracy" "$(awk -v b="$bayes" 'BEGIN { printf "%.3f", b + .01 }')" \
    "word vectors, largest and mean" "naive Bayes on these passages: $bayes"
api POST /v1/models/novels/predict -d '{"inputs":[["Elizabeth smiled at Mr. Darcy; and Jane at Bingley."]],"top":2}' >"$WORK/ask.json"
check "a sentence on Elizabeth is of Pride and Prejudice" same "$(jq -r '.labels[0]' "$WORK/ask.json")" pride
conclude
