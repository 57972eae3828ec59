/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of the statuses, for logs. */
#include "parvis/status.h"

const char *parvis_status_name(enum parvis_status status)
{
    switch (status) {
    case PARVIS_OK:
        return "ok";
    case PARVIS_NO_MEMORY:
        return "no memory";
    case PARVIS_NOT_FOUND:
        return "not found";
    case PARVIS_INVALID:
        return "invalid";
    case PARVIS_CONFLICT:
        return "conflict";
    case PARVIS_FORBIDDEN:
        return "forbidden";
    case PARVIS_BUSY:
        return "busy";
    case PARVIS_FULL:
        return "disk full";
    case PARVIS_IO:
        return "input/output error";
    case PARVIS_CORRUPT:
        return "corrupt";
    case PARVIS_TOO_NEW:
        return "too new";
    case PARVIS_CANCELLED:
        return "cancelled";
    }
    return "unknown status";
}
