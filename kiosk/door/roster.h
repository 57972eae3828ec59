/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kiosk keeps of the event for the time when it is alone: the agenda with the event's public
 * key, the badges with who is in and what is revoked, the clock. One SQLite file of the state
 * directory (WAL, FULL); all of it can be fetched again, so a file that is damaged is made anew.
 *
 * Of people it has numbers and sealed bodies (parvis/seal.h). Writes gather in a transaction that
 * roster_flush ends; each flush also says up to which change of the feed all of it stands. */
#ifndef PARVIS_KIOSK_ROSTER_H
#define PARVIS_KIOSK_ROSTER_H

#include "decide.h"
#include "parvis/seal.h"
#include "parvis/status.h"
#include "timekeeper.h"

struct roster;

/* Opens `<directory>/roster.db`, made when there is none. PARVIS_IO, PARVIS_NO_MEMORY. */
enum parvis_status roster_open(const char *directory, struct roster **ret_roster) PARVIS_MUST_CHECK;
void roster_close(struct roster *roster); /* NULL allowed; flushes */
/* Takes the file away: a kiosk that was revoked keeps nothing of the event. Not while it is open.
 */
void roster_remove(const char *directory);

/* Ends the transaction under way. PARVIS_IO: a full or failing disk; what was gathered is lost, and
 * comes again from the server. */
enum parvis_status roster_flush(struct roster *roster) PARVIS_MUST_CHECK;

/* ---- badges ---- */

/* The row of a badge; *ret_sealed (malloc'd, the caller's; NULL allowed) gets its sealed body, ""
 * if none. PARVIS_NOT_FOUND. */
enum parvis_status roster_find(struct roster *roster, const uint8_t key[SEAL_ROW_KEY_BYTES],
                               struct roster_row *ret_row, char **ret_sealed) PARVIS_MUST_CHECK;
/* One row as the server has it. */
struct roster_entry {
    uint8_t key[SEAL_ROW_KEY_BYTES];
    int64_t badge;
    struct roster_row row;
    const char *sealed; /* "" : none */
    const char *named;  /* opens with the staff's PIN; "" : none */
};
/* Puts it in place; `round` marks rows so that roster_drop_before finds those that were left out.
 * `behind`: this kiosk has scans that the server has not seen, so a presence that is older than the
 * row's own is not taken. */
void roster_put(struct roster *roster, const struct roster_entry *entry, int64_t round,
                bool behind);
/* Drops rows of earlier rounds. */
void roster_drop_before(struct roster *roster, int64_t round);
/* Drops the rows of a person that this round has left out. */
void roster_drop_person(struct roster *roster, int64_t person, int64_t round);
/* Moves a row by a scan of this kiosk; one that is not there is made, without a body. */
void roster_move(struct roster *roster, const uint8_t key[SEAL_ROW_KEY_BYTES],
                 const struct roster_row *row);
/* Where somebody is, as the feed tells. False: it is older than what a scan of this kiosk made it.
 */
bool roster_tell_presence(struct roster *roster, int64_t person, const struct roster_row *row,
                          bool behind);
/* A badge that opens nothing any more, at once. */
void roster_revoke(struct roster *roster, int64_t badge);

/* Each name for the staff's PIN, once a person, until `each` returns false. Borrowed for the call.
 */
struct roster_name {
    int64_t person;
    const uint8_t *key; /* of the badge's row */
    const char *named;
    enum check_in_presence presence;
};
typedef bool roster_name_fn(const struct roster_name *name, void *data);
void roster_each_name(struct roster *roster, roster_name_fn *each, void *data);
/* Drops all of them. */
void roster_drop_names(struct roster *roster);

/* ---- people whose rows are to be asked for again ---- */
void roster_mark(struct roster *roster, int64_t person);
void roster_unmark(struct roster *roster, int64_t person);
size_t roster_marked(struct roster *roster, int64_t *ret_people, size_t max);

/* ---- settings ---- */
void roster_keep_text(struct roster *roster, const char *name, const char *text);
/* malloc'd, the caller's; NULL: none was kept. */
char *roster_text(struct roster *roster, const char *name);
void roster_keep_number(struct roster *roster, const char *name, int64_t number);
int64_t roster_number(struct roster *roster, const char *name, int64_t otherwise);

#endif
