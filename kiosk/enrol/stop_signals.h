/* SPDX-License-Identifier: EUPL-1.2 */
/* SIGTERM and SIGINT, which wait until a loop asks for them. */
#ifndef PARVIS_KIOSK_STOP_SIGNALS_H
#define PARVIS_KIOSK_STOP_SIGNALS_H

#include <stdbool.h>

/* From now on they wait; call before threads start. */
void stop_signals_hold(void);
/* One of them has come. */
bool stop_signals_came(void);

#endif
