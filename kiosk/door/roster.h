/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kiosk keeps of the event for the time when it is alone: the agenda with the event's public
 * key; the badges, with who is inside and which are revoked; the clock. It is one SQLite file in
 * the state directory (WAL, FULL). All of it can be fetched again, so a damaged file is replaced by
 * an empty one.
 *
 * Of people it holds numbers and sealed bodies (parvis/seal.h). Writes gather in a transaction that
 * roster_flush ends. */
#ifndef PARVIS_KIOSK_ROSTER_H
#define PARVIS_KIOSK_ROSTER_H

#include "decide.h"
#include "parvis/seal.h"
#include "parvis/status.h"
#include "timekeeper.h"

struct roster;

/* Opens `<directory>/roster.db`, or makes it. PARVIS_IO: the disk failed. PARVIS_NO_MEMORY. */
enum parvis_status roster_open(const char *directory, struct roster **ret_roster) PARVIS_MUST_CHECK;
void roster_close(struct roster *roster); /* flushes first; NULL allowed */
/* Removes the file: a revoked kiosk keeps nothing of the event. The roster must be closed. */
void roster_remove(const char *directory);

/* Commits the writes gathered so far. PARVIS_IO: the disk is full or failing; these writes are
 * lost, and the server will send their content again. */
enum parvis_status roster_flush(struct roster *roster) PARVIS_MUST_CHECK;

/* ---- badges ---- */

/* Finds the row of a badge. *ret_sealed gets its sealed body ("": none), malloc'd, the caller's;
 * ret_sealed may be NULL. PARVIS_NOT_FOUND: the roster does not know the badge. */
enum parvis_status roster_find(struct roster *roster, const uint8_t key[SEAL_ROW_KEY_BYTES],
                               struct roster_row *ret_row, char **ret_sealed) PARVIS_MUST_CHECK;
/* One row as the server has it. */
struct roster_entry {
    uint8_t key[SEAL_ROW_KEY_BYTES];
    int64_t badge;
    struct roster_row row;
    const char *sealed; /* "" : none */
    const char *named;  /* the name, sealed for the staff's PIN; "" : none */
};
/* Stores a row, in place of the one before. `round`, the number of the server's answer, marks it,
 * so that roster_drop_before and roster_drop_person find rows that the server no longer has.
 * `behind`: this kiosk has scans that the server has not seen; the row then keeps its own presence
 * where that is newer. */
void roster_put(struct roster *roster, const struct roster_entry *entry, int64_t round,
                bool behind);
/* Drops the rows that were stored in earlier rounds. */
void roster_drop_before(struct roster *roster, int64_t round);
/* Drops a person's rows that were stored in earlier rounds. */
void roster_drop_person(struct roster *roster, int64_t person, int64_t round);
/* Stores where a scan of this kiosk left the badge's person; makes the row, without a body, when
 * there is none. */
void roster_move(struct roster *roster, const uint8_t key[SEAL_ROW_KEY_BYTES],
                 const struct roster_row *row);
/* Stores where the feed says that a person is. False: nothing changed, since a scan of this kiosk
 * that the server has not seen (`behind`) is newer. */
bool roster_tell_presence(struct roster *roster, int64_t person, const struct roster_row *row,
                          bool behind);
/* Marks a badge as revoked. */
void roster_revoke(struct roster *roster, int64_t badge);

/* A name that is sealed for the staff's PIN. Borrowed for the call. */
struct roster_name {
    int64_t person;
    const uint8_t *key; /* of the badge's row */
    const char *named;  /* the sealed name */
    enum check_in_presence presence;
};
typedef bool roster_name_fn(const struct roster_name *name, void *data);
/* Calls `each` with one name a person, until it returns false. */
void roster_each_name(struct roster *roster, roster_name_fn *each, void *data);
/* Drops all names. */
void roster_drop_names(struct roster *roster);

/* ---- people whose rows are to be asked for again: mark, unmark, list (returns how many) ---- */
void roster_mark(struct roster *roster, int64_t person);
void roster_unmark(struct roster *roster, int64_t person);
size_t roster_marked(struct roster *roster, int64_t *ret_people, size_t max);

/* ---- values by name: the agenda, the clock, … ---- */
void roster_keep_text(struct roster *roster, const char *name, const char *text);
/* malloc'd, the caller's; NULL: none was kept. */
char *roster_text(struct roster *roster, const char *name);
void roster_keep_number(struct roster *roster, const char *name, int64_t number);
/* `otherwise`: what is returned when none was kept. */
int64_t roster_number(struct roster *roster, const char *name, int64_t otherwise);

#endif
