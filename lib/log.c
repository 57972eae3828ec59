/* SPDX-License-Identifier: EUPL-1.2 */
/* Log lines on standard error, one write(2) each so that threads do not interleave. */
#include "parvis/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "parvis/clock.h"

static atomic_int highest_level = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&highest_level, level);
}

void log_line(enum log_level level, const char *module, const char *format, ...)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    char line[1024], stamp[25];
    if ((int)level > atomic_load(&highest_level))
        return;
    clock_format_utc(clock_real_ms(), stamp);
    int used = snprintf(line, sizeof line, "%s %s %s: ", stamp, names[level], module);
    va_list arguments;
    va_start(arguments, format);
    int text = vsnprintf(line + used, sizeof line - (size_t)used - 1, format, arguments);
    va_end(arguments);
    size_t length = (size_t)used + (text > 0 ? (size_t)text : 0);
    /* vsnprintf says how long the text would have been: the end of a long one is lost, and never
     * its line break. */
    if (length > sizeof line - 2)
        length = sizeof line - 2;
    for (size_t i = 0; i < length; i++) /* one fact, one line, whatever was in it */
        if ((unsigned char)line[i] < 0x20)
            line[i] = ' ';
    line[length] = '\n';
    ssize_t written = write(STDERR_FILENO, line, length + 1);
    (void)written; /* nowhere left to say it */
}
