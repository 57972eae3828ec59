/* SPDX-License-Identifier: EUPL-1.2 */
/* What to tell a person whose code is no badge: by what it is instead. */
#ifndef PARVIS_KIOSK_ADVICE_H
#define PARVIS_KIOSK_ADVICE_H

/* The catalogue's key for a scanned text that is not a badge's form: the rest of one, a link, a
 * product's number, or something else. Static. */
const char *advice_key(const char *text);

#endif
