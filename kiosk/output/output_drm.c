/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen itself: DRM/KMS with two dumb buffers, no X and no GL. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <xf86drm.h>
#include <xf86drmMode.h>

#include "output.h"
#include "parvis/log.h"
#include "sound.h"

/* Memory that the screen is read from. */
struct dumb_buffer {
    uint32_t handle, framebuffer, pitch;
    uint64_t size;
    uint8_t *bytes; /* mapped */
};

struct output_drm {
    struct output output; /* first */
    int card;
    uint32_t connector, crtc;
    drmModeModeInfo mode;
    drmModeCrtc *before; /* what the screen showed before, put back at the end */
    struct dumb_buffer buffers[2];
    uint32_t dpms;               /* the connector's property for its light; 0: it has none */
    bool dark;                   /* the light is out: a frame would put it on again */
    struct sound_player *player; /* NULL: no sound card */
    int shown;                   /* the buffer that is on the screen; -1: none yet */
};

static bool make_buffer(struct output_drm *drm, struct dumb_buffer *buffer)
{
    struct drm_mode_create_dumb create = {
        .width = drm->mode.hdisplay, .height = drm->mode.vdisplay, .bpp = 32};
    struct drm_mode_map_dumb map = {0};
    if (drmIoctl(drm->card, DRM_IOCTL_MODE_CREATE_DUMB, &create) != 0)
        return false;
    buffer->handle = create.handle;
    buffer->pitch = create.pitch;
    buffer->size = create.size;
    if (drmModeAddFB(drm->card, create.width, create.height, 24, 32, create.pitch, create.handle,
                     &buffer->framebuffer) != 0)
        return false;
    map.handle = create.handle;
    if (drmIoctl(drm->card, DRM_IOCTL_MODE_MAP_DUMB, &map) != 0)
        return false;
    void *bytes =
        mmap(NULL, buffer->size, PROT_READ | PROT_WRITE, MAP_SHARED, drm->card, (off_t)map.offset);
    if (bytes == MAP_FAILED)
        return false;
    buffer->bytes = bytes;
    return true;
}

static void drop_buffer(struct output_drm *drm, struct dumb_buffer *buffer)
{
    struct drm_mode_destroy_dumb destroy = {.handle = buffer->handle};
    if (buffer->bytes)
        munmap(buffer->bytes, buffer->size);
    if (buffer->framebuffer)
        drmModeRmFB(drm->card, buffer->framebuffer);
    if (buffer->handle)
        drmIoctl(drm->card, DRM_IOCTL_MODE_DESTROY_DUMB, &destroy);
}

/* Copies the frame into the buffer that is not on the screen, then shows that one. */
static enum parvis_status drm_show(struct output *output, cairo_surface_t *frame, const char *name)
{
    struct output_drm *drm = (struct output_drm *)output;
    /* Before the first frame `shown` is -1: buffer 0 is filled first. */
    int next = drm->shown == 0;
    struct dumb_buffer *buffer = &drm->buffers[next];
    (void)name;
    if (drm->dark)
        return PARVIS_OK;
    cairo_surface_flush(frame);
    output_copy(output, frame, buffer->bytes, buffer->pitch);
    if (drmModeSetCrtc(drm->card, drm->crtc, buffer->framebuffer, 0, 0, &drm->connector, 1,
                       &drm->mode) != 0) {
        log_error("kiosk", "the screen does not take a frame: %s", strerror(errno));
        return PARVIS_IO;
    }
    drm->shown = next;
    return PARVIS_OK;
}

/* Switches the light by DPMS: the signal ends and the panel goes dark; the mode stays. */
static void drm_light(struct output *output, bool on)
{
    struct output_drm *drm = (struct output_drm *)output;
    if (!drm->dpms || drm->dark == !on)
        return;
    int result = drmModeConnectorSetProperty(drm->card, drm->connector, drm->dpms,
                                             on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF);
    if (result != 0)
        log_warning("kiosk", "the screen's light does not obey: %s", strerror(errno));
    drm->dark = result == 0 && !on;
}

static bool drm_take_input(struct output *output, const struct output_events *events, void *user)
{
    (void)output;
    (void)events;
    (void)user;
    return true; /* scans and touches come by devices.h */
}

static void drm_sound(struct output *output, int sound)
{
    sound_play(((struct output_drm *)output)->player, sound);
}

static void drm_free(struct output *output)
{
    struct output_drm *drm = (struct output_drm *)output;
    sound_player_free(drm->player);
    /* First, so that what stood on the screen before comes back on a lit panel. */
    drm_light(output, true);
    if (drm->before) {
        drmModeSetCrtc(drm->card, drm->before->crtc_id, drm->before->buffer_id, drm->before->x,
                       drm->before->y, &drm->connector, 1, &drm->before->mode);
        drmModeFreeCrtc(drm->before);
    }
    drop_buffer(drm, &drm->buffers[0]);
    drop_buffer(drm, &drm->buffers[1]);
    if (drm->card >= 0)
        close(drm->card);
    free(drm);
}

/* A way from a connected screen to a display engine. */
static bool choose_crtc(struct output_drm *drm, const drmModeRes *resources,
                        const drmModeConnector *connector)
{
    for (int i = 0; i < connector->count_encoders; i++) {
        drmModeEncoder *encoder = drmModeGetEncoder(drm->card, connector->encoders[i]);
        for (int c = 0; encoder && c < resources->count_crtcs; c++)
            if (encoder->possible_crtcs & 1u << c) {
                drm->crtc = resources->crtcs[c];
                drmModeFreeEncoder(encoder);
                return true;
            }
        /* NULL is let pass: an encoder may have gone since it was listed. */
        drmModeFreeEncoder(encoder);
    }
    return false;
}

static enum parvis_status choose_screen(struct output_drm *drm)
{
    enum parvis_status status = PARVIS_NOT_FOUND;
    drmModeRes *resources = drmModeGetResources(drm->card);
    for (int i = 0; resources && i < resources->count_connectors && status != PARVIS_OK; i++) {
        drmModeConnector *connector = drmModeGetConnector(drm->card, resources->connectors[i]);
        if (connector && connector->connection == DRM_MODE_CONNECTED &&
            connector->count_modes > 0 && choose_crtc(drm, resources, connector)) {
            drm->connector = connector->connector_id;
            drm->mode = connector->modes[0]; /* the screen's own preference comes first */
            bool upright = drm->output.turned % 180 == 0;
            drm->output.width = upright ? drm->mode.hdisplay : drm->mode.vdisplay;
            drm->output.height = upright ? drm->mode.vdisplay : drm->mode.hdisplay;
            status = PARVIS_OK;
        }
        drmModeFreeConnector(connector);
    }
    drmModeFreeResources(resources);
    return status;
}

static uint32_t find_dpms(const struct output_drm *drm)
{
    uint32_t found = 0;
    drmModeObjectProperties *all =
        drmModeObjectGetProperties(drm->card, drm->connector, DRM_MODE_OBJECT_CONNECTOR);
    for (uint32_t i = 0; all && i < all->count_props && !found; i++) {
        drmModePropertyRes *property = drmModeGetProperty(drm->card, all->props[i]);
        if (property && strcmp(property->name, "DPMS") == 0)
            found = property->prop_id;
        drmModeFreeProperty(property);
    }
    drmModeFreeObjectProperties(all);
    return found;
}

enum parvis_status output_drm_new(const char *card, int turned, struct output **ret_output)
{
    static const struct output_operations operations = {.show = drm_show,
                                                        .take_input = drm_take_input,
                                                        .light = drm_light,
                                                        .sound = drm_sound,
                                                        .free = drm_free};
    struct output_drm *drm = calloc(1, sizeof *drm);
    if (!drm)
        return PARVIS_NO_MEMORY;
    drm->output.operations = &operations;
    drm->output.turned = turned;
    drm->shown = -1;
    drm->card = open(card, O_RDWR | O_CLOEXEC);
    if (drm->card < 0) {
        log_error("kiosk", "%s: %s", card, strerror(errno));
        drm_free(&drm->output);
        return PARVIS_IO;
    }
    enum parvis_status status = choose_screen(drm);
    if (status != PARVIS_OK) {
        log_error("kiosk", "%s has no connected screen", card);
        drm_free(&drm->output);
        return status;
    }
    drm->dpms = find_dpms(drm);
    /* Before anything of ours is shown: the console, or a splash, comes back at the end. */
    drm->before = drmModeGetCrtc(drm->card, drm->crtc);
    if (!make_buffer(drm, &drm->buffers[0]) || !make_buffer(drm, &drm->buffers[1])) {
        log_error("kiosk", "%s: no frame buffer: %s", card, strerror(errno));
        drm_free(&drm->output);
        return PARVIS_IO;
    }
    drm->player = sound_player_new();
    *ret_output = &drm->output;
    return PARVIS_OK;
}
