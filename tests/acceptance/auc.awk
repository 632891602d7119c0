# auc.awk - reads "score 0|1", sorted by score: how often a 1 scores higher than a 0, a tie counting half.
$1 != last { above += ones * (below + zeros / 2); below += zeros; all += ones; ones = zeros = 0; last = $1 }
{ if ($2) ones++; else zeros++ }
END { above += ones * (below + zeros / 2); below += zeros; all += ones; print above / (all * below) }
