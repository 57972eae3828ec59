/* SPDX-License-Identifier: EUPL-1.2 */
/* Room for a picture; in the program and in the module alike. */
#include <stdlib.h>

#include "reader.h"

#define SIDE_MAX 4096

bool picture_resize(struct picture *picture, int width, int height)
{
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX)
        return false;
    size_t size = (size_t)width * (size_t)height;
    if (size > picture->capacity) {
        uint8_t *grown = realloc(picture->luma, size);
        if (!grown)
            return false;
        picture->luma = grown;
        picture->capacity = size;
    }
    picture->width = width;
    picture->height = height;
    return true;
}
