/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk that is nobody yet: it shows that it waits for its pairing code, reads one, and becomes
 * what the server says. */
#ifndef PARVIS_KIOSK_ENROL_H
#define PARVIS_KIOSK_ENROL_H

#include "config.h"
#include "identity.h"
#include "output.h"

/* Waits until the kiosk is enrolled: its identity is then on disk and in *identity, and -1 is
 * returned. Otherwise the exit status: 0 when the window was closed (or, with --once, after one
 * picture), 1 when standard input ended before a code that was good. */
int enrol_run(const struct config *config, struct output *output, struct identity *identity);

#endif
