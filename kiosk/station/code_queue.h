/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes that devices read while the kiosk asks about the one before: people who do not wait. */
#ifndef PARVIS_KIOSK_CODE_QUEUE_H
#define PARVIS_KIOSK_CODE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "life.h"

#define CODE_QUEUE_MAX 4

/* The caller's; zero-initialised: empty. */
struct code_queue {
    char codes[CODE_QUEUE_MAX][SCAN_CHARS_MAX + 1]; /* in their order */
    size_t count;
};

/* Keeps a code, once: what is held before a camera is read again and again. A full queue keeps
 * those that it has. */
void code_queue_keep(struct code_queue *queue, const char *text);
/* Takes the first one out. False: there is none. */
bool code_queue_take(struct code_queue *queue, char ret_text[SCAN_CHARS_MAX + 1]);

#endif
