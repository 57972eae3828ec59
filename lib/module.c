/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading modules from where the program lies. */
#include "parvis/module.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "parvis/log.h"

void *module_load(const char *file)
{
    static const char *const places[] = {"", "../lib/parvis/"};
    char program[3072], path[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s/%s%s", program, places[i], file);
        void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (module)
            return module;
    }
    log_error("module", "%s is not there: %s", file, dlerror());
    return NULL;
}
