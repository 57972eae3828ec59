/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading an event stream. */
#include "sse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES (8u << 20) /* a snapshot of the largest event is under 4 MiB */

void sse_clean_up(struct sse *sse)
{
    free(sse->line);
    free(sse->data);
    *sse = (struct sse){0};
}

void sse_reset(struct sse *sse)
{
    sse->line_size = sse->data_size = 0;
    sse->name[0] = '\0';
    sse->after_cr = 0;
}

static int append(char **text, size_t *size, size_t *capacity, const char *bytes, size_t count)
{
    if (*size + count + 1 > *capacity) {
        size_t wanted = (*size + count + 1) * 2;
        char *grown = wanted < 2 * LINE_MAX_BYTES ? realloc(*text, wanted) : NULL;
        if (!grown)
            return -1;
        *text = grown;
        *capacity = wanted;
    }
    memcpy(*text + *size, bytes, count);
    *size += count;
    (*text)[*size] = '\0';
    return 0;
}

static void end_event(struct sse *sse, sse_event_fn *event, void *user)
{
    if (sse->data_size > 0) {
        sse->data[sse->data_size - 1] = '\0'; /* the last line's LF */
        event(*sse->name ? sse->name : "message", sse->data, user);
    }
    sse->data_size = 0;
    sse->name[0] = '\0';
}

static int end_line(struct sse *sse, sse_event_fn *event, void *user)
{
    const char *line = sse->line_size ? sse->line : "";
    sse->line_size = 0;
    if (!*line) {
        end_event(sse, event, user);
        return 0;
    }
    const char *colon = strchr(line, ':');
    size_t field = colon ? (size_t)(colon - line) : strlen(line);
    const char *value = colon ? colon + 1 + (colon[1] == ' ') : "";
    if (field == 5 && memcmp(line, "event", 5) == 0)
        snprintf(sse->name, sizeof sse->name, "%s", value);
    if (field == 4 && memcmp(line, "data", 4) == 0)
        if (append(&sse->data, &sse->data_size, &sse->data_capacity, value, strlen(value)) != 0 ||
            append(&sse->data, &sse->data_size, &sse->data_capacity, "\n", 1) != 0)
            return -1;
    return 0;
}

int sse_feed(struct sse *sse, const char *bytes, size_t size, sse_event_fn *event, void *user)
{
    for (size_t i = 0; i < size;) {
        size_t length = 0;
        while (i + length < size && bytes[i + length] != '\n' && bytes[i + length] != '\r')
            length++;
        if (length > 0) {
            sse->after_cr = 0;
            if (append(&sse->line, &sse->line_size, &sse->line_capacity, bytes + i, length) != 0)
                return -1;
            i += length;
            continue;
        }
        int second_half = bytes[i] == '\n' && sse->after_cr;
        sse->after_cr = bytes[i] == '\r';
        i++;
        if (!second_half && end_line(sse, event, user) != 0)
            return -1;
    }
    return 0;
}
