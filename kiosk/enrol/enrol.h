/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk that is not enrolled yet: it shows that it waits for its pairing code, reads one, and
 * becomes what the server says. */
#ifndef PARVIS_KIOSK_ENROL_H
#define PARVIS_KIOSK_ENROL_H

#include "config.h"
#include "identity.h"
#include "output.h"

/* Waits until the kiosk is enrolled; then its identity is on disk and in *identity, and -1 is
 * returned. Otherwise returns the exit status: 0 when the window was closed (or, with --once, after
 * one picture), 1 when standard input ended before it gave a valid code. */
int enrol_run(const struct config *config, struct output *output, struct identity *identity);

#endif
