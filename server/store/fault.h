/* fault.h - where tests make the disk fail: one pointer, NULL in the daemon, and a limit. */
#ifndef ALLOT_STORE_FAULT_H
#define ALLOT_STORE_FAULT_H

#include <allot/err.h>
#include <stdint.h>

struct store;

enum fault_point {
    FAULT_BEGIN,
    FAULT_STEP, /* each statement of a transaction */
    FAULT_COMMIT,
    FAULT_CHECKPOINT,
    FAULT_BLOB_WRITE,
    FAULT_BLOB_SYNC,
    FAULT_BLOB_RENAME,
};

/* Asked at each point; returns 0 to go on or an errno (ENOSPC, EIO, EBUSY) that then happens.
 * Set it while nothing runs. */
extern int (*store_fault)(enum fault_point point);

/* The database may have at most so many pages: past them SQLite itself says that the disk is full.
 */
int store_limit_pages(struct store *store, int64_t pages, struct err *err);

static inline int fault_at(enum fault_point point)
{
    return store_fault ? store_fault(point) : 0;
}

#endif
