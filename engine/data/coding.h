/* coding.h - the tokens of a text: characters, bytes, or byte pairs learned from it.
 *
 * The name of the column that holds the tokens tells their kind, so that a canonical file and a
 * model's preprocessing need nothing more: the classes are the tokens, each name its bytes. Bytes
 * and byte pairs have all bytes that UTF-8 is made of, whether the text has them or not: no text is
 * unknown to them, and a character may end in a later token than it began in. */
#ifndef ALLOT_ENGINE_DATA_CODING_H
#define ALLOT_ENGINE_DATA_CODING_H

#include "engine/data/dataset.h"
#include "engine/data/pieces.h"

/* In the order of the import option's choices. */
enum coding { CODING_CHARACTERS, CODING_BYTES, CODING_BYTE_PAIRS };

/* 242: all bytes but NUL, which no text holds, and the 13 that UTF-8 never uses. */
enum { CODING_BASE = 242 };

/* "character", "byte", "token": the column's name, and the word for one in sentences. */
const char *coding_name(enum coding kind);
int coding_find(const char *column); /* or -1 */

/* Whether a column's classes may be the tokens of such a text; false for foreign bytes that are
 * not. */
bool coding_sound(const char *column, const struct classes *tokens);

/* The place of a character among characters, or -1. */
int32_t coding_place(const struct classes *tokens, const char *text);

/* Whether texts of the two columns are coded alike, so that token i of one means token map[i] of
 * the other: characters, if one's are among the other's; else only the very same tokens. */
bool coding_same(const char *column_a, const struct classes *a, const char *column_b,
                 const struct classes *b);

/* Fills names with the base bytes, ascending. */
void coding_bytes(char (*name)[PIECE_MAX + 1]);

/* Codes a text, byte by byte: UTF-8 that was checked. */
struct coder;
struct coder *coder_new(const char *column, const struct classes *tokens, struct err *err);
void coder_free(struct coder *c);

/* Is given each token as it becomes certain; -1 for a character that the vocabulary has not, whose
 * bytes `text` are (terminated). A negative answer ends the coding and is handed on. */
typedef int (*token_fn)(void *arg, int32_t token, const char *text, struct err *err);
int coder_push(struct coder *c, const char *text, size_t n, token_fn fn, void *arg,
               struct err *err);
int coder_end(struct coder *c, token_fn fn, void *arg, struct err *err);

#endif
