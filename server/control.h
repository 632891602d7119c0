/* control.h - what must work without HTTP: a lost admin token, a backup, a check, over
 * DIR/control.sock.
 *
 * A running daemon answers one line per connection: "token", "check", "backup PATH". The command
 * line asks it; only when nobody holds the data directory does it open the store by itself. */
#ifndef ALLOT_CONTROL_H
#define ALLOT_CONTROL_H

#include <allot/err.h>

struct store;
struct control;

/* Serves the socket (mode 0600) from a thread of its own until control_stop. */
struct control *control_start(struct store *store, struct err *err);
void control_stop(struct control *control);

/* One request against the data directory: asks the daemon that holds it, or opens it. Writes the
 * answer's sentence into *answer. */
int control_ask(const char *dir, const char *request, char *answer, size_t size, struct err *err);

#endif
