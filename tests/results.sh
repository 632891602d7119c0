#!/bin/sh
# results.sh - docs/models.md's table of results, from the rows that the acceptance scripts left under build/ when they
# last ran: make check acceptance && sh tests/results.sh
cd "$(dirname "$0")/.." || exit 2
for script in classics sets fashion cnn gpt segmenter text_classifier recommender; do
    [ -s build/acceptance/$script/results ] || { echo "$script.sh has left no results under build/acceptance" >&2; exit 1; }
    cat build/acceptance/$script/results
done >build/acceptance/results
awk -v rows=build/acceptance/results '
    /^<!-- \/results -->/ { inside = 0 }
    !inside { print }
    /^<!-- results -->/ { inside = 1
        print "| set | model | measured | bar | published |\n| --- | --- | --- | --- | --- |"
        while ((getline row < rows) > 0) print row }' docs/models.md >build/acceptance/models.md
cp build/acceptance/models.md docs/models.md
