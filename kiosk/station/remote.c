/* What the console asks of a kiosk. */
#include "remote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "kiosk_state.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "parvis/version.h"

#define HEARTBEAT_MS 15000
#define HEARTBEAT_RETRY_MS 5000 /* when the server was not reached */
#define IDENTIFY_MS 10000       /* to find the box with one's eyes */
#define PICTURE_SIDE_MAX                                                                           \
    1280 /* pixels: to be read in the console, and far below the server's bound */

/* ---- what comes ---- */

static void take_settings(struct kiosk *kiosk, const cJSON *settings)
{
    struct remote *remote = &kiosk->remote;
    struct identity *identity = kiosk->config->identity;
    const cJSON *dark = cJSON_GetObjectItemCaseSensitive(settings, "dark");
    const cJSON *staff = cJSON_GetObjectItemCaseSensitive(settings, "staff");
    bool restart = false;
    kiosk->desk.registers = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(settings, "registers"));
    if (cJSON_IsString(staff))
        door_hear_staff(kiosk->door, staff->valuestring);
    if (cJSON_IsBool(dark) && remote->dark != (bool)cJSON_IsTrue(dark)) {
        remote->dark = cJSON_IsTrue(dark);
        kiosk->drawn = false;
    }
    /* Who was started with a screen on its command line keeps to it. */
    if (!identity || !identity_take_settings(identity, settings, &restart))
        return;
    remote->again |= restart;
    if (identity_save(kiosk->config->state, identity) != PARVIS_OK)
        log_warning("kiosk",
                    "new settings are lost with the next start, until the server is heard");
}

static void obey(struct kiosk *kiosk, const char *word)
{
    if (strcmp(word, "identify") == 0) {
        kiosk->remote.identify_until = clock_monotonic_ms() + IDENTIFY_MS;
        if (kiosk->output->operations->sound) /* to be found by ear as well */
            kiosk->output->operations->sound(kiosk->output, SOUND_NOTICE);
        kiosk->drawn = false;
    } else if (strcmp(word, "picture") == 0) {
        kiosk->remote.picture_wanted = true;
    } else if (strcmp(word, "coming") == 0) {
        desk_coming(kiosk);
    } else if (strcmp(word, "reload") == 0) {
        kiosk->remote.again = true;
    } else {
        log_warning("kiosk", "the console asks for what this version cannot do");
    }
}

bool remote_hear(struct kiosk *kiosk, const char *name, const char *data)
{
    bool command = strcmp(name, "command") == 0;
    if (!command && strcmp(name, "settings") != 0)
        return false;
    cJSON *event = cJSON_Parse(data);
    if (command)
        obey(kiosk, row_text(event, "do"));
    else
        take_settings(kiosk, event);
    cJSON_Delete(event);
    return true;
}

void remote_refused(struct kiosk *kiosk)
{
    kiosk->remote.revoked = kiosk->config->identity != NULL;
}

void remote_posted(struct kiosk *kiosk, const char *path, long status, const char *body)
{
    if (status == 401)
        remote_refused(kiosk);
    if (strcmp(path, "/api/kiosk/heartbeat") != 0)
        return;
    if (status != 200) {
        kiosk->remote.heartbeat_at = clock_monotonic_ms() + HEARTBEAT_RETRY_MS;
        return;
    }
    if (kiosk->remote.told_call)
        desk_call_heard(kiosk);
    cJSON *answer = cJSON_Parse(body);
    take_settings(kiosk, cJSON_GetObjectItemCaseSensitive(answer, "settings"));
    cJSON_Delete(answer);
}

/* ---- what goes ---- */

static void send_heartbeat(struct kiosk *kiosk, int64_t now)
{
    struct remote *remote = &kiosk->remote;
    cJSON *said = cJSON_CreateObject();
    cJSON_AddStringToObject(said, "version", parvis_version());
    cJSON_AddStringToObject(said, "screen", config_screen_name(kiosk->config->screen));
    cJSON_AddNumberToObject(said, "width", kiosk->output->width);
    cJSON_AddNumberToObject(said, "height", kiosk->output->height);
    cJSON_AddNumberToObject(said, "uptime_s", (double)((now - remote->started_at) / 1000));
    if (remote->last_scan_at)
        cJSON_AddNumberToObject(said, "last_scan_at", (double)remote->last_scan_at);
    cJSON_AddNumberToObject(said, "queue", (double)door_state(kiosk->door).pending);
    remote->printer = devices_printer_word(kiosk->devices);
    cJSON_AddStringToObject(said, "printer", remote->printer);
    remote->told_call = desk_calls(kiosk) && !kiosk->desk.coming;
    if (remote->told_call)
        cJSON_AddNumberToObject(said, "help_at", (double)desk_calls(kiosk));
    char *json = cJSON_PrintUnformatted(said);
    cJSON_Delete(said);
    if (!json)
        return;
    link_post(kiosk->link, "/api/kiosk/heartbeat", "application/json", json, strlen(json));
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

/* The canvas made smaller, if it is large. */
static cairo_surface_t *shrink(const struct canvas *canvas)
{
    int width = cairo_image_surface_get_width(canvas->surface);
    int height = cairo_image_surface_get_height(canvas->surface);
    int side = width > height ? width : height;
    double scale = side > PICTURE_SIDE_MAX ? (double)PICTURE_SIDE_MAX / side : 1;
    cairo_surface_t *small = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
    cairo_t *cairo = cairo_create(small);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, canvas->surface, 0, 0);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    return small;
}

/* Nobody's name leaves the kiosk: the calm screen is drawn without them, not copied. */
static void send_picture(struct kiosk *kiosk)
{
    struct png_bytes png = {NULL, 0};
    kiosk_draw_nameless(kiosk);
    cairo_surface_t *small = shrink(&kiosk->canvas);
    if (cairo_surface_write_to_png_stream(small, add_bytes, &png) == CAIRO_STATUS_SUCCESS)
        link_post(kiosk->link, "/api/kiosk/picture", "image/png", png.bytes, png.size);
    cairo_surface_destroy(small);
    free(png.bytes);
    kiosk->remote.picture_wanted = false;
}

void remote_turn(struct kiosk *kiosk)
{
    struct remote *remote = &kiosk->remote;
    int64_t now = clock_monotonic_ms();
    if (remote->started_at == 0) {
        remote->started_at = now;
        remote->dark = kiosk->config->identity && kiosk->config->identity->dark;
    }
    if (remote->identify_until && now >= remote->identify_until) {
        remote->identify_until = 0;
        kiosk->drawn = false;
    }
    if (!*kiosk->config->token || link_is_posting(kiosk->link))
        return;
    /* A printer without paper is somebody's business now, not in a quarter of a minute. */
    const char *printer = devices_printer_word(kiosk->devices);
    if (remote->printer && strcmp(remote->printer, printer) != 0 &&
        strcmp(printer, "printing") != 0)
        remote->heartbeat_at = now;
    bool calm = kiosk_is_calm(kiosk) && !remote_is_identifying(kiosk);
    if (remote->picture_wanted && calm)
        send_picture(kiosk);
    else if (kiosk->online && now >= remote->heartbeat_at)
        send_heartbeat(kiosk, now);
}

bool remote_is_identifying(const struct kiosk *kiosk)
{
    return kiosk->remote.identify_until > 0;
}
