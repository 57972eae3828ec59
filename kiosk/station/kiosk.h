/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk at work: scans come in, the server is asked, screens are shown. */
#ifndef PARVIS_KIOSK_H
#define PARVIS_KIOSK_H

#include "config.h"
#include "output.h"

/* What kiosk_run may return beside an exit status. */
#define KIOSK_AGAIN (-1)   /* to begin anew: a reload, or other things to do */
#define KIOSK_REVOKED (-2) /* the token of config->identity is no longer good */

/* Runs until the window is closed, or standard input has ended and everything was answered. The
 * exit status, or one of the above. */
int kiosk_run(const struct config *config, struct output *output);

#endif
