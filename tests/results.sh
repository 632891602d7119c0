#!/bin/sh
# results.sh - docs/models.md's table of results, from the rows that the acceptance scripts left under build/ when they
# last ran: make check acceptance && sh tests/results.sh. What has not run keeps the row it has.
cd "$(dirname "$0")/.." || exit 2
for script in classics sets fashion cnn gpt; do
    cat build/acceptance/$script/results 2>/dev/null
done >build/acceptance/results
awk -F'|' -v rows=build/acceptance/results '
    function put(row) { split(row, cell, "|"); key = cell[2] cell[3]
        if (!(key in at)) at[key] = ++n
        table[at[key]] = row }
    /^<!-- \/results -->/ { inside = 0
        while ((getline row < rows) > 0) put(row)
        print "| set | model | measured | bar | published |\n| --- | --- | --- | --- | --- |"
        for (i = 1; i <= n; i++) print table[i] }
    inside { if (!/^\| (set|---)/) put($0); next }
    { print }
    /^<!-- results -->/ { inside = 1 }' docs/models.md >build/acceptance/models.md
cp build/acceptance/models.md docs/models.md
