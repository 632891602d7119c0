# ols.awk - mean R2 of ordinary least squares over 10 folds, the folds of classics.sh; last column is the target.
function shuffle_rows(n,    r, j, t) {
    srand(7)
    for (r = 2; r <= n; r++) order[r] = r
    for (r = n; r > 2; r--) { j = 2 + int(rand() * (r - 1)); t = order[r]; order[r] = order[j]; order[j] = t }
}
# Solves A b = v (p unknowns) by Gauss with pivoting; A and v are destroyed, b is the answer.
function solve(p,    i, j, k, m, t) {
    for (i = 1; i <= p; i++) {
        m = i
        for (j = i + 1; j <= p; j++) if ((A[j, i] < 0 ? -A[j, i] : A[j, i]) > (A[m, i] < 0 ? -A[m, i] : A[m, i])) m = j
        for (k = 1; k <= p; k++) { t = A[i, k]; A[i, k] = A[m, k]; A[m, k] = t }
        t = v[i]; v[i] = v[m]; v[m] = t
        for (j = i + 1; j <= p; j++) { t = A[j, i] / A[i, i]; for (k = i; k <= p; k++) A[j, k] -= t * A[i, k]; v[j] -= t * v[i] }
    }
    for (i = p; i >= 1; i--) { b[i] = v[i]; for (k = i + 1; k <= p; k++) b[i] -= A[i, k] * b[k]; b[i] /= A[i, i] }
}
NR > 1 { for (i = 1; i <= NF; i++) x[NR, i] = $i; p = NF }
END {
    n = NR
    shuffle_rows(n)
    for (f = 0; f < 10; f++) {
        for (i = 1; i <= p; i++) { v[i] = 0; for (k = 1; k <= p; k++) A[i, k] = 0 }
        for (r = 2; r <= n; r++) {
            if (r % 10 == f) continue
            q = order[r]
            for (i = 1; i < p; i++) z[i] = x[q, i]
            z[p] = 1
            for (i = 1; i <= p; i++) { for (k = 1; k <= p; k++) A[i, k] += z[i] * z[k]; v[i] += z[i] * x[q, p] }
        }
        solve(p)
        s = s2 = sse = m = 0
        for (r = 2; r <= n; r++) {
            if (r % 10 != f) continue
            q = order[r]
            y = b[p]
            for (i = 1; i < p; i++) y += b[i] * x[q, i]
            sse += (x[q, p] - y) ^ 2; s += x[q, p]; s2 += x[q, p] ^ 2; m++
        }
        total += 1 - sse / (s2 - s * s / m)
    }
    print total / 10
}
