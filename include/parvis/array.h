/* SPDX-License-Identifier: EUPL-1.2 */
/* Arrays that grow. */
#ifndef PARVIS_ARRAY_H
#define PARVIS_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/status.h"

/* Makes room for one item more in a malloc'd array of `count` items of `size` bytes. `items` is the
 * address of the pointer to the first (NULL there: there are none yet), *capacity how many have
 * room; both are changed when the array moves, and an array that is full doubles. What is behind
 * `count` is not set. False, with the array as it was: no memory. The array that it moved from is
 * freed and not wiped: no place for what must leave no trace. */
bool array_make_room(void *items, size_t count, size_t *capacity, size_t size) PARVIS_MUST_CHECK;

#endif
