#!/bin/sh
# Prints a C file that carries the given files in the binary, by path, in one table (base/embedded.h).
echo '#include "server/base/embedded.h"'
n=0
for f in "$@"; do
    echo "__asm__(\".section .rodata\n.balign 16\nembedded_$n:\n.incbin \\\"$f\\\"\nembedded_end_$n:\n.byte 0\n.previous\");" |
        sed ':a;N;$!ba;s/\n/\\n/g'
    echo "extern const unsigned char embedded_$n[], embedded_end_$n[];"
    n=$((n + 1))
done
echo 'static struct embedded table[] = {'
n=0
for f in "$@"; do
    echo "    {\"$f\", embedded_$n, 0, embedded_end_$n},"
    n=$((n + 1))
done
echo '    {0},'
echo '};'
cat <<'END'
const struct embedded *embedded_files(void)
{
    for (struct embedded *e = table; e->name; e++)
        e->size = (size_t)(e->end - e->data);
    return table;
}
END
