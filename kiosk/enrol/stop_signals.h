/* SPDX-License-Identifier: EUPL-1.2 */
/* SIGTERM and SIGINT: they are held back until a loop asks whether one has come. */
#ifndef PARVIS_KIOSK_STOP_SIGNALS_H
#define PARVIS_KIOSK_STOP_SIGNALS_H

#include <stdbool.h>

/* Holds them back from now on. Call it before any thread starts. */
void stop_signals_hold(void);
/* Whether one of them has come. */
bool stop_signals_came(void);

#endif
