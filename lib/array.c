/* SPDX-License-Identifier: EUPL-1.2 */
/* Arrays that grow. */
#include "parvis/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST 16

bool array_make_room(void *items, size_t count, size_t *capacity, size_t size)
{
    void *array;
    size_t wanted = *capacity ? 2 * *capacity : CAPACITY_FIRST;
    if (count < *capacity)
        return true;
    /* The pointer is of the caller's type: it is copied, and not read as a void *. */
    memcpy(&array, items, sizeof array);
    void *grown = wanted > SIZE_MAX / size ? NULL : realloc(array, wanted * size);
    if (!grown)
        return false;
    memcpy(items, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}
