/* SPDX-License-Identifier: EUPL-1.2 */
/* A contact card of a person (vCard 3.0, RFC 2426: the version that every phone's address book
 * reads). */
#ifndef PARVIS_API_VCARD_H
#define PARVIS_API_VCARD_H

#include "model.h"

/* The card's text, malloc'd, the caller's. Aborts on no memory. */
char *vcard_text(const struct model_person *person, const char *organisation);

#endif
