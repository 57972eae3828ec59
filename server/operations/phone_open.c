/* SPDX-License-Identifier: EUPL-1.2 */
/* Opens a phone's session by a link. */
#include <string.h>

#include "parvis/clock.h"
#include "phone_operations.h"

/* Checked in the same transaction that ends the link: of two phones with one code only one may get
 * in. An erased person has no link in force. */
static bool opens_page(const struct store_link *link, int64_t now)
{
    return !link->revoked_at && (!link->expires_at || link->expires_at > now) &&
           strcmp(link->purpose, "calendar") != 0;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct phone_open *order = data;
    struct store_link link;
    int64_t now = clock_real_ms();
    enum parvis_status status = store_link_get(operation->store, order->link, &link);
    if (status == PARVIS_NOT_FOUND || (status == PARVIS_OK && !opens_page(&link, now)))
        return operation_refuse_as(operation, PARVIS_FORBIDDEN, "link_ended", "phone.link_ended");
    if (status == PARVIS_OK && strcmp(link.purpose, "once") == 0)
        status = store_link_revoke(operation->store, order->link, now, operation->changes);
    if (status != PARVIS_OK)
        return status;
    order->person = link.person;
    return store_phone_add(operation->store, link.person, order->hash, now, now + PHONE_MS,
                           operation->changes);
}

const struct operation_form phone_open_form = {
    .kind = "person", .size = sizeof(struct phone_open), .run = run};
