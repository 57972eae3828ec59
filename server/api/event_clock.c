/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock while a server runs. */
#include "event_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "parvis/clock.h"
#include "parvis/file.h"
#include "parvis/json.h"
#include "parvis/log.h"

#define FILE_BYTES_MAX 512

static void keep(const char *directory, int64_t real_ms, int64_t boot_ms)
{
    char boot[CLOCK_BOOT_ID_CHARS + 1], text[FILE_BYTES_MAX];
    clock_boot_id(boot);
    snprintf(text, sizeof text, "{\"boot\":\"%s\",\"real_ms\":%lld,\"boot_ms\":%lld}\n", boot,
             (long long)real_ms, (long long)boot_ms);
    if (file_replace("clock", directory, "clock.json", text) != PARVIS_OK)
        log_warning("clock", "a server that is started again takes the machine's clock anew");
}

static cJSON *read_file(const char *directory)
{
    char path[4096], text[FILE_BYTES_MAX + 1];
    snprintf(path, sizeof path, "%s/clock.json", directory);
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    text[fread(text, 1, FILE_BYTES_MAX, file)] = '\0';
    fclose(file);
    return cJSON_Parse(text);
}

/* Takes up the stored anchor. False: there is none, or the machine was restarted since. */
static bool resume(const char *directory)
{
    char boot[CLOCK_BOOT_ID_CHARS + 1];
    cJSON *kept = read_file(directory);
    clock_boot_id(boot);
    /* Without an id this start of the machine cannot be told from another. */
    bool same = *boot && strcmp(json_text(kept, "boot"), boot) == 0;
    if (same)
        clock_anchor(json_integer(kept, "real_ms"), json_integer(kept, "boot_ms"));
    cJSON_Delete(kept);
    return same;
}

void event_clock_start(const char *directory)
{
    if (resume(directory)) {
        int64_t step = event_clock_step();
        if (step)
            log_warning("clock",
                        "the machine's clock was set by %lld s since an earlier start: the "
                        "event's clock goes on until a host lets it follow",
                        (long long)(step / 1000));
        return;
    }
    event_clock_follow(directory);
}

int64_t event_clock_step(void)
{
    int64_t ahead = clock_wall_ahead_ms();
    return llabs(ahead) < EVENT_CLOCK_STEP_MS ? 0 : ahead;
}

void event_clock_follow(const char *directory)
{
    int64_t real_ms = clock_wall_ms(), boot_ms = clock_boot_ms();
    clock_anchor(real_ms, boot_ms);
    keep(directory, real_ms, boot_ms);
}
