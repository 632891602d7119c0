# choices.awk - who chose what, made up: users have tastes, items have flavours and are more or less known.
#
# awk -v seed=1 -v users=1000 -v items=500 -v each=40 -v held=5 -v train=FILE -v test=FILE -f choices.awk
# A user chooses `each` different items, one by one, each with p ∝ exp(popularity + taste · flavour) among those
# she has not chosen yet; the last `held` go to the test. The generator is Lehmer's (16807 mod 2^31 - 1), so that
# every awk makes the same file.
function uniform() { state = state * 16807 % 2147483647; return state / 2147483647 }
function normal() { return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform()) }
BEGIN {
    state = seed * 7919 + 1
    d = 4
    for (i = 0; i < items; i++) {
        known[i] = 1.2 * normal()
        for (k = 0; k < d; k++) flavour[i, k] = normal()
    }
    print "user,item" > train
    print "user,item" > test
    for (u = 0; u < users; u++) {
        for (k = 0; k < d; k++) taste[k] = 1.1 * normal()
        sum = 0
        for (i = 0; i < items; i++) {
            score = known[i]
            for (k = 0; k < d; k++) score += taste[k] * flavour[i, k]
            sum += weight[i] = exp(score)
        }
        for (n = 0; n < each; n++) {
            left = uniform() * sum
            for (i = 0; i < items - 1 && (left -= weight[i]) > 0; i++) ;
            while (weight[i] == 0) i--
            print u "," i > (n < each - held ? train : test)
            sum -= weight[i]
            weight[i] = 0
        }
    }
}
