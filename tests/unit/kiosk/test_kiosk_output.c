/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen itself, over a display card that is played by this test: frames on panels that hang
 * turned, and the light of a panel that goes out at night. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xf86drm.h>
#include <xf86drmMode.h>

#include "harness.h"
#include "output.h"

#define WIDTH 6 /* of the panel as it is built */
#define HEIGHT 4
#define DPMS 77

/* ---- the card: one connected panel of 6 × 4, two buffers in one file ---- */

static struct {
    int frames;      /* how often the screen changed over */
    uint32_t shown;  /* which frame buffer is on it */
    uint64_t light;  /* last word of DPMS */
    int lights;      /* how often it was said */
    uint64_t buffer; /* handles given */
    bool has_dpms, refuses;
} card;

int drmIoctl(int fd, unsigned long request, void *argument)
{
    (void)fd;
    if (request == DRM_IOCTL_MODE_CREATE_DUMB) {
        struct drm_mode_create_dumb *create = argument;
        create->handle = (uint32_t)++card.buffer;
        create->pitch = create->width * 4 + 8; /* rows may be longer than their pixels */
        create->size = 4096;
    } else if (request == DRM_IOCTL_MODE_MAP_DUMB) {
        struct drm_mode_map_dumb *map = argument;
        map->offset = (map->handle - 1) * 4096ull;
    }
    return 0;
}

int drmModeAddFB(int fd, uint32_t width, uint32_t height, uint8_t depth, uint8_t bpp,
                 uint32_t pitch, uint32_t handle, uint32_t *ret_id)
{
    (void)fd;
    ck_assert_int_eq(width, WIDTH);
    ck_assert_int_eq(height, HEIGHT);
    ck_assert_int_eq(depth, 24);
    ck_assert_int_eq(bpp, 32);
    ck_assert_int_ge(pitch, WIDTH * 4);
    *ret_id = handle;
    return 0;
}

int drmModeRmFB(int fd, uint32_t id)
{
    (void)fd;
    (void)id;
    return 0;
}

int drmModeSetCrtc(int fd, uint32_t crtc, uint32_t buffer, uint32_t x, uint32_t y,
                   uint32_t *connectors, int count, drmModeModeInfoPtr mode)
{
    (void)fd;
    (void)crtc;
    (void)x;
    (void)y;
    (void)connectors;
    (void)count;
    (void)mode;
    if (card.refuses)
        return -1;
    card.frames++;
    card.shown = buffer;
    return 0;
}

drmModeResPtr drmModeGetResources(int fd)
{
    static uint32_t connectors[] = {5}, crtcs[] = {9};
    static drmModeRes resources = {
        .count_connectors = 1, .connectors = connectors, .count_crtcs = 1, .crtcs = crtcs};
    (void)fd;
    return &resources;
}

void drmModeFreeResources(drmModeResPtr resources)
{
    (void)resources;
}

drmModeConnectorPtr drmModeGetConnector(int fd, uint32_t id)
{
    static uint32_t encoders[] = {3};
    static drmModeModeInfo modes[] = {{.hdisplay = WIDTH, .vdisplay = HEIGHT}};
    static drmModeConnector connector = {.connector_id = 5,
                                         .connection = DRM_MODE_CONNECTED,
                                         .count_modes = 1,
                                         .modes = modes,
                                         .count_encoders = 1,
                                         .encoders = encoders};
    (void)fd;
    ck_assert_int_eq(id, 5);
    return &connector;
}

void drmModeFreeConnector(drmModeConnectorPtr connector)
{
    (void)connector;
}

drmModeEncoderPtr drmModeGetEncoder(int fd, uint32_t id)
{
    static drmModeEncoder encoder = {.possible_crtcs = 1};
    (void)fd;
    (void)id;
    return &encoder;
}

void drmModeFreeEncoder(drmModeEncoderPtr encoder)
{
    (void)encoder;
}

drmModeCrtcPtr drmModeGetCrtc(int fd, uint32_t id)
{
    (void)fd;
    (void)id;
    return NULL;
}

void drmModeFreeCrtc(drmModeCrtcPtr crtc)
{
    (void)crtc;
}

drmModeObjectPropertiesPtr drmModeObjectGetProperties(int fd, uint32_t object, uint32_t type)
{
    static uint32_t ids[] = {12, DPMS};
    static drmModeObjectProperties all = {.count_props = 2, .props = ids};
    (void)fd;
    ck_assert_int_eq(object, 5);
    ck_assert_uint_eq(type, DRM_MODE_OBJECT_CONNECTOR);
    return card.has_dpms ? &all : NULL;
}

void drmModeFreeObjectProperties(drmModeObjectPropertiesPtr all)
{
    (void)all;
}

drmModePropertyPtr drmModeGetProperty(int fd, uint32_t id)
{
    static drmModePropertyRes edid = {.prop_id = 12, .name = "EDID"};
    static drmModePropertyRes dpms = {.prop_id = DPMS, .name = "DPMS"};
    (void)fd;
    return id == DPMS ? &dpms : &edid;
}

void drmModeFreeProperty(drmModePropertyPtr property)
{
    (void)property;
}

int drmModeConnectorSetProperty(int fd, uint32_t connector, uint32_t property, uint64_t value)
{
    (void)fd;
    ck_assert_int_eq(connector, 5);
    ck_assert_int_eq(property, DPMS);
    card.light = value;
    card.lights++;
    return 0;
}

/* ---- what is on the panel ---- */

static char path[] = "/tmp/parvis-card-XXXXXX";

static struct output *open_card(int turned)
{
    struct output *output = NULL;
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(ftruncate(file, 8192), 0);
    close(file);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    ck_assert_int_eq(output_drm_new(path, turned, &output), PARVIS_OK);
    return output;
}

/* Shows a frame whose pixel at (x, y) has the colour 16 x + y. */
static void show(struct output *output)
{
    cairo_surface_t *frame =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, output->width, output->height);
    uint8_t *bytes = cairo_image_surface_get_data(frame);
    for (int y = 0; y < output->height; y++)
        for (int x = 0; x < output->width; x++)
            ((uint32_t *)(void *)(bytes + (size_t)y * (size_t)cairo_image_surface_get_stride(
                                                          frame)))[x] = (uint32_t)(16 * x + y);
    cairo_surface_mark_dirty(frame);
    ck_assert_int_eq(output->operations->show(output, frame, "frame"), PARVIS_OK);
    cairo_surface_destroy(frame);
}

/* The colour at a place of the panel as it is built. */
static uint32_t pixel(int column, int row)
{
    uint32_t colour = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    off_t at = (off_t)(card.shown - 1) * 4096 + row * (WIDTH * 4 + 8) + column * 4;
    ck_assert_int_eq(pread(file, &colour, sizeof colour, at), sizeof colour);
    close(file);
    return colour;
}

static void close_card(struct output *output)
{
    output->operations->free(output);
    unlink(path);
}

START_TEST(a_frame_is_seen_upright_on_a_panel_that_hangs_turned)
{
    /* by the turn: which of the frame's corners the panel's first pixel is, and the next one */
    static const struct {
        int turned, width, height;
        uint32_t first, second, below;
    } panels[] = {{0, 6, 4, 0x00, 0x10, 0x01},
                  {90, 4, 6, 0x30, 0x31, 0x20},   /* top right; rows run down */
                  {180, 6, 4, 0x53, 0x43, 0x52},  /* bottom right; rows run left */
                  {270, 4, 6, 0x05, 0x04, 0x15}}; /* bottom left; rows run up */
    struct output *output = open_card(panels[_i].turned);
    ck_assert_int_eq(output->width, panels[_i].width);
    ck_assert_int_eq(output->height, panels[_i].height);
    show(output);
    ck_assert_uint_eq(pixel(0, 0), panels[_i].first);
    ck_assert_uint_eq(pixel(1, 0), panels[_i].second);
    ck_assert_uint_eq(pixel(0, 1), panels[_i].below);
    close_card(output);
}
END_TEST

START_TEST(a_touch_is_where_it_is_seen)
{
    /* by the turn: where a finger on the panel's first tenth, near its top, is seen */
    static const struct {
        int turned, x, y;
    } places[] = {{0, 100, 50}, {90, 949, 100}, {180, 899, 949}, {270, 50, 899}};
    const struct output output = {.width = 1000, .height = 1000, .turned = places[_i].turned};
    int x, y;
    output_place(&output, 0.1001, 0.0501, &x, &y);
    ck_assert_int_eq(x, places[_i].x);
    ck_assert_int_eq(y, places[_i].y);
    output_place(&output, 1, 1, &x, &y);
    ck_assert(x >= 0 && x < 1000 && y >= 0 && y < 1000);
}
END_TEST

START_TEST(frames_take_turns_between_two_buffers)
{
    struct output *output = open_card(0);
    show(output);
    uint32_t first = card.shown;
    show(output);
    ck_assert_uint_ne(card.shown, first);
    show(output);
    ck_assert_uint_eq(card.shown, first);
    close_card(output);
}
END_TEST

START_TEST(at_night_the_light_is_out_and_no_frame_puts_it_on)
{
    card.has_dpms = true;
    struct output *output = open_card(0);
    show(output);
    output->operations->light(output, true); /* it is on */
    ck_assert_int_eq(card.lights, 0);
    output->operations->light(output, false);
    output->operations->light(output, false);
    ck_assert_int_eq(card.lights, 1);
    ck_assert_uint_eq(card.light, DRM_MODE_DPMS_OFF);
    show(output);
    ck_assert_int_eq(card.frames, 1);
    output->operations->light(output, true);
    ck_assert_uint_eq(card.light, DRM_MODE_DPMS_ON);
    show(output);
    ck_assert_int_eq(card.frames, 2);
    output->operations->light(output, false);
    close_card(output);
    ck_assert_uint_eq(card.light, DRM_MODE_DPMS_ON); /* who comes after finds it on */
}
END_TEST

START_TEST(a_panel_without_dpms_goes_black)
{
    struct output *output = open_card(0);
    output->operations->light(output, false);
    ck_assert_int_eq(card.lights, 0);
    show(output); /* the black frame */
    ck_assert_int_eq(card.frames, 1);
    close_card(output);
}
END_TEST

START_TEST(a_screen_that_takes_no_frame_says_so)
{
    struct output *output = open_card(0);
    cairo_surface_t *frame = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    card.refuses = true;
    ck_assert_int_eq(output->operations->show(output, frame, "frame"), PARVIS_IO);
    cairo_surface_destroy(frame);
    close_card(output);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk output");
    TCase *cases = tcase_create("output");
    tcase_add_loop_test(cases, a_frame_is_seen_upright_on_a_panel_that_hangs_turned, 0, 4);
    tcase_add_loop_test(cases, a_touch_is_where_it_is_seen, 0, 4);
    tcase_add_test(cases, frames_take_turns_between_two_buffers);
    tcase_add_test(cases, at_night_the_light_is_out_and_no_frame_puts_it_on);
    tcase_add_test(cases, a_panel_without_dpms_goes_black);
    tcase_add_test(cases, a_screen_that_takes_no_frame_says_so);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
