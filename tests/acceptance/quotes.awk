# quotes.awk - build/acceptance/quotes.tsv as a table: what the jobs of the acceptance scripts were quoted, what they
# used, and how many of those above a second are within a quarter. (Shorter ones are mostly start and end.) Of a training
# that stopped early the quote is taken for the part that it went.
BEGIN {
    FS = "\t"
    print "| script | job | quoted, slot-s | used, slot-s | ratio |"
    print "| --- | --- | --- | --- | --- |"
}
$4 > 1 {
    quoted = $3 * $5
    ratio = quoted / $4
    near += ratio > .75 && ratio < 1.25
    n++
    printf "| %s | %s | %.1f | %.1f | %.2f |\n", $1, $2, quoted, $4, ratio
}
END { printf "%d of %d within a quarter; %d shorter than a second\n", near, n, NR - n }
