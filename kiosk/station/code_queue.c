/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes that wait. */
#include "code_queue.h"

#include <stdio.h>
#include <string.h>

void code_queue_keep(struct code_queue *queue, const char *text)
{
    bool known = false;
    for (size_t i = 0; i < queue->count; i++)
        known = known || strcmp(queue->codes[i], text) == 0;
    if (!known && queue->count < CODE_QUEUE_MAX)
        snprintf(queue->codes[queue->count++], sizeof queue->codes[0], "%s", text);
}

bool code_queue_take(struct code_queue *queue, char ret_text[SCAN_CHARS_MAX + 1])
{
    if (queue->count == 0)
        return false;
    memcpy(ret_text, queue->codes[0], sizeof queue->codes[0]);
    queue->count--;
    memmove(queue->codes[0], queue->codes[1], (CODE_QUEUE_MAX - 1) * sizeof queue->codes[0]);
    explicit_bzero(queue->codes[queue->count], sizeof queue->codes[0]); /* it moved on */
    return true;
}
