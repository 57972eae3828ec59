/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis kiosk add --pair: a code that a kiosk is shown. */
#ifndef PARVIS_COMMAND_KIOSK_PAIR_H
#define PARVIS_COMMAND_KIOSK_PAIR_H

#include "kiosk_operations.h"

struct kiosk_options {
    const char *directory, *token_file, *verb, *name;
    const char *server, *certificate, *png; /* of --pair; NULL: not given */
    const char *stand;                      /* the code of whose kiosk it is; NULL: nobody's */
    enum device_role role;
    enum kiosk_screen shows;
    enum text_language language;
    bool pair, leaving;
};

/* Adds the kiosk, or gives the one of this name new things to do, and makes its code. The exit
 * status. */
int kiosk_pair(struct store *store, const struct kiosk_options *options);

#endif
