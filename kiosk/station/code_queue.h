/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes that devices read while the kiosk still asks the server about the one before. */
#ifndef PARVIS_KIOSK_CODE_QUEUE_H
#define PARVIS_KIOSK_CODE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "life.h"

#define CODE_QUEUE_MAX 4

/* The caller's. Zero-initialised: empty. */
struct code_queue {
    char codes[CODE_QUEUE_MAX][SCAN_CHARS_MAX + 1]; /* the first read first */
    size_t count;
};

/* Adds a code, unless it waits already: a camera reads the same code again and again. A full queue
 * drops the new one. */
void code_queue_keep(struct code_queue *queue, const char *text);
/* Takes the first code out. False: the queue is empty. */
bool code_queue_take(struct code_queue *queue, char ret_text[SCAN_CHARS_MAX + 1]);

#endif
