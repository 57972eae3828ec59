/* SPDX-License-Identifier: EUPL-1.2 */
/* Arrays that grow. */
#ifndef PARVIS_ARRAY_H
#define PARVIS_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/status.h"

/* Makes room for one more item in a malloc'd array of `count` items of `size` bytes. `items` is the
 * address of the pointer to the first item (which is NULL for no array yet), *capacity the number
 * of items with room. A full array doubles; both are changed when it moves. Items from `count` on
 * are not initialised. False, with the array as it was: no memory. The old array is freed but not
 * wiped: do not use it for secrets. */
bool array_make_room(void *items, size_t count, size_t *capacity, size_t size) PARVIS_MUST_CHECK;

#endif
