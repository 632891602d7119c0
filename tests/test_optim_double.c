/* test_optim_double.c - test_optim once more, with the engine's number a double. */
#include "tests/test_optim.c"
