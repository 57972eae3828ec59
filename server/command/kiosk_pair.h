/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis kiosk add --pair`: makes a pairing code to show to a kiosk. */
#ifndef PARVIS_COMMAND_KIOSK_PAIR_H
#define PARVIS_COMMAND_KIOSK_PAIR_H

#include "kiosk_operations.h"

struct kiosk_options {
    const char *directory, *token_file, *verb, *name;
    const char *server, *certificate, *png; /* of --pair; NULL: not given */
    const char *stand;                      /* the code of its stand; NULL: none */
    enum device_role role;
    enum kiosk_screen shows;
    enum text_language language;
    bool pair, leaving;
};

/* Adds the kiosk, or changes the settings of the kiosk of this name, and makes its code. Returns
 * the exit status. */
int kiosk_pair(struct store *store, const struct kiosk_options *options);

#endif
