# last_value.awk - of all windows of a series (last column of a CSV): the mean absolute error over the horizon of saying
# the last value again, and of saying what was a season ago: awk -v context=C -v horizon=H -v season=S -f last_value.awk
BEGIN { FS = "," }
NR > 1 { y[n++] = $NF }
END {
    for (w = 0; w + context + horizon <= n; w++)
        for (h = 0; h < horizon; h++) {
            at = w + context + h
            last += abs(y[at] - y[w + context - 1])
            ago = at - season
            while (ago >= w + context) ago -= season
            before += abs(y[at] - y[ago])
            all++
        }
    print last / all, before / all
}
function abs(v) { return v < 0 ? -v : v }
