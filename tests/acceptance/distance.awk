# distance.awk - the mean of z² of each row of a second file, by the means and deviations of the first, and whether its
# last column is another class than -v normal: awk -v normal=CLASS -f distance.awk usual.csv all.csv
BEGIN { FS = "," }
FNR == 1 { next }
NR == FNR { n++; for (i = 1; i < NF; i++) { sum[i] += $i; squares[i] += $i * $i } next }
{
    z = 0
    for (i = 1; i < NF; i++) {
        mean = sum[i] / n
        variance = squares[i] / n - mean * mean
        if (variance > 1e-12) z += ($i - mean) ^ 2 / variance
    }
    print z / (NF - 1), $NF != normal
}
