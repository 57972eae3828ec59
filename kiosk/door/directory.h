/* SPDX-License-Identifier: EUPL-1.2 */
/* The people of the event by name, for the staff: opened with their PIN, searched without the
 * server, forgotten when they are done. The PIN's key is made on a thread of its own. */
#ifndef PARVIS_KIOSK_DIRECTORY_H
#define PARVIS_KIOSK_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "door.h"

enum directory_state {
    DIRECTORY_LOCKED,
    DIRECTORY_OPENING, /* the key is being made */
    DIRECTORY_WRONG,   /* that was not the PIN */
    DIRECTORY_OPEN,
};

struct directory;

/* Somebody who was found. Borrowed until the directory is locked. */
struct directory_person {
    int64_t id;
    uint8_t key[SEAL_ROW_KEY_BYTES]; /* of their badge's row */
    const cJSON *about;              /* the person as answers have it */
    enum check_in_presence presence;
};

enum parvis_status directory_new(struct directory **ret_directory) PARVIS_MUST_CHECK;
/* Waits for the thread, some tenths of a second at most. NULL allowed. */
void directory_free(struct directory *directory);

/* Whether PINs are tried now: after five wrong ones it waits, longer each time. `now`: monotonic
 * ms.
 */
bool directory_takes(const struct directory *directory, int64_t now);
/* The wrong PINs since the last right one. */
struct directory_tries {
    int wrong;
    int64_t age_ms;  /* of the first of them */
    int64_t wait_ms; /* until PINs are tried again; 0: they are */
};
/* `now`: monotonic ms. */
struct directory_tries directory_tries(const struct directory *directory, int64_t now);
/* They are forgotten, and PINs are tried at once. */
void directory_forgive(struct directory *directory);
/* Tries a PIN. Nothing happens while one is tried, or when it takes none. */
void directory_open(struct directory *directory, struct door *door, const char *pin, int64_t now);
/* What became of it: reads the names when it was right. */
enum directory_state directory_turn(struct directory *directory, struct door *door, int64_t now);
/* The PIN's key, while it is open; NULL: it is not. Borrowed until it is locked. */
const uint8_t *directory_key(const struct directory *directory);
/* By which salt that key was made. */
const char *directory_salt(const struct directory *directory,
                           char ret_hex[2 * STAFF_SALT_BYTES + 1]);
/* Forgets every name, and the key. */
void directory_lock(struct directory *directory);

/* The best of those whom the typed words fit; how many. */
size_t directory_search(const struct directory *directory, const char *typed,
                        const struct directory_person **ret_people, size_t max);

#endif
