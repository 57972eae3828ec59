/* The kiosk at work: scans come in, the server is asked, screens are shown. */
#ifndef PARVIS_KIOSK_H
#define PARVIS_KIOSK_H

#include "config.h"
#include "output.h"

/* Runs until the window is closed, or standard input has ended and everything was answered. The
 * exit status. */
int kiosk_run(const struct config *config, struct output *output);

/* Asks kiosk_run to end at its next turn. Safe in a signal handler. */
void kiosk_stop(void);

#endif
