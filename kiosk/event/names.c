/* SPDX-License-Identifier: EUPL-1.2 */
/* Names that the public agenda does not have. */
#include "names.h"

#include <stdio.h>
#include <string.h>

#include "link.h"
#include "parvis/clock.h"
#include "programme.h"

#define PAUSE_MS 500   /* the start of a slot moves many meetings: one request serves them all */
#define FAILED_MS 3000 /* after a request that failed */
#define CALLED "/api/meetings/called"
#define STANDS "/api/stands/"

void names_clean_up(struct names *names)
{
    cJSON_Delete(names->document);
    *names = (struct names){NAMES_OF_NOBODY};
}

void names_want(struct names *names)
{
    names->wanted = true;
}

/* False: the stand is not known (yet). */
static bool write_path(const struct names *names, const struct agenda *agenda, char out[64])
{
    if (names->of == NAMES_OF_CALLED) {
        snprintf(out, 64, CALLED);
        return true;
    }
    const cJSON *stand = programme_stand(agenda, names->stand);
    snprintf(out, 64, STANDS "%lld/meetings", (long long)json_integer(stand, "id"));
    return stand != NULL;
}

void names_turn(struct names *names, struct link *link, const struct agenda *agenda)
{
    char path[64];
    int64_t now = clock_monotonic_ms();
    if (names->of == NAMES_OF_NOBODY || !names->wanted || names->asked || names->refused ||
        now < names->next_at || !write_path(names, agenda, path))
        return;
    names->wanted = false;
    names->asked = true;
    names->next_at = now + PAUSE_MS;
    link_get(link, path);
}

bool names_take(struct names *names, const char *path, long status, const char *body)
{
    if (strcmp(path, CALLED) != 0 && strncmp(path, STANDS, sizeof STANDS - 1) != 0)
        return false;
    cJSON *document = status == 200 ? cJSON_Parse(body) : NULL;
    names->asked = false;
    if (!document) {
        names->refused = status == 401 || status == 403;
        names->wanted = true;
        names->next_at = clock_monotonic_ms() + FAILED_MS;
        return false;
    }
    cJSON_Delete(names->document);
    names->document = document;
    return true;
}

const cJSON *names_rows(const struct names *names)
{
    return cJSON_GetObjectItemCaseSensitive(names->document, "meetings");
}

bool names_are_awaited(const struct names *names)
{
    return names->of != NAMES_OF_NOBODY && !names->refused && (names->wanted || names->asked);
}
