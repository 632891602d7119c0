/* pieces.h - a text cut where no token may reach across: words with the blank before them, runs of
 * digits, of other signs, of white space.
 *
 * Byte by byte, so that a file of any size streams through. Bytes from 0x80 on count as letters:
 * a character is never known here. The last blank of a run belongs to the word after it. */
#ifndef ALLOT_ENGINE_DATA_PIECES_H
#define ALLOT_ENGINE_DATA_PIECES_H

#include <stddef.h>

/* 48: longer than the words of any language but chemistry's; a longer run is cut, so that coding a
 * piece stays cheap whatever the text. */
enum { PIECE_MAX = 48 };

struct pieces {
    char piece[PIECE_MAX + 1]; /* under way: n bytes */
    size_t n;
    int class;
    char done[PIECE_MAX + 1]; /* the piece that the last byte ended */
};

/* Takes the text's next byte. Returns the length of the piece in `done` that it ended, or 0. */
size_t pieces_push(struct pieces *p, unsigned char byte);

/* At the text's end: the last piece into `done`; returns its length, 0 for none. */
size_t pieces_end(struct pieces *p);

#endif
