# bayes.awk - which class a text is of, by its bag of words: multinomial naive Bayes with one added to each count
# (McCallum & Nigam 1998). awk -f bayes.awk train.csv test.csv: lines "text",class,… with a header; prints the accuracy.
FNR == 1 { next }
{
    match($0, /",[a-z]+/)
    class = substr($0, RSTART + 2, RLENGTH - 2)
    text = tolower(substr($0, 1, RSTART))
    gsub(/[^a-z0-9' ]/, " ", text)
    n = split(text, word, " ")
}
FILENAME == ARGV[1] {
    texts[class]++
    all++
    for (i = 1; i <= n; i++) {
        if (!(word[i] in known)) size++
        known[word[i]]
        count[class, word[i]]++
        words[class]++
    }
    next
}
{
    best = ""
    for (k in texts) {
        score = log(texts[k] / all)
        for (i = 1; i <= n; i++) if (word[i] in known) score += log((count[k, word[i]] + 1) / (words[k] + size))
        if (best == "" || score > most) { best = k; most = score }
    }
    right += best == class
    of++
}
END { printf "%.4f\n", right / of }
