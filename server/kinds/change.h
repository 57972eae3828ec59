/* SPDX-License-Identifier: EUPL-1.2 */
/* A change: a row's new state since a commit, as the log hands it to the model and the feed. */
#ifndef PARVIS_CHANGE_H
#define PARVIS_CHANGE_H

#include <stddef.h>
#include <stdint.h>

/* One line of the change log. The list owns the strings. */
struct store_change {
    int64_t seq;
    int64_t at;       /* event clock, ms */
    const char *kind; /* static storage: a name of kinds */
    int64_t id;
    char *body;      /* JSON object; NULL: the row is gone */
    char *directory; /* JSON object, the row's personal data; NULL: none; never logged */
};

struct store_change_list {
    struct store_change *items;
    size_t count, capacity;
};
void store_changes_clear(
    struct store_change_list *list); /* frees the items; the list may be used again */

#endif
