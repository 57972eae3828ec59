/* SPDX-License-Identifier: EUPL-1.2 */
/* edition.json: the edition, its sessions and the grid of its meetings, checked member by member.
 * Findings name the member's path (sessions[2].from) and its line. */
#ifndef PARVIS_IMPORT_PROGRAMME_H
#define PARVIS_IMPORT_PROGRAMME_H

#include "report.h"
#include "store_programme.h"

#define PROGRAMME_BYTES_MAX (256u << 10) /* 200 sessions take 40 KiB */
#define PROGRAMME_SESSIONS_MAX 200       /* of one day */

struct programme {
    struct store_edition edition;   /* without keys and tag */
    struct store_session *sessions; /* owned; texts are borrowed from `tree` */
    size_t session_count;
    struct store_slot *slots; /* owned, in order of time */
    size_t slot_count;
    void *tree; /* owned: the parsed JSON */
};

/* Makes `zone` the process's time zone. Does nothing if it is that already, so that a server does
 * not change its environment while other threads read it. PARVIS_INVALID: no such zone. */
enum parvis_status programme_use_zone(const char *zone) PARVIS_MUST_CHECK;

/* Reads `size` bytes of UTF-8 JSON. Faults go to `report` under file index `file`; false: there
 * were some, and *ret_programme is not written. Sets the process's time zone to the edition's, to
 * read the times; on failure sets the old one again. */
bool programme_read(const char *text, size_t size, size_t file, struct report *report,
                    struct programme *ret_programme);
void programme_clear(struct programme *programme);

#endif
