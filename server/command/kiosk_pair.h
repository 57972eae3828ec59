/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis kiosk add --pair: a code that a kiosk is shown. */
#ifndef PARVIS_COMMAND_KIOSK_PAIR_H
#define PARVIS_COMMAND_KIOSK_PAIR_H

#include <stdbool.h>

#include "store.h"

struct kiosk_options {
    const char *directory, *role, *token_file, *verb, *name;
    const char *server, *certificate, *png; /* of --pair; NULL: not given */
    const char *shows, *stand, *language;   /* what the kiosk shows */
    bool pair, leaving;
};

/* Adds the kiosk, or gives the one of this name new things to do, and makes its code. The exit
 * status. */
int kiosk_pair(struct store *store, const struct kiosk_options *options);

#endif
