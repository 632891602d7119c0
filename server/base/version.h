/* version.h - the one place that says which Allot this is. */
#ifndef ALLOT_BASE_VERSION_H
#define ALLOT_BASE_VERSION_H

#define ALLOT_VERSION "0.1.0"

#endif
