/* main.c - allotd's commands; wiring only. */
#include <stdio.h>

int main(void)
{
    fputs("allotd: nothing is wired yet\n", stderr);
    return 1;
}
