/* SPDX-License-Identifier: EUPL-1.2 */
/* The log: one line for each event, on standard error: "2017-11-20T09:00:00.123Z info http: text".
 * Log no personal data (name, e-mail, telephone), no token and no query string. Code in lib/ logs
 * at debug only. */
#ifndef PARVIS_LOG_H
#define PARVIS_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Lines above this level are not written. Default: info. */
void log_set_level(enum log_level level);

/* Writes one line in one write(2); `module` is the folder's name. Any thread. */
void log_line(enum log_level level, const char *module, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define log_error(module, ...) log_line(LOG_LEVEL_ERROR, module, __VA_ARGS__)
#define log_warning(module, ...) log_line(LOG_LEVEL_WARNING, module, __VA_ARGS__)
#define log_info(module, ...) log_line(LOG_LEVEL_INFO, module, __VA_ARGS__)
#define log_debug(module, ...) log_line(LOG_LEVEL_DEBUG, module, __VA_ARGS__)

#endif
