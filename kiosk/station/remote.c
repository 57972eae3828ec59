/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's orders to a kiosk. */
#include "remote.h"

#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "identity.h"
#include "link.h"
#include "parvis/clock.h"
#include "parvis/kiosk_screen.h"
#include "parvis/log.h"
#include "parvis/version.h"

#define HEARTBEAT_MS 15000
#define HEARTBEAT_RETRY_MS 5000 /* when the server was not reached */
#define IDENTIFY_MS 10000       /* how long the kiosk shows its name */
#define PICTURE_SIDE_MAX                                                                           \
    1280 /* pixels: to be read in the console, and far below the server's bound */

void remote_init(struct remote *remote, const struct config *config, struct link *link)
{
    *remote = (struct remote){.config = config,
                              .link = link,
                              .started_at = clock_monotonic_ms(),
                              .dark = config->identity && config->identity->dark};
}

/* ---- what comes ---- */

/* Takes the tree. */
static struct intent take_settings(struct remote *remote, cJSON *settings)
{
    struct intent intent = {.what = INTENT_SETTINGS, .settings = settings};
    struct identity *identity = remote->config->identity;
    const cJSON *dark = cJSON_GetObjectItemCaseSensitive(settings, "dark");
    bool restart = false;
    if (cJSON_IsBool(dark) && remote->dark != (bool)cJSON_IsTrue(dark)) {
        remote->dark = cJSON_IsTrue(dark);
        intent.what |= INTENT_REDRAW;
    }
    /* A kiosk that was started with a screen on its command line keeps that screen. */
    if (!identity || !identity_take_settings(identity, settings, &restart))
        return intent;
    remote->again |= restart;
    if (identity_save(remote->config->state, identity) != PARVIS_OK)
        log_warning("kiosk",
                    "new settings are lost with the next start, until the server is heard");
    return intent;
}

static struct intent obey(struct remote *remote, const char *word)
{
    struct intent intent = intent_of(INTENT_NOTHING);
    if (strcmp(word, "identify") == 0) {
        remote->identify_until = clock_monotonic_ms() + IDENTIFY_MS;
        intent.what = INTENT_NOTICE | INTENT_REDRAW; /* the sound helps to find the box */
    } else if (strcmp(word, "picture") == 0) {
        remote->picture_wanted = true;
    } else if (strcmp(word, "coming") == 0) {
        intent.what = INTENT_COMING;
    } else if (strcmp(word, "unlock") == 0) {
        intent.what = INTENT_UNLOCK;
    } else if (strcmp(word, "reload") == 0) {
        remote->again = true;
    } else {
        log_warning("kiosk", "the console asks for what this version cannot do");
    }
    return intent;
}

bool remote_hear(struct remote *remote, const char *name, const char *data,
                 struct intent *ret_intent)
{
    bool command = strcmp(name, "command") == 0;
    if (!command && strcmp(name, "settings") != 0)
        return false;
    cJSON *event = cJSON_Parse(data);
    if (command) {
        *ret_intent = obey(remote, json_text(event, "do"));
        cJSON_Delete(event);
    } else {
        *ret_intent = take_settings(remote, event);
    }
    return true;
}

void remote_refused(struct remote *remote)
{
    remote->revoked = remote->config->identity != NULL;
}

struct intent remote_posted(struct remote *remote, const char *path, long status, const char *body)
{
    struct intent intent = intent_of(INTENT_NOTHING);
    if (status == 401)
        remote_refused(remote);
    if (strcmp(path, "/api/kiosk/heartbeat") != 0)
        return intent;
    if (status != 200) {
        remote->heartbeat_at = clock_monotonic_ms() + HEARTBEAT_RETRY_MS;
        return intent;
    }
    cJSON *answer = cJSON_Parse(body);
    intent = take_settings(remote, cJSON_DetachItemFromObjectCaseSensitive(answer, "settings"));
    if (remote->told_call)
        intent.what |= INTENT_CALL_HEARD;
    cJSON_Delete(answer);
    return intent;
}

/* ---- what goes ---- */

void remote_hurry(struct remote *remote)
{
    remote->heartbeat_at = 0;
}

static void send_heartbeat(struct remote *remote, const struct remote_facts *facts, int64_t now)
{
    cJSON *said = cJSON_CreateObject();
    cJSON_AddStringToObject(said, "version", parvis_version());
    cJSON_AddStringToObject(said, "screen", kiosk_screen_word(remote->config->screen));
    cJSON_AddNumberToObject(said, "width", facts->width);
    cJSON_AddNumberToObject(said, "height", facts->height);
    cJSON_AddNumberToObject(said, "uptime_s", (double)((now - remote->started_at) / 1000));
    if (facts->last_scan_at)
        cJSON_AddNumberToObject(said, "last_scan_at", (double)facts->last_scan_at);
    cJSON_AddNumberToObject(said, "queue", (double)facts->pending);
    cJSON_AddStringToObject(said, "printer", facts->printer);
    if (facts->called_at)
        cJSON_AddNumberToObject(said, "help_at", (double)facts->called_at);
    if (facts->pins.wrong) {
        cJSON_AddNumberToObject(said, "pin_wrong", facts->pins.wrong);
        cJSON_AddNumberToObject(said, "pin_since", (double)(facts->now - facts->pins.age_ms));
    }
    if (facts->pins.wait_ms)
        cJSON_AddNumberToObject(said, "pin_until", (double)(facts->now + facts->pins.wait_ms));
    char *json = cJSON_PrintUnformatted(said);
    cJSON_Delete(said);
    if (!json)
        return;
    remote->printer = facts->printer;
    remote->told_call = facts->called_at != 0;
    link_post(remote->link, "/api/kiosk/heartbeat", "application/json", json, strlen(json));
    free(json);
    remote->heartbeat_at = now + HEARTBEAT_MS;
}

struct png_bytes {
    unsigned char *bytes;
    size_t size;
};

static cairo_status_t add_bytes(void *data, const unsigned char *bytes, unsigned int size)
{
    struct png_bytes *png = data;
    unsigned char *grown = realloc(png->bytes, png->size + size);
    if (!grown)
        return CAIRO_STATUS_NO_MEMORY;
    memcpy(grown + png->size, bytes, size);
    png->bytes = grown;
    png->size += size;
    return CAIRO_STATUS_SUCCESS;
}

/* A frame made smaller, if it is large. */
static cairo_surface_t *shrink(cairo_surface_t *frame)
{
    int width = cairo_image_surface_get_width(frame);
    int height = cairo_image_surface_get_height(frame);
    int side = width > height ? width : height;
    double scale = side > PICTURE_SIDE_MAX ? (double)PICTURE_SIDE_MAX / side : 1;
    cairo_surface_t *small = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
    cairo_t *cairo = cairo_create(small);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, frame, 0, 0);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    return small;
}

void remote_send_picture(struct remote *remote, cairo_surface_t *frame)
{
    struct png_bytes png = {NULL, 0};
    cairo_surface_t *small = shrink(frame);
    if (cairo_surface_write_to_png_stream(small, add_bytes, &png) == CAIRO_STATUS_SUCCESS)
        link_post(remote->link, "/api/kiosk/picture", "image/png", png.bytes, png.size);
    cairo_surface_destroy(small);
    free(png.bytes);
    remote->picture_wanted = false;
}

/* ---- in its turn ---- */

static struct intent end_identifying(struct remote *remote, int64_t now)
{
    if (!remote->identify_until || now < remote->identify_until)
        return intent_of(INTENT_NOTHING);
    remote->identify_until = 0;
    return intent_of(INTENT_REDRAW);
}

struct intent remote_turn(struct remote *remote, const struct remote_facts *facts)
{
    int64_t now = clock_monotonic_ms();
    struct intent intent = end_identifying(remote, now);
    if (!*remote->config->token || link_is_posting(remote->link))
        return intent;
    /* A change of the printer's state is told at once: out of paper, it needs somebody now. */
    if (remote->printer && strcmp(remote->printer, facts->printer) != 0 &&
        strcmp(facts->printer, "printing") != 0)
        remote->heartbeat_at = now;
    if (remote->picture_wanted && facts->calm && !remote_is_identifying(remote))
        intent.what |= INTENT_PICTURE;
    else if (facts->online && now >= remote->heartbeat_at)
        send_heartbeat(remote, facts, now);
    return intent;
}

bool remote_is_identifying(const struct remote *remote)
{
    return remote->identify_until > 0;
}
