/* SPDX-License-Identifier: EUPL-1.2 */
/* lib/CMakeLists.txt defines PARVIS_VERSION for this file alone: a new number compiles one file. */
#include "parvis/version.h"

const char *parvis_version(void)
{
    return PARVIS_VERSION;
}
