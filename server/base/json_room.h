/* json_room.h - what the JSON files of this room share; private to them. */
#ifndef ALLOT_BASE_JSON_ROOM_H
#define ALLOT_BASE_JSON_ROOM_H

#include "server/base/json.h"

/* Whether the bytes are one document that json.h's reader accepts; duplicate names apart. */
int json_gate(const char *text, size_t n, struct err *err);

#endif
