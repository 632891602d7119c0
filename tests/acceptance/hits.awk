# hits.awk - of the choices held back, the part among the ten first of a list, without what the user had before.
# awk -f hits.awk train.csv test.csv [lists]: lists are lines "user,item,item,…", the best first; without them every
# user has the same one: all items by how often they were chosen.
FNR == 1 && (FILENAME == ARGV[1] || FILENAME == ARGV[2]) { next }
FILENAME == ARGV[1] { split($0, f, ","); had[f[1], f[2]] = 1; count[f[2]]++; next }
FILENAME == ARGV[2] { split($0, f, ","); user[++of] = f[1]; item[of] = f[2]; next }
{ n = split($0, f, ","); for (i = 2; i <= n; i++) list[f[1], i - 1] = f[i]; length_of[f[1]] = n - 1 }
function popular(    i, best, n) {
    for (n = 1; n <= 100; n++) {
        best = ""
        for (i in count) if (!(i in taken) && (best == "" || count[i] > count[best] || (count[i] == count[best] && i < best))) best = i
        taken[best] = 1
        list["all", n] = best
    }
    length_of["all"] = 100
}
function place(who, what, of_whom,    i, n) {
    n = 0
    for (i = 1; i <= length_of[of_whom] && n < 10; i++) {
        if ((who, list[of_whom, i]) in had) continue
        n++
        if (list[of_whom, i] == what) return n
    }
    return 0
}
END {
    if (ARGC < 4) popular()
    for (k = 1; k <= of; k++) hits += place(user[k], item[k], ARGC < 4 ? "all" : user[k]) > 0
    printf "%.4f\n", hits / of
}
