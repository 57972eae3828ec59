/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk at work: scans come in, the server is asked, screens are shown. */
#ifndef PARVIS_KIOSK_H
#define PARVIS_KIOSK_H

#include "config.h"
#include "output.h"

/* What kiosk_run may return beside an exit status. */
#define KIOSK_AGAIN (-1)   /* begin anew: the console asked for a reload, or changed the settings */
#define KIOSK_REVOKED (-2) /* the server no longer accepts the token of config->identity */

/* Runs until the window is closed, or standard input has ended and every scan was answered. Returns
 * the exit status, or one of the above. */
int kiosk_run(const struct config *config, struct output *output);

#endif
