/* pieces.c - where one piece of a text ends and the next begins. */
#include "engine/data/pieces.h"

#include <stdbool.h>
#include <string.h>

enum { WHITE, LETTERS, DIGITS, SIGNS };

static int class_of(unsigned char b)
{
    if (b <= ' ' || b == 0x7F)
        return WHITE;
    if (b >= '0' && b <= '9')
        return DIGITS;
    return b >= 0x80 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ? LETTERS : SIGNS;
}

/* Ends the piece after `n` of its bytes; the rest begins the next one. */
static size_t cut(struct pieces *p, size_t n)
{
    memcpy(p->done, p->piece, n);
    p->done[n] = 0;
    p->n -= n;
    memmove(p->piece, p->piece + n, p->n);
    return n;
}

size_t pieces_push(struct pieces *p, unsigned char byte)
{
    int class = class_of(byte);
    bool blank = p->n && p->class == WHITE && p->piece[p->n - 1] == ' ';
    size_t ended = 0;
    if (p->n == PIECE_MAX)
        ended = cut(p, p->n);
    else if (p->n && class != p->class && blank)
        ended = p->n > 1 ? cut(p, p->n - 1) : 0;
    else if (p->n && class != p->class)
        ended = cut(p, p->n);
    p->piece[p->n++] = (char)byte;
    p->class = class;
    return ended;
}

size_t pieces_end(struct pieces *p)
{
    return p->n ? cut(p, p->n) : 0;
}
