/* SPDX-License-Identifier: EUPL-1.2 */
/* The name of the person at the keyboard, for overrides. */
#ifndef PARVIS_IMPORT_OPERATOR_H
#define PARVIS_IMPORT_OPERATOR_H

#include <stddef.h>

/* The login name of the process's user, or its number when it has none. NUL-ended. */
void operator_name(char *out, size_t size);

#endif
