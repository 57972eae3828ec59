/* SPDX-License-Identifier: EUPL-1.2 */
/* The login name of who runs the command. */
#include "operator.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

void operator_name(char *out, size_t size)
{
    struct passwd entry, *found = NULL;
    char room[4096];
    if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found)
        snprintf(out, size, "%s", entry.pw_name);
    else
        snprintf(out, size, "uid %u", (unsigned)getuid());
}
