/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of changes. */
#include "change.h"

#include <stdlib.h>

void store_changes_clear(struct store_change_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].body);
        free(list->items[i].directory);
    }
    free(list->items);
    *list = (struct store_change_list){0};
}
