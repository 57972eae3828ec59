/* Failed sign-ins of the last minute, by name and by address: five of either, and the next one
 * waits. Bounded memory: the oldest are forgotten. Loop thread only. */
#ifndef PARVIS_API_ATTEMPTS_H
#define PARVIS_API_ATTEMPTS_H

#include <stdbool.h>
#include <stdint.h>

struct api_attempts;

struct api_attempts *attempts_new(void);           /* NULL: no memory */
void attempts_free(struct api_attempts *attempts); /* NULL allowed */
/* `now`: monotonic ms. */
bool attempts_allowed(const struct api_attempts *attempts, const char *name, const char *address,
                      int64_t now);
void attempts_note(struct api_attempts *attempts, const char *name, const char *address,
                   int64_t now);

#endif
