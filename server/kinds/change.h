/* SPDX-License-Identifier: EUPL-1.2 */
/* A change: one row as it is since a commit, on its way from the log to everyone who follows. */
#ifndef PARVIS_CHANGE_H
#define PARVIS_CHANGE_H

#include <stddef.h>
#include <stdint.h>

/* One line of the change log, as it goes to everyone who follows. Strings are owned by the list. */
struct store_change {
    int64_t seq;
    int64_t at;       /* event clock, ms */
    const char *kind; /* static storage: a name of kinds */
    int64_t id;
    char *body;      /* JSON object; NULL: the row is gone */
    char *directory; /* JSON object of the personal side, for kinds that have one; never logged */
};

struct store_change_list {
    struct store_change *items;
    size_t count, capacity;
};
void store_changes_clear(
    struct store_change_list *list); /* frees the items; the list is reusable */

#endif
