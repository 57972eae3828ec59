/* SPDX-License-Identifier: EUPL-1.2 */
/* The people of the event by name, for the staff. Their PIN opens it, the search needs no server,
 * and locking it forgets every name. A thread of its own makes the PIN's key, which takes a third
 * of a second. */
#ifndef PARVIS_KIOSK_DIRECTORY_H
#define PARVIS_KIOSK_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "door.h"

enum directory_state {
    DIRECTORY_LOCKED,
    DIRECTORY_OPENING, /* the thread makes the key of the PIN that was typed */
    DIRECTORY_WRONG,   /* the PIN that was typed is wrong */
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

/* Whether it tries a PIN now: after five wrong ones it waits, longer each time. `now`: monotonic
 * ms. */
bool directory_takes(const struct directory *directory, int64_t now);
/* The wrong PINs since the last right one. */
struct directory_tries {
    int wrong;
    int64_t age_ms;  /* since the first of them was typed; 0: none was */
    int64_t wait_ms; /* how long no PIN is tried yet; 0: it tries one now */
};
/* `now`: monotonic ms. */
struct directory_tries directory_tries(const struct directory *directory, int64_t now);
/* Forgets the wrong PINs, and with them the wait. */
void directory_forgive(struct directory *directory);
/* Begins to try a PIN. Does nothing while another one is tried, or unless directory_takes. */
void directory_open(struct directory *directory, struct door *door, const char *pin, int64_t now);
/* Tells what became of the PIN that is tried; when it was right, reads the names from the roster.
 * Call it at each turn of the loop. */
enum directory_state directory_turn(struct directory *directory, struct door *door, int64_t now);
/* The PIN's key; NULL unless the directory is open. Borrowed until it is locked. */
const uint8_t *directory_key(const struct directory *directory);
/* The salt with which that key was made, in hexadecimal digits; returns ret_hex. */
const char *directory_salt(const struct directory *directory,
                           char ret_hex[2 * STAFF_SALT_BYTES + 1]);
/* Forgets every name, and the key. */
void directory_lock(struct directory *directory);

/* Finds the people whose names fit the typed words, the best first; returns how many, at most
 * `max`. */
size_t directory_search(const struct directory *directory, const char *typed,
                        const struct directory_person **ret_people, size_t max);

#endif
