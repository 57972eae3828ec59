/* SPDX-License-Identifier: EUPL-1.2 */
/* What to tell a person who holds up a code that is no badge. */
#ifndef PARVIS_KIOSK_ADVICE_H
#define PARVIS_KIOSK_ADVICE_H

/* The catalogue's key for a scanned text that has not the form of a badge: it may be a part of one,
 * a link, a product's number, or something else. Static. */
const char *advice_key(const char *text);

#endif
